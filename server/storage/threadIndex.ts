import { type Segment, threadIdOf } from "./rolloutFile.ts";
import type { SearchTerm } from "./searchText.ts";
import type { Statements } from "./statements.ts";
import type { ThreadRecord } from "./threadRecord.ts";

/** What lists are made of. */
export const THREAD_TABLES = `
	CREATE TABLE IF NOT EXISTS threads (
		id TEXT PRIMARY KEY, path TEXT NOT NULL, name TEXT, preview TEXT NOT NULL, cwd TEXT NOT NULL, model_provider TEXT NOT NULL,
		source TEXT NOT NULL, parent_id TEXT, archived INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
		recency_at INTEGER NOT NULL, record TEXT NOT NULL
	) STRICT;
	CREATE INDEX IF NOT EXISTS by_creation ON threads (archived, created_at, id);
	CREATE INDEX IF NOT EXISTS by_update ON threads (archived, updated_at, id);
	CREATE INDEX IF NOT EXISTS by_recency ON threads (archived, recency_at, id);
	CREATE INDEX IF NOT EXISTS by_parent ON threads (parent_id);
	-- The files that a thread's history is made of, and how much of each: null for all of it.
	CREATE TABLE IF NOT EXISTS chains (
		thread_id TEXT NOT NULL, rollout TEXT NOT NULL, owner_id TEXT NOT NULL, end_position INTEGER, PRIMARY KEY (thread_id, rollout)
	) STRICT, WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS chain_by_owner ON chains (owner_id);
	CREATE INDEX IF NOT EXISTS chain_by_rollout ON chains (rollout);
`;

/** Which threads to list, and from where. */
export interface ThreadQuery {
	archived: boolean;
	sortBy: "created_at" | "updated_at" | "recency_at";
	descending: boolean;
	limit: number;
	/** Rows after this one, in the order of the list; without an id, after all of that time. */
	from: { value: number; id: string | null } | null;
	modelProviders: readonly string[];
	/** Kinds of source as `sourceKinds` names them. */
	sources: readonly string[];
	cwds: readonly string[];
	/** Case-sensitive part of the name or preview. */
	searchTerm: string | null;
	excludedIds: readonly string[];
	/** None but these; among them also those in which nobody has said anything yet, which a list leaves out. */
	ids?: readonly string[];
	/** Only the threads this one started, or, as an ancestor, also those that they started. */
	startedBy?: { id: string; withDescendants: boolean };
}

const ADD_SEGMENT = "INSERT INTO chains (thread_id, rollout, owner_id, end_position) VALUES (?, ?, ?, ?)";

const PUT = `INSERT OR REPLACE INTO threads
	(id, path, name, preview, cwd, model_provider, source, parent_id, archived, created_at, updated_at, recency_at, record)
	VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Rows about the threads that have files. */
export class ThreadIndex {
	readonly #statements: Statements;

	constructor(statements: Statements) {
		this.#statements = statements;
	}

	/** `segments`: the files that the thread's history is made of. */
	put(record: ThreadRecord, segments: readonly Segment[]): void {
		this.#forgetChain(record.id);
		for (const { rollout, end } of segments) {
			this.#statements.run(ADD_SEGMENT, record.id, rollout, threadIdOf(rollout) ?? record.id, end);
		}
		this.#statements.run(
			PUT,
			record.id,
			record.path,
			record.name,
			record.preview,
			record.startCwd,
			record.modelProvider,
			sourceKind(record),
			record.parentThreadId,
			record.archived ? 1 : 0,
			record.createdAt,
			record.updatedAt,
			record.recencyAt,
			JSON.stringify(record),
		);
	}

	get(id: string): ThreadRecord | null {
		const row = this.#statements.get("SELECT record FROM threads WHERE id = ?", id);
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
		oneOf(
			"source",
			query.sources.flatMap((kind) => (kind === "subAgent" ? SUB_AGENTS : [kind])),
		);
		oneOf("cwd", query.cwds);
		oneOf("id", query.excludedIds, "NOT");
		if (query.searchTerm !== null) {
			where.push("(instr(coalesce(name, ''), ?) > 0 OR instr(preview, ?) > 0)");
			values.push(query.searchTerm, query.searchTerm);
		}
		if (query.ids) {
			where.push("id IN (SELECT value FROM json_each(?))");
			values.push(JSON.stringify(query.ids));
		} else where.push("preview <> ''");
		if (query.startedBy) {
			const ids = query.startedBy.withDescendants
				? this.descendants(query.startedBy.id)
				: this.#startedBy(query.startedBy.id);
			where.push(`id IN (SELECT value FROM json_each(?))`);
			values.push(JSON.stringify(ids));
		}
		if (query.from?.id === null) {
			where.push(`${query.sortBy} ${query.descending ? "<" : ">"} ?`);
			values.push(query.from.value);
		} else if (query.from) {
			where.push(`(${query.sortBy}, id) ${query.descending ? "<" : ">"} (?, ?)`);
			values.push(query.from.value, query.from.id);
		}
		const order = query.descending ? "DESC" : "ASC";
		const sql = `SELECT record FROM threads WHERE ${where.join(" AND ")} ORDER BY ${query.sortBy} ${order}, id ${order} LIMIT ?`;
		return this.#statements.all(sql, ...values, query.limit).map(recordOf);
	}

	/** Threads whose name holds a term. */
	named(term: SearchTerm): string[] {
		const rows = this.#statements.all("SELECT id, name FROM threads WHERE name IS NOT NULL");
		return rows.filter(({ name }) => !isEmpty(term.matches(String(name)))).map((row) => String(row.id));
	}

	/** Every thread that a thread started, and those that they started, the nearest first. */
	descendants(id: string): string[] {
		const found = new Set<string>();
		for (let next = [id]; next.length > 0; ) {
			next = next.flatMap((each) => this.#startedBy(each)).filter((each) => each !== id && !found.has(each));
			for (const each of next) found.add(each);
		}
		return [...found];
	}

	#startedBy(id: string): string[] {
		const rows = this.#statements.all("SELECT id FROM threads WHERE parent_id = ? ORDER BY id", id);
		return rows.map((row) => String(row.id));
	}

	/** Whether the history of another thread begins in this one's files. */
	isBase(id: string): boolean {
		const sql = "SELECT 1 FROM chains WHERE owner_id = ? AND thread_id <> owner_id";
		return this.#statements.get(sql, id) !== undefined;
	}

	#forgetChain(id: string): void {
		this.#statements.run("DELETE FROM chains WHERE thread_id = ?", id);
	}

	remove(id: string): void {
		this.#forgetChain(id);
		this.#statements.run("DELETE FROM threads WHERE id = ?", id);
	}

	/** What the rows say that can be checked without reading rollouts. */
	known(): Map<string, Pick<ThreadRecord, "path" | "updatedAt" | "name">> {
		const rows = this.#statements.all("SELECT id, path, name, updated_at FROM threads");
		return new Map(
			rows.map((row) => [
				String(row.id),
				{
					path: String(row.path),
					name: row.name === null ? null : String(row.name),
					updatedAt: Number(row.updated_at),
				},
			]),
		);
	}
}

/** What a list is sorted by. */
export function sortValue(record: ThreadRecord, { sortBy }: ThreadQuery): number {
	if (sortBy === "created_at") return record.createdAt;
	return sortBy === "updated_at" ? record.updatedAt : record.recencyAt;
}

const SUB_AGENTS = ["subAgentReview", "subAgentCompact", "subAgentThreadSpawn", "subAgentOther"];

/** The kind as `thread/list` filters by it. */
function sourceKind({ source }: ThreadRecord): string {
	if (typeof source === "string") return source;
	if (!("subAgent" in source)) return "unknown";
	const { subAgent } = source;
	if (subAgent === "review") return "subAgentReview";
	if (subAgent === "compact") return "subAgentCompact";
	return typeof subAgent === "object" && "thread_spawn" in subAgent ? "subAgentThreadSpawn" : "subAgentOther";
}

function isEmpty(values: Iterable<unknown>): boolean {
	for (const _ of values) return false;
	return true;
}

function recordOf(row: Record<string, unknown>): ThreadRecord {
	return JSON.parse(String(row.record)) as ThreadRecord;
}
