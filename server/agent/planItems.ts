import type { ModelEvent } from "../model/provider.ts";
import type { MessageItem } from "../model/responseItem.ts";
import { PlanItem, type PlanPiece, PlanSplitter, withoutPlans } from "./proposedPlan.ts";
import { messageText, StreamedItems } from "./streamedItems.ts";
import type { TurnHost } from "./turnHost.ts";

type MessageStarted = Extract<ModelEvent, { type: "messageStarted" }>;

/** The items of a turn in plan mode: plans are cut out of the messages and shown as items of their own. The history keeps them whole. */
export class PlanItems extends StreamedItems {
	readonly #plan: PlanItem;
	readonly #host: TurnHost;
	#splitter: PlanSplitter | null = null;
	/** A message that has begun and said nothing yet; one that is all plan never does. */
	#announced: MessageStarted | null = null;
	#hasText = false;

	constructor(host: TurnHost, usedIds: Set<string>) {
		super(host, usedIds);
		this.#host = host;
		this.#plan = new PlanItem(host);
	}

	override onEvent(event: ModelEvent): void {
		if (event.type === "messageStarted") this.#announced = event;
		else if (event.type === "textDelta") this.#onDelta(event.itemId, event.delta);
		else if (event.type === "itemDone" && event.item.type === "message") this.#onDone(event.item);
		else super.onEvent(event);
		if (event.type === "completed") this.#endMessage();
	}

	override onCut(): void {
		this.#splitter = null;
		this.#plan.onCut();
		super.onCut();
	}

	override abandon(): void {
		this.#endMessage();
		super.abandon();
	}

	#onDelta(itemId: string, delta: string): void {
		this.#splitter ??= new PlanSplitter();
		this.#show(itemId, this.#splitter.feed(delta));
	}

	#show(itemId: string, pieces: readonly PlanPiece[]): void {
		for (const piece of pieces) {
			if (piece.type === "planStarted") this.#plan.start();
			else if (piece.type === "plan") this.#plan.add(piece.text);
			else this.#showText(itemId, piece.text);
		}
	}

	#showText(itemId: string, delta: string): void {
		if (this.#announced) super.onEvent(this.#announced);
		this.#announced = null;
		this.#hasText = true;
		super.onEvent({ type: "textDelta", itemId, delta });
	}

	#onDone(item: MessageItem): void {
		const text = messageText(item);
		// Some endpoints send a message only when it is finished.
		if (!this.#splitter) this.#onDelta(item.id ?? "", text);
		this.#show(item.id ?? "", this.#splitter?.end() ?? []);
		this.#plan.complete();
		if (this.#hasText) this.finishMessage(item, withoutPlans(text));
		this.#endMessage();
		this.#host.history.append(item);
	}

	#endMessage(): void {
		this.#plan.complete();
		this.#splitter = null;
		this.#announced = null;
		this.#hasText = false;
	}
}
