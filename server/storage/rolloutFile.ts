import fs from "node:fs";
import path from "node:path";
import type { RolloutLine, RolloutPayload } from "./rolloutLine.ts";
import { parseLine } from "./rolloutLine.ts";

/** Where a thread keeps what happened. Appending is in order; reading gives every complete line. */
export interface ThreadLog {
	/** Null for a thread that is kept in memory only. */
	readonly path: string | null;
	/** Whether anything has been appended. */
	readonly exists: boolean;
	append(...lines: RolloutPayload[]): void;
	lines(): Iterable<RolloutLine>;
	/** Asks the operating system to put everything on the disk. */
	sync(): Promise<void>;
	/** Releases the file for other processes. Idempotent. */
	close(): void;
}

const NEWLINE = 0x0a;
const READ_BYTES = 1 << 20;

/** Another process holds the thread for writing. */
export class ThreadInUse extends Error {
	readonly pid: number;
	constructor(pid: number) {
		super(`the thread is open in another process (${pid}); close it there, then try again`);
		this.pid = pid;
	}
}

/**
 * A rollout: one JSON object a line, only ever appended to. A line is handed to the operating system before `append`
 * returns, so that it survives the end of this process by whatever means. The file is made at the first append.
 */
export class RolloutFile implements ThreadLog {
	readonly path: string;
	#fd: number | null = null;

	constructor(file: string) {
		this.path = file;
	}

	get exists(): boolean {
		return this.#fd !== null || fs.existsSync(this.path);
	}

	append(...lines: RolloutPayload[]): void {
		const timestamp = new Date().toISOString();
		const text = lines.map((line) => `${JSON.stringify({ timestamp, ...line })}\n`).join("");
		fs.writeSync(this.#open(), text);
	}

	*lines(): Iterable<RolloutLine> {
		if (!this.exists) return;
		for (const text of textLines(this.path)) {
			const line = parseLine(text);
			if (line) yield line;
		}
	}

	sync(): Promise<void> {
		const fd = this.#fd;
		if (fd === null) return Promise.resolve();
		// A file that was closed in the meantime has nothing left to sync here.
		return new Promise((resolve) => fs.fsync(fd, () => resolve()));
	}

	close(): void {
		if (this.#fd === null) return;
		fs.closeSync(this.#fd);
		this.#fd = null;
		fs.rmSync(lockOf(this.path), { force: true });
	}

	#open(): number {
		if (this.#fd !== null) return this.#fd;
		fs.mkdirSync(path.dirname(this.path), { recursive: true, mode: 0o700 });
		acquireLock(lockOf(this.path));
		this.#fd = fs.openSync(this.path, "a+", 0o600);
		endLastLine(this.#fd);
		return this.#fd;
	}
}

const lockOf = (file: string) => `${file}.lock`;

/** Takes the writer's lock, also from a process that is gone. @throws ThreadInUse */
function acquireLock(lock: string): void {
	for (;;) {
		try {
			fs.writeFileSync(lock, String(process.pid), { flag: "wx", mode: 0o600 });
			return;
		} catch (error) {
			if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
		}
		const pid = Number(readOrEmpty(lock));
		if (pid !== process.pid && isAlive(pid)) throw new ThreadInUse(pid);
		fs.rmSync(lock, { force: true });
	}
}

function readOrEmpty(file: string): string {
	try {
		return fs.readFileSync(file, "utf8");
	} catch {
		return "";
	}
}

function isAlive(pid: number): boolean {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}

/** A process that was killed in mid-write leaves a line without its end: the next line must not run into it. */
function endLastLine(fd: number): void {
	const { size } = fs.fstatSync(fd);
	if (size === 0) return;
	const last = Buffer.alloc(1);
	fs.readSync(fd, last, 0, 1, size - 1);
	if (last[0] !== NEWLINE) fs.writeSync(fd, "\n");
}

/** The lines of a file, read piece by piece. What follows the last newline counts too. */
export function* textLines(file: string): Iterable<string> {
	const fd = fs.openSync(file, "r");
	try {
		const buffer = Buffer.allocUnsafe(READ_BYTES);
		let rest: Buffer[] = [];
		for (let read = fs.readSync(fd, buffer); read > 0; read = fs.readSync(fd, buffer)) {
			let start = 0;
			for (let end = buffer.indexOf(NEWLINE); end >= 0 && end < read; end = buffer.indexOf(NEWLINE, start)) {
				const piece = buffer.subarray(start, end);
				yield rest.length === 0 ? piece.toString("utf8") : Buffer.concat([...rest, piece]).toString("utf8");
				rest = [];
				start = end + 1;
				if (start >= read) break;
			}
			if (start < read) rest.push(Buffer.from(buffer.subarray(start, read)));
		}
		if (rest.length > 0) yield Buffer.concat(rest).toString("utf8");
	} finally {
		fs.closeSync(fd);
	}
}

/** The log of an ephemeral thread: gone when the thread is unloaded. */
export class MemoryLog implements ThreadLog {
	readonly path = null;
	readonly #lines: RolloutLine[] = [];

	get exists(): boolean {
		return this.#lines.length > 0;
	}

	append(...lines: RolloutPayload[]): void {
		const timestamp = new Date().toISOString();
		for (const line of lines) this.#lines.push({ timestamp, ...line });
	}

	lines(): Iterable<RolloutLine> {
		return this.#lines;
	}

	sync(): Promise<void> {
		return Promise.resolve();
	}

	close(): void {}
}
