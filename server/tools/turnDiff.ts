import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { unifiedHunks } from "./fileDiff.ts";
import type { PlannedChange } from "./patchPlan.ts";

interface TrackedFile {
	/** The bytes when the turn first touched the file. */
	baseline: Buffer | null;
	current: Buffer | null;
	/** Where the file was when the turn began, when it has been moved. */
	origin: string | null;
	mode: string;
}

const contextLines = 3;
const noBlob = "0".repeat(40);

/** Everything a turn's patches did, as one diff in git's format against the state when the turn began. */
export class TurnDiff {
	readonly #root: string;
	readonly #files = new Map<string, TrackedFile>();

	/** Paths are shown relative to the repository that `cwd` lies in, or to `cwd`. */
	constructor(cwd: string) {
		this.#root = repositoryRoot(cwd) ?? cwd;
	}

	/** Call after the changes have been written. */
	record(changes: readonly PlannedChange[]): void {
		for (const change of changes) {
			const tracked = this.#track(change.path, change.before);
			tracked.current = change.after;
			if (change.after && tracked.baseline === null) tracked.mode = modeOf(change.path);
			if (change.movedFrom) {
				const from = this.#track(change.movedFrom.path, change.movedFrom.bytes);
				tracked.origin = from.origin ?? change.movedFrom.path;
			}
		}
	}

	/** Empty when all is as it was. */
	render(): string {
		const moved = new Set<string>();
		for (const { origin, current } of this.#files.values()) if (origin !== null && current) moved.add(origin);
		return [...this.#files]
			.filter(([file, tracked]) => !(tracked.current === null && moved.has(file)))
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([file, tracked]) => this.#renderFile(file, tracked))
			.join("");
	}

	#track(file: string, before: Buffer | null): TrackedFile {
		let tracked = this.#files.get(file);
		if (!tracked) {
			tracked = { baseline: before, current: before, origin: null, mode: modeOf(file) };
			this.#files.set(file, tracked);
		}
		return tracked;
	}

	#renderFile(file: string, tracked: TrackedFile): string {
		// A file that the turn both made and moved is simply new.
		const originBaseline = tracked.origin === null ? null : (this.#files.get(tracked.origin)?.baseline ?? null);
		const origin = tracked.current && originBaseline ? tracked.origin : null;
		const baseline = origin === null ? tracked.baseline : originBaseline;
		const { current } = tracked;
		if (origin === null && (baseline === current || (baseline && current && baseline.equals(current)))) return "";
		const oldName = this.#name(origin ?? file);
		const newName = this.#name(file);
		const lines = [`diff --git a/${oldName} b/${newName}`];
		if (baseline === null) lines.push(`new file mode ${tracked.mode}`);
		if (current === null) lines.push(`deleted file mode ${tracked.mode}`);
		if (origin !== null) lines.push(`rename from ${oldName}`, `rename to ${newName}`);
		const hunks = unifiedHunks(baseline, current, contextLines);
		if (hunks !== "" || origin === null) lines.push(`index ${blobId(baseline)}..${blobId(current)}`);
		if (hunks !== "") {
			lines.push(baseline ? `--- a/${oldName}` : "--- /dev/null", current ? `+++ b/${newName}` : "+++ /dev/null");
		}
		return `${lines.join("\n")}\n${hunks}`;
	}

	#name(file: string): string {
		const relative = path.relative(this.#root, file);
		const name = relative.startsWith("..") || path.isAbsolute(relative) ? file.replace(/^[/\\]+/, "") : relative;
		return name.split(path.sep).join("/");
	}
}

function blobId(bytes: Buffer | null): string {
	if (bytes === null) return noBlob;
	return crypto.createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

function modeOf(file: string): string {
	const stat = fs.statSync(file, { throwIfNoEntry: false });
	return stat && (stat.mode & 0o111) !== 0 ? "100755" : "100644";
}

function repositoryRoot(cwd: string): string | null {
	for (let folder = cwd; ; folder = path.dirname(folder)) {
		if (fs.existsSync(path.join(folder, ".git"))) return folder;
		if (folder === path.dirname(folder)) return null;
	}
}
