import { KeyedQueue } from "#common/keyedQueue.ts";
import { linesOfFile } from "./lineSpans.ts";
import { LineTaker } from "./lineTaker.ts";
import type { RolloutFile, Segment } from "./rolloutFile.ts";
import { threadIdOf } from "./rolloutFile.ts";
import type { RolloutEvent } from "./rolloutLine.ts";
import type { Statements } from "./statements.ts";
import { isStored, storedStat } from "./storedFile.ts";
import { forgetRollout } from "./turnTables.ts";

/** How much of a file is taken in before others get their turn. */
const BATCH_BYTES = 4 << 20;

type TurnOutcome = Extract<RolloutEvent, { type: "task_complete" }>;

export interface TurnRow {
	position: number;
	/** Of the line that ends it. */
	endPosition: number | null;
	turnId: string;
	/** Seconds. */
	startedAt: number;
	/** Null when the history ends before the turn does. */
	outcome: TurnOutcome | null;
}

export interface ItemRow {
	position: number;
	turnId: string;
	itemId: string;
	/** The item's type. */
	kind: string;
}

/** A page of rows, by position. */
export interface RowQuery {
	/** Rows after (or, `inclusive`, from) this position, in the order asked for. */
	from: { position: number; inclusive: boolean } | null;
	descending: boolean;
	limit: number;
	turnId?: string;
}

/** Items of some kinds only, or those whose text a full-text query finds. */
export interface ItemQuery extends RowQuery {
	kinds?: readonly string[];
	matching?: string | undefined;
}

/** Positions `from` (inclusive) to `to` (exclusive) are no longer part of the thread. */
interface Hidden {
	from: number;
	to: number;
}

/** The items of one rollout stand close together, which spares a look at all that a query finds. */
const MATCHING = `id IN (SELECT rowid FROM texts WHERE texts MATCH ? AND rowid BETWEEN
	(SELECT id FROM items WHERE rollout = (SELECT id FROM rollouts WHERE name = ?) ORDER BY position LIMIT 1) AND
	(SELECT id FROM items WHERE rollout = (SELECT id FROM rollouts WHERE name = ?) ORDER BY position DESC LIMIT 1))`;

/**
 * Where the turns and items of rollouts stand. Everything in it is read from the files, from where it stopped the last time;
 * nobody has to tell it what was appended.
 */
export class TurnIndex {
	readonly #statements: Statements;
	readonly #work = new KeyedQueue();

	constructor(statements: Statements) {
		this.#statements = statements;
	}

	/** Reads what was appended to a thread's files since the last time. */
	async takeIn(log: RolloutFile): Promise<void> {
		for (const [at, segment] of log.segments.entries()) {
			const file = log.pathOf(segment);
			// Taken away, or a fork before its first line.
			if (file === null || !isStored(file)) continue;
			const before = log.segments.slice(0, at);
			await this.#work.run(segment.rollout, async () => {
				while (this.#takeBatch(file, segment, before)) await new Promise(setImmediate);
			});
		}
	}

	/** Whether there is more. */
	#takeBatch(file: string, segment: Segment, before: readonly Segment[]): boolean {
		if (this.#takenOf(segment.rollout) === storedStat(file)?.size) return false;
		return this.#statements.atomically(() => {
			const { rollout, taken } = this.#rollout(file, segment);
			const taking = new LineTaker(this.#statements, rollout, (count, position) =>
				this.#positionBack([...before, { ...segment, end: position }], count),
			);
			let end = taken;
			for (const { raw, offset, ended } of linesOfFile(file, taken)) {
				if (raw.length > 0 && !taking.take(raw, segment.start + offset) && !ended) break;
				end = offset + raw.length + (ended ? 1 : 0);
				if (end - taken >= BATCH_BYTES) break;
			}
			if (end > taken) this.#statements.run("UPDATE rollouts SET taken = ? WHERE id = ?", end, rollout);
			return end - taken >= BATCH_BYTES;
		});
	}

	#takenOf(rollout: string): number | null {
		const row = this.#statements.get("SELECT taken FROM rollouts WHERE name = ?", rollout);
		return row ? Number(row.taken) : null;
	}

	#rollout(file: string, { rollout: name }: Segment): { rollout: number; taken: number } {
		const known = this.#statements.get("SELECT id, taken FROM rollouts WHERE name = ?", name);
		// A file that became shorter is not the one that was read.
		if (known && Number(known.taken) <= (storedStat(file)?.size ?? 0)) {
			return { rollout: Number(known.id), taken: Number(known.taken) };
		}
		forgetRollout(this.#statements, name);
		const sql = "INSERT INTO rollouts (name, thread_id, taken) VALUES (?, ?, 0)";
		const { lastInsertRowid } = this.#statements.run(sql, name, threadIdOf(file) ?? "");
		return { rollout: Number(lastInsertRowid), taken: 0 };
	}

	/** Where the last `count` turns of a history begin. */
	#positionBack(segments: readonly Segment[], count: number): number | null {
		const turns = this.#rows(segments, "turns", "position", { from: null, descending: true, limit: count });
		const first = turns.at(-1);
		return first ? Number(first.position) : null;
	}

	turns(log: RolloutFile, query: RowQuery): TurnRow[] {
		return this.#rows(log.segments, "turns", "position, turn_id, started_at, end_position, outcome", query).map(
			(row) => {
				const end = row.end_position === null ? null : Number(row.end_position);
				const isPart = end !== null && (row.limit === null || end < row.limit);
				return {
					position: Number(row.position),
					endPosition: isPart ? end : null,
					turnId: String(row.turn_id),
					startedAt: Number(row.started_at),
					outcome: isPart ? (JSON.parse(String(row.outcome)) as TurnOutcome) : null,
				};
			},
		);
	}

	items(log: RolloutFile, query: ItemQuery): ItemRow[] {
		return this.#rows(log.segments, "items", "position, turn_id, item_id, kind", query).map((row) => ({
			position: Number(row.position),
			turnId: String(row.turn_id),
			itemId: String(row.item_id),
			kind: String(row.kind),
		}));
	}

	/** The newest line of a kind that is part of the history. */
	newest(log: RolloutFile, kind: "compacted" | "turn_context" | "token_count"): number | null {
		const query = { from: null, descending: true, limit: 1, kind };
		const row = this.#rows(log.segments, "marks", "position", query)[0];
		return row ? Number(row.position) : null;
	}

	/** What rollbacks took out of a history. */
	hidden(segments: readonly Segment[]): Hidden[] {
		return segments.flatMap(({ rollout, end }) =>
			this.#statements
				.all(
					`SELECT hidden_from, position FROM marks WHERE kind = 'thread_rolled_back' AND position < ?
					AND rollout = (SELECT id FROM rollouts WHERE name = ?)`,
					end ?? Number.MAX_SAFE_INTEGER,
					rollout,
				)
				.map((row) => ({ from: Number(row.hidden_from), to: Number(row.position) })),
		);
	}

	/** Whether a line that was taken in refers to a blob. */
	usesBlob(sha256: string): boolean {
		return this.#statements.get("SELECT 1 FROM blob_uses WHERE sha256 = ?", sha256) !== undefined;
	}

	/** How many bytes of each rollout are known. */
	taken(): Map<string, number> {
		const rows = this.#statements.all("SELECT name, taken FROM rollouts");
		return new Map(rows.map((row) => [String(row.name), Number(row.taken)]));
	}

	/** Forgets a rollout that is gone. */
	forget(rollout: string): void {
		forgetRollout(this.#statements, rollout);
	}

	#rows(
		segments: readonly Segment[],
		table: "turns" | "items" | "marks",
		columns: string,
		query: ItemQuery & { kind?: string },
	): (Record<string, unknown> & { limit: number | null })[] {
		const { from, descending, limit } = query;
		const [after, inclusive] = [from?.position, from?.inclusive ? "=" : ""];
		const hidden = this.hidden(segments);
		const found: (Record<string, unknown> & { limit: number | null })[] = [];
		for (const { rollout, end } of descending ? segments.toReversed() : segments) {
			const where = ["rollout = (SELECT id FROM rollouts WHERE name = ?)"];
			const values: (string | number)[] = [rollout];
			const and = (condition: string, ...given: (string | number)[]) => {
				where.push(condition);
				values.push(...given);
			};
			if (end !== null) and("position < ?", end);
			if (after !== undefined) and(`position ${descending ? "<" : ">"}${inclusive} ?`, after);
			if (query.turnId !== undefined) and("turn_id = ?", query.turnId);
			if (query.kind !== undefined) and("kind = ?", query.kind);
			if (query.kinds) and(`kind IN (${query.kinds.map(() => "?").join(", ")})`, ...query.kinds);
			if (query.matching !== undefined) and(MATCHING, query.matching, rollout, rollout);
			if (table === "items") and("(replaced_at IS NULL OR replaced_at >= ?)", end ?? Number.MAX_SAFE_INTEGER);
			for (const gone of hidden) and("NOT (position >= ? AND position < ?)", gone.from, gone.to);
			const sql = `SELECT ${columns} FROM ${table} WHERE ${where.join(" AND ")} ORDER BY position ${descending ? "DESC" : "ASC"} LIMIT ?`;
			const rows = this.#statements.all(sql, ...values, limit - found.length);
			found.push(...rows.map((row) => ({ ...row, limit: end })));
			if (found.length >= limit) break;
		}
		return found;
	}
}
