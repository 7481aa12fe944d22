import type { Statements } from "./statements.ts";

/**
 * Where turns and items stand in the rollouts, so that a page of them is read without the rest. Positions are those of
 * `PlacedLine`. A turn's or item's own words stay in the file.
 */
export const TURN_TABLES = `
	CREATE TABLE IF NOT EXISTS rollouts (
		id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, thread_id TEXT NOT NULL,
		-- Bytes that the tables below speak of.
		taken INTEGER NOT NULL
	) STRICT;
	CREATE TABLE IF NOT EXISTS turns (
		rollout INTEGER NOT NULL, position INTEGER NOT NULL, turn_id TEXT NOT NULL, started_at INTEGER NOT NULL,
		-- Of its task_complete line; null as long as there is none.
		end_position INTEGER,
		-- What that line says, as JSON.
		outcome TEXT
	) STRICT;
	CREATE UNIQUE INDEX IF NOT EXISTS turn_by_position ON turns (rollout, position);
	CREATE INDEX IF NOT EXISTS turn_by_id ON turns (rollout, turn_id, position);
	CREATE TABLE IF NOT EXISTS items (
		-- Never used twice: the text index goes on after the last one it has seen.
		id INTEGER PRIMARY KEY AUTOINCREMENT,
		rollout INTEGER NOT NULL, position INTEGER NOT NULL, turn_id TEXT NOT NULL, item_id TEXT NOT NULL, kind TEXT NOT NULL,
		-- Where the accepted input that this row stands for became an item; null as long as it has not.
		replaced_at INTEGER
	) STRICT;
	CREATE UNIQUE INDEX IF NOT EXISTS item_by_position ON items (rollout, position);
	CREATE INDEX IF NOT EXISTS item_by_turn ON items (rollout, turn_id, position);
	CREATE TABLE IF NOT EXISTS marks (
		rollout INTEGER NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
		-- Of a rollback: the first position that is no longer part of the thread.
		hidden_from INTEGER,
		PRIMARY KEY (rollout, kind, position)
	) STRICT, WITHOUT ROWID;
	CREATE TABLE IF NOT EXISTS blob_uses (sha256 TEXT NOT NULL, rollout INTEGER NOT NULL, PRIMARY KEY (sha256, rollout)) STRICT, WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS blobs_of ON blob_uses (rollout);
`;

/** Forgets what the tables say of a rollout. */
export function forgetRollout(statements: Statements, name: string): void {
	const row = statements.get("SELECT id FROM rollouts WHERE name = ?", name);
	if (!row) return;
	const id = Number(row.id);
	// Deleting from the full-text index leaves a last row id behind that no number holds, which the next `run` would give back.
	statements.database.exec(
		`DELETE FROM texts WHERE rowid IN (SELECT id FROM items WHERE rollout = ${id});
		INSERT INTO text_progress (item) SELECT coalesce(max(item), 0) FROM text_progress;`,
	);
	for (const table of ["turns", "items", "marks", "blob_uses"])
		statements.run(`DELETE FROM ${table} WHERE rollout = ?`, id);
	statements.run("DELETE FROM rollouts WHERE id = ?", id);
}
