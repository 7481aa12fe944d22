import { createParser, type EventSourceMessage } from "eventsource-parser";
import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import { apiError, type ErrorSource, errorFromFailedResponse } from "./errorResponse.ts";
import { ModelError } from "./modelError.ts";
import type { ModelEvent } from "./provider.ts";
import { isResponseItem } from "./responseItemCheck.ts";

/** A stream whose one event grows beyond this many characters is broken. */
const LONGEST_EVENT = 64 * 1024 * 1024;

type Json = Record<string, unknown>;

/**
 * Turns the text of one Responses API stream into model events.
 *
 * `feed` returns true once `response.completed` has been seen and throws a ModelError when the stream reports a
 * failure. Events of unknown types and events that are no JSON are passed over, as the reference does.
 */
export class StreamDecoder {
	readonly #parser;
	readonly #source: ErrorSource;
	readonly #emit: (event: ModelEvent) => void;
	#completed = false;
	#failure: Error | null = null;

	constructor(source: ErrorSource, emit: (event: ModelEvent) => void) {
		this.#source = source;
		this.#emit = emit;
		this.#parser = createParser({
			onEvent: (message) => this.#onMessage(message),
			onError: (error) => {
				if (error.type === "max-buffer-size-exceeded") this.#failure ??= error;
			},
			maxBufferSize: LONGEST_EVENT,
		});
	}

	feed(text: string): boolean {
		this.#parser.feed(text);
		if (this.#failure) throw this.#failure;
		return this.#completed;
	}

	#onMessage(message: EventSourceMessage): void {
		if (this.#completed || this.#failure) return;
		let event: unknown;
		try {
			event = JSON.parse(message.data);
		} catch {
			return;
		}
		if (!isRecord(event)) return;
		try {
			this.#onEvent(event);
		} catch (error) {
			this.#failure = error instanceof Error ? error : new Error(String(error));
		}
	}

	#onEvent(event: Json): void {
		switch (event.type) {
			case "response.output_text.delta":
			case "response.refusal.delta":
				if (typeof event.delta === "string") {
					this.#emit({ type: "textDelta", itemId: idOf(event.item_id), delta: event.delta });
				}
				return;
			case "response.output_item.added":
				this.#onItemAdded(event.item);
				return;
			case "response.output_item.done":
				if (isResponseItem(event.item)) this.#emit({ type: "itemDone", item: event.item });
				return;
			case "response.reasoning_summary_part.added":
				this.#emit({ type: "summaryPart", itemId: idOf(event.item_id), index: indexOf(event.summary_index) });
				return;
			case "response.reasoning_summary_text.delta":
			case "response.reasoning_text.delta":
				this.#onReasoningDelta(event);
				return;
			case "response.completed":
				this.#completed = true;
				this.#emit({ type: "completed", usage: isRecord(event.response) ? usageOf(event.response.usage) : null });
				return;
			case "response.failed":
				throw errorFromFailedResponse(apiError(isRecord(event.response) ? event.response.error : null), this.#source);
			case "error":
				throw errorFromFailedResponse(apiError(event.error ?? event), this.#source);
			case "response.incomplete":
				throw incomplete(event.response);
		}
	}

	#onItemAdded(item: unknown): void {
		if (!isRecord(item)) return;
		if (item.type === "message") {
			const phase = item.phase === "commentary" || item.phase === "final_answer" ? item.phase : null;
			this.#emit({ type: "messageStarted", itemId: idOf(item.id), phase });
		} else if (item.type === "reasoning") {
			this.#emit({ type: "reasoningStarted", itemId: idOf(item.id) });
		}
	}

	#onReasoningDelta(event: Json): void {
		if (typeof event.delta !== "string") return;
		const itemId = idOf(event.item_id);
		if (event.type === "response.reasoning_text.delta") {
			this.#emit({ type: "reasoningDelta", itemId, index: indexOf(event.content_index), delta: event.delta });
		} else {
			this.#emit({ type: "summaryDelta", itemId, index: indexOf(event.summary_index), delta: event.delta });
		}
	}
}

function incomplete(response: unknown): ModelError {
	const details = isRecord(response) ? response.incomplete_details : null;
	const reason = isRecord(details) && typeof details.reason === "string" ? details.reason : "unknown";
	const advice =
		reason === "max_output_tokens"
			? " The model reached its limit of output: ask it to go on, or for less at a time."
			: "";
	return new ModelError(`Incomplete response returned, reason: ${reason}.${advice}`, { info: "other" });
}

/** The usage of a response, or null when the server counts nothing. */
export function usageOf(usage: unknown): TokenUsageBreakdown | null {
	if (!isRecord(usage)) return null;
	const input = isRecord(usage.input_tokens_details) ? usage.input_tokens_details : {};
	const output = isRecord(usage.output_tokens_details) ? usage.output_tokens_details : {};
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

function isRecord(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

const idOf = (value: unknown) => (typeof value === "string" ? value : "");
const indexOf = (value: unknown) => (typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0);
const countOf = (value: unknown) => (typeof value === "number" && value > 0 ? Math.trunc(value) : 0);
