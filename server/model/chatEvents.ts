import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import { AnswerItems } from "./answerItems.ts";
import { type ErrorSource, errorFromStream } from "./errorResponse.ts";
import { countOf, isRecord, type Json, listOf, parseRecord, recordOf, textOf } from "./json.ts";
import { incompleteAnswer } from "./modelError.ts";
import type { ModelEvent, ModelRequest } from "./provider.ts";
import type { AnswerDecoder } from "./wire.ts";

interface Call {
	id: string;
	name: string;
	arguments: string;
}

/** The chunks of a Chat Completions stream, in the dialects of the servers that speak it. */
export class ChatDecoder implements AnswerDecoder {
	readonly lastEvent = "[DONE]";
	readonly #source: ErrorSource;
	readonly #emit: (event: ModelEvent) => void;
	readonly #items: AnswerItems;
	readonly #calls = new Map<number, Call>();
	/** Of the reasoning that is open, member by member of the message that it goes back in. */
	#reasoning: Json = {};
	#usage: TokenUsageBreakdown | null = null;
	#finishReason = "";

	constructor(request: ModelRequest, source: ErrorSource, emit: (event: ModelEvent) => void) {
		this.#source = source;
		this.#emit = emit;
		this.#items = new AnswerItems(request, emit);
	}

	onData(data: string): boolean {
		if (data === "[DONE]") return this.#complete();
		const chunk = parseRecord(data);
		if (!chunk) return false;
		if (isRecord(chunk.error) || typeof chunk.error === "string") throw errorFromStream(chunk.error, this.#source);
		if (isRecord(chunk.usage)) this.#usage = usageOf(chunk.usage);
		const choice = listOf(chunk.choices)[0];
		if (isRecord(choice)) {
			this.#onDelta(recordOf(choice.delta));
			this.#finishReason = textOf(choice.finish_reason) || this.#finishReason;
		}
		return false;
	}

	/** Some servers close the stream in place of its last event. */
	onEnd(): boolean {
		return this.#finishReason !== "" && this.#complete();
	}

	#onDelta(delta: Json): void {
		this.#onReasoning(delta);
		const text = textOf(delta.content) + textOf(delta.refusal);
		if (text !== "") {
			this.#reasoning = {};
			this.#items.addText(text);
		}
		for (const call of listOf(delta.tool_calls)) if (isRecord(call)) this.#onCall(call);
	}

	/** DeepSeek, vLLM, llama.cpp and LM Studio call it `reasoning_content`; Ollama, OpenRouter and newer vLLMs `reasoning`. */
	#onReasoning(delta: Json): void {
		const name = textOf(delta.reasoning_content) === "" ? "reasoning" : "reasoning_content";
		const text = textOf(delta[name]);
		const details = listOf(delta.reasoning_details).filter(isRecord);
		if (text === "" && details.length === 0) return;
		this.#items.addThought(text);
		if (text !== "") this.#reasoning[name] = textOf(this.#reasoning[name]) + text;
		for (const detail of details) {
			this.#reasoning.reasoning_details = withDetail(listOf(this.#reasoning.reasoning_details), detail);
		}
		this.#items.setOrigin({ wire: "chat", message: this.#reasoning });
	}

	#onCall(delta: Json): void {
		const id = textOf(delta.id);
		const index = typeof delta.index === "number" ? delta.index : this.#indexOf(id);
		const call = this.#calls.get(index) ?? { id: "", name: "", arguments: "" };
		this.#calls.set(index, call);
		const said = recordOf(delta.function);
		call.id ||= id;
		call.name ||= textOf(said.name);
		// Ollama's older releases wrote the object itself.
		call.arguments += isRecord(said.arguments) ? JSON.stringify(said.arguments) : textOf(said.arguments);
	}

	/** For servers that do not number their calls: an id that was not there before begins a new one. */
	#indexOf(id: string): number {
		for (const [index, call] of this.#calls) if (id !== "" && call.id === id) return index;
		return id === "" ? Math.max(0, this.#calls.size - 1) : this.#calls.size;
	}

	#complete(): boolean {
		this.#items.end();
		// An answer that was cut short may hold half a call.
		if (this.#finishReason === "length") throw incompleteAnswer("max_output_tokens");
		if (this.#finishReason === "content_filter") throw incompleteAnswer("content_filter");
		for (const [, call] of [...this.#calls].sort(([a], [b]) => a - b)) {
			this.#items.addCall(call.id, call.name, call.arguments || "{}");
		}
		this.#emit({ type: "completed", usage: this.#usage });
		return true;
	}
}

/** The pieces of one detail have the same index and type; their texts go together, of all else the last one counts. */
function withDetail(details: readonly unknown[], piece: Json): unknown[] {
	const last = recordOf(details.at(-1));
	if (details.length === 0 || last.index !== piece.index || last.type !== piece.type) return [...details, piece];
	const whole: Json = { ...last };
	for (const [name, value] of Object.entries(piece)) {
		if (value === null || value === undefined) continue;
		const isText = name === "text" || name === "summary" || name === "data";
		whole[name] = isText ? textOf(last[name]) + textOf(value) : value;
	}
	return [...details.slice(0, -1), whole];
}

function usageOf(usage: Json): TokenUsageBreakdown {
	const inputTokens = countOf(usage.prompt_tokens);
	const outputTokens = countOf(usage.completion_tokens);
	const prompt = recordOf(usage.prompt_tokens_details);
	return {
		inputTokens,
		cachedInputTokens: countOf(prompt.cached_tokens) || countOf(usage.prompt_cache_hit_tokens),
		cacheWriteInputTokens: countOf(prompt.cache_write_tokens),
		outputTokens,
		reasoningOutputTokens: countOf(recordOf(usage.completion_tokens_details).reasoning_tokens),
		totalTokens: countOf(usage.total_tokens) || inputTokens + outputTokens,
	};
}
