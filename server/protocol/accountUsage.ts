import * as z from "zod";
import { RateLimitSnapshot } from "./account.ts";
import { orNull, schema } from "./schema.ts";

export const AccountSecuritySetupAction = schema("AccountSecuritySetupAction", () =>
	z.object({
		label: z.string(),
		url: z.string(),
	}),
);
export type AccountSecuritySetupAction = z.output<ReturnType<typeof AccountSecuritySetupAction>>;

export const AccountSecuritySetupNotice = schema("AccountSecuritySetupNotice", () =>
	z.object({
		accountId: z.string(),
		action: AccountSecuritySetupAction(),
		description: z.string(),
		title: z.string(),
		userId: z.string(),
	}),
);
export type AccountSecuritySetupNotice = z.output<ReturnType<typeof AccountSecuritySetupNotice>>;

export const AccountTokenUsageDailyBucket = schema("AccountTokenUsageDailyBucket", () =>
	z.object({
		startDate: z.string(),
		tokens: z.int(),
	}),
);
export type AccountTokenUsageDailyBucket = z.output<ReturnType<typeof AccountTokenUsageDailyBucket>>;

export const AccountTokenUsageSummary = schema("AccountTokenUsageSummary", () =>
	z.object({
		currentStreakDays: orNull(z.int()),
		lifetimeTokens: orNull(z.int()),
		longestRunningTurnSec: orNull(z.int()),
		longestStreakDays: orNull(z.int()),
		peakDailyTokens: orNull(z.int()),
	}),
);
export type AccountTokenUsageSummary = z.output<ReturnType<typeof AccountTokenUsageSummary>>;

export const AddCreditsNudgeCreditType = schema("AddCreditsNudgeCreditType", () => z.enum(["credits", "usage_limit"]));
export type AddCreditsNudgeCreditType = z.output<ReturnType<typeof AddCreditsNudgeCreditType>>;

export const AddCreditsNudgeEmailStatus = schema("AddCreditsNudgeEmailStatus", () =>
	z.enum(["sent", "cooldown_active"]),
);
export type AddCreditsNudgeEmailStatus = z.output<ReturnType<typeof AddCreditsNudgeEmailStatus>>;

export const ConsumeAccountRateLimitResetCreditOutcome = schema("ConsumeAccountRateLimitResetCreditOutcome", () =>
	z.enum(["reset", "nothingToReset", "noCredit", "alreadyRedeemed"]),
);
export type ConsumeAccountRateLimitResetCreditOutcome = z.output<
	ReturnType<typeof ConsumeAccountRateLimitResetCreditOutcome>
>;

export const ConsumeAccountRateLimitResetCreditParams = schema("ConsumeAccountRateLimitResetCreditParams", () =>
	z.object({
		creditId: orNull(z.string()),
		idempotencyKey: z.string(),
	}),
);
export type ConsumeAccountRateLimitResetCreditParams = z.output<
	ReturnType<typeof ConsumeAccountRateLimitResetCreditParams>
>;

export const ConsumeAccountRateLimitResetCreditResponse = schema("ConsumeAccountRateLimitResetCreditResponse", () =>
	z.object({
		outcome: ConsumeAccountRateLimitResetCreditOutcome(),
	}),
);
export type ConsumeAccountRateLimitResetCreditResponse = z.output<
	ReturnType<typeof ConsumeAccountRateLimitResetCreditResponse>
>;

export const GetAccountRateLimitsParams = schema("GetAccountRateLimitsParams", () =>
	z.object({
		excludeResetCreditDetails: z.boolean().optional(),
		supportsLunaReserve: z.boolean().optional(),
	}),
);
export type GetAccountRateLimitsParams = z.output<ReturnType<typeof GetAccountRateLimitsParams>>;

export const GetAccountRateLimitsResponse = schema("GetAccountRateLimitsResponse", () =>
	z.object({
		accountId: orNull(z.string()),
		ordinaryUsageAllowed: orNull(z.boolean()),
		rateLimitResetCredits: orNull(RateLimitResetCreditsSummary()),
		rateLimitUpsell: orNull(z.unknown()),
		rateLimits: RateLimitSnapshot(),
		rateLimitsByLimitId: orNull(z.record(z.string(), RateLimitSnapshot())),
	}),
);
export type GetAccountRateLimitsResponse = z.output<ReturnType<typeof GetAccountRateLimitsResponse>>;

export const GetAccountSecuritySetupResponse = schema("GetAccountSecuritySetupResponse", () =>
	z.object({
		notice: orNull(AccountSecuritySetupNotice()),
	}),
);
export type GetAccountSecuritySetupResponse = z.output<ReturnType<typeof GetAccountSecuritySetupResponse>>;

export const GetAccountTokenUsageParams = schema("GetAccountTokenUsageParams", () =>
	z.object({
		threadId: orNull(z.string()),
	}),
);
export type GetAccountTokenUsageParams = z.output<ReturnType<typeof GetAccountTokenUsageParams>>;

export const GetAccountTokenUsageResponse = schema("GetAccountTokenUsageResponse", () =>
	z.object({
		dailyUsageBuckets: orNull(z.array(AccountTokenUsageDailyBucket())),
		summary: AccountTokenUsageSummary(),
		threadUsage: ThreadUsage().nullish(),
	}),
);
export type GetAccountTokenUsageResponse = z.output<ReturnType<typeof GetAccountTokenUsageResponse>>;

export const GetWorkspaceMessagesResponse = schema("GetWorkspaceMessagesResponse", () =>
	z.object({
		featureEnabled: z.boolean(),
		messages: z.array(WorkspaceMessage()),
	}),
);
export type GetWorkspaceMessagesResponse = z.output<ReturnType<typeof GetWorkspaceMessagesResponse>>;

export const RateLimitResetCredit = schema("RateLimitResetCredit", () =>
	z.object({
		description: orNull(z.string()),
		expiresAt: orNull(z.int()),
		grantedAt: z.int(),
		id: z.string(),
		resetType: RateLimitResetType(),
		status: RateLimitResetCreditStatus(),
		title: orNull(z.string()),
	}),
);
export type RateLimitResetCredit = z.output<ReturnType<typeof RateLimitResetCredit>>;

export const RateLimitResetCreditStatus = schema("RateLimitResetCreditStatus", () =>
	z.enum(["available", "redeeming", "redeemed", "unknown"]),
);
export type RateLimitResetCreditStatus = z.output<ReturnType<typeof RateLimitResetCreditStatus>>;

export const RateLimitResetCreditsSummary = schema("RateLimitResetCreditsSummary", () =>
	z.object({
		availableCount: z.int(),
		credits: orNull(z.array(RateLimitResetCredit())),
	}),
);
export type RateLimitResetCreditsSummary = z.output<ReturnType<typeof RateLimitResetCreditsSummary>>;

export const RateLimitResetType = schema("RateLimitResetType", () => z.enum(["codexRateLimits", "unknown"]));
export type RateLimitResetType = z.output<ReturnType<typeof RateLimitResetType>>;

export const SendAddCreditsNudgeEmailParams = schema("SendAddCreditsNudgeEmailParams", () =>
	z.object({
		creditType: AddCreditsNudgeCreditType(),
	}),
);
export type SendAddCreditsNudgeEmailParams = z.output<ReturnType<typeof SendAddCreditsNudgeEmailParams>>;

export const SendAddCreditsNudgeEmailResponse = schema("SendAddCreditsNudgeEmailResponse", () =>
	z.object({
		status: AddCreditsNudgeEmailStatus(),
	}),
);
export type SendAddCreditsNudgeEmailResponse = z.output<ReturnType<typeof SendAddCreditsNudgeEmailResponse>>;

export const ThreadUsage = schema("ThreadUsage", () =>
	z.object({
		estimatedUsageCreditsMicros: z.int(),
		estimatedUsageUsdMicros: orNull(z.int()),
		groups: z.array(ThreadUsageBreakdownGroup()),
		nativeUsageUsdMicros: z.int().nullish(),
		threadId: z.string(),
	}),
);
export type ThreadUsage = z.output<ReturnType<typeof ThreadUsage>>;

export const ThreadUsageBreakdownGroup = schema("ThreadUsageBreakdownGroup", () =>
	z.object({
		cachedInputTokens: orNull(z.int()),
		estimatedUsageCreditsMicros: z.int(),
		inputTokens: orNull(z.int()),
		model: orNull(z.string()),
		netNewInputTokens: orNull(z.int()),
		outputTokens: orNull(z.int()),
		reasoningEffort: orNull(z.string()),
		speed: orNull(z.string()),
		totalTokens: orNull(z.int()),
	}),
);
export type ThreadUsageBreakdownGroup = z.output<ReturnType<typeof ThreadUsageBreakdownGroup>>;

export const WorkspaceMessage = schema("WorkspaceMessage", () =>
	z.object({
		archivedAt: orNull(z.int()),
		createdAt: orNull(z.int()),
		messageBody: z.string(),
		messageId: z.string(),
		messageType: WorkspaceMessageType(),
	}),
);
export type WorkspaceMessage = z.output<ReturnType<typeof WorkspaceMessage>>;

export const WorkspaceMessageType = schema("WorkspaceMessageType", () =>
	z.enum(["headline", "announcement", "unknown"]),
);
export type WorkspaceMessageType = z.output<ReturnType<typeof WorkspaceMessageType>>;
