import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** A text longer than this, in UTF-16 code units, is kept beside the rollouts. */
export const BLOB_THRESHOLD = 64 * 1024;

/** A blob younger than this may be one whose line another process is about to write. */
const SETTLED_MS = 60_000;

/** Where in a payload a text was taken out, and the SHA-256 under which it is stored. */
export interface BlobReference {
	at: (string | number)[];
	sha256: string;
}

/** Big texts (images, outputs), each stored once under the hash of its UTF-8 bytes: `blobs/ab/abcd…`. */
export class BlobStore {
	readonly #folder: string;

	constructor(home: string) {
		this.#folder = path.join(home, "blobs");
	}

	/** Stores what is not stored yet. A file that is there is whole: it got its name after its content. */
	put(text: string): string {
		const bytes = Buffer.from(text);
		const sha256 = createHash("sha256").update(bytes).digest("hex");
		const file = this.#pathOf(sha256);
		if (fs.existsSync(file)) {
			// Used again, it is as young as a new one.
			fs.utimesSync(file, new Date(), new Date());
			return sha256;
		}
		fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
		const temporary = `${file}.${process.pid}.new`;
		fs.writeFileSync(temporary, bytes, { mode: 0o600 });
		fs.renameSync(temporary, file);
		return sha256;
	}

	/** Null when somebody took the file away. */
	get(sha256: string): string | null {
		try {
			return fs.readFileSync(this.#pathOf(sha256), "utf8");
		} catch {
			return null;
		}
	}

	/** Deletes what nothing uses any more. What came lately is left for the next time. */
	sweep(isUsed: (sha256: string) => boolean): void {
		if (!fs.existsSync(this.#folder)) return;
		for (const entry of fs.readdirSync(this.#folder, { recursive: true, withFileTypes: true })) {
			const file = path.join(entry.parentPath, entry.name);
			if (!entry.isFile() || !/^[0-9a-f]{64}$/.test(entry.name) || isUsed(entry.name)) continue;
			if (Date.now() - fs.statSync(file).mtimeMs > SETTLED_MS) fs.rmSync(file, { force: true });
		}
	}

	#pathOf(sha256: string): string {
		return path.join(this.#folder, sha256.slice(0, 2), sha256);
	}

	/** A copy of `value` without its big texts, and where they were. */
	takeOut(value: unknown): { value: unknown; blobs: BlobReference[] } {
		const blobs: BlobReference[] = [];
		const copy = (part: unknown, at: (string | number)[]): unknown => {
			if (typeof part === "string") {
				if (part.length <= BLOB_THRESHOLD) return part;
				blobs.push({ at, sha256: this.put(part) });
				return null;
			}
			if (Array.isArray(part)) return part.map((each, index) => copy(each, [...at, index]));
			if (typeof part !== "object" || part === null) return part;
			return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, copy(each, [...at, key])]));
		};
		return { value: copy(value, []), blobs };
	}

	/** Puts texts back where they were taken out; one that is gone leaves a note in its place. */
	putBack(value: object, blobs: readonly BlobReference[]): void {
		for (const { at, sha256 } of blobs) {
			let holder: unknown = value;
			for (const key of at.slice(0, -1)) holder = isObject(holder) ? holder[key] : undefined;
			const last = at.at(-1);
			if (isObject(holder) && last !== undefined) holder[last] = this.get(sha256) ?? `[missing from blobs: ${sha256}]`;
		}
	}
}

const isObject = (value: unknown): value is Record<string | number, unknown> =>
	typeof value === "object" && value !== null;
