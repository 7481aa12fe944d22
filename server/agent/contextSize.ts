import { contextWindow, EFFECTIVE_WINDOW_PERCENT } from "../model/catalog.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { TurnHost } from "./turnHost.ts";

/** Share of a model's whole context window that is filled before the history is compacted, unless the configuration says otherwise. */
const COMPACT_AT_PERCENT = 90;
const CHARS_PER_TOKEN = 4;
/** What an image may cost, whatever its size in bytes. In tokens. */
const IMAGE_TOKENS = 1500;

/** A rough count: no tokenizer fits every model. */
export const textTokens = (text: string) => Math.ceil(text.length / CHARS_PER_TOKEN);

/** A rough count of what items cost a model to read, in tokens. */
export function itemTokens(items: readonly ResponseItem[]): number {
	let images = 0;
	let chars = 0;
	for (const item of items) {
		const text = JSON.stringify(item, (key, value) => {
			if (key !== "image_url") return value;
			images++;
			return "";
		});
		chars += text.length;
	}
	return Math.ceil(chars / CHARS_PER_TOKEN) + images * IMAGE_TOKENS;
}

/** What the model would read now: what it counted itself at its last answer, and an estimate of what has come since. In tokens. */
export function contextTokens({ usage, history }: TurnHost): number {
	if (usage === null) return itemTokens(history.items);
	const lastAnswer = history.items.findLastIndex(isOfModel);
	return usage.last.totalTokens + itemTokens(lastAnswer < 0 ? [] : history.items.slice(lastAnswer + 1));
}

const isOfModel = (item: ResponseItem) =>
	item.type === "reasoning" ||
	item.type === "function_call" ||
	item.type === "custom_tool_call" ||
	(item.type === "message" && item.role === "assistant");

/** How much the model may have to read before its history is compacted, in tokens; null when nothing is known of its window. */
export function compactLimit({ config, settings }: TurnHost, model: string): number | null {
	const usable = contextWindow(config, model, settings.modelProvider);
	const share = usable === null ? null : Math.floor((usable * COMPACT_AT_PERCENT) / EFFECTIVE_WINDOW_PERCENT);
	const configured = config.autoCompactTokenLimit;
	return configured === null || share === null ? (configured ?? share) : Math.min(configured, share);
}
