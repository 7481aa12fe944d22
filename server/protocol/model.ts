import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const Personality = schema("Personality", () => z.enum(["none", "friendly", "pragmatic"]));
export type Personality = z.output<ReturnType<typeof Personality>>;

export const ReasoningEffort = schema("ReasoningEffort", () => z.string().min(1));
export type ReasoningEffort = z.output<ReturnType<typeof ReasoningEffort>>;

export const ReasoningSummary = schema("ReasoningSummary", () => z.enum(["auto", "concise", "detailed", "none"]));
export type ReasoningSummary = z.output<ReturnType<typeof ReasoningSummary>>;

export const ModelListParams = schema("ModelListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		includeHidden: orNull(z.boolean()),
		limit: orNull(z.int().nonnegative()),
		modelProvider: orNull(z.string()),
	}),
);
export type ModelListParams = z.output<ReturnType<typeof ModelListParams>>;

export const ModelListResponse = schema("ModelListResponse", () =>
	z.object({
		data: z.array(Model()),
		nextCursor: orNull(z.string()),
	}),
);
export type ModelListResponse = z.output<ReturnType<typeof ModelListResponse>>;

export const Model = schema("Model", () =>
	z.object({
		additionalSpeedTiers: z.array(z.string()).default([]),
		availabilityNux: orNull(ModelAvailabilityNux()),
		availableAccessPrograms: orNull(ModelAccessPrograms()),
		defaultReasoningEffort: ReasoningEffort(),
		defaultServiceTier: orNull(z.string()),
		description: z.string(),
		displayName: z.string(),
		hidden: z.boolean(),
		id: z.string(),
		inputModalities: z.array(InputModality()).default(["text", "image"]),
		isDefault: z.boolean(),
		model: z.string(),
		modelSpecialty: orNull(z.string()),
		multiAgentVersion: orNull(MultiAgentVersion()),
		serviceTiers: z.array(ModelServiceTier()).default([]),
		supportedReasoningEfforts: z.array(ReasoningEffortOption()),
		supportsPersonality: z.boolean().default(false),
		upgrade: orNull(z.string()),
		upgradeInfo: orNull(ModelUpgradeInfo()),
	}),
);
export type Model = z.output<ReturnType<typeof Model>>;

export const ModelAvailabilityNux = schema("ModelAvailabilityNux", () =>
	z.object({
		message: z.string(),
	}),
);
export type ModelAvailabilityNux = z.output<ReturnType<typeof ModelAvailabilityNux>>;

export const ModelAccessPrograms = schema("ModelAccessPrograms", () =>
	z.object({
		cyber: z.array(CyberAccessProgram()),
	}),
);
export type ModelAccessPrograms = z.output<ReturnType<typeof ModelAccessPrograms>>;

export const CyberAccessProgram = schema("CyberAccessProgram", () =>
	z.enum(["standard", "daybreakBlue", "daybreakRed"]),
);
export type CyberAccessProgram = z.output<ReturnType<typeof CyberAccessProgram>>;

export const InputModality = schema("InputModality", () => z.enum(["text", "image", "audio"]));
export type InputModality = z.output<ReturnType<typeof InputModality>>;

export const MultiAgentVersion = schema("MultiAgentVersion", () => z.enum(["disabled", "v1", "v2"]));
export type MultiAgentVersion = z.output<ReturnType<typeof MultiAgentVersion>>;

export const ModelServiceTier = schema("ModelServiceTier", () =>
	z.object({
		description: z.string(),
		id: z.string(),
		name: z.string(),
	}),
);
export type ModelServiceTier = z.output<ReturnType<typeof ModelServiceTier>>;

export const ReasoningEffortOption = schema("ReasoningEffortOption", () =>
	z.object({
		description: z.string(),
		reasoningEffort: ReasoningEffort(),
	}),
);
export type ReasoningEffortOption = z.output<ReturnType<typeof ReasoningEffortOption>>;

export const ModelUpgradeInfo = schema("ModelUpgradeInfo", () =>
	z.object({
		migrationMarkdown: orNull(z.string()),
		model: z.string(),
		modelLink: orNull(z.string()),
		retirementAt: orNull(z.int()),
		upgradeCopy: orNull(z.string()),
	}),
);
export type ModelUpgradeInfo = z.output<ReturnType<typeof ModelUpgradeInfo>>;
