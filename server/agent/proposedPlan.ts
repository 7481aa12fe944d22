import type { TurnHost } from "./turnHost.ts";

const OPEN = "<proposed_plan>";
const CLOSE = "</proposed_plan>";

/** A piece of a message: what stays in it, or what belongs to the plan. `planStarted` begins a plan anew. */
export type PlanPiece = { type: "text" | "plan"; text: string } | { type: "planStarted" };

/**
 * Tells the plan from the rest of a message while it streams. The plan is what stands between two tags that each have a line of
 * their own; a tag inside a line is text. The beginning of a line is held back as long as it may become a tag.
 */
export class PlanSplitter {
	#inPlan = false;
	/** The beginning of a line that may become a tag; null when the line is known to be none. */
	#held: string | null = "";

	feed(delta: string): PlanPiece[] {
		return (delta.match(/[^\n]*\n|[^\n]+/g) ?? []).flatMap((part) => this.#take(part));
	}

	/** The message has ended: what is held is a tag or it is text. */
	end(): PlanPiece[] {
		const held = this.#held ?? "";
		this.#held = "";
		return held.trim() === this.#tag ? this.#toggle() : this.#piece(held);
	}

	get #tag(): string {
		return this.#inPlan ? CLOSE : OPEN;
	}

	#take(part: string): PlanPiece[] {
		const isWhole = part.endsWith("\n");
		if (this.#held === null) {
			if (isWhole) this.#held = "";
			return this.#piece(part);
		}
		const line = this.#held + part;
		if (isWhole) {
			this.#held = "";
			return line.trim() === this.#tag ? this.#toggle() : this.#piece(line);
		}
		const mayBeTag = this.#tag.startsWith(line.trimStart()) || line.trim() === this.#tag;
		this.#held = mayBeTag ? line : null;
		return mayBeTag ? [] : this.#piece(line);
	}

	#toggle(): PlanPiece[] {
		this.#inPlan = !this.#inPlan;
		return this.#inPlan ? [{ type: "planStarted" }] : [];
	}

	#piece(text: string): PlanPiece[] {
		return text === "" ? [] : [{ type: this.#inPlan ? "plan" : "text", text }];
	}
}

/** A finished message without its plans. */
export function withoutPlans(message: string): string {
	const splitter = new PlanSplitter();
	const pieces = [...splitter.feed(message), ...splitter.end()];
	return pieces.map((piece) => (piece.type === "text" ? piece.text : "")).join("");
}

/** The plan of a turn as an item: begun with the first plan of its messages, it ends as the last one. */
export class PlanItem {
	readonly #host: TurnHost;
	#id = "";
	/** How many plans the turn has had. */
	#count = 0;
	#text: string | null = null;
	/** What the clients have seen of a plan that is streamed again after a cut. */
	#shown = "";

	constructor(host: TurnHost) {
		this.#host = host;
	}

	start(): void {
		if (this.#text === null) {
			this.#id = `${this.#host.turnId}-plan${++this.#count > 1 ? `-${this.#count}` : ""}`;
			const plan = { type: "plan" as const, id: this.#id };
			this.#host.startItem({ ...plan, text: "" }, () => ({ ...plan, text: this.#seen }));
		}
		this.#text = "";
	}

	add(delta: string): void {
		const text = (this.#text ?? "") + delta;
		this.#text = text;
		if (this.#shown.startsWith(text)) return;
		const isContinued = this.#shown !== "" && text.startsWith(this.#shown);
		const news = isContinued ? text.slice(this.#shown.length) : delta;
		this.#shown = "";
		this.#host.notify("item/plan/delta", { itemId: this.#id, delta: news });
	}

	/** What the clients have seen of it. */
	get #seen(): string {
		const text = this.#text ?? "";
		return this.#shown.startsWith(text) ? this.#shown : text;
	}

	/** The stream was cut: the same may come again. */
	onCut(): void {
		this.#shown = this.#text ?? "";
	}

	complete(): void {
		if (this.#text === null) return;
		this.#host.completeItem({ type: "plan", id: this.#id, text: this.#text });
		this.#text = null;
		this.#shown = "";
	}
}
