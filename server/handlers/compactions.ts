import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";
import { runAfterAnswer, startInstead } from "./turnBegin.ts";

/** The answer to `thread/compact/start`. */
export function compactionHandlers({ threads }: Services): Pick<HandlerTable, "thread/compact/start"> {
	return {
		"thread/compact/start": async ({ threadId }, context) => {
			const thread = threads.requireLoaded(threadId);
			const begin = { task: { type: "compact" as const }, outputSchema: undefined, input: null, clientId: null };
			runAfterAnswer(thread, await startInstead(thread, begin), context);
			return {};
		},
	};
}
