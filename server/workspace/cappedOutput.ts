/** What one stream of a process gives away: its first bytes, up to a limit. */
export class CappedOutput {
	readonly #kept: Buffer[] = [];
	#room: number;
	#isFull = false;
	#isCut = false;
	readonly #space: { left: number };

	/** `cap` in bytes; null for no limit. `space`: how much may be kept, shared with others, in bytes. */
	constructor(cap: number | null, space: { left: number }) {
		this.#space = space;
		this.#room = cap ?? Number.POSITIVE_INFINITY;
	}

	/** Whether the limit has been reached. */
	get isFull(): boolean {
		return this.#isFull;
	}

	/** Whether there was no space for something that was to be kept. */
	get isCut(): boolean {
		return this.#isCut;
	}

	/** The part of `chunk` that there is room for, the last one perhaps empty; null once the limit has been reached. */
	take(chunk: Buffer): Buffer | null {
		if (this.#isFull) return null;
		const part = chunk.subarray(0, Math.min(this.#room, chunk.length));
		this.#room -= part.length;
		this.#isFull = this.#room === 0;
		return part;
	}

	/** Keeps a copy of what there is space for. */
	keep(part: Buffer): void {
		const kept = part.subarray(0, this.#space.left);
		this.#space.left -= kept.length;
		this.#isCut ||= kept.length < part.length;
		if (kept.length > 0) this.#kept.push(Buffer.from(kept));
	}

	/** What was kept, as text: invalid UTF-8 becomes U+FFFD. */
	text(): string {
		return Buffer.concat(this.#kept).toString("utf8");
	}
}
