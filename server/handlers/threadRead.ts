import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import type { RequestContext } from "../rpc/peer.ts";
import { checkId, notLoaded } from "../threads/threadErrors.ts";
import type { Services } from "./services.ts";
import { noticeFullHistory } from "./threadResume.ts";

/** Answers `thread/read`, which never loads a thread nor subscribes to it. */
export async function read(
	{ threads }: Services,
	{ threadId, includeTurns = false }: RequestParams<"thread/read">,
	{ peer }: RequestContext,
): Promise<RequestResult<"thread/read">> {
	checkId(threadId);
	const record = await threads.record(threadId, notLoaded);
	const loaded = threads.loaded(threadId);
	if (includeTurns && loaded?.isEphemeral) throw invalidRequest("ephemeral threads do not support includeTurns");
	if (includeTurns && loaded && !loaded.isMaterialized) {
		throw invalidRequest(
			`thread ${threadId} is not materialized yet; includeTurns is unavailable before first user message`,
		);
	}
	if (includeTurns) noticeFullHistory(threads, peer, record, "omit `includeTurns` or set it to `false`");
	return { thread: loaded?.view(includeTurns) ?? threads.readStored(record, includeTurns), readState: null };
}
