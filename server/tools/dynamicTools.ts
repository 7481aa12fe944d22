import type { DynamicToolCallResponse, DynamicToolSpec } from "#protocol/dynamicTool.ts";
import type { ThreadItem } from "#protocol/item.ts";
import { AnswerUnreadable, RequestCleared, RequestRefused, type TurnHost } from "../agent/turnHost.ts";
import type { MessageContent } from "../model/responseItem.ts";
import { Interruption } from "./interruption.ts";
import type { ToolCall, ToolOutput } from "./tool.ts";
import { ArgumentError } from "./toolArguments.ts";

/*
 * Tools that a client brings with `thread/start.dynamicTools`: the model is offered them like the server's own, and the client
 * is asked to run each call (`item/tool/call`).
 */

/** Whether a call is for one of the client's tools. */
export function isDynamic({ dynamicTools }: { dynamicTools: readonly DynamicToolSpec[] }, call: ToolCall): boolean {
	return dynamicTools.some((tool) =>
		tool.type === "function"
			? call.namespace === undefined && tool.name === call.name
			: tool.name === call.namespace && tool.tools.some(({ name }) => name === call.name),
	);
}

/** Has the client run a call and tells the model what it answers. Rejects with an AbortError when the turn ends first. */
export async function callDynamicTool(call: ToolCall, host: TurnHost): Promise<ToolOutput> {
	const args = argumentsOf(call.input);
	const { callId, name: tool, namespace = null } = call;
	const item = { type: "dynamicToolCall" as const, id: callId, namespace, tool, arguments: args };
	const startedAt = performance.now();
	const complete = ({ contentItems, success }: DynamicToolCallResponse) => {
		const status = success ? "completed" : "failed";
		const durationMs = Math.round(performance.now() - startedAt);
		host.completeItem({ ...item, status, contentItems, success, durationMs });
	};
	const started: ThreadItem = { ...item, status: "inProgress", contentItems: null, success: null, durationMs: null };
	host.startItem(started);
	let answer: DynamicToolCallResponse;
	try {
		answer = checked(await host.request("item/tool/call", { callId, namespace, tool, arguments: args }));
	} catch (error) {
		if (error instanceof AnswerUnreadable) answer = failure("dynamic tool response was invalid");
		else if (error instanceof RequestRefused) answer = failure("dynamic tool request failed");
		else {
			complete({ contentItems: [], success: false });
			throw error instanceof RequestCleared ? new Interruption(true) : error;
		}
	}
	complete(answer);
	return outputOf(answer);
}

function argumentsOf(input: string): unknown {
	try {
		return JSON.parse(input);
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		throw new ArgumentError(`failed to parse function arguments: ${why}`);
	}
}

const failure = (text: string): DynamicToolCallResponse => ({
	contentItems: [{ type: "inputText", text }],
	success: false,
});

/** Only what lies in the answer itself can be shown to a model. */
function checked(answer: DynamicToolCallResponse): DynamicToolCallResponse {
	for (const part of answer.contentItems) {
		if (part.type === "inputImage" && !part.imageUrl.startsWith("data:")) {
			return failure("remote image URLs are not supported; use an inline data URL instead");
		}
		if (part.type === "inputAudio" && !part.audioUrl.startsWith("data:")) {
			return failure("remote audio URLs are not supported; use an inline data URL instead");
		}
	}
	return answer;
}

function outputOf({ contentItems, success }: DynamicToolCallResponse): ToolOutput {
	const [first] = contentItems;
	if (contentItems.length === 1 && first?.type === "inputText") return { text: first.text, success };
	const content = contentItems.map((part): MessageContent => {
		if (part.type === "inputImage") return { type: "input_image", image_url: part.imageUrl };
		const text = part.type === "inputText" ? part.text : "(A recording, which this server cannot play to the model.)";
		return { type: "input_text", text };
	});
	return { text: "", content, success };
}
