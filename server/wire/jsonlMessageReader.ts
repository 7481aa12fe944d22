import type { Readable } from "node:stream";
import { AbstractMessageReader, type DataCallback, type Disposable, type Message } from "vscode-jsonrpc/node";
import { encodeId } from "./messageId.ts";

/** The longest line that is read, in bytes; a longer one is skipped. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
/** How much of an over-long line is kept to tell whose it was. */
const KEPT_OF_SKIPPED = 256;

/** A line that could not be taken as a message. The reader goes on with the next one. */
export class UnreadableLine extends Error {
	override name = "UnreadableLine";
	/** The request's id, where the beginning of an over-long line still shows it. */
	readonly id: string | number | undefined;
	constructor(message: string, id?: string | number) {
		super(message);
		this.id = id;
	}
}

/**
 * Reads messages that are one JSON object per line, without the `jsonrpc` member. Blank lines are passed over;
 * a line that is no JSON object, or is longer than the cap, is reported through `onError` and passed over.
 */
export class JsonlMessageReader extends AbstractMessageReader {
	readonly #stream: Readable;
	readonly #maxLineBytes: number;
	#pieces: Buffer[] = [];
	#pending = 0;
	#skipping = false;

	constructor(stream: Readable, maxLineBytes = MAX_LINE_BYTES) {
		super();
		this.#stream = stream;
		this.#maxLineBytes = maxLineBytes;
	}

	listen(callback: DataCallback): Disposable {
		const onData = (chunk: Buffer) => this.#read(chunk, callback);
		const onError = (error: unknown) => this.fireError(error);
		let ended = false;
		const onEnd = () => {
			if (ended) return;
			ended = true;
			this.#lineEnds(callback);
			this.fireClose();
		};
		this.#stream.on("data", onData).on("error", onError).on("end", onEnd).on("close", onEnd);
		return {
			dispose: () => {
				this.#stream.off("data", onData).off("error", onError).off("end", onEnd).off("close", onEnd);
			},
		};
	}

	#read(chunk: Buffer, callback: DataCallback): void {
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
			this.#add(chunk.subarray(start, end));
			this.#lineEnds(callback);
			start = end + 1;
		}
		if (start < chunk.length) this.#add(chunk.subarray(start));
	}

	#add(piece: Buffer): void {
		if (this.#skipping) return;
		this.#pieces.push(piece);
		this.#pending += piece.length;
		if (this.#pending <= this.#maxLineBytes) return;
		this.#skipping = true;
		// Only the beginning is kept, so that a client without limits cannot fill the memory.
		this.#pieces = [Buffer.concat(this.#pieces, Math.min(this.#pending, KEPT_OF_SKIPPED))];
	}

	#lineEnds(callback: DataCallback): void {
		const [first] = this.#pieces;
		const line = this.#pieces.length === 1 && first ? first : Buffer.concat(this.#pieces);
		const skipped = this.#skipping;
		this.#pieces = [];
		this.#pending = 0;
		this.#skipping = false;
		if (skipped) this.fireError(tooLong(line, this.#maxLineBytes));
		else if (line.length > 0) this.#parse(line, callback);
	}

	#parse(line: Buffer, callback: DataCallback): void {
		const text = line.toString("utf8");
		if (text.trim() === "") return;
		let value: unknown;
		try {
			value = JSON.parse(text);
		} catch (error) {
			this.fireError(new UnreadableLine(`A line is not JSON: ${reasonOf(error)}`));
			return;
		}
		if (!isMessage(value)) {
			this.fireError(new UnreadableLine("A line is not a request, a notification or a response."));
			return;
		}
		if ("id" in value) value.id = encodeId(value.id);
		value.jsonrpc = "2.0";
		callback(value);
	}
}

type WritableMessage = Message & { id?: unknown };

function isMessage(value: unknown): value is WritableMessage {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
	if ("method" in value) return typeof value.method === "string" && (!("id" in value) || isId(value.id));
	return "id" in value && ("result" in value || "error" in value);
}

const isId = (id: unknown) => typeof id === "string" || Number.isInteger(id);

function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message.slice(0, 200) : String(error);
}

function tooLong(beginning: Buffer, cap: number): UnreadableLine {
	const id = /^\s*\{\s*"id"\s*:\s*(-?\d+|"(?:[^"\\]|\\.)*")\s*,/.exec(beginning.toString("utf8"))?.[1];
	const parsed: unknown = id === undefined ? undefined : JSON.parse(id);
	const message = `A line is longer than ${cap} bytes and was skipped.`;
	return new UnreadableLine(message, typeof parsed === "string" || typeof parsed === "number" ? parsed : undefined);
}
