import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * The file that a command line's first word means: a path as it is, else the first executable of that name on the PATH of
 * `environment`. A confined program is started by the sandbox's helper, which would report a missing one as its own end.
 * @throws an error of the operating system (`code`, `errno`): ENOENT, or EACCES for a file that may not be run
 */
export function findProgram(name: string, cwd: string, environment: Readonly<Record<string, string>>): string {
	if (process.platform === "win32") return name;
	const folders = name.includes("/") ? [cwd] : (environment.PATH ?? "").split(path.delimiter).filter(path.isAbsolute);
	let code: "ENOENT" | "EACCES" = "ENOENT";
	for (const folder of folders) {
		const file = path.resolve(folder, name);
		const stat = fs.statSync(file, { throwIfNoEntry: false });
		if (!stat) continue;
		if (stat.isFile() && isAllowed(file)) return file;
		code = "EACCES";
	}
	throw Object.assign(new Error(`${code}: ${name}`), { code, errno: os.constants.errno[code] });
}

function isAllowed(file: string): boolean {
	try {
		fs.accessSync(file, fs.constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
