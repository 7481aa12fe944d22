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
		fs.mkdirSync(home, { recursive: true, mode: 0o700 });
		fs.accessSync(home, fs.constants.R_OK | fs.constants.W_OK);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`Heddle cannot use its folder ${home} (${reason}). Set HEDDLE_HOME to one it can write.`);
	}
	return home;
}
