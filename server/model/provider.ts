import type { ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import type { ResponseItem } from "./responseItem.ts";

/** One request to a model: everything it is to see. */
export interface ModelRequest {
	model: string;
	/** The base instructions, ahead of `input`. */
	instructions: string;
	input: ResponseItem[];
	/** Elements of the API's `tools` array. */
	tools: readonly unknown[];
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	verbosity: "low" | "medium" | "high" | null;
	serviceTier: string | null;
	/** JSON Schema of the final answer, or undefined. */
	outputSchema: unknown;
	threadId: string;
	turnId: string;
	/** Asked after each piece of the answer: no more is read until the promise resolves. */
	drained?: () => Promise<void> | null;
}

/** What a model's answer consists of, in the order in which it arrives. `itemId` is the provider's own. */
export type ModelEvent =
	| { type: "messageStarted"; itemId: string; phase: "commentary" | "final_answer" | null }
	| { type: "textDelta"; itemId: string; delta: string }
	| { type: "reasoningStarted"; itemId: string }
	| { type: "summaryPart"; itemId: string; index: number }
	| { type: "summaryDelta"; itemId: string; index: number; delta: string }
	| { type: "reasoningDelta"; itemId: string; index: number; delta: string }
	| { type: "webSearchStarted"; itemId: string; action: unknown }
	/** The finished item; authoritative over its deltas. */
	| { type: "itemDone"; item: ResponseItem }
	/** The last event of a proper answer. */
	| { type: "completed"; usage: TokenUsageBreakdown | null };

/** A source of model answers. */
export interface ModelProvider {
	/** Whether the model takes freeform (custom) tools. */
	readonly customTools: boolean;
	/** Whether the model searches for tools that are not listed. */
	readonly toolSearch: boolean;
	/**
	 * Streams one answer; resolves after `completed`. Rejects with a ModelError, or with the signal's reason when
	 * `signal` aborts. `onEvent` is called synchronously, never after the promise settled.
	 */
	stream(request: ModelRequest, signal: AbortSignal, onEvent: (event: ModelEvent) => void): Promise<void>;
}
