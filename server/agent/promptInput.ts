import type { ResponseItem } from "../model/responseItem.ts";
import { isCall, outputItem } from "./toolCalls.ts";

/** What a call without an output is answered with: the server ended before the call did. */
const LOST_OUTPUT = "No output: the call was cut off. It may have run in part.";

/**
 * The history as an endpoint accepts it: every call has its output, every output its call. A server that was killed
 * in mid-call leaves a history that has not.
 */
export function promptInput(history: readonly ResponseItem[]): ResponseItem[] {
	const answered = new Set<string>();
	const called = new Set<string>();
	for (const item of history) {
		if (isOutput(item)) answered.add(item.call_id);
		else if (isCall(item)) called.add(item.call_id);
	}
	const input: ResponseItem[] = [];
	for (const item of history) {
		if (isOutput(item) && !called.has(item.call_id)) continue;
		input.push(item);
		if (isCall(item) && !answered.has(item.call_id))
			input.push(outputItem(item, { text: LOST_OUTPUT, success: false }));
	}
	return input;
}

type OutputItem = Extract<ResponseItem, { type: `${string}_output`; call_id: string }>;

/** What a tool says uncalled answers nothing. */
function isOutput(item: ResponseItem): item is OutputItem {
	return (
		(item.type === "function_call_output" && item.call_id !== undefined) ||
		item.type === "custom_tool_call_output" ||
		item.type === "tool_search_output"
	);
}
