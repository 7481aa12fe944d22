import { type Api, isObject, ModelEndpoint, type ReceivedRequest, type ScriptEntry } from "./modelEndpoint.ts";
import { type Reply, type StreamStep, stream } from "./responsesEvents.ts";

type Json = Record<string, unknown>;

/** A scripted endpoint that speaks Chat Completions, and refuses what the strictest of its servers refuse. */
export class ChatEndpoint extends ModelEndpoint {
	static start(...script: (ScriptEntry | Reply)[]): Promise<ChatEndpoint> {
		return new ChatEndpoint(api).listen(script);
	}
}

const KNOWN_MEMBERS = [
	"model",
	"messages",
	"tools",
	"stream",
	"stream_options",
	"reasoning_effort",
	"verbosity",
	"service_tier",
	"response_format",
];

const api: Api = {
	wireApi: "chat",
	path: /\/chat\/completions(\?|$)/,
	refuse,
	last: (body) => messagesOf(body).at(-1) ?? {},
	toolNames: (body) => toolFunctions(body).map(({ name }) => String(name)),
};

/** The messages of a request, without regard to what else is in the list. */
export const messagesOf = (body: Json): Json[] => (Array.isArray(body.messages) ? body.messages.filter(isObject) : []);

/** The functions a request offers. */
export const toolFunctions = (body: Json): Json[] =>
	(Array.isArray(body.tools) ? body.tools : []).map((tool) =>
		isObject(tool) && isObject(tool.function) ? tool.function : {},
	);

function refuse({ body, headers }: ReceivedRequest): string | undefined {
	if (headers["content-type"] !== "application/json") return "the request is no JSON";
	const unknown = Object.keys(body).find((name) => !KNOWN_MEMBERS.includes(name));
	if (unknown !== undefined) return `unknown member ${unknown}`;
	if (body.stream !== true) return "the request does not stream";
	if (!isObject(body.stream_options) || body.stream_options.include_usage !== true) return "usage is not asked for";
	if (
		body.tools !== undefined &&
		toolFunctions(body).some((each) => typeof each.name !== "string" || !isObject(each.parameters))
	) {
		return "a tool is no function with parameters";
	}
	return refuseMessages(messagesOf(body));
}

/** Instructions once and at the beginning; every call answered, at once and only once. */
function refuseMessages(messages: readonly Json[]): string | undefined {
	let open: string[] = [];
	for (const [index, message] of messages.entries()) {
		const { role, content } = message;
		if (role === "tool") {
			if (typeof content !== "string") return "the content of a tool's message is no text";
			const id = String(message.tool_call_id);
			if (!open.includes(id)) return `no open call ${id}`;
			open = open.filter((each) => each !== id);
			continue;
		}
		if (open.length > 0) return `the calls ${open.join(", ")} have no output`;
		if (role === "system" ? index > 0 || typeof content !== "string" : role !== "user" && role !== "assistant") {
			return `a message of the role ${String(role)} at ${index}`;
		}
		if (role === "user" && messages[index - 1]?.role === "user") return "two messages of the user in a row";
		if (role === "user" && typeof content !== "string" && !Array.isArray(content)) return "a message without content";
		if (role === "assistant") {
			const calls: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : [];
			if (content === "" || (typeof content !== "string" && calls.length === 0)) return "an empty answer";
			open = calls.map((call) => String(isObject(call) ? call.id : call));
			if (new Set(open).size < open.length) return "two calls with one id";
		}
	}
	return messages.at(-1)?.role === "assistant" && open.length > 0 ? "a call without output" : undefined;
}

const chunk = (members: Json): StreamStep => ({
	raw: `data: ${JSON.stringify({ id: "chatcmpl-1", object: "chat.completion.chunk", created: 1, model: "m", ...members })}\n\n`,
});

/** A chunk with this delta. */
export const delta = (members: Json): StreamStep =>
	chunk({ choices: [{ index: 0, delta: members, finish_reason: null }] });

export const texts = (...parts: string[]): StreamStep[] => parts.map((content) => delta({ content }));

export const finish = (reason: string): StreamStep =>
	chunk({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });

export const usage = (counts: Json): StreamStep => chunk({ choices: [], usage: counts });

/** An error in mid-stream. */
export const streamError = (error: unknown): StreamStep => ({ raw: `data: ${JSON.stringify({ error })}\n\n` });

export const done: StreamStep = { raw: "data: [DONE]\n\n" };

/** A call as OpenAI streams it: its head, then its arguments in pieces of a few characters. */
export function toolCall(index: number, id: string, name: string, args: unknown): StreamStep[] {
	const text = typeof args === "string" ? args : JSON.stringify(args);
	return [
		delta({ tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] }),
		...(text.match(/.{1,7}/gs) ?? []).map((piece) =>
			delta({ tool_calls: [{ index, function: { arguments: piece } }] }),
		),
	];
}

const COUNTS = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };

/** A whole answer: the role, these steps, why it ended, what it used. */
export function chatAnswer(steps: StreamStep[], reason = "stop", counts: Json = COUNTS): Reply {
	return stream(delta({ role: "assistant", content: "" }), steps, finish(reason), usage(counts), done);
}
