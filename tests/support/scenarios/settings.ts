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
	requests("pages of short lists, and cursors that are none", () => [
		...["model/list", "permissionProfile/list", "experimentalFeature/list"].flatMap((method) =>
			["", " 1", "1e0", "-1", "x"].map((cursor): [string, unknown] => [method, { cursor }]),
		),
		...[{ limit: 0 }, { limit: 1, cursor: "+1" }, { limit: 1, cursor: "02" }, { cursor: "3" }, { cursor: "4" }].map(
			(page): [string, unknown] => ["permissionProfile/list", page],
		),
	]),
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
		name: "providers are written",
		run: async (session, workspace) => {
			const file = path.join(path.dirname(workspace), "home/config.toml");
			const begin = "# Mine.\n[model_providers.mine] # here\n";
			fs.appendFileSync(file, `\n${begin}name = "Mine" # so\nbase_url = "http://127.0.0.1:9/v1"\nenv_key = "MY_KEY"\n`);
			fs.appendFileSync(
				file,
				'[model_providers.other]\nname = "Other"\nbase_url = "http://127.0.0.1:9"\nhttp_headers = { a = "b" } # kept\n',
			);
			const write = (settings: object) =>
				session.request("modelProvider/config/write", { settings: { type: "customGateway", ...settings } });
			const baseUrl = "http://127.0.0.1:8/v1";
			await write({ name: " A new: one! ", baseUrl, envKey: " THE_KEY " });
			await write({ name: "Mine", baseUrl: ` ${baseUrl} `, envKey: null });
			await write({ name: "é", baseUrl });
			await write({ providerId: "mine", name: "Changed" });
			await write({ providerId: "mine", baseUrl, envKey: null });
			await write({ providerId: "mine", baseUrl: null });
			await write({ providerId: "mine" });
			await write({ providerId: "other", name: "Another" });
			const refused: object[] = [
				{ providerId: "other", envKey: null },
				{ providerId: "none" },
				{ providerId: "openai" },
				{ providerId: "mine", name: null },
				{ providerId: "mine", name: " " },
				{ baseUrl },
				{ name: "N" },
				...["", "no address", "ftp://a", "http://u:p@a", "http://a/?b", "http://a/#b"].map((wrong) => ({
					name: "N",
					baseUrl: wrong,
				})),
				...["", "A B", "9A", "sk-a"].map((envKey) => ({ name: "N", baseUrl, envKey })),
				{ unknown: 1 },
			];
			for (const settings of refused) await write(settings);
			const written = fs.readFileSync(file, "utf8");
			session.observe("the file", written.slice(written.indexOf("# Mine.")));
			session.observe("its mode", fs.statSync(file).mode.toString(8));
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
	none("archived threads are compressed", ["rollout/compress", undefined]),
	none("verification of a person", "userVerification/status"),
];
