import type { Readable } from "node:stream";
import { parseMessage, UnreadableMessage, type WireMessage } from "./message.ts";

/** The longest line that is read, in bytes; a longer one is skipped. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;

const NEWLINE = 0x0a;
/** How much of an over-long line is kept to tell whose it was. */
const KEPT_OF_SKIPPED = 256;

/** What is told of a reader's stream. */
export interface MessageListener {
	message(message: WireMessage): void;
	/** An `UnreadableMessage`, after which reading goes on, or an error of the stream. */
	error(error: Error): void;
	/** Once, when nothing more will come. */
	closed(): void;
}

/**
 * Reads messages that are one JSON object per line. Blank lines are passed over; a line that is no JSON object, or is longer than
 * the cap, is reported and passed over.
 */
export class LineReader {
	readonly #listener: MessageListener;
	readonly #maxLineBytes: number;
	#pieces: Buffer[] = [];
	#pending = 0;
	#skipping = false;

	constructor(listener: MessageListener, maxLineBytes = MAX_LINE_BYTES) {
		this.#listener = listener;
		this.#maxLineBytes = maxLineBytes;
	}

	/** Reads from `stream`; returns what stops it. */
	read(stream: Readable): () => void {
		const onData = (chunk: Buffer) => this.take(chunk);
		const onError = (error: Error) => this.#listener.error(error);
		let ended = false;
		const onEnd = () => {
			if (ended) return;
			ended = true;
			this.#lineEnds();
			this.#listener.closed();
		};
		stream.on("data", onData).on("error", onError).on("end", onEnd).on("close", onEnd);
		return () => stream.off("data", onData).off("error", onError).off("end", onEnd).off("close", onEnd);
	}

	/** Reads what came by other means than a stream. */
	take(chunk: Buffer): void {
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
			this.#add(chunk.subarray(start, end));
			this.#lineEnds();
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

	#lineEnds(): void {
		const [first] = this.#pieces;
		const line = this.#pieces.length === 1 && first ? first : Buffer.concat(this.#pieces);
		const skipped = this.#skipping;
		this.#pieces = [];
		this.#pending = 0;
		this.#skipping = false;
		if (skipped) this.#listener.error(tooLong(line, this.#maxLineBytes));
		else if (line.length > 0) this.#parse(line.toString("utf8"));
	}

	#parse(text: string): void {
		if (text.trim() === "") return;
		let message: WireMessage;
		try {
			message = parseMessage(text, "line");
		} catch (error) {
			this.#listener.error(error as Error);
			return;
		}
		this.#listener.message(message);
	}
}

function tooLong(beginning: Buffer, cap: number): UnreadableMessage {
	const id = /^\s*\{\s*"id"\s*:\s*(-?\d+|"(?:[^"\\]|\\.)*")\s*,/.exec(beginning.toString("utf8"))?.[1];
	const parsed: unknown = id === undefined ? undefined : JSON.parse(id);
	const message = `A line is longer than ${cap} bytes and was skipped.`;
	return new UnreadableMessage(message, typeof parsed === "string" || typeof parsed === "number" ? parsed : undefined);
}
