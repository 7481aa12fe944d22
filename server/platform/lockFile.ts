import type { DatabaseSync } from "node:sqlite";

/**
 * A file that processes hold in turn: `BEGIN EXCLUSIVE` takes it, `ROLLBACK` or `close` lets it go, and so does the end of the process.
 * SQLite's exclusive lock is the one that Node offers on every platform; nothing is ever stored in the file.
 * @param patienceMs how long `BEGIN EXCLUSIVE` waits before it throws
 */
export function openLockFile(file: string, patienceMs: number): DatabaseSync {
	const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
	const database = new DatabaseSync(file);
	database.exec(`PRAGMA busy_timeout = ${patienceMs}`);
	return database;
}
