import fs from "node:fs/promises";
import path from "node:path";
import { applyHunks, HunkMismatch } from "./patchMatch.ts";
import type { PatchOperation } from "./patchParser.ts";
import { decodeTextFile, EncodingError, encodeTextFile } from "./textFile.ts";

/** What one file's bytes are before a patch and shall be after it; null where there is no file. */
export interface PlannedChange {
	/** Absolute. */
	path: string;
	before: Buffer | null;
	after: Buffer | null;
	/** Absolute; where the file was moved from, with that file's own bytes. */
	movedFrom: { path: string; bytes: Buffer } | null;
	/** Absolute; where the file goes. Then `after` is null. */
	movedTo: string | null;
}

export interface PatchPlan {
	/** In the order of the patch; one for each path. */
	changes: PlannedChange[];
	/** `A path`, `M path`, `D path`, with paths as the patch writes them. */
	summary: string[];
}

/** The patch does not fit the files. The message names the file, and the hunk where there is one. */
export class PatchMismatch extends Error {}

/** Computes what a patch does, without writing. Relative paths start at `cwd`. Throws PatchMismatch. */
export async function planPatch(operations: readonly PatchOperation[], cwd: string): Promise<PatchPlan> {
	const plan = new Plan(cwd);
	for (const operation of operations) await plan.add(operation);
	return plan.finish();
}

class Plan {
	readonly #cwd: string;
	readonly #changes = new Map<string, PlannedChange>();
	readonly #summary = new Map<string, "A" | "M" | "D">();

	constructor(cwd: string) {
		this.#cwd = cwd;
	}

	async add(operation: PatchOperation): Promise<void> {
		const file = path.resolve(this.#cwd, operation.path);
		switch (operation.type) {
			case "add": {
				const text = operation.lines.map((line) => `${line}\n`).join("");
				(await this.#change(file)).after = Buffer.from(text, "utf8");
				this.#summary.set(operation.path, "A");
				return;
			}
			case "delete": {
				const change = await this.#change(file);
				if (change.after === null)
					throw new PatchMismatch(`${operation.path} cannot be deleted: there is no such file`);
				change.after = null;
				this.#summary.set(operation.path, "D");
				return;
			}
			case "update":
				await this.#update(operation, file);
		}
	}

	finish(): PatchPlan {
		const order = { A: 0, M: 1, D: 2 };
		const summary = [...this.#summary]
			.sort(([, a], [, b]) => order[a] - order[b])
			.map(([name, kind]) => `${kind} ${name}`);
		return { changes: [...this.#changes.values()], summary };
	}

	async #update(operation: Extract<PatchOperation, { type: "update" }>, file: string): Promise<void> {
		const change = await this.#change(file);
		const current = change.after;
		if (current === null) throw new PatchMismatch(`${operation.path} cannot be updated: there is no such file`);
		const updated = updatedBytes(operation, current);
		const target = operation.moveTo === null ? file : path.resolve(this.#cwd, operation.moveTo);
		if (target === file) {
			change.after = updated;
			this.#summary.set(operation.path, "M");
			return;
		}
		const moved = await this.#change(target);
		moved.after = updated;
		moved.movedFrom = { path: file, bytes: current };
		change.after = null;
		change.movedTo = target;
		this.#summary.set(operation.moveTo ?? operation.path, "M");
	}

	async #change(file: string): Promise<PlannedChange> {
		const known = this.#changes.get(file);
		if (known) return known;
		const before = await readIfPresent(file);
		const change: PlannedChange = { path: file, before, after: before, movedFrom: null, movedTo: null };
		this.#changes.set(file, change);
		return change;
	}
}

function updatedBytes(operation: Extract<PatchOperation, { type: "update" }>, bytes: Buffer): Buffer {
	if (operation.hunks.length === 0) return bytes;
	const file = decodeTextFile(bytes);
	try {
		return encodeTextFile({ ...file, lines: applyHunks(file.lines, operation.hunks) });
	} catch (error) {
		if (error instanceof EncodingError)
			throw new PatchMismatch(`${operation.path} cannot be updated: ${error.message}`);
		if (!(error instanceof HunkMismatch)) throw error;
		const hunk = operation.hunks[error.hunk - 1];
		throw new PatchMismatch(
			`${operation.path}: hunk ${error.hunk} (line ${hunk?.patchLine ?? 0} of the patch) does not apply: ${error.message}\nRead the file again: it may have changed.`,
		);
	}
}

/** Throws PatchMismatch for a folder and for what cannot be read. */
export async function readIfPresent(file: string): Promise<Buffer | null> {
	try {
		return await fs.readFile(file);
	} catch (error) {
		const code = error instanceof Error && "code" in error ? error.code : undefined;
		if (code === "ENOENT") return null;
		if (code === "EISDIR") throw new PatchMismatch(`${file} is a folder`);
		throw new PatchMismatch(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}
