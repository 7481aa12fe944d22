import * as z from "zod";
import { MessagePhase } from "./item.ts";
import { orAbsent, orNull, schema } from "./schema.ts";
import { TokenUsageBreakdown } from "./thread.ts";
import { ConfigurationReasoning } from "./threadFork.ts";
import { FunctionCallOutputBody } from "./toolItem.ts";
import { ImageDetail } from "./turn.ts";

export const AgentMessageInputContent = schema("AgentMessageInputContent", () =>
	z.discriminatedUnion("type", [
		z.object({
			text: z.string(),
			type: z.literal("input_text"),
		}),
		z.object({
			encrypted_content: z.string(),
			type: z.literal("encrypted_content"),
		}),
	]),
);
export type AgentMessageInputContent = z.output<ReturnType<typeof AgentMessageInputContent>>;

export const ContentItem = schema("ContentItem", () =>
	z.union([
		z.object({
			text: z.string(),
			type: z.literal("input_text"),
		}),
		z.object({
			detail: orNull(ImageDetail()),
			image_url: z.string(),
			type: z.literal("input_image"),
		}),
		z.object({
			detail: orNull(ImageDetail()),
			file_id: z.string(),
			type: z.literal("input_image"),
		}),
		z.object({
			audio_url: z.string(),
			type: z.literal("input_audio"),
		}),
		z.object({
			file_id: z.string(),
			type: z.literal("input_audio"),
		}),
		z.object({
			annotations: orNull(z.array(z.unknown())),
			logprobs: orNull(z.array(z.unknown())),
			text: z.string(),
			type: z.literal("output_text"),
		}),
	]),
);
export type ContentItem = z.output<ReturnType<typeof ContentItem>>;

export const InternalChatMessageMetadataPassthrough = schema("InternalChatMessageMetadataPassthrough", () =>
	z.object({
		turn_id: orAbsent(z.string()),
	}),
);
export type InternalChatMessageMetadataPassthrough = z.output<
	ReturnType<typeof InternalChatMessageMetadataPassthrough>
>;

export const LocalShellAction = schema("LocalShellAction", () =>
	z.object({
		command: z.array(z.string()),
		env: orNull(z.record(z.string(), z.string())),
		timeout_ms: orNull(z.int().min(0)),
		type: z.literal("exec"),
		user: orNull(z.string()),
		working_directory: orNull(z.string()),
	}),
);
export type LocalShellAction = z.output<ReturnType<typeof LocalShellAction>>;

export const LocalShellStatus = schema("LocalShellStatus", () => z.enum(["completed", "in_progress", "incomplete"]));
export type LocalShellStatus = z.output<ReturnType<typeof LocalShellStatus>>;

export const RawResponseCompletedNotification = schema("RawResponseCompletedNotification", () =>
	z.object({
		responseId: z.string(),
		threadId: z.string(),
		turnId: z.string(),
		usage: orNull(TokenUsageBreakdown()),
		usageMetadata: orNull(ResponseUsageMetadata()),
	}),
);
export type RawResponseCompletedNotification = z.output<ReturnType<typeof RawResponseCompletedNotification>>;

export const RawResponseItemCompletedNotification = schema("RawResponseItemCompletedNotification", () =>
	z.object({
		item: ResponseItem(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type RawResponseItemCompletedNotification = z.output<ReturnType<typeof RawResponseItemCompletedNotification>>;

export const ReasoningItemContent = schema("ReasoningItemContent", () =>
	z.discriminatedUnion("type", [
		z.object({
			text: z.string(),
			type: z.literal("reasoning_text"),
		}),
		z.object({
			text: z.string(),
			type: z.literal("text"),
		}),
	]),
);
export type ReasoningItemContent = z.output<ReturnType<typeof ReasoningItemContent>>;

export const ReasoningItemReasoningSummary = schema("ReasoningItemReasoningSummary", () =>
	z.object({
		text: z.string(),
		type: z.literal("summary_text"),
	}),
);
export type ReasoningItemReasoningSummary = z.output<ReturnType<typeof ReasoningItemReasoningSummary>>;

export const ResponseItem = schema("ResponseItem", () =>
	z.discriminatedUnion("type", [
		z.object({
			id: orNull(z.string()),
			role: z.string(),
			tools: z.array(z.unknown()),
			type: z.literal("additional_tools"),
		}),
		z.object({
			content: z.array(ContentItem()),
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			phase: orNull(MessagePhase()),
			role: z.string(),
			status: orNull(z.string()),
			type: z.literal("message"),
		}),
		z.object({
			author: z.string(),
			content: z.array(AgentMessageInputContent()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			recipient: z.string(),
			type: z.literal("agent_message"),
		}),
		z.object({
			content: orNull(z.array(ReasoningItemContent())),
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			summary: z.array(ReasoningItemReasoningSummary()),
			type: z.literal("reasoning"),
		}),
		z.object({
			action: LocalShellAction(),
			call_id: orNull(z.string()),
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			status: LocalShellStatus(),
			type: z.literal("local_shell_call"),
		}),
		z.object({
			arguments: z.string(),
			call_id: z.string(),
			encrypted_content: orNull(z.string()),
			encrypted_function_args: orNull(z.array(z.string())),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			name: z.string(),
			namespace: orNull(z.string()),
			status: orNull(z.string()),
			type: z.literal("function_call"),
		}),
		z.object({
			arguments: z.unknown(),
			call_id: orNull(z.string()),
			encrypted_content: orNull(z.string()),
			execution: z.string(),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			status: orNull(z.string()),
			type: z.literal("tool_search_call"),
		}),
		z.object({
			call_id: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			name: orNull(z.string()),
			namespace: orNull(z.string()),
			output: FunctionCallOutputBody(),
			type: z.literal("function_call_output"),
		}),
		z.object({
			call_id: z.string(),
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			input: z.string(),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			name: z.string(),
			namespace: orNull(z.string()),
			status: orNull(z.string()),
			type: z.literal("custom_tool_call"),
		}),
		z.object({
			call_id: z.string(),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			name: orNull(z.string()),
			output: FunctionCallOutputBody(),
			type: z.literal("custom_tool_call_output"),
		}),
		z.object({
			call_id: orNull(z.string()),
			execution: z.string(),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			status: z.string(),
			tools: z.array(z.unknown()),
			type: z.literal("tool_search_output"),
		}),
		z.object({
			action: orNull(ResponsesApiWebSearchAction()),
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			status: orNull(z.string()),
			type: z.literal("web_search_call"),
		}),
		z.object({
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			result: z.string(),
			revised_prompt: orNull(z.string()),
			status: z.string(),
			type: z.literal("image_generation_call"),
		}),
		z.object({
			encrypted_content: z.string(),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			type: z.literal("compaction"),
		}),
		z.object({
			reasoning: ConfigurationReasoning(),
			type: z.literal("configuration_update"),
		}),
		z.object({
			type: z.literal("compaction_trigger"),
		}),
		z.object({
			encrypted_content: orNull(z.string()),
			id: orNull(z.string()),
			internal_chat_message_metadata_passthrough: orNull(InternalChatMessageMetadataPassthrough()),
			type: z.literal("context_compaction"),
		}),
		z.object({
			type: z.literal("other"),
		}),
	]),
);
export type ResponseItem = z.output<ReturnType<typeof ResponseItem>>;

export const ResponseUsageMetadata = schema("ResponseUsageMetadata", () =>
	z.object({
		amount: orNull(z.string()),
		metadata: orNull(z.unknown()),
	}),
);
export type ResponseUsageMetadata = z.output<ReturnType<typeof ResponseUsageMetadata>>;

export const ResponsesApiWebSearchAction = schema("ResponsesApiWebSearchAction", () =>
	z.discriminatedUnion("type", [
		z.object({
			queries: orAbsent(z.array(z.string())),
			query: orAbsent(z.string()),
			type: z.literal("search"),
		}),
		z.object({
			type: z.literal("open_page"),
			url: orAbsent(z.string()),
		}),
		z.object({
			pattern: orAbsent(z.string()),
			type: z.literal("find_in_page"),
			url: orAbsent(z.string()),
		}),
		z.object({
			type: z.literal("other"),
		}),
	]),
);
export type ResponsesApiWebSearchAction = z.output<ReturnType<typeof ResponsesApiWebSearchAction>>;
