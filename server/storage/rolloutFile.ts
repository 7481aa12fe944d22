import fs from "node:fs";
import path from "node:path";
import type { BlobStore } from "./blobStore.ts";
import { BLOB_THRESHOLD } from "./blobStore.ts";
import { linesOfFile } from "./lineSpans.ts";
import type { HistoryBase, LineFilter, PlacedLine, RolloutPayload } from "./rolloutLine.ts";
import { parseStoredLine, peekKind } from "./rolloutLine.ts";
import { isStored, storedStat } from "./storedFile.ts";
import type { ThreadLog } from "./threadLog.ts";
import type { WriterLocks } from "./writerLock.ts";

const NEWLINE = 0x0a;

/** A stretch of a file that is part of a thread's history. */
export interface Segment {
	/** The file's name without its folder. */
	rollout: string;
	/** Position of the file's first byte. */
	start: number;
	/** Position at which the history goes on in the next file; null for the last one, which grows. */
	end: number | null;
}

/** What a rollout is given by the store it belongs to. */
export interface RolloutOptions {
	threadId: string;
	/** The files before this one, the oldest first. */
	before: Segment[];
	/** Where a file of an earlier history is now; null when somebody took it away. */
	locate: (rollout: string) => string | null;
	locks: WriterLocks;
	blobs: BlobStore;
	/** Called after every append. */
	onAppended: () => void;
}

/**
 * A rollout: one JSON object a line, only ever appended to. A line is handed to the operating system before `append`
 * returns, so that it survives the end of this process by whatever means. The file is made at the first append.
 */
export class RolloutFile implements ThreadLog {
	readonly path: string;
	readonly threadId: string;
	/** The whole history: the files before, and this one. */
	readonly segments: readonly Segment[];
	readonly #start: number;
	readonly #locate: (rollout: string) => string | null;
	readonly #locks: WriterLocks;
	readonly #blobs: BlobStore;
	readonly #onAppended: () => void;
	#held = false;
	#fd: number | null = null;
	/** Bytes of the file, while it is open. */
	#size = 0;

	constructor(file: string, { threadId, before, locate, locks, blobs, onAppended }: RolloutOptions) {
		this.path = file;
		this.threadId = threadId;
		this.#start = before.at(-1)?.end ?? 0;
		this.segments = [...before, { rollout: path.basename(file), start: this.#start, end: null }];
		this.#locate = locate;
		this.#locks = locks;
		this.#blobs = blobs;
		this.#onAppended = onAppended;
	}

	get exists(): boolean {
		return this.#fd !== null || isStored(this.path);
	}

	acquire(): void {
		if (this.#held) return;
		this.#locks.acquire(this.threadId);
		this.#held = true;
	}

	append(...lines: RolloutPayload[]): number[] {
		const fd = this.#open();
		const timestamp = new Date().toISOString();
		const bytes = lines.map((line) => Buffer.from(`${this.#textOf(line, timestamp)}\n`));
		try {
			writeAll(fd, Buffer.concat(bytes));
		} catch (error) {
			// Part of it may be there. The next append begins on a new line.
			this.#closeFile();
			throw error;
		}
		this.#onAppended();
		return bytes.map(({ length }) => {
			const position = this.#start + this.#size;
			this.#size += length;
			return position;
		});
	}

	#textOf(line: RolloutPayload, timestamp: string): string {
		const text = JSON.stringify({ timestamp, ...line });
		if (text.length <= BLOB_THRESHOLD) return text;
		const { value, blobs } = this.#blobs.takeOut(line.payload);
		return blobs.length === 0 ? text : JSON.stringify({ timestamp, ...line, payload: value, blobs });
	}

	*lines(from = 0, wants?: LineFilter): Iterable<PlacedLine> {
		for (const segment of this.segments) {
			const { start, end } = segment;
			if (end !== null && end <= from) continue;
			const file = this.pathOf(segment);
			if (file === null) continue;
			const to = end === null ? undefined : end - start;
			for (const { raw, offset } of linesOfFile(file, Math.max(0, from - start), to)) {
				if (wants && !wants(peekKind(raw), raw, start + offset)) continue;
				const line = this.#place(raw, start + offset);
				if (line) yield line;
			}
		}
	}

	/** Where a part of the history is now; null when somebody took it away. */
	pathOf({ rollout, end }: Segment): string | null {
		return end === null ? this.path : this.#locate(rollout);
	}

	lineAt(position: number): PlacedLine | null {
		for (const line of this.lines(position)) return line.position === position ? line : null;
		return null;
	}

	/** Makes of a line that was read what was appended. */
	#place(raw: string, position: number): PlacedLine | null {
		const line = parseStoredLine(raw);
		if (!line) return null;
		if (line.blobs) this.#blobs.putBack(line.payload, line.blobs);
		return Object.assign(line, { position });
	}

	baseAt(position: number): HistoryBase | null {
		const last = this.segments.findLast(({ start, end }) => start < position && (end === null || position <= end));
		if (!last) return null;
		return {
			thread_id: threadIdOf(last.rollout) ?? this.threadId,
			rollout: last.rollout,
			end_byte_offset: position - last.start,
			end_position: position,
		};
	}

	get endPosition(): number {
		if (this.#fd !== null) return this.#start + this.#size;
		return this.#start + (storedStat(this.path)?.size ?? 0);
	}

	sync(): Promise<void> {
		const fd = this.#fd;
		if (fd === null) return Promise.resolve();
		// A file that was closed in the meantime has nothing left to sync here.
		return new Promise((resolve) => fs.fsync(fd, () => resolve()));
	}

	close(): void {
		this.#closeFile();
		if (!this.#held) return;
		this.#held = false;
		this.#locks.release(this.threadId);
	}

	#closeFile(): void {
		if (this.#fd !== null) fs.closeSync(this.#fd);
		this.#fd = null;
	}

	#open(): number {
		if (this.#fd !== null) return this.#fd;
		// An empty file beside it would stand in its place.
		if (!fs.existsSync(this.path) && isStored(this.path))
			throw new Error(`${this.path} is compressed and takes no lines`);
		this.acquire();
		fs.mkdirSync(path.dirname(this.path), { recursive: true, mode: 0o700 });
		const fd = fs.openSync(this.path, "a+", 0o600);
		this.#size = endLastLine(fd);
		this.#fd = fd;
		return fd;
	}
}

const NAME =
	/^rollout-.{19}-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?:_([0-9a-f-]{36}))?\.jsonl$/;

/** The thread whose rollout has this name; null for any other file. */
export function threadIdOf(file: string): string | null {
	return NAME.exec(path.basename(file))?.[1] ?? null;
}

/** Tells the files of one thread apart: empty for its first, then ids that sort as they came. */
export function revisionOf(file: string): string {
	return NAME.exec(path.basename(file))?.[2] ?? "";
}

function writeAll(fd: number, bytes: Buffer): void {
	for (let done = 0; done < bytes.length; ) done += fs.writeSync(fd, bytes, done);
}

/** A process that was killed in mid-write leaves a line without its end: the next line must not run into it. Gives the size. */
function endLastLine(fd: number): number {
	const { size } = fs.fstatSync(fd);
	if (size === 0) return 0;
	const last = Buffer.alloc(1);
	fs.readSync(fd, last, 0, 1, size - 1);
	if (last[0] === NEWLINE) return size;
	writeAll(fd, Buffer.from("\n"));
	return size + 1;
}
