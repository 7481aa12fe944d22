import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { FileSearches } from "../workspace/fileSearches.ts";
import type { Services } from "./services.ts";

type FileSearchMethod =
	| "fuzzyFileSearch"
	| "fuzzyFileSearch/sessionStart"
	| "fuzzyFileSearch/sessionUpdate"
	| "fuzzyFileSearch/sessionStop";

const answered = ({ afterResponse }: RequestContext) => new Promise<void>((resolve) => afterResponse(resolve));

/** The answers to `fuzzyFileSearch` and its sessions. */
export function fileSearchHandlers({ log }: Services): Pick<HandlerTable, FileSearchMethod> {
	let loading: Promise<FileSearches> | undefined;
	const searches = () => {
		loading ??= import("../workspace/fileSearches.ts").then(({ FileSearches }) => new FileSearches(log));
		return loading;
	};
	return {
		fuzzyFileSearch: async (params, { peer }) => (await searches()).search(params, peer),
		"fuzzyFileSearch/sessionStart": async (params, context) => {
			(await searches()).startSession(params, context.peer, answered(context));
			return {};
		},
		"fuzzyFileSearch/sessionUpdate": async (params, context) => {
			(await searches()).updateSession(params, context.peer, answered(context));
			return {};
		},
		"fuzzyFileSearch/sessionStop": async (params, { peer }) => {
			(await searches()).stopSession(params, peer);
			return {};
		},
	};
}
