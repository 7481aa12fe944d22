import * as z from "zod";
import { experimental } from "./experimental.ts";
import { ThreadItem } from "./item.ts";
import { orNull, schema } from "./schema.ts";
import { SortDirection } from "./thread.ts";
import { Turn, TurnError, TurnItemsView, TurnStatus } from "./turn.ts";

export const ThreadItemEntry = schema("ThreadItemEntry", () =>
	z.object({
		completedAtMs: orNull(z.int()),
		item: ThreadItem(),
		outputDeferred: experimental("threadItemEntry.outputDeferred", z.boolean().optional()),
		startedAtMs: orNull(z.int()),
		turnId: z.string(),
	}),
);
export type ThreadItemEntry = z.output<ReturnType<typeof ThreadItemEntry>>;

export const ThreadItemOutputDeferral = schema("ThreadItemOutputDeferral", () =>
	z.object({
		commandExecution: experimental("thread/items/list.deferOutput.commandExecution", z.boolean().optional()),
		mcpToolCall: experimental("thread/items/list.deferOutput.mcpToolCall", z.boolean().optional()),
	}),
);
export type ThreadItemOutputDeferral = z.output<ReturnType<typeof ThreadItemOutputDeferral>>;

export const ThreadItemsListAnchor = schema("ThreadItemsListAnchor", () =>
	z.object({
		itemId: z.string(),
		type: z.literal("item"),
	}),
);
export type ThreadItemsListAnchor = z.output<ReturnType<typeof ThreadItemsListAnchor>>;

export const ThreadItemsListCursor = schema("ThreadItemsListCursor", () =>
	z.union([z.string(), ThreadItemsListAnchor()]),
);
export type ThreadItemsListCursor = z.output<ReturnType<typeof ThreadItemsListCursor>>;

export const ThreadItemsListParams = schema("ThreadItemsListParams", () =>
	z.object({
		cursor: orNull(ThreadItemsListCursor()),
		deferOutput: orNull(ThreadItemOutputDeferral()),
		limit: orNull(z.int().min(0)),
		sortDirection: orNull(SortDirection()),
		threadId: z.string(),
		turnId: orNull(z.string()),
	}),
);
export type ThreadItemsListParams = z.output<ReturnType<typeof ThreadItemsListParams>>;

export const ThreadItemsListResponse = schema("ThreadItemsListResponse", () =>
	z.object({
		backwardsCursor: orNull(z.string()),
		data: z.array(ThreadItemEntry()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadItemsListResponse = z.output<ReturnType<typeof ThreadItemsListResponse>>;

export const ThreadItemsReadParams = schema("ThreadItemsReadParams", () =>
	z.object({
		itemIds: z.array(z.string()),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ThreadItemsReadParams = z.output<ReturnType<typeof ThreadItemsReadParams>>;

export const ThreadItemsReadResponse = schema("ThreadItemsReadResponse", () =>
	z.object({
		data: z.array(ThreadItemEntry()),
	}),
);
export type ThreadItemsReadResponse = z.output<ReturnType<typeof ThreadItemsReadResponse>>;

export const ThreadRealtimeBemItemPresentation = schema("ThreadRealtimeBemItemPresentation", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("wholeItem"),
		}),
		z.object({
			type: z.literal("inlineMarkdown"),
		}),
		z.object({
			index: z.int().min(0),
			type: z.literal("inlineVisualization"),
		}),
	]),
);
export type ThreadRealtimeBemItemPresentation = z.output<ReturnType<typeof ThreadRealtimeBemItemPresentation>>;

export const ThreadRealtimeItem = schema("ThreadRealtimeItem", () =>
	z.discriminatedUnion("type", [
		z.object({
			id: z.string(),
			realtimeSessionId: z.string(),
			type: z.literal("realtimeSessionStarted"),
		}),
		z.object({
			id: z.string(),
			realtimeSessionId: z.string(),
			role: ThreadRealtimeTranscriptRole(),
			text: z.string(),
			type: z.literal("transcriptSegment"),
		}),
		z.object({
			id: z.string(),
			item_id: z.string(),
			presentation: ThreadRealtimeBemItemPresentation(),
			realtimeSessionId: z.string(),
			turn_id: z.string(),
			type: z.literal("bemItemPromoted"),
		}),
		z.object({
			id: z.string(),
			outcome: ThreadRealtimeSessionOutcome(),
			realtimeSessionId: z.string(),
			type: z.literal("realtimeSessionClosed"),
		}),
	]),
);
export type ThreadRealtimeItem = z.output<ReturnType<typeof ThreadRealtimeItem>>;

export const ThreadRealtimeSessionOutcome = schema("ThreadRealtimeSessionOutcome", () => z.enum(["ended", "failed"]));
export type ThreadRealtimeSessionOutcome = z.output<ReturnType<typeof ThreadRealtimeSessionOutcome>>;

export const ThreadRealtimeTranscriptRole = schema("ThreadRealtimeTranscriptRole", () => z.enum(["user", "assistant"]));
export type ThreadRealtimeTranscriptRole = z.output<ReturnType<typeof ThreadRealtimeTranscriptRole>>;

export const ThreadTimelineEntry = schema("ThreadTimelineEntry", () =>
	z.discriminatedUnion("type", [
		z.object({
			item: ThreadItem(),
			position: z.int().min(0),
			turnId: z.string(),
			type: z.literal("item"),
		}),
		z.object({
			item: ThreadRealtimeItem(),
			position: z.int().min(0),
			type: z.literal("realtime"),
		}),
		z.object({
			position: z.int().min(0),
			started_at: orNull(z.int()),
			turn_id: z.string(),
			type: z.literal("turnStarted"),
		}),
		z.object({
			completed_at: orNull(z.int()),
			duration_ms: orNull(z.int()),
			error: orNull(TurnError()),
			position: z.int().min(0),
			started_at: orNull(z.int()),
			status: TurnStatus(),
			turn_id: z.string(),
			type: z.literal("turnCompleted"),
		}),
	]),
);
export type ThreadTimelineEntry = z.output<ReturnType<typeof ThreadTimelineEntry>>;

export const ThreadTimelineListParams = schema("ThreadTimelineListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		threadId: z.string(),
	}),
);
export type ThreadTimelineListParams = z.output<ReturnType<typeof ThreadTimelineListParams>>;

export const ThreadTimelineListResponse = schema("ThreadTimelineListResponse", () =>
	z.object({
		activeRealtimeSessionAtPageStart: orNull(z.string()),
		data: z.array(ThreadTimelineEntry()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadTimelineListResponse = z.output<ReturnType<typeof ThreadTimelineListResponse>>;

export const ThreadTurnsListParams = schema("ThreadTurnsListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		itemsView: orNull(TurnItemsView()),
		limit: orNull(z.int().min(0)),
		sortDirection: orNull(SortDirection()),
		threadId: z.string(),
	}),
);
export type ThreadTurnsListParams = z.output<ReturnType<typeof ThreadTurnsListParams>>;

export const ThreadTurnsListResponse = schema("ThreadTurnsListResponse", () =>
	z.object({
		backwardsCursor: orNull(z.string()),
		data: z.array(Turn()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadTurnsListResponse = z.output<ReturnType<typeof ThreadTurnsListResponse>>;
