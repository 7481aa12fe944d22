import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const BedrockProviderId = schema("BedrockProviderId", () =>
	z.enum(["amazon-bedrock", "amazon-bedrock-runtime"]),
);
export type BedrockProviderId = z.output<ReturnType<typeof BedrockProviderId>>;

export const GatewayAuth = schema("GatewayAuth", () =>
	z.discriminatedUnion("mode", [
		z.object({
			mode: z.literal("none"),
		}),
		z.object({
			envKey: z.string(),
			mode: z.literal("environmentVariable"),
		}),
		z.object({
			envKey: orNull(z.string()),
			mode: z.literal("externallyConfigured"),
		}),
	]),
);
export type GatewayAuth = z.output<ReturnType<typeof GatewayAuth>>;

export const GcpProviderId = schema("GcpProviderId", () => z.literal("gcp"));
export type GcpProviderId = z.output<ReturnType<typeof GcpProviderId>>;

export const ModelProviderCapabilitiesReadParams = schema("ModelProviderCapabilitiesReadParams", () => z.object({}));
export type ModelProviderCapabilitiesReadParams = z.output<ReturnType<typeof ModelProviderCapabilitiesReadParams>>;

export const ModelProviderCapabilitiesReadResponse = schema("ModelProviderCapabilitiesReadResponse", () =>
	z.object({
		imageGeneration: z.boolean(),
		webSearch: z.boolean(),
	}),
);
export type ModelProviderCapabilitiesReadResponse = z.output<ReturnType<typeof ModelProviderCapabilitiesReadResponse>>;

export const ModelProviderConfigWriteParams = schema("ModelProviderConfigWriteParams", () =>
	z.strictObject({
		settings: ProviderSettingsPatch(),
	}),
);
export type ModelProviderConfigWriteParams = z.output<ReturnType<typeof ModelProviderConfigWriteParams>>;

export const ModelProviderConfigWriteResponse = schema("ModelProviderConfigWriteResponse", () =>
	z.object({
		provider: ModelProviderSummary(),
	}),
);
export type ModelProviderConfigWriteResponse = z.output<ReturnType<typeof ModelProviderConfigWriteResponse>>;

export const ModelProviderError = schema("ModelProviderError", () =>
	z.discriminatedUnion("type", [
		z.object({
			currentModelProvider: z.string(),
			modelProvider: z.string(),
			type: z.literal("modelProviderMismatch"),
		}),
		z.object({
			modelProvider: z.string(),
			type: z.literal("modelProviderNotConfigured"),
		}),
		z.object({
			modelProvider: z.string(),
			requiredModelProvider: z.string(),
			type: z.literal("modelProviderPolicyConflict"),
		}),
	]),
);
export type ModelProviderError = z.output<ReturnType<typeof ModelProviderError>>;

export const ModelProviderListParams = schema("ModelProviderListParams", () => z.object({}));
export type ModelProviderListParams = z.output<ReturnType<typeof ModelProviderListParams>>;

export const ModelProviderListResponse = schema("ModelProviderListResponse", () =>
	z.object({
		canChangeDefault: z.boolean(),
		data: z.array(ModelProviderSummary()),
		defaultProviderId: z.string(),
	}),
);
export type ModelProviderListResponse = z.output<ReturnType<typeof ModelProviderListResponse>>;

export const ModelProviderSummary = schema("ModelProviderSummary", () =>
	z.object({
		baseUrl: orNull(z.string()),
		canEdit: z.boolean(),
		id: z.string(),
		name: z.string(),
		settings: ProviderSettings(),
	}),
);
export type ModelProviderSummary = z.output<ReturnType<typeof ModelProviderSummary>>;

export const ProviderSettings = schema("ProviderSettings", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("openai"),
		}),
		z.object({
			auth: GatewayAuth(),
			type: z.literal("customGateway"),
		}),
		z.object({
			profile: orNull(z.string()),
			region: orNull(z.string()),
			type: z.literal("bedrock"),
		}),
		z.object({
			credentialFile: orNull(z.string()),
			location: orNull(z.string()),
			projectId: orNull(z.string()),
			type: z.literal("gcp"),
		}),
	]),
);
export type ProviderSettings = z.output<ReturnType<typeof ProviderSettings>>;

/** What is left out stays as it is; null takes it away. */
export const ProviderSettingsPatch = schema("ProviderSettingsPatch", () =>
	z.discriminatedUnion("type", [
		z.strictObject({
			baseUrl: z.string().nullable().optional(),
			envKey: z.string().nullable().optional(),
			name: z.string().optional(),
			providerId: orNull(z.string()),
			type: z.literal("customGateway"),
		}),
		z.strictObject({
			profile: z.string().nullable().optional(),
			providerId: BedrockProviderId(),
			region: z.string().nullable().optional(),
			type: z.literal("bedrock"),
		}),
		z.strictObject({
			credentialFile: z.string().nullable().optional(),
			location: z.string().nullable().optional(),
			projectId: z.string().nullable().optional(),
			providerId: GcpProviderId(),
			type: z.literal("gcp"),
		}),
	]),
);
export type ProviderSettingsPatch = z.output<ReturnType<typeof ProviderSettingsPatch>>;
