import { internalError, invalidRequest } from "#protocol/errors.ts";
import { NotReviewable } from "../agent/turnHost.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { checkId } from "../threads/threadErrors.ts";
import type { Services } from "./services.ts";

/** The answers to what a client asks of the automatic reviewer of approvals. */
export function approvalReviewHandlers({
	threads,
}: Services): Pick<HandlerTable, "thread/guardianReview" | "thread/approveGuardianDeniedAction"> {
	return {
		"thread/guardianReview": async ({ threadId }, context) => {
			checkId(threadId);
			const thread = threads.requireLoaded(threadId);
			thread.subscribe(context.peer);
			try {
				return await thread.assessLastCall();
			} catch (error) {
				const message = error instanceof Error ? error.message : String(error);
				throw error instanceof NotReviewable
					? invalidRequest(message)
					: internalError(`Guardian review failed: ${message}`);
			}
		},
		"thread/approveGuardianDeniedAction": async ({ threadId, event }) => {
			const { approvedAction } = await import("./approvedAction.ts");
			const approved = approvedAction(event);
			checkId(threadId);
			const thread = threads.requireLoaded(threadId);
			if (approved) thread.inject([approved]);
			return {};
		},
	};
}
