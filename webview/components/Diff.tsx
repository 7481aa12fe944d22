import { diffWordsWithSpace } from "diff";
import { memo } from "preact/compat";
import { useMemo, useState } from "preact/hooks";
import type { FileUpdateChange } from "../../server/protocol/item.ts";
import { panel, post } from "../bridge/host.ts";
import { type DiffRow, diffCounts, diffRows } from "../shared/diffRows.ts";
import { Icon, IconButton } from "./Icon.tsx";

/** Rows that are shown before the rest has to be asked for. */
const SHOWN_ROWS = 40;

const fileIcons = { add: "diff-added", delete: "diff-removed", update: "diff-modified" };
const fileWords = { add: "New file", delete: "Deleted", update: "Edited" };

/** "+2 −1", said in words to those who do not see it. */
export function Counts({ added, removed }: { added: number; removed: number }) {
	return (
		<span class="counts">
			<span class="visually-hidden">{`${added} added, ${removed} removed`}</span>
			<span aria-hidden="true">
				<em class="plus">+{added}</em> <em class="minus">−{removed}</em>
			</span>
		</span>
	);
}

/** A path as it is known inside the thread's folder. */
function relativePath(path: string, folder: string | undefined): string {
	return folder !== undefined && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

/** The change of one file. */
export const FileDiff = memo(({ change, itemId }: { change: FileUpdateChange; itemId: string }) => {
	const [isWhole, setWhole] = useState(false);
	const rows = useMemo(() => diffRows(change), [change]);
	const shown = isWhole ? rows : rows.slice(0, SHOWN_ROWS);
	const shownPath = relativePath(change.path, panel.peek().thread?.cwd);
	const slash = shownPath.lastIndexOf("/");
	const { type } = change.kind;
	const moved = change.kind.type === "update" ? change.kind.move_path : null;
	const open = () => post({ type: "openDiff", itemId, path: change.path });
	return (
		<div class="file-diff">
			<div class="file-head">
				<Icon name={fileIcons[type]} tone={`diff-${type}`} />
				<span class="visually-hidden">{fileWords[type]}</span>
				<button type="button" class="file-name" onClick={() => post({ type: "openFile", path: moved ?? change.path })}>
					<b>{shownPath.slice(slash + 1)}</b>{" "}
					<span class="dim">{moved ? `→ ${moved}` : shownPath.slice(0, Math.max(0, slash))}</span>
				</button>
				<Counts {...diffCounts(rows)} />
				<IconButton icon="go-to-file" label={`Open diff of ${shownPath}`} onClick={open} />
			</div>
			<div class="diff-scroll" tabIndex={0}>
				<table>
					<tbody>
						{shown.map((row, index) => (
							<Row key={index} row={row} counterpart={counterpartOf(rows, index)} />
						))}
					</tbody>
				</table>
			</div>
			{rows.length > shown.length && (
				<button type="button" class="link" onClick={() => setWhole(true)}>
					{`${rows.length - shown.length} more lines`}
				</button>
			)}
		</div>
	);
});

/** The line that a single changed line replaces, or is replaced by. */
function counterpartOf(rows: readonly DiffRow[], at: number): string | null {
	const row = rows[at];
	if (row?.kind === "removed" && rows[at + 1]?.kind === "added" && rows[at - 1]?.kind !== "removed")
		return rows[at + 1]?.text ?? null;
	if (row?.kind === "added" && rows[at - 1]?.kind === "removed" && rows[at - 2]?.kind !== "removed")
		return rows[at - 1]?.text ?? null;
	return null;
}

const signs = { added: "+", removed: "−", context: " ", gap: "⋯" };

function Row({ row, counterpart }: { row: DiffRow; counterpart: string | null }) {
	return (
		<tr class={`row-${row.kind}`}>
			<td class="line">{row.newLine ?? row.oldLine ?? ""}</td>
			<td class="sign">{signs[row.kind]}</td>
			<td class="text">{counterpart === null ? row.text : <Words row={row} counterpart={counterpart} />}</td>
		</tr>
	);
}

function Words({ row, counterpart }: { row: DiffRow; counterpart: string }) {
	const isAdded = row.kind === "added";
	const parts = isAdded ? diffWordsWithSpace(counterpart, row.text) : diffWordsWithSpace(row.text, counterpart);
	return (
		<>
			{parts
				.filter((part) => (isAdded ? !part.removed : !part.added))
				.map((part, index) =>
					part.added || part.removed ? <mark key={index}>{part.value}</mark> : <span key={index}>{part.value}</span>,
				)}
		</>
	);
}
