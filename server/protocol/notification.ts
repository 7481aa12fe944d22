import * as z from "zod";
import { AuthMode, PlanType, RateLimitSnapshot } from "./account.ts";
import { RequestId } from "./common.ts";
import { TextRange } from "./config.ts";
import { FileUpdateChange, ThreadItem } from "./item.ts";
import { orAbsent, orNull, schema } from "./schema.ts";
import { Thread, ThreadSettings, ThreadStatus, ThreadTokenUsage } from "./thread.ts";
import { Turn, TurnError, TurnPlanStep } from "./turn.ts";

export const ThreadStartedNotification = schema("ThreadStartedNotification", () =>
	z.object({
		thread: Thread(),
	}),
);
export type ThreadStartedNotification = z.output<ReturnType<typeof ThreadStartedNotification>>;

export const ThreadStatusChangedNotification = schema("ThreadStatusChangedNotification", () =>
	z.object({
		status: ThreadStatus(),
		threadId: z.string(),
	}),
);
export type ThreadStatusChangedNotification = z.output<ReturnType<typeof ThreadStatusChangedNotification>>;

export const ThreadClosedNotification = schema("ThreadClosedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadClosedNotification = z.output<ReturnType<typeof ThreadClosedNotification>>;

export const ThreadArchivedNotification = schema("ThreadArchivedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadArchivedNotification = z.output<ReturnType<typeof ThreadArchivedNotification>>;

export const ThreadUnarchivedNotification = schema("ThreadUnarchivedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadUnarchivedNotification = z.output<ReturnType<typeof ThreadUnarchivedNotification>>;

export const ThreadNameUpdatedNotification = schema("ThreadNameUpdatedNotification", () =>
	z.object({
		threadId: z.string(),
		threadName: orAbsent(z.string()),
	}),
);
export type ThreadNameUpdatedNotification = z.output<ReturnType<typeof ThreadNameUpdatedNotification>>;

export const ThreadTokenUsageUpdatedNotification = schema("ThreadTokenUsageUpdatedNotification", () =>
	z.object({
		threadId: z.string(),
		tokenUsage: ThreadTokenUsage(),
		turnId: z.string(),
	}),
);
export type ThreadTokenUsageUpdatedNotification = z.output<ReturnType<typeof ThreadTokenUsageUpdatedNotification>>;

export const TurnStartedNotification = schema("TurnStartedNotification", () =>
	z.object({
		threadId: z.string(),
		turn: Turn(),
	}),
);
export type TurnStartedNotification = z.output<ReturnType<typeof TurnStartedNotification>>;

export const TurnCompletedNotification = schema("TurnCompletedNotification", () =>
	z.object({
		threadId: z.string(),
		turn: Turn(),
	}),
);
export type TurnCompletedNotification = z.output<ReturnType<typeof TurnCompletedNotification>>;

export const TurnPlanUpdatedNotification = schema("TurnPlanUpdatedNotification", () =>
	z.object({
		explanation: orNull(z.string()),
		plan: z.array(TurnPlanStep()),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TurnPlanUpdatedNotification = z.output<ReturnType<typeof TurnPlanUpdatedNotification>>;

export const TurnDiffUpdatedNotification = schema("TurnDiffUpdatedNotification", () =>
	z.object({
		diff: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TurnDiffUpdatedNotification = z.output<ReturnType<typeof TurnDiffUpdatedNotification>>;

export const ErrorNotification = schema("ErrorNotification", () =>
	z.object({
		error: TurnError(),
		threadId: z.string(),
		turnId: z.string(),
		willRetry: z.boolean(),
	}),
);
export type ErrorNotification = z.output<ReturnType<typeof ErrorNotification>>;

export const ItemStartedNotification = schema("ItemStartedNotification", () =>
	z.object({
		item: ThreadItem(),
		startedAtMs: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ItemStartedNotification = z.output<ReturnType<typeof ItemStartedNotification>>;

export const ItemCompletedNotification = schema("ItemCompletedNotification", () =>
	z.object({
		completedAtMs: z.int(),
		contentTokenCount: z.int().nonnegative().nullish(),
		item: ThreadItem(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ItemCompletedNotification = z.output<ReturnType<typeof ItemCompletedNotification>>;

export const AgentMessageDeltaNotification = schema("AgentMessageDeltaNotification", () =>
	z.object({
		delta: z.string(),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type AgentMessageDeltaNotification = z.output<ReturnType<typeof AgentMessageDeltaNotification>>;

export const ReasoningSummaryTextDeltaNotification = schema("ReasoningSummaryTextDeltaNotification", () =>
	z.object({
		delta: z.string(),
		itemId: z.string(),
		summaryIndex: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ReasoningSummaryTextDeltaNotification = z.output<ReturnType<typeof ReasoningSummaryTextDeltaNotification>>;

export const ReasoningSummaryPartAddedNotification = schema("ReasoningSummaryPartAddedNotification", () =>
	z.object({
		itemId: z.string(),
		summaryIndex: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ReasoningSummaryPartAddedNotification = z.output<ReturnType<typeof ReasoningSummaryPartAddedNotification>>;

export const ReasoningTextDeltaNotification = schema("ReasoningTextDeltaNotification", () =>
	z.object({
		contentIndex: z.int(),
		delta: z.string(),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ReasoningTextDeltaNotification = z.output<ReturnType<typeof ReasoningTextDeltaNotification>>;

export const CommandExecutionOutputDeltaNotification = schema("CommandExecutionOutputDeltaNotification", () =>
	z.object({
		delta: z.string(),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type CommandExecutionOutputDeltaNotification = z.output<
	ReturnType<typeof CommandExecutionOutputDeltaNotification>
>;

export const TerminalInteractionNotification = schema("TerminalInteractionNotification", () =>
	z.object({
		itemId: z.string(),
		processId: z.string(),
		stdin: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TerminalInteractionNotification = z.output<ReturnType<typeof TerminalInteractionNotification>>;

export const ServerRequestResolvedNotification = schema("ServerRequestResolvedNotification", () =>
	z.object({
		requestId: RequestId(),
		threadId: z.string(),
	}),
);
export type ServerRequestResolvedNotification = z.output<ReturnType<typeof ServerRequestResolvedNotification>>;

export const WarningNotification = schema("WarningNotification", () =>
	z.object({
		message: z.string(),
		threadId: orNull(z.string()),
	}),
);
export type WarningNotification = z.output<ReturnType<typeof WarningNotification>>;

export const ConfigWarningNotification = schema("ConfigWarningNotification", () =>
	z.object({
		details: orNull(z.string()),
		path: orAbsent(z.string()),
		range: orAbsent(TextRange()),
		summary: z.string(),
	}),
);
export type ConfigWarningNotification = z.output<ReturnType<typeof ConfigWarningNotification>>;

export const DeprecationNoticeNotification = schema("DeprecationNoticeNotification", () =>
	z.object({
		details: orNull(z.string()),
		summary: z.string(),
	}),
);
export type DeprecationNoticeNotification = z.output<ReturnType<typeof DeprecationNoticeNotification>>;

export const ThreadSettingsUpdatedNotification = schema("ThreadSettingsUpdatedNotification", () =>
	z.object({
		threadId: z.string(),
		threadSettings: ThreadSettings(),
	}),
);
export type ThreadSettingsUpdatedNotification = z.output<ReturnType<typeof ThreadSettingsUpdatedNotification>>;

export const AccountUpdatedNotification = schema("AccountUpdatedNotification", () =>
	z.object({
		authMode: orNull(AuthMode()),
		planType: orNull(PlanType()),
	}),
);
export type AccountUpdatedNotification = z.output<ReturnType<typeof AccountUpdatedNotification>>;

export const AccountRateLimitsUpdatedNotification = schema("AccountRateLimitsUpdatedNotification", () =>
	z.object({
		rateLimits: RateLimitSnapshot(),
	}),
);
export type AccountRateLimitsUpdatedNotification = z.output<ReturnType<typeof AccountRateLimitsUpdatedNotification>>;

export const RemoteControlStatusChangedNotification = schema("RemoteControlStatusChangedNotification", () =>
	z.object({
		environmentId: orNull(z.string()),
		installationId: z.string(),
		serverName: z.string(),
		status: RemoteControlConnectionStatus(),
	}),
);
export type RemoteControlStatusChangedNotification = z.output<
	ReturnType<typeof RemoteControlStatusChangedNotification>
>;

export const RemoteControlConnectionStatus = schema("RemoteControlConnectionStatus", () =>
	z.enum(["disabled", "connecting", "connected", "errored"]),
);
export type RemoteControlConnectionStatus = z.output<ReturnType<typeof RemoteControlConnectionStatus>>;

export const ContextCompactedNotification = schema("ContextCompactedNotification", () =>
	z.object({
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type ContextCompactedNotification = z.output<ReturnType<typeof ContextCompactedNotification>>;

export const FileChangeOutputDeltaNotification = schema("FileChangeOutputDeltaNotification", () =>
	z.object({
		delta: z.string(),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type FileChangeOutputDeltaNotification = z.output<ReturnType<typeof FileChangeOutputDeltaNotification>>;

export const FileChangePatchUpdatedNotification = schema("FileChangePatchUpdatedNotification", () =>
	z.object({
		changes: z.array(FileUpdateChange()),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type FileChangePatchUpdatedNotification = z.output<ReturnType<typeof FileChangePatchUpdatedNotification>>;

export const McpToolCallProgressNotification = schema("McpToolCallProgressNotification", () =>
	z.object({
		itemId: z.string(),
		message: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type McpToolCallProgressNotification = z.output<ReturnType<typeof McpToolCallProgressNotification>>;

export const PlanDeltaNotification = schema("PlanDeltaNotification", () =>
	z.object({
		delta: z.string(),
		itemId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type PlanDeltaNotification = z.output<ReturnType<typeof PlanDeltaNotification>>;

export const ThreadDeletedNotification = schema("ThreadDeletedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadDeletedNotification = z.output<ReturnType<typeof ThreadDeletedNotification>>;

export const ThreadRevertedNotification = schema("ThreadRevertedNotification", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadRevertedNotification = z.output<ReturnType<typeof ThreadRevertedNotification>>;

export const TurnModerationMetadataNotification = schema("TurnModerationMetadataNotification", () =>
	z.object({
		metadata: z.unknown(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type TurnModerationMetadataNotification = z.output<ReturnType<typeof TurnModerationMetadataNotification>>;
