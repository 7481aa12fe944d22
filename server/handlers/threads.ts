import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type ThreadMethod =
	| "thread/start"
	| "thread/resume"
	| "thread/fork"
	| "thread/revert"
	| "thread/delete"
	| "thread/metadata/update"
	| "thread/inject_items"
	| "thread/prepareApprovedPlan"
	| "thread/increment_elicitation"
	| "thread/decrement_elicitation"
	| "thread/read"
	| "thread/list"
	| "thread/loaded/list"
	| "thread/name/set"
	| "thread/archive"
	| "thread/unarchive"
	| "thread/unsubscribe"
	| "thread/turns/list"
	| "thread/items/list"
	| "thread/items/read"
	| "thread/timeline/list"
	| "thread/search"
	| "thread/searchOccurrences";

/** The answers to `thread/*`; what each needs is loaded when it is first asked. */
export function threadHandlers(services: Services): Pick<HandlerTable, ThreadMethod> {
	const { threads } = services;
	const life = () => import("./threadLife.ts");
	const history = () => import("./threadHistory.ts");
	return {
		"thread/start": async (params, context) => (await import("./threadStart.ts")).start(services, params, context),
		"thread/resume": async (params, context) => (await import("./threadResume.ts")).resume(services, params, context),
		"thread/fork": async (params, context) => (await import("./threadFork.ts")).fork(services, params, context),
		"thread/revert": async (params, context) => (await import("./threadRevert.ts")).revert(services, params, context),
		"thread/delete": async (params, context) => (await life()).remove(services, params, context),
		"thread/metadata/update": async (params) => (await life()).updateMetadata(services, params),
		"thread/inject_items": async (params) => (await import("./threadInject.ts")).injectItems(services, params),
		"thread/prepareApprovedPlan": async (params) =>
			(await import("./approvedPlan.ts")).prepareApprovedPlan(services, params),
		"thread/increment_elicitation": ({ threadId }) => threads.requireLoaded(threadId).countElicitation(1),
		"thread/decrement_elicitation": ({ threadId }) => threads.requireLoaded(threadId).countElicitation(-1),
		"thread/read": async (params, context) => (await import("./threadRead.ts")).read(services, params, context),
		"thread/list": async (params) => (await import("./threadList.ts")).listThreads(services, params),
		"thread/search": async (params) => (await import("./threadList.ts")).searchThreads(services, params),
		"thread/searchOccurrences": async (params) => (await history()).searchOccurrences(services, params),
		"thread/loaded/list": async (params) => (await import("./threadList.ts")).listLoaded(services, params),
		"thread/name/set": async (params, context) => (await life()).rename(services, params, context),
		"thread/archive": async (params, context) => (await life()).archive(services, params, context),
		"thread/unarchive": async (params, context) => (await life()).unarchive(services, params, context),
		"thread/unsubscribe": async (params, context) => (await life()).unsubscribe(services, params, context),
		"thread/turns/list": async (params) => (await history()).listTurns(services, params),
		"thread/items/list": async (params) => (await history()).listItems(services, params),
		"thread/items/read": async (params) => (await history()).readItems(services, params),
		"thread/timeline/list": async (params) => (await import("./threadTimeline.ts")).listTimeline(services, params),
	};
}
