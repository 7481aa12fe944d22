import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { ThreadQuery } from "../storage/threadIndex.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { toThread } from "../threads/threadView.ts";
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
	if ((params.originators?.length ?? 0) > 0) throw invalidRequest("originators cannot be filtered by here");
	if ((params.excludedThreadIds?.length ?? 0) > MAX_EXCLUDED) {
		throw invalidRequest(`excludedThreadIds takes at most ${MAX_EXCLUDED} ids`);
	}
	const limit = Math.min(params.limit || DEFAULT_LIMIT, MAX_LIMIT);
	const query: ThreadQuery = {
		archived: params.archived ?? false,
		sortBy: params.sortKey === null || params.sortKey === "created_at" ? "created_at" : "updated_at",
		descending: (params.sortDirection ?? "desc") === "desc",
		// One more tells whether there is a next page.
		limit: limit + 1,
		from: params.cursor === null ? null : decodeCursor(params.cursor),
		modelProviders: params.modelProviders ?? [],
		sources: params.sourceKinds === null || params.sourceKinds.length === 0 ? INTERACTIVE : params.sourceKinds,
		cwds: typeof params.cwd === "string" ? [params.cwd] : (params.cwd ?? []),
		searchTerm: params.searchTerm,
		excludedIds: params.excludedThreadIds ?? [],
	};
	const found = (await threads.index()).list(query);
	const page = found.slice(0, limit);
	const [first, last] = [page[0], page.at(-1)];
	return {
		data: page.map((record) => threads.loaded(record.id)?.view() ?? toThread(record, { type: "notLoaded" }, [])),
		nextCursor: last && found.length > limit ? encodeCursor(last, query, false) : null,
		// Used with the opposite direction it gives what is newer, this row included.
		backwardsCursor: first ? encodeCursor(first, query, true) : null,
	};
}

function encodeCursor(record: ThreadRecord, query: ThreadQuery, inclusive: boolean): string {
	const value = query.sortBy === "created_at" ? record.createdAt : record.updatedAt;
	return `${value}|${record.id}|${inclusive ? "from" : "after"}`;
}

function decodeCursor(cursor: string): NonNullable<ThreadQuery["from"]> {
	const match = /^(\d+)\|([0-9a-f-]{36})\|(from|after)$/.exec(cursor);
	if (!match) throw invalidRequest(`invalid cursor: ${cursor.slice(0, 80)}`);
	return { value: Number(match[1]), id: match[2] ?? "", inclusive: match[3] === "from" };
}
