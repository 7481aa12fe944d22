import { ErrorCode, invalidRequest, WireError } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { int32 } from "../threads/threadErrors.ts";
import type { Services } from "./services.ts";
import { runAfterAnswer, startInstead } from "./turnBegin.ts";

type TerminalMethod = `thread/backgroundTerminals/${"list" | "clean" | "terminate"}` | "thread/shellCommand";

/** How long a person's own command may take unless they say. In milliseconds. */
const DEFAULT_TIMEOUT_MS = 3_600_000;

/** The answers to what concerns running commands of a thread. */
export function terminalHandlers({ threads }: Services): Pick<HandlerTable, TerminalMethod> {
	return {
		"thread/backgroundTerminals/list": (params) => list(threads.requireLoaded(params.threadId), params),
		"thread/backgroundTerminals/clean": async ({ threadId }, context) => {
			const agent = await threads.requireLoaded(threadId).openedAgent;
			context.afterResponse(() => void agent?.endTerminals());
			return {};
		},
		"thread/backgroundTerminals/terminate": async ({ threadId, processId }) => {
			const thread = threads.requireLoaded(threadId);
			const id = int32(processId, "invalid background terminal process id");
			return { terminated: (await (await thread.openedAgent)?.endTerminal(id)) ?? false };
		},
		"thread/shellCommand": (params, context) => shellCommand(threads.requireLoaded(params.threadId), params, context),
	};
}

/** In the order of their ids, which are also the cursors. */
async function list(
	thread: LoadedThread,
	{ cursor, limit }: RequestParams<"thread/backgroundTerminals/list">,
): Promise<RequestResult<"thread/backgroundTerminals/list">> {
	const after = cursor === null ? null : int32(cursor, "invalid cursor");
	const all = (await thread.openedAgent)?.terminals() ?? [];
	const rest = all
		.filter(({ processId }) => after === null || processId > after)
		.sort((a, b) => a.processId - b.processId);
	const page = rest.slice(0, limit === null ? rest.length : Math.max(limit, 1));
	return {
		data: page.map((terminal) => ({
			...terminal,
			processId: String(terminal.processId),
			osPid: null,
			cpuPercent: null,
			rssKb: null,
		})),
		nextCursor: page.length < rest.length ? String(page.at(-1)?.processId) : null,
	};
}

/** Beside the turn that runs, or as a turn of its own. */
async function shellCommand(
	thread: LoadedThread,
	{ command, timeoutMs }: RequestParams<"thread/shellCommand">,
	context: RequestContext,
): Promise<Record<string, never>> {
	if (command.trim() === "") throw invalidRequest("command must not be empty");
	const limitMs = timeoutMs ?? DEFAULT_TIMEOUT_MS;
	if (limitMs < 0) {
		throw new WireError(ErrorCode.invalidParams, `thread/shellCommand timeoutMs must be non-negative, got ${limitMs}`);
	}
	const running = thread.runningTurn;
	if (running) {
		context.afterResponse(() => thread.runBeside(running, command, limitMs));
	} else {
		const task = { type: "userShell" as const, command, timeoutMs: limitMs };
		const begin = { task, outputSchema: undefined, input: null, clientId: null };
		runAfterAnswer(thread, await startInstead(thread, begin), context);
	}
	return {};
}
