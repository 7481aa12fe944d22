import fs from "node:fs";
import path from "node:path";

/** The first executable file of this name in an absolute folder of PATH: a relative one would be the workspace's. */
export function findOnPath(name: string): string | null {
	for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
		if (!path.isAbsolute(folder)) continue;
		const file = path.join(folder, name);
		if (isExecutable(file)) return file;
	}
	return null;
}

export function isExecutable(file: string): boolean {
	try {
		fs.accessSync(file, fs.constants.X_OK);
		return fs.statSync(file).isFile();
	} catch {
		return false;
	}
}
