import type { RequestContext } from "../rpc/peer.ts";
import type { LoadedThread, TurnBegin } from "../threads/loadedThread.ts";
import { asWireError } from "../threads/threadErrors.ts";
import type { TurnRun } from "../threads/turnRun.ts";

/** Stops the turn that runs, if one does, and accepts another with the thread's settings. @throws WireError where none may begin: then that one goes on */
export async function startInstead(thread: LoadedThread, begin: TurnBegin): Promise<TurnRun> {
	thread.checkMayBegin();
	for (let running = thread.runningTurn; running; running = thread.runningTurn) {
		const finish = await thread.interrupt(running);
		finish();
	}
	try {
		return thread.startTurn(thread.settings, begin);
	} catch (error) {
		throw asWireError(error, thread.threadId);
	}
}

/** Runs an accepted turn behind the answer; one whose client has left before it has still been accepted. */
export function runAfterAnswer(thread: LoadedThread, turn: TurnRun, context: RequestContext): void {
	if (context.signal.aborted) thread.run(turn);
	else context.afterResponse(() => thread.run(turn));
}
