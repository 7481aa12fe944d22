import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const ThreadGoal = schema("ThreadGoal", () =>
	z.object({
		createdAt: z.int(),
		objective: z.string(),
		status: ThreadGoalStatus(),
		threadId: z.string(),
		timeUsedSeconds: z.int(),
		tokenBudget: orNull(z.int()),
		tokensUsed: z.int(),
		updatedAt: z.int(),
	}),
);
export type ThreadGoal = z.output<ReturnType<typeof ThreadGoal>>;

export const ThreadGoalClearParams = schema("ThreadGoalClearParams", () =>
	z.object({
		origin: orNull(ThreadGoalMutationOrigin()),
		threadId: z.string(),
	}),
);
export type ThreadGoalClearParams = z.output<ReturnType<typeof ThreadGoalClearParams>>;

export const ThreadGoalClearResponse = schema("ThreadGoalClearResponse", () =>
	z.object({
		cleared: z.boolean(),
	}),
);
export type ThreadGoalClearResponse = z.output<ReturnType<typeof ThreadGoalClearResponse>>;

export const ThreadGoalClearedNotification = schema("ThreadGoalClearedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadGoalClearedNotification = z.output<ReturnType<typeof ThreadGoalClearedNotification>>;

export const ThreadGoalGetParams = schema("ThreadGoalGetParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadGoalGetParams = z.output<ReturnType<typeof ThreadGoalGetParams>>;

export const ThreadGoalGetResponse = schema("ThreadGoalGetResponse", () =>
	z.object({
		goal: orNull(ThreadGoal()),
	}),
);
export type ThreadGoalGetResponse = z.output<ReturnType<typeof ThreadGoalGetResponse>>;

export const ThreadGoalMutationOrigin = schema("ThreadGoalMutationOrigin", () => z.enum(["user", "automatic"]));
export type ThreadGoalMutationOrigin = z.output<ReturnType<typeof ThreadGoalMutationOrigin>>;

export const ThreadGoalSetParams = schema("ThreadGoalSetParams", () =>
	z.object({
		objective: orNull(z.string()),
		origin: orNull(ThreadGoalMutationOrigin()),
		status: orNull(ThreadGoalStatus()),
		threadId: z.string(),
		tokenBudget: orNull(z.int()),
	}),
);
export type ThreadGoalSetParams = z.output<ReturnType<typeof ThreadGoalSetParams>>;

export const ThreadGoalSetResponse = schema("ThreadGoalSetResponse", () =>
	z.object({
		goal: ThreadGoal(),
	}),
);
export type ThreadGoalSetResponse = z.output<ReturnType<typeof ThreadGoalSetResponse>>;

export const ThreadGoalStatus = schema("ThreadGoalStatus", () =>
	z.enum(["active", "paused", "blocked", "usageLimited", "budgetLimited", "complete"]),
);
export type ThreadGoalStatus = z.output<ReturnType<typeof ThreadGoalStatus>>;

export const ThreadGoalUpdatedNotification = schema("ThreadGoalUpdatedNotification", () =>
	z.object({
		goal: ThreadGoal(),
		threadId: z.string(),
		turnId: orNull(z.string()),
	}),
);
export type ThreadGoalUpdatedNotification = z.output<ReturnType<typeof ThreadGoalUpdatedNotification>>;
