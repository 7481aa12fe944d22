import { isRecord } from "./json.ts";
import type { ResponseItem } from "./responseItem.ts";

/**
 * Whether a finished item of a stream is one that the loop knows, with the members it relies on. Further members are
 * kept: they are sent back as they came.
 */
export function isResponseItem(value: unknown): value is ResponseItem {
	if (!isRecord(value)) return false;
	switch (value.type) {
		case "message":
			return typeof value.role === "string" && Array.isArray(value.content) && value.content.every(isRecord);
		case "reasoning":
			return Array.isArray(value.summary) && value.summary.every(hasText);
		case "function_call":
			return isText(value.call_id) && isText(value.name) && typeof value.arguments === "string";
		case "custom_tool_call":
			return isText(value.call_id) && isText(value.name) && typeof value.input === "string";
		case "tool_search_call":
			return isText(value.call_id) && value.execution === "client" && value.arguments !== undefined;
		case "web_search_call":
			return true;
		default:
			return false;
	}
}

const isText = (value: unknown) => typeof value === "string" && value !== "";
const hasText = (value: unknown) => isRecord(value) && typeof value.text === "string";
