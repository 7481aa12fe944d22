import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const ExperimentalFeature = schema("ExperimentalFeature", () =>
	z.object({
		announcement: orNull(z.string()),
		defaultEnabled: z.boolean(),
		description: orNull(z.string()),
		displayName: orNull(z.string()),
		enabled: z.boolean(),
		name: z.string(),
		stage: ExperimentalFeatureStage(),
	}),
);
export type ExperimentalFeature = z.output<ReturnType<typeof ExperimentalFeature>>;

export const ExperimentalFeatureEnablementSetParams = schema("ExperimentalFeatureEnablementSetParams", () =>
	z.object({
		enablement: z.record(z.string(), z.boolean()),
	}),
);
export type ExperimentalFeatureEnablementSetParams = z.output<
	ReturnType<typeof ExperimentalFeatureEnablementSetParams>
>;

export const ExperimentalFeatureEnablementSetResponse = schema("ExperimentalFeatureEnablementSetResponse", () =>
	z.object({
		enablement: z.record(z.string(), z.boolean()),
	}),
);
export type ExperimentalFeatureEnablementSetResponse = z.output<
	ReturnType<typeof ExperimentalFeatureEnablementSetResponse>
>;

export const ExperimentalFeatureListParams = schema("ExperimentalFeatureListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		threadId: orNull(z.string()),
	}),
);
export type ExperimentalFeatureListParams = z.output<ReturnType<typeof ExperimentalFeatureListParams>>;

export const ExperimentalFeatureListResponse = schema("ExperimentalFeatureListResponse", () =>
	z.object({
		data: z.array(ExperimentalFeature()),
		nextCursor: orNull(z.string()),
	}),
);
export type ExperimentalFeatureListResponse = z.output<ReturnType<typeof ExperimentalFeatureListResponse>>;

export const ExperimentalFeatureStage = schema("ExperimentalFeatureStage", () =>
	z.enum(["beta", "underDevelopment", "stable", "deprecated", "removed"]),
);
export type ExperimentalFeatureStage = z.output<ReturnType<typeof ExperimentalFeatureStage>>;
