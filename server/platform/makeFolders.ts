import fs from "node:fs/promises";
import path from "node:path";

/**
 * Makes a folder and those above it that are missing; one that is there, also by a link, is left as it is. Node's own way of it never
 * comes back where the kernel makes no folders, as below `/proc`.
 * @throws a system error: EEXIST where something else is in the way
 */
export async function makeFolders(folder: string): Promise<void> {
	if (await isMade(folder)) return;
	await makeFolders(path.dirname(folder));
	if (!(await isMade(folder))) await fs.mkdir(folder);
}

/** Whether the folder is there now: false when those above it are missing. */
async function isMade(folder: string): Promise<boolean> {
	try {
		await fs.mkdir(folder);
	} catch (error) {
		const stat = await fs.stat(folder).catch(() => null);
		if (stat?.isDirectory()) return true;
		const isOrphan = error instanceof Error && "code" in error && error.code === "ENOENT";
		if (!isOrphan || folder === path.dirname(folder)) throw error;
		return false;
	}
	return true;
}
