import * as z from "zod";
import { AbsolutePathBuf, AgentPath, LegacyAppPathString } from "./common.ts";
import { DynamicToolSpec } from "./dynamicTool.ts";
import { experimental } from "./experimental.ts";
import { Personality, ReasoningEffort, ReasoningSummary } from "./model.ts";
import { ActivePermissionProfile, ApprovalsReviewer, AskForApproval, SandboxMode, SandboxPolicy } from "./policy.ts";
import { ResponseItem } from "./responseItem.ts";
import { orNull, schema } from "./schema.ts";
import {
	SelectedCapabilityRoot,
	ThreadEnvironment,
	ThreadExtra,
	ThreadResumeInitialTurnsPageParams,
	TurnsPage,
} from "./threadFork.ts";
import { ThreadReadState } from "./threadReadState.ts";
import { MultiAgentMode, TurnEnvironmentParams } from "./threadSettings.ts";
import { Turn } from "./turn.ts";

export const ThreadStartParams = schema("ThreadStartParams", () =>
	z.object({
		allowProviderModelFallback: experimental("thread/start.allowProviderModelFallback", z.boolean().optional()),
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		baseInstructions: orNull(z.string()),
		config: orNull(z.record(z.string(), z.unknown())),
		cwd: orNull(z.string()),
		daybreakEnabled: experimental("thread/start.daybreakEnabled", orNull(z.boolean())),
		developerInstructions: orNull(z.string()),
		dynamicTools: experimental("thread/start.dynamicTools", orNull(z.array(DynamicToolSpec()))),
		environments: experimental("thread/start.environments", orNull(z.array(TurnEnvironmentParams()))),
		ephemeral: orNull(z.boolean()),
		experimentalRawEvents: experimental("thread/start.experimentalRawEvents", z.boolean().optional()),
		historyMode: experimental("thread/start.historyMode", orNull(ThreadHistoryMode())),
		mockExperimentalField: experimental("thread/start.mockExperimentalField", orNull(z.string())),
		model: orNull(z.string()),
		modelProvider: orNull(z.string()),
		multiAgentMode: experimental("thread/start.multiAgentMode", orNull(MultiAgentMode())),
		permissions: experimental("thread/start.permissions", orNull(z.string())),
		personality: orNull(Personality()),
		projectId: experimental("thread/start.projectId", orNull(z.string())),
		runtimeWorkspaceRoots: experimental("thread/start.runtimeWorkspaceRoots", orNull(z.array(AbsolutePathBuf()))),
		sandbox: orNull(SandboxMode()),
		selectedCapabilityRoots: experimental(
			"thread/start.selectedCapabilityRoots",
			orNull(z.array(SelectedCapabilityRoot())),
		),
		serviceName: orNull(z.string()),
		serviceTier: z.string().nullish(),
		sessionStartSource: orNull(ThreadStartSource()),
		threadSource: orNull(ThreadSource()),
	}),
);
export type ThreadStartParams = z.output<ReturnType<typeof ThreadStartParams>>;

export const ThreadStartSource = schema("ThreadStartSource", () => z.enum(["startup", "clear"]));
export type ThreadStartSource = z.output<ReturnType<typeof ThreadStartSource>>;

export const ThreadSource = schema("ThreadSource", () => z.string());
export type ThreadSource = z.output<ReturnType<typeof ThreadSource>>;

/** What the answers that load a thread say of it. `method` names them in the errors of experimental members. */
export const loadedThreadMembers = (method: "thread/start" | "thread/resume" | "thread/fork") => ({
	activePermissionProfile: experimental(`${method}.activePermissionProfile`, orNull(ActivePermissionProfile())),
	approvalPolicy: AskForApproval(),
	approvalsReviewer: ApprovalsReviewer(),
	cwd: AbsolutePathBuf(),
	disabledPluginIds: z.array(z.string()).default([]),
	instructionSources: z.array(LegacyAppPathString()).default([]),
	model: z.string(),
	modelProvider: z.string(),
	multiAgentMode: experimental(`${method}.multiAgentMode`, MultiAgentMode().default("explicitRequestOnly")),
	reasoningEffort: orNull(ReasoningEffort()),
	runtimeWorkspaceRoots: experimental(`${method}.runtimeWorkspaceRoots`, z.array(AbsolutePathBuf()).default([])),
	sandbox: SandboxPolicy(),
	serviceTier: orNull(z.string()),
	thread: Thread(),
});

export const ThreadStartResponse = schema("ThreadStartResponse", () => z.object(loadedThreadMembers("thread/start")));
export type ThreadStartResponse = z.output<ReturnType<typeof ThreadStartResponse>>;

export const Thread = schema("Thread", () =>
	z.object({
		agentNickname: orNull(z.string()),
		agentRole: orNull(z.string()),
		attachedToThreadId: experimental("thread.attachedToThreadId", orNull(z.string())),
		canAcceptDirectInput: experimental("thread.canAcceptDirectInput", orNull(z.boolean())),
		cliVersion: z.string(),
		createdAt: z.int(),
		cwd: AbsolutePathBuf(),
		daybreakEnabled: experimental("thread.daybreakEnabled", orNull(z.boolean())),
		environments: experimental("thread.environments", orNull(z.array(ThreadEnvironment()))),
		ephemeral: z.boolean(),
		extra: experimental("thread.extra", orNull(ThreadExtra())),
		forkedFromId: orNull(z.string()),
		gitInfo: orNull(GitInfo()),
		historyMode: ThreadHistoryMode().default("legacy"),
		id: z.string(),
		model: orNull(z.string()),
		modelProvider: z.string(),
		name: orNull(z.string()),
		originator: orNull(z.string()),
		parentThreadId: orNull(z.string()),
		path: orNull(z.string()),
		preview: z.string(),
		projectId: z.string().nullable(),
		reasoningEffort: orNull(ReasoningEffort()),
		recencyAt: orNull(z.int()),
		section: orNull(ThreadSection()),
		sectionEnteredAt: orNull(z.int()),
		sessionId: z.string(),
		source: SessionSource(),
		status: ThreadStatus(),
		threadSource: orNull(ThreadSource()),
		turns: z.array(Turn()),
		updatedAt: z.int(),
	}),
);
export type Thread = z.output<ReturnType<typeof Thread>>;

export const GitInfo = schema("GitInfo", () =>
	z.object({
		branch: orNull(z.string()),
		originUrl: orNull(z.string()),
		sha: orNull(z.string()),
	}),
);
export type GitInfo = z.output<ReturnType<typeof GitInfo>>;

export const ThreadHistoryMode = schema("ThreadHistoryMode", () => z.enum(["legacy", "paginated"]));
export type ThreadHistoryMode = z.output<ReturnType<typeof ThreadHistoryMode>>;

export const ThreadSection = schema("ThreadSection", () =>
	z.object({
		appearance: orNull(ThreadSectionAppearance()),
		id: z.string(),
		name: z.string(),
	}),
);
export type ThreadSection = z.output<ReturnType<typeof ThreadSection>>;

export const ThreadSectionAppearance = schema("ThreadSectionAppearance", () =>
	z.object({
		color: orNull(z.string()),
		icon: orNull(z.string()),
	}),
);
export type ThreadSectionAppearance = z.output<ReturnType<typeof ThreadSectionAppearance>>;

export const SessionSource = schema("SessionSource", () =>
	z.union([
		z.enum(["cli", "vscode", "exec", "appServer", "unknown"]),
		z.strictObject({
			custom: z.string(),
		}),
		z.strictObject({
			subAgent: SubAgentSource(),
		}),
	]),
);
export type SessionSource = z.output<ReturnType<typeof SessionSource>>;

export const SubAgentSource = schema("SubAgentSource", () =>
	z.union([
		z.enum(["review", "compact", "memory_consolidation"]),
		z.strictObject({
			thread_spawn: z.object({
				agent_nickname: orNull(z.string()),
				agent_path: orNull(AgentPath()),
				agent_role: orNull(z.string()),
				depth: z.int(),
				parent_thread_id: ThreadId(),
			}),
		}),
		z.strictObject({
			other: z.string(),
		}),
	]),
);
export type SubAgentSource = z.output<ReturnType<typeof SubAgentSource>>;

export const ThreadId = schema("ThreadId", () => z.string());
export type ThreadId = z.output<ReturnType<typeof ThreadId>>;

export const ThreadStatus = schema("ThreadStatus", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("notLoaded"),
		}),
		z.object({
			type: z.literal("idle"),
		}),
		z.object({
			type: z.literal("systemError"),
		}),
		z.object({
			activeFlags: z.array(ThreadActiveFlag()),
			type: z.literal("active"),
		}),
	]),
);
export type ThreadStatus = z.output<ReturnType<typeof ThreadStatus>>;

export const ThreadActiveFlag = schema("ThreadActiveFlag", () => z.enum(["waitingOnApproval", "waitingOnUserInput"]));
export type ThreadActiveFlag = z.output<ReturnType<typeof ThreadActiveFlag>>;

export const ThreadResumeParams = schema("ThreadResumeParams", () =>
	z.object({
		approvalPolicy: orNull(AskForApproval()),
		approvalsReviewer: orNull(ApprovalsReviewer()),
		baseInstructions: orNull(z.string()),
		config: orNull(z.record(z.string(), z.unknown())),
		cwd: orNull(z.string()),
		developerInstructions: orNull(z.string()),
		excludeTurns: z.boolean().optional(),
		history: experimental("thread/resume.history", orNull(z.array(z.lazy(ResponseItem)))),
		initialTurnsPage: experimental("thread/resume.initialTurnsPage", orNull(ThreadResumeInitialTurnsPageParams())),
		model: orNull(z.string()),
		modelProvider: orNull(z.string()),
		path: experimental("thread/resume.path", orNull(z.string())),
		permissions: experimental("thread/resume.permissions", orNull(z.string())),
		personality: orNull(Personality()),
		runtimeWorkspaceRoots: experimental("thread/resume.runtimeWorkspaceRoots", orNull(z.array(AbsolutePathBuf()))),
		sandbox: orNull(SandboxMode()),
		serviceTier: z.string().nullish(),
		threadId: z.string(),
	}),
);
export type ThreadResumeParams = z.output<ReturnType<typeof ThreadResumeParams>>;

export const ThreadResumeResponse = schema("ThreadResumeResponse", () =>
	z.object({
		...loadedThreadMembers("thread/resume"),
		collaborationMode: orNull(CollaborationMode()),
		initialTurnsPage: experimental("thread/resume.initialTurnsPage", orNull(TurnsPage())),
		itemsBackwardsCursor: orNull(z.string()),
		turnsBackwardsCursor: orNull(z.string()),
	}),
);
export type ThreadResumeResponse = z.output<ReturnType<typeof ThreadResumeResponse>>;

export const CollaborationMode = schema("CollaborationMode", () =>
	z.object({
		mode: ModeKind(),
		settings: Settings(),
	}),
);
export type CollaborationMode = z.output<ReturnType<typeof CollaborationMode>>;

export const ModeKind = schema("ModeKind", () => z.enum(["plan", "default"]));
export type ModeKind = z.output<ReturnType<typeof ModeKind>>;

export const Settings = schema("Settings", () =>
	z.object({
		developer_instructions: orNull(z.string()),
		model: z.string(),
		reasoning_effort: orNull(ReasoningEffort()),
	}),
);
export type Settings = z.output<ReturnType<typeof Settings>>;

export const ThreadReadParams = schema("ThreadReadParams", () =>
	z.object({
		includeTurns: z.boolean().optional(),
		threadId: z.string(),
	}),
);
export type ThreadReadParams = z.output<ReturnType<typeof ThreadReadParams>>;

export const ThreadReadResponse = schema("ThreadReadResponse", () =>
	z.object({
		readState: experimental("thread/read.readState", orNull(ThreadReadState())),
		thread: Thread(),
	}),
);
export type ThreadReadResponse = z.output<ReturnType<typeof ThreadReadResponse>>;

export const ThreadListParams = schema("ThreadListParams", () =>
	z.object({
		ancestorThreadId: experimental("thread/list.ancestorThreadId", orNull(z.string())),
		archived: orNull(z.boolean()),
		attachedToThreadId: experimental("thread/list.attachedToThreadId", orNull(z.string())),
		currentAccountOnly: z.boolean().optional(),
		cursor: orNull(z.string()),
		cwd: orNull(ThreadListCwdFilter()),
		excludedThreadIds: orNull(z.array(z.string())),
		includeAttachedThreads: experimental("thread/list.includeAttachedThreads", z.boolean().optional()),
		limit: orNull(z.int().min(0)),
		modelProviders: orNull(z.array(z.string())),
		originators: orNull(z.array(z.string())),
		parentThreadId: experimental("thread/list.parentThreadId", orNull(z.string())),
		projectId: experimental("thread/list.projectId", orNull(z.string())),
		searchTerm: orNull(z.string()),
		sectionId: orNull(z.string()),
		sortDirection: orNull(SortDirection()),
		sortKey: orNull(ThreadSortKey()),
		sourceKinds: orNull(z.array(ThreadSourceKind())),
		useStateDbOnly: z.boolean().optional(),
	}),
);
export type ThreadListParams = z.output<ReturnType<typeof ThreadListParams>>;

export const ThreadListCwdFilter = schema("ThreadListCwdFilter", () => z.union([z.string(), z.array(z.string())]));
export type ThreadListCwdFilter = z.output<ReturnType<typeof ThreadListCwdFilter>>;

export const SortDirection = schema("SortDirection", () => z.enum(["asc", "desc"]));
export type SortDirection = z.output<ReturnType<typeof SortDirection>>;

export const ThreadSortKey = schema("ThreadSortKey", () =>
	z.enum(["created_at", "updated_at", "recency_at", "section_position"]),
);
export type ThreadSortKey = z.output<ReturnType<typeof ThreadSortKey>>;

export const ThreadSourceKind = schema("ThreadSourceKind", () =>
	z.enum([
		"cli",
		"vscode",
		"exec",
		"appServer",
		"subAgent",
		"subAgentReview",
		"subAgentCompact",
		"subAgentThreadSpawn",
		"subAgentOther",
		"unknown",
	]),
);
export type ThreadSourceKind = z.output<ReturnType<typeof ThreadSourceKind>>;

export const ThreadListResponse = schema("ThreadListResponse", () =>
	z.object({
		backwardsCursor: orNull(z.string()),
		data: z.array(Thread()),
		nextCursor: orNull(z.string()),
		readStates: experimental("thread/list.readStates", orNull(z.record(z.string(), ThreadReadState()))),
	}),
);
export type ThreadListResponse = z.output<ReturnType<typeof ThreadListResponse>>;

export const ThreadSetNameParams = schema("ThreadSetNameParams", () =>
	z.object({
		name: z.string(),
		threadId: z.string(),
	}),
);
export type ThreadSetNameParams = z.output<ReturnType<typeof ThreadSetNameParams>>;

export const ThreadSetNameResponse = schema("ThreadSetNameResponse", () => z.object({}));
export type ThreadSetNameResponse = z.output<ReturnType<typeof ThreadSetNameResponse>>;

export const ThreadArchiveParams = schema("ThreadArchiveParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadArchiveParams = z.output<ReturnType<typeof ThreadArchiveParams>>;

export const ThreadArchiveResponse = schema("ThreadArchiveResponse", () => z.object({}));
export type ThreadArchiveResponse = z.output<ReturnType<typeof ThreadArchiveResponse>>;

export const ThreadUnarchiveParams = schema("ThreadUnarchiveParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadUnarchiveParams = z.output<ReturnType<typeof ThreadUnarchiveParams>>;

export const ThreadUnarchiveResponse = schema("ThreadUnarchiveResponse", () =>
	z.object({
		thread: Thread(),
	}),
);
export type ThreadUnarchiveResponse = z.output<ReturnType<typeof ThreadUnarchiveResponse>>;

export const ThreadUnsubscribeParams = schema("ThreadUnsubscribeParams", () =>
	z.object({
		threadId: z.string(),
	}),
);
export type ThreadUnsubscribeParams = z.output<ReturnType<typeof ThreadUnsubscribeParams>>;

export const ThreadUnsubscribeResponse = schema("ThreadUnsubscribeResponse", () =>
	z.object({
		status: ThreadUnsubscribeStatus(),
	}),
);
export type ThreadUnsubscribeResponse = z.output<ReturnType<typeof ThreadUnsubscribeResponse>>;

export const ThreadUnsubscribeStatus = schema("ThreadUnsubscribeStatus", () =>
	z.enum(["notLoaded", "notSubscribed", "unsubscribed"]),
);
export type ThreadUnsubscribeStatus = z.output<ReturnType<typeof ThreadUnsubscribeStatus>>;

export const ThreadLoadedListParams = schema("ThreadLoadedListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().nonnegative()),
	}),
);
export type ThreadLoadedListParams = z.output<ReturnType<typeof ThreadLoadedListParams>>;

export const ThreadLoadedListResponse = schema("ThreadLoadedListResponse", () =>
	z.object({
		data: z.array(z.string()),
		nextCursor: orNull(z.string()),
	}),
);
export type ThreadLoadedListResponse = z.output<ReturnType<typeof ThreadLoadedListResponse>>;

export const ThreadTokenUsage = schema("ThreadTokenUsage", () =>
	z.object({
		last: TokenUsageBreakdown(),
		modelContextWindow: orNull(z.int()),
		total: TokenUsageBreakdown(),
	}),
);
export type ThreadTokenUsage = z.output<ReturnType<typeof ThreadTokenUsage>>;

export const TokenUsageBreakdown = schema("TokenUsageBreakdown", () =>
	z.object({
		cacheWriteInputTokens: z.int().default(0),
		cachedInputTokens: z.int(),
		inputTokens: z.int(),
		outputTokens: z.int(),
		reasoningOutputTokens: z.int(),
		totalTokens: z.int(),
	}),
);
export type TokenUsageBreakdown = z.output<ReturnType<typeof TokenUsageBreakdown>>;

export const ThreadSettings = schema("ThreadSettings", () =>
	z.object({
		activePermissionProfile: orNull(ActivePermissionProfile()),
		approvalPolicy: AskForApproval(),
		approvalsReviewer: ApprovalsReviewer(),
		collaborationMode: CollaborationMode(),
		cwd: AbsolutePathBuf(),
		disabledPluginIds: z.array(z.string()).default([]),
		effort: orNull(ReasoningEffort()),
		environments: experimental("threadSettings.environments", orNull(z.array(ThreadEnvironment()))),
		model: z.string(),
		modelProvider: z.string(),
		multiAgentMode: experimental("threadSettings.multiAgentMode", MultiAgentMode().default("explicitRequestOnly")),
		personality: orNull(Personality()),
		sandboxPolicy: SandboxPolicy(),
		serviceTier: orNull(z.string()),
		summary: orNull(ReasoningSummary()),
	}),
);
export type ThreadSettings = z.output<ReturnType<typeof ThreadSettings>>;
