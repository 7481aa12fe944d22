import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const GatewayOAuthCancelResponse = schema("GatewayOAuthCancelResponse", () => z.object({}));
export type GatewayOAuthCancelResponse = z.output<ReturnType<typeof GatewayOAuthCancelResponse>>;

export const GatewayOAuthChangedNotification = schema("GatewayOAuthChangedNotification", () =>
	z.object({
		authUrl: orNull(z.string()),
		error: orNull(z.string()),
		loginId: orNull(z.string()),
		providerId: z.string(),
		status: GatewayOAuthStatus(),
	}),
);
export type GatewayOAuthChangedNotification = z.output<ReturnType<typeof GatewayOAuthChangedNotification>>;

export const GatewayOAuthLoginParams = schema("GatewayOAuthLoginParams", () =>
	z.object({
		deviceAuth: z.boolean().optional(),
		modelProvider: orNull(z.string()),
	}),
);
export type GatewayOAuthLoginParams = z.output<ReturnType<typeof GatewayOAuthLoginParams>>;

export const GatewayOAuthLoginResponse = schema("GatewayOAuthLoginResponse", () =>
	z.object({
		prompt: orNull(GatewayOAuthPrompt()),
	}),
);
export type GatewayOAuthLoginResponse = z.output<ReturnType<typeof GatewayOAuthLoginResponse>>;

export const GatewayOAuthPrompt = schema("GatewayOAuthPrompt", () =>
	z.object({
		loginId: z.string(),
		userCode: z.string(),
		verificationUrl: z.string(),
	}),
);
export type GatewayOAuthPrompt = z.output<ReturnType<typeof GatewayOAuthPrompt>>;

export const GatewayOAuthReadParams = schema("GatewayOAuthReadParams", () =>
	z.object({
		modelProvider: orNull(z.string()),
	}),
);
export type GatewayOAuthReadParams = z.output<ReturnType<typeof GatewayOAuthReadParams>>;

export const GatewayOAuthReadResponse = schema("GatewayOAuthReadResponse", () =>
	z.object({
		error: orNull(z.string()),
		providerId: z.string(),
		providerName: z.string(),
		required: z.boolean(),
		status: orNull(GatewayOAuthStatus()),
		supportsDeviceAuth: z.boolean().optional(),
	}),
);
export type GatewayOAuthReadResponse = z.output<ReturnType<typeof GatewayOAuthReadResponse>>;

export const GatewayOAuthStatus = schema("GatewayOAuthStatus", () =>
	z.enum(["notReady", "started", "succeeded", "failed"]),
);
export type GatewayOAuthStatus = z.output<ReturnType<typeof GatewayOAuthStatus>>;
