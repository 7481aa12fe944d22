import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { ThreadTimelineEntry } from "#protocol/threadHistory.ts";
import type { PlacedTurn } from "../storage/threadHistory.ts";
import type { Services } from "./services.ts";
import { pagedThread, pageSize } from "./threadHistory.ts";

/** At one position the kinds come in this order, which is also how cursors name them. */
const KINDS = ["turnStarted", "item", "realtime", "turnCompleted"];

interface Place {
	position: number;
	/** Index into `KINDS`. */
	kind: number;
	/** Of the item or turn. */
	id: string;
}

/** Answers `thread/timeline/list`: the last entries before the cursor, the oldest first. */
export async function listTimeline(
	{ threads }: Services,
	{ threadId, cursor, limit }: RequestParams<"thread/timeline/list">,
): Promise<RequestResult<"thread/timeline/list">> {
	const { log, liveTurnId } = await pagedThread(threads, threadId, "thread/timeline/list");
	const before = cursor === null ? null : decodeCursor(cursor, threadId);
	const size = pageSize(limit);
	const history = await threads.store.history();
	// One more tells whether there is a next page. Only the newest of these turns can end behind what is asked for.
	const from = before && { position: before.position, inclusive: true };
	const rows = { from, descending: true, limit: size + 2 };
	const turns = await history.turns(log, rows, "notLoaded", liveTurnId);
	const items = await history.items(log, rows);
	const entries = [
		...turns.flatMap(boundaries),
		...items.map(({ position, value: { turnId, item } }) => ({ type: "item" as const, position, turnId, item })),
	]
		.filter((entry) => before === null || comesBefore(placeOf(entry), before))
		.sort((a, b) => (comesBefore(placeOf(a), placeOf(b)) ? -1 : 1));
	const data = entries.slice(-size);
	const first = data[0];
	return {
		data,
		nextCursor: first && entries.length > size ? encodeCursor(placeOf(first), threadId) : null,
		activeRealtimeSessionAtPageStart: null,
	};
}

/**
 * Where a turn begins and ends. The reference's schema and the reference spell some members in two ways: clients of either find
 * what they look for.
 */
function boundaries({ position, endPosition, value: turn }: PlacedTurn): ThreadTimelineEntry[] {
	const { id, status, error, startedAt, completedAt, durationMs } = turn;
	const start = { position, turnId: id, turn_id: id, startedAt, started_at: startedAt };
	const started = { type: "turnStarted" as const, ...start };
	if (endPosition === null) return [started];
	const ended = { completedAt, completed_at: completedAt, durationMs, duration_ms: durationMs };
	return [started, { type: "turnCompleted", ...start, position: endPosition, status, error, ...ended }];
}

function placeOf(entry: ThreadTimelineEntry): Place {
	const id = entry.type === "item" || entry.type === "realtime" ? entry.item.id : entry.turn_id;
	return { position: entry.position, kind: KINDS.indexOf(entry.type), id };
}

function comesBefore(a: Place, b: Place): boolean {
	return a.position < b.position || (a.position === b.position && a.kind < b.kind);
}

function encodeCursor({ position, kind, id }: Place, threadId: string): string {
	return JSON.stringify({ threadId, position, kind, id });
}

function decodeCursor(cursor: string, threadId: string): Place {
	try {
		const { position, kind, id } = Object(JSON.parse(cursor));
		const place = { position: Number(position), kind: Number(kind), id: String(id) };
		if (cursor === encodeCursor(place, threadId)) return place;
	} catch {
		// No JSON: no cursor either.
	}
	throw invalidRequest("invalid thread timeline cursor");
}
