import type { ThreadItem } from "#protocol/item.ts";
import type { WebSearchAction } from "#protocol/toolItem.ts";
import { isRecord } from "../model/json.ts";

/** A search that the provider runs for the model, as clients see it. `action`: as the API has it; absent while it is not known. */
export function webSearchItem(id: string, action: unknown): ThreadItem {
	const shown = toAction(action);
	return { type: "webSearch", id, query: queryOf(shown), action: shown, results: null };
}

function toAction(action: unknown): WebSearchAction {
	if (!isRecord(action)) return { type: "other" };
	switch (action.type) {
		case "search":
			return { type: "search", query: textOrNull(action.query), queries: textsOrNull(action.queries) };
		case "open_page":
			return { type: "openPage", url: textOrNull(action.url) };
		case "find_in_page":
			return { type: "findInPage", url: textOrNull(action.url), pattern: textOrNull(action.pattern) };
		default:
			return { type: "other" };
	}
}

/** What was looked for, in one line. */
function queryOf(action: WebSearchAction): string {
	switch (action.type) {
		case "search": {
			const [first = "", ...more] = action.queries ?? [];
			return action.query || (more.length > 0 && first !== "" ? `${first} ...` : first);
		}
		case "openPage":
			return action.url ?? "";
		case "findInPage": {
			const quoted = action.pattern === null ? null : `'${action.pattern}'`;
			return quoted !== null && action.url !== null ? `${quoted} in ${action.url}` : (quoted ?? action.url ?? "");
		}
		case "other":
			return "";
	}
}

const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);
const textsOrNull = (value: unknown) =>
	Array.isArray(value) ? value.filter((each): each is string => typeof each === "string") : null;
