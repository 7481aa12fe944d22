/** One event of the Responses API's stream, before it is written as SSE. */
export type StreamEvent = { type: string } & Record<string, unknown>;

/** Holds a stream back until the test lets it go on. */
export class Gate {
	readonly reached: Promise<void>;
	readonly released: Promise<void>;
	#reach: () => void = () => {};
	#release: () => void = () => {};

	constructor() {
		this.reached = new Promise((resolve) => {
			this.#reach = resolve;
		});
		this.released = new Promise((resolve) => {
			this.#release = resolve;
		});
	}

	/** Called by the endpoint when the stream has come this far. */
	arrive(): void {
		this.#reach();
	}

	release(): void {
		this.#release();
	}
}

/**
 * One step of a streamed answer: an event, text written as it stands (for malformed streams), a gate, or
 * "cut" (the socket is destroyed) or "end" (the body ends properly, which is only needed before its end).
 */
export type StreamStep = StreamEvent | { raw: string } | Gate | "cut" | "end";

/** What the endpoint answers to one request. */
export type Reply =
	| { kind: "stream"; steps: Iterable<StreamStep>; headers?: Record<string, string> }
	| { kind: "http"; status: number; body: string; headers?: Record<string, string> }
	/** The socket is destroyed before any answer. */
	| { kind: "reset" };

let counter = 0;
/** An id that no other call of this process returns. */
const freshId = (prefix: string) => `${prefix}_${++counter}`;

export interface Usage {
	input?: number;
	cached?: number;
	output?: number;
	reasoning?: number;
}

export function created(id = freshId("resp")): StreamEvent {
	return { type: "response.created", response: { id } };
}

export function completed(usage: Usage = {}, id = freshId("resp")): StreamEvent {
	const { input = 10, cached = 0, output = 5, reasoning = 0 } = usage;
	return {
		type: "response.completed",
		response: {
			id,
			usage: {
				input_tokens: input,
				input_tokens_details: { cached_tokens: cached },
				output_tokens: output,
				output_tokens_details: { reasoning_tokens: reasoning },
				total_tokens: input + output,
			},
		},
	};
}

/** `code` as the API names it: context_length_exceeded, insufficient_quota, rate_limit_exceeded … */
export function failed(code: string, message: string): StreamEvent {
	return { type: "response.failed", response: { id: freshId("resp"), status: "failed", error: { code, message } } };
}

export function incomplete(reason: string): StreamEvent {
	return {
		type: "response.incomplete",
		response: { id: freshId("resp"), status: "incomplete", incomplete_details: { reason } },
	};
}

export interface MessageOptions {
	id?: string;
	phase?: "commentary" | "final_answer";
}

/** The parts of a streamed assistant message; spread `all`, or place gates between `start`, `deltas` and `done`. */
export function messageParts(deltas: readonly string[], options: MessageOptions = {}) {
	const id = options.id ?? freshId("msg");
	const item = { type: "message", role: "assistant", id, ...(options.phase ? { phase: options.phase } : {}) };
	return {
		start: { type: "response.output_item.added", output_index: 0, item: { ...item, content: [] } } as StreamEvent,
		deltas: deltas.map(
			(delta): StreamEvent => ({
				type: "response.output_text.delta",
				item_id: id,
				output_index: 0,
				content_index: 0,
				delta,
			}),
		),
		done: {
			type: "response.output_item.done",
			output_index: 0,
			item: { ...item, content: [{ type: "output_text", text: deltas.join(""), annotations: [] }] },
		} as StreamEvent,
	};
}

/** A whole assistant message: added, one delta per element, done. */
export function message(deltas: string | readonly string[], options: MessageOptions = {}): StreamEvent[] {
	const parts = messageParts(typeof deltas === "string" ? [deltas] : deltas, options);
	return [parts.start, ...parts.deltas, parts.done];
}

/** A message of `count` deltas, generated as it is written, so that huge streams cost the test no memory. */
export function* longMessage(count: number, delta: (index: number) => string = (i) => `word${i % 97} `) {
	const id = freshId("msg");
	const item = { type: "message", role: "assistant", id };
	yield { type: "response.output_item.added", output_index: 0, item: { ...item, content: [] } } as StreamEvent;
	const whole: string[] = [];
	for (let i = 0; i < count; i++) {
		const text = delta(i);
		whole.push(text);
		yield { type: "response.output_text.delta", item_id: id, output_index: 0, content_index: 0, delta: text };
	}
	yield {
		type: "response.output_item.done",
		output_index: 0,
		item: { ...item, content: [{ type: "output_text", text: whole.join(""), annotations: [] }] },
	} as StreamEvent;
}

export interface ReasoningOptions {
	id?: string;
	/** Raw reasoning text, streamed as `response.reasoning_text.delta`. */
	content?: readonly string[];
	encryptedContent?: string;
}

/** A reasoning item: each element of `summary` is one part, streamed as one delta. */
export function reasoning(summary: readonly string[], options: ReasoningOptions = {}): StreamEvent[] {
	const id = options.id ?? freshId("rs");
	const content = options.content ?? [];
	return [
		{ type: "response.output_item.added", output_index: 0, item: { type: "reasoning", id, summary: [] } },
		...summary.flatMap((delta, index): StreamEvent[] => [
			{ type: "response.reasoning_summary_part.added", item_id: id, output_index: 0, summary_index: index },
			{ type: "response.reasoning_summary_text.delta", item_id: id, output_index: 0, summary_index: index, delta },
		]),
		...content.map(
			(delta, index): StreamEvent => ({
				type: "response.reasoning_text.delta",
				item_id: id,
				output_index: 0,
				content_index: index,
				delta,
			}),
		),
		{
			type: "response.output_item.done",
			output_index: 0,
			item: {
				type: "reasoning",
				id,
				summary: summary.map((text) => ({ type: "summary_text", text })),
				...(content.length > 0 ? { content: content.map((text) => ({ type: "reasoning_text", text })) } : {}),
				...(options.encryptedContent === undefined ? {} : { encrypted_content: options.encryptedContent }),
			},
		},
	];
}

/** A function call. `args` is written as JSON, or as it stands when it is a string (for malformed arguments). */
export function functionCall(name: string, args: unknown, callId = freshId("call"), namespace?: string): StreamEvent[] {
	const id = freshId("fc");
	const text = typeof args === "string" ? args : JSON.stringify(args);
	const item = { type: "function_call", id, call_id: callId, name, ...(namespace === undefined ? {} : { namespace }) };
	return [
		{ type: "response.output_item.added", output_index: 0, item: { ...item, arguments: "" } },
		{ type: "response.function_call_arguments.delta", item_id: id, output_index: 0, delta: text },
		{ type: "response.function_call_arguments.done", item_id: id, output_index: 0, arguments: text },
		{ type: "response.output_item.done", output_index: 0, item: { ...item, arguments: text } },
	];
}

/** A search for tools that were not offered. */
export function toolSearchCall(query: string, callId = freshId("call")): StreamEvent[] {
	const item = { type: "tool_search_call", call_id: callId, execution: "client", arguments: { query } };
	return [{ type: "response.output_item.done", output_index: 0, item }];
}

/** A freeform (custom) tool call, such as `apply_patch`. */
export function customToolCall(name: string, input: string, callId = freshId("call")): StreamEvent[] {
	const id = freshId("ctc");
	const item = { type: "custom_tool_call", id, call_id: callId, name };
	return [
		{ type: "response.output_item.added", output_index: 0, item: { ...item, input: "" } },
		{ type: "response.custom_tool_call_input.delta", item_id: id, output_index: 0, delta: input },
		{ type: "response.custom_tool_call_input.done", item_id: id, output_index: 0, input },
		{ type: "response.output_item.done", output_index: 0, item: { ...item, input } },
	];
}

/** A streamed answer of exactly these steps; a stream that does not end with "cut" ends properly. */
export function stream(...steps: (StreamStep | Iterable<StreamStep>)[]): Reply {
	return { kind: "stream", steps: flatten(steps) };
}

/** The usual answer: `response.created`, these steps, `response.completed`. */
export function answer(...steps: (StreamStep | Iterable<StreamStep>)[]): Reply {
	return stream(created(), ...steps, completed());
}

function* flatten(steps: readonly (StreamStep | Iterable<StreamStep>)[]): Iterable<StreamStep> {
	for (const step of steps) {
		if (typeof step !== "string" && Symbol.iterator in step) yield* step as Iterable<StreamStep>;
		else yield step as StreamStep;
	}
}

/** An HTTP error with the API's error body. `retryAfter` in seconds. */
export function httpError(
	status: number,
	error: { message: string; code?: string; type?: string } | string,
	retryAfter?: number,
): Reply {
	return {
		kind: "http",
		status,
		body: typeof error === "string" ? error : JSON.stringify({ error }),
		headers: {
			"content-type": typeof error === "string" ? "text/plain" : "application/json",
			...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
		},
	};
}

export const reset: Reply = { kind: "reset" };
