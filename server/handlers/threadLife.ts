import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { RequestContext } from "../rpc/peer.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { withoutCredentials } from "../threads/gitInfo.ts";
import { cannotList, checkId, noRollout } from "../threads/threadErrors.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import type { Services } from "./services.ts";

/** Answers `thread/name/set`. */
export async function rename(
	{ threads }: Services,
	{ threadId, name }: RequestParams<"thread/name/set">,
	context: RequestContext,
): Promise<RequestResult<"thread/name/set">> {
	checkId(threadId);
	const trimmed = name.trim();
	if (trimmed === "") throw invalidRequest("thread name must not be empty");
	const record = await threads.record(threadId, noRollout);
	if (record.path === null) throw isEphemeral(threadId);
	if (record.archived) throw noRollout(threadId);
	await threads.rename(record, trimmed);
	context.afterResponse(() => threads.peers.notifyAll("thread/name/updated", { threadId, threadName: trimmed }));
	return {};
}

/** Answers `thread/archive`: the thread and those it started leave the list. */
export async function archive(
	{ threads }: Services,
	{ threadId }: RequestParams<"thread/archive">,
	context: RequestContext,
): Promise<RequestResult<"thread/archive">> {
	checkId(threadId, "session");
	const record = await threads.record(threadId, noRollout);
	if (record.path === null || record.archived) throw noRollout(threadId);
	const archived: string[] = [];
	context.afterResponse(() => {
		for (const id of archived) threads.peers.notifyAll("thread/archived", { threadId: id });
	});
	for (const each of [record, ...(await started(threads, threadId))]) {
		if (each.archived) continue;
		await threads.setArchived(each, true);
		archived.push(each.id);
	}
	return {};
}

/** Answers `thread/unarchive`. */
export async function unarchive(
	{ threads }: Services,
	{ threadId }: RequestParams<"thread/unarchive">,
	context: RequestContext,
): Promise<RequestResult<"thread/unarchive">> {
	checkId(threadId, "session");
	const absent = (id: string) => invalidRequest(`no archived rollout found for thread id ${id}`);
	const record = await threads.record(threadId, absent);
	if (!record.archived) throw absent(threadId);
	const back = await threads.setArchived(record, false);
	context.afterResponse(() => threads.peers.notifyAll("thread/unarchived", { threadId }));
	return { thread: threads.readStored(back, false) };
}

/** Answers `thread/delete`: the thread and those it started are gone for good. */
export async function remove(
	{ threads }: Services,
	{ threadId }: RequestParams<"thread/delete">,
	context: RequestContext,
): Promise<RequestResult<"thread/delete">> {
	checkId(threadId);
	const record = await threads.record(threadId, noRollout);
	if (record.path === null) throw invalidRequest(`thread is not persisted and cannot be deleted: ${threadId}`);
	const deleted: string[] = [];
	context.afterResponse(() => {
		for (const id of deleted) threads.peers.notifyAll("thread/deleted", { threadId: id });
	});
	for (const each of [record, ...(await started(threads, threadId))]) {
		await threads.delete(each.id);
		deleted.push(each.id);
	}
	return {};
}

/** The threads that a thread started, and those that they started. */
async function started(threads: ThreadManager, threadId: string): Promise<ThreadRecord[]> {
	const ids = await threads.store.descendants(threadId);
	const records = await Promise.all(ids.map((id) => threads.store.get(id)));
	return records.filter((record) => record !== null);
}

/** Answers `thread/metadata/update`: absent members stay, null clears. */
export async function updateMetadata(
	{ threads }: Services,
	{ threadId, gitInfo, projectId, daybreakEnabled }: RequestParams<"thread/metadata/update">,
): Promise<RequestResult<"thread/metadata/update">> {
	checkId(threadId);
	if (projectId !== null) throw invalidRequest(`project not found: ${projectId}`);
	if (daybreakEnabled !== null) throw cannotList("thread/metadata/update.daybreakEnabled");
	if (gitInfo === null) throw invalidRequest("thread metadata update must include at least one field");
	const given = Object.entries(gitInfo)
		.filter(([, value]) => value !== undefined)
		.map(([name, value]) => [name, value && withoutCredentials(value.trim())] as const);
	if (given.length === 0) throw invalidRequest("gitInfo must include at least one field");
	for (const [name, value] of given) {
		if (value === "") throw invalidRequest(`gitInfo.${name} must not be empty`);
	}
	const record = await threads.record(threadId, noRollout);
	if (record.path === null) throw isEphemeral(threadId);
	const before = record.git ?? { sha: null, branch: null, originUrl: null };
	const changed = await threads.setGit(record, { ...before, ...Object.fromEntries(given) });
	const thread = threads.loaded(threadId)?.view() ?? threads.readStored(changed, false);
	// Only who reads or loads a thread learns whether it takes input.
	return { thread: { ...thread, canAcceptDirectInput: null } };
}

const isEphemeral = (id: string) => invalidRequest(`ephemeral thread does not support metadata updates: ${id}`);

/** Answers `thread/unsubscribe`. */
export function unsubscribe(
	{ threads }: Services,
	{ threadId }: RequestParams<"thread/unsubscribe">,
	{ peer }: RequestContext,
): RequestResult<"thread/unsubscribe"> {
	checkId(threadId);
	const thread = threads.loaded(threadId);
	if (!thread) return { status: "notLoaded" };
	return { status: thread.unsubscribe(peer) ? "unsubscribed" : "notSubscribed" };
}
