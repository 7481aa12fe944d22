type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** Members whose values are times, sizes or names of this very process. */
const VOLATILE =
	/(?:At|AtMs|Ms|_at)$|^(?:userAgent|cliVersion|serverName|installationId|osPid|pid|cursor|nextCursor|backwardsCursor|turnsBackwardsCursor|itemsBackwardsCursor|emittedAtMs|originator|processId|revision|score)$/;

/** UUIDs, and ids as the scripted model makes them. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b(?:msg|rs|call|fc|ctc|resp|ig|ws)_\d+\b/g;
const DIGEST = /sha256:[0-9a-f]{64}/g;
const STAMP = /\d{4}-\d{2}-\d{2}T\d{2}[:-]\d{2}[:-]\d{2}(?:\.\d+)?/g;

/**
 * What a client sees, without what no two runs share: ids are numbered in the order in which they appear, folders are named by their
 * role, times are left out.
 */
export class Masker {
	readonly #folders: readonly [string, string][];
	readonly #ids = new Map<string, string>();

	/** @param folders absolute paths and the names that stand for them, the longest first */
	constructor(folders: readonly [path: string, name: string][]) {
		this.#folders = folders;
	}

	value(value: unknown): unknown {
		if (typeof value === "string") return this.text(value);
		if (Array.isArray(value)) return value.map((each) => this.value(each));
		if (!isObject(value)) return value;
		const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
		return Object.fromEntries(members.map(([name, member]) => [this.text(name), this.#member(name, member)]));
	}

	#member(name: string, member: unknown): unknown {
		if (!VOLATILE.test(name) || member === null) return this.value(member);
		return typeof member === "object" ? this.value(member) : `<${name}>`;
	}

	text(text: string): string {
		let masked = text;
		for (const [folder, name] of this.#folders) masked = masked.replaceAll(folder, name);
		return masked
			.replaceAll(ID, (id) => this.#id(id))
			.replaceAll(STAMP, "<time>")
			.replaceAll(DIGEST, "<digest>");
	}

	#id(id: string): string {
		const known = this.#ids.get(id) ?? `<id ${this.#ids.size + 1}>`;
		this.#ids.set(id, known);
		return known;
	}
}
