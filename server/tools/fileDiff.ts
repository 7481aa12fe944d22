import { structuredPatch } from "diff";
import type { FileUpdateChange } from "#protocol/item.ts";
import type { PlannedChange } from "./patchPlan.ts";
import { decodeTextFile, joinLines } from "./textFile.ts";

/** Lines around a change in an item's diff; the whole turn's diff has more. */
const itemContext = 1;

/** The changes of a plan as a `fileChange` item shows them: raw content for add and delete, hunks for update. Sorted by path. */
export function fileUpdateChanges(changes: readonly PlannedChange[]): FileUpdateChange[] {
	return changes
		.flatMap((change) => fileUpdateChange(change, changes) ?? [])
		.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function fileUpdateChange(change: PlannedChange, all: readonly PlannedChange[]): FileUpdateChange | null {
	const { path, before, after, movedTo, movedFrom } = change;
	if (movedTo !== null && before) {
		const target = all.find((other) => other.path === movedTo);
		const hunks = unifiedHunks(before, target?.after ?? Buffer.alloc(0), itemContext);
		return { path, kind: { type: "update", move_path: movedTo }, diff: `${hunks}\n\nMoved to: ${movedTo}` };
	}
	// The move itself is shown at the path it comes from.
	if (movedFrom) return null;
	if (before && after) {
		return { path, kind: { type: "update", move_path: null }, diff: unifiedHunks(before, after, itemContext) };
	}
	if (after) return { path, kind: { type: "add" }, diff: textOf(after) };
	return before ? { path, kind: { type: "delete" }, diff: textOf(before) } : null;
}

/** The hunks of a unified diff, without file headers; empty for equal texts. */
export function unifiedHunks(before: Buffer | null, after: Buffer | null, context: number): string {
	const { hunks } = structuredPatch("", "", before ? textOf(before) : "", after ? textOf(after) : "", "", "", {
		context,
	});
	return hunks
		.map((hunk) => {
			const range = `@@ -${rangeOf(hunk.oldStart, hunk.oldLines)} +${rangeOf(hunk.newStart, hunk.newLines)} @@`;
			return `${[range, ...hunk.lines].join("\n")}\n`;
		})
		.join("");
}

/** A count of one is left out, and an empty range names the line before it. */
function rangeOf(start: number, count: number): string {
	if (count === 0) return `${start - 1},0`;
	return count === 1 ? String(start) : `${start},${count}`;
}

function textOf(bytes: Buffer): string {
	return joinLines(decodeTextFile(bytes).lines);
}
