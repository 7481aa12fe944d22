import type { ZodError } from "zod";
import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import { ResponseItem } from "#protocol/responseItem.ts";
import type { ResponseItem as HistoryItem } from "../model/responseItem.ts";
import type { Services } from "./services.ts";

/** Answers `thread/inject_items`: what the model reads grows, without a turn. */
export function injectItems(
	{ threads }: Services,
	{ threadId, items }: RequestParams<"thread/inject_items">,
): RequestResult<"thread/inject_items"> {
	const thread = threads.requireLoaded(threadId);
	if (items.length === 0) throw invalidRequest("items must not be empty");
	thread.inject(items.flatMap(toHistoryItems));
	return {};
}

/**
 * The item for the history; none of a kind that nobody knows yet, which a newer client may send.
 * @throws WireError for what no model can be told
 */
function toHistoryItems(value: unknown, index: number): HistoryItem[] {
	const parsed = ResponseItem().safeParse(value);
	if (!parsed.success) {
		if (isOfUnknownKind(value, parsed.error)) return [];
		const reason = parsed.error.issues[0]?.message ?? "unknown shape";
		throw invalidRequest(`items[${index}] is not a valid response item: ${reason}`);
	}
	if (JSON.stringify(value).match(/"image_url":\s*"https?:/i)) {
		throw invalidRequest("remote image URLs are not supported; use an inline data URL instead");
	}
	// The history keeps items that the loop does not interpret as they are.
	return [value as HistoryItem];
}

function isOfUnknownKind(value: unknown, { issues: [issue] }: ZodError): boolean {
	const { type } = Object(value);
	return typeof type === "string" && issue?.code === "invalid_union" && issue.path.join() === "type";
}
