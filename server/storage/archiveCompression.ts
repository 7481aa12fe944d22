import fs from "node:fs";
import path from "node:path";
import { compressFile } from "./compressedFile.ts";
import { threadIdOf } from "./rolloutFile.ts";
import { compressedPath } from "./storedFile.ts";
import type { ThreadFiles } from "./threadFiles.ts";
import { ThreadInUse, type WriterLocks } from "./writerLock.ts";

/** What is being written; one that a killed process left is written over. */
const DRAFT = "compressing.zst";

/**
 * Compresses the rollouts of archived threads, which nobody appends to. At any moment the rollout is there whole, plain or compressed;
 * where both are, the plain one counts.
 */
export class ArchiveCompression {
	readonly #files: ThreadFiles;
	readonly #locks: WriterLocks;
	readonly #warn: (message: string) => void;
	readonly #stopping = new AbortController();
	#running: Promise<void> | null = null;

	constructor(files: ThreadFiles, locks: WriterLocks, warn: (message: string) => void) {
		this.#files = files;
		this.#locks = locks;
		this.#warn = warn;
	}

	/** Begins, unless it runs already. */
	start(): void {
		this.#running ??= this.#run()
			.catch((error) => this.#warn(`Archived threads could not be compressed: ${String(error)}`))
			.finally(() => {
				this.#running = null;
			});
	}

	/** Resolves when it works no more; what it had begun is gone. */
	async stop(): Promise<void> {
		this.#stopping.abort();
		await this.#running;
	}

	async #run(): Promise<void> {
		const lock = this.#locks.only("compression.lock");
		// Another process is at it.
		if (!lock) return;
		try {
			const threads = await this.#files.listing();
			for (const { path: file, archived } of [...threads.values()].flat()) {
				if (this.#stopping.signal.aborted) return;
				if (archived && fs.existsSync(file)) await this.#tryCompress(file);
			}
		} finally {
			lock.close();
		}
	}

	/** A file that cannot be compressed stays as it is, and keeps no other from being compressed. */
	async #tryCompress(file: string): Promise<void> {
		try {
			await this.#compress(file);
		} catch (error) {
			if (!this.#stopping.signal.aborted) this.#warn(`${file} could not be compressed: ${String(error)}`);
		}
	}

	async #compress(file: string): Promise<void> {
		const before = stampOf(file);
		const draft = path.join(path.dirname(file), DRAFT);
		await compressFile(file, draft, this.#stopping.signal);
		// Nothing else of this process happens from here on.
		if (before === null || stampOf(file) !== before || fs.statSync(draft).size >= fs.statSync(file).size) {
			fs.rmSync(draft);
			return;
		}
		const id = threadIdOf(file) ?? "";
		try {
			this.#locks.acquire(id);
		} catch (error) {
			fs.rmSync(draft);
			if (error instanceof ThreadInUse) return;
			throw error;
		}
		try {
			if (stampOf(file) !== before) return fs.rmSync(draft);
			fs.renameSync(draft, compressedPath(file));
			fs.rmSync(file);
		} finally {
			this.#locks.release(id);
		}
	}
}

/** Changes whenever the file does; null when it is gone. */
function stampOf(file: string): string | null {
	const stat = fs.statSync(file, { throwIfNoEntry: false });
	return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : null;
}
