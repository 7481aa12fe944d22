import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const AwsCredentialType = schema("AwsCredentialType", () => z.enum(["accessKeys", "bedrockApiKey"]));
export type AwsCredentialType = z.output<ReturnType<typeof AwsCredentialType>>;

export const BedrockAwsProfile = schema("BedrockAwsProfile", () =>
	z.object({
		name: z.string(),
		region: orNull(z.string()),
	}),
);
export type BedrockAwsProfile = z.output<ReturnType<typeof BedrockAwsProfile>>;

export const BedrockCheckGovCloudRequirementsParams = schema("BedrockCheckGovCloudRequirementsParams", () =>
	z.object({}),
);
export type BedrockCheckGovCloudRequirementsParams = z.output<
	ReturnType<typeof BedrockCheckGovCloudRequirementsParams>
>;

export const BedrockCheckGovCloudRequirementsResponse = schema("BedrockCheckGovCloudRequirementsResponse", () =>
	z.object({
		isGovCloud: z.boolean(),
		shouldWarn: z.boolean(),
	}),
);
export type BedrockCheckGovCloudRequirementsResponse = z.output<
	ReturnType<typeof BedrockCheckGovCloudRequirementsResponse>
>;

export const BedrockDiscoverParams = schema("BedrockDiscoverParams", () => z.object({}));
export type BedrockDiscoverParams = z.output<ReturnType<typeof BedrockDiscoverParams>>;

export const BedrockDiscoverResponse = schema("BedrockDiscoverResponse", () =>
	z.object({
		environmentCredentials: z.array(BedrockEnvironmentCredential()),
		profiles: z.array(BedrockAwsProfile()),
	}),
);
export type BedrockDiscoverResponse = z.output<ReturnType<typeof BedrockDiscoverResponse>>;

export const BedrockEnvironmentCredential = schema("BedrockEnvironmentCredential", () =>
	z.object({
		region: orNull(z.string()),
		type: AwsCredentialType(),
	}),
);
export type BedrockEnvironmentCredential = z.output<ReturnType<typeof BedrockEnvironmentCredential>>;

export const BedrockSetupParams = schema("BedrockSetupParams", () =>
	z.discriminatedUnion("type", [
		z.object({
			profile: z.string(),
			region: z.string(),
			type: z.literal("profile"),
		}),
		z.object({
			region: z.string(),
			type: z.literal("environment"),
		}),
	]),
);
export type BedrockSetupParams = z.output<ReturnType<typeof BedrockSetupParams>>;

export const BedrockSetupResponse = schema("BedrockSetupResponse", () => z.object({}));
export type BedrockSetupResponse = z.output<ReturnType<typeof BedrockSetupResponse>>;

export const GcpSetupParams = schema("GcpSetupParams", () =>
	z.object({
		credentialFile: orNull(z.string()),
		location: orNull(z.string()),
		projectId: z.string(),
	}),
);
export type GcpSetupParams = z.output<ReturnType<typeof GcpSetupParams>>;

export const GcpSetupResponse = schema("GcpSetupResponse", () => z.object({}));
export type GcpSetupResponse = z.output<ReturnType<typeof GcpSetupResponse>>;
