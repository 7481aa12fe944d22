import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { ThreadItemEntry } from "#protocol/threadHistory.ts";
import type { Turn, TurnItemsView } from "#protocol/turn.ts";
import type { RolloutFile } from "../storage/rolloutFile.ts";
import type { Placed, StoredItem } from "../storage/threadHistory.ts";
import { badArgument, cannotList, checkId, invalidCursor, notLoaded } from "../threads/threadErrors.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import type { Services } from "./services.ts";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** What a cursor goes through. */
type Scope = "turns" | "itemsByCreatedAtOrdinal";
type Direction = "asc" | "desc" | null;

interface Page<T> {
	data: Placed<T>[];
	nextCursor: string | null;
	backwardsCursor: string | null;
}

interface PageQuery {
	threadId: string;
	scope: Scope;
	cursor: string | null;
	limit: number | null;
	descending: boolean;
}

/** The stored history of a thread, loaded or not. */
interface StoredThread {
	log: RolloutFile;
	liveTurnId: string | null;
}

/** Answers `thread/turns/list`. */
export async function listTurns(
	{ threads }: Services,
	params: RequestParams<"thread/turns/list">,
): Promise<RequestResult<"thread/turns/list">> {
	const { threadId } = params;
	checkId(threadId);
	const loaded = threads.loaded(threadId);
	if (loaded?.isEphemeral) throw invalidRequest("ephemeral threads do not support thread/turns/list");
	if (loaded && !loaded.isMaterialized) {
		throw invalidRequest(
			`thread ${threadId} is not materialized yet; thread/turns/list is unavailable before first user message`,
		);
	}
	const stored = await storedThread(threads, threadId);
	if (!stored) throw notLoaded(threadId);
	return turnsPage(threads, threadId, stored, params);
}

/** A page of turns as `thread/turns/list` and `thread/resume` give it. */
export async function turnsPage(
	threads: ThreadManager,
	threadId: string,
	{ log, liveTurnId }: StoredThread,
	params: { cursor?: string | null; limit: number | null; sortDirection: Direction; itemsView: TurnItemsView | null },
): Promise<{ data: Turn[]; nextCursor: string | null; backwardsCursor: string | null }> {
	const history = await threads.store.history();
	const { limit, cursor = null } = params;
	const descending = params.sortDirection !== "asc";
	const query: PageQuery = { threadId, scope: "turns", cursor, limit, descending };
	const page = await readPage(query, (rows) => history.turns(log, rows, params.itemsView ?? "summary", liveTurnId));
	return { ...page, data: page.data.map(({ value }) => value) };
}

/** Where paging backwards from a history's end begins; null for an empty one. */
export async function endCursors(threads: ThreadManager, threadId: string, { log, liveTurnId }: StoredThread) {
	const history = await threads.store.history();
	const last = { from: null, descending: true, limit: 1 };
	const [turn] = await history.turns(log, last, "notLoaded", liveTurnId);
	const [item] = await history.items(log, last);
	return {
		turnsBackwardsCursor: turn ? encodeCursor(threadId, turn.position, true, "turns") : null,
		itemsBackwardsCursor: item ? encodeCursor(threadId, item.position, true, "itemsByCreatedAtOrdinal") : null,
	};
}

/** Answers `thread/items/list`. */
export async function listItems(
	{ threads }: Services,
	params: RequestParams<"thread/items/list">,
): Promise<RequestResult<"thread/items/list">> {
	const { threadId, turnId, limit } = params;
	const { log } = await pagedThread(threads, threadId, "thread/items/list");
	const history = await threads.store.history();
	let { cursor } = params;
	if (cursor !== null && typeof cursor === "object") {
		if (turnId === null) throw badArgument("turnId is required when cursor is an item anchor");
		const position = await history.itemPosition(log, turnId, cursor.itemId);
		if (position === null) {
			throw badArgument("cursor.itemId does not identify an item in the requested history scope");
		}
		cursor = encodeCursor(threadId, position, true, "itemsByCreatedAtOrdinal");
	}
	const descending = params.sortDirection === "desc";
	const query: PageQuery = { threadId, scope: "itemsByCreatedAtOrdinal", cursor, limit, descending };
	const page = await readPage(query, (rows) => history.items(log, turnId === null ? rows : { ...rows, turnId }));
	return { ...page, data: page.data.map(({ value }) => withoutOutput(toEntry(value), params.deferOutput)) };
}

/** Leaves out the outputs that a client wants to read one by one. */
function withoutOutput(
	entry: ThreadItemEntry,
	defer: RequestParams<"thread/items/list">["deferOutput"],
): ThreadItemEntry {
	const { item } = entry;
	if (defer?.commandExecution && item.type === "commandExecution" && item.aggregatedOutput !== null) {
		return { ...entry, item: { ...item, aggregatedOutput: null }, outputDeferred: true };
	}
	return entry;
}

/** Answers `thread/items/read`: those of the items that the turn has. */
export async function readItems(
	{ threads }: Services,
	{ threadId, turnId, itemIds }: RequestParams<"thread/items/read">,
): Promise<RequestResult<"thread/items/read">> {
	if (itemIds.length === 0 || itemIds.length > MAX_LIMIT) {
		throw invalidRequest(`itemIds must contain 1 to ${MAX_LIMIT} IDs`);
	}
	const { log } = await pagedThread(threads, threadId, "thread/items/read");
	const items = await (await threads.store.history()).readItems(log, turnId, itemIds);
	return { data: items.map(toEntry) };
}

/** The stored history of a thread whose items can be paged. */
export async function pagedThread(threads: ThreadManager, threadId: string, method: string): Promise<StoredThread> {
	checkId(threadId);
	const stored = await storedThread(threads, threadId);
	if (!stored || stored.historyMode === "legacy") throw cannotList(method);
	return stored;
}

/** Null for a thread that has no file. */
export async function storedThread(threads: ThreadManager, threadId: string) {
	const loaded = threads.loaded(threadId);
	if (loaded && !loaded.isMaterialized) return null;
	const record = loaded?.record ?? (await threads.store.get(threadId));
	if (!record?.path) return null;
	const liveTurnId = loaded?.runningTurn?.turnId ?? null;
	return { log: threads.logOf(record), liveTurnId, historyMode: record.historyMode };
}

function toEntry({ turnId, item, startedAtMs, completedAtMs }: StoredItem): ThreadItemEntry {
	return { turnId, item, startedAtMs, completedAtMs };
}

/** Answers `thread/searchOccurrences`: where a term stands in the messages of one thread. */
export async function searchOccurrences(
	{ threads }: Services,
	{ threadId, searchTerm, cursor, limit }: RequestParams<"thread/searchOccurrences">,
): Promise<RequestResult<"thread/searchOccurrences">> {
	if (searchTerm.trim() === "") throw invalidRequest("thread/searchOccurrences requires a non-empty searchTerm");
	const { log } = await pagedThread(threads, threadId, "thread/searchOccurrences");
	const size = pageSize(limit);
	const from = cursor === null ? { position: 0, index: 0 } : decodeOccurrence(cursor, threadId, searchTerm);
	const found = (await threads.store.search()).occurrences(log, searchTerm, from, size + 1);
	const next = found[size];
	return {
		data: found.slice(0, size).map(({ turnId, itemId, snippet, snippetMatchRange, turnPosition }) => ({
			turnId,
			itemId,
			snippet,
			snippetMatchRange,
			turnCursor: encodeCursor(threadId, turnPosition, true, "turns"),
		})),
		nextCursor: next ? encodeOccurrence(threadId, searchTerm, next) : null,
	};
}

interface OccurrencePlace {
	position: number;
	index: number;
}

function encodeOccurrence(threadId: string, searchTerm: string, { position, index }: OccurrencePlace): string {
	return JSON.stringify({ threadId, searchTerm, nextRolloutOrdinal: position, nextOccurrenceIndex: index });
}

function decodeOccurrence(cursor: string, threadId: string, searchTerm: string): OccurrencePlace {
	try {
		const { nextRolloutOrdinal, nextOccurrenceIndex } = Object(JSON.parse(cursor));
		const place = { position: Number(nextRolloutOrdinal), index: Number(nextOccurrenceIndex) };
		if (cursor === encodeOccurrence(threadId, searchTerm, place)) return place;
	} catch {
		// No JSON: no cursor either.
	}
	throw invalidCursor(cursor);
}

/** How many rows a page has. */
export const pageSize = (limit: number | null) => Math.min(Math.max(limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);

async function readPage<T>(
	{ threadId, scope, cursor, limit, descending }: PageQuery,
	read: (query: {
		from: { position: number; inclusive: boolean } | null;
		descending: boolean;
		limit: number;
	}) => Promise<Placed<T>[]>,
): Promise<Page<T>> {
	const size = pageSize(limit);
	const from = cursor === null ? null : decodeCursor(cursor, threadId, scope);
	// One more tells whether there is a next page.
	const found = await read({ from, descending, limit: size + 1 });
	const data = found.slice(0, size);
	const [first, last] = [data[0], data.at(-1)];
	return {
		data,
		nextCursor: last && found.length > size ? encodeCursor(threadId, last.position, false, scope) : null,
		// Used with the opposite direction it gives what came before, this row included.
		backwardsCursor: first ? encodeCursor(threadId, first.position, true, scope) : null,
	};
}

function encodeCursor(threadId: string, position: number, includeAnchor: boolean, kind: Scope): string {
	return JSON.stringify({ requestedThreadId: threadId, rolloutOrdinal: position, includeAnchor, scope: { kind } });
}

/** @throws WireError for anything but a cursor of this thread and scope */
function decodeCursor(cursor: string, threadId: string, kind: Scope) {
	const { position, includeAnchor } = parseCursor(cursor);
	if (cursor !== encodeCursor(threadId, position, includeAnchor, kind)) throw invalidCursor(cursor);
	return { position, inclusive: includeAnchor };
}

function parseCursor(cursor: string): { position: number; includeAnchor: boolean } {
	try {
		const { rolloutOrdinal, includeAnchor } = Object(JSON.parse(cursor));
		return { position: Number(rolloutOrdinal), includeAnchor: includeAnchor === true };
	} catch {
		throw invalidCursor(cursor);
	}
}
