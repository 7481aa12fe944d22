import * as z from "zod";
import { AbsolutePathBuf, LegacyAppPathString } from "./common.ts";
import { ReasoningEffort } from "./model.ts";
import { orAbsent, orNull, schema } from "./schema.ts";
import {
	CollabAgentState,
	CollabAgentTool,
	CollabAgentToolCallStatus,
	DynamicToolCallOutputContentItem,
	DynamicToolCallStatus,
	FunctionCallOutputBody,
	ImageGenerationFailure,
	ImageGenerationInputImage,
	McpAppUi,
	McpToolCallAppContext,
	McpToolCallError,
	McpToolCallResult,
	McpToolCallStatus,
	WebSearchAction,
} from "./toolItem.ts";
import { UserInput } from "./turn.ts";

export const ThreadItem = schema("ThreadItem", () => z.union([OtherThreadItem(), ImageGenerationItem()]));
export type ThreadItem = z.output<ReturnType<typeof ThreadItem>>;

/** Two shapes share this tag, so that it cannot tell items apart by itself. */
const ImageGenerationItem = () =>
	z.union([generatedImage({ fileId: z.string() }), generatedImage({ result: z.string() })]);

const generatedImage = <Content extends z.ZodRawShape>(content: Content) =>
	z.object({
		...content,
		failure: orNull(ImageGenerationFailure()),
		generationId: orNull(z.string()),
		id: z.string(),
		inputImages: z.array(ImageGenerationInputImage()).optional(),
		revisedPrompt: orNull(z.string()),
		savedPath: orAbsent(AbsolutePathBuf()),
		status: z.string(),
		transparentBackground: orAbsent(z.boolean()),
		type: z.literal("imageGeneration"),
		completedAtMs: z.int().nullish(),
		startedAtMs: z.int().nullish(),
	});

const OtherThreadItem = () =>
	z.discriminatedUnion("type", [
		z.object({
			clientId: orNull(z.string()),
			content: z.array(UserInput()),
			id: z.string(),
			type: z.literal("userMessage"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			fragments: z.array(HookPromptFragment()),
			id: z.string(),
			type: z.literal("hookPrompt"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			delivery: orNull(AgentMessageDelivery()),
			id: z.string(),
			memoryCitation: orNull(MemoryCitation()),
			moderation: orNull(AgentMessageModeration()),
			phase: orNull(MessagePhase()),
			questions: orNull(z.array(AsyncUserInputQuestion())),
			text: z.string(),
			type: z.literal("agentMessage"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			name: z.string(),
			namespace: orNull(z.string()),
			output: FunctionCallOutputBody(),
			type: z.literal("functionCallOutput"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			text: z.string(),
			type: z.literal("plan"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			content: z.array(z.string()).default([]),
			id: z.string(),
			summary: z.array(z.string()).default([]),
			type: z.literal("reasoning"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			aggregatedOutput: orNull(z.string()),
			command: z.string(),
			commandActions: z.array(CommandAction()),
			cwd: LegacyAppPathString(),
			durationMs: orNull(z.int()),
			exitCode: orNull(z.int()),
			id: z.string(),
			pluginId: orNull(z.string()),
			processId: orNull(z.string()),
			scriptPath: orNull(z.string()),
			source: CommandExecutionSource().default("agent"),
			status: CommandExecutionStatus(),
			type: z.literal("commandExecution"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			changes: z.array(FileUpdateChange()),
			id: z.string(),
			status: PatchApplyStatus(),
			type: z.literal("fileChange"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			appContext: orNull(McpToolCallAppContext()),
			arguments: z.unknown(),
			durationMs: orNull(z.int()),
			error: orNull(McpToolCallError()),
			id: z.string(),
			mcpAppResourceUri: orAbsent(z.string()),
			mcpAppUi: orNull(McpAppUi()),
			pluginId: orNull(z.string()),
			readOnlyHint: orNull(z.boolean()),
			result: orNull(McpToolCallResult()),
			server: z.string(),
			status: McpToolCallStatus(),
			tool: z.string(),
			type: z.literal("mcpToolCall"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			arguments: z.unknown(),
			contentItems: orNull(z.array(DynamicToolCallOutputContentItem())),
			durationMs: orNull(z.int()),
			id: z.string(),
			namespace: orNull(z.string()),
			status: DynamicToolCallStatus(),
			success: orNull(z.boolean()),
			tool: z.string(),
			type: z.literal("dynamicToolCall"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			agentsStates: z.record(z.string(), CollabAgentState()),
			id: z.string(),
			model: orNull(z.string()),
			prompt: orNull(z.string()),
			reasoningEffort: orNull(ReasoningEffort()),
			receiverThreadIds: z.array(z.string()),
			senderThreadId: z.string(),
			status: CollabAgentToolCallStatus(),
			tool: CollabAgentTool(),
			type: z.literal("collabAgentToolCall"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			agentPath: z.string(),
			agentThreadId: z.string(),
			id: z.string(),
			kind: SubAgentActivityKind(),
			model: orNull(z.string()),
			reasoningEffort: orNull(ReasoningEffort()),
			type: z.literal("subAgentActivity"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			action: orNull(WebSearchAction()),
			id: z.string(),
			query: z.string(),
			results: orNull(z.array(z.unknown())),
			type: z.literal("webSearch"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			path: LegacyAppPathString(),
			type: z.literal("imageView"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			durationMs: z.int().nonnegative(),
			id: z.string(),
			type: z.literal("sleep"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			review: z.string(),
			type: z.literal("enteredReviewMode"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			review: z.string(),
			type: z.literal("exitedReviewMode"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
		z.object({
			id: z.string(),
			type: z.literal("contextCompaction"),
			completedAtMs: z.int().nullish(),
			startedAtMs: z.int().nullish(),
		}),
	]);

export const HookPromptFragment = schema("HookPromptFragment", () =>
	z.object({
		hookRunId: z.string(),
		text: z.string(),
	}),
);
export type HookPromptFragment = z.output<ReturnType<typeof HookPromptFragment>>;

export const AgentMessageDelivery = schema("AgentMessageDelivery", () => z.literal("async"));
export type AgentMessageDelivery = z.output<ReturnType<typeof AgentMessageDelivery>>;

export const MemoryCitation = schema("MemoryCitation", () =>
	z.object({
		entries: z.array(MemoryCitationEntry()),
		threadIds: z.array(z.string()),
	}),
);
export type MemoryCitation = z.output<ReturnType<typeof MemoryCitation>>;

export const MemoryCitationEntry = schema("MemoryCitationEntry", () =>
	z.object({
		lineEnd: z.int().nonnegative(),
		lineStart: z.int().nonnegative(),
		note: z.string(),
		path: z.string(),
	}),
);
export type MemoryCitationEntry = z.output<ReturnType<typeof MemoryCitationEntry>>;

export const AgentMessageModeration = schema("AgentMessageModeration", () =>
	z.object({
		display: orNull(AgentMessageDisplay()),
		moderated: z.boolean(),
	}),
);
export type AgentMessageModeration = z.output<ReturnType<typeof AgentMessageModeration>>;

export const AgentMessageDisplay = schema("AgentMessageDisplay", () =>
	z.object({
		action: z.string(),
		blockType: orNull(z.string()),
		checkTrustedContacts: orNull(z.boolean()),
		cyberTrustedAccess: orNull(z.boolean()),
	}),
);
export type AgentMessageDisplay = z.output<ReturnType<typeof AgentMessageDisplay>>;

export const MessagePhase = schema("MessagePhase", () => z.enum(["commentary", "partial_answer", "final_answer"]));
export type MessagePhase = z.output<ReturnType<typeof MessagePhase>>;

export const AsyncUserInputQuestion = schema("AsyncUserInputQuestion", () =>
	z.strictObject({
		options: orNull(z.array(z.string())),
		title: z.string(),
	}),
);
export type AsyncUserInputQuestion = z.output<ReturnType<typeof AsyncUserInputQuestion>>;

export const CommandAction = schema("CommandAction", () =>
	z.discriminatedUnion("type", [
		z.object({
			command: z.string(),
			name: z.string(),
			path: LegacyAppPathString(),
			type: z.literal("read"),
		}),
		z.object({
			command: z.string(),
			path: orNull(z.string()),
			type: z.literal("listFiles"),
		}),
		z.object({
			command: z.string(),
			path: orNull(z.string()),
			query: orNull(z.string()),
			type: z.literal("search"),
		}),
		z.object({
			command: z.string(),
			type: z.literal("unknown"),
		}),
	]),
);
export type CommandAction = z.output<ReturnType<typeof CommandAction>>;

export const CommandExecutionSource = schema("CommandExecutionSource", () =>
	z.enum(["agent", "userShell", "unifiedExecStartup", "unifiedExecInteraction"]),
);
export type CommandExecutionSource = z.output<ReturnType<typeof CommandExecutionSource>>;

export const CommandExecutionStatus = schema("CommandExecutionStatus", () =>
	z.enum(["inProgress", "completed", "failed", "declined"]),
);
export type CommandExecutionStatus = z.output<ReturnType<typeof CommandExecutionStatus>>;

export const FileUpdateChange = schema("FileUpdateChange", () =>
	z.object({
		diff: z.string(),
		kind: PatchChangeKind(),
		path: z.string(),
	}),
);
export type FileUpdateChange = z.output<ReturnType<typeof FileUpdateChange>>;

export const PatchChangeKind = schema("PatchChangeKind", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("add"),
		}),
		z.object({
			type: z.literal("delete"),
		}),
		z.object({
			move_path: orNull(z.string()),
			type: z.literal("update"),
		}),
	]),
);
export type PatchChangeKind = z.output<ReturnType<typeof PatchChangeKind>>;

export const PatchApplyStatus = schema("PatchApplyStatus", () =>
	z.enum(["inProgress", "completed", "failed", "declined"]),
);
export type PatchApplyStatus = z.output<ReturnType<typeof PatchApplyStatus>>;

export const SubAgentActivityKind = schema("SubAgentActivityKind", () =>
	z.enum(["started", "interacted", "interrupted", "completed"]),
);
export type SubAgentActivityKind = z.output<ReturnType<typeof SubAgentActivityKind>>;
