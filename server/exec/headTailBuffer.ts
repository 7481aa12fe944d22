import { StringDecoder } from "node:string_decoder";

/** Keeps the first and the last bytes of an output of any length, in bounded memory. */
export class HeadTailBuffer {
	readonly #headCapacity: number;
	readonly #tailCapacity: number;
	#head: Buffer[] = [];
	#headBytes = 0;
	#tail: Buffer[] = [];
	#tailBytes = 0;
	#total = 0;

	/** `capacity` in bytes, half for each end. */
	constructor(capacity: number) {
		this.#headCapacity = Math.ceil(capacity / 2);
		this.#tailCapacity = Math.floor(capacity / 2);
	}

	/** All bytes that were pushed, kept or not. */
	get totalBytes(): number {
		return this.#total;
	}

	push(chunk: Buffer): void {
		this.#total += chunk.length;
		const room = this.#headCapacity - this.#headBytes;
		const rest = room > 0 ? this.#fillHead(chunk, room) : chunk;
		if (rest.length === 0) return;
		this.#tail.push(rest);
		this.#tailBytes += rest.length;
		// Whole chunks go while the rest still fills the tail; what is too much of the oldest is cut on reading.
		for (
			let oldest = this.#tail[0];
			oldest && this.#tailBytes - oldest.length >= this.#tailCapacity;
			oldest = this.#tail[0]
		) {
			this.#tail.shift();
			this.#tailBytes -= oldest.length;
		}
	}

	/** What is kept, as text: invalid UTF-8 becomes U+FFFD, and no character is cut in two at the gap. */
	text(): { head: string; tail: string; omittedBytes: number } {
		const tail = Buffer.concat(this.#tail);
		const kept = tail.subarray(Math.max(0, tail.length - this.#tailCapacity));
		const head = Buffer.concat(this.#head);
		const omitted = this.#total - head.length - kept.length;
		if (omitted === 0) return { head: Buffer.concat([head, kept]).toString("utf8"), tail: "", omittedBytes: 0 };
		const decoder = new StringDecoder("utf8");
		return { head: decoder.write(head), tail: fromCharacterStart(kept).toString("utf8"), omittedBytes: omitted };
	}

	clear(): void {
		this.#head = [];
		this.#tail = [];
		this.#headBytes = 0;
		this.#tailBytes = 0;
		this.#total = 0;
	}

	#fillHead(chunk: Buffer, room: number): Buffer {
		const part = chunk.subarray(0, room);
		this.#head.push(part);
		this.#headBytes += part.length;
		return chunk.subarray(part.length);
	}
}

/** Drops the continuation bytes of a character whose start was cut off. */
function fromCharacterStart(bytes: Buffer): Buffer {
	let start = 0;
	while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
	return bytes.subarray(start);
}
