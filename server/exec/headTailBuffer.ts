import { StringDecoder } from "node:string_decoder";

/** What a buffer holds at first, in bytes. */
const SMALLEST = 4096;

/** Keeps the first and the last bytes of an output of any length, in bounded memory. */
export class HeadTailBuffer {
	readonly #headCapacity: number;
	readonly #tailCapacity: number;
	#head = Buffer.alloc(0);
	#headBytes = 0;
	/** Its next byte goes to `#tailBytes`, counted around its capacity. */
	#tail = Buffer.alloc(0);
	/** All that came after the head, kept or not. */
	#tailBytes = 0;

	/** `capacity` in bytes, half for each end. */
	constructor(capacity: number) {
		this.#headCapacity = Math.ceil(capacity / 2);
		this.#tailCapacity = Math.floor(capacity / 2);
	}

	/** All bytes that were pushed, kept or not. */
	get totalBytes(): number {
		return this.#headBytes + this.#tailBytes;
	}

	/** Copies what it keeps. */
	push(chunk: Buffer): void {
		const first = chunk.subarray(0, this.#headCapacity - this.#headBytes);
		this.#head = withRoom(this.#head, this.#headBytes + first.length, this.#headCapacity);
		first.copy(this.#head, this.#headBytes);
		this.#headBytes += first.length;
		const rest = chunk.subarray(first.length);
		if (rest.length > 0) this.#pushTail(rest);
	}

	#pushTail(bytes: Buffer): void {
		const capacity = this.#tailCapacity;
		this.#tail = withRoom(this.#tail, Math.min(this.#tailBytes + bytes.length, capacity), capacity);
		let at = Math.max(0, bytes.length - capacity);
		this.#tailBytes += at;
		while (at < bytes.length) {
			const copied = bytes.copy(this.#tail, this.#tailBytes % capacity, at);
			at += copied;
			this.#tailBytes += copied;
		}
	}

	/** What is kept, as text: invalid UTF-8 becomes U+FFFD, and no character is cut in two at the gap. */
	text(): { head: string; tail: string; omittedBytes: number } {
		const head = this.#head.subarray(0, this.#headBytes);
		const omittedBytes = Math.max(0, this.#tailBytes - this.#tailCapacity);
		const end = omittedBytes === 0 ? this.#tailBytes : this.#tailBytes % this.#tailCapacity;
		const older = omittedBytes === 0 ? [] : [this.#tail.subarray(end)];
		const tail = Buffer.concat([...older, this.#tail.subarray(0, end)]);
		if (omittedBytes === 0) return { head: Buffer.concat([head, tail]).toString("utf8"), tail: "", omittedBytes };
		const decoder = new StringDecoder("utf8");
		return { head: decoder.write(head), tail: fromCharacterStart(tail).toString("utf8"), omittedBytes };
	}

	clear(): void {
		this.#head = Buffer.alloc(0);
		this.#tail = Buffer.alloc(0);
		this.#headBytes = 0;
		this.#tailBytes = 0;
	}
}

/** `buffer`, or a larger one with its bytes, of at least `needed` and at most `most` bytes. */
function withRoom(buffer: Buffer<ArrayBuffer>, needed: number, most: number): Buffer<ArrayBuffer> {
	if (needed <= buffer.length) return buffer;
	const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(needed, 2 * buffer.length, SMALLEST)));
	buffer.copy(larger);
	return larger;
}

/** Drops the continuation bytes of a character whose start was cut off. */
function fromCharacterStart(bytes: Buffer): Buffer {
	let start = 0;
	while (start < 3 && start < bytes.length && ((bytes[start] ?? 0) & 0xc0) === 0x80) start++;
	return bytes.subarray(start);
}
