import fs from "node:fs";
import path from "node:path";
import { isSystemError } from "../common/systemError.ts";
import { isFolder } from "./isFolder.ts";

/** How long changes are gathered before they are told, from the first of them. */
const BATCH_MS = 200;

/**
 * What happens to a path: in a folder to its entries (not below them), else to the path itself. While nothing is there, the
 * nearest folder above it that exists is watched, until something appears.
 */
export class PathWatch {
	readonly #target: string;
	readonly #tell: (changedPaths: string[]) => void;
	readonly #changed = new Set<string>();
	#batch: NodeJS.Timeout | undefined;
	#watcher: fs.FSWatcher | undefined;
	/** The folder that `#watcher` looks at. */
	#folder = "";
	#isClosed = false;

	/**
	 * @param target absolute and normalised
	 * @param tell gets absolute paths, sorted, each once
	 * @throws a system error for what cannot be watched
	 */
	constructor(target: string, tell: (changedPaths: string[]) => void) {
		this.#target = target;
		this.#tell = tell;
		this.#look();
	}

	close(): void {
		this.#isClosed = true;
		clearTimeout(this.#batch);
		this.#watcher?.close();
	}

	#look(): void {
		this.#watcher?.close();
		for (;;) {
			const folder = nearestFolder(this.#target);
			try {
				const watcher = fs.watch(folder, (_kind, name) => this.#seen(name));
				watcher.on("error", () => this.#lookAgain());
				this.#watcher = watcher;
				this.#folder = folder;
				// Something may have been made before it was looked at.
				if (nearestFolder(this.#target) === folder) return;
				watcher.close();
			} catch (error) {
				// It went away since it was found: the one above it is next.
				if (!isSystemError(error) || error.code !== "ENOENT") throw error;
			}
		}
	}

	/** Nobody waits for an answer here: what cannot be watched any more is silent from now on. */
	#lookAgain(): void {
		if (this.#isClosed) return;
		try {
			this.#look();
			if (fs.existsSync(this.#target)) this.#add(this.#target);
		} catch {
			this.#watcher?.close();
		}
	}

	#seen(name: string | null): void {
		if (this.#isClosed) return;
		if (this.#folder === this.#target) this.#add(name === null ? this.#target : this.#entry(name));
		else {
			const [next] = path.relative(this.#folder, this.#target).split(path.sep);
			if (name !== null && name !== next) return;
			if (path.join(this.#folder, next ?? "") === this.#target || fs.existsSync(this.#target)) this.#add(this.#target);
		}
		if (nearestFolder(this.#target) === this.#folder) return;
		if (this.#folder === this.#target) this.#add(this.#target);
		this.#lookAgain();
	}

	/** An event of the watched folder itself bears the folder's own name, as one of an entry would. */
	#entry(name: string): string {
		const entry = path.join(this.#target, name);
		return name === path.basename(this.#target) && !fs.existsSync(entry) ? this.#target : entry;
	}

	#add(changed: string): void {
		this.#changed.add(changed);
		this.#batch ??= setTimeout(() => {
			this.#batch = undefined;
			const paths = [...this.#changed].sort();
			this.#changed.clear();
			this.#tell(paths);
		}, BATCH_MS);
	}
}

/** `file` when it is a folder, else the nearest one above it. */
function nearestFolder(file: string): string {
	for (let folder = file; ; folder = path.dirname(folder)) {
		if (folder === path.dirname(folder) || isFolder(folder)) return folder;
	}
}
