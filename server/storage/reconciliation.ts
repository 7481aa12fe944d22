import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Pace } from "./pace.ts";
import type { Statements } from "./statements.ts";
import { isStored, storedStat } from "./storedFile.ts";
import type { ThreadFile, ThreadFiles, ThreadNote } from "./threadFiles.ts";
import type { ThreadIndex } from "./threadIndex.ts";
import type { TurnIndex } from "./turnIndex.ts";

export interface ReconciliationOptions {
	files: ThreadFiles;
	statements: Statements;
	threads: ThreadIndex;
	turns: TurnIndex;
	/** Writes a thread's row anew. */
	write: (id: string, file: string, note: ThreadNote) => void;
	/** Hears of a file that cannot be read. */
	warn: (message: string) => void;
	/** Hears of a rollout with lines that the index of turns does not know. */
	onAppended: (file: string) => void;
}

/**
 * Brings the rows of all threads up to what their files say, piece by piece: with many threads and no index it takes seconds, in which
 * the server answers other requests.
 */
export class Reconciliation {
	readonly #options: ReconciliationOptions;
	/** Threads that were looked at, and those whose rows were written meanwhile: what was read of them before counts no more. */
	readonly #settled = new Set<string>();
	readonly #known: ReturnType<ThreadIndex["known"]>;
	/** The files of every thread that was there at the beginning. */
	readonly listed: Promise<Map<string, ThreadFile[]>>;
	/** Rejects when the files or the index cannot be read. */
	readonly done: Promise<void>;
	#isStopped = false;
	#isDone = false;

	constructor(options: ReconciliationOptions) {
		this.#options = options;
		// Before the files are listed: what is written after that is no row without a file.
		this.#known = options.threads.known();
		this.listed = options.files.listing();
		this.done = this.#run();
		for (const each of [this.listed, this.done]) each.catch(() => {});
	}

	/** Whether the row of a thread, or that there is none, can be relied upon. */
	knows(id: string): boolean {
		return this.#isDone || this.#settled.has(id);
	}

	/** To be called by whoever writes or removes a row. */
	settle(id: string): void {
		if (!this.#isDone) this.#settled.add(id);
	}

	/** Resolves when it works no more, finished or not. */
	async stop(): Promise<void> {
		this.#isStopped = true;
		await this.done.catch(() => {});
	}

	async #run(): Promise<void> {
		const { files, statements, turns } = this.#options;
		const present = await this.listed;
		const notes = files.notes();
		const taken = turns.taken();
		const ids = new Set([...this.#known.keys(), ...present.keys()]).values();
		const pace = new Pace();
		for (let next = ids.next(); !next.done && !this.#isStopped; await pace.pause()) {
			statements.atomically(() => {
				for (; !next.done; next = ids.next()) {
					const id = next.value;
					if (!this.#settled.has(id)) this.#tryCheck(id, present.get(id)?.[0]?.path, notes.get(id) ?? {}, taken);
					this.#settled.add(id);
					if (pace.isDue) break;
				}
			});
		}
		this.#isDone = !this.#isStopped;
		this.#settled.clear();
	}

	/** A file that cannot be read keeps no other thread from being listed. */
	#tryCheck(id: string, file: string | undefined, note: ThreadNote, taken: ReadonlyMap<string, number>): void {
		try {
			this.#check(id, file, note, taken);
		} catch (error) {
			const isOfIndex = error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
			if (file === undefined || isOfIndex) throw error;
			this.#options.warn(`The thread ${id} cannot be listed as its file says: ${String(error)}`);
		}
	}

	#check(id: string, file: string | undefined, note: ThreadNote, taken: ReadonlyMap<string, number>): void {
		const { threads, onAppended, write } = this.#options;
		const row = this.#known.get(id);
		if (file === undefined) {
			// It may have been moved while the folders were read.
			if (!row?.path || !isStored(row.path)) threads.remove(id);
			return;
		}
		const stat = storedStat(file);
		if (!stat) return;
		if (stat.size !== taken.get(path.basename(file))) onAppended(file);
		const isSame = row?.path === file && Math.floor(row.updatedAt / 1000) >= Math.floor(stat.mtimeMs / 1000);
		const isNoted =
			(note.name ?? null) === (row?.name ?? null) && (!note.git || isDeepStrictEqual(note.git, threads.get(id)?.git));
		if (!isSame || !isNoted) write(id, file, note);
	}
}
