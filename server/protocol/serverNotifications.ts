import { AppListUpdatedNotification } from "./app.ts";
import { CommandExecOutputDeltaNotification } from "./commandExec.ts";
import { EnvironmentConnectionNotification } from "./environment.ts";
import {
	ExternalAgentConfigImportCompletedNotification,
	ExternalAgentConfigImportProgressNotification,
} from "./externalAgentConfig.ts";
import { FsChangedNotification } from "./fs.ts";
import {
	FuzzyFileSearchSessionCompletedNotification,
	FuzzyFileSearchSessionUpdatedNotification,
} from "./fuzzyFileSearch.ts";
import { GatewayOAuthChangedNotification } from "./gatewayOAuth.ts";
import {
	GuardianWarningNotification,
	ItemGuardianApprovalReviewCompletedNotification,
	ItemGuardianApprovalReviewStartedNotification,
	StrictReviewRequiredNotification,
} from "./guardian.ts";
import { HookCompletedNotification, HookStartedNotification } from "./hook.ts";
import { AccountLoginCompletedNotification } from "./login.ts";
import {
	McpServerEventStreamNotification,
	McpServerOauthLoginCompletedNotification,
	McpServerStatusUpdatedNotification,
} from "./mcp.ts";
import {
	AuthRecoveryNotification,
	ModelReroutedNotification,
	ModelSafetyBufferingUpdatedNotification,
	ModelVerificationNotification,
} from "./modelNotification.ts";
import {
	AccountRateLimitsUpdatedNotification,
	AccountUpdatedNotification,
	AgentMessageDeltaNotification,
	CommandExecutionOutputDeltaNotification,
	ConfigWarningNotification,
	ContextCompactedNotification,
	DeprecationNoticeNotification,
	ErrorNotification,
	FileChangeOutputDeltaNotification,
	FileChangePatchUpdatedNotification,
	ItemCompletedNotification,
	ItemStartedNotification,
	McpToolCallProgressNotification,
	PlanDeltaNotification,
	ReasoningSummaryPartAddedNotification,
	ReasoningSummaryTextDeltaNotification,
	ReasoningTextDeltaNotification,
	RemoteControlStatusChangedNotification,
	ServerRequestResolvedNotification,
	TerminalInteractionNotification,
	ThreadArchivedNotification,
	ThreadClosedNotification,
	ThreadDeletedNotification,
	ThreadNameUpdatedNotification,
	ThreadRevertedNotification,
	ThreadSettingsUpdatedNotification,
	ThreadStartedNotification,
	ThreadStatusChangedNotification,
	ThreadTokenUsageUpdatedNotification,
	ThreadUnarchivedNotification,
	TurnCompletedNotification,
	TurnDiffUpdatedNotification,
	TurnModerationMetadataNotification,
	TurnPlanUpdatedNotification,
	TurnStartedNotification,
	WarningNotification,
} from "./notification.ts";
import { ProcessExitedNotification, ProcessOutputDeltaNotification } from "./process.ts";
import { ProjectChangedNotification, ThreadProjectUpdatedNotification } from "./project.ts";
import {
	ThreadRealtimeClosedNotification,
	ThreadRealtimeErrorNotification,
	ThreadRealtimeItemAddedNotification,
	ThreadRealtimeItemCompletedNotification,
	ThreadRealtimeItemStartedNotification,
	ThreadRealtimeItemTranscriptDeltaNotification,
	ThreadRealtimeOutputAudioDeltaNotification,
	ThreadRealtimeSdpNotification,
	ThreadRealtimeStartedNotification,
	ThreadRealtimeTranscriptDeltaNotification,
	ThreadRealtimeTranscriptDoneNotification,
} from "./realtime.ts";
import { notification } from "./registry/entry.ts";
import { SkillsChangedNotification } from "./skill.ts";
import { ThreadAttachmentUpdatedNotification } from "./threadAttachment.ts";
import { ThreadGoalClearedNotification, ThreadGoalUpdatedNotification } from "./threadGoal.ts";
import { ThreadQueueChangedNotification } from "./threadQueue.ts";
import { ThreadReadStateChangedNotification } from "./threadReadState.ts";
import { ThreadPredictionUpdatedNotification } from "./threadSample.ts";
import { ThreadSectionChangedNotification } from "./threadSection.ts";
import { WindowsSandboxSetupCompletedNotification, WindowsWorldWritableWarningNotification } from "./windows.ts";

/** Every notification the server may send. */
export const serverNotifications = {
	error: notification(ErrorNotification, "thread"),
	"thread/started": notification(ThreadStartedNotification, "all"),
	"thread/status/changed": notification(ThreadStatusChangedNotification, "all"),
	"thread/readState/changed": notification(ThreadReadStateChangedNotification, "all"),
	"thread/archived": notification(ThreadArchivedNotification, "all"),
	"thread/deleted": notification(ThreadDeletedNotification, "all"),
	"thread/unarchived": notification(ThreadUnarchivedNotification, "all"),
	"thread/closed": notification(ThreadClosedNotification, "all"),
	"thread/reverted": notification(ThreadRevertedNotification, "thread"),
	"skills/changed": notification(SkillsChangedNotification, "all"),
	"thread/name/updated": notification(ThreadNameUpdatedNotification, "all"),
	"thread/section/changed": notification(ThreadSectionChangedNotification, "all"),
	"thread/attachment/updated": notification(ThreadAttachmentUpdatedNotification, "all"),
	"thread/goal/updated": notification(ThreadGoalUpdatedNotification, "all"),
	"thread/prediction/updated": notification(ThreadPredictionUpdatedNotification, "thread"),
	"thread/goal/cleared": notification(ThreadGoalClearedNotification, "all"),
	"thread/queue/changed": notification(ThreadQueueChangedNotification, "thread"),
	"project/changed": notification(ProjectChangedNotification, "all"),
	"thread/project/updated": notification(ThreadProjectUpdatedNotification, "all"),
	"thread/environment/connected": notification(EnvironmentConnectionNotification, "thread"),
	"thread/environment/disconnected": notification(EnvironmentConnectionNotification, "thread"),
	"thread/settings/updated": notification(ThreadSettingsUpdatedNotification, "thread"),
	"thread/tokenUsage/updated": notification(ThreadTokenUsageUpdatedNotification, "thread"),
	"turn/started": notification(TurnStartedNotification, "thread"),
	"hook/started": notification(HookStartedNotification, "thread"),
	"turn/completed": notification(TurnCompletedNotification, "thread"),
	"hook/completed": notification(HookCompletedNotification, "thread"),
	"turn/diff/updated": notification(TurnDiffUpdatedNotification, "thread"),
	"turn/plan/updated": notification(TurnPlanUpdatedNotification, "thread"),
	"item/started": notification(ItemStartedNotification, "thread"),
	"item/autoApprovalReview/started": notification(ItemGuardianApprovalReviewStartedNotification, "thread"),
	"item/autoApprovalReview/completed": notification(ItemGuardianApprovalReviewCompletedNotification, "thread"),
	"autoApprovalReview/strictReviewRequired": notification(StrictReviewRequiredNotification, "thread"),
	"item/completed": notification(ItemCompletedNotification, "thread"),
	"item/agentMessage/delta": notification(AgentMessageDeltaNotification, "thread"),
	"item/plan/delta": notification(PlanDeltaNotification, "thread"),
	"command/exec/outputDelta": notification(CommandExecOutputDeltaNotification, "caller"),
	"process/outputDelta": notification(ProcessOutputDeltaNotification, "caller"),
	"process/exited": notification(ProcessExitedNotification, "caller"),
	"item/commandExecution/outputDelta": notification(CommandExecutionOutputDeltaNotification, "thread"),
	"item/commandExecution/terminalInteraction": notification(TerminalInteractionNotification, "thread"),
	"item/fileChange/outputDelta": notification(FileChangeOutputDeltaNotification, "thread"),
	"item/fileChange/patchUpdated": notification(FileChangePatchUpdatedNotification, "thread"),
	"serverRequest/resolved": notification(ServerRequestResolvedNotification, "thread"),
	"item/mcpToolCall/progress": notification(McpToolCallProgressNotification, "thread"),
	"mcpServer/oauthLogin/completed": notification(McpServerOauthLoginCompletedNotification, "thread"),
	"mcpServer/startupStatus/updated": notification(McpServerStatusUpdatedNotification, "thread"),
	"mcpServer/event/stream/notification": notification(McpServerEventStreamNotification, "caller"),
	"account/updated": notification(AccountUpdatedNotification, "all"),
	"account/gatewayOAuth/changed": notification(GatewayOAuthChangedNotification, "all"),
	"account/rateLimits/updated": notification(AccountRateLimitsUpdatedNotification, "all"),
	"app/list/updated": notification(AppListUpdatedNotification, "all"),
	"remoteControl/status/changed": notification(RemoteControlStatusChangedNotification, "caller"),
	"externalAgentConfig/import/progress": notification(ExternalAgentConfigImportProgressNotification, "all"),
	"externalAgentConfig/import/completed": notification(ExternalAgentConfigImportCompletedNotification, "all"),
	"fs/changed": notification(FsChangedNotification, "caller"),
	"item/reasoning/summaryTextDelta": notification(ReasoningSummaryTextDeltaNotification, "thread"),
	"item/reasoning/summaryPartAdded": notification(ReasoningSummaryPartAddedNotification, "thread"),
	"item/reasoning/textDelta": notification(ReasoningTextDeltaNotification, "thread"),
	"thread/compacted": notification(ContextCompactedNotification, "thread"),
	"model/rerouted": notification(ModelReroutedNotification, "all"),
	"model/verification": notification(ModelVerificationNotification, "thread"),
	"modelProvider/authRecoveryStarted": notification(AuthRecoveryNotification, "all"),
	"modelProvider/authRecoveryCompleted": notification(AuthRecoveryNotification, "all"),
	"turn/moderationMetadata": notification(TurnModerationMetadataNotification, "thread"),
	"model/safetyBuffering/updated": notification(ModelSafetyBufferingUpdatedNotification, "thread"),
	warning: notification(WarningNotification, "thread"),
	guardianWarning: notification(GuardianWarningNotification, "thread"),
	deprecationNotice: notification(DeprecationNoticeNotification, "all"),
	configWarning: notification(ConfigWarningNotification, "caller"),
	"fuzzyFileSearch/sessionUpdated": notification(FuzzyFileSearchSessionUpdatedNotification, "caller"),
	"fuzzyFileSearch/sessionCompleted": notification(FuzzyFileSearchSessionCompletedNotification, "caller"),
	"thread/realtime/started": notification(ThreadRealtimeStartedNotification, "thread"),
	"thread/realtime/itemAdded": notification(ThreadRealtimeItemAddedNotification, "thread"),
	"thread/realtime/item/started": notification(ThreadRealtimeItemStartedNotification, "thread"),
	"thread/realtime/item/transcript/delta": notification(ThreadRealtimeItemTranscriptDeltaNotification, "thread"),
	"thread/realtime/item/completed": notification(ThreadRealtimeItemCompletedNotification, "thread"),
	"thread/realtime/transcript/delta": notification(ThreadRealtimeTranscriptDeltaNotification, "thread"),
	"thread/realtime/transcript/done": notification(ThreadRealtimeTranscriptDoneNotification, "thread"),
	"thread/realtime/outputAudio/delta": notification(ThreadRealtimeOutputAudioDeltaNotification, "thread"),
	"thread/realtime/sdp": notification(ThreadRealtimeSdpNotification, "thread"),
	"thread/realtime/error": notification(ThreadRealtimeErrorNotification, "thread"),
	"thread/realtime/closed": notification(ThreadRealtimeClosedNotification, "thread"),
	"windows/worldWritableWarning": notification(WindowsWorldWritableWarningNotification, "all"),
	"windowsSandbox/setupCompleted": notification(WindowsSandboxSetupCompletedNotification, "all"),
	"account/login/completed": notification(AccountLoginCompletedNotification, "all"),
} as const;

export type ServerNotificationMethod = keyof typeof serverNotifications;
