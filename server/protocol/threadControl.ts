import * as z from "zod";
import { longInt } from "./common.ts";
import { experimental } from "./experimental.ts";
import { orNull, schema } from "./schema.ts";
import { Thread } from "./thread.ts";

export const ThreadCompactStartParams = schema("ThreadCompactStartParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadCompactStartParams = z.output<ReturnType<typeof ThreadCompactStartParams>>;

export const ThreadCompactStartResponse = schema("ThreadCompactStartResponse", () => z.object({}));
export type ThreadCompactStartResponse = z.output<ReturnType<typeof ThreadCompactStartResponse>>;

export const ThreadDecrementElicitationParams = schema("ThreadDecrementElicitationParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadDecrementElicitationParams = z.output<ReturnType<typeof ThreadDecrementElicitationParams>>;

export const ThreadDecrementElicitationResponse = schema("ThreadDecrementElicitationResponse", () =>
	z.object({
		count: z.int(),
		paused: z.boolean(),
	}),
);
export type ThreadDecrementElicitationResponse = z.output<ReturnType<typeof ThreadDecrementElicitationResponse>>;

export const ThreadDeleteParams = schema("ThreadDeleteParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadDeleteParams = z.output<ReturnType<typeof ThreadDeleteParams>>;

export const ThreadDeleteResponse = schema("ThreadDeleteResponse", () => z.object({}));
export type ThreadDeleteResponse = z.output<ReturnType<typeof ThreadDeleteResponse>>;

export const ThreadIncrementElicitationParams = schema("ThreadIncrementElicitationParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadIncrementElicitationParams = z.output<ReturnType<typeof ThreadIncrementElicitationParams>>;

export const ThreadIncrementElicitationResponse = schema("ThreadIncrementElicitationResponse", () =>
	z.object({
		count: z.int(),
		paused: z.boolean(),
	}),
);
export type ThreadIncrementElicitationResponse = z.output<ReturnType<typeof ThreadIncrementElicitationResponse>>;

export const ThreadInjectItemsParams = schema("ThreadInjectItemsParams", () =>
	z.object({
		items: z.array(z.unknown()),
		threadId: z.string(),
	}),
);
export type ThreadInjectItemsParams = z.output<ReturnType<typeof ThreadInjectItemsParams>>;

export const ThreadInjectItemsResponse = schema("ThreadInjectItemsResponse", () => z.object({}));
export type ThreadInjectItemsResponse = z.output<ReturnType<typeof ThreadInjectItemsResponse>>;

/** Absent keeps, null clears. */
export const ThreadMetadataGitInfoUpdateParams = schema("ThreadMetadataGitInfoUpdateParams", () =>
	z.object({
		branch: z.string().nullish(),
		originUrl: z.string().nullish(),
		sha: z.string().nullish(),
	}),
);
export type ThreadMetadataGitInfoUpdateParams = z.output<ReturnType<typeof ThreadMetadataGitInfoUpdateParams>>;

export const ThreadMetadataUpdateParams = schema("ThreadMetadataUpdateParams", () =>
	z.object({
		daybreakEnabled: experimental("thread/metadata/update.daybreakEnabled", orNull(z.boolean())),
		gitInfo: orNull(ThreadMetadataGitInfoUpdateParams()),
		projectId: experimental("thread/metadata/update.projectId", orNull(z.string())),
		threadId: z.string(),
	}),
);
export type ThreadMetadataUpdateParams = z.output<ReturnType<typeof ThreadMetadataUpdateParams>>;

export const ThreadMetadataUpdateResponse = schema("ThreadMetadataUpdateResponse", () =>
	z.object({
		thread: Thread(),
	}),
);
export type ThreadMetadataUpdateResponse = z.output<ReturnType<typeof ThreadMetadataUpdateResponse>>;

export const ThreadRevertParams = schema("ThreadRevertParams", () =>
	z.object({
		beforeTurnId: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadRevertParams = z.output<ReturnType<typeof ThreadRevertParams>>;

export const ThreadRevertResponse = schema("ThreadRevertResponse", () =>
	z.object({
		itemsBackwardsCursor: orNull(z.string()),
		thread: Thread(),
		turnsBackwardsCursor: orNull(z.string()),
	}),
);
export type ThreadRevertResponse = z.output<ReturnType<typeof ThreadRevertResponse>>;

export const ThreadShellCommandParams = schema("ThreadShellCommandParams", () =>
	z.object({
		command: z.string(),
		threadId: z.string(),
		timeoutMs: orNull(longInt()),
	}),
);
export type ThreadShellCommandParams = z.output<ReturnType<typeof ThreadShellCommandParams>>;

export const ThreadShellCommandResponse = schema("ThreadShellCommandResponse", () => z.object({}));
export type ThreadShellCommandResponse = z.output<ReturnType<typeof ThreadShellCommandResponse>>;
