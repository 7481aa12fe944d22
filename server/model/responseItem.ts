import type { FunctionCallOutputBody } from "#protocol/toolItem.ts";

/**
 * One element of a thread's model history, in the shape of the Responses API's `input` array.
 * Items the loop does not interpret are kept and sent back unchanged.
 */
export type ResponseItem =
	| MessageItem
	| ReasoningItem
	| FunctionCallItem
	| FunctionCallOutputItem
	| UnaskedOutputItem
	| CustomToolCallItem
	| CustomToolCallOutputItem
	| ToolSearchCallItem
	| ToolSearchOutputItem
	| WebSearchCallItem;

export interface MessageItem {
	type: "message";
	role: "user" | "assistant" | "developer";
	content: MessageContent[];
	id?: string;
	phase?: "commentary" | "final_answer";
}
export type MessageContent =
	| { type: "input_text"; text: string }
	| { type: "output_text"; text: string }
	| { type: "input_image"; image_url: string; detail?: string };

export interface ReasoningItem {
	type: "reasoning";
	id?: string;
	summary: { type: "summary_text"; text: string }[];
	content?: { type: "reasoning_text"; text: string }[] | null;
	encrypted_content?: string | null;
	/** Where it comes from, if not from the Responses API: only that wire sends it back. */
	origin?: ReasoningOrigin;
}
/** What an endpoint wants back of its reasoning, in its own form. */
export type ReasoningOrigin =
	| { wire: "chat"; message: Record<string, unknown> }
	| { wire: "messages"; model: string; block: Record<string, unknown> };
export interface FunctionCallItem {
	type: "function_call";
	id?: string;
	call_id: string;
	name: string;
	namespace?: string;
	/** JSON text, as the model wrote it; may be malformed. */
	arguments: string;
}
export interface FunctionCallOutputItem {
	type: "function_call_output";
	call_id: string;
	output: string | MessageContent[];
}
/** What a tool says without having been called. */
export interface UnaskedOutputItem {
	type: "function_call_output";
	call_id?: undefined;
	id: string;
	name: string;
	namespace?: string;
	output: FunctionCallOutputBody;
}
export interface CustomToolCallItem {
	type: "custom_tool_call";
	id?: string;
	call_id: string;
	name: string;
	/** Free text, as the model wrote it. */
	input: string;
}
export interface CustomToolCallOutputItem {
	type: "custom_tool_call_output";
	call_id: string;
	output: string;
}
/** The model looks for tools that it was not offered. */
export interface ToolSearchCallItem {
	type: "tool_search_call";
	id?: string;
	call_id: string;
	execution: "client";
	arguments: unknown;
}
export interface ToolSearchOutputItem {
	type: "tool_search_output";
	call_id: string;
	status: "completed";
	execution: "client";
	/** Elements of the API's `tools` array. */
	tools: readonly unknown[];
}
/** A search that the provider has run itself. */
export interface WebSearchCallItem {
	type: "web_search_call";
	id?: string;
	/** As the API has it. */
	action?: unknown;
}
