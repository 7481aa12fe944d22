import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const ThreadBackgroundTerminal = schema("ThreadBackgroundTerminal", () =>
	z.object({
		command: z.string(),
		cpuPercent: orNull(z.number()),
		cwd: LegacyAppPathString(),
		itemId: z.string(),
		osPid: orNull(z.int().min(0)),
		processId: z.string(),
		rssKb: orNull(z.int().min(0)),
	}),
);
export type ThreadBackgroundTerminal = z.output<ReturnType<typeof ThreadBackgroundTerminal>>;

export const ThreadBackgroundTerminalsCleanParams = schema("ThreadBackgroundTerminalsCleanParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadBackgroundTerminalsCleanParams = z.output<ReturnType<typeof ThreadBackgroundTerminalsCleanParams>>;

export const ThreadBackgroundTerminalsCleanResponse = schema("ThreadBackgroundTerminalsCleanResponse", () =>
	z.object({}),
);
export type ThreadBackgroundTerminalsCleanResponse = z.output<
	ReturnType<typeof ThreadBackgroundTerminalsCleanResponse>
>;

export const ThreadBackgroundTerminalsListParams = schema("ThreadBackgroundTerminalsListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		threadId: z.string(),
	}),
);
export type ThreadBackgroundTerminalsListParams = z.output<ReturnType<typeof ThreadBackgroundTerminalsListParams>>;

export const ThreadBackgroundTerminalsListResponse = schema("ThreadBackgroundTerminalsListResponse", () =>
	z.object({
		data: z.array(ThreadBackgroundTerminal()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadBackgroundTerminalsListResponse = z.output<ReturnType<typeof ThreadBackgroundTerminalsListResponse>>;

export const ThreadBackgroundTerminalsTerminateParams = schema("ThreadBackgroundTerminalsTerminateParams", () =>
	z.object({
		processId: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadBackgroundTerminalsTerminateParams = z.output<
	ReturnType<typeof ThreadBackgroundTerminalsTerminateParams>
>;

export const ThreadBackgroundTerminalsTerminateResponse = schema("ThreadBackgroundTerminalsTerminateResponse", () =>
	z.object({
		terminated: z.boolean(),
	}),
);
export type ThreadBackgroundTerminalsTerminateResponse = z.output<
	ReturnType<typeof ThreadBackgroundTerminalsTerminateResponse>
>;
