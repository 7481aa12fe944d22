import fs from "node:fs";
import path from "node:path";
import type { RecordedSession } from "../recordedSession.ts";
import { answer, functionCall, message } from "../responsesEvents.ts";
import { requests, runTurn, type Scenario, startThread } from "./scenario.ts";

const homeOf = (workspace: string) => path.join(path.dirname(workspace), "home");

/** Lines in front of the sections that the file has. */
function configure(workspace: string, lines: string): void {
	const file = path.join(homeOf(workspace), "config.toml");
	fs.writeFileSync(file, `${lines}\n${fs.readFileSync(file, "utf8")}`);
}

const write = (keyPath: string, value: unknown, mergeStrategy = "replace"): [string, unknown] => [
	"config/value/write",
	{ keyPath, value, mergeStrategy },
];

const EVERYTHING = `
review_model = "r"
model_context_window = 9223372036854775807
model_auto_compact_token_limit = 500
approval_policy = "on-failure"
sandbox_mode = "workspace-write"
web_search = "live"
instructions = "i"
developer_instructions = "d"
model_reasoning_effort = "high"
model_verbosity = "low"
service_tier = "fast"
personality = "friendly"
nobody_knows = 3
tools = { web_search = true }
sandbox_workspace_write = { network_access = true }
shell_environment_policy = { inherit = "core", set = { A = "b" } }
analytics = { enabled = false }
desktop = { a = "1" }
[projects."$WORKSPACE"]
trust_level = "trusted"
`;

async function startedThread(session: RecordedSession, cwd: string, more: object = {}): Promise<unknown> {
	const { thread } = await session.request("thread/start", { cwd, ...more });
	return Object(thread).id;
}

export const configurationScenarios: Scenario[] = [
	{
		name: "a configuration is read",
		run: async (session, workspace) => {
			await session.request("config/read", { includeLayers: true });
			configure(workspace, EVERYTHING.replace("$WORKSPACE", workspace));
			fs.mkdirSync(path.join(workspace, ".codex"));
			fs.writeFileSync(
				path.join(workspace, ".codex/config.toml"),
				'model = "of the project"\nnobody_knows_either = 1\n',
			);
			await session.request("config/read", { includeLayers: true });
			await session.request("config/read", { includeLayers: true, cwd: workspace });
			await session.request("config/read", { includeLayers: true, cwd: path.join(workspace, "none") });
		},
	},
	requests("values of other types are refused", () => [
		...[
			...[
				"service_tier",
				"allow_login_shell",
				"tui",
				"mcp_servers",
				"mcp_servers.a",
				"skills",
				"hooks",
				"agents",
				"apps",
			],
			...["desktop", "log_dir", "model_instructions_file", "background_terminal_max_timeout", "features", "history"],
			...[
				"projects",
				"projects.x",
				"sandbox_workspace_write",
				"shell_environment_policy",
				"model_providers.x",
				"tools",
			],
		].map((key) => write(key, 3)),
		write("tools.web_search", "x"),
	]),
	requests("keys and values as they may be written", () => [
		...[" model ", "'model'", "tui . theme", 'projects."\\u0041".trust_level', "é", "a b"].map((key) =>
			write(key, "trusted"),
		),
		...[1, 1.5, true, [], {}, [1, "a"], { c: { d: [1, 2] } }, "two\nlines", [null], 2 ** 40].map((value) =>
			write("desktop.a", value),
		),
		write("tui.keymap", { global: { copy: "ctrl-c" } }, "upsert"),
		write("approval_policy", "on-failure"),
		write("file_opener", "cursor"),
		write("personality", "rude"),
		write("skills.config", []),
	]),
	{
		name: "a link to a file that is not there",
		run: async (session, workspace) => {
			const home = homeOf(workspace);
			fs.renameSync(path.join(home, "config.toml"), path.join(home, "old.toml"));
			fs.symlinkSync("../real.toml", path.join(home, "config.toml"));
			await session.request("config/value/write", { keyPath: "model", value: "m", mergeStrategy: "replace" });
			session.observe("the file", fs.readFileSync(path.join(home, "../real.toml"), "utf8"));
			session.observe("a link", fs.lstatSync(path.join(home, "config.toml")).isSymbolicLink());
		},
	},
	{
		name: "tiers of service",
		experimental: true,
		run: async (session, workspace) => {
			for (const serviceTier of ["fast", "priority", "flex", "default", "none such", null, undefined]) {
				await session.request("thread/start", { cwd: workspace, serviceTier });
			}
			for (const model of ["gpt-6-sol", "nobody's"]) {
				await session.request("thread/start", { cwd: workspace, serviceTier: "fast", model });
			}
			configure(workspace, 'service_tier = "flex"\npersonality = "friendly"');
			await session.request("thread/start", { cwd: workspace });
			const threadId = await startedThread(session, workspace, { serviceTier: "fast" });
			for (const serviceTier of ["none such", null]) {
				const updated = session.next("thread/settings/updated");
				await session.request("thread/settings/update", { threadId, serviceTier });
				await updated;
			}
		},
	},
	{
		name: "commands in a shell that reads no profile",
		model: () => [
			answer(functionCall("exec_command", { cmd: "echo hi" })),
			answer(functionCall("exec_command", { cmd: "echo hi", login: false })),
			answer(functionCall("exec_command", { cmd: "echo hi", login: true })),
			answer(message("Done.")),
		],
		run: async (session, workspace) => {
			configure(workspace, "allow_login_shell = false");
			await runTurn(session, await startThread(session, workspace));
		},
	},
	{
		name: "instructions from a file",
		run: async (session, workspace) => {
			const home = homeOf(workspace);
			configure(workspace, 'model_instructions_file = "words.md"');
			await session.request("thread/start", { cwd: workspace });
			fs.writeFileSync(path.join(home, "words.md"), " \n");
			await session.request("thread/start", { cwd: workspace });
			fs.writeFileSync(path.join(home, "words.md"), "Be brief.\n");
			await session.request("thread/start", { cwd: workspace });
		},
	},
	{
		name: "folders that a profile lets be written, for clients that know no profiles",
		run: async (session, workspace) => {
			for (const place of ["/tmp", ":slash_tmp", "/tmp/inner", ":workspace_roots"]) {
				const name = `p${place.replaceAll(/[^a-z]/g, "")}`;
				await session.request("config/value/write", {
					keyPath: `permissions.${name}`,
					value: { extends: ":read-only", filesystem: { [place]: "write" } },
					mergeStrategy: "replace",
				});
				await session.request("thread/start", { cwd: workspace, config: { default_permissions: name } });
			}
		},
	},
	{
		name: "a file of keys that is damaged",
		run: async (session, workspace) => {
			fs.writeFileSync(path.join(homeOf(workspace), "config.toml"), "");
			fs.writeFileSync(path.join(homeOf(workspace), "auth.json"), "{");
			await session.request("account/read", {});
			await session.request("getAuthStatus", {});
			await session.request("account/login/start", { type: "apiKey", apiKey: "sk-test" });
			await session.request("account/read", {});
		},
	},
	requests("models to choose from", () => [
		["config/value/write", { keyPath: "model_provider", value: null, mergeStrategy: "replace" }],
		["model/list", {}],
		["model/list", { limit: 2, cursor: "1" }],
	]),
	{
		...requests("what an installation without them says of servers, apps and plugins", () => [
			...["0", "1", "", " 0", "x"].map((cursor): [string, unknown] => ["mcpServerStatus/list", { cursor }]),
			...["mcpServerStatus/list", "app/list", "app/installed"].map((method): [string, unknown] => [
				method,
				{ threadId: "01990000-0000-7000-8000-000000000000", cursor: "x" },
			]),
			["app/read", { appIds: ["b", "a", "b"] }],
			...["a@b", "a@", "a@b@c", "a b", "", "plugin_x"].map((pluginId): [string, unknown] => [
				"plugin/uninstall",
				{ pluginId },
			]),
			["plugin/read", { marketplacePath: "/none", pluginName: "x" }],
			["plugin/install", { marketplacePath: "/none", pluginName: "x" }],
			["plugin/read", { remoteMarketplaceName: "none", pluginName: "x" }],
			["plugin/install", { remoteMarketplaceName: "none", pluginName: "x" }],
			...["", "a b", "none"].map((marketplaceName): [string, unknown] => ["marketplace/remove", { marketplaceName }]),
			["marketplace/upgrade", { marketplaceName: "" }],
			["memory/reset"],
		]),
		experimental: true,
	},
];
