import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { ThreadSection, ThreadSectionAppearance } from "./thread.ts";

export const ThreadSectionChangedNotification = schema("ThreadSectionChangedNotification", () =>
	z.object({
		sectionId: z.string().nullable(),
		threadId: z.string(),
	}),
);
export type ThreadSectionChangedNotification = z.output<ReturnType<typeof ThreadSectionChangedNotification>>;

export const ThreadSectionCreateParams = schema("ThreadSectionCreateParams", () =>
	z.object({
		appearance: orNull(ThreadSectionAppearance()),
		name: z.string(),
	}),
);
export type ThreadSectionCreateParams = z.output<ReturnType<typeof ThreadSectionCreateParams>>;

export const ThreadSectionCreateResponse = schema("ThreadSectionCreateResponse", () =>
	z.object({
		section: ThreadSection(),
	}),
);
export type ThreadSectionCreateResponse = z.output<ReturnType<typeof ThreadSectionCreateResponse>>;

export const ThreadSectionDeleteParams = schema("ThreadSectionDeleteParams", () =>
	z.object({
		sectionId: z.string(),
	}),
);
export type ThreadSectionDeleteParams = z.output<ReturnType<typeof ThreadSectionDeleteParams>>;

export const ThreadSectionDeleteResponse = schema("ThreadSectionDeleteResponse", () => z.object({}));
export type ThreadSectionDeleteResponse = z.output<ReturnType<typeof ThreadSectionDeleteResponse>>;

export const ThreadSectionListParams = schema("ThreadSectionListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
	}),
);
export type ThreadSectionListParams = z.output<ReturnType<typeof ThreadSectionListParams>>;

export const ThreadSectionListResponse = schema("ThreadSectionListResponse", () =>
	z.object({
		data: z.array(ThreadSection()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadSectionListResponse = z.output<ReturnType<typeof ThreadSectionListResponse>>;

export const ThreadSectionMoveParams = schema("ThreadSectionMoveParams", () =>
	z.object({
		beforeThreadId: orNull(z.string()),
		sectionId: z.string().nullable(),
		threadId: z.string(),
	}),
);
export type ThreadSectionMoveParams = z.output<ReturnType<typeof ThreadSectionMoveParams>>;

export const ThreadSectionMoveResponse = schema("ThreadSectionMoveResponse", () => z.object({}));
export type ThreadSectionMoveResponse = z.output<ReturnType<typeof ThreadSectionMoveResponse>>;

export const ThreadSectionUpdateParams = schema("ThreadSectionUpdateParams", () =>
	z.object({
		appearance: orNull(ThreadSectionAppearance()),
		name: z.string(),
		sectionId: z.string(),
	}),
);
export type ThreadSectionUpdateParams = z.output<ReturnType<typeof ThreadSectionUpdateParams>>;

export const ThreadSectionUpdateResponse = schema("ThreadSectionUpdateResponse", () =>
	z.object({
		section: ThreadSection(),
	}),
);
export type ThreadSectionUpdateResponse = z.output<ReturnType<typeof ThreadSectionUpdateResponse>>;
