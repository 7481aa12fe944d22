import { ErrorCode, invalidRequest, WireError } from "#protocol/errors.ts";
import type { HandlerTable } from "../../rpc/peer.ts";
import type { Services } from "../services.ts";
import { notYet, refusals } from "./refuse.ts";

const catalog = (action: string) => `${action}: chatgpt authentication required for remote plugin catalog`;

const withoutCatalog = refusals({
	"plugin/uninstall": catalog("resolve remote plugin before uninstall"),
	"plugin/skill/read": catalog("read remote plugin skill details"),
	"plugin/share/save": catalog("save remote plugin share"),
	"plugin/share/updateTargets": catalog("update remote plugin share targets"),
	"plugin/share/list": catalog("list remote plugin shares"),
	"plugin/share/checkout": catalog("checkout plugin share"),
	"plugin/share/delete": catalog("delete remote plugin share"),
	"mcpServer/event/stream/start": "MCP event subscriptions are only supported for hosted apps",
});

const later = notYet("marketplace/add", "skills/config/write", "skills/extraRoots/set");

type Method =
	| keyof typeof withoutCatalog
	| keyof typeof later
	| "app/list"
	| "app/installed"
	| "app/read"
	| "skills/list"
	| "hooks/list"
	| "marketplace/remove"
	| "marketplace/upgrade"
	| "plugin/list"
	| "plugin/installed"
	| "plugin/read"
	| "plugin/install"
	| "plugin/search"
	| "plugin/reconcile"
	| "mcpServerStatus/list"
	| "mcpServer/tool/call"
	| "mcpServer/resource/read"
	| "mcpServer/oauth/login"
	| "mcpServer/event/stream/stop"
	| "config/mcpServer/reload";

/** Skills, hooks, MCP servers, plugins and apps, as an installation that has none. */
export function pluginHandlers({ threads, cwd }: Services): Pick<HandlerTable, Method> {
	const folders = (cwds: readonly string[] | undefined) => (cwds && cwds.length > 0 ? cwds : [cwd]);
	const locate = (method: string, params: { marketplacePath: string | null; remoteMarketplaceName: string | null }) => {
		if ((params.marketplacePath === null) === (params.remoteMarketplaceName === null)) {
			throw invalidRequest(`${method} requires exactly one of marketplacePath or remoteMarketplaceName`);
		}
		throw invalidRequest(`${method}: there is no such marketplace: plugins are not supported yet`);
	};
	return {
		...withoutCatalog,
		...later,
		"app/list": () => ({ data: [], nextCursor: null }),
		"app/installed": () => ({ apps: [] }),
		"app/read": ({ appIds }) => ({ apps: [], missingAppIds: appIds }),
		"skills/list": ({ cwds }) => ({ data: folders(cwds).map((each) => ({ cwd: each, skills: [], errors: [] })) }),
		"hooks/list": ({ cwds }) => ({
			data: folders(cwds).map((each) => ({ cwd: each, hooks: [], warnings: [], errors: [] })),
		}),
		"marketplace/remove": ({ marketplaceName }) => {
			throw invalidRequest(`marketplace \`${marketplaceName}\` is not configured or installed`);
		},
		"marketplace/upgrade": ({ marketplaceName }) => {
			if (marketplaceName) throw invalidRequest(`marketplace \`${marketplaceName}\` is not configured or installed`);
			return { selectedMarketplaces: [], upgradedRoots: [], errors: [] };
		},
		"plugin/list": () => ({ marketplaces: [], marketplaceLoadErrors: [], featuredPluginIds: [] }),
		"plugin/installed": () => ({ marketplaces: [], marketplaceLoadErrors: [] }),
		"plugin/read": (params) => locate("plugin/read", params),
		"plugin/install": (params) => locate("plugin/install", params),
		"plugin/search": () => ({ data: [], nextCursor: null }),
		"plugin/reconcile": () => ({
			changedPlugins: [],
			failedRemotePluginIds: [],
			failedMaterializationRemotePluginIds: [],
		}),
		"mcpServerStatus/list": () => ({ data: [], nextCursor: null }),
		"mcpServer/tool/call": ({ threadId, server }) => {
			threads.requireLoaded(threadId);
			throw unknownServer(server);
		},
		"mcpServer/resource/read": ({ threadId, server }) => {
			if (threadId !== null) threads.requireLoaded(threadId);
			throw unknownServer(server);
		},
		"mcpServer/oauth/login": ({ name }) => {
			throw invalidRequest(`No MCP server named '${name}' found.`);
		},
		"mcpServer/event/stream/stop": () => ({}),
		"config/mcpServer/reload": () => ({}),
	};
}

const unknownServer = (name: string) => new WireError(ErrorCode.internal, `unknown MCP server '${name}'`);
