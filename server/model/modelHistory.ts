import { userText } from "./messageContent.ts";
import type { MessageContent, ResponseItem } from "./responseItem.ts";

/** A history that became too long for the model: what it goes on with. The lines before stay what people read. */
export interface Compaction {
	/** The summary, as the model is told it. */
	message: string;
	/**
	 * What is told again, in this order, by the position of its `response_item` line; with `chars` only that much of its text, in
	 * UTF-16 units.
	 */
	kept: { ordinal: number; chars: number | null }[];
}

/** The item on an earlier line; null when that cannot be read. */
export type FindItem = (ordinal: number) => ResponseItem | null;

/**
 * What the model has been told, as a rollout builds it up. Each item that has a line is known by its ordinal, which is the
 * line's position, so that a compaction can name what it keeps instead of copying it.
 */
export class ModelHistory {
	/** Only added to: a compaction begins another list. */
	#items: ResponseItem[] = [];
	readonly #ordinals = new WeakMap<ResponseItem, number>();

	get items(): readonly ResponseItem[] {
		return this.#items;
	}

	/** Takes an item that has a line. */
	push(item: ResponseItem, ordinal: number): void {
		this.#ordinals.set(item, ordinal);
		this.#items.push(item);
	}

	/** Adds what no line says: the mending of a history that was cut off. */
	mend(item: ResponseItem): void {
		this.#items.push(item);
	}

	/** Null for an item without a line. */
	ordinalOf(item: ResponseItem): number | null {
		return this.#ordinals.get(item) ?? null;
	}

	/** Gives what brings the history back to what it is now. */
	bookmark(): () => void {
		const [items, length] = [this.#items, this.#items.length];
		return () => {
			this.#items = items.slice(0, length);
		};
	}

	/** What the compaction keeps, then its message, takes the place of everything. `find` gives what the history does not have. */
	compact({ message, kept }: Compaction, find: FindItem = () => null): void {
		const byOrdinal = new Map(this.#items.map((item) => [this.ordinalOf(item), item]));
		const items: ResponseItem[] = [];
		for (const { ordinal, chars } of kept) {
			const item = byOrdinal.get(ordinal) ?? find(ordinal);
			if (item) this.#ordinals.set(item, ordinal);
			if (item) items.push(chars === null ? item : this.#cut(item, ordinal, chars));
		}
		items.push(userText(message));
		this.#items = items;
	}

	#cut(item: ResponseItem, ordinal: number, chars: number): ResponseItem {
		if (item.type !== "message") return item;
		let room = chars;
		const content = item.content.map((part): MessageContent => {
			if (part.type !== "input_text") return part;
			const text = part.text.slice(0, room);
			room -= text.length;
			return { ...part, text };
		});
		const cut = { ...item, content };
		this.#ordinals.set(cut, ordinal);
		return cut;
	}
}
