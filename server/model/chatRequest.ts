import type {
	ChatCompletionAssistantMessageParam,
	ChatCompletionContentPart,
	ChatCompletionCreateParamsStreaming,
	ChatCompletionFunctionTool,
	ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import { type AssistantPart, contentText, conversation } from "./conversation.ts";
import { FlatTools } from "./flatTools.ts";
import { type Json, recordOf, textOf } from "./json.ts";
import type { ModelRequest } from "./provider.ts";
import type { MessageContent } from "./responseItem.ts";

/** Which efforts and tiers there are is the endpoint's to say. */
type ChatBody = Omit<ChatCompletionCreateParamsStreaming, "reasoning_effort" | "service_tier"> & {
	reasoning_effort?: string;
	service_tier?: string;
};

/** The JSON body of `POST /chat/completions`. Members that not every server knows are left out unless they are asked for. */
export function chatBody(request: ModelRequest): ChatBody {
	const tools = new FlatTools(request).functions.map(chatTool);
	const schema = request.outputSchema;
	return {
		model: request.model,
		messages: chatMessages(request),
		...(tools.length > 0 ? { tools } : {}),
		stream: true,
		stream_options: { include_usage: true },
		...(request.effort === null ? {} : { reasoning_effort: request.effort }),
		...(request.verbosity === null ? {} : { verbosity: request.verbosity }),
		...(request.serviceTier === null ? {} : { service_tier: request.serviceTier }),
		...(schema === undefined || schema === null
			? {}
			: {
					response_format: {
						type: "json_schema",
						json_schema: { name: "output_schema", strict: true, schema: recordOf(schema) },
					},
				}),
	};
}

function chatTool({ name, description, parameters, strict }: Json): ChatCompletionFunctionTool {
	const common = { name: textOf(name), description: textOf(description), parameters: recordOf(parameters) };
	return { type: "function", function: strict === true ? { ...common, strict } : common };
}

function chatMessages(request: ModelRequest): ChatCompletionMessageParam[] {
	const { instructions, steps } = conversation(request);
	const messages: ChatCompletionMessageParam[] = [];
	// Not "developer": servers other than OpenAI's know no such role, and OpenAI's takes either.
	if (instructions.length > 0) messages.push({ role: "system", content: instructions.join("\n\n") });
	const lastWords = steps.findLastIndex((step) => step.role === "user");
	for (const [index, step] of steps.entries()) {
		if (step.role === "user") messages.push(userMessage(step.content));
		// Reasoning is wanted back while the model works on one request, and not after.
		else messages.push(...assistantMessages(step.parts, index > lastWords));
	}
	return messages;
}

/** Plain text wherever it will do: not every server takes a list. */
function userMessage(content: readonly MessageContent[]): ChatCompletionMessageParam {
	if (!content.some((part) => part.type === "input_image")) return { role: "user", content: contentText(content) };
	return { role: "user", content: content.map(contentPart) };
}

function contentPart(part: MessageContent): ChatCompletionContentPart {
	if (part.type !== "input_image") return { type: "text", text: part.text };
	const detail = (["auto", "low", "high", "original"] as const).find((each) => each === part.detail);
	return { type: "image_url", image_url: { url: part.image_url, ...(detail === undefined ? {} : { detail }) } };
}

/** An answer, and the outputs of the calls it made. */
function assistantMessages(parts: readonly AssistantPart[], withReasoning: boolean): ChatCompletionMessageParam[] {
	const calls = parts.filter((part) => part.type === "call");
	const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n\n");
	if (text === "" && calls.length === 0) return [];
	const answer: ChatCompletionAssistantMessageParam & Record<string, unknown> = {
		role: "assistant",
		content: text === "" ? null : text,
	};
	if (calls.length > 0) {
		answer.tool_calls = calls.map((call) => ({
			id: call.callId,
			type: "function",
			function: { name: call.name, arguments: call.arguments },
		}));
	}
	for (const part of withReasoning ? parts : []) {
		if (part.type === "reasoning" && part.origin?.wire === "chat") Object.assign(answer, part.origin.message);
	}
	const images = calls.flatMap((call) => call.output.filter((part) => part.type === "input_image"));
	return [
		answer,
		...calls.map(
			({ callId, output }): ChatCompletionMessageParam => ({
				role: "tool",
				tool_call_id: callId,
				content: contentText(output),
			}),
		),
		// A tool's message holds text only.
		...(images.length > 0 ? [userMessage(images)] : []),
	];
}
