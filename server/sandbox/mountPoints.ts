import fs from "node:fs";

/**
 * Bubblewrap makes a folder where it mounts over something absent. This keeps count of the confined commands that
 * protect each such place and removes the empty folder after the last one, so that the workspace stays as it was.
 */
export class MountPoints {
	readonly #users = new Map<string, number>();

	/** Call before the command starts, with the places that do not exist then. */
	hold(places: readonly string[]): void {
		for (const place of places) this.#users.set(place, (this.#users.get(place) ?? 0) + 1);
	}

	/** The places held by other commands: they exist only as mount points and still need protection. */
	heldIn(root: string): string[] {
		return [...this.#users.keys()].filter((place) => place.startsWith(`${root}/`));
	}

	/** Call once after the command has ended. */
	release(places: readonly string[]): void {
		for (const place of places) {
			const count = (this.#users.get(place) ?? 0) - 1;
			if (count > 0) {
				this.#users.set(place, count);
				continue;
			}
			this.#users.delete(place);
			try {
				// Fails, as it should, on a folder that somebody has filled meanwhile.
				fs.rmdirSync(place);
			} catch {}
		}
	}
}
