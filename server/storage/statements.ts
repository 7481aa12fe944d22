import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

type Row = Record<string, unknown>;

/** The statements of a database, each prepared once: preparing one costs more than running it. */
export class Statements {
	readonly database: DatabaseSync;
	readonly #prepared = new Map<string, StatementSync>();

	constructor(database: DatabaseSync) {
		this.database = database;
	}

	run(sql: string, ...values: SQLInputValue[]): { lastInsertRowid: number | bigint } {
		return this.#prepare(sql).run(...values);
	}

	get(sql: string, ...values: SQLInputValue[]): Row | undefined {
		return this.#prepare(sql).get(...values);
	}

	all(sql: string, ...values: SQLInputValue[]): Row[] {
		return this.#prepare(sql).all(...values);
	}

	/** All of `work` or nothing. */
	atomically<T>(work: () => T): T {
		this.database.exec("BEGIN IMMEDIATE");
		try {
			const result = work();
			this.database.exec("COMMIT");
			return result;
		} catch (error) {
			this.database.exec("ROLLBACK");
			throw error;
		}
	}

	#prepare(sql: string): StatementSync {
		let statement = this.#prepared.get(sql);
		if (!statement) {
			statement = this.database.prepare(sql);
			this.#prepared.set(sql, statement);
		}
		return statement;
	}
}
