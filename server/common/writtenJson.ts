/** JSON that is written already, in parts that together may be longer than a text may be. There is no line break in it. */
export class WrittenJson {
	/** UTF-8. */
	readonly parts: readonly Uint8Array[];
	/** In bytes. */
	readonly size: number;

	constructor(parts: readonly Uint8Array[]) {
		this.parts = parts;
		this.size = parts.reduce((size, { length }) => size + length, 0);
	}

	/** The same with `before` and `after` around it, in UTF-8. */
	within(before: Uint8Array, after: Uint8Array): WrittenJson {
		return new WrittenJson([before, ...this.parts, after]);
	}
}
