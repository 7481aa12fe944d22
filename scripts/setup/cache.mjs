import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/** Where everything that is fetched for tests is kept, outside the repository. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "heddle-test");

const STALE_LOCK_MS = 20 * 60_000;
const POLL_MS = 250;

/**
 * Makes `cacheFolder/name` once: `make` works in a folder of its own that takes the name when it is complete, so that a half-finished
 * set-up is never used. Others who want the same wait.
 */
export async function cached(name, make) {
	const final = path.join(cacheFolder, name);
	const complete = path.join(final, ".complete");
	if (fs.existsSync(complete)) return final;
	fs.mkdirSync(cacheFolder, { recursive: true });
	const lock = `${final}.lock`;
	while (!takeLock(lock)) {
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		if (fs.existsSync(complete)) return final;
	}
	try {
		if (fs.existsSync(complete)) return final;
		fs.rmSync(final, { recursive: true, force: true });
		fs.mkdirSync(final);
		await make(final);
		fs.writeFileSync(complete, new Date().toISOString());
		return final;
	} finally {
		fs.rmSync(lock, { recursive: true, force: true });
	}
}

function takeLock(lock) {
	try {
		fs.mkdirSync(lock);
		return true;
	} catch {
		const age = Date.now() - (fs.statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
		if (age > STALE_LOCK_MS) fs.rmSync(lock, { recursive: true, force: true });
		return false;
	}
}
