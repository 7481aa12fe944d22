import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import { type ErrorSource, errorFromStream } from "./errorResponse.ts";
import { countOf, isRecord, type Json, parseRecord, recordOf, textOf } from "./json.ts";
import { incompleteAnswer } from "./modelError.ts";
import type { ModelEvent } from "./provider.ts";
import { isResponseItem } from "./responseItemCheck.ts";
import type { AnswerDecoder } from "./wire.ts";

/** The events of a Responses API stream. Those of unknown types and those that are no JSON are passed over, as the reference does. */
export class StreamDecoder implements AnswerDecoder {
	readonly lastEvent = "response.completed";
	readonly #source: ErrorSource;
	readonly #emit: (event: ModelEvent) => void;
	#isComplete = false;

	constructor(source: ErrorSource, emit: (event: ModelEvent) => void) {
		this.#source = source;
		this.#emit = emit;
	}

	onData(data: string): boolean {
		const event = parseRecord(data);
		if (event) this.#onEvent(event);
		return this.#isComplete;
	}

	onEnd(): boolean {
		return false;
	}

	#onEvent(event: Json): void {
		switch (event.type) {
			case "response.output_text.delta":
			case "response.refusal.delta":
				if (typeof event.delta === "string") {
					this.#emit({ type: "textDelta", itemId: textOf(event.item_id), delta: event.delta });
				}
				return;
			case "response.output_item.added":
				this.#onItemAdded(event.item);
				return;
			case "response.output_item.done":
				if (isResponseItem(event.item)) this.#emit({ type: "itemDone", item: event.item });
				return;
			case "response.reasoning_summary_part.added":
				this.#emit({ type: "summaryPart", itemId: textOf(event.item_id), index: indexOf(event.summary_index) });
				return;
			case "response.reasoning_summary_text.delta":
			case "response.reasoning_text.delta":
				this.#onReasoningDelta(event);
				return;
			case "response.completed":
				this.#isComplete = true;
				this.#emit({ type: "completed", usage: usageOf(recordOf(event.response).usage) });
				return;
			case "response.failed":
				throw errorFromStream(recordOf(event.response).error, this.#source);
			case "error":
				throw errorFromStream(event.error ?? event, this.#source);
			case "response.incomplete":
				throw incompleteAnswer(textOf(recordOf(recordOf(event.response).incomplete_details).reason));
		}
	}

	#onItemAdded(item: unknown): void {
		if (!isRecord(item)) return;
		if (item.type === "message") {
			const phase = item.phase === "commentary" || item.phase === "final_answer" ? item.phase : null;
			this.#emit({ type: "messageStarted", itemId: textOf(item.id), phase });
		} else if (item.type === "reasoning") {
			this.#emit({ type: "reasoningStarted", itemId: textOf(item.id) });
		} else if (item.type === "web_search_call") {
			this.#emit({ type: "webSearchStarted", itemId: textOf(item.id), action: item.action });
		}
	}

	#onReasoningDelta(event: Json): void {
		if (typeof event.delta !== "string") return;
		const itemId = textOf(event.item_id);
		if (event.type === "response.reasoning_text.delta") {
			this.#emit({ type: "reasoningDelta", itemId, index: indexOf(event.content_index), delta: event.delta });
		} else {
			this.#emit({ type: "summaryDelta", itemId, index: indexOf(event.summary_index), delta: event.delta });
		}
	}
}

/** The usage of a response, or null when the server counts nothing. */
function usageOf(usage: unknown): TokenUsageBreakdown | null {
	if (!isRecord(usage)) return null;
	const input = recordOf(usage.input_tokens_details);
	const output = recordOf(usage.output_tokens_details);
	const inputTokens = countOf(usage.input_tokens);
	const outputTokens = countOf(usage.output_tokens);
	return {
		inputTokens,
		cachedInputTokens: countOf(input.cached_tokens),
		cacheWriteInputTokens: countOf(input.cache_write_tokens),
		outputTokens,
		reasoningOutputTokens: countOf(output.reasoning_tokens),
		totalTokens: countOf(usage.total_tokens) || inputTokens + outputTokens,
	};
}

const indexOf = (value: unknown) => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0);
