import { setTimeout as delay, setImmediate as turnOfLoop } from "node:timers/promises";
import { guardGroup, markVariable, serverMark } from "../platform/orphanGuard.ts";
import { killTree } from "./processTree.ts";
import type { OutputReceiver, StartedChild, TerminalSize } from "./startedChild.ts";

/** What a command's input and output are connected to. */
export type CommandStreams =
	| { terminal: TerminalSize }
	/** `hasStdin`: whether it gets an open standard input; without it reads end at once. */
	| { terminal: null; hasStdin: boolean; outputs: "merged" | "separate" };

export interface CommandProcessOptions {
	argv: readonly string[];
	/** Absolute; must exist. */
	cwd: string;
	environment: Record<string, string>;
	streams: CommandStreams;
	/** Whether all descendants die with the first process and with the server, as inside bubblewrap. */
	endsWithParent: boolean;
	/** Names the owner in the mark of the process, so that its leftovers can be found. */
	owner: string;
	/** After the exit, how long output of descendants that hold the pipe is still waited for, in milliseconds; 100 unless given. */
	drainMs?: number;
	onOutput: OutputReceiver;
}

/** How long a tree may take to end after SIGTERM, in milliseconds. */
const graceMs = 700;
let counter = 0;

/** What the marks of all processes of `owner` begin with. */
export function ownerMark(owner: string): string {
	return `${serverMark}.${owner}.`;
}

/** A running command, in its own session and process group. */
export class CommandProcess {
	/** Resolves with the exit code when it has ended and its output is read; a signal counts 128 and its number. */
	readonly exited: Promise<number>;
	readonly #child: StartedChild;
	readonly #mark: string;
	readonly #endsWithParent: boolean;
	#hasEnded = false;
	#isDrained = true;
	#killing: Promise<void> | undefined;

	private constructor(child: StartedChild, mark: string, { endsWithParent, drainMs = 100 }: CommandProcessOptions) {
		this.#child = child;
		this.#mark = mark;
		this.#endsWithParent = endsWithParent;
		const unguard = endsWithParent ? () => {} : guardGroup(child.pid);
		this.exited = child.exited.then(async (code) => {
			this.#hasEnded = true;
			do {
				await child.heldBack;
				this.#isDrained = await isSoon(child.outputEnded, drainMs);
			} while (!this.#isDrained && child.heldBack);
			child.stopReading();
			unguard();
			return code;
		});
	}

	/** Rejects when the program cannot be started. */
	static async start(options: CommandProcessOptions): Promise<CommandProcess> {
		const [program, ...args] = options.argv;
		if (program === undefined) throw new Error("an empty command line");
		const mark = `${ownerMark(options.owner)}${++counter}.`;
		const { streams, cwd, onOutput } = options;
		const environment = { ...options.environment, [markVariable]: mark };
		const start = { argv: [program, ...args] as const, cwd, environment, onOutput };
		const child = streams.terminal
			? await (await import("./terminalChild.ts")).startInTerminal(start, streams.terminal)
			: await (await import("./pipedChild.ts")).startPiped({ ...start, ...streams });
		return new CommandProcess(child, mark, options);
	}

	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	/** False when, after the end, something still held the output. Known once `exited` has resolved. */
	get isDrained(): boolean {
		return this.#isDrained;
	}

	/** Writes to its standard input. False when it has none, or has ended. */
	write(data: string | Buffer): boolean {
		return !this.#hasEnded && this.#child.write(data);
	}

	closeInput(): void {
		if (!this.#hasEnded) this.#child.closeInput();
	}

	/** Gives its terminal another size. False when it has none. */
	resize(size: TerminalSize): boolean {
		return !this.#hasEnded && this.#child.resize(size);
	}

	/** What Ctrl-C does in a terminal. */
	interrupt(): void {
		if (this.#hasEnded) return;
		if (this.#endsWithParent) void this.kill();
		else process.kill(-this.#child.pid, "SIGINT");
	}

	/**
	 * Ends the whole tree, and resolves when it is gone: within a second. Idempotent.
	 * @param wait in milliseconds, how long it may take to end by itself
	 */
	kill(wait = graceMs): Promise<void> {
		this.#killing ??= this.#kill(wait);
		return this.#killing;
	}

	async #kill(wait: number): Promise<void> {
		this.#child.readOn();
		// The end of bubblewrap ends its whole process namespace, but not while it is still being made: the marks find the rest.
		await killTree(this.#child.pid, this.#mark, () => this.#hasEnded, this.#endsWithParent ? 0 : wait);
		await this.exited;
	}
}

/** Whether `event` comes within `limitMs`. What has come, and a busy process has not looked at yet, counts. */
async function isSoon(event: Promise<unknown>, limitMs: number): Promise<boolean> {
	const timer = new AbortController();
	const isSooner = await Promise.race([
		event.then(() => true),
		delay(limitMs, false, { signal: timer.signal })
			// Timers are run ahead of what has arrived, which is read in this turn of the loop and has ended by the next.
			.then(() => turnOfLoop())
			.then(() => turnOfLoop())
			.then(() => false)
			.catch(() => false),
	]);
	timer.abort();
	return isSooner;
}
