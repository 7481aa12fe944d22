import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxPolicy } from "./policy.ts";
import { orNull, schema } from "./schema.ts";
import { CollaborationMode, ModeKind } from "./thread.ts";

export const CollaborationModeListParams = schema("CollaborationModeListParams", () => z.object({}));
export type CollaborationModeListParams = z.output<ReturnType<typeof CollaborationModeListParams>>;

export const CollaborationModeListResponse = schema("CollaborationModeListResponse", () =>
	z.object({
		data: z.array(CollaborationModeMask()),
	}),
);
export type CollaborationModeListResponse = z.output<ReturnType<typeof CollaborationModeListResponse>>;

export const CollaborationModeMask = schema("CollaborationModeMask", () =>
	z.object({
		mode: orNull(ModeKind()),
		model: orNull(z.string()),
		name: z.string(),
		reasoning_effort: orNull(ReasoningEffort().nullable()),
	}),
);
export type CollaborationModeMask = z.output<ReturnType<typeof CollaborationModeMask>>;

export const MultiAgentMode = schema("MultiAgentMode", () =>
	z.union([
		z.enum(["explicitRequestOnly", "proactive"]),
		z.strictObject({
			custom: z.string(),
		}),
	]),
);
export type MultiAgentMode = z.output<ReturnType<typeof MultiAgentMode>>;

export const ThreadSettingsUpdateParams = schema("ThreadSettingsUpdateParams", () =>
	z.object({
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		collaborationMode: orNull(CollaborationMode()),
		cwd: orNull(z.string()),
		disabledPluginIds: orNull(z.array(z.string())),
		effort: orNull(ReasoningEffort()),
		environments: orNull(z.array(TurnEnvironmentParams())),
		model: orNull(z.string()),
		multiAgentMode: orNull(MultiAgentMode()),
		permissions: orNull(z.string()),
		personality: orNull(Personality()),
		sandboxPolicy: orNull(SandboxPolicy()),
		/** Null resets it, absence keeps it. */
		serviceTier: z.string().nullish(),
		summary: orNull(ReasoningSummary()),
		threadId: z.string(),
	}),
);
export type ThreadSettingsUpdateParams = z.output<ReturnType<typeof ThreadSettingsUpdateParams>>;

export const ThreadSettingsUpdateResponse = schema("ThreadSettingsUpdateResponse", () => z.object({}));
export type ThreadSettingsUpdateResponse = z.output<ReturnType<typeof ThreadSettingsUpdateResponse>>;

export const TurnEnvironmentParams = schema("TurnEnvironmentParams", () =>
	z.object({
		cwd: LegacyAppPathString(),
		environmentId: z.string(),
		runtimeWorkspaceRoots: orNull(z.array(LegacyAppPathString())),
	}),
);
export type TurnEnvironmentParams = z.output<ReturnType<typeof TurnEnvironmentParams>>;

export const TurnSettingsUpdateParams = schema("TurnSettingsUpdateParams", () =>
	z.strictObject({
		approvalsReviewer: orNull(ApprovalsReviewer()),
		effort: orNull(ReasoningEffort()),
		environments: orNull(z.array(TurnEnvironmentParams())),
		model: orNull(z.string()),
		/** Null resets it, absence keeps it. */
		serviceTier: z.string().nullish(),
		summary: orNull(ReasoningSummary()),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TurnSettingsUpdateParams = z.output<ReturnType<typeof TurnSettingsUpdateParams>>;

export const TurnSettingsUpdateResponse = schema("TurnSettingsUpdateResponse", () =>
	z.object({
		status: TurnSettingsUpdateStatus(),
	}),
);
export type TurnSettingsUpdateResponse = z.output<ReturnType<typeof TurnSettingsUpdateResponse>>;

export const TurnSettingsUpdateStatus = schema("TurnSettingsUpdateStatus", () =>
	z.enum(["applied", "targetUnavailable"]),
);
export type TurnSettingsUpdateStatus = z.output<ReturnType<typeof TurnSettingsUpdateStatus>>;
