import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { RequestContext } from "../rpc/peer.ts";
import type { RolloutFile } from "../storage/rolloutFile.ts";
import { readMeta } from "../storage/threadFiles.ts";
import type { ThreadHistory } from "../storage/threadHistory.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { readGitInfo } from "../threads/gitInfo.ts";
import type { ThreadSettings } from "../threads/loadedThread.ts";
import { sessionMeta } from "../threads/sessionMeta.ts";
import { threadSettings } from "../threads/settings.ts";
import { checkId, noRollout, turnNotFound } from "../threads/threadErrors.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import { uuidv7 } from "../threads/uuid.ts";
import type { Services } from "./services.ts";
import { noticeFullHistory, resumable, threadIdAt } from "./threadResume.ts";
import { describe, warning } from "./threadStart.ts";

/** Answers `thread/fork`. The new thread goes on from the other's file; nothing of it is copied. */
export async function fork(
	services: Services,
	params: RequestParams<"thread/fork">,
	context: RequestContext,
): Promise<RequestResult<"thread/fork">> {
	const { threads } = services;
	if (params.beforeTurnId !== null && params.lastTurnId !== null) {
		throw invalidRequest("`beforeTurnId` cannot be combined with `lastTurnId`");
	}
	const sourceId = params.path ? threadIdAt(params.path, params.threadId, threads) : params.threadId;
	checkId(sourceId, "session");
	const source = await resumable(threads, sourceId);
	const loaded = threads.loaded(sourceId);
	if (loaded && (loaded.isEphemeral || !loaded.isMaterialized)) throw noRollout(sourceId);
	const withTurns = !params.excludeTurns;
	if (params.ephemeral && withTurns && source.historyMode === "paginated") {
		throw invalidRequest("ephemeral paginated thread/fork requires `excludeTurns: true`");
	}
	if (withTurns) noticeFullHistory(threads, context.peer, source, "use `excludeTurns: true`");
	const history = await threads.store.history();
	const log = threads.logOf(source);
	const position = await endOfCopy(history, log, params, loaded?.runningTurn?.turnId ?? null);

	const id = uuidv7();
	const now = new Date();
	const makeRecord = ({ cwd, model, modelProvider, effort }: ThreadSettings, preview: string): ThreadRecord => ({
		...source,
		id,
		sessionId: id,
		path: params.ephemeral ? null : threads.pathFor(id, now),
		preview,
		cwd,
		startCwd: cwd,
		model,
		modelProvider,
		reasoningEffort: effort,
		source: services.source,
		threadSource: params.threadSource,
		originator: context.peer.clientInfo.name,
		cliVersion: services.version,
		git: readGitInfo(cwd),
		forkedFromId: sourceId,
		parentThreadId: null,
		agentNickname: null,
		agentRole: null,
		createdAt: now.getTime(),
		updatedAt: now.getTime(),
		recencyAt: now.getTime(),
	});
	const stored = await history.load(threads.store.beginningOf(log, position, id));
	const settings = threadSettings(
		{ ...params, personality: null },
		threads.config,
		stored.context,
		source.cwd,
		warning(context.peer),
	);
	const meta = readMeta(log.path);
	settings.baseInstructions ??= meta?.base_instructions ?? null;
	settings.dynamicTools = meta?.dynamic_tools ?? [];
	const record = makeRecord(settings, (await beginsBefore(history, log, position)) ? source.preview : "");
	const load = { record, settings, history: stored.history, usage: stored.usage, sessionConfig: params.config };
	const forked = threads.add(
		load,
		params.ephemeral
			? threads.store.forkInMemory(log, position)
			: threads.store.fork(log, position, sessionMeta(record, settings)),
	);
	if (!params.ephemeral) await nameAs(threads, record, source.name);
	forked.subscribe(context.peer);
	const answer = await describe(forked, withTurns, context);
	context.afterResponse(() => {
		if (withTurns) forked.replayUsageTo(context.peer);
		threads.peers.notifyAll("thread/started", { thread: forked.view() });
	});
	return answer;
}

/** Where the part of a history that is wanted ends. @throws WireError for a turn that cannot be its boundary */
export async function endOfCopy(
	history: ThreadHistory,
	log: RolloutFile,
	{ beforeTurnId, lastTurnId }: { beforeTurnId: string | null; lastTurnId: string | null },
	liveTurnId: string | null,
): Promise<number> {
	const turnId = beforeTurnId ?? lastTurnId;
	if (turnId === null) return log.endPosition;
	const turn = await history.turn(log, turnId, liveTurnId);
	if (!turn) throw turnNotFound(turnId);
	if (beforeTurnId !== null) return turn.position;
	if (turn.value.status === "inProgress") {
		throw invalidRequest(`lastTurnId '${turnId}' identifies an in-progress turn`);
	}
	const after = { from: { position: turn.position, inclusive: false }, descending: false, limit: 1 };
	const [next] = await history.turns(log, after, "notLoaded", liveTurnId);
	return next?.position ?? log.endPosition;
}

async function beginsBefore(history: ThreadHistory, log: RolloutFile, position: number): Promise<boolean> {
	const [first] = await history.turns(log, { from: null, descending: false, limit: 1 }, "notLoaded", null);
	return first !== undefined && first.position < position;
}

async function nameAs({ store }: ThreadManager, { id, path }: ThreadRecord, name: string | null): Promise<void> {
	await store.refresh(id, path ?? undefined);
	if (name !== null) await store.rename(id, name);
}
