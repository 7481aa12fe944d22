import os from "node:os";

export type OutputStream = "stdout" | "stderr";

/** What ends the input of a program that reads a terminal line by line: the line, then the end-of-file character. */
export const END_OF_INPUT = "\n\u0004";

/** Of a terminal, in characters; both at least 1. */
export interface TerminalSize {
	rows: number;
	cols: number;
}

/**
 * Gets output in the order written; of two streams that are kept apart, within each. Whoever keeps a chunk copies it. A promise holds the
 * output back: nothing more is read of that stream until it resolves, so that the program waits in its write. Only a terminal of Windows is
 * not held back.
 */
export type OutputReceiver = (chunk: Buffer, stream: OutputStream) => Promise<void> | null | undefined | void;

export interface ChildOptions {
	/** Its first word is a program that exists. */
	argv: readonly [string, ...string[]];
	/** Absolute; must exist. */
	cwd: string;
	environment: Record<string, string>;
	onOutput: OutputReceiver;
}

/** A process that leads its own process group, whatever its input and output are connected to. */
export interface StartedChild {
	readonly pid: number;
	/** Resolves with the exit code when the process has gone; a signal counts 128 and its number. */
	readonly exited: Promise<number>;
	/** Resolves when no output can come any more. */
	readonly outputEnded: Promise<unknown>;
	stopReading(): void;
	/** Null unless output is held back; else what resolves when reading goes on. */
	readonly heldBack: Promise<unknown> | null;
	/** Holds nothing back any more. */
	readOn(): void;
	/** False when it has no input, or none any more. */
	write(data: string | Buffer): boolean;
	closeInput(): void;
	/** False when it has no terminal. */
	resize(size: TerminalSize): boolean;
}

export function exitCodeOf(code: number | null, signal: NodeJS.Signals | null): number {
	return code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]);
}
