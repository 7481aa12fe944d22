import { randomUUID } from "node:crypto";
import { FlatTools } from "./flatTools.ts";
import type { ModelEvent, ModelRequest } from "./provider.ts";
import type { ReasoningOrigin } from "./responseItem.ts";

/**
 * Makes the items of one answer from the text, the reasoning and the calls that a stream consists of. One item is open at
 * a time; what comes next ends it. The items have no ids: those of one API mean nothing to another.
 */
export class AnswerItems {
	readonly #emit: (event: ModelEvent) => void;
	readonly #tools: FlatTools;
	readonly #usedCallIds: Set<string>;
	#text: { id: string; text: string } | null = null;
	#thought: { id: string; text: string; origin: ReasoningOrigin | null } | null = null;

	constructor(request: Pick<ModelRequest, "input" | "tools">, emit: (event: ModelEvent) => void) {
		this.#emit = emit;
		this.#tools = new FlatTools(request);
		this.#usedCallIds = new Set(
			request.input.flatMap((item) => ("call_id" in item && item.call_id ? [item.call_id] : [])),
		);
	}

	addText(delta: string): void {
		if (delta === "") return;
		this.#endThought();
		if (!this.#text) {
			this.#text = { id: `msg_${randomUUID()}`, text: "" };
			this.#emit({ type: "messageStarted", itemId: this.#text.id, phase: null });
		}
		this.#text.text += delta;
		this.#emit({ type: "textDelta", itemId: this.#text.id, delta });
	}

	addThought(delta: string): void {
		const { id } = this.#openThought();
		if (delta !== "") this.#emit({ type: "reasoningDelta", itemId: id, index: 0, delta });
		if (this.#thought) this.#thought.text += delta;
	}

	/** What the endpoint wants back of the open reasoning; opens one if there is none. */
	setOrigin(origin: ReasoningOrigin): void {
		this.#openThought().origin = origin;
	}

	/** Ends what is open. */
	end(): void {
		this.#endThought();
		const open = this.#text;
		if (!open) return;
		this.#text = null;
		const content = [{ type: "output_text" as const, text: open.text }];
		this.#emit({ type: "itemDone", item: { type: "message", role: "assistant", content } });
	}

	/** A whole call. Some servers number their calls anew in every answer, or not at all: then it gets an id of its own. */
	addCall(id: string, name: string, args: string): void {
		this.end();
		const callId = id === "" || this.#usedCallIds.has(id) ? `call_${randomUUID()}` : id;
		this.#usedCallIds.add(callId);
		const item = { type: "function_call" as const, call_id: callId, ...this.#tools.named(name), arguments: args };
		this.#emit({ type: "itemDone", item });
	}

	#openThought() {
		if (this.#thought) return this.#thought;
		this.end();
		this.#thought = { id: `rs_${randomUUID()}`, text: "", origin: null };
		this.#emit({ type: "reasoningStarted", itemId: this.#thought.id });
		return this.#thought;
	}

	#endThought(): void {
		const open = this.#thought;
		if (!open) return;
		this.#thought = null;
		const content = open.text === "" ? [] : [{ type: "reasoning_text" as const, text: open.text }];
		this.#emit({
			type: "itemDone",
			item: { type: "reasoning", summary: [], content, ...(open.origin === null ? {} : { origin: open.origin }) },
		});
	}
}
