import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { Peer, RequestContext } from "../rpc/peer.ts";
import { threadIdOf } from "../storage/rolloutFile.ts";
import { isStored, plainPath } from "../storage/storedFile.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { givenHistory } from "../threads/givenHistory.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { threadSettings } from "../threads/settings.ts";
import { collaborationMode } from "../threads/settingsView.ts";
import { checkId, isArchived, noRollout } from "../threads/threadErrors.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import type { Services } from "./services.ts";
import { endCursors, storedThread, turnsPage } from "./threadHistory.ts";
import { addThread, describe, warning } from "./threadStart.ts";

/** Answers `thread/resume`: loads a stored thread, or joins a loaded one. */
export async function resume(
	services: Services,
	params: RequestParams<"thread/resume">,
	context: RequestContext,
): Promise<RequestResult<"thread/resume">> {
	const { threads } = services;
	if (params.history !== null) return resumeGiven(services, params, params.history, context);
	const threadId = params.path ? threadIdAt(params.path, params.threadId, threads) : params.threadId;
	checkId(threadId, "session");
	const loaded = threads.loaded(threadId);
	if (loaded && !(loaded.isMaterialized && loaded.record.path)) throw noRollout(threadId);
	const record = await resumable(threads, threadId);
	const withTurns = !params.excludeTurns;
	if (withTurns) noticeFullHistory(threads, context.peer, record, "use `excludeTurns: true`");
	const thread = loaded ?? (await load(services, record, params, context.peer));
	if (!loaded) threads.peers.notifyAll("thread/status/changed", { threadId, status: thread.status });
	const stored = await storedThread(threads, threadId);
	if (!stored) throw noRollout(threadId);
	const page = params.initialTurnsPage;
	const initialTurnsPage = page ? await turnsPage(threads, threadId, stored, page) : null;
	const cursors = await endCursors(threads, threadId, stored);
	const answer = await describe(thread, withTurns, context);
	context.afterResponse(() => {
		thread.subscribe(context.peer);
		if (withTurns || !loaded) thread.replayUsageTo(context.peer);
		// There are no goals yet: a client that shows an old one takes it away.
		context.peer.notify("thread/goal/cleared", { threadId });
		thread.resendPendingTo(context.peer);
	});
	return { ...answer, initialTurnsPage, collaborationMode: collaborationMode(thread.settings), ...cursors };
}

/** Goes on from a conversation that the client brings along: a new thread, whatever `threadId` and `path` say. */
async function resumeGiven(
	services: Services,
	params: RequestParams<"thread/resume">,
	given: NonNullable<RequestParams<"thread/resume">["history"]>,
	context: RequestContext,
): Promise<RequestResult<"thread/resume">> {
	const { threads } = services;
	if (threads.loadedIds.includes(params.threadId)) {
		throw invalidRequest(`cannot resume thread ${params.threadId} with history while it is already running`);
	}
	if (given.length === 0) throw invalidRequest("history must not be empty");
	const { items, preview } = givenHistory(given);
	const thread = addThread(
		services,
		threadSettings(params, threads.config, null, services.cwd, warning(context.peer)),
		params,
		context.peer,
	);
	const { threadId, status } = thread;
	thread.inject(items);
	threads.peers.notifyAll("thread/status/changed", { threadId, status });
	const answer = await describe(thread, false, context);
	context.afterResponse(() => {
		thread.subscribe(context.peer);
		context.peer.notify("thread/goal/cleared", { threadId });
	});
	return {
		...answer,
		thread: { ...answer.thread, preview },
		initialTurnsPage: params.initialTurnsPage ? { data: [], nextCursor: null, backwardsCursor: null } : null,
		collaborationMode: collaborationMode(thread.settings),
		turnsBackwardsCursor: null,
		itemsBackwardsCursor: null,
	};
}

/** The row of a thread that can be gone on with. @throws WireError for any other */
export async function resumable(threads: ThreadManager, threadId: string): Promise<ThreadRecord> {
	const record = await threads.record(threadId, noRollout);
	if (record.archived) throw isArchived(threadId);
	return record;
}

/**
 * The thread whose rollout is at a path, whatever `threadId` says; a loaded one has only its own. The path may be the one that the
 * rollout is known by, or the one where it is while it is compressed.
 */
export function threadIdAt(path: string, threadId: string, threads: ThreadManager): string {
	const active = threads.loadedIds.includes(threadId) ? threads.loaded(threadId)?.record.path : undefined;
	const file = plainPath(path);
	if (active !== undefined && active !== file) {
		throw invalidRequest(
			`cannot resume running thread ${threadId} with stale path: requested \`${path}\`, active \`${active}\``,
		);
	}
	if (!isStored(file)) throw invalidRequest(`failed to resolve rollout path \`${path}\`: file does not exist`);
	const id = threadIdOf(file);
	if (id === null) throw invalidRequest(`failed to resolve rollout path \`${path}\`: the file is no rollout`);
	return id;
}

async function load({ threads }: Services, record: ThreadRecord, params: RequestParams<"thread/resume">, peer: Peer) {
	return await threads.open(record, params.config, (stored): LoadedThread["settings"] => {
		const settings = threadSettings(params, threads.config, stored.context, record.cwd, warning(peer));
		const recorded = stored.context?.model ?? settings.model;
		if (recorded !== settings.model) {
			const message = `This thread was recorded with the model \`${recorded}\` and goes on with \`${settings.model}\`, which may know less of what has been done.`;
			peer.notify("warning", { threadId: record.id, message });
		}
		return {
			...settings,
			baseInstructions: settings.baseInstructions ?? stored.meta?.base_instructions ?? null,
			dynamicTools: stored.meta?.dynamic_tools ?? [],
		};
	});
}

/** How long a history may be that is read in one piece, in bytes: an answer of that length is at the limit of what can be written. */
const MAX_FULL_HISTORY = 512 * 1024 * 1024;

/**
 * Reading a long history in one piece is possible and slow; `instead` says what else to do.
 * @throws WireError for one that is too long for it
 */
export function noticeFullHistory(threads: ThreadManager, peer: Peer, record: ThreadRecord, instead: string): void {
	const page = "page with `thread/turns/list` and `thread/items/list`";
	const length = record.path === null ? 0 : threads.logOf(record).endPosition;
	if (length > MAX_FULL_HISTORY) {
		const size = Math.round(length / 1024 / 1024);
		throw invalidRequest(
			`thread ${record.id} is too long to be read in one piece (${size} MiB): ${instead}, then ${page}`,
		);
	}
	if (record.historyMode === "legacy") return;
	peer.notify("deprecationNotice", {
		summary: `Full-history hydration is deprecated for paginated threads; ${instead}, then ${page}.`,
		details: null,
	});
}
