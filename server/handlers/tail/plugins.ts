import { ErrorCode, invalidRequest, WireError } from "#protocol/errors.ts";
import type { HandlerTable } from "../../rpc/peer.ts";
import { numberedPage } from "../numberedPage.ts";
import type { Services } from "../services.ts";
import { notYet, refusals } from "./refuse.ts";

const catalog = (action: string) => `${action}: chatgpt authentication required for remote plugin catalog`;

const uninstall = catalog("resolve remote plugin before uninstall");

const withoutCatalog = refusals({
	"plugin/skill/read": catalog("read remote plugin skill details"),
	"plugin/share/save": catalog("save remote plugin share"),
	"plugin/share/updateTargets": catalog("update remote plugin share targets"),
	"plugin/share/list": catalog("list remote plugin shares"),
	"plugin/share/checkout": catalog("checkout plugin share"),
	"plugin/share/delete": catalog("delete remote plugin share"),
	"mcpServer/event/stream/start": "MCP event subscriptions are only supported for hosted apps",
});

/** A name within an id, as the reference takes it. */
const NAME = /^[A-Za-z0-9_-]+$/;

/** The id of a plugin of the remote catalog. */
const REMOTE_ID = /^[A-Za-z0-9_~-]+$/;

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
	| "plugin/uninstall"
	| "plugin/search"
	| "plugin/reconcile"
	| "mcpServerStatus/list"
	| "mcpServer/tool/call"
	| "mcpServer/resource/read"
	| "mcpServer/oauth/login"
	| "mcpServer/event/stream/stop"
	| "config/mcpServer/reload";

interface Location {
	marketplacePath: string | null;
	remoteMarketplaceName: string | null;
}

const remote = {
	"plugin/read": catalog("read remote plugin details"),
	"plugin/install": catalog("read remote plugin details before install"),
};

/** Skills, hooks, MCP servers, plugins and apps, as an installation that has none. */
export function pluginHandlers({ threads, cwd }: Services): Pick<HandlerTable, Method> {
	const folders = (cwds: readonly string[] | undefined) => (cwds && cwds.length > 0 ? cwds : [cwd]);
	const requireThread = (threadId: string | null) => threadId !== null && threads.requireLoaded(threadId);
	const locate = (method: keyof typeof remote, { marketplacePath, remoteMarketplaceName }: Location): never => {
		if ((marketplacePath === null) === (remoteMarketplaceName === null)) {
			throw invalidRequest(`${method} requires exactly one of marketplacePath or remoteMarketplaceName`);
		}
		throw invalidRequest(
			marketplacePath === null ? remote[method] : `marketplace file \`${marketplacePath}\` does not exist`,
		);
	};
	return {
		...withoutCatalog,
		...later,
		"app/list": ({ threadId }) => {
			requireThread(threadId);
			return { data: [], nextCursor: null };
		},
		"app/installed": ({ threadId }) => {
			requireThread(threadId);
			return { apps: [] };
		},
		"app/read": ({ appIds, threadId }) => {
			requireThread(threadId);
			return { apps: [], missingAppIds: [...new Set(appIds)] };
		},
		"skills/list": ({ cwds }) => ({ data: folders(cwds).map((each) => ({ cwd: each, skills: [], errors: [] })) }),
		"hooks/list": ({ cwds }) => ({
			data: folders(cwds).map((each) => ({ cwd: each, hooks: [], warnings: [], errors: [] })),
		}),
		"marketplace/remove": ({ marketplaceName }) => {
			if (marketplaceName === "") throw invalidRequest("invalid marketplace name: must not be empty");
			if (!NAME.test(marketplaceName)) {
				throw invalidRequest("invalid marketplace name: only ASCII letters, digits, `_`, and `-` are allowed");
			}
			throw invalidRequest(`marketplace \`${marketplaceName}\` is not configured or installed`);
		},
		"marketplace/upgrade": ({ marketplaceName }) => {
			if (marketplaceName !== null) {
				throw invalidRequest(`marketplace \`${marketplaceName}\` is not configured as a Git marketplace`);
			}
			return { selectedMarketplaces: [], upgradedRoots: [], errors: [] };
		},
		"plugin/list": () => ({ marketplaces: [], marketplaceLoadErrors: [], featuredPluginIds: [] }),
		"plugin/installed": () => ({ marketplaces: [], marketplaceLoadErrors: [] }),
		"plugin/read": (params) => locate("plugin/read", params),
		"plugin/install": (params) => locate("plugin/install", params),
		"plugin/uninstall": ({ pluginId }) => {
			const parts = pluginId.split("@");
			if (parts.length === 2 && parts.every((part) => NAME.test(part))) return {};
			throw invalidRequest(REMOTE_ID.test(pluginId) ? uninstall : "invalid remote plugin id");
		},
		"plugin/search": () => ({ data: [], nextCursor: null }),
		"plugin/reconcile": () => ({
			changedPlugins: [],
			failedRemotePluginIds: [],
			failedMaterializationRemotePluginIds: [],
		}),
		"mcpServerStatus/list": ({ threadId, ...page }) => {
			requireThread(threadId);
			return numberedPage([], page, "MCP servers");
		},
		"mcpServer/tool/call": ({ threadId, server }) => {
			threads.requireLoaded(threadId);
			throw unknownServer(server);
		},
		"mcpServer/resource/read": ({ threadId, server }) => {
			requireThread(threadId);
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
