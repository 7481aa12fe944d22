import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { QueuedSubmission } from "#protocol/threadQueue.ts";
import { isDamaged } from "./damagedDatabase.ts";

/** How many submissions may wait in one thread. */
export const MAX_QUEUED = 100;

/** What a queue refuses. The message is the client's. */
export class QueueRefusal extends Error {}

/**
 * What people have written for later, thread by thread, in the order in which it is to be sent. These rows exist nowhere else:
 * they have a database of their own, and what cannot be read of it is put aside, never deleted.
 */
export class SubmissionQueue {
	readonly #database: DatabaseSync;

	private constructor(database: DatabaseSync) {
		this.#database = database;
	}

	/** `warn` hears when a damaged database was put aside. */
	static async open(home: string, warn: (message: string) => void): Promise<SubmissionQueue> {
		const { DatabaseSync } = await import("node:sqlite");
		const file = path.join(home, "queue.sqlite");
		const open = () => {
			const database = new DatabaseSync(file);
			try {
				prepare(database);
			} catch (error) {
				database.close();
				throw error;
			}
			return new SubmissionQueue(database);
		};
		try {
			return open();
		} catch (error) {
			if (!isDamaged(error)) throw error;
			const aside = `${file}.damaged-${Date.now()}`;
			for (const suffix of ["", "-wal", "-shm"]) {
				if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
			}
			warn(`The queued messages could not be read (${String(error)}); the file was kept as ${aside}.`);
			return open();
		}
	}

	/** First in, first out. */
	list(threadId: string): QueuedSubmission[] {
		const rows = this.#database
			.prepare("SELECT submission FROM submissions WHERE thread_id = ? ORDER BY place")
			.all(threadId);
		return rows.map((row) => JSON.parse(String(row.submission)) as QueuedSubmission);
	}

	/** @throws QueueRefusal when the queue is full */
	add(threadId: string, submission: QueuedSubmission): void {
		this.#atomically(() => {
			const row = this.#database
				.prepare("SELECT count(*) AS waiting, coalesce(max(place), 0) AS last FROM submissions WHERE thread_id = ?")
				.get(threadId);
			if (Number(row?.waiting) >= MAX_QUEUED) {
				throw new QueueRefusal(`queue cannot contain more than ${MAX_QUEUED} submissions`);
			}
			this.#database
				.prepare("INSERT INTO submissions (id, thread_id, place, submission) VALUES (?, ?, ?, ?)")
				.run(submission.id, threadId, Number(row?.last) + 1, JSON.stringify(submission));
		});
	}

	/** Puts other words in a submission's place. @throws QueueRefusal when it is not queued */
	update(
		threadId: string,
		id: string,
		change: Pick<QueuedSubmission, "input" | "responsesapiClientMetadata">,
	): QueuedSubmission {
		return this.#atomically(() => {
			const updated = { ...this.get(threadId, id), ...change };
			this.#database.prepare("UPDATE submissions SET submission = ? WHERE id = ?").run(JSON.stringify(updated), id);
			return updated;
		});
	}

	/** @throws QueueRefusal when it is not queued */
	get(threadId: string, id: string): QueuedSubmission {
		const found = this.list(threadId).find((each) => each.id === id);
		if (!found) throw new QueueRefusal(`queued submission not found: ${id}`);
		return found;
	}

	/** Whether there was one. */
	delete(threadId: string, id: string): boolean {
		const { changes } = this.#database
			.prepare("DELETE FROM submissions WHERE thread_id = ? AND id = ?")
			.run(threadId, id);
		return changes > 0;
	}

	/** @throws QueueRefusal unless `ids` names every submission once */
	reorder(threadId: string, ids: readonly string[]): void {
		this.#atomically(() => {
			const queued = this.list(threadId).map(({ id }) => id);
			if (queued.length !== ids.length || queued.some((id) => !ids.includes(id))) {
				throw new QueueRefusal("queue reorder must include every queued submission exactly once");
			}
			const move = this.#database.prepare("UPDATE submissions SET place = ? WHERE id = ?");
			for (const [place, id] of ids.entries()) move.run(place, id);
		});
	}

	/** For a thread that is deleted. */
	clear(threadId: string): void {
		this.#database.prepare("DELETE FROM submissions WHERE thread_id = ?").run(threadId);
	}

	close(): void {
		this.#database.close();
	}

	#atomically<T>(work: () => T): T {
		this.#database.exec("BEGIN IMMEDIATE");
		try {
			const result = work();
			this.#database.exec("COMMIT");
			return result;
		} catch (error) {
			this.#database.exec("ROLLBACK");
			throw error;
		}
	}
}

function prepare(database: DatabaseSync): void {
	database.exec(
		`PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
		CREATE TABLE IF NOT EXISTS submissions (
			id TEXT PRIMARY KEY, thread_id TEXT NOT NULL, place INTEGER NOT NULL, submission TEXT NOT NULL
		) STRICT;
		CREATE INDEX IF NOT EXISTS by_place ON submissions (thread_id, place);`,
	);
}
