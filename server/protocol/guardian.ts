import * as z from "zod";
import { NetworkApprovalProtocol } from "./approval.ts";
import { AbsolutePathBuf, LegacyAppPathString } from "./common.ts";
import { AdditionalFileSystemPermissions, AdditionalNetworkPermissions } from "./permissionProfile.ts";
import { orNull, schema } from "./schema.ts";

export const AutoReviewDecisionSource = schema("AutoReviewDecisionSource", () => z.literal("agent"));
export type AutoReviewDecisionSource = z.output<ReturnType<typeof AutoReviewDecisionSource>>;

export const AutoReviewRequirements = schema("AutoReviewRequirements", () =>
	z.object({
		ignoreRules: orNull(z.array(z.string())),
		requiredOnModels: orNull(z.array(z.string())),
	}),
);
export type AutoReviewRequirements = z.output<ReturnType<typeof AutoReviewRequirements>>;

export const GuardianApprovalReview = schema("GuardianApprovalReview", () =>
	z.object({
		rationale: orNull(z.string()),
		riskLevel: orNull(GuardianRiskLevel()),
		status: GuardianApprovalReviewStatus(),
		userAuthorization: orNull(GuardianUserAuthorization()),
	}),
);
export type GuardianApprovalReview = z.output<ReturnType<typeof GuardianApprovalReview>>;

export const GuardianApprovalReviewAction = schema("GuardianApprovalReviewAction", () =>
	z.discriminatedUnion("type", [
		z.object({
			command: z.string(),
			cwd: LegacyAppPathString(),
			source: GuardianCommandSource(),
			type: z.literal("command"),
		}),
		z.object({
			argv: z.array(z.string()),
			cwd: AbsolutePathBuf(),
			program: z.string(),
			source: GuardianCommandSource(),
			type: z.literal("execve"),
		}),
		z.object({
			approvalId: z.string(),
			cwd: LegacyAppPathString(),
			processId: z.string(),
			stdin: z.string(),
			type: z.literal("writeStdin"),
		}),
		z.object({
			cwd: LegacyAppPathString(),
			files: z.array(LegacyAppPathString()),
			type: z.literal("applyPatch"),
		}),
		z.object({
			host: z.string(),
			port: z.int().min(0),
			protocol: NetworkApprovalProtocol(),
			target: z.string(),
			type: z.literal("networkAccess"),
		}),
		z.object({
			connectorId: orNull(z.string()),
			connectorName: orNull(z.string()),
			server: z.string(),
			toolName: z.string(),
			toolTitle: orNull(z.string()),
			type: z.literal("mcpToolCall"),
		}),
		z.object({
			permissions: RequestPermissionProfile(),
			reason: orNull(z.string()),
			type: z.literal("requestPermissions"),
		}),
	]),
);
export type GuardianApprovalReviewAction = z.output<ReturnType<typeof GuardianApprovalReviewAction>>;

export const GuardianApprovalReviewStatus = schema("GuardianApprovalReviewStatus", () =>
	z.enum(["inProgress", "approved", "denied", "timedOut", "aborted"]),
);
export type GuardianApprovalReviewStatus = z.output<ReturnType<typeof GuardianApprovalReviewStatus>>;

export const GuardianAssessmentOutcome = schema("GuardianAssessmentOutcome", () => z.enum(["allow", "deny"]));
export type GuardianAssessmentOutcome = z.output<ReturnType<typeof GuardianAssessmentOutcome>>;

export const GuardianCommandSource = schema("GuardianCommandSource", () => z.enum(["shell", "unifiedExec"]));
export type GuardianCommandSource = z.output<ReturnType<typeof GuardianCommandSource>>;

export const GuardianRiskLevel = schema("GuardianRiskLevel", () => z.enum(["low", "medium", "high", "critical"]));
export type GuardianRiskLevel = z.output<ReturnType<typeof GuardianRiskLevel>>;

export const GuardianUserAuthorization = schema("GuardianUserAuthorization", () =>
	z.enum(["unknown", "low", "medium", "high"]),
);
export type GuardianUserAuthorization = z.output<ReturnType<typeof GuardianUserAuthorization>>;

export const GuardianWarningNotification = schema("GuardianWarningNotification", () =>
	z.object({
		message: z.string(),
		threadId: z.string(),
	}),
);
export type GuardianWarningNotification = z.output<ReturnType<typeof GuardianWarningNotification>>;

export const ItemGuardianApprovalReviewCompletedNotification = schema(
	"ItemGuardianApprovalReviewCompletedNotification",
	() =>
		z.object({
			action: GuardianApprovalReviewAction(),
			completedAtMs: z.int(),
			decisionSource: AutoReviewDecisionSource(),
			review: GuardianApprovalReview(),
			reviewId: z.string(),
			startedAtMs: z.int(),
			targetItemId: orNull(z.string()),
			threadId: z.string(),
			turnId: z.string(),
		}),
);
export type ItemGuardianApprovalReviewCompletedNotification = z.output<
	ReturnType<typeof ItemGuardianApprovalReviewCompletedNotification>
>;

export const ItemGuardianApprovalReviewStartedNotification = schema(
	"ItemGuardianApprovalReviewStartedNotification",
	() =>
		z.object({
			action: GuardianApprovalReviewAction(),
			review: GuardianApprovalReview(),
			reviewId: z.string(),
			startedAtMs: z.int(),
			targetItemId: orNull(z.string()),
			threadId: z.string(),
			turnId: z.string(),
		}),
);
export type ItemGuardianApprovalReviewStartedNotification = z.output<
	ReturnType<typeof ItemGuardianApprovalReviewStartedNotification>
>;

export const RequestPermissionProfile = schema("RequestPermissionProfile", () =>
	z.strictObject({
		fileSystem: orNull(AdditionalFileSystemPermissions()),
		network: orNull(AdditionalNetworkPermissions()),
	}),
);
export type RequestPermissionProfile = z.output<ReturnType<typeof RequestPermissionProfile>>;

export const StrictReviewRequiredNotification = schema("StrictReviewRequiredNotification", () =>
	z.object({
		startedAtMs: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type StrictReviewRequiredNotification = z.output<ReturnType<typeof StrictReviewRequiredNotification>>;

export const ThreadApproveGuardianDeniedActionParams = schema("ThreadApproveGuardianDeniedActionParams", () =>
	z.object({
		event: z.unknown(),
		threadId: z.string(),
	}),
);
export type ThreadApproveGuardianDeniedActionParams = z.output<
	ReturnType<typeof ThreadApproveGuardianDeniedActionParams>
>;

export const ThreadApproveGuardianDeniedActionResponse = schema("ThreadApproveGuardianDeniedActionResponse", () =>
	z.object({}),
);
export type ThreadApproveGuardianDeniedActionResponse = z.output<
	ReturnType<typeof ThreadApproveGuardianDeniedActionResponse>
>;

export const ThreadGuardianAssessment = schema("ThreadGuardianAssessment", () =>
	z.object({
		outcome: GuardianAssessmentOutcome(),
		rationale: z.string(),
		riskLevel: GuardianRiskLevel(),
		userAuthorization: GuardianUserAuthorization(),
	}),
);
export type ThreadGuardianAssessment = z.output<ReturnType<typeof ThreadGuardianAssessment>>;

export const ThreadGuardianReviewParams = schema("ThreadGuardianReviewParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadGuardianReviewParams = z.output<ReturnType<typeof ThreadGuardianReviewParams>>;

export const ThreadGuardianReviewResponse = schema("ThreadGuardianReviewResponse", () =>
	z.object({
		assessment: orNull(ThreadGuardianAssessment()),
		callId: z.string(),
	}),
);
export type ThreadGuardianReviewResponse = z.output<ReturnType<typeof ThreadGuardianReviewResponse>>;
