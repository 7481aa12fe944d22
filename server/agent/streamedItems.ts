import { randomUUID } from "node:crypto";
import type { MessagePhase, ThreadItem } from "#protocol/item.ts";
import type { ModelEvent } from "../model/provider.ts";
import type { MessageItem, ReasoningItem, ResponseItem, WebSearchCallItem } from "../model/responseItem.ts";
import type { TurnHost } from "./turnHost.ts";
import { webSearchItem } from "./webSearchItem.ts";

interface OpenMessage {
	id: string;
	phase: MessagePhase | null;
	/** What the clients have seen of it. */
	text: string;
	/** After a cut: what the repeated answer has said so far, while it only repeats `text`. Else null. */
	repeated: string | null;
}

interface OpenReasoning {
	id: string;
	summary: string[];
	content: string[];
}

/**
 * Shows the messages and the reasoning of a turn's model responses to the clients as items, and puts finished items
 * into the history.
 *
 * A stream that is cut and asked for again usually repeats itself. The clients then see one message that goes on
 * where it stopped; only when the repetition differs does the half message stay as it is and a new one begin.
 */
export class StreamedItems {
	readonly #host: TurnHost;
	readonly #usedIds: Set<string>;
	#message: OpenMessage | null = null;
	#reasoning: OpenReasoning | null = null;
	/** The search that runs: its id here, and as it was last shown. */
	#search: ThreadItem | null = null;

	/** `usedIds`: the item ids of the thread so far; some endpoints count from zero in every response. */
	constructor(host: TurnHost, usedIds: Set<string>) {
		this.#host = host;
		this.#usedIds = usedIds;
	}

	onEvent(event: ModelEvent): void {
		switch (event.type) {
			case "textDelta":
				this.#onText(event.itemId, event.delta);
				break;
			case "messageStarted":
				this.#onMessageStarted(event.itemId, event.phase);
				break;
			case "reasoningStarted":
				this.#openReasoning(event.itemId);
				break;
			case "summaryPart":
				this.#onSummaryPart(event.itemId, event.index);
				break;
			case "summaryDelta":
				this.#onSummaryDelta(event.itemId, event.index, event.delta);
				break;
			case "reasoningDelta":
				this.#onReasoningDelta(event.itemId, event.index, event.delta);
				break;
			case "webSearchStarted":
				this.#openSearch(event.itemId, event.action);
				break;
			case "itemDone":
				this.#onDone(event.item);
				break;
			case "completed":
				this.#completeMessage();
				this.#completeReasoning();
				this.#completeSearch();
				break;
		}
	}

	/** The stream was cut and will be asked for again. */
	onCut(): void {
		this.#completeReasoning();
		this.#completeSearch();
		if (this.#message) this.#message.repeated = "";
	}

	/** The turn ends here: completes what is open, and leaves in the history what the person has read. */
	abandon(): void {
		this.#completeReasoning();
		this.#completeSearch();
		const text = this.#message?.text ?? "";
		this.#completeMessage();
		if (text !== "") {
			this.#host.history.append({
				type: "message",
				role: "assistant",
				content: [{ type: "output_text", text }],
			});
		}
	}

	#onMessageStarted(sourceId: string, phase: MessagePhase | null): void {
		if (this.#message?.repeated === "") return;
		this.#completeMessage();
		this.#openMessage(sourceId, phase, "");
	}

	#openMessage(sourceId: string, phase: MessagePhase | null, text: string): OpenMessage {
		const message = { id: this.#freshId(sourceId, "msg"), phase, text: "", repeated: null };
		this.#message = message;
		this.#host.startItem(agentMessage(message.id, text, phase), () => agentMessage(message.id, message.text, phase));
		return message;
	}

	#onText(sourceId: string, delta: string): void {
		const message = this.#message ?? this.#openMessage(sourceId, null, "");
		if (message.repeated !== null) this.#onRepeatedText(message, sourceId, delta);
		else this.#showText(message, delta);
	}

	#showText(message: OpenMessage, delta: string): void {
		if (delta === "") return;
		message.text += delta;
		this.#host.notify("item/agentMessage/delta", { itemId: message.id, delta });
	}

	#onRepeatedText(message: OpenMessage, sourceId: string, delta: string): void {
		const repeated = (message.repeated ?? "") + delta;
		message.repeated = repeated;
		if (message.text.startsWith(repeated)) return;
		message.repeated = null;
		if (repeated.startsWith(message.text)) {
			this.#showText(message, repeated.slice(message.text.length));
		} else {
			this.#completeMessage();
			this.#showText(this.#openMessage(sourceId, message.phase, ""), repeated);
		}
	}

	#onDone(item: ResponseItem): void {
		if (item.type === "message") this.finishMessage(item, messageText(item));
		else if (item.type === "reasoning") this.#onReasoningDone(item);
		else if (item.type === "web_search_call") this.#onSearchDone(item);
		this.#host.history.append(item);
	}

	/** Shows a finished message as `whole`, or as what was streamed of it if that is empty. */
	protected finishMessage(item: MessageItem, whole: string): void {
		const phase = item.phase ?? this.#message?.phase ?? null;
		const text = whole || this.#message?.text || "";
		let message = this.#message;
		if (message && message.repeated !== null) {
			message.repeated = null;
			if (text.startsWith(message.text)) {
				this.#showText(message, text.slice(message.text.length));
			} else {
				this.#completeMessage();
				message = null;
			}
		}
		message ??= this.#openMessage(item.id ?? "", phase, text);
		this.#message = null;
		this.#host.completeItem(agentMessage(message.id, text, phase));
	}

	#completeMessage(): void {
		const message = this.#message;
		if (!message) return;
		this.#message = null;
		this.#host.completeItem(agentMessage(message.id, message.text, message.phase));
	}

	#openReasoning(sourceId: string): OpenReasoning {
		this.#completeReasoning();
		const reasoning = { id: this.#freshId(sourceId, "rs"), summary: [], content: [] };
		this.#reasoning = reasoning;
		const now = () => reasoningItem(reasoning.id, reasoning.summary, reasoning.content);
		this.#host.startItem(now(), now);
		return reasoning;
	}

	#onSummaryPart(sourceId: string, index: number): void {
		const { id, summary } = this.#reasoning ?? this.#openReasoning(sourceId);
		summary[index] ??= "";
		this.#host.notify("item/reasoning/summaryPartAdded", { itemId: id, summaryIndex: index });
	}

	#onSummaryDelta(sourceId: string, index: number, delta: string): void {
		const { id, summary } = this.#reasoning ?? this.#openReasoning(sourceId);
		summary[index] = (summary[index] ?? "") + delta;
		this.#host.notify("item/reasoning/summaryTextDelta", { itemId: id, summaryIndex: index, delta });
	}

	#onReasoningDelta(sourceId: string, index: number, delta: string): void {
		const { id, content } = this.#reasoning ?? this.#openReasoning(sourceId);
		content[index] = (content[index] ?? "") + delta;
		this.#host.notify("item/reasoning/textDelta", { itemId: id, contentIndex: index, delta });
	}

	#onReasoningDone(item: ReasoningItem): void {
		const summary = item.summary.map((part) => part.text);
		const content = (item.content ?? []).map((part) => part.text);
		const open = this.#reasoning;
		this.#reasoning = null;
		if (open) {
			this.#host.completeItem(
				reasoningItem(
					open.id,
					summary.length > 0 ? summary : open.summary,
					content.length > 0 ? content : open.content,
				),
			);
			return;
		}
		const whole = reasoningItem(this.#freshId(item.id ?? "", "rs"), summary, content);
		this.#host.startItem(whole);
		this.#host.completeItem(whole);
	}

	#completeReasoning(): void {
		const open = this.#reasoning;
		if (!open) return;
		this.#reasoning = null;
		this.#host.completeItem(reasoningItem(open.id, open.summary, open.content));
	}

	#openSearch(sourceId: string, action: unknown): ThreadItem {
		this.#completeSearch();
		this.#search = webSearchItem(this.#freshId(sourceId, "ws"), action);
		this.#host.startItem(this.#search);
		return this.#search;
	}

	#onSearchDone({ id = "", action }: WebSearchCallItem): void {
		const open = this.#search ?? this.#openSearch(id, action);
		this.#search = null;
		this.#host.completeItem(webSearchItem(open.id, action));
	}

	#completeSearch(): void {
		const open = this.#search;
		if (!open) return;
		this.#search = null;
		this.#host.completeItem(open);
	}

	#freshId(sourceId: string, prefix: string): string {
		const id = sourceId === "" || this.#usedIds.has(sourceId) ? `${prefix}_${randomUUID()}` : sourceId;
		this.#usedIds.add(id);
		return id;
	}
}

/** What a person reads of an assistant message; a refusal is text too. */
export function messageText(item: MessageItem): string {
	return item.content
		.map((part) => {
			if ("text" in part && typeof part.text === "string") return part.text;
			if ("refusal" in part && typeof part.refusal === "string") return part.refusal;
			return "";
		})
		.join("");
}

function agentMessage(id: string, text: string, phase: MessagePhase | null): ThreadItem {
	return {
		type: "agentMessage",
		id,
		text,
		phase,
		memoryCitation: null,
		delivery: null,
		questions: null,
		moderation: null,
	};
}

function reasoningItem(id: string, summary: readonly (string | undefined)[], content: readonly (string | undefined)[]) {
	// An index that the stream skipped leaves a hole, which is no string on the wire.
	const whole = (parts: readonly (string | undefined)[]) => Array.from(parts, (part) => part ?? "");
	return { type: "reasoning", id, summary: whole(summary), content: whole(content) } satisfies ThreadItem;
}
