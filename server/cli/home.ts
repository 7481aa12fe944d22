import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * The folder of everything Heddle keeps: `$HEDDLE_HOME`, else `~/.heddle`; made (mode 0700) if it is missing.
 * @throws Error that names the folder when it cannot be made or written.
 */
export function heddleHome(env: NodeJS.ProcessEnv = process.env): string {
	const home = path.resolve(env.HEDDLE_HOME || path.join(os.homedir(), ".heddle"));
	try {
		ensureFolder(home);
		if (!fs.statSync(home).isDirectory()) throw new Error("it is not a folder");
		fs.accessSync(home, fs.constants.R_OK | fs.constants.W_OK);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`Heddle cannot use its folder ${home} (${reason}). Set HEDDLE_HOME to one it can write.`);
	}
	return home;
}

/** Makes the last folder in a step of its own: `mkdir -p` in one call never returns where a file system denies with ENOENT. */
function ensureFolder(folder: string): void {
	if (fs.existsSync(folder)) return;
	fs.mkdirSync(path.dirname(folder), { recursive: true });
	try {
		fs.mkdirSync(folder, { mode: 0o700 });
	} catch (error) {
		// Another server that starts at the same moment may have made it.
		if (!fs.existsSync(folder)) throw error;
	}
}
