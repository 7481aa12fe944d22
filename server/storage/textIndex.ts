import type { RolloutFile } from "./rolloutFile.ts";
import { SEARCHED_KINDS, searchedText } from "./searchText.ts";
import type { Statements } from "./statements.ts";

/**
 * The full text of items, by runs of three characters, so that any part of a word is found. It holds no text: what it finds
 * is read from the rollouts.
 */
export const TEXT_TABLES = `
	CREATE VIRTUAL TABLE IF NOT EXISTS texts USING fts5(text, content = '', contentless_delete = 1, tokenize = 'trigram', detail = none);
	-- The last item that was taken in.
	CREATE TABLE IF NOT EXISTS text_progress (item INTEGER NOT NULL) STRICT;
`;

/** How many items are taken in before others get their turn. */
const BATCH = 200;

/** How many hits are worth finding the threads of before looking into any. */
const FEW = 2000;

export class TextIndex {
	readonly #statements: Statements;
	readonly #logOf: (rollout: string) => RolloutFile | null;
	#running: Promise<void> | null = null;

	/** `logOf` opens a rollout by its name; null for one that is gone. */
	constructor(statements: Statements, logOf: (rollout: string) => RolloutFile | null) {
		this.#statements = statements;
		this.#logOf = logOf;
	}

	/** Takes in every item of the turn tables that came since the last time. */
	takeIn(): Promise<void> {
		// Whoever asks while it runs wants what comes after, too.
		const run = (this.#running ?? Promise.resolve()).then(async () => {
			while (this.#takeBatch()) await new Promise(setImmediate);
		});
		const settled = run.catch(() => {});
		this.#running = settled;
		void settled.then(() => {
			if (this.#running === settled) this.#running = null;
		});
		return run;
	}

	/** Whether there may be more. */
	#takeBatch(): boolean {
		const done = () => Number(this.#statements.get("SELECT max(item) AS item FROM text_progress")?.item ?? 0);
		if (!this.#statements.get("SELECT 1 FROM items WHERE id > ? LIMIT 1", done())) return false;
		return this.#statements.atomically(() => {
			const rows = this.#statements.all(
				`SELECT items.id, items.position, items.kind, rollouts.name FROM items JOIN rollouts ON rollouts.id = items.rollout
				WHERE items.id > ? ORDER BY items.id LIMIT ${BATCH}`,
				done(),
			);
			const wanted = new Map<string, Map<number, number>>();
			for (const row of rows) {
				if (!SEARCHED_KINDS.includes(String(row.kind))) continue;
				const items = wanted.get(String(row.name)) ?? new Map<number, number>();
				wanted.set(String(row.name), items.set(Number(row.position), Number(row.id)));
			}
			for (const [rollout, items] of wanted) this.#takeItems(rollout, items);
			this.#statements.run("DELETE FROM text_progress");
			this.#statements.run("INSERT INTO text_progress (item) VALUES (?)", Number(rows.at(-1)?.id ?? 0));
			return rows.length === BATCH;
		});
	}

	/** Takes in items of one rollout, given as their positions and ids. */
	#takeItems(rollout: string, items: Map<number, number>): void {
		const wants = (_kind: unknown, _bytes: unknown, position: number) => items.has(position);
		for (const line of this.#logOf(rollout)?.lines(Math.min(...items.keys()), wants) ?? []) {
			const text = searchedText(line);
			const id = items.get(line.position) ?? 0;
			if (text !== "") this.#statements.run("INSERT OR REPLACE INTO texts (rowid, text) VALUES (?, ?)", id, text);
			items.delete(line.position);
			if (items.size === 0) return;
		}
	}

	/** The threads in whose files an item may hold what the query looks for; null when these may be most. */
	threads(query: string | null): string[] | null {
		if (query === null) return null;
		const many = this.#statements.get("SELECT rowid FROM texts WHERE texts MATCH ? LIMIT 1 OFFSET ?", query, FEW);
		if (many) return null;
		const rows = this.#statements.all(
			`SELECT DISTINCT chains.thread_id FROM texts JOIN items ON items.id = texts.rowid
			JOIN rollouts ON rollouts.id = items.rollout JOIN chains ON chains.rollout = rollouts.name WHERE texts MATCH ?`,
			query,
		);
		return rows.map((row) => String(row.thread_id));
	}
}
