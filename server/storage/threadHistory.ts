import type { ThreadItem } from "#protocol/item.ts";
import type { ThreadTokenUsage } from "#protocol/thread.ts";
import type { Turn, TurnItemsView } from "#protocol/turn.ts";
import type { ModelHistory } from "../model/modelHistory.ts";
import { acceptedItem, itemOfLine, newTurn, rebuild } from "./rebuild.ts";
import type { RolloutFile } from "./rolloutFile.ts";
import type { SessionMeta, TurnContext } from "./rolloutLine.ts";
import { readMeta } from "./threadFiles.ts";
import type { ItemRow, RowQuery, TurnIndex, TurnRow } from "./turnIndex.ts";

/** What a thread goes on from. */
export interface StoredState {
	meta: SessionMeta | null;
	/** Settings of the last turn. */
	context: TurnContext | null;
	/** Reads what the model knows, at its first call: nothing else needs to wait for it. */
	history: () => ModelHistory;
	usage: { turnId: string; usage: ThreadTokenUsage } | null;
}

/** A row of a page and where it stands, which is what cursors are made of. */
export interface Placed<T> {
	position: number;
	value: T;
}

export interface PlacedTurn extends Placed<Turn> {
	/** Null as long as the turn has not ended. */
	endPosition: number | null;
}

export interface StoredItem {
	turnId: string;
	item: ThreadItem;
	startedAtMs: number | null;
	completedAtMs: number | null;
}

const ALL = Number.MAX_SAFE_INTEGER;
/** Kinds of lines that the model's history is not made of. What was rolled back is left out by its place. */
const NO_PART_OF_HISTORY: ReadonlySet<string> = new Set([
	"session_meta",
	"turn_context",
	"token_count",
	"thread_rolled_back",
	"item_completed",
]);
/** How a line says that the model is told by it what was accepted. */
const TELLS_ACCEPTED = '"accepted":"';

/** Reads histories page by page: of a file of any size, only the lines asked for are parsed. */
export class ThreadHistory {
	readonly #index: TurnIndex;

	constructor(index: TurnIndex) {
		this.#index = index;
	}

	/** What a thread goes on from: the model's history since the last compaction and what was last set. */
	async load(log: RolloutFile): Promise<StoredState> {
		await this.#index.takeIn(log);
		const end = log.endPosition;
		let history: ModelHistory | null = null;
		const context = this.#newest(log, "turn_context");
		const usage = this.#newest(log, "token_count");
		return {
			meta: readMeta(log.path),
			context: context?.type === "turn_context" ? context.payload : null,
			history: () => {
				history ??= this.#modelHistory(log, end);
				return history;
			},
			usage:
				usage?.type === "event_msg" && usage.payload.type === "token_count"
					? { turnId: usage.payload.turn_id, usage: usage.payload.usage }
					: null,
		};
	}

	/** What the model knows by the line that begins at `end`. */
	#modelHistory(log: RolloutFile, end: number): ModelHistory {
		const compacted = this.#index.newest(log, "compacted") ?? 0;
		const around = { from: { position: compacted, inclusive: true }, descending: true, limit: 1 };
		const start = this.#index.turns(log, around)[0]?.position ?? 0;
		const hidden = this.#index.hidden(log.segments);
		const lines = log.lines(start, (kind, raw, position) => {
			if (position >= end) return false;
			if (hidden.some(({ from, to }) => position >= from && position < to)) return false;
			// What was told before a compaction is told.
			if (kind === "response_item") return position > compacted || raw.includes(TELLS_ACCEPTED);
			if (kind === "compacted") return position === compacted;
			return !NO_PART_OF_HISTORY.has(kind ?? "");
		});
		return rebuild(lines, null, (position) => itemOfLine(log.lineAt(position))).history;
	}

	#newest(log: RolloutFile, kind: "turn_context" | "token_count") {
		const position = this.#index.newest(log, kind);
		return position === null ? null : log.lineAt(position);
	}

	/** `liveTurnId`: the turn that runs in this process; any other unfinished one was cut off. */
	async turns(
		log: RolloutFile,
		query: RowQuery,
		view: TurnItemsView,
		liveTurnId: string | null,
	): Promise<PlacedTurn[]> {
		await this.#index.takeIn(log);
		return this.#index.turns(log, query).map((row) => {
			const turn = toTurn(row, liveTurnId);
			turn.itemsView = view;
			turn.items = this.#itemsOf(log, row.turnId, view).map(({ item }) => item);
			return { position: row.position, endPosition: row.endPosition, value: turn };
		});
	}

	/** Null for a turn that is not part of the history. */
	async turn(log: RolloutFile, turnId: string, liveTurnId: string | null): Promise<Placed<Turn> | null> {
		const query = { from: null, descending: true, limit: 1, turnId };
		return (await this.turns(log, query, "notLoaded", liveTurnId))[0] ?? null;
	}

	#itemsOf(log: RolloutFile, turnId: string, view: TurnItemsView): StoredItem[] {
		if (view === "notLoaded") return [];
		const rows = this.#index.items(log, { from: null, descending: false, limit: ALL, turnId });
		const answer = rows.findLast(({ kind }) => kind === "agentMessage");
		const shown =
			view === "full"
				? rows
				: rows.filter((row) => row.kind === "userMessage" || row.kind === "accepted" || row === answer);
		return shown.flatMap((row) => this.#item(log, row) ?? []);
	}

	/** Items of a thread, or of one of its turns. */
	async items(log: RolloutFile, query: RowQuery): Promise<Placed<StoredItem>[]> {
		await this.#index.takeIn(log);
		return this.#index.items(log, query).flatMap((row) => {
			const value = this.#item(log, row);
			return value ? [{ position: row.position, value }] : [];
		});
	}

	/** Where an item of a turn stands; null when it is not part of the history. */
	async itemPosition(log: RolloutFile, turnId: string, itemId: string): Promise<number | null> {
		await this.#index.takeIn(log);
		const rows = this.#index.items(log, { from: null, descending: true, limit: ALL, turnId });
		return rows.find((row) => row.itemId === itemId)?.position ?? null;
	}

	/** Those of the items that the turn has, in its order. */
	async readItems(log: RolloutFile, turnId: string, itemIds: readonly string[]): Promise<StoredItem[]> {
		await this.#index.takeIn(log);
		const rows = this.#index.items(log, { from: null, descending: false, limit: ALL, turnId });
		return rows.filter(({ itemId }) => itemIds.includes(itemId)).flatMap((row) => this.#item(log, row) ?? []);
	}

	#item(log: RolloutFile, { position }: ItemRow): StoredItem | null {
		const line = log.lineAt(position);
		if (line?.type !== "event_msg") return null;
		const at = Date.parse(line.timestamp);
		const event = line.payload;
		if (event.type === "input_accepted") {
			return { turnId: event.turn_id, item: acceptedItem(event), startedAtMs: at, completedAtMs: at };
		}
		if (event.type !== "item_completed") return null;
		return {
			turnId: event.turn_id,
			item: event.item,
			startedAtMs: event.item.startedAtMs ?? null,
			completedAtMs: event.item.completedAtMs ?? at,
		};
	}
}

function toTurn({ turnId, startedAt, outcome }: TurnRow, liveTurnId: string | null): Turn {
	const turn = newTurn(turnId, startedAt);
	if (!outcome) return { ...turn, status: turnId === liveTurnId ? "inProgress" : "interrupted" };
	return {
		...turn,
		status: outcome.status,
		error: outcome.error,
		completedAt: outcome.completed_at,
		durationMs: outcome.duration_ms,
	};
}
