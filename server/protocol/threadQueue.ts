import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { Turn, UserInput } from "./turn.ts";

export const QueuedSubmission = schema("QueuedSubmission", () =>
	z.object({
		clientUserMessageId: z.string(),
		id: z.string(),
		input: z.array(UserInput()),
		responsesapiClientMetadata: orNull(z.record(z.string(), z.string())),
	}),
);
export type QueuedSubmission = z.output<ReturnType<typeof QueuedSubmission>>;

export const ThreadQueueAddParams = schema("ThreadQueueAddParams", () =>
	z.object({
		clientUserMessageId: z.string(),
		input: z.array(UserInput()),
		responsesapiClientMetadata: orNull(z.record(z.string(), z.string())),
		threadId: z.string(),
	}),
);
export type ThreadQueueAddParams = z.output<ReturnType<typeof ThreadQueueAddParams>>;

export const ThreadQueueAddResponse = schema("ThreadQueueAddResponse", () =>
	z.object({
		queuedSubmission: QueuedSubmission(),
	}),
);
export type ThreadQueueAddResponse = z.output<ReturnType<typeof ThreadQueueAddResponse>>;

export const ThreadQueueChangedNotification = schema("ThreadQueueChangedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadQueueChangedNotification = z.output<ReturnType<typeof ThreadQueueChangedNotification>>;

export const ThreadQueueDeleteParams = schema("ThreadQueueDeleteParams", () =>
	z.object({
		queuedSubmissionId: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadQueueDeleteParams = z.output<ReturnType<typeof ThreadQueueDeleteParams>>;

export const ThreadQueueDeleteResponse = schema("ThreadQueueDeleteResponse", () =>
	z.object({
		deleted: z.boolean(),
	}),
);
export type ThreadQueueDeleteResponse = z.output<ReturnType<typeof ThreadQueueDeleteResponse>>;

export const ThreadQueueListParams = schema("ThreadQueueListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		threadId: z.string(),
	}),
);
export type ThreadQueueListParams = z.output<ReturnType<typeof ThreadQueueListParams>>;

export const ThreadQueueListResponse = schema("ThreadQueueListResponse", () =>
	z.object({
		data: z.array(QueuedSubmission()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadQueueListResponse = z.output<ReturnType<typeof ThreadQueueListResponse>>;

export const ThreadQueueReorderParams = schema("ThreadQueueReorderParams", () =>
	z.object({
		queuedSubmissionIds: z.array(z.string()),
		threadId: z.string(),
	}),
);
export type ThreadQueueReorderParams = z.output<ReturnType<typeof ThreadQueueReorderParams>>;

export const ThreadQueueReorderResponse = schema("ThreadQueueReorderResponse", () => z.object({}));
export type ThreadQueueReorderResponse = z.output<ReturnType<typeof ThreadQueueReorderResponse>>;

export const ThreadQueueStartParams = schema("ThreadQueueStartParams", () =>
	z.object({
		queuedSubmissionId: orNull(z.string()),
		threadId: z.string(),
	}),
);
export type ThreadQueueStartParams = z.output<ReturnType<typeof ThreadQueueStartParams>>;

export const ThreadQueueStartResponse = schema("ThreadQueueStartResponse", () =>
	z.object({
		turn: Turn(),
	}),
);
export type ThreadQueueStartResponse = z.output<ReturnType<typeof ThreadQueueStartResponse>>;

export const ThreadQueueUpdateParams = schema("ThreadQueueUpdateParams", () =>
	z.object({
		input: z.array(UserInput()),
		queuedSubmissionId: z.string(),
		responsesapiClientMetadata: orNull(z.record(z.string(), z.string())),
		threadId: z.string(),
	}),
);
export type ThreadQueueUpdateParams = z.output<ReturnType<typeof ThreadQueueUpdateParams>>;

export const ThreadQueueUpdateResponse = schema("ThreadQueueUpdateResponse", () =>
	z.object({
		queuedSubmission: QueuedSubmission(),
	}),
);
export type ThreadQueueUpdateResponse = z.output<ReturnType<typeof ThreadQueueUpdateResponse>>;
