import * as z from "zod";
import { RequestId } from "./common.ts";
import { ReasoningEffort } from "./model.ts";
import { orNull, schema } from "./schema.ts";
import { ThreadSource } from "./thread.ts";

export const ThreadPredictionRequestParams = schema("ThreadPredictionRequestParams", () =>
	z.object({
		sourceTurnId: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadPredictionRequestParams = z.output<ReturnType<typeof ThreadPredictionRequestParams>>;

export const ThreadPredictionRequestResponse = schema("ThreadPredictionRequestResponse", () => z.object({}));
export type ThreadPredictionRequestResponse = z.output<ReturnType<typeof ThreadPredictionRequestResponse>>;

export const ThreadPredictionResult = schema("ThreadPredictionResult", () =>
	z.discriminatedUnion("type", [
		z.object({
			text: orNull(z.string()),
			type: z.literal("completed"),
		}),
		z.object({
			type: z.literal("failed"),
		}),
	]),
);
export type ThreadPredictionResult = z.output<ReturnType<typeof ThreadPredictionResult>>;

export const ThreadPredictionUpdatedNotification = schema("ThreadPredictionUpdatedNotification", () =>
	z.object({
		result: ThreadPredictionResult(),
		sourceTurnId: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadPredictionUpdatedNotification = z.output<ReturnType<typeof ThreadPredictionUpdatedNotification>>;

export const ThreadPrepareApprovedPlanParams = schema("ThreadPrepareApprovedPlanParams", () =>
	z.object({
		attachmentPath: orNull(z.string()),
		markdown: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadPrepareApprovedPlanParams = z.output<ReturnType<typeof ThreadPrepareApprovedPlanParams>>;

export const ThreadPrepareApprovedPlanResponse = schema("ThreadPrepareApprovedPlanResponse", () =>
	z.object({
		prompt: z.string(),
	}),
);
export type ThreadPrepareApprovedPlanResponse = z.output<ReturnType<typeof ThreadPrepareApprovedPlanResponse>>;

export const ThreadSampleCancelParams = schema("ThreadSampleCancelParams", () =>
	z.strictObject({
		requestId: RequestId(),
	}),
);
export type ThreadSampleCancelParams = z.output<ReturnType<typeof ThreadSampleCancelParams>>;

export const ThreadSampleCancelResponse = schema("ThreadSampleCancelResponse", () => z.object({}));
export type ThreadSampleCancelResponse = z.output<ReturnType<typeof ThreadSampleCancelResponse>>;

export const ThreadSampleParams = schema("ThreadSampleParams", () =>
	z.object({
		allowInProgressTurn: z.boolean().optional(),
		disableMcp: z.boolean().optional(),
		effort: orNull(ReasoningEffort()),
		expectedTurnId: z.string(),
		interruptOnCancel: orNull(z.boolean()),
		prompt: z.string(),
		responsesapiClientMetadata: orNull(z.record(z.string(), z.string())),
		threadId: z.string(),
		threadSource: orNull(ThreadSource()),
		turnTrigger: orNull(z.string()),
	}),
);
export type ThreadSampleParams = z.output<ReturnType<typeof ThreadSampleParams>>;

export const ThreadSampleResponse = schema("ThreadSampleResponse", () =>
	z.object({
		cachedInputTokens: orNull(z.int()),
		inputTokens: orNull(z.int()),
		outputTokens: orNull(z.int()),
		responseId: z.string(),
		sourceTurnId: z.string(),
		text: orNull(z.string()),
	}),
);
export type ThreadSampleResponse = z.output<ReturnType<typeof ThreadSampleResponse>>;
