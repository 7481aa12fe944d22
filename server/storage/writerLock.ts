import fs from "node:fs";
import path from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { openLockFile } from "../platform/lockFile.ts";

/** Another process holds the thread for writing. */
export class ThreadInUse extends Error {
	readonly pid: number;
	constructor(pid: number) {
		super(`the thread is open in another process (${pid}); close it there, then try again`);
		this.pid = pid;
	}
}

/**
 * Who may write which thread, among the processes of one home. A lock file says who; whether that process still lives is
 * asked of the operating system, which drops a dead process's hold on its own file, so a crash leaves no lock behind.
 */
export class WriterLocks {
	readonly #folder: string;
	#own: { token: string; hold: DatabaseSync; turns: DatabaseSync } | null = null;

	constructor(home: string) {
		this.#folder = lockFolder(home);
	}

	/** @throws ThreadInUse */
	acquire(threadId: string): void {
		const { token, turns } = this.#process();
		const lock = this.#lockOf(threadId);
		// One process at a time looks who holds it, and takes over from the dead.
		turns.exec("BEGIN EXCLUSIVE");
		try {
			const holder = readHolder(lock);
			if (holder !== null && holder.token !== token && this.#isHeld(holder.token)) throw new ThreadInUse(holder.pid);
			fs.writeFileSync(lock, `${process.pid} ${token}`, { mode: 0o600 });
		} finally {
			turns.exec("ROLLBACK");
		}
	}

	release(threadId: string): void {
		fs.rmSync(this.#lockOf(threadId), { force: true });
	}

	/** Holds a file that only one process of the home holds at a time, until it is closed; null when another one does. */
	only(name: string): DatabaseSync | null {
		fs.mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
		const lock = openLockFile(path.join(this.#folder, name), 0);
		try {
			lock.exec("BEGIN EXCLUSIVE");
			return lock;
		} catch {
			lock.close();
			return null;
		}
	}

	close(): void {
		if (!this.#own) return;
		this.#own.turns.close();
		this.#own.hold.close();
		fs.rmSync(this.#processFile(this.#own.token), { force: true });
		this.#own = null;
	}

	/** This process's own file, held as long as it lives, and the file by which processes take turns. */
	#process(): { token: string; turns: DatabaseSync } {
		if (this.#own) return this.#own;
		fs.mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
		const token = `${process.pid.toString(16)}-${process.hrtime.bigint().toString(16)}`;
		// No other process has the token: nobody else could make the file.
		fs.closeSync(fs.openSync(this.#processFile(token), "wx", 0o600));
		const hold = openLockFile(this.#processFile(token), 0);
		hold.exec("BEGIN EXCLUSIVE");
		this.#own = { token, hold, turns: openLockFile(path.join(this.#folder, "coordination.lock"), 5000) };
		return this.#own;
	}

	#isHeld(token: string): boolean {
		const file = this.#processFile(token);
		if (isHeld(file)) return true;
		fs.rmSync(file, { force: true });
		return false;
	}

	#lockOf(threadId: string): string {
		return path.join(this.#folder, threadId);
	}

	#processFile(token: string): string {
		return processFile(this.#folder, token);
	}
}

/** The files that dead processes left. They are only looked at: whoever opens such a thread takes over. */
export function staleLocks(home: string): string[] {
	const folder = lockFolder(home);
	if (!fs.existsSync(folder)) return [];
	return fs
		.readdirSync(folder)
		.map((name) => path.join(folder, name))
		.filter((file) => {
			if (file.endsWith(".process")) return !isHeld(file);
			const holder = readHolder(file);
			return holder !== null && !isHeld(processFile(folder, holder.token));
		});
}

const lockFolder = (home: string) => path.join(home, "thread-writer-locks");

const processFile = (folder: string, token: string) => path.join(folder, `${token}.process`);

/** Whether a living process holds the file. */
function isHeld(file: string): boolean {
	if (!fs.existsSync(file)) return false;
	const probe = openLockFile(file, 0);
	try {
		probe.exec("BEGIN EXCLUSIVE");
	} catch {
		return true;
	} finally {
		probe.close();
	}
	return false;
}

function readHolder(lock: string): { pid: number; token: string } | null {
	try {
		const match = /^(\d+) ([0-9a-f-]+)$/.exec(fs.readFileSync(lock, "utf8"));
		return match ? { pid: Number(match[1]), token: match[2] ?? "" } : null;
	} catch {
		return null;
	}
}
