import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const AttestationGenerateParams = schema("AttestationGenerateParams", () => z.object({}));
export type AttestationGenerateParams = z.output<ReturnType<typeof AttestationGenerateParams>>;

export const AttestationGenerateResponse = schema("AttestationGenerateResponse", () =>
	z.object({
		token: z.string(),
	}),
);
export type AttestationGenerateResponse = z.output<ReturnType<typeof AttestationGenerateResponse>>;

export const ChatgptAuthTokensRefreshParams = schema("ChatgptAuthTokensRefreshParams", () =>
	z.object({
		previousAccountId: z.string().nullish(),
		reason: ChatgptAuthTokensRefreshReason(),
	}),
);
export type ChatgptAuthTokensRefreshParams = z.output<ReturnType<typeof ChatgptAuthTokensRefreshParams>>;

export const ChatgptAuthTokensRefreshReason = schema("ChatgptAuthTokensRefreshReason", () => z.literal("unauthorized"));
export type ChatgptAuthTokensRefreshReason = z.output<ReturnType<typeof ChatgptAuthTokensRefreshReason>>;

export const ChatgptAuthTokensRefreshResponse = schema("ChatgptAuthTokensRefreshResponse", () =>
	z.object({
		accessToken: z.string(),
		chatgptAccountId: z.string(),
		chatgptPlanType: orNull(z.string()),
	}),
);
export type ChatgptAuthTokensRefreshResponse = z.output<ReturnType<typeof ChatgptAuthTokensRefreshResponse>>;

export const AccountLoginCompletedNotification = schema("AccountLoginCompletedNotification", () =>
	z.object({
		error: orNull(z.string()),
		loginId: orNull(z.string()),
		onboardingEntrypoint: orNull(DesktopOnboardingEntrypoint()),
		success: z.boolean(),
	}),
);
export type AccountLoginCompletedNotification = z.output<ReturnType<typeof AccountLoginCompletedNotification>>;

export const CancelLoginAccountParams = schema("CancelLoginAccountParams", () =>
	z.object({
		loginId: z.string(),
	}),
);
export type CancelLoginAccountParams = z.output<ReturnType<typeof CancelLoginAccountParams>>;

export const CancelLoginAccountResponse = schema("CancelLoginAccountResponse", () =>
	z.object({
		status: CancelLoginAccountStatus(),
	}),
);
export type CancelLoginAccountResponse = z.output<ReturnType<typeof CancelLoginAccountResponse>>;

export const CancelLoginAccountStatus = schema("CancelLoginAccountStatus", () => z.enum(["canceled", "notFound"]));
export type CancelLoginAccountStatus = z.output<ReturnType<typeof CancelLoginAccountStatus>>;

export const DesktopOnboardingEntrypoint = schema("DesktopOnboardingEntrypoint", () => z.literal("life_sciences"));
export type DesktopOnboardingEntrypoint = z.output<ReturnType<typeof DesktopOnboardingEntrypoint>>;

export const LoginAccountParams = schema("LoginAccountParams", () =>
	z.discriminatedUnion("type", [
		z.object({
			apiKey: z.string(),
			type: z.literal("apiKey"),
		}),
		z.object({
			appBrand: orNull(LoginAppBrand()),
			codexStreamlinedLogin: z.boolean().optional(),
			type: z.literal("chatgpt"),
			useHostedLoginSuccessPage: z.boolean().optional(),
		}),
		z.object({
			type: z.literal("chatgptDeviceCode"),
		}),
		z.object({
			accessToken: z.string(),
			chatgptAccountId: z.string(),
			chatgptPlanType: orNull(z.string()),
			type: z.literal("chatgptAuthTokens"),
		}),
		z.object({
			apiKey: z.string(),
			region: z.string(),
			type: z.literal("amazonBedrock"),
		}),
		z.object({
			accessKeyId: z.string(),
			region: z.string(),
			secretAccessKey: z.string(),
			sessionToken: orNull(z.string()),
			type: z.literal("amazonBedrockAccessKeys"),
		}),
	]),
);
export type LoginAccountParams = z.output<ReturnType<typeof LoginAccountParams>>;

export const LoginAccountResponse = schema("LoginAccountResponse", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("apiKey"),
		}),
		z.object({
			authUrl: z.string(),
			loginId: z.string(),
			type: z.literal("chatgpt"),
		}),
		z.object({
			loginId: z.string(),
			type: z.literal("chatgptDeviceCode"),
			userCode: z.string(),
			verificationUrl: z.string(),
		}),
		z.object({
			type: z.literal("chatgptAuthTokens"),
		}),
		z.object({
			type: z.literal("amazonBedrock"),
		}),
	]),
);
export type LoginAccountResponse = z.output<ReturnType<typeof LoginAccountResponse>>;

export const LoginAppBrand = schema("LoginAppBrand", () => z.enum(["codex", "chatgpt"]));
export type LoginAppBrand = z.output<ReturnType<typeof LoginAppBrand>>;

export const LogoutAccountResponse = schema("LogoutAccountResponse", () => z.object({}));
export type LogoutAccountResponse = z.output<ReturnType<typeof LogoutAccountResponse>>;
