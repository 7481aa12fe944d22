import fs from "node:fs";
import path from "node:path";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { ThreadFiles } from "./threadFiles.ts";
import type { ThreadRecord } from "./threadRecord.ts";

const SCHEMA_VERSION = 1;

/** Which threads to list, and from where. */
export interface ThreadQuery {
	archived: boolean;
	sortBy: "created_at" | "updated_at";
	descending: boolean;
	limit: number;
	/** Rows after (or, `inclusive`, from) this one, in the order of the list. */
	from: { value: number; id: string; inclusive: boolean } | null;
	modelProviders: readonly string[];
	/** Kinds of source as `sourceKinds` names them. */
	sources: readonly string[];
	cwds: readonly string[];
	/** Case-sensitive part of the name or preview. */
	searchTerm: string | null;
	excludedIds: readonly string[];
}

/**
 * Rows about the rollouts, for listing. Everything in it can be read from the files again: a missing, damaged or older
 * database is made anew.
 */
export class ThreadIndex {
	readonly #database: DatabaseSync;
	readonly #upsert: StatementSync;

	private constructor(database: DatabaseSync) {
		this.#database = database;
		this.#upsert = database.prepare(
			`INSERT INTO threads (id, path, name, preview, cwd, model_provider, source, archived, created_at, updated_at, record)
			VALUES (:id, :path, :name, :preview, :cwd, :modelProvider, :source, :archived, :createdAt, :updatedAt, :record)
			ON CONFLICT (id) DO UPDATE SET path = excluded.path, name = excluded.name, preview = excluded.preview, cwd = excluded.cwd,
				model_provider = excluded.model_provider, source = excluded.source, archived = excluded.archived,
				created_at = excluded.created_at, updated_at = excluded.updated_at, record = excluded.record`,
		);
	}

	/** Opens the index and brings it up to what the files say. `onRebuilt` is told when a damaged one was replaced. */
	static async open(home: string, files: ThreadFiles, onRebuilt: (reason: string) => void): Promise<ThreadIndex> {
		const { DatabaseSync } = await import("node:sqlite");
		const file = path.join(home, "threads.sqlite");
		const openAt = () => {
			const database = new DatabaseSync(file);
			prepare(database);
			return new ThreadIndex(database);
		};
		let index: ThreadIndex;
		try {
			index = openAt();
		} catch (error) {
			onRebuilt(error instanceof Error ? error.message : String(error));
			for (const suffix of ["", "-wal", "-shm"]) fs.rmSync(file + suffix, { force: true });
			index = openAt();
		}
		index.#reconcile(files);
		return index;
	}

	put(record: ThreadRecord): void {
		this.#upsert.run({
			id: record.id,
			path: record.path,
			name: record.name,
			preview: record.preview,
			cwd: record.cwd,
			modelProvider: record.modelProvider,
			source: sourceKind(record),
			archived: record.archived ? 1 : 0,
			createdAt: record.createdAt,
			updatedAt: record.updatedAt,
			record: JSON.stringify(record),
		});
	}

	get(id: string): ThreadRecord | null {
		const row = this.#database.prepare("SELECT record FROM threads WHERE id = ?").get(id);
		return row ? recordOf(row) : null;
	}

	list(query: ThreadQuery): ThreadRecord[] {
		const where = ["archived = ?"];
		const values: (string | number)[] = [query.archived ? 1 : 0];
		const oneOf = (column: string, allowed: readonly string[], not = "") => {
			if (allowed.length === 0) return;
			where.push(`${column} ${not} IN (${allowed.map(() => "?").join(", ")})`);
			values.push(...allowed);
		};
		oneOf("model_provider", query.modelProviders);
		oneOf("source", query.sources);
		oneOf("cwd", query.cwds);
		oneOf("id", query.excludedIds, "NOT");
		if (query.searchTerm !== null) {
			where.push("(instr(coalesce(name, ''), ?) > 0 OR instr(preview, ?) > 0)");
			values.push(query.searchTerm, query.searchTerm);
		}
		if (query.from) {
			where.push(`(${query.sortBy}, id) ${query.descending ? "<" : ">"}${query.from.inclusive ? "=" : ""} (?, ?)`);
			values.push(query.from.value, query.from.id);
		}
		const order = query.descending ? "DESC" : "ASC";
		const sql = `SELECT record FROM threads WHERE ${where.join(" AND ")} ORDER BY ${query.sortBy} ${order}, id ${order} LIMIT ?`;
		return this.#database
			.prepare(sql)
			.all(...values, query.limit)
			.map(recordOf);
	}

	close(): void {
		this.#database.close();
	}

	#reconcile(files: ThreadFiles): void {
		const present = files.all();
		const known = new Map(
			this.#database
				.prepare("SELECT id, path, archived FROM threads")
				.all()
				.map((row) => [String(row.id), { path: String(row.path), archived: row.archived === 1 }]),
		);
		const names = files.names();
		this.#database.exec("BEGIN");
		for (const id of known.keys())
			if (!present.has(id)) this.#database.prepare("DELETE FROM threads WHERE id = ?").run(id);
		for (const [id, { path: file, archived }] of present) {
			const row = known.get(id);
			if (row?.path === file && row.archived === archived) continue;
			const record = files.describe(file, archived, names);
			if (record) this.put(record);
		}
		this.#database.exec("COMMIT");
	}
}

function prepare(database: DatabaseSync): void {
	database.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
	const version = database.prepare("PRAGMA user_version").get()?.user_version;
	if (version !== SCHEMA_VERSION) database.exec("DROP TABLE IF EXISTS threads");
	database.exec(
		`CREATE TABLE IF NOT EXISTS threads (
			id TEXT PRIMARY KEY, path TEXT NOT NULL, name TEXT, preview TEXT NOT NULL, cwd TEXT NOT NULL, model_provider TEXT NOT NULL,
			source TEXT NOT NULL, archived INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, record TEXT NOT NULL
		) STRICT;
		CREATE INDEX IF NOT EXISTS by_creation ON threads (archived, created_at, id);
		CREATE INDEX IF NOT EXISTS by_update ON threads (archived, updated_at, id);
		PRAGMA user_version = ${SCHEMA_VERSION};`,
	);
}

/** The kind as `thread/list` filters by it. */
function sourceKind({ source }: ThreadRecord): string {
	if (typeof source === "string") return source;
	return "subAgent" in source ? "subAgent" : "unknown";
}

function recordOf(row: Record<string, unknown>): ThreadRecord {
	return JSON.parse(String(row.record)) as ThreadRecord;
}
