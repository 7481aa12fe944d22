import crypto from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { makeFolders } from "../platform/makeFolders.ts";
import { type PatchPlan, type PlannedChange, readIfPresent } from "./patchPlan.ts";

/** Writing stopped at a file; those before it are changed and stay so. */
export class PatchWriteError extends Error {
	readonly applied: PlannedChange[];
	constructor(message: string, applied: PlannedChange[]) {
		super(message);
		this.applied = applied;
	}
}

/**
 * Writes a plan. Every file must still be as it was when the plan was made: what was shown and approved is what
 * is written, or nothing. Each file is replaced in one step. Throws PatchWriteError.
 */
export async function writePlan(plan: PatchPlan): Promise<void> {
	for (const change of plan.changes) await assertUnchanged(change);
	const applied: PlannedChange[] = [];
	// What is removed goes last, so that a failure in between leaves a copy rather than nothing.
	const ordered = [...plan.changes.filter(({ after }) => after), ...plan.changes.filter(({ after }) => !after)];
	for (const change of ordered) {
		try {
			if (change.after) await writeFile(change, change.after);
			else if (change.before) await fs.unlink(change.path);
		} catch (error) {
			const message = error instanceof Error ? error.message : String(error);
			throw new PatchWriteError(`${change.path} could not be written: ${message}`, applied);
		}
		applied.push(change);
	}
}

async function assertUnchanged({ path: file, before }: PlannedChange): Promise<void> {
	const now = await readIfPresent(file);
	const isSame = before === null ? now === null : now !== null && before.equals(now);
	if (!isSame) throw new PatchWriteError(`${file} was changed by someone else meanwhile; nothing was written`, []);
}

async function writeFile(change: PlannedChange, bytes: Buffer): Promise<void> {
	if (change.before?.equals(bytes)) return;
	const movedMode = change.movedFrom ? (await fs.stat(change.movedFrom.path)).mode & 0o7777 : undefined;
	if (change.before === null) {
		await makeFolders(path.dirname(change.path));
		await replace(change.path, bytes, movedMode);
		return;
	}
	// Through a symbolic link the file itself is written, and the link stays.
	const target = await fs.realpath(change.path);
	const { mode, nlink } = await fs.stat(target);
	if (nlink > 1) await fs.writeFile(target, bytes);
	else await replace(target, bytes, movedMode ?? mode & 0o7777);
}

/** Makes the bytes appear at once, by renaming a finished neighbour over the file. */
async function replace(file: string, bytes: Buffer, mode: number | undefined): Promise<void> {
	const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${crypto.randomUUID().slice(0, 8)}`);
	try {
		await fs.writeFile(temporary, bytes, { flag: "wx" });
		if (mode !== undefined) await fs.chmod(temporary, mode);
		await fs.rename(temporary, file);
	} catch (error) {
		await fs.rm(temporary, { force: true });
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		// A folder that cannot be written, or a file that is a mount point, still lets the file be written in place.
		const canWriteInPlace = mode !== undefined && (code === "EACCES" || code === "EPERM" || code === "EBUSY");
		if (!canWriteInPlace) throw error;
		await fs.writeFile(file, bytes);
	}
}
