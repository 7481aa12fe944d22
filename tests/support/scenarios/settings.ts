import fs from "node:fs";
import path from "node:path";
import { requests, type Scenario } from "./scenario.ts";

const set = (keyPath: string, value: unknown, more: object = {}): [string, unknown] => [
	"config/value/write",
	{ keyPath, value, mergeStrategy: "replace", ...more },
];

const none = (name: string, ...methods: (string | [string, unknown])[]): Scenario => ({
	...requests(name, () => methods.map((each) => (typeof each === "string" ? [each, {}] : each))),
	experimental: true,
});

export const settingScenarios: Scenario[] = [
	requests("a value is written and read back", () => [
		set("model_reasoning_effort", "low"),
		set("model_reasoning_effort", null),
		set("no_such_key.inside", 1),
		set("approval_policy", "sometimes"),
		set("", 1),
		set("model", "x", { expectedVersion: "sha256:stale" }),
		set("model", "x", { filePath: "/nowhere/config.toml" }),
		["config/batchWrite", { edits: [] }],
		[
			"config/batchWrite",
			{
				edits: [
					{ keyPath: "sandbox_workspace_write.network_access", value: true, mergeStrategy: "upsert" },
					{ keyPath: 'projects."/a.b".trust_level', value: "trusted", mergeStrategy: "upsert" },
				],
			},
		],
		["config/batchWrite", { edits: [{ keyPath: "sandbox_mode", value: "nonsense", mergeStrategy: "replace" }] }],
		["configRequirements/read"],
	]),
	{
		name: "the file's comments stay",
		run: async (session, workspace) => {
			const file = path.join(path.dirname(workspace), "home/config.toml");
			fs.appendFileSync(file, "\n# The end.\n[tui] # looks\nnotifications = true # yes\n");
			await session.request("config/value/write", {
				keyPath: "tui.notifications",
				value: false,
				mergeStrategy: "replace",
			});
			const written = fs.readFileSync(file, "utf8");
			session.observe("the file", written.slice(written.indexOf("# The end.")));
		},
	},
	{
		name: "an account with a key",
		run: async (session) => {
			await session.request("account/read", {});
			const updated = session.next("account/updated");
			await session.request("account/login/start", { type: "apiKey", apiKey: "sk-test" });
			await updated;
			await session.request("account/read", {});
			const left = session.next("account/updated");
			await session.request("account/logout");
			await left;
			await session.request("account/read", {});
			await session.request("account/login/cancel", { loginId: "00000000-0000-4000-8000-000000000001" });
		},
	},
	requests("what needs an account elsewhere", () => [
		["account/rateLimits/read"],
		["account/usage/read"],
		["account/workspaceMessages/read"],
		["account/sendAddCreditsNudgeEmail", { creditType: "credits" }],
		["account/securitySetup/read"],
		["account/gatewayOAuth/read"],
	]),
	none(
		"features and profiles",
		"permissionProfile/list",
		["experimentalFeature/enablement/set", { enablement: {} }],
		["experimentalFeature/enablement/set", { enablement: { no_such_feature: true } }],
	),
	none(
		"skills, hooks and servers of nobody",
		"hooks/list",
		"mcpServerStatus/list",
		["mcpServer/tool/call", { threadId: "01990000-0000-7000-8000-000000000000", server: "none", tool: "t" }],
		["mcpServer/oauth/login", { name: "none" }],
		["config/mcpServer/reload", undefined],
	),
	none(
		"projects and sections of nobody",
		"project/list",
		["project/read", { projectId: "none" }],
		"threadSection/list",
	),
	none(
		"remote control and environments",
		["remoteControl/status/read", undefined],
		["environment/info", { environmentId: "none" }],
		["environment/status", { environmentId: "none" }],
	),
	none(
		"memories and predictions",
		["memory/status", {}],
		["thread/memoryMode/set", { threadId: "01990000-0000-7000-8000-000000000000", mode: "enabled" }],
	),
	none(
		"apps and plugins of nobody",
		["app/read", { appIds: ["x"] }],
		["plugin/uninstall", { pluginId: "x" }],
		["marketplace/remove", { marketplaceName: "x" }],
	),
	none(
		"other agents' settings",
		["externalAgentConfig/detect", { includeHome: false, cwds: [] }],
		["externalAgentConfig/import/readHistories", undefined],
	),
	none("the sandbox of another system", ["windowsSandbox/readiness", undefined]),
	none("verification of a person", "userVerification/status"),
];
