import { flatName } from "./flatTools.ts";
import { textOf } from "./json.ts";
import type { ModelRequest } from "./provider.ts";
import type { MessageContent, ReasoningItem, ResponseItem, UnaskedOutputItem } from "./responseItem.ts";
import { unaskedMessage } from "./unaskedOutput.ts";

/** A tool call with its output beside it, in whatever order the history has them. */
export interface AnsweredCall {
	type: "call";
	callId: string;
	name: string;
	/** JSON text, as the model wrote it; may be malformed. */
	arguments: string;
	output: MessageContent[];
}

export type AssistantPart = { type: "text"; text: string } | ReasoningItem | AnsweredCall;

export type Step = { role: "user"; content: MessageContent[] } | { role: "assistant"; parts: AssistantPart[] };

/** A request for APIs in which the roles take turns. */
export interface Conversation {
	/** The base instructions and the developer's messages ahead of all else. */
	instructions: string[];
	/** Never two of the same role in a row, but after an answer that called tools, whose outputs stand between. */
	steps: Step[];
}

/**
 * Groups the flat history of the Responses API. A developer's message in the middle becomes the user's: many chat
 * templates take instructions at the beginning only.
 */
export function conversation({ instructions, input }: ModelRequest): Conversation {
	const firstTurn = input.findIndex((item) => item.type !== "message" || item.role !== "developer");
	const leading = firstTurn < 0 ? input : input.slice(0, firstTurn);
	const outputs = outputsOf(input);
	const steps: Step[] = [];
	let isAnswered = false;
	for (const item of input.slice(leading.length)) {
		const last = steps.at(-1);
		if ((item.type === "message" && item.role !== "assistant") || isUnasked(item)) {
			const content = item.type === "message" ? known(item.content) : unaskedMessage(item);
			if (content.length === 0) continue;
			if (last?.role === "user") last.content.push(...content);
			else steps.push({ role: "user", content });
		} else if (item.type === "function_call_output" || item.type === "custom_tool_call_output") {
			isAnswered = true;
		} else {
			const part = assistantPart(item, outputs);
			if (part === null) continue;
			if (last?.role === "assistant" && !isAnswered) last.parts.push(part);
			else steps.push({ role: "assistant", parts: [part] });
			isAnswered = false;
		}
	}
	const told = leading.map((item) => (item.type === "message" ? contentText(item.content) : ""));
	return { instructions: [instructions, ...told].filter((text) => text !== ""), steps };
}

function outputsOf(input: readonly ResponseItem[]): Map<string, MessageContent[]> {
	const outputs = new Map<string, MessageContent[]>();
	for (const item of input) {
		if (item.type !== "function_call_output" && item.type !== "custom_tool_call_output") continue;
		if (isUnasked(item)) continue;
		const { output } = item;
		outputs.set(item.call_id, typeof output === "string" ? [{ type: "input_text", text: output }] : known(output));
	}
	return outputs;
}

type AssistantItem = Exclude<ResponseItem, { type: "function_call_output" | "custom_tool_call_output" }>;

/** Null for an item of a kind that only the Responses API has, such as a search of its own. */
function assistantPart(item: AssistantItem, outputs: Map<string, MessageContent[]>): AssistantPart | null {
	switch (item.type) {
		case "message":
			return { type: "text", text: contentText(item.content) };
		case "reasoning":
			return item;
		case "function_call":
		case "custom_tool_call": {
			// A freeform call, of a model of the thread's past, as the function with the same name takes it.
			const args = item.type === "function_call" ? item.arguments : JSON.stringify({ input: item.input });
			const output = outputs.get(item.call_id) ?? [];
			return {
				type: "call",
				callId: item.call_id,
				name: flatName(item.name, namespaceOf(item)),
				arguments: args,
				output,
			};
		}
		default:
			return null;
	}
}

/** The parts that every API has a form for; a client may have put others into the history. */
const known = (content: readonly MessageContent[]) =>
	content.filter((part) => (part.type === "input_image" ? textOf(part.image_url) : textOf(part.text)) !== "");

/** What a message says, without its images; a refusal is text too. */
export function contentText(content: readonly MessageContent[]): string {
	const texts = content.map((part) =>
		"refusal" in part ? textOf(part.refusal) : "text" in part ? textOf(part.text) : "",
	);
	return texts.filter((text) => text !== "").join("\n\n");
}

const isUnasked = (item: ResponseItem): item is UnaskedOutputItem =>
	item.type === "function_call_output" && item.call_id === undefined;

const namespaceOf = (item: ResponseItem) => (item.type === "function_call" ? item.namespace : undefined);
