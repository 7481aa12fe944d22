import type { ResponseItem } from "../model/responseItem.ts";
import type { ReviewedAction } from "../tools/approvalReview.ts";
import type { ThreadTools, ToolCall } from "../tools/tool.ts";
import { ArgumentError } from "../tools/toolArguments.ts";
import { isCall, toolCall } from "./toolCalls.ts";
import { NotReviewable, type TurnHost } from "./turnHost.ts";

const REVIEWABLE = "plaintext exec_command, apply_patch, request_permissions, or MCP call";

/** The call that the history ends with, and what it would have to be approved for; null where it needs no approval. @throws NotReviewable */
export async function callToReview(
	tools: ThreadTools,
	host: TurnHost,
): Promise<{ call: ToolCall; reviewed: ReviewedAction | null }> {
	const call = lastCall(host.history.items);
	const capabilities = { customTools: call.kind === "custom", toolSearch: false };
	const isOffered = tools.specs(host, capabilities).some((spec) => "name" in spec && spec.name === call.name);
	if (!isOffered || call.namespace !== undefined)
		throw new NotReviewable("the requested tool is unavailable on this thread");
	try {
		return { call, reviewed: await tools.toReview(call, host) };
	} catch (error) {
		throw error instanceof ArgumentError ? new NotReviewable(error.message) : error;
	}
}

/** The messages are the reference's. @throws NotReviewable when the history ends with something else */
function lastCall(items: readonly ResponseItem[]): ToolCall {
	const last = items.at(-1);
	if (!last) throw new NotReviewable(`expected a final ${REVIEWABLE}`);
	if (!isCall(last) || !last.call_id)
		throw new NotReviewable(`expected a completed ${REVIEWABLE} with a nonempty call ID`);
	return toolCall(last);
}
