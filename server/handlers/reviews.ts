import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { ReviewTarget } from "#protocol/review.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { reviewBegin } from "../threads/reviewBegin.ts";
import type { Services } from "./services.ts";
import { runAfterAnswer, startInstead } from "./turnBegin.ts";

/** The answer to `review/start`. */
export function reviewHandlers({ threads }: Services): Pick<HandlerTable, "review/start"> {
	return {
		"review/start": (params, context) => start(threads.requireLoaded(params.threadId), params, context),
	};
}

async function start(thread: LoadedThread, { target }: RequestParams<"review/start">, context: RequestContext) {
	checkTarget(target);
	const { begin, label } = await reviewBegin(target);
	const turn = await startInstead(thread, begin);
	runAfterAnswer(thread, turn, context);
	const { accepted } = turn;
	const words = { type: "text" as const, text: label, text_elements: [] };
	const item = {
		type: "userMessage" as const,
		id: accepted.id,
		clientId: null,
		content: [words],
		startedAtMs: null,
		completedAtMs: null,
	};
	return { turn: { ...accepted, rootTurnId: null, items: [item] }, reviewThreadId: thread.threadId };
}

/** @throws WireError for a target that names nothing */
function checkTarget(target: ReviewTarget): void {
	const [name, value] = (() => {
		switch (target.type) {
			case "uncommittedChanges":
				return ["", "-"];
			case "baseBranch":
				return ["branch", target.branch];
			case "commit":
				return ["sha", target.sha];
			case "custom":
				return ["instructions", target.instructions];
		}
	})();
	if (value.trim() === "") throw invalidRequest(`${name} must not be empty`);
}
