import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ConfigProblem, EffectiveConfig } from "../../config/config.ts";
import { staleLocks } from "../../storage/writerLock.ts";
import { answers, controlSocketPath } from "../controlSocket.ts";
import { type Finding, ok, problem, reasonOf, warning } from "./finding.ts";

/** The rights of a folder that others than its owner have. */
const OTHERS = 0o077;

export function checkPermissions(home: string): Finding {
	const mode = fs.statSync(home).mode & 0o777;
	if (process.platform === "win32" || (mode & OTHERS) === 0)
		return ok("home", `${home} is writable, and for you alone`);
	const summary = `${home} is open to other users (mode ${mode.toString(8).padStart(4, "0")})`;
	return warning("home", summary, `chmod 700 ${quoted(home)}`);
}

/** A finding for each part of the configuration that is not used, with its place. */
export function checkConfigFiles({ problems }: EffectiveConfig, home: string): Finding[] {
	if (problems.length > 0) return problems.map(ofConfig);
	const file = path.join(home, "config.toml");
	return [ok("config", fs.existsSync(file) ? `${file} has no problems` : `there is no ${file}; the defaults count`)];
}

function ofConfig({ summary, details, path: file, range }: ConfigProblem): Finding {
	const place = range ? `:${range.start.line}:${range.start.column}` : "";
	const where = file === null ? "on the command line (-c)" : `${file}${place}`;
	return problem(
		"config",
		`${where}: ${summary}`,
		`Correct it there, or take it out.${details === null ? "" : ` ${details}`}`,
	);
}

/** What crashed processes left of their claims to threads. Nobody is kept out by it. */
export function checkLocks(home: string): Finding[] {
	const stale = staleLocks(home);
	if (stale.length === 0) return [ok("locks", "no writer locks are left over")];
	return stale.map((file) => {
		return warning("locks", `${file} is the writer lock of a process that is gone`, `rm ${quoted(file)}`);
	});
}

export async function checkSocket(home: string): Promise<Finding> {
	const file = controlSocketPath(home);
	const stat = fs.lstatSync(file, { throwIfNoEntry: false });
	if (!stat) return ok("socket", "no server listens on this folder's socket");
	if (!stat.isSocket()) return problem("socket", `${file} is not a socket`, `Move it away: a server listens there.`);
	if (await answers(file)) return ok("socket", `a server listens on ${file}`);
	return warning("socket", `${file} is the socket of a server that is gone`, `rm ${quoted(file)}`);
}

/** The index holds nothing that the threads' files do not. */
export function checkIndex(home: string): Finding {
	const file = path.join(home, "threads.sqlite");
	if (!fs.existsSync(file)) return ok("index", "there is no index of threads yet");
	try {
		const database = new DatabaseSync(file, { readOnly: true });
		try {
			const verdict = Object.values(database.prepare("PRAGMA quick_check(1)").get() ?? {})[0];
			if (verdict !== "ok") throw new Error(String(verdict));
		} finally {
			database.close();
		}
		return ok("index", `${file} is readable`);
	} catch (error) {
		const fix = `End every Heddle and remove ${file}, with the -wal and -shm beside it: it is made anew from the threads' files.`;
		return problem("index", `${file} cannot be read (${reasonOf(error)})`, fix);
	}
}

/** As a shell takes it. */
const quoted = (file: string) => (/^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`);
