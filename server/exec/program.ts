import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * The file that a command line's first word means: a path as it is, else the first executable of that name on the PATH of
 * `environment`. A confined program is started by the sandbox's helper, which would report a missing one as its own end.
 * @throws an error of the operating system (`code`, `errno`): EACCES for a file that may not be run, ENOENT and others for what is no file
 */
export function findProgram(name: string, cwd: string, environment: Readonly<Record<string, string>>): string {
	if (process.platform === "win32") return name;
	if (name.includes("/")) return runnable(path.resolve(cwd, name));
	let code: "ENOENT" | "EACCES" = "ENOENT";
	for (const folder of (environment.PATH ?? "").split(path.delimiter).filter(path.isAbsolute)) {
		try {
			return runnable(path.join(folder, name));
		} catch (error) {
			if (error instanceof Error && "code" in error && error.code === "EACCES") code = "EACCES";
		}
	}
	throw systemError(code, name);
}

/** `file`. @throws why it cannot be run */
function runnable(file: string): string {
	if (!fs.statSync(file).isFile()) throw systemError("EACCES", file);
	fs.accessSync(file, fs.constants.X_OK);
	return file;
}

function systemError(code: "ENOENT" | "EACCES", what: string): Error {
	return Object.assign(new Error(`${code}: ${what}`), { code, errno: os.constants.errno[code] });
}
