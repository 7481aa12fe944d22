import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { SortDirection, Thread, ThreadSourceKind } from "./thread.ts";

export const ThreadSearchOccurrence = schema("ThreadSearchOccurrence", () =>
	z.object({
		itemId: z.string(),
		snippet: z.string(),
		snippetMatchRange: ThreadSearchTextRange(),
		turnCursor: z.string(),
		turnId: z.string(),
	}),
);
export type ThreadSearchOccurrence = z.output<ReturnType<typeof ThreadSearchOccurrence>>;

export const ThreadSearchOccurrencesParams = schema("ThreadSearchOccurrencesParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		searchTerm: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadSearchOccurrencesParams = z.output<ReturnType<typeof ThreadSearchOccurrencesParams>>;

export const ThreadSearchOccurrencesResponse = schema("ThreadSearchOccurrencesResponse", () =>
	z.object({
		data: z.array(ThreadSearchOccurrence()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadSearchOccurrencesResponse = z.output<ReturnType<typeof ThreadSearchOccurrencesResponse>>;

export const ThreadSearchParams = schema("ThreadSearchParams", () =>
	z.object({
		archived: orNull(z.boolean()),
		currentAccountOnly: z.boolean().optional(),
		cursor: orNull(z.string()),
		includeAttachedThreads: z.boolean().optional(),
		limit: orNull(z.int().min(0)),
		searchTerm: z.string(),
		sortDirection: orNull(SortDirection()),
		sortKey: orNull(ThreadSearchSortKey()),
		sourceKinds: orNull(z.array(ThreadSourceKind())),
	}),
);
export type ThreadSearchParams = z.output<ReturnType<typeof ThreadSearchParams>>;

export const ThreadSearchResponse = schema("ThreadSearchResponse", () =>
	z.object({
		backwardsCursor: orNull(z.string()),
		data: z.array(ThreadSearchResult()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadSearchResponse = z.output<ReturnType<typeof ThreadSearchResponse>>;

export const ThreadSearchResult = schema("ThreadSearchResult", () =>
	z.object({
		snippet: z.string(),
		thread: Thread(),
	}),
);
export type ThreadSearchResult = z.output<ReturnType<typeof ThreadSearchResult>>;

export const ThreadSearchSortKey = schema("ThreadSearchSortKey", () =>
	z.enum(["created_at", "updated_at", "recency_at"]),
);
export type ThreadSearchSortKey = z.output<ReturnType<typeof ThreadSearchSortKey>>;

export const ThreadSearchTextRange = schema("ThreadSearchTextRange", () =>
	z.object({
		end: z.int().min(0),
		start: z.int().min(0),
	}),
);
export type ThreadSearchTextRange = z.output<ReturnType<typeof ThreadSearchTextRange>>;
