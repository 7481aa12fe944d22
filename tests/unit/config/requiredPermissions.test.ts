import path from "node:path";
import { describe, expect, test } from "vitest";
import { violations } from "../../../server/config/requirements.ts";
import { writeConfig } from "../../../server/config/write.ts";
import type { TurnContext } from "../../../server/storage/rolloutLine.ts";
import { checkProvider } from "../../../server/threads/settings.ts";
import { Administered } from "./administered.ts";

const failureOf = (requirements: string) =>
	new Administered(requirements).store.effective(null).requirements.failure ?? "none";

test.each([
	['prefix_rules = [{ pattern = [{ token = "a" }], decision = "allow" }]', 'has the decision "allow"'],
	['prefix_rules = [{ pattern = [], decision = "prompt" }]', "rules prefix_rule at index 0 has an empty pattern"],
	['prefix_rules = [{ pattern = [{ token = "a" }] }]', "is missing a decision"],
	['prefix_rules = [{ pattern = ["a"], decision = "prompt" }]', "set either token or any_of"],
	[
		'prefix_rules = [{ pattern = [{ token = "a", any_of = ["b"] }], decision = "prompt" }]',
		"set either token or any_of, not both",
	],
	['prefix_rules = [{ pattern = [{ any_of = [] }], decision = "prompt" }]', "any_of cannot be empty"],
	['prefix_rules = [{ pattern = [{ token = "" }], decision = "prompt" }]', "token cannot be empty"],
	['prefix_rules = [{ pattern = [{ token = "a" }], decision = "prompt", justification = " " }]', "empty justification"],
	["prefix_rules = []", "rules prefix_rules cannot be empty"],
	["", "`rules.prefix_rules` must be a list"],
])("rules with a mistake stop everything: %s", (rules, problem) => {
	expect(failureOf(`[rules]\n${rules}\n`)).toContain(problem);
});

describe("what must not be read", () => {
	const denying = (...paths: string[]) => `[permissions.filesystem]\ndeny_read = ${JSON.stringify(paths)}\n`;

	test("is a path or a pattern; a relative one begins at the file's folder", () => {
		const { root, store } = new Administered(denying("/a/b", "secrets", "/c/**/*.pem"));
		expect(store.effective(null)).toMatchObject({
			problems: [],
			requirements: {
				deniedReads: [
					{ type: "path", path: "/a/b" },
					{ type: "path", path: path.join(root, "system/secrets") },
					{ type: "glob_pattern", pattern: "/c/**/*.pem" },
				],
			},
		});
	});

	test("takes away what runs without a sandbox, also where that was allowed", () => {
		const allowed = 'allowed_sandbox_modes = ["read-only", "danger-full-access"]\n';
		const administered = new Administered(allowed + denying("/a"));
		expect(administered.start({ sandbox: "danger-full-access" })).toMatchObject({
			settings: { sandboxPolicy: { type: "readOnly" } },
			warnings: [expect.stringContaining("`danger-full-access` is not in the allowed set [read-only]")],
		});
		expect(() => administered.change({ sandboxPolicy: { type: "dangerFullAccess" } })).toThrow("sandbox_mode");
	});

	test.each([
		["deny_read = 1", "must be a list"],
		["deny_read = [1]", "must be a list of paths"],
		['deny_read = [""]', "must be a list of paths"],
	])("with a mistake stops everything: %s", (line, problem) => {
		expect(failureOf(`[permissions.filesystem]\n${line}\n`)).toContain(problem);
	});

	test("beside it, what is not kept to is said", () => {
		const { problems } = new Administered(`${denying("/a")}allow_write = []\n`).store.effective(null);
		expect(problems).toMatchObject([{ summary: expect.stringContaining("permissions.filesystem.allow_write") }]);
	});
});

describe("the profiles that may be chosen", () => {
	const OWN = `default_permissions = "mine"\n[allowed_permission_profiles]\nmine = true\n":read-only" = true\n[permissions.mine.filesystem]\n":root" = "read"\n`;

	test("hold for what was configured, for what is asked for, and where nothing is", () => {
		const configured = new Administered(OWN).start();
		expect(configured).toMatchObject({
			settings: { permissionProfile: "mine" },
			warnings: [expect.stringContaining("`:danger-full-access` is not in the allowed set [mine, :read-only]")],
		});
		const administered = new Administered(OWN, "");
		expect(administered.start()).toMatchObject({ settings: { permissionProfile: "mine" }, warnings: [] });
		expect(administered.start({ permissions: ":read-only" })).toMatchObject({
			settings: { permissionProfile: ":read-only" },
			warnings: [],
		});
		expect(administered.start({ permissions: ":workspace" })).toMatchObject({
			settings: { permissionProfile: "mine" },
			warnings: [expect.stringContaining("`:workspace` is not in the allowed set")],
		});
	});

	test.each([
		{ permissions: ":workspace" },
		{ sandboxPolicy: { type: "dangerFullAccess" as const } },
		{
			sandboxPolicy: {
				type: "workspaceWrite" as const,
				writableRoots: [],
				networkAccess: false,
				excludeSlashTmp: false,
				excludeTmpdirEnvVar: false,
			},
		},
	])("cannot be changed for another, whatever it is called: %j", (changes) => {
		expect(() => new Administered(OWN).change(changes)).toThrow("invalid value for `permission_profile`");
	});

	test("are the administrator's alone where they define them", () => {
		const own = `[permissions.mine.filesystem]\n":root" = "write"\n[permissions.mine.network]\nenabled = true\n`;
		const { settings } = new Administered(OWN, own).start();
		expect(settings.permissionRules).toMatchObject({ network: false, entries: [{ access: "read" }] });
	});

	test("give way to the sandbox modes that are allowed", () => {
		const both = `allowed_sandbox_modes = ["read-only"]\ndefault_permissions = ":workspace"\n[allowed_permission_profiles]\n":workspace" = true\n`;
		expect(new Administered(both).start().settings.sandboxPolicy.type).toBe("readOnly");
	});

	test.each([
		['default_permissions = ":workspace"', "requires `allowed_permission_profiles`"],
		['[allowed_permission_profiles]\n":workspace" = true', "`default_permissions` must be set unless"],
		[
			'default_permissions = ":workspace"\n[allowed_permission_profiles]\n":read-only" = true',
			"`:workspace` must be allowed by `allowed_permission_profiles`",
		],
		[
			'[allowed_permission_profiles]\nnone = true\n":workspace" = true\n":read-only" = true',
			"refers to undefined profile `none`",
		],
		["allowed_permission_profiles = 1", "`allowed_permission_profiles` must be a table"],
		['[allowed_permission_profiles]\n":workspace" = 1', "must say true or false"],
		["default_permissions = 1", "`default_permissions` must be a string"],
		["permissions = 1", "`permissions` must be a table"],
	])("with a mistake stop everything: %s", (text, problem) => {
		expect(failureOf(`${text}\n`)).toContain(problem);
	});
});

describe("the provider of models", () => {
	const CORP = `model_provider = "corp"\n[model_providers.corp]\nname = "Corp"\nbase_url = "https://models.example/v1"\n`;

	test("is the required one for every thread, stored ones too", () => {
		const administered = new Administered(CORP, 'model_provider = "openai"\nmodel = "configured"\n');
		expect(administered.start()).toMatchObject({ settings: { modelProvider: "corp" }, warnings: [] });
		const stored = { model_provider: "openai", model: "old" } as TurnContext;
		for (const asked of [{ modelProvider: "openai" }, { model: null, stored: { ...stored, cwd: administered.root } }]) {
			expect(administered.start({ sandbox: "read-only", ...asked })).toMatchObject({
				settings: { modelProvider: "corp", model: "model" in asked ? "configured" : "gpt-5.5" },
				warnings: [expect.stringContaining("The model provider is `corp` instead of `openai`")],
			});
		}
		const config = administered.store.effective(null);
		expect(() => checkProvider("openai", config)).toThrow("start a new thread");
		expect(() => checkProvider("corp", config)).not.toThrow();
	});

	test("has nothing of what a person says of one with its name, and cannot be changed", () => {
		const own = `[model_providers.corp]\nhttp_headers = { x = "y" }\nbase_url = "https://elsewhere.example/v1"\n`;
		const { store } = new Administered(CORP, own);
		const { providers, problems } = store.effective(null);
		expect(providers.get("corp")).toMatchObject({ baseUrl: "https://models.example/v1" });
		expect(providers.get("corp")?.httpHeaders).toEqual({});
		expect(problems).toMatchObject([{ summary: expect.stringMatching(/`model_providers.corp` is that of /) }]);
		for (const [keyPath, value] of [
			["model_provider", "openai"],
			["model_providers.corp.base_url", "https://elsewhere.example"],
			["model_providers", {}],
		] as const) {
			const edits = [{ keyPath, value, mergeStrategy: "replace" as const }];
			const write = () => writeConfig(store, { edits, filePath: null, expectedVersion: null });
			expect(write).toThrow("is managed by requirements and cannot be changed");
		}
	});

	test.each([
		['model_provider = "none"', "Model provider `none` not found"],
		["model_provider = 1", "`model_provider` must be a string"],
		["model_providers = 1", "`model_providers` must be"],
		['enforce_residency = "moon"', '`enforce_residency` must be "us"'],
	])("with a mistake stops everything: %s", (text, problem) => {
		expect(failureOf(`${text}\n`)).toContain(problem);
	});
});

test("an administrator's file may change what is allowed at any time", () => {
	const administered = new Administered("");
	const allowed = () => {
		const { requirements } = administered.store.effective(null);
		return violations(requirements, { sandboxPolicy: { type: "dangerFullAccess" } }).length === 0;
	};
	expect(allowed()).toBe(true);
	administered.require('[permissions.filesystem]\ndeny_read = ["/a"]\n');
	expect(allowed()).toBe(false);
});
