import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const FeedbackSaveParams = schema("FeedbackSaveParams", () =>
	z.object({
		classification: z.string(),
		extraLogFiles: orNull(z.array(z.string())),
		includeLogs: z.boolean().optional(),
		reason: orNull(z.string()),
		savePath: LegacyAppPathString(),
		tags: orNull(z.record(z.string(), z.string())),
		threadId: orNull(z.string()),
	}),
);
export type FeedbackSaveParams = z.output<ReturnType<typeof FeedbackSaveParams>>;

export const FeedbackSaveResponse = schema("FeedbackSaveResponse", () =>
	z.object({
		promptHash: orNull(z.string()),
		savedPath: LegacyAppPathString(),
		threadId: z.string(),
	}),
);
export type FeedbackSaveResponse = z.output<ReturnType<typeof FeedbackSaveResponse>>;

export const FeedbackUploadParams = schema("FeedbackUploadParams", () =>
	z.object({
		classification: z.string(),
		extraLogFiles: orNull(z.array(z.string())),
		includeLogs: z.boolean().optional(),
		reason: orNull(z.string()),
		tags: orNull(z.record(z.string(), z.string())),
		threadId: orNull(z.string()),
	}),
);
export type FeedbackUploadParams = z.output<ReturnType<typeof FeedbackUploadParams>>;

export const FeedbackUploadResponse = schema("FeedbackUploadResponse", () =>
	z.object({
		promptHash: orNull(z.string()),
		threadId: z.string(),
	}),
);
export type FeedbackUploadResponse = z.output<ReturnType<typeof FeedbackUploadResponse>>;
