import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type { GitInfo } from "#protocol/thread.ts";
import type { ArchiveCompression } from "./archiveCompression.ts";
import { BlobStore } from "./blobStore.ts";
import { describeThread } from "./describeThread.ts";
import { openIndexDatabase } from "./indexDatabase.ts";
import { MemoryLog } from "./memoryLog.ts";
import { Pace } from "./pace.ts";
import { Reconciliation } from "./reconciliation.ts";
import { RolloutFile, type Segment, threadIdOf } from "./rolloutFile.ts";
import type { SessionMeta } from "./rolloutLine.ts";
import { Statements } from "./statements.ts";
import { compressedPath, isStored, storedStat } from "./storedFile.ts";
import type { SubmissionQueue } from "./submissionQueue.ts";
import { TextIndex } from "./textIndex.ts";
import { ThreadFiles, type ThreadNote } from "./threadFiles.ts";
import { ThreadHistory } from "./threadHistory.ts";
import { ThreadIndex, type ThreadQuery } from "./threadIndex.ts";
import type { ThreadLog } from "./threadLog.ts";
import type { ThreadRecord } from "./threadRecord.ts";
import { ThreadSearch } from "./threadSearch.ts";
import { TurnIndex } from "./turnIndex.ts";
import { WriterLocks } from "./writerLock.ts";

/** A thread cannot be deleted while the history of another one begins in its files. */
export class HistoryInUse extends Error {
	readonly threadId: string;
	constructor(threadId: string) {
		super(`cannot delete thread ${threadId}: forked history still references it`);
		this.threadId = threadId;
	}
}

/** How long after an append its text may be missing from the index, as long as nobody searches. */
const INDEX_DELAY_MS = 1000;

interface Opened {
	statements: Statements;
	threads: ThreadIndex;
	turns: TurnIndex;
	texts: TextIndex;
	reconciliation: Reconciliation;
}

/** Every thread of a home that has files: rows for lists, logs, histories. The files are the truth; the index follows them. */
export class ThreadStore {
	readonly #home: string;
	readonly #warn: (message: string) => void;
	readonly #files: ThreadFiles;
	readonly #locks: WriterLocks;
	readonly #blobs: BlobStore;
	/** Rollouts with lines that the index may not know. */
	readonly #appended = new Set<string>();
	#indexing: NodeJS.Timeout | undefined;
	/** The last indexing that was begun; never rejects. */
	#indexed: Promise<void> = Promise.resolve();
	#opened: Promise<Opened> | null = null;
	#queue: Promise<SubmissionQueue> | null = null;
	#compression: Promise<ArchiveCompression> | null = null;

	/** `warn` hears of what was repaired without anybody having asked. */
	constructor(home: string, warn: (message: string) => void) {
		this.#home = home;
		this.#warn = warn;
		this.#files = new ThreadFiles(home);
		this.#locks = new WriterLocks(home);
		this.#blobs = new BlobStore(home);
	}

	// Rows.

	/** From the index; a thread that it does not know is looked for among the files. */
	async get(id: string): Promise<ThreadRecord | null> {
		const { threads, reconciliation } = await this.#open();
		// Of few threads it knows every row as soon as it has their files.
		if (!reconciliation.knows(id)) await reconciliation.listed;
		const record = threads.get(id);
		if (reconciliation.knows(id) && record?.path && isStored(record.path)) return record;
		return this.refresh(id);
	}

	async list(query: ThreadQuery): Promise<ThreadRecord[]> {
		return (await this.#upToDate()).threads.list(query);
	}

	/** Every thread that a thread started, and those that they started, the nearest first. */
	async descendants(id: string): Promise<string[]> {
		return (await this.#upToDate()).threads.descendants(id);
	}

	/**
	 * Writes a thread's row anew from its newest file, or from the one that is named; null, and no row, when it has none. What
	 * people named it is kept.
	 */
	async refresh(id: string, file?: string): Promise<ThreadRecord | null> {
		const { threads, reconciliation } = await this.#open();
		const listed = reconciliation.knows(id) ? null : await reconciliation.listed;
		const row = reconciliation.knows(id) ? threads.get(id) : null;
		const note = row ? { git: row.git, name: row.name } : this.#files.notes().get(id);
		reconciliation.settle(id);
		return this.#write(threads, id, file ?? row?.path ?? listed?.get(id)?.[0]?.path ?? null, note ?? {});
	}

	#write(threads: ThreadIndex, id: string, file: string | null, note: ThreadNote): ThreadRecord | null {
		const newest = file !== null && isStored(file) ? file : this.#files.all().get(id)?.[0]?.path;
		const log = newest === undefined ? null : this.#logAt(id, newest);
		const record = log && describeThread(log, this.#isArchived(log.path), note);
		if (record) threads.put(record, log.segments);
		else threads.remove(id);
		return record;
	}

	#isArchived(file: string): boolean {
		return file === this.#files.placeFor(path.basename(file), true);
	}

	async rename(id: string, name: string): Promise<ThreadRecord | null> {
		return this.#noted(id, { name });
	}

	async setGit(id: string, git: GitInfo): Promise<ThreadRecord | null> {
		return this.#noted(id, { git });
	}

	async #noted(id: string, note: { name?: string; git?: GitInfo }): Promise<ThreadRecord | null> {
		const record = await this.get(id);
		this.#files.addNote(id, note);
		const { threads } = await this.#open();
		return this.#write(threads, id, record?.path ?? null, {
			...(record && { name: record.name, git: record.git }),
			...note,
		});
	}

	// Logs.

	/** Where a new thread is kept. */
	pathFor(id: string, created: Date): string {
		return this.#files.pathFor(id, created);
	}

	/** The log of a thread in its file, new or stored; `acquire` makes this process its writer. */
	open(id: string, file: string): RolloutFile {
		return this.#logAt(id, file);
	}

	#logAt(id: string, file: string, before = this.#files.before(file)): RolloutFile {
		return new RolloutFile(file, {
			threadId: id,
			before,
			locate: (rollout) => this.#files.locate(rollout),
			locks: this.#locks,
			blobs: this.#blobs,
			onAppended: () => this.#appendedTo(file),
		});
	}

	/**
	 * The log of a new thread whose history begins as another's does, up to `position`: nothing of it is copied. Its first line
	 * is written. A turn that the position cuts through is shown as interrupted.
	 */
	fork(source: RolloutFile, position: number, meta: SessionMeta): RolloutFile {
		return this.#goOn(source, position, meta, this.#files.pathFor(meta.id, new Date(meta.timestamp)));
	}

	/** What `fork` would give, before its first line: a history to be read. */
	beginningOf(source: RolloutFile, position: number, id: string): RolloutFile {
		return this.#logAt(id, this.#files.pathFor(id, new Date()), segmentsBefore(source, position));
	}

	/** As `fork`, for a thread that is kept in memory only. */
	forkInMemory(source: ThreadLog, position: number): MemoryLog {
		return new MemoryLog(linesBefore(source, position));
	}

	/**
	 * Lets a thread's history end at a position and go on in a new file; the file so far stays as it is. The log so far is
	 * closed. `revision` is an id that sorts after all earlier ones of the thread.
	 */
	revert(log: RolloutFile, position: number, meta: SessionMeta, revision: string): RolloutFile {
		log.close();
		return this.#goOn(log, position, meta, this.#files.pathFor(meta.id, new Date(), revision));
	}

	#goOn(source: RolloutFile, position: number, meta: SessionMeta, file: string): RolloutFile {
		const log = this.#logAt(meta.id, file, segmentsBefore(source, position));
		log.append({ type: "session_meta", payload: { ...meta, history_base: source.baseAt(position) } });
		return log;
	}

	// Histories.

	/** Pages of stored histories, and what a thread goes on from. */
	async history(): Promise<ThreadHistory> {
		return new ThreadHistory((await this.#open()).turns);
	}

	/** Full-text search, up to what was appended a moment ago. */
	async search(): Promise<ThreadSearch> {
		const { threads, turns, texts } = await this.#upToDate();
		await this.#takeInAppended();
		return new ThreadSearch(threads, turns, texts, ({ path: file }) =>
			file !== null && isStored(file) ? this.#named(path.basename(file)) : null,
		);
	}

	#named(rollout: string): RolloutFile | null {
		const file = this.#files.locate(rollout);
		const id = threadIdOf(rollout);
		return file === null || id === null ? null : this.#logAt(id, file);
	}

	/** Indexes an appended text a little later, out of the way of the turn that appended it. */
	#appendedTo(file: string): void {
		this.#appended.add(file);
		this.#indexing ??= setTimeout(() => {
			this.#takeInAppended().catch((error) => {
				// The next search reads the files again.
				this.#warn(`What was said could not be indexed for search: ${String(error)}`);
			});
		}, INDEX_DELAY_MS).unref();
	}

	/** Resolves when everything appended so far is indexed, what another call has begun to index included. */
	#takeInAppended(): Promise<void> {
		clearTimeout(this.#indexing);
		this.#indexing = undefined;
		const run = this.#indexed.then(async () => {
			const { turns, texts } = await this.#open();
			const pace = new Pace();
			for (const file of [...this.#appended]) {
				await pace.pause();
				// Before it is read: what is appended meanwhile puts it in again.
				this.#appended.delete(file);
				try {
					const log = this.#named(path.basename(file));
					if (log) await turns.takeIn(log);
				} catch (error) {
					this.#appended.add(file);
					throw error;
				}
			}
			await texts.takeIn();
		});
		this.#indexed = run.catch(() => {});
		return run;
	}

	/** Whether anything was ever queued in this home. */
	get hasQueue(): boolean {
		return this.#queue !== null || existsSync(path.join(this.#home, "queue.sqlite"));
	}

	/** What waits to be sent, for every thread. */
	queue(): Promise<SubmissionQueue> {
		this.#queue ??= import("./submissionQueue.ts").then(({ SubmissionQueue }) =>
			SubmissionQueue.open(this.#home, this.#warn),
		);
		return this.#queue;
	}

	// Moving and deleting.

	/** Moves a thread's files into the archive or back. @throws ThreadInUse */
	async setArchived(id: string, archived: boolean): Promise<ThreadRecord | null> {
		this.#locks.acquire(id);
		try {
			for (const file of this.#files.all().get(id) ?? []) {
				const to = this.#files.placeFor(path.basename(file.path), archived);
				if (to === file.path) continue;
				mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
				if (existsSync(file.path)) renameSync(file.path, to);
				else await this.#unpack(file.path, to);
				rmSync(compressedPath(file.path), { force: true });
			}
		} finally {
			this.#locks.release(id);
		}
		return this.refresh(id);
	}

	async #unpack(file: string, to: string): Promise<void> {
		const { decompressFile } = await import("./compressedFile.ts");
		const draft = `${to}.${process.pid}`;
		await decompressFile(compressedPath(file), draft);
		renameSync(draft, to);
	}

	/** Begins to compress the rollouts of archived threads. */
	async compressArchived(): Promise<void> {
		this.#compression ??= import("./archiveCompression.ts").then(
			({ ArchiveCompression }) => new ArchiveCompression(this.#files, this.#locks, this.#warn),
		);
		(await this.#compression).start();
	}

	/** Deletes a thread for good. One that has no files any more counts as deleted. @throws ThreadInUse, HistoryInUse */
	async delete(id: string): Promise<void> {
		const { threads, turns, reconciliation } = await this.#upToDate();
		if (threads.isBase(id)) throw new HistoryInUse(id);
		this.#locks.acquire(id);
		try {
			for (const { path: file } of this.#files.all().get(id) ?? []) {
				const rollout = path.basename(file);
				for (const place of [this.#files.placeFor(rollout, false), this.#files.placeFor(rollout, true), file]) {
					rmSync(place, { force: true });
					rmSync(compressedPath(place), { force: true });
				}
				turns.forget(rollout);
			}
			reconciliation.settle(id);
			threads.remove(id);
			(await this.queue()).clear(id);
		} finally {
			this.#locks.release(id);
		}
		await this.#sweepBlobs();
	}

	/** Deletes the big texts that no rollout refers to, once every line of every rollout is known. */
	async #sweepBlobs(): Promise<void> {
		const { turns } = await this.#open();
		const taken = turns.taken();
		const pace = new Pace();
		for (const { path: file } of [...(await this.#files.listing()).values()].flat()) {
			await pace.pause();
			const rollout = path.basename(file);
			const log = storedStat(file)?.size === taken.get(rollout) ? null : this.#named(rollout);
			if (log) await turns.takeIn(log);
		}
		this.#blobs.sweep((sha256) => turns.usesBlob(sha256));
	}

	async close(): Promise<void> {
		clearTimeout(this.#indexing);
		await this.#indexed;
		await (await this.#compression)?.stop();
		if (this.#opened) {
			const { reconciliation, statements } = await this.#opened;
			await reconciliation.stop();
			statements.database.close();
		}
		this.#opened = null;
		if (this.#queue) (await this.#queue).close();
		this.#queue = null;
		this.#locks.close();
	}

	#open(): Promise<Opened> {
		this.#opened ??= this.#openIndex();
		return this.#opened;
	}

	/** The index when it has all that the files say: for whoever asks about all threads. */
	async #upToDate(): Promise<Opened> {
		const opened = await this.#open();
		await opened.reconciliation.done;
		return opened;
	}

	async #openIndex(): Promise<Opened> {
		const database = await openIndexDatabase(this.#home, (reason) =>
			this.#warn(`The list of threads was made anew from their files (${reason}).`),
		);
		const statements = new Statements(database);
		const threads = new ThreadIndex(statements);
		const turns = new TurnIndex(statements);
		const reconciliation = new Reconciliation({
			files: this.#files,
			statements,
			threads,
			turns,
			write: (id, file, note) => this.#write(threads, id, file, note),
			warn: this.#warn,
			onAppended: (file) => this.#appended.add(file),
		});
		return {
			statements,
			threads,
			turns,
			texts: new TextIndex(statements, (rollout) => this.#named(rollout)),
			reconciliation,
		};
	}
}

/** The part of a history that comes before a position. */
function segmentsBefore(source: RolloutFile, position: number): Segment[] {
	const end = source.baseAt(position)?.end_position ?? 0;
	return source.segments
		.filter(({ start }) => start < end)
		.map((segment, at, kept) => (at === kept.length - 1 ? { ...segment, end } : segment));
}

function* linesBefore(log: ThreadLog, position: number) {
	for (const line of log.lines()) if (line.position < position) yield line;
}
