import fs from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { isDamaged } from "./damagedDatabase.ts";
import { TEXT_TABLES } from "./textIndex.ts";
import { THREAD_TABLES } from "./threadIndex.ts";
import { TURN_TABLES } from "./turnTables.ts";

/** A database of any other version is made anew. */
const SCHEMA_VERSION = 7;

/**
 * The database of what can be read from the files again: a missing, damaged or older one is made anew. `onRebuilt` is told
 * when a damaged one was replaced.
 */
export async function openIndexDatabase(home: string, onRebuilt: (reason: string) => void): Promise<DatabaseSync> {
	const { DatabaseSync } = await import("node:sqlite");
	const file = path.join(home, "threads.sqlite");
	const open = () => {
		const database = new DatabaseSync(file);
		try {
			prepare(database);
			return database;
		} catch (error) {
			database.close();
			throw error;
		}
	};
	try {
		return open();
	} catch (error) {
		if (!isDamaged(error)) throw error;
		onRebuilt(error instanceof Error ? error.message : String(error));
		for (const suffix of ["", "-wal", "-shm"]) fs.rmSync(file + suffix, { force: true });
		return open();
	}
}

function dropAll(database: DatabaseSync): void {
	const tables = database
		.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
		.all();
	for (const { name } of tables) database.exec(`DROP TABLE IF EXISTS ${String(name)}`);
}

function prepare(database: DatabaseSync): void {
	database.exec("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
	const version = database.prepare("PRAGMA user_version").get()?.user_version;
	if (version !== SCHEMA_VERSION) dropAll(database);
	database.exec(`${THREAD_TABLES}${TURN_TABLES}${TEXT_TABLES} PRAGMA user_version = ${SCHEMA_VERSION};`);
}
