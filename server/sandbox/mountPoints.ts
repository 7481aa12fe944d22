import fs from "node:fs";
import path from "node:path";
import { isInside } from "./filesystemPolicy.ts";

/**
 * Bubblewrap makes a folder where it mounts over something absent, and the folders that lead to it. This keeps count of the
 * confined commands that need each of them and removes the empty ones after the last, so that everything stays as it was.
 */
export class MountPoints {
	readonly #places = new Map<string, number>();
	/** The folders made only because a place lies in them. */
	readonly #parents = new Map<string, number>();

	/** What to call when a folder is gone, of all that were made. */
	readonly #unguard = new Map<string, () => void>();
	readonly #guard: (folder: string) => () => void;

	/** `guard` is told each folder that is made, outer ones first, so that it goes if this process is killed; and its result is called when it is gone. */
	constructor(guard: (folder: string) => () => void) {
		this.#guard = guard;
	}

	/** Call before the command starts, with the places that do not exist then; and the result once, when it has ended. */
	hold(places: readonly string[]): () => void {
		const parents = places.flatMap((place) => this.#madeFor(place));
		for (const place of places) add(this.#places, place);
		for (const parent of parents) add(this.#parents, parent);
		for (const folder of [...parents, ...places].toSorted((a, b) => a.length - b.length)) {
			if (!this.#unguard.has(folder)) this.#unguard.set(folder, this.#guard(folder));
		}
		return () => {
			const left = [
				...places.filter((place) => isLast(this.#places, place)),
				...parents.filter((each) => isLast(this.#parents, each)),
			];
			// Inner ones first. It fails, as it should, on a folder that somebody has filled meanwhile.
			for (const folder of left.toSorted((a, b) => b.length - a.length)) {
				try {
					fs.rmdirSync(folder);
				} catch {}
				if (this.#places.has(folder) || this.#parents.has(folder)) continue;
				this.#unguard.get(folder)?.();
				this.#unguard.delete(folder);
			}
		};
	}

	/** The places held by other commands: they exist only as mount points and still need protection. */
	heldIn(root: string): string[] {
		return [...this.#places.keys()].filter((place) => place !== root && isInside(root, place));
	}

	#madeFor(place: string): string[] {
		const made: string[] = [];
		for (let folder = path.dirname(place); this.#parents.has(folder) || !fs.existsSync(folder); ) {
			made.push(folder);
			folder = path.dirname(folder);
		}
		return made;
	}
}

function add(counts: Map<string, number>, key: string): void {
	counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Takes one away, and says whether it was the last. */
function isLast(counts: Map<string, number>, key: string): boolean {
	const count = (counts.get(key) ?? 0) - 1;
	if (count > 0) counts.set(key, count);
	else counts.delete(key);
	return count <= 0;
}
