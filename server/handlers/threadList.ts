import path from "node:path";
import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { Thread } from "#protocol/thread.ts";
import { sortValue, type ThreadQuery } from "../storage/threadIndex.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { badArgument, invalidCursor } from "../threads/threadErrors.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import { toThread } from "../threads/threadView.ts";
import { uuidProblem } from "../threads/uuid.ts";
import type { Services } from "./services.ts";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;
const MAX_EXCLUDED = 100;

/** What a list shows when nothing else is asked for. */
const INTERACTIVE = ["cli", "vscode"];

/** Answers `thread/list`, newest first unless asked otherwise. */
export async function listThreads(
	{ threads }: Services,
	params: RequestParams<"thread/list">,
): Promise<RequestResult<"thread/list">> {
	const { sortKey, sectionId, projectId, parentThreadId, ancestorThreadId } = params;
	if ((params.originators?.length ?? 0) > 0) {
		throw badArgument("originator filtering is not supported by the local app-server");
	}
	if (sortKey === "section_position" && sectionId === null) {
		throw invalidRequest("section-position sorting requires a section filter");
	}
	if (parentThreadId !== null && ancestorThreadId !== null) {
		throw invalidRequest("parentThreadId and ancestorThreadId are mutually exclusive");
	}
	if (params.includeAttachedThreads && !params.searchTerm) {
		throw invalidRequest("includeAttachedThreads requires a non-empty searchTerm");
	}
	checkIds(params.excludedThreadIds ?? []);
	for (const [kind, id] of Object.entries({ parent: parentThreadId, ancestor: ancestorThreadId })) {
		const problem = id === null ? null : uuidProblem(id);
		if (problem !== null) throw invalidRequest(`invalid ${kind} thread id: ${problem}`);
	}
	if (projectId !== null) throw badArgument(`project not found: ${projectId}`);
	const query: ThreadQuery = {
		...sorting(params),
		...(parentThreadId !== null && { startedBy: { id: parentThreadId, withDescendants: false } }),
		...(ancestorThreadId !== null && { startedBy: { id: ancestorThreadId, withDescendants: true } }),
		modelProviders: params.modelProviders ?? [],
		cwds: typeof params.cwd === "string" ? [plain(params.cwd)] : (params.cwd ?? []).map(plain),
		searchTerm: params.searchTerm || null,
		excludedIds: params.excludedThreadIds ?? [],
	};
	// Nothing is in a section or belongs to another thread yet, and no thread works in none of no folders.
	const isNothing = sectionId !== null || params.attachedToThreadId !== null || isEmpty(params.cwd);
	const found = isNothing ? [] : await threads.store.list(query);
	const { data, ...cursors } = page(found, query, (record) => record);
	return { data: data.map((record) => listed(threads, record)), readStates: {}, ...cursors };
}

/** Answers `thread/search`: threads in whose messages, commands, paths, diffs or name the term stands. */
export async function searchThreads(
	{ threads }: Services,
	params: RequestParams<"thread/search">,
): Promise<RequestResult<"thread/search">> {
	const term = params.searchTerm.trim();
	if (term === "") throw invalidRequest("thread/search requires a non-empty searchTerm");
	const query: ThreadQuery = { ...sorting(params), modelProviders: [], cwds: [], searchTerm: null, excludedIds: [] };
	const found = (await threads.store.search()).threads(term, query);
	const { data, ...cursors } = page(found, query, ({ record }) => record);
	return { data: data.map(({ record, snippet }) => ({ thread: listed(threads, record), snippet })), ...cursors };
}

type Sorted = Pick<RequestParams<"thread/list">, "archived" | "cursor" | "limit" | "sortDirection" | "sourceKinds"> & {
	sortKey: RequestParams<"thread/list">["sortKey"];
};

function sorting({ archived, cursor, limit, sortKey, sortDirection, sourceKinds }: Sorted) {
	return {
		archived: archived ?? false,
		sortBy: sortKey === "updated_at" || sortKey === "recency_at" ? sortKey : ("created_at" as const),
		descending: (sortDirection ?? "desc") === "desc",
		// One more tells whether there is a next page.
		limit: Math.min(Math.max(limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT) + 1,
		from: cursor === null ? null : decodeCursor(cursor),
		sources: sourceKinds === null || sourceKinds.length === 0 ? INTERACTIVE : sourceKinds,
	};
}

function page<T>(found: readonly T[], query: ThreadQuery, recordOf: (row: T) => ThreadRecord) {
	const data = found.slice(0, query.limit - 1);
	const [first, last] = [data[0], data.at(-1)];
	return {
		data,
		nextCursor: last && found.length === query.limit ? cursorAt(recordOf(last), query) : null,
		backwardsCursor: first ? backwardsFrom(recordOf(first), query) : null,
	};
}

const cursorAt = (record: ThreadRecord, query: ThreadQuery) => `${sortValue(record, query)}|${record.id}`;

/**
 * Where the opposite direction begins: with the thread itself, which may have changed since. As the reference has it, but for the
 * newest creation, which nothing changes: what is newer comes after it.
 */
function backwardsFrom(record: ThreadRecord, query: ThreadQuery): string {
	if (query.sortBy === "created_at" && query.descending) return cursorAt(record, query);
	return String(sortValue(record, query) + (query.descending ? -1 : 1));
}

function checkIds(excluded: readonly string[]): void {
	if (excluded.length > MAX_EXCLUDED) throw badArgument(`excludedThreadIds accepts at most ${MAX_EXCLUDED} entries`);
	for (const id of excluded) {
		const problem = uuidProblem(id);
		if (problem !== null) throw badArgument(`invalid excluded thread id: ${problem}`);
	}
}

const isEmpty = (cwd: RequestParams<"thread/list">["cwd"]) => Array.isArray(cwd) && cwd.length === 0;

/** A folder as threads name it. */
const plain = (cwd: string) => (path.isAbsolute(cwd) ? path.resolve(cwd) : cwd);

/** As lists show it: only who reads or loads a thread learns whether it takes input. */
function listed(threads: ThreadManager, record: ThreadRecord): Thread {
	const loaded = threads.loaded(record.id);
	const thread = loaded ? loaded.view() : toThread(record, null);
	return { ...thread, cwd: record.startCwd, canAcceptDirectInput: null };
}

/** Answers `thread/loaded/list`. */
export function listLoaded(
	{ threads }: Services,
	{ cursor, limit }: RequestParams<"thread/loaded/list">,
): RequestResult<"thread/loaded/list"> {
	if (cursor !== null && uuidProblem(cursor) !== null) throw invalidCursor(cursor);
	const ids = threads.loadedIds.sort().filter((id) => cursor === null || id > cursor);
	const data = ids.slice(0, limit === null ? ids.length : Math.max(limit, 1));
	return { data, nextCursor: data.length < ids.length ? (data.at(-1) ?? null) : null };
}

function decodeCursor(cursor: string): NonNullable<ThreadQuery["from"]> {
	const match = /^(\d+)(?:\|([0-9a-f-]{36}))?$/.exec(cursor);
	if (!match) throw invalidCursor(cursor);
	return { value: Number(match[1]), id: match[2] ?? null };
}
