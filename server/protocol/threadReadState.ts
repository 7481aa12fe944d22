import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const ThreadReadState = schema("ThreadReadState", () =>
	z.object({
		firstUnread: orNull(ThreadUnreadPosition()),
		revision: z.string(),
	}),
);
export type ThreadReadState = z.output<ReturnType<typeof ThreadReadState>>;

export const ThreadReadStateChangedNotification = schema("ThreadReadStateChangedNotification", () =>
	z.object({
		readState: ThreadReadState(),
		threadId: z.string(),
	}),
);
export type ThreadReadStateChangedNotification = z.output<ReturnType<typeof ThreadReadStateChangedNotification>>;

export const ThreadReadStateOperation = schema("ThreadReadStateOperation", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("read"),
		}),
		z.object({
			type: z.literal("unread"),
		}),
	]),
);
export type ThreadReadStateOperation = z.output<ReturnType<typeof ThreadReadStateOperation>>;

export const ThreadReadStateUpdateParams = schema("ThreadReadStateUpdateParams", () =>
	z.object({
		expectedRevision: z.string(),
		operation: ThreadReadStateOperation(),
		threadId: z.string(),
	}),
);
export type ThreadReadStateUpdateParams = z.output<ReturnType<typeof ThreadReadStateUpdateParams>>;

export const ThreadReadStateUpdateResponse = schema("ThreadReadStateUpdateResponse", () =>
	z.object({
		readState: ThreadReadState(),
	}),
);
export type ThreadReadStateUpdateResponse = z.output<ReturnType<typeof ThreadReadStateUpdateResponse>>;

export const ThreadUnreadPosition = schema("ThreadUnreadPosition", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("threadStart"),
		}),
		z.object({
			turnId: z.string(),
			type: z.literal("turn"),
		}),
	]),
);
export type ThreadUnreadPosition = z.output<ReturnType<typeof ThreadUnreadPosition>>;
