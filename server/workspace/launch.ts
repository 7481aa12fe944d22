import fs from "node:fs";
import os from "node:os";
import { internalError, invalidParams, invalidRequest, malformed, WireError } from "#protocol/errors.ts";
import { isSystemError, systemErrorText } from "../common/systemError.ts";
import type { CommandStreams } from "../exec/commandProcess.ts";
import { findProgram } from "../exec/program.ts";
import type { TerminalSize } from "../exec/startedChild.ts";

/** Of a terminal whose size nobody gives. */
const defaultTerminalSize: TerminalSize = { rows: 24, cols: 80 };

/** The most that a side of a terminal can be: the kernel has 16 bits for it. */
const LARGEST_SIDE = 2 ** 16 - 1;

/** When a request says nothing else: milliseconds, and bytes a stream. */
export const defaultTimeoutMs = 10_000;
export const defaultOutputCap = 1024 * 1024;

type Changes = Record<string, string | null>;

/** What every request to start a process says. */
interface Request {
	command: readonly string[];
	tty?: boolean | undefined;
	size: TerminalSize | null;
	timeoutMs?: number | null | undefined;
	streamStdin?: boolean | undefined;
	streamStdoutStderr?: boolean | undefined;
}

/** What a process is connected to, and whether its output is told as it comes: that of a terminal always is. */
export function connections(request: Request): { streams: CommandStreams; isStreamed: boolean } {
	const { tty, size, streamStdin, streamStdoutStderr } = request;
	if (tty) return { streams: { terminal: size ?? defaultTerminalSize }, isStreamed: true };
	const streams = { terminal: null, hasStdin: streamStdin ?? false, outputs: "separate" as const };
	return { streams, isStreamed: streamStdoutStderr ?? false };
}

/** Refuses what makes no sense, whatever the machine is like. @throws WireError; `method` is named in it */
export function checkRequest(method: string, { command, tty, size }: Request): void {
	if (command.length === 0) throw invalidRequest("command must not be empty");
	if (size && !tty) throw invalidParams(`${method} size requires tty: true`);
}

/** @throws WireError; `method` is named in it */
export function checkTimeout(method: string, { timeoutMs }: Request): void {
	if ((timeoutMs ?? 0) < 0) {
		throw invalidParams(`${method} timeoutMs must be non-negative, got ${timeoutMs}`);
	}
}

/** @throws WireError when a side is 0 or too large; `method` is named in it */
export function checkSize(method: string, size: TerminalSize | null): void {
	if (size && Math.max(size.rows, size.cols) > LARGEST_SIDE) {
		throw malformed(`${method} size rows and cols must be at most ${LARGEST_SIDE}`);
	}
	if (size && (size.rows === 0 || size.cols === 0)) {
		throw invalidParams(`${method} size rows and cols must be greater than 0`);
	}
}

/** The variables of `inherited` with a client's changes: null takes one away. */
export function changedEnvironment(inherited: NodeJS.ProcessEnv, changes: Changes | null): Record<string, string> {
	const entries = Object.entries({ ...inherited, ...changes });
	return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/**
 * Runs `start` for a program and a folder that exist.
 * @throws WireError -32603 `failed to spawn <what>: …` in the words of the operating system
 */
export async function launch<T>(
	what: "command" | "process",
	{ argv, cwd, environment }: { argv: readonly string[]; cwd: string; environment: Record<string, string> },
	start: () => Promise<T>,
): Promise<T> {
	const failed = (why: string) => internalError(`failed to spawn ${what}: ${why}`);
	if (argv[0] === "") throw failed("missing program for pipe spawn");
	if ([...argv, cwd, ...Object.entries(environment).flat()].some((each) => each.includes("\0"))) {
		throw failed("nul byte found in provided data");
	}
	try {
		checkFolder(cwd);
		findProgram(argv[0] ?? "", cwd, environment);
		return await start();
	} catch (error) {
		if (error instanceof WireError) throw error;
		if (isSystemError(error)) throw failed(systemErrorText(error));
		throw failed(error instanceof Error ? error.message : String(error));
	}
}

function checkFolder(folder: string): void {
	if (fs.statSync(folder).isDirectory()) return;
	throw Object.assign(new Error(`ENOTDIR: ${folder}`), { code: "ENOTDIR", errno: os.constants.errno.ENOTDIR });
}
