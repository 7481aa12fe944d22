import { invalidRequest, threadNotFound } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { ThreadStartResponse } from "#protocol/thread.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import { RolloutFile } from "../storage/rolloutFile.ts";
import { readGitInfo } from "../threads/gitInfo.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { threadSettings } from "../threads/settings.ts";
import { asWireError, checkId, noRollout } from "../threads/threadManager.ts";
import { toThread } from "../threads/threadView.ts";
import { uuidv7 } from "../threads/uuid.ts";
import type { Services } from "./services.ts";
import { listThreads } from "./threadList.ts";

type ThreadMethod = Extract<keyof HandlerTable, `thread/${string}`>;

/** The answers to `thread/*`. */
export function threadHandlers(services: Services): Pick<HandlerTable, ThreadMethod> {
	const { threads } = services;
	return {
		"thread/start": (params, context) => start(services, params, context),
		"thread/resume": (params, context) => resume(services, params, context),
		"thread/read": (params) => read(services, params),
		"thread/list": (params) => listThreads(services, params),
		"thread/loaded/list": ({ cursor, limit }) => {
			const ids = threads.loadedIds.sort();
			const from = cursor === null ? 0 : ids.findIndex((id) => id > cursor);
			const page = from < 0 ? [] : ids.slice(from, from + (limit || ids.length));
			return { data: page, nextCursor: from + page.length < ids.length ? (page.at(-1) ?? null) : null };
		},
		"thread/name/set": async ({ threadId, name }, context) => {
			const trimmed = name.trim();
			if (trimmed === "") throw invalidRequest("thread name must not be empty");
			await threads.rename(await threads.record(threadId, threadNotFound), trimmed);
			context.afterResponse(() => threads.peers.notifyAll("thread/name/updated", { threadId, threadName: trimmed }));
			return {};
		},
		"thread/archive": async ({ threadId }, context) => {
			await threads.setArchived(await stored(services, threadId), true);
			context.afterResponse(() => threads.peers.notifyAll("thread/archived", { threadId }));
			return {};
		},
		"thread/unarchive": async ({ threadId }, context) => {
			const record = await threads.setArchived(await stored(services, threadId), false);
			context.afterResponse(() => threads.peers.notifyAll("thread/unarchived", { threadId }));
			return { thread: threads.readStored(record, false) };
		},
		"thread/unsubscribe": ({ threadId }, context) => {
			const thread = threads.loaded(threadId);
			if (!thread) return { status: "notLoaded" };
			return { status: thread.unsubscribe(context.peer) ? "unsubscribed" : "notSubscribed" };
		},
	};
}

/** The row of a thread that has a rollout. */
async function stored({ threads }: Services, id: string) {
	const record = await threads.record(id, noRollout);
	if (threads.loaded(id) && !threads.loaded(id)?.isMaterialized) throw noRollout(id);
	return record;
}

async function start(services: Services, params: RequestParams<"thread/start">, context: RequestContext) {
	const { threads } = services;
	const settings = threadSettings(params, threads.config, null, services.cwd);
	if (params.cwd !== null && params.sandbox !== null && params.sandbox !== "read-only")
		threads.config.trust(settings.cwd);
	const id = uuidv7();
	const now = new Date();
	const seconds = Math.floor(now.getTime() / 1000);
	const thread = threads.add({
		record: {
			id,
			path: params.ephemeral ? null : threads.pathFor(id, now),
			preview: "",
			name: null,
			cwd: settings.cwd,
			model: settings.model,
			modelProvider: settings.modelProvider,
			// The one source that every client's default list shows.
			source: "vscode",
			originator: context.peer.clientInfo.name,
			cliVersion: services.version,
			git: readGitInfo(settings.cwd),
			archived: false,
			createdAt: seconds,
			updatedAt: seconds,
		},
		settings,
		history: [],
		usage: null,
		sessionConfig: params.config,
	});
	thread.subscribe(context.peer);
	context.afterResponse(() => threads.peers.notifyAll("thread/started", { thread: thread.view() }));
	return describe(thread, false);
}

async function describe(thread: LoadedThread, withTurns: boolean): Promise<ThreadStartResponse> {
	const { settings } = thread;
	// Asked first: nothing may happen between the view and the response.
	const instructionSources = await thread.instructionSources();
	return {
		thread: thread.view(withTurns),
		model: settings.model,
		modelProvider: settings.modelProvider,
		serviceTier: settings.serviceTier,
		cwd: settings.cwd,
		approvalPolicy: settings.approvalPolicy,
		approvalsReviewer: "user",
		sandbox: settings.sandboxPolicy,
		reasoningEffort: settings.effort,
		instructionSources,
		disabledPluginIds: [],
	};
}

async function resume(
	services: Services,
	params: RequestParams<"thread/resume">,
	context: RequestContext,
): Promise<RequestResult<"thread/resume">> {
	const { threads } = services;
	const { threadId } = params;
	let thread = threads.loaded(threadId);
	if (!thread) {
		const record = await threads.record(threadId, noRollout);
		try {
			thread = threads.open(record, params.config, (rebuilt) => {
				const settings = threadSettings(params, threads.config, rebuilt.context, record.cwd);
				return { ...settings, baseInstructions: settings.baseInstructions ?? rebuilt.meta?.base_instructions ?? null };
			});
		} catch (error) {
			throw asWireError(error, threadId);
		}
	}
	const resumed = thread;
	const answer = await describe(resumed, !params.excludeTurns);
	context.afterResponse(() => {
		resumed.subscribe(context.peer);
		resumed.replayTo(context.peer);
	});
	return { ...answer, collaborationMode: null, turnsBackwardsCursor: null, itemsBackwardsCursor: null };
}

async function read(services: Services, { threadId, includeTurns }: RequestParams<"thread/read">) {
	const { threads } = services;
	checkId(threadId);
	const thread = threads.loaded(threadId);
	if (thread) {
		if (includeTurns && !thread.isMaterialized) {
			throw invalidRequest(
				`thread ${threadId} is not materialized yet; includeTurns is unavailable before first user message`,
			);
		}
		return { thread: thread.view(includeTurns ?? false) };
	}
	const record = await threads.record(threadId, (id) => invalidRequest(`thread not loaded: ${id}`));
	if (record.path !== null && !new RolloutFile(record.path).exists)
		return { thread: toThread(record, { type: "notLoaded" }, []) };
	return { thread: threads.readStored(record, includeTurns ?? false) };
}
