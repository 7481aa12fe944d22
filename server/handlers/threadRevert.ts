import { invalidRequest, threadNotFound } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { RequestContext } from "../rpc/peer.ts";
import { checkId } from "../threads/threadErrors.ts";
import { uuidv7 } from "../threads/uuid.ts";
import type { Services } from "./services.ts";
import { endOfCopy } from "./threadFork.ts";
import { endCursors, storedThread } from "./threadHistory.ts";

/**
 * Answers `thread/revert`: the thread's history ends before a turn and goes on in a new file. A running turn is stopped; files in
 * the workspace stay as they are.
 */
export async function revert(
	{ threads }: Services,
	{ threadId, beforeTurnId }: RequestParams<"thread/revert">,
	context: RequestContext,
): Promise<RequestResult<"thread/revert">> {
	checkId(threadId);
	const thread = threads.requireLoaded(threadId);
	if (thread.isEphemeral) throw invalidRequest("ephemeral threads do not support thread/revert");
	if (thread.record.historyMode === "legacy") throw invalidRequest("thread/revert only supports paginated threads");
	const history = await threads.store.history();
	const liveTurnId = () => thread.runningTurn?.turnId ?? null;
	const boundary = { beforeTurnId, lastTurnId: null };
	// Looked for before anything is stopped, and not moved by what the stopped turn still writes.
	const position = await endOfCopy(history, threads.logOf(thread.record), boundary, liveTurnId());
	if (thread.runningTurn) (await thread.interrupt(thread.runningTurn))();
	const reverted = await threads.reload(threadId, (log, meta) => threads.store.revert(log, position, meta, uuidv7()));
	const stored = await storedThread(threads, threadId);
	if (!stored) throw threadNotFound(threadId);
	const cursors = await endCursors(threads, threadId, stored);
	context.afterResponse(() => threads.peers.notifyAll("thread/reverted", { threadId }));
	return { thread: reverted.view(), ...cursors };
}
