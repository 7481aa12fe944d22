import type { ResponseItem } from "../model/responseItem.ts";

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
		if (item.type === "function_call_output" || item.type === "custom_tool_call_output") answered.add(item.call_id);
		else if (item.type === "function_call" || item.type === "custom_tool_call") called.add(item.call_id);
	}
	const input: ResponseItem[] = [];
	for (const item of history) {
		const isOutput = item.type === "function_call_output" || item.type === "custom_tool_call_output";
		if (isOutput && !called.has(item.call_id)) continue;
		input.push(item);
		if (item.type === "function_call" && !answered.has(item.call_id)) {
			input.push({ type: "function_call_output", call_id: item.call_id, output: LOST_OUTPUT });
		} else if (item.type === "custom_tool_call" && !answered.has(item.call_id)) {
			input.push({ type: "custom_tool_call_output", call_id: item.call_id, output: LOST_OUTPUT });
		}
	}
	return input;
}
