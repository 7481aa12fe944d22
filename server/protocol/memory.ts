import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const MemoryResetResponse = schema("MemoryResetResponse", () => z.object({}));
export type MemoryResetResponse = z.output<ReturnType<typeof MemoryResetResponse>>;

export const MemoryStatusParams = schema("MemoryStatusParams", () =>
	z.object({
		minConsolidatedThreads: orNull(z.int().min(0)),
	}),
);
export type MemoryStatusParams = z.output<ReturnType<typeof MemoryStatusParams>>;

export const MemoryStatusResponse = schema("MemoryStatusResponse", () =>
	z.object({
		v2ConsolidatedThreads: z.int().min(0),
		v2Ready: z.boolean(),
	}),
);
export type MemoryStatusResponse = z.output<ReturnType<typeof MemoryStatusResponse>>;

export const ThreadMemoryMode = schema("ThreadMemoryMode", () => z.enum(["enabled", "disabled"]));
export type ThreadMemoryMode = z.output<ReturnType<typeof ThreadMemoryMode>>;

export const ThreadMemoryModeSetParams = schema("ThreadMemoryModeSetParams", () =>
	z.object({
		mode: ThreadMemoryMode(),
		threadId: z.string(),
	}),
);
export type ThreadMemoryModeSetParams = z.output<ReturnType<typeof ThreadMemoryModeSetParams>>;

export const ThreadMemoryModeSetResponse = schema("ThreadMemoryModeSetResponse", () => z.object({}));
export type ThreadMemoryModeSetResponse = z.output<ReturnType<typeof ThreadMemoryModeSetResponse>>;

export const ThreadMemoryReadParams = schema("ThreadMemoryReadParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadMemoryReadParams = z.output<ReturnType<typeof ThreadMemoryReadParams>>;

export const ThreadMemoryReadResponse = schema("ThreadMemoryReadResponse", () =>
	z.object({
		summary: orNull(z.string()),
	}),
);
export type ThreadMemoryReadResponse = z.output<ReturnType<typeof ThreadMemoryReadResponse>>;
