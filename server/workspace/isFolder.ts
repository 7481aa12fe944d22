import fs from "node:fs";

/** Whether a folder, or a link to one, is there for this process to see. */
export function isFolder(file: string): boolean {
	try {
		return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;
	} catch {
		return false;
	}
}
