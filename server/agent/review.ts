import { randomUUID } from "node:crypto";
import type { ThreadItem } from "#protocol/item.ts";
import { userText } from "../model/messageContent.ts";
import type { ToolSession } from "../tools/tool.ts";
import { ReviewHost } from "./reviewHost.ts";
import { NO_REVIEW, renderReview } from "./reviewOutput.ts";
import type { TurnHost } from "./turnHost.ts";

/** By this a review is known in the history: it is not the person's own words. */
export const REVIEW_TAG = "<review>";
const STOPPED = "The review was stopped before it had a result. Start it again to get one.";
/** What a reviewing model may use. */
const READING_TOOLS = new Set(["exec_command", "write_stdin", "view_image"]);

/**
 * Runs a review as a conversation of its own and shows what came of it: between the items that enter and leave the review mode the
 * reviewer's work, then the result as a message, which the thread's model is told too. Rejects as `converse` does, with
 * everything shown.
 */
export async function review(
	host: TurnHost,
	label: string,
	converse: (reviewer: ReviewHost) => Promise<void>,
): Promise<void> {
	show(host, { type: "enteredReviewMode", id: randomUUID(), review: label });
	const reviewer = new ReviewHost(host, host.config.reviewModel ?? host.settings.model);
	try {
		await converse(reviewer);
	} catch (error) {
		leave(host, NO_REVIEW, STOPPED);
		throw error;
	}
	const text = renderReview(reviewer.answer);
	leave(host, text, text);
	host.history.append(
		userText(
			`${REVIEW_TAG}\nThe person had another model review ${label}. Its result follows; they may ask to resolve some of it.\n</review>`,
		),
		{ type: "message", role: "assistant", content: [{ type: "output_text", text }] },
	);
}

function leave(host: TurnHost, result: string, message: string): void {
	show(host, { type: "exitedReviewMode", id: randomUUID(), review: result });
	show(host, {
		type: "agentMessage",
		id: `msg_${randomUUID()}`,
		text: message,
		phase: null,
		memoryCitation: null,
		delivery: null,
		questions: null,
		moderation: null,
	});
}

function show(host: TurnHost, item: ThreadItem): void {
	host.startItem(item);
	host.completeItem(item);
}

/** The tools of a thread, without those that change something. */
export function readingTools(tools: ToolSession): ToolSession {
	return {
		specs: (host, capabilities) =>
			tools.specs(host, capabilities).filter((spec) => "strict" in spec && READING_TOOLS.has(spec.name)),
		isParallelSafe: (name) => tools.isParallelSafe(name),
		call: async (call, host) =>
			READING_TOOLS.has(call.name) && call.namespace === undefined
				? tools.call(call, host)
				: { text: `unsupported call: ${call.name}`, success: false },
		dispose: () => Promise.resolve(),
	};
}
