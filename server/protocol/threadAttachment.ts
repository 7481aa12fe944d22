import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const ThreadAttachment = schema("ThreadAttachment", () =>
	z.object({
		attachmentType: z.string(),
		createdAt: z.int(),
		id: z.string(),
		identityKey: z.string(),
		payload: z.unknown(),
	}),
);
export type ThreadAttachment = z.output<ReturnType<typeof ThreadAttachment>>;

export const ThreadAttachmentAddOutcome = schema("ThreadAttachmentAddOutcome", () => z.enum(["created", "existing"]));
export type ThreadAttachmentAddOutcome = z.output<ReturnType<typeof ThreadAttachmentAddOutcome>>;

export const ThreadAttachmentAddParams = schema("ThreadAttachmentAddParams", () =>
	z.object({
		attachmentType: z.string(),
		identityKey: z.string(),
		payload: z.unknown(),
		threadId: z.string(),
	}),
);
export type ThreadAttachmentAddParams = z.output<ReturnType<typeof ThreadAttachmentAddParams>>;

export const ThreadAttachmentAddResponse = schema("ThreadAttachmentAddResponse", () =>
	z.object({
		attachment: ThreadAttachment(),
		outcome: ThreadAttachmentAddOutcome(),
	}),
);
export type ThreadAttachmentAddResponse = z.output<ReturnType<typeof ThreadAttachmentAddResponse>>;

export const ThreadAttachmentListParams = schema("ThreadAttachmentListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		threadId: z.string(),
	}),
);
export type ThreadAttachmentListParams = z.output<ReturnType<typeof ThreadAttachmentListParams>>;

export const ThreadAttachmentListResponse = schema("ThreadAttachmentListResponse", () =>
	z.object({
		data: z.array(ThreadAttachment()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadAttachmentListResponse = z.output<ReturnType<typeof ThreadAttachmentListResponse>>;

export const ThreadAttachmentOperation = schema("ThreadAttachmentOperation", () => z.enum(["created", "deleted"]));
export type ThreadAttachmentOperation = z.output<ReturnType<typeof ThreadAttachmentOperation>>;

export const ThreadAttachmentOwner = schema("ThreadAttachmentOwner", () =>
	z.object({
		archived: z.boolean(),
		threadId: z.string(),
	}),
);
export type ThreadAttachmentOwner = z.output<ReturnType<typeof ThreadAttachmentOwner>>;

export const ThreadAttachmentOwnerListParams = schema("ThreadAttachmentOwnerListParams", () =>
	z.object({
		archived: orNull(z.boolean()),
		attachmentType: z.string(),
		cursor: orNull(z.string()),
		identityKey: z.string(),
		limit: orNull(z.int().min(0)),
	}),
);
export type ThreadAttachmentOwnerListParams = z.output<ReturnType<typeof ThreadAttachmentOwnerListParams>>;

export const ThreadAttachmentOwnerListResponse = schema("ThreadAttachmentOwnerListResponse", () =>
	z.object({
		data: z.array(ThreadAttachmentOwner()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadAttachmentOwnerListResponse = z.output<ReturnType<typeof ThreadAttachmentOwnerListResponse>>;

export const ThreadAttachmentRemoveParams = schema("ThreadAttachmentRemoveParams", () =>
	z.object({
		attachmentType: z.string(),
		identityKey: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadAttachmentRemoveParams = z.output<ReturnType<typeof ThreadAttachmentRemoveParams>>;

export const ThreadAttachmentRemoveResponse = schema("ThreadAttachmentRemoveResponse", () => z.object({}));
export type ThreadAttachmentRemoveResponse = z.output<ReturnType<typeof ThreadAttachmentRemoveResponse>>;

export const ThreadAttachmentUpdatedNotification = schema("ThreadAttachmentUpdatedNotification", () =>
	z.object({
		attachmentId: z.string(),
		attachmentType: z.string(),
		identityKey: z.string(),
		operation: ThreadAttachmentOperation(),
		threadId: z.string(),
	}),
);
export type ThreadAttachmentUpdatedNotification = z.output<ReturnType<typeof ThreadAttachmentUpdatedNotification>>;
