import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { guardGroup, serverMark } from "./orphanGuard.ts";
import { type OutputPipe, openOutputPipe } from "./outputPipe.ts";
import { killTree, markVariable } from "./processTree.ts";

export interface CommandProcessOptions {
	argv: readonly string[];
	/** Absolute; must exist. */
	cwd: string;
	environment: Record<string, string>;
	/** Whether it gets an open standard input; without it reads end at once. */
	hasStdin: boolean;
	/** Whether all descendants die with the first process and with the server, as inside bubblewrap. */
	endsWithParent: boolean;
	/** Names the owner in the mark of the process, so that its leftovers can be found. */
	owner: string;
	/** Both streams, in the order written. */
	onOutput(chunk: Buffer): void;
}

/** After the exit, how long output of descendants that hold the pipe is still waited for, in milliseconds. */
const drainMs = 100;
let counter = 0;

/** What the marks of all processes of `owner` begin with. */
export function ownerMark(owner: string): string {
	return `${serverMark}.${owner}.`;
}

/** A running command, in its own session and process group. */
export class CommandProcess {
	/** Resolves with the exit code when it has ended and its output is read; a signal counts 128 and its number. */
	readonly exited: Promise<number>;
	readonly #child: ChildProcess;
	readonly #mark: string;
	readonly #endsWithParent: boolean;
	#hasEnded = false;
	#killing: Promise<void> | undefined;

	private constructor(child: ChildProcess, outputs: Readable[], mark: string, options: CommandProcessOptions) {
		this.#child = child;
		this.#mark = mark;
		this.#endsWithParent = options.endsWithParent;
		const unguard = options.endsWithParent || child.pid === undefined ? () => {} : guardGroup(child.pid);
		const ends = outputs.map((output) => {
			output.on("data", options.onOutput).resume();
			return once(output, "close");
		});
		this.exited = once(child, "exit").then(async ([code, signal]: unknown[]) => {
			this.#hasEnded = true;
			await drained(ends);
			for (const output of outputs) output.destroy();
			unguard();
			return exitCodeOf(code, signal);
		});
		// An input that nobody reads any more is no error of ours.
		child.stdin?.on("error", () => {});
	}

	/** Rejects when the program cannot be started. */
	static async start(options: CommandProcessOptions): Promise<CommandProcess> {
		const [program, ...args] = options.argv;
		if (program === undefined) throw new Error("an empty command line");
		const mark = `${ownerMark(options.owner)}${++counter}.`;
		const pipe = process.platform === "win32" ? null : await openOutputPipe();
		const output = pipe?.writeEnd ?? "pipe";
		let child: ChildProcess;
		try {
			child = spawn(program, args, {
				cwd: options.cwd,
				env: { ...options.environment, [markVariable]: mark },
				stdio: [options.hasStdin ? "pipe" : "ignore", output, output],
				detached: process.platform !== "win32",
				windowsHide: true,
			});
		} finally {
			if (pipe) fs.closeSync(pipe.writeEnd);
		}
		const outputs = outputsOf(child, pipe);
		const started = new CommandProcess(child, outputs, mark, options);
		if (child.pid === undefined) {
			for (const stream of outputs) stream.destroy();
			started.exited.catch(() => {});
			const [error]: unknown[] = await once(child, "error").catch((cause: unknown) => [cause]);
			throw error instanceof Error ? error : new Error(String(error));
		}
		return started;
	}

	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	/** Writes to its standard input. False when it has none, or has ended. */
	write(text: string): boolean {
		const { stdin } = this.#child;
		if (!stdin?.writable || this.#hasEnded) return false;
		stdin.write(text);
		return true;
	}

	/** What Ctrl-C does in a terminal. */
	interrupt(): void {
		const { pid } = this.#child;
		if (pid === undefined || this.#hasEnded) return;
		if (this.#endsWithParent) void this.kill();
		else process.kill(-pid, "SIGINT");
	}

	/** Ends the whole tree, and resolves when it is gone: within a second. Idempotent. */
	kill(): Promise<void> {
		this.#killing ??= this.#kill();
		return this.#killing;
	}

	async #kill(): Promise<void> {
		const { pid } = this.#child;
		if (pid === undefined) return;
		if (this.#endsWithParent) {
			// The end of its first process ends the whole process namespace.
			this.#child.kill("SIGKILL");
		} else {
			await killTree(pid, this.#mark, () => this.#hasEnded);
		}
		await this.exited;
	}
}

async function drained(ends: readonly Promise<unknown>[]): Promise<void> {
	const timer = new AbortController();
	await Promise.race([Promise.all(ends), delay(drainMs, undefined, { signal: timer.signal })]);
	timer.abort();
}

function outputsOf(child: ChildProcess, pipe: OutputPipe | null): Readable[] {
	if (pipe) return [pipe.readable];
	return [child.stdout, child.stderr].filter((stream) => stream !== null);
}

function exitCodeOf(code: unknown, signal: unknown): number {
	if (typeof code === "number") return code;
	const numbers: Record<string, number> = os.constants.signals;
	return 128 + (typeof signal === "string" ? (numbers[signal] ?? 0) : 0);
}
