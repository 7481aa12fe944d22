import { setTimeout as delay } from "node:timers/promises";
import type { TurnHost } from "../agent/turnHost.ts";
import type { CommandProcess } from "../exec/commandProcess.ts";
import { HeadTailBuffer } from "../exec/headTailBuffer.ts";
import { Interruption, whenAborted } from "./interruption.ts";
import { OutputDeltas } from "./outputDeltas.ts";
import { joinOutput, type KeptOutput, outputCapacity } from "./outputLimits.ts";

/** A started command with its output: whole for its item, and since the last call for the model. */
export class RunningCommand {
	/** The process id of the protocol and the session id of the model: not the operating system's. */
	readonly id: number;
	readonly itemId: string;
	/** What the shell was given. */
	readonly script: string;
	readonly cwd: string;
	/** Milliseconds on the monotonic clock. */
	readonly startedAt = performance.now();
	readonly #whole = new HeadTailBuffer(outputCapacity);
	readonly #unread = new HeadTailBuffer(outputCapacity);
	readonly #deltas: OutputDeltas;
	#process: CommandProcess | undefined;
	#exit: Promise<number> | undefined;
	#exitCode: number | null = null;
	#durationMs: number | null = null;
	readonly #endListeners: (() => void)[] = [];

	constructor(
		{ id, itemId, script, cwd }: Pick<RunningCommand, "id" | "itemId" | "script" | "cwd">,
		onDelta: (delta: string) => void,
	) {
		this.id = id;
		this.itemId = itemId;
		this.script = script;
		this.cwd = cwd;
		this.#deltas = new OutputDeltas(onDelta);
	}

	/** For the process's `onOutput`. */
	push(chunk: Buffer): void {
		this.#whole.push(chunk);
		this.#unread.push(chunk);
		this.#deltas.push(chunk);
	}

	/** Call once; `release` runs when the process has ended and its deltas are out, before anybody who waits goes on. */
	attach(process: CommandProcess, release: () => void): void {
		this.#process = process;
		this.#exit = process.exited.then((code) => {
			this.#exitCode = code;
			this.#durationMs = Math.round(performance.now() - this.startedAt);
			this.#deltas.finish();
			release();
			for (const listener of this.#endListeners) listener();
			return code;
		});
	}

	/** Calls `listener` once when it ends, or at once when it has ended. */
	onEnd(listener: () => void): void {
		if (this.#exitCode === null) this.#endListeners.push(listener);
		else listener();
	}

	/** Null while it runs. */
	get exitCode(): number | null {
		return this.#exitCode;
	}

	get durationMs(): number | null {
		return this.#durationMs;
	}

	/** All of the output that is kept; null when there was none. */
	get aggregatedOutput(): string | null {
		return this.#whole.totalBytes === 0 ? null : joinOutput(this.#whole.text());
	}

	/** The output since the last call of this. */
	takeUnread(): KeptOutput {
		const output = this.#unread.text();
		this.#unread.clear();
		return output;
	}

	/**
	 * Waits until it has ended or `timeoutMs` are over, and as long as a client shows a prompt then. Rejects with an AbortError when
	 * the turn is interrupted first.
	 */
	async wait(timeoutMs: number, host: Pick<TurnHost, "signal" | "prompted">): Promise<void> {
		const { signal } = host;
		const timer = new AbortController();
		const aborted = whenAborted(signal);
		try {
			await Promise.race([this.#exit, aborted.promise, timeIsOver(timeoutMs, host, timer.signal)]);
		} finally {
			timer.abort();
			aborted.dispose();
		}
		if (signal.aborted && this.#exitCode === null) throw new Interruption(true);
	}

	write(text: string): boolean {
		return this.#process?.write(text) ?? false;
	}

	interrupt(): void {
		this.#process?.interrupt();
	}

	/** Ends the tree; resolves after the end listeners ran. */
	async kill(): Promise<void> {
		await this.#process?.kill();
		await this.#exit;
	}
}

/** What a person is asked meanwhile may be what the command waits for. */
async function timeIsOver(timeoutMs: number, host: Pick<TurnHost, "prompted">, stop: AbortSignal): Promise<void> {
	await delay(timeoutMs, undefined, { signal: stop });
	for (let prompt = host.prompted; prompt; prompt = host.prompted) await prompt;
}
