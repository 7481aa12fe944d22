import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import { AnswerItems } from "./answerItems.ts";
import { contextWindowExceeded, type ErrorSource, errorFromStream } from "./errorResponse.ts";
import { countOf, isRecord, type Json, parseRecord, recordOf, textOf } from "./json.ts";
import { incompleteAnswer, ModelError } from "./modelError.ts";
import type { ModelEvent, ModelRequest } from "./provider.ts";
import type { AnswerDecoder } from "./wire.ts";

/** The block that is being streamed; blocks never overlap. */
type OpenBlock =
	| { type: "thinking"; thinking: string; signature: string }
	| { type: "tool_use"; id: string; name: string; json: string };

/** The events of a Messages stream. */
export class MessagesDecoder implements AnswerDecoder {
	readonly lastEvent = "message_stop";
	readonly #model: string;
	readonly #source: ErrorSource;
	readonly #emit: (event: ModelEvent) => void;
	readonly #items: AnswerItems;
	readonly #calls: Extract<OpenBlock, { type: "tool_use" }>[] = [];
	#block: OpenBlock | null = null;
	#usage: Json = {};
	#stopReason = "";
	#stopDetails: Json = {};

	constructor(request: ModelRequest, source: ErrorSource, emit: (event: ModelEvent) => void) {
		this.#model = request.model;
		this.#source = source;
		this.#emit = emit;
		this.#items = new AnswerItems(request, emit);
	}

	onData(data: string): boolean {
		const event = parseRecord(data);
		switch (event?.type) {
			case "message_start":
				this.#addUsage(recordOf(event.message).usage);
				return false;
			case "content_block_start":
				this.#onBlockStart(recordOf(event.content_block));
				return false;
			case "content_block_delta":
				this.#onBlockDelta(recordOf(event.delta));
				return false;
			case "content_block_stop":
				this.#onBlockStop();
				return false;
			case "message_delta":
				this.#addUsage(event.usage);
				this.#stopReason = textOf(recordOf(event.delta).stop_reason) || this.#stopReason;
				this.#stopDetails = recordOf(recordOf(event.delta).stop_details);
				return false;
			case "message_stop":
				this.#complete();
				return true;
			case "error":
				throw errorFromStream(event.error, this.#source);
			default:
				return false;
		}
	}

	onEnd(): boolean {
		return false;
	}

	#onBlockStart(block: Json): void {
		switch (block.type) {
			case "text":
				this.#items.addText(textOf(block.text));
				break;
			case "thinking":
				this.#block = { type: "thinking", thinking: "", signature: textOf(block.signature) };
				this.#think(this.#block, textOf(block.thinking));
				break;
			case "redacted_thinking":
				this.#items.setOrigin({ wire: "messages", model: this.#model, block });
				this.#items.end();
				break;
			case "tool_use":
				this.#block = { type: "tool_use", id: textOf(block.id), name: textOf(block.name), json: "" };
				break;
		}
	}

	#onBlockDelta(delta: Json): void {
		const block = this.#block;
		if (delta.type === "text_delta") this.#items.addText(textOf(delta.text));
		else if (block?.type === "thinking" && delta.type === "thinking_delta") this.#think(block, textOf(delta.thinking));
		else if (block?.type === "thinking" && delta.type === "signature_delta") block.signature += textOf(delta.signature);
		else if (block?.type === "tool_use" && delta.type === "input_json_delta") block.json += textOf(delta.partial_json);
	}

	#think(block: { thinking: string }, delta: string): void {
		block.thinking += delta;
		this.#items.addThought(delta);
	}

	#onBlockStop(): void {
		const block = this.#block;
		this.#block = null;
		if (block?.type === "tool_use") this.#calls.push(block);
		if (block?.type !== "thinking") return;
		this.#items.setOrigin({ wire: "messages", model: this.#model, block });
		this.#items.end();
	}

	/** The counts of a later event replace those of an earlier one. */
	#addUsage(usage: unknown): void {
		const given = Object.entries(recordOf(usage)).filter(([, value]) => value !== null);
		this.#usage = { ...this.#usage, ...Object.fromEntries(given) };
	}

	#complete(): void {
		this.#items.end();
		switch (this.#stopReason) {
			case "max_tokens":
				// The last call may be half a one.
				throw incompleteAnswer("max_output_tokens");
			case "model_context_window_exceeded":
				throw contextWindowExceeded();
			case "refusal":
				throw refusal(this.#stopDetails);
		}
		for (const { id, name, json } of this.#calls) this.#items.addCall(id, name, json || "{}");
		this.#emit({ type: "completed", usage: usageOf(this.#usage) });
	}
}

function refusal(details: Json): ModelError {
	const why = textOf(details.explanation);
	return new ModelError(
		`The model declined to go on with this conversation.${why === "" ? "" : ` ${why}`} Ask in another way, or start a new thread.`,
		{ info: details.category === "cyber" ? "cyberPolicy" : "other" },
	);
}

/** The API counts what it read from the cache, and what it wrote to it, beside the other input. */
function usageOf(usage: Json): TokenUsageBreakdown | null {
	if (!isRecord(usage) || Object.keys(usage).length === 0) return null;
	const cachedInputTokens = countOf(usage.cache_read_input_tokens);
	const cacheWriteInputTokens = countOf(usage.cache_creation_input_tokens);
	const inputTokens = countOf(usage.input_tokens) + cachedInputTokens + cacheWriteInputTokens;
	const outputTokens = countOf(usage.output_tokens);
	return {
		inputTokens,
		cachedInputTokens,
		cacheWriteInputTokens,
		outputTokens,
		reasoningOutputTokens: countOf(recordOf(usage.output_tokens_details).thinking_tokens),
		totalTokens: inputTokens + outputTokens,
	};
}
