import type { ResponseItem as WireItem } from "#protocol/responseItem.ts";
import { isContext } from "../agent/context.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import { previewText } from "../storage/threadRecord.ts";

/** A conversation that a client brings along, as a thread keeps it. */
export interface GivenHistory {
	items: ResponseItem[];
	/** The first words of a person in it, as the reference shows them; empty without any. */
	preview: string;
}

/** Members that say nothing are left out, as an endpoint expects it. */
export function givenHistory(given: readonly WireItem[]): GivenHistory {
	// The loop keeps items that it does not interpret as they are.
	const items = given.map((item) => JSON.parse(JSON.stringify(item, withoutNull)) as ResponseItem);
	for (const item of items) {
		if (item.type !== "message" || item.role !== "user" || isContext(item)) continue;
		const text = item.content.map((part) => (part.type === "input_text" ? part.text : "")).join("");
		const preview = previewText(
			text,
			item.content.some(({ type }) => type === "input_image"),
		);
		if (preview !== "") return { items, preview };
	}
	return { items, preview: "" };
}

const withoutNull = (_: string, value: unknown) => (value === null ? undefined : value);
