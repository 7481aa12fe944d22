import * as z from "zod";
import { experimental } from "./experimental.ts";
import { orNull, schema } from "./schema.ts";

export const GetAccountParams = schema("GetAccountParams", () =>
	z.object({
		refreshToken: z.boolean().optional(),
	}),
);
export type GetAccountParams = z.output<ReturnType<typeof GetAccountParams>>;

export const GetAccountResponse = schema("GetAccountResponse", () =>
	z.object({
		account: orNull(Account()),
		requiresOpenaiAuth: z.boolean(),
		userId: orNull(z.string()),
		workspaceRouting: experimental("account/read.workspaceRouting", orNull(WorkspaceRouting())),
	}),
);
export type GetAccountResponse = z.output<ReturnType<typeof GetAccountResponse>>;

export const Account = schema("Account", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("apiKey"),
		}),
		z.object({
			email: z.string().nullable(),
			planType: PlanType(),
			type: z.literal("chatgpt"),
			workspaceName: orNull(z.string()),
		}),
		z.object({
			type: z.literal("amazonBedrock"),
			usesCodexManagedCredentials: z.boolean().default(false),
		}),
		z.object({
			type: z.literal("gcp"),
		}),
	]),
);
export type Account = z.output<ReturnType<typeof Account>>;

export const PlanType = schema("PlanType", () =>
	z.enum([
		"free",
		"go",
		"plus",
		"pro",
		"prolite",
		"promax",
		"team",
		"self_serve_business_prolite",
		"self_serve_business_usage_based",
		"business",
		"ent26",
		"enterprise_cbp_automation",
		"enterprise_cbp_usage_based",
		"enterprise",
		"edu",
		"edu_plus",
		"edu_pro",
		"sci",
		"sci_plus",
		"unknown",
	]),
);
export type PlanType = z.output<ReturnType<typeof PlanType>>;

export const AuthMode = schema("AuthMode", () =>
	z.enum([
		"apikey",
		"chatgpt",
		"chatgptAuthTokens",
		"headers",
		"agentIdentity",
		"personalAccessToken",
		"bedrockApiKey",
		"bedrockAccessKeys",
	]),
);
export type AuthMode = z.output<ReturnType<typeof AuthMode>>;

export const RateLimitSnapshot = schema("RateLimitSnapshot", () =>
	z.object({
		credits: orNull(CreditsSnapshot()),
		individualLimit: orNull(SpendControlLimitSnapshot()),
		limitId: orNull(z.string()),
		limitName: orNull(z.string()),
		normalModelSlug: orNull(z.string()),
		planType: orNull(PlanType()),
		primary: orNull(RateLimitWindow()),
		rateLimitReachedType: orNull(RateLimitReachedType()),
		secondary: orNull(RateLimitWindow()),
		spendControlReached: orNull(z.boolean()),
	}),
);
export type RateLimitSnapshot = z.output<ReturnType<typeof RateLimitSnapshot>>;

export const CreditsSnapshot = schema("CreditsSnapshot", () =>
	z.object({
		balance: orNull(z.string()),
		hasCredits: z.boolean(),
		unlimited: z.boolean(),
	}),
);
export type CreditsSnapshot = z.output<ReturnType<typeof CreditsSnapshot>>;

export const SpendControlLimitSnapshot = schema("SpendControlLimitSnapshot", () =>
	z.object({
		limit: z.string(),
		remainingPercent: z.int(),
		resetsAt: z.int(),
		used: z.string(),
	}),
);
export type SpendControlLimitSnapshot = z.output<ReturnType<typeof SpendControlLimitSnapshot>>;

export const RateLimitWindow = schema("RateLimitWindow", () =>
	z.object({
		resetsAt: orNull(z.int()),
		usedPercent: z.int(),
		windowDurationMins: orNull(z.int()),
	}),
);
export type RateLimitWindow = z.output<ReturnType<typeof RateLimitWindow>>;

export const RateLimitReachedType = schema("RateLimitReachedType", () =>
	z.enum([
		"rate_limit_reached",
		"workspace_owner_credits_depleted",
		"workspace_member_credits_depleted",
		"workspace_owner_usage_limit_reached",
		"workspace_member_usage_limit_reached",
	]),
);
export type RateLimitReachedType = z.output<ReturnType<typeof RateLimitReachedType>>;

export const AccountRoutingOverride = schema("AccountRoutingOverride", () => z.enum(["NO_CONSTRAINT", "us", "us_cr"]));
export type AccountRoutingOverride = z.output<ReturnType<typeof AccountRoutingOverride>>;

export const WorkspaceRouting = schema("WorkspaceRouting", () =>
	z.object({
		accountRoutingOverride: AccountRoutingOverride(),
		backendOrigin: z.string(),
		chatgptAccountId: z.string(),
	}),
);
export type WorkspaceRouting = z.output<ReturnType<typeof WorkspaceRouting>>;
