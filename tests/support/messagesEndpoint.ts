import { type Api, isObject, ModelEndpoint, type ReceivedRequest, type ScriptEntry } from "./modelEndpoint.ts";
import { type Reply, type StreamStep, stream } from "./responsesEvents.ts";

type Json = Record<string, unknown>;

/** A scripted endpoint that speaks Anthropic's Messages API, and refuses what that refuses. */
export class MessagesEndpoint extends ModelEndpoint {
	static start(...script: (ScriptEntry | Reply)[]): Promise<MessagesEndpoint> {
		return new MessagesEndpoint(api).listen(script);
	}
}

const KNOWN_MEMBERS = ["model", "max_tokens", "system", "messages", "tools", "thinking", "output_config", "stream"];

const api: Api = {
	wireApi: "messages",
	path: /^\/v1\/messages(\?|$)/,
	refuse,
	last: (body) => messagesOf(body).at(-1) ?? {},
	toolNames: (body) => objects(body.tools).map(({ name }) => String(name)),
};

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

export const messagesOf = (body: Json): Json[] => objects(body.messages);

export const blocksOf = (message: Json | undefined): Json[] => objects(message?.content);

function refuse({ body, headers }: ReceivedRequest): string | undefined {
	if (headers["anthropic-version"] === undefined) return "anthropic-version is missing";
	const unknown = Object.keys(body).find((name) => !KNOWN_MEMBERS.includes(name));
	if (unknown !== undefined) return `unknown member ${unknown}`;
	if (body.stream !== true) return "the request does not stream";
	if (typeof body.max_tokens !== "number" || body.max_tokens < 1) return "max_tokens is missing";
	if (isObject(body.thinking) && Number(body.thinking.budget_tokens ?? 0) >= body.max_tokens) return "no room to think";
	const blocks = [...objects(body.system), ...messagesOf(body).flatMap(blocksOf)];
	if (blocks.filter((block) => block.cache_control !== undefined).length > 4) return "more than four cache marks";
	if (blocks.some((block) => block.type === "text" && String(block.text).trim() === "")) return "an empty text";
	return refuseMessages(messagesOf(body));
}

function refuseMessages(messages: readonly Json[]): string | undefined {
	let open: unknown[] = [];
	for (const [index, message] of messages.entries()) {
		const blocks = blocksOf(message);
		if (message.role !== (index % 2 === 0 ? "user" : "assistant"))
			return `a message of the role ${String(message.role)} at ${index}`;
		if (blocks.length === 0) return "a message without content";
		const results = blocks.filter(({ type }) => type === "tool_result");
		if (blocks.slice(0, results.length).some(({ type }) => type !== "tool_result"))
			return "a tool's result after other content";
		if (JSON.stringify(results.map((each) => each.tool_use_id)) !== JSON.stringify(open))
			return `the calls ${open.join(", ")} are not answered`;
		const calls = blocks.filter(({ type }) => type === "tool_use");
		if (calls.some(({ id }) => !/^[a-zA-Z0-9_-]+$/.test(String(id)))) return "an id with other characters";
		if (calls.some(({ input }) => !isObject(input))) return "the input of a call is no object";
		open = calls.map(({ id }) => id);
	}
	return messages.at(-1)?.role === "user" ? undefined : "the model does not continue its own words";
}

const event = (type: string, members: Json = {}): StreamStep => ({
	raw: `event: ${type}\ndata: ${JSON.stringify({ type, ...members })}\n\n`,
});

export const messageStart = (usage: Json = { input_tokens: 10, output_tokens: 1 }): StreamStep =>
	event("message_start", {
		message: { id: "msg_1", type: "message", role: "assistant", model: "m", content: [], stop_reason: null, usage },
	});

const block = (index: number, start: Json, deltas: readonly Json[]): StreamStep[] => [
	event("content_block_start", { index, content_block: start }),
	event("ping"),
	...deltas.map((delta) => event("content_block_delta", { index, delta })),
	event("content_block_stop", { index }),
];

export const textBlock = (index: number, ...parts: string[]): StreamStep[] =>
	block(
		index,
		{ type: "text", text: "" },
		parts.map((text) => ({ type: "text_delta", text })),
	);

export const thinkingBlock = (index: number, parts: readonly string[], signature: string): StreamStep[] =>
	block(index, { type: "thinking", thinking: "", signature: "" }, [
		...parts.map((thinking) => ({ type: "thinking_delta", thinking })),
		{ type: "signature_delta", signature },
	]);

export const redactedBlock = (index: number, data: string): StreamStep[] =>
	block(index, { type: "redacted_thinking", data }, []);

export function toolBlock(index: number, id: string, name: string, args: unknown): StreamStep[] {
	const pieces = args === undefined ? [] : (JSON.stringify(args).match(/.{1,7}/gs) ?? []);
	return block(index, { type: "tool_use", id, name, input: {} }, [
		{ type: "input_json_delta", partial_json: "" },
		...pieces.map((partial_json) => ({ type: "input_json_delta", partial_json })),
	]);
}

/** Why the answer ended, and its end. */
export const messageEnd = (
	reason: string,
	usage: Json = { output_tokens: 5 },
	details: unknown = null,
): StreamStep[] => [
	event("message_delta", { delta: { stop_reason: reason, stop_sequence: null, stop_details: details }, usage }),
	event("message_stop"),
];

/** An error in mid-stream. */
export const streamError = (type: string, message: string): StreamStep => event("error", { error: { type, message } });

/** A whole answer of these blocks. */
export function messagesAnswer(blocks: StreamStep[], reason = "end_turn"): Reply {
	return stream(messageStart(), blocks, messageEnd(reason));
}

/** An HTTP error as the API writes it. */
export const apiError = (
	status: number,
	type: string,
	message: string,
	headers: Record<string, string> = {},
): Reply => ({
	kind: "http",
	status,
	body: JSON.stringify({ type: "error", error: { type, message }, request_id: "req_1" }),
	headers: { "content-type": "application/json", ...headers },
});
