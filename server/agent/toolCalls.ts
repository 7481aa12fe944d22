import type { CustomToolCallItem, FunctionCallItem, ResponseItem, ToolSearchCallItem } from "../model/responseItem.ts";
import { Interruption } from "../tools/interruption.ts";
import type { ToolCall, ToolOutput, ToolSession } from "../tools/tool.ts";
import type { TurnHost } from "./turnHost.ts";

type CallItem = FunctionCallItem | CustomToolCallItem | ToolSearchCallItem;

/** Whether the server has to do something about an item of an answer. */
export function isCall(item: ResponseItem): item is CallItem {
	return item.type === "function_call" || item.type === "custom_tool_call" || item.type === "tool_search_call";
}

const NOT_RUN: ToolOutput = { text: "Not run: the person stopped the turn before.", success: false };

interface Started {
	item: CallItem;
	startedAt: number;
	/** Never rejects. */
	output: Promise<ToolOutput>;
}

/**
 * The tool calls of one model response. A call starts as soon as the model has written it: beside the others where
 * the tool says that is safe, otherwise alone and in order.
 */
export class ToolCalls {
	readonly #tools: ToolSession;
	readonly #host: TurnHost;
	#started: Started[] = [];
	/** Settles when the last exclusive call has. */
	#barrier: Promise<unknown> = Promise.resolve();
	/** Calls since that barrier. */
	#beside: Promise<unknown>[] = [];

	constructor(tools: ToolSession, host: TurnHost) {
		this.#tools = tools;
		this.#host = host;
	}

	start(item: CallItem): void {
		const startedAt = performance.now();
		const run = () => this.#run(toolCall(item), startedAt);
		let output: Promise<ToolOutput>;
		if (item.type === "tool_search_call" || this.#tools.isParallelSafe(item.name)) {
			output = this.#barrier.then(run);
			this.#beside.push(output);
		} else {
			output = Promise.all([this.#barrier, ...this.#beside]).then(run);
			this.#barrier = output;
			this.#beside = [];
		}
		this.#started.push({ item, startedAt, output });
	}

	/** Waits for the calls started so far and appends their outputs to the history, in the order of the calls. Never rejects. */
	async finish(): Promise<number> {
		const calls = this.#started;
		this.#started = [];
		for (const { item, output } of calls) this.#host.history.append(outputItem(item, await output));
		return calls.length;
	}

	async #run(call: ToolCall, startedAt: number): Promise<ToolOutput> {
		const { signal } = this.#host;
		if (signal.aborted) return NOT_RUN;
		try {
			return await this.#tools.call(call, this.#host);
		} catch (error) {
			if (signal.aborted) {
				if (error instanceof Interruption && !error.hasBegun) return NOT_RUN;
				const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
				return { text: `Stopped by the person after ${seconds} seconds; it may have run in part.`, success: false };
			}
			// A defect of the tool: the model can go on, and the person should know.
			const message = error instanceof Error ? error.message : String(error);
			this.#host.warn(`The tool ${call.name} failed: ${message}`);
			return { text: `The tool failed: ${message}`, success: false };
		}
	}
}

/** A call as the tools take it. */
export function toolCall(item: CallItem): ToolCall {
	const callId = item.call_id;
	switch (item.type) {
		case "function_call":
			return { callId, name: item.name, namespace: item.namespace, input: item.arguments, kind: "function" };
		case "custom_tool_call":
			return { callId, name: item.name, input: item.input, kind: "custom" };
		case "tool_search_call":
			return { callId, name: "tool_search", input: JSON.stringify(item.arguments), kind: "search" };
	}
}

/** What answers a call in the history. */
export function outputItem({ type, call_id }: CallItem, { text, content, tools }: ToolOutput): ResponseItem {
	switch (type) {
		case "function_call":
			return { type: "function_call_output", call_id, output: content ?? text };
		case "custom_tool_call":
			return { type: "custom_tool_call_output", call_id, output: text };
		case "tool_search_call":
			return { type: "tool_search_output", call_id, status: "completed", execution: "client", tools: tools ?? [] };
	}
}
