import { internalError, invalidRequest } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import { QueueRefusal } from "../storage/submissionQueue.ts";
import { checkId, integerProblem } from "../threads/threadErrors.ts";
import { uuidv7 } from "../threads/uuid.ts";
import type { Services } from "./services.ts";
import { checkInput } from "./turns.ts";

type QueueMethod = Extract<keyof HandlerTable, `thread/queue/${string}`>;

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;

/** The answers to `thread/queue/*`. */
export function queueHandlers({ threads }: Services): Pick<HandlerTable, QueueMethod> {
	const { runner } = threads;
	const changed = (threadId: string, context: RequestContext) =>
		context.afterResponse(() => threads.peers.notifyAll("thread/queue/changed", { threadId }));

	/** The queue, for a thread that can have one. */
	const queueOf = async (threadId: string) => {
		checkId(threadId);
		const record = await threads.record(threadId, (id) =>
			internalError(`failed to read thread: invalid thread-store request: no rollout found for thread id ${id}`),
		);
		if (record.path === null) {
			throw invalidRequest(`ephemeral thread does not support queued submissions: ${threadId}`);
		}
		return runner.queue();
	};

	return {
		"thread/queue/list": async ({ threadId, cursor, limit }) => {
			const all = (await queueOf(threadId)).list(threadId);
			const from = cursor === null ? 0 : parseCursor(cursor);
			const end = from + Math.min(Math.max(limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
			return { data: all.slice(from, end), nextCursor: end < all.length ? String(end) : null };
		},
		"thread/queue/add": async ({ threadId, input, clientUserMessageId, responsesapiClientMetadata }, context) => {
			const queue = await queueOf(threadId);
			checkQueued(input);
			const submission = { id: uuidv7(), input, clientUserMessageId, responsesapiClientMetadata };
			refusing(() => queue.add(threadId, submission));
			changed(threadId, context);
			const thread = threads.loaded(threadId);
			if (thread) context.afterResponse(() => void runner.startIfIdle(thread));
			return { queuedSubmission: submission };
		},
		"thread/queue/update": async ({ threadId, queuedSubmissionId, input, responsesapiClientMetadata }, context) => {
			const queue = await queueOf(threadId);
			checkQueued(input);
			const change = { input, responsesapiClientMetadata };
			const queuedSubmission = refusing(() => queue.update(threadId, queuedSubmissionId, change));
			changed(threadId, context);
			return { queuedSubmission };
		},
		"thread/queue/delete": async ({ threadId, queuedSubmissionId }, context) => {
			const deleted = (await queueOf(threadId)).delete(threadId, queuedSubmissionId);
			if (deleted) changed(threadId, context);
			return { deleted };
		},
		"thread/queue/reorder": async ({ threadId, queuedSubmissionIds }, context) => {
			const queue = await queueOf(threadId);
			refusing(() => queue.reorder(threadId, queuedSubmissionIds));
			changed(threadId, context);
			return {};
		},
		"thread/queue/start": async ({ threadId, queuedSubmissionId }, context) => {
			const queue = await queueOf(threadId);
			const thread = threads.loaded(threadId);
			if (!thread) throw invalidRequest("resume the thread before starting a queued message");
			if (thread.runningTurn) throw invalidRequest("thread already has an active or pending turn");
			const submission =
				queuedSubmissionId === null ? queue.list(threadId)[0] : refusing(() => queue.get(threadId, queuedSubmissionId));
			if (!submission) throw invalidRequest("queue is empty");
			const turn = runner.accept(thread, queue, submission);
			if (context.signal.aborted) thread.run(turn);
			else context.afterResponse(() => thread.run(turn));
			return { turn: turn.accepted };
		},
	};
}

function checkQueued(input: RequestParams<"thread/queue/add">["input"]): void {
	if (input.length === 0) throw invalidRequest("only user input can be added to the user-message queue");
	checkInput(input);
}

function parseCursor(cursor: string): number {
	if (!/^\d{1,9}$/.test(cursor)) {
		throw invalidRequest(`invalid queue pagination cursor: ${integerProblem(cursor)}`);
	}
	return Number(cursor);
}

/** What a queue refuses is the client's to solve. */
function refusing<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		throw error instanceof QueueRefusal ? invalidRequest(error.message) : error;
	}
}
