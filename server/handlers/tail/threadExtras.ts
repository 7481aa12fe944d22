import { ErrorCode, invalidRequest, notSupported, threadNotFound, WireError } from "#protocol/errors.ts";
import type { HandlerTable } from "../../rpc/peer.ts";
import type { Services } from "../services.ts";
import { notYet } from "./refuse.ts";

const later = notYet("threadSection/create", "project/create", "project/import", "thread/prediction/request");

/** Sections that every installation has, by the ids the protocol gives them. */
const PINNED = { id: "01984de2-8f74-7c91-a3b2-5c5e937cf318", name: "Pinned", appearance: null };

type ThreadMethod =
	| "thread/goal/get"
	| "thread/goal/set"
	| "thread/goal/clear"
	| "thread/section/move"
	| "thread/attachment/add"
	| "thread/attachment/remove"
	| "thread/readState/update"
	| "thread/sample"
	| "thread/memoryMode/set"
	| "thread/memory/read";

type Method =
	| keyof typeof later
	| ThreadMethod
	| "thread/sample/cancel"
	| "thread/attachment/list"
	| "thread/attachmentOwner/list"
	| "threadSection/list"
	| "threadSection/update"
	| "threadSection/delete"
	| "project/list"
	| "project/read"
	| "project/update"
	| "project/move"
	| "project/delete"
	| "memory/status"
	| "memory/reset";

/** Goals, sections, attachments, projects, read state, samples and memories, as an installation that has none of them. */
export function threadExtraHandlers({ threads }: Services): Pick<HandlerTable, Method> {
	/** Refuses what cannot be kept yet, after a thread that is not there has been named. */
	const refused =
		(method: ThreadMethod, absent: (id: string) => Error = threadNotFound) =>
		async ({ threadId }: { threadId: string }): Promise<never> => {
			await threads.record(threadId, absent);
			throw notSupported(`${method} is not supported yet`);
		};
	const existing = async <T>(threadId: string, result: T): Promise<T> => {
		await threads.record(threadId, threadNotFound);
		return result;
	};
	return {
		...later,
		"thread/goal/get": ({ threadId }) => existing(threadId, { goal: null }),
		"thread/goal/clear": ({ threadId }) => existing(threadId, { cleared: false }),
		"thread/goal/set": refused("thread/goal/set"),
		"thread/section/move": async ({ threadId, sectionId }) => {
			await threads.record(threadId, threadNotFound);
			if (sectionId === null) return {};
			if (sectionId !== PINNED.id) throw invalidRequest(`section ${sectionId} does not exist`);
			throw notSupported("thread/section/move is not supported yet");
		},
		"thread/attachment/add": refused("thread/attachment/add", noThread),
		"thread/attachment/remove": async ({ threadId }) => {
			await threads.record(threadId, noThread);
			return {};
		},
		"thread/attachment/list": () => ({ data: [], nextCursor: null }),
		"thread/attachmentOwner/list": () => ({ data: [], nextCursor: null }),
		"thread/readState/update": refused("thread/readState/update", (id) => invalidRequest(`thread not loaded: ${id}`)),
		"thread/sample": refused("thread/sample", () => invalidRequest("thread/sample requires a loaded source")),
		"thread/sample/cancel": () => ({}),
		"thread/memoryMode/set": refused("thread/memoryMode/set", (id) =>
			invalidRequest(`no rollout found for thread id ${id}`),
		),
		"thread/memory/read": ({ threadId }) => existing(threadId, { summary: null }),
		"threadSection/list": () => ({ data: [PINNED], nextCursor: null }),
		"threadSection/update": ({ sectionId }) => {
			throw sectionId === PINNED.id ? invalidRequest("built-in sections cannot be updated") : noSection(sectionId);
		},
		"threadSection/delete": ({ sectionId }) => {
			throw sectionId === PINNED.id ? invalidRequest("built-in sections cannot be deleted") : noSection(sectionId);
		},
		"project/list": () => ({ data: [], nextCursor: null }),
		"project/read": ({ projectId }) => noProject(projectId),
		"project/update": ({ projectId }) => noProject(projectId),
		"project/move": ({ projectId }) => noProject(projectId),
		"project/delete": ({ projectId }) => noProject(projectId),
		"memory/reset": () => ({}),
		"memory/status": () => ({ v2ConsolidatedThreads: 0, v2Ready: false }),
	};
}

const noThread = (id: string) => new WireError(ErrorCode.invalidParams, `thread not found: ${id}`);
const noSection = (id: string) => new WireError(ErrorCode.invalidParams, `thread section not found: ${id}`);

function noProject(id: string): never {
	throw new WireError(ErrorCode.invalidParams, `project not found: ${id}`);
}
