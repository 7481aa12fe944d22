/** What one stream of a process gives away: its first bytes, up to a limit. */
export class CappedOutput {
	readonly #kept: Buffer[] = [];
	#room: number;
	#isFull = false;

	/** `cap` in bytes; null for no limit. */
	constructor(cap: number | null) {
		this.#room = cap ?? Number.POSITIVE_INFINITY;
	}

	/** Whether the limit has been reached. */
	get isFull(): boolean {
		return this.#isFull;
	}

	/** The part of `chunk` that there is room for, the last one perhaps empty; null once the limit has been reached. */
	take(chunk: Buffer): Buffer | null {
		if (this.#isFull) return null;
		const part = chunk.subarray(0, Math.min(this.#room, chunk.length));
		this.#room -= part.length;
		this.#isFull = this.#room === 0;
		return part;
	}

	/** Keeps a copy. */
	keep(part: Buffer): void {
		this.#kept.push(Buffer.from(part));
	}

	/** What was kept, as text: invalid UTF-8 becomes U+FFFD. */
	text(): string {
		return Buffer.concat(this.#kept).toString("utf8");
	}
}
