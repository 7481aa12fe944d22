import type { ItemState } from "./panelState.ts";

/** What stands in one row of the transcript: an item, or several reads and searches that follow each other. */
export type Row = { kind: "item"; item: ItemState } | { kind: "lookups"; items: ItemState[] };

function isLookup({ item, isRunning }: ItemState): boolean {
	if (item.type !== "commandExecution" || isRunning || item.status !== "completed") return false;
	return item.commandActions.length > 0 && item.commandActions.every((action) => action.type !== "unknown");
}

/** Groups the items of a turn. */
export function rowsOf(items: readonly ItemState[]): Row[] {
	const rows: Row[] = [];
	for (const item of items) {
		const last = rows.at(-1);
		if (!isLookup(item)) rows.push({ kind: "item", item });
		else if (last?.kind === "lookups") last.items.push(item);
		else rows.push({ kind: "lookups", items: [item] });
	}
	return rows.map((row) => {
		const [only] = row.kind === "lookups" ? row.items : [];
		return row.kind === "lookups" && row.items.length === 1 && only ? { kind: "item", item: only } : row;
	});
}

/** "Read client.ts and 2 more". */
export function lookupTitle(items: readonly ItemState[]): string {
	const actions = items.flatMap(({ item }) => (item.type === "commandExecution" ? item.commandActions : []));
	const [first] = actions;
	if (!first) return "Looked around";
	const rest = actions.length === 1 ? "" : ` and ${actions.length - 1} more`;
	if (first.type === "read") return `Read ${first.name}${rest}`;
	if (first.type === "search") return `Searched ${first.query ?? "files"}${rest}`;
	if (first.type === "listFiles") return `Listed ${first.path ?? "files"}${rest}`;
	return `Looked around${rest}`;
}
