import fs from "node:fs";
import path from "node:path";
import { openLockFile } from "./lockFile.ts";

const LOCK_PATIENCE_MS = 5000;

/**
 * Changes a file of the home folder that only its owner may read. Processes take turns, and a reader sees the old text or the new one.
 * @param change gets the text, empty when there is no file; null leaves the file as it is. What it throws is passed on
 */
export function changePrivateFile(file: string, change: (text: string) => string | null): void {
	const target = linkTarget(file);
	fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
	const lock = openLockFile(`${file}.lock`, LOCK_PATIENCE_MS);
	try {
		lock.exec("BEGIN EXCLUSIVE");
		const changed = change(fs.existsSync(target) ? fs.readFileSync(target, "utf8") : "");
		if (changed === null) return;
		const temporary = `${target}.${process.pid}`;
		fs.writeFileSync(temporary, changed, { mode: 0o600, flush: true });
		fs.renameSync(temporary, target);
	} finally {
		lock.close();
	}
}

const MAX_LINKS = 40;

/** A link stays a link: what it leads to is replaced, or made. @throws Error for links that lead back to themselves */
function linkTarget(file: string): string {
	let target = file;
	for (let links = 0; fs.lstatSync(target, { throwIfNoEntry: false })?.isSymbolicLink(); links++) {
		if (links === MAX_LINKS) throw new Error(`${file} is a link that leads back to itself`);
		target = path.resolve(path.dirname(target), fs.readlinkSync(target));
	}
	return target;
}
