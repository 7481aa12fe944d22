import type {
	CacheControlEphemeral,
	ContentBlockParam,
	ImageBlockParam,
	MessageCreateParamsStreaming,
	MessageParam,
	OutputConfig,
	RedactedThinkingBlockParam,
	TextBlockParam,
	ThinkingBlockParam,
	ThinkingConfigParam,
	Tool,
} from "@anthropic-ai/sdk/resources/messages";
import { type AnsweredCall, type AssistantPart, conversation } from "./conversation.ts";
import { FlatTools } from "./flatTools.ts";
import { type Json, parseRecord, recordOf, textOf } from "./json.ts";
import type { ModelLimits } from "./messagesModels.ts";
import type { ModelRequest } from "./provider.ts";
import type { MessageContent } from "./responseItem.ts";

/** In tokens. A longer answer in one piece is no use to anybody, and some models would give one. */
const LONGEST_OUTPUT = 64_000;
/** In tokens, where the endpoint does not tell: all of Anthropic's models of the last years write as much. */
const ASSUMED_OUTPUT = 32_000;
/** In tokens, for models that think within a budget. */
const BUDGETS: Record<string, number> = { minimal: 1024, low: 2048, medium: 8192, high: 16_384 };
const LARGEST_BUDGET = 24_576;

const EFFORTS = ["low", "medium", "high", "xhigh", "max"] as const;
type Effort = (typeof EFFORTS)[number];

const CACHED: CacheControlEphemeral = { type: "ephemeral" };

/** The JSON body of `POST /v1/messages`. What is known of the model decides how it is told to think. */
export function messagesBody(request: ModelRequest, limits: ModelLimits): MessageCreateParamsStreaming {
	const { instructions, steps } = conversation(request);
	const system = instructions.map((text): TextBlockParam => ({ type: "text", text }));
	const messages: MessageParam[] = [];
	for (const step of steps) {
		if (step.role === "user") addUser(messages, step.content.flatMap(contentBlock));
		else addAnswer(messages, step.parts, request.model);
	}
	// Only a user's message asks for an answer. Ours is the last when its stream was cut after a finished part.
	if (messages.at(-1)?.role === "assistant") {
		addUser(messages, [{ type: "text", text: "(The connection broke here. Go on.)" }]);
	}
	markForCache(system, messages);
	const tools = new FlatTools(request).functions.map(messagesTool);
	const thinking = thinkingOf(request, limits);
	const outputConfig = outputConfigOf(request, limits);
	return {
		model: request.model,
		max_tokens: Math.min(limits.maxOutput ?? ASSUMED_OUTPUT, LONGEST_OUTPUT),
		...(system.length > 0 ? { system } : {}),
		messages,
		...(tools.length > 0 ? { tools } : {}),
		...(thinking === null ? {} : { thinking }),
		...(outputConfig === null ? {} : { output_config: outputConfig }),
		stream: true,
	};
}

function messagesTool({ name, description, parameters, strict }: Json): Tool {
	return {
		name: textOf(name),
		description: textOf(description),
		input_schema: { ...recordOf(parameters), type: "object" },
		...(strict === true ? { strict } : {}),
	};
}

function addUser(messages: MessageParam[], blocks: readonly ContentBlockParam[]): void {
	if (blocks.length === 0) return;
	const last = messages.at(-1);
	if (last?.role === "user" && Array.isArray(last.content)) last.content.push(...blocks);
	else messages.push({ role: "user", content: [...blocks] });
}

/** An answer, and the outputs of its calls, which are the user's next words. */
function addAnswer(messages: MessageParam[], parts: readonly AssistantPart[], model: string): void {
	const content = parts.flatMap((part) => answerBlock(part, model));
	if (content.length === 0) return;
	messages.push({ role: "assistant", content });
	addUser(
		messages,
		parts.flatMap((part) => (part.type === "call" ? [toolResult(part)] : [])),
	);
}

function answerBlock(part: AssistantPart, model: string): ContentBlockParam[] {
	switch (part.type) {
		case "text":
			return part.text.trim() === "" ? [] : [{ type: "text", text: part.text }];
		case "reasoning":
			return thinkingBlock(part.origin?.wire === "messages" && part.origin.model === model ? part.origin.block : {});
		case "call":
			return [
				{
					type: "tool_use",
					id: blockId(part.callId),
					name: part.name,
					input: parseRecord(part.arguments) ?? { malformed_json: part.arguments },
				},
			];
	}
}

/** Exactly as it came: the signature is over the whole block, and a model takes no other model's. */
function thinkingBlock(block: Record<string, unknown>): (ThinkingBlockParam | RedactedThinkingBlockParam)[] {
	if (block.type === "thinking") {
		return [{ type: "thinking", thinking: textOf(block.thinking), signature: textOf(block.signature) }];
	}
	return block.type === "redacted_thinking" ? [{ type: "redacted_thinking", data: textOf(block.data) }] : [];
}

function toolResult({ callId, output }: AnsweredCall): ContentBlockParam {
	const content = output.flatMap(contentBlock);
	return { type: "tool_result", tool_use_id: blockId(callId), ...(content.length > 0 ? { content } : {}) };
}

/** Other APIs' ids hold characters that this one refuses. */
const blockId = (callId: string) => callId.replace(/[^a-zA-Z0-9_-]/g, "_");

/** Blocks without text are refused. */
function contentBlock(part: MessageContent): (TextBlockParam | ImageBlockParam)[] {
	if (part.type === "input_image") return [imageBlock(part.image_url)];
	return part.text.trim() === "" ? [] : [{ type: "text", text: part.text }];
}

const IMAGE_TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"] as const;

function imageBlock(url: string): ImageBlockParam | TextBlockParam {
	if (!url.startsWith("data:")) return { type: "image", source: { type: "url", url } };
	const [, given = "", data = ""] = /^data:([^;,]*);base64,(.*)$/s.exec(url) ?? [];
	const mediaType = IMAGE_TYPES.find((each) => each === given);
	if (mediaType === undefined) return { type: "text", text: "(An image of a type that this model does not read.)" };
	return { type: "image", source: { type: "base64", media_type: mediaType, data } };
}

/**
 * Marks what the next request will begin with again: the tools and instructions, and the conversation up to here. The mark
 * of the last request is repeated, so that its part is found even after many new blocks.
 */
function markForCache(system: TextBlockParam[], messages: readonly MessageParam[]): void {
	const lastOf = (blocks: readonly ContentBlockParam[]) => blocks.at(-1);
	const marked = messages.filter(({ role }) => role === "user").slice(-2);
	const blocks = [
		system.at(-1),
		...marked.map(({ content }) => (Array.isArray(content) ? lastOf(content) : undefined)),
	];
	for (const block of blocks) {
		if (block?.type === "text" || block?.type === "image" || block?.type === "tool_result")
			block.cache_control = CACHED;
	}
}

function thinkingOf({ effort, summary }: ModelRequest, { thinking }: ModelLimits): ThinkingConfigParam | null {
	if (effort === "none") return { type: "disabled" };
	const display = summary === "none" ? "omitted" : "summarized";
	if (thinking === "adaptive") return { type: "adaptive", display };
	if (thinking !== "budget" || effort === null) return null;
	return { type: "enabled", budget_tokens: BUDGETS[effort] ?? LARGEST_BUDGET, display };
}

function outputConfigOf({ effort, outputSchema }: ModelRequest, { efforts }: ModelLimits): OutputConfig | null {
	const config: OutputConfig = {};
	const level = effortOf(effort);
	if (level !== undefined && (efforts === null || efforts.includes(level))) config.effort = level;
	if (outputSchema !== undefined && outputSchema !== null) {
		config.format = { type: "json_schema", schema: recordOf(outputSchema) };
	}
	return Object.keys(config).length > 0 ? config : null;
}

/** The nearest of the API's levels. */
function effortOf(effort: string | null): Effort | undefined {
	if (effort === "minimal") return "low";
	if (effort === "ultra") return "max";
	return EFFORTS.find((each) => each === effort);
}
