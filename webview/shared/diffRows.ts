import type { FileUpdateChange } from "../../server/protocol/item.ts";

/** A line of a diff as it is shown. Line numbers count from 1; null on the side where the line is not. */
export interface DiffRow {
	kind: "added" | "removed" | "context" | "gap";
	oldLine: number | null;
	newLine: number | null;
	text: string;
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

const linesOf = (text: string) => (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");

/** The rows of a file's change: an added or deleted file in full, hunks for an update. */
export function diffRows(change: FileUpdateChange): DiffRow[] {
	if (change.kind.type === "add") {
		return linesOf(change.diff).map((text, index) => ({ kind: "added", oldLine: null, newLine: index + 1, text }));
	}
	if (change.kind.type === "delete") {
		return linesOf(change.diff).map((text, index) => ({ kind: "removed", oldLine: index + 1, newLine: null, text }));
	}
	const rows: DiffRow[] = [];
	let oldLine = 0;
	let newLine = 0;
	let inHunk = false;
	for (const line of linesOf(change.diff)) {
		const hunk = HUNK.exec(line);
		if (hunk) {
			if (inHunk) rows.push({ kind: "gap", oldLine: null, newLine: null, text: "" });
			inHunk = true;
			oldLine = Number(hunk[1]);
			newLine = Number(hunk[2]);
		} else if (!inHunk) continue;
		else if (line.startsWith("+")) rows.push({ kind: "added", oldLine: null, newLine: newLine++, text: line.slice(1) });
		else if (line.startsWith("-"))
			rows.push({ kind: "removed", oldLine: oldLine++, newLine: null, text: line.slice(1) });
		else if (!line.startsWith("\\"))
			rows.push({ kind: "context", oldLine: oldLine++, newLine: newLine++, text: line.slice(1) });
	}
	return rows;
}

/** How many lines a change adds and removes. */
export function diffCounts(rows: readonly DiffRow[]): { added: number; removed: number } {
	let added = 0;
	let removed = 0;
	for (const { kind } of rows) {
		if (kind === "added") added++;
		if (kind === "removed") removed++;
	}
	return { added, removed };
}
