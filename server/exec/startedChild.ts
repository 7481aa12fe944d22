import os from "node:os";

export type OutputStream = "stdout" | "stderr";

/** Of a terminal, in characters; both at least 1. */
export interface TerminalSize {
	rows: number;
	cols: number;
}

export interface ChildOptions {
	/** Its first word is a program that exists. */
	argv: readonly [string, ...string[]];
	/** Absolute; must exist. */
	cwd: string;
	environment: Record<string, string>;
	/** In the order written within a stream. Whoever keeps a chunk copies it. */
	onOutput(chunk: Buffer, stream: OutputStream): void;
}

/** A process that leads its own process group, whatever its input and output are connected to. */
export interface StartedChild {
	readonly pid: number;
	/** Resolves with the exit code when the process has gone; a signal counts 128 and its number. */
	readonly exited: Promise<number>;
	/** Resolves when no output can come any more. */
	readonly outputEnded: Promise<unknown>;
	stopReading(): void;
	/** False when it has no input, or none any more. */
	write(data: string | Buffer): boolean;
	closeInput(): void;
	/** False when it has no terminal. */
	resize(size: TerminalSize): boolean;
}

export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
	return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]);
}
