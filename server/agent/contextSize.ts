import { contextWindow, EFFECTIVE_WINDOW_PERCENT } from "../model/catalog.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { History, TurnHost } from "./turnHost.ts";

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

/**
 * What the model read for its first answer since the history was new or compacted, by history: what is charged against the limit begins
 * behind it where the configuration wants that.
 */
export type Prefixes = WeakMap<History, number>;

/** Whether nothing of the model's own is in the history, so that the next answer is the first of its kind. */
export const isUnanswered = ({ history }: TurnHost): boolean => !history.items.some(isOfModel);

/** Whether the history has to be compacted before `model` is asked again. Never while nothing is known of its window and nothing is configured. */
export function isFull(host: TurnHost, model: string, prefixes: Prefixes): boolean {
	const { config, settings } = host;
	const used = contextTokens(host);
	const usable = contextWindow(config, model, settings.modelProvider);
	if (usable !== null && used >= Math.floor((usable * COMPACT_AT_PERCENT) / EFFECTIVE_WINDOW_PERCENT)) return true;
	const { autoCompactTokenLimit: limit, autoCompactScope } = config;
	if (limit === null) return false;
	return (autoCompactScope === "total" ? used : used - prefixTokens(host, used, prefixes)) >= limit;
}

/** `used` where all is prefix. After a restart an estimate: nobody kept what the model had counted. */
function prefixTokens(host: TurnHost, used: number, prefixes: Prefixes): number {
	const { items } = host.history;
	const first = items.findIndex(isOfModel);
	return first < 0 ? used : (prefixes.get(host.history) ?? itemTokens(items.slice(0, first)));
}
