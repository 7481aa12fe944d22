import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const FuzzyFileSearchMatchType = schema("FuzzyFileSearchMatchType", () => z.enum(["file", "directory"]));
export type FuzzyFileSearchMatchType = z.output<ReturnType<typeof FuzzyFileSearchMatchType>>;

export const FuzzyFileSearchParams = schema("FuzzyFileSearchParams", () =>
	z.object({
		cancellationToken: orNull(z.string()),
		query: z.string(),
		roots: z.array(z.string()),
	}),
);
export type FuzzyFileSearchParams = z.output<ReturnType<typeof FuzzyFileSearchParams>>;

export const FuzzyFileSearchResponse = schema("FuzzyFileSearchResponse", () =>
	z.object({
		files: z.array(FuzzyFileSearchResult()),
	}),
);
export type FuzzyFileSearchResponse = z.output<ReturnType<typeof FuzzyFileSearchResponse>>;

export const FuzzyFileSearchResult = schema("FuzzyFileSearchResult", () =>
	z.object({
		file_name: z.string(),
		indices: orNull(z.array(z.int().min(0))),
		match_type: FuzzyFileSearchMatchType(),
		path: z.string(),
		root: z.string(),
		score: z.int().min(0),
	}),
);
export type FuzzyFileSearchResult = z.output<ReturnType<typeof FuzzyFileSearchResult>>;

export const FuzzyFileSearchSessionCompletedNotification = schema("FuzzyFileSearchSessionCompletedNotification", () =>
	z.object({
		sessionId: z.string(),
	}),
);
export type FuzzyFileSearchSessionCompletedNotification = z.output<
	ReturnType<typeof FuzzyFileSearchSessionCompletedNotification>
>;

export const FuzzyFileSearchSessionStartParams = schema("FuzzyFileSearchSessionStartParams", () =>
	z.object({
		roots: z.array(z.string()),
		sessionId: z.string(),
	}),
);
export type FuzzyFileSearchSessionStartParams = z.output<ReturnType<typeof FuzzyFileSearchSessionStartParams>>;

export const FuzzyFileSearchSessionStartResponse = schema("FuzzyFileSearchSessionStartResponse", () => z.object({}));
export type FuzzyFileSearchSessionStartResponse = z.output<ReturnType<typeof FuzzyFileSearchSessionStartResponse>>;

export const FuzzyFileSearchSessionStopParams = schema("FuzzyFileSearchSessionStopParams", () =>
	z.object({
		sessionId: z.string(),
	}),
);
export type FuzzyFileSearchSessionStopParams = z.output<ReturnType<typeof FuzzyFileSearchSessionStopParams>>;

export const FuzzyFileSearchSessionStopResponse = schema("FuzzyFileSearchSessionStopResponse", () => z.object({}));
export type FuzzyFileSearchSessionStopResponse = z.output<ReturnType<typeof FuzzyFileSearchSessionStopResponse>>;

export const FuzzyFileSearchSessionUpdateParams = schema("FuzzyFileSearchSessionUpdateParams", () =>
	z.object({
		query: z.string(),
		sessionId: z.string(),
	}),
);
export type FuzzyFileSearchSessionUpdateParams = z.output<ReturnType<typeof FuzzyFileSearchSessionUpdateParams>>;

export const FuzzyFileSearchSessionUpdateResponse = schema("FuzzyFileSearchSessionUpdateResponse", () => z.object({}));
export type FuzzyFileSearchSessionUpdateResponse = z.output<ReturnType<typeof FuzzyFileSearchSessionUpdateResponse>>;

export const FuzzyFileSearchSessionUpdatedNotification = schema("FuzzyFileSearchSessionUpdatedNotification", () =>
	z.object({
		files: z.array(FuzzyFileSearchResult()),
		query: z.string(),
		sessionId: z.string(),
	}),
);
export type FuzzyFileSearchSessionUpdatedNotification = z.output<
	ReturnType<typeof FuzzyFileSearchSessionUpdatedNotification>
>;
