import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { locked } from "./lock.mjs";

/** Where everything that is fetched for tests is kept, outside the repository. */
export const cacheFolder = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache"), "heddle-test");

/**
 * Makes `cacheFolder/name` once and returns its path. It is marked complete when `make` has ended well, so that a half-finished
 * set-up is never used: the next one starts afresh. Others who want the same wait.
 */
export async function cached(name, print, make) {
	const folder = path.join(cacheFolder, name);
	const complete = path.join(folder, ".complete");
	if (fs.existsSync(complete)) return folder;
	return locked(path.join(cacheFolder, `${name}.pid`), print, async () => {
		if (fs.existsSync(complete)) return folder;
		fs.rmSync(folder, { recursive: true, force: true });
		fs.mkdirSync(folder);
		await make(folder);
		fs.writeFileSync(complete, new Date().toISOString());
		return folder;
	});
}
