import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AskForApproval, SandboxMode } from "#protocol/policy.ts";
import { ConfigStore } from "../../../server/config/configStore.ts";
import { type SettingsRequest, threadSettings } from "../../../server/threads/settings.ts";
import { type SettingsOverrides, withOverrides } from "../../../server/threads/settingsOverrides.ts";

let root: string;
beforeEach(() => {
	root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "heddle-requirements-")));
	for (const folder of ["home", "system", "work"]) fs.mkdirSync(path.join(root, folder));
});
afterEach(() => fs.rmSync(root, { recursive: true }));

/** A store with the administrator's file; the person's says that everything goes. */
function store(requirements: string): ConfigStore {
	fs.writeFileSync(path.join(root, "system/requirements.toml"), requirements);
	const config = `approval_policy = "never"\nsandbox_mode = "danger-full-access"\n`;
	fs.writeFileSync(path.join(root, "home/config.toml"), config);
	const flags = { overrides: [], profile: null, ignoreUserConfig: false };
	return new ConfigStore(path.join(root, "home"), flags, path.join(root, "system"));
}

function start(from: ConfigStore, asked: { approvalPolicy?: AskForApproval; sandbox?: SandboxMode } = {}) {
	const warnings: string[] = [];
	const request: SettingsRequest = {
		cwd: path.join(root, "work"),
		model: "gpt-5.5",
		modelProvider: null,
		approvalPolicy: null,
		sandbox: null,
		permissions: null,
		runtimeWorkspaceRoots: null,
		serviceTier: null,
		personality: null,
		baseInstructions: null,
		developerInstructions: null,
		config: null,
		...asked,
	};
	const settings = threadSettings(request, from, null, root, (summary) => warnings.push(summary));
	return { settings, warnings };
}

const ASKING = `allowed_approval_policies = ["on-request", "untrusted"]\nallowed_sandbox_modes = ["read-only", "workspace-write"]\n`;

test("what the administrator does not allow gives way, whether it was configured or asked for", () => {
	const configured = start(store(ASKING));
	expect(configured.settings).toMatchObject({
		approvalPolicy: "on-request",
		sandboxPolicy: { type: "readOnly" },
		permissionProfile: ":read-only",
	});
	expect(configured.warnings).toEqual([
		expect.stringContaining("`never` is not in the allowed set [on-request, untrusted] (set by"),
		expect.stringContaining("`danger-full-access` is not in the allowed set [read-only, workspace-write] (set by"),
	]);
	const asked = start(store(ASKING), { approvalPolicy: "never", sandbox: "danger-full-access" });
	expect(asked).toEqual(configured);
	const allowed = start(store(ASKING), { approvalPolicy: "untrusted", sandbox: "workspace-write" });
	expect(allowed).toMatchObject({
		settings: { approvalPolicy: "untrusted", sandboxPolicy: { type: "workspaceWrite" } },
		warnings: [],
	});
});

test.each<[Partial<SettingsOverrides>, string]>([
	[{ approvalPolicy: "never" }, "`approval_policy`: `never`"],
	[{ sandboxPolicy: { type: "dangerFullAccess" } }, "`sandbox_mode`: `danger-full-access`"],
	[{ sandboxPolicy: { type: "externalSandbox", networkAccess: "restricted" } }, "`sandbox_mode`: `external-sandbox`"],
	[{ permissions: ":danger-full-access" }, "`sandbox_mode`: `danger-full-access`"],
])("a thread cannot be changed to what is not allowed: %j", (changes, problem) => {
	const from = store(ASKING);
	const { settings } = start(from);
	const none = {
		cwd: null,
		model: null,
		effort: null,
		summary: null,
		personality: null,
		approvalPolicy: null,
		sandboxPolicy: null,
		permissions: null,
		serviceTier: undefined,
		collaborationMode: null,
		disabledPluginIds: null,
	};
	const change = () => withOverrides(settings, { ...none, ...changes }, from.effective(settings.cwd));
	expect(change).toThrow(`invalid thread settings override: invalid value for ${problem} is not in the allowed set [`);
});

test.each([
	["allowed_approval_policies = []", "`allowed_approval_policies` cannot be empty"],
	['allowed_approval_policies = ["maybe"]', '`allowed_approval_policies` has "maybe"'],
	['allowed_sandbox_modes = ["danger-full-access"]', "`allowed_sandbox_modes` must include `read-only`"],
	["allowed_sandbox_modes = [", "requirements.toml is not valid TOML"],
])("nothing runs under requirements that cannot be used: %s", (text, problem) => {
	const from = store(text);
	expect(() => start(from)).toThrow(`failed to load requirements: ${problem}`);
	expect(from.effective(null).problems).toMatchObject([{ summary: expect.stringContaining(problem) }]);
});

test("what is required and not enforced is said", () => {
	const { problems } = store('enforce_residency = "us"\n').effective(null);
	expect(problems).toMatchObject([{ summary: expect.stringContaining("not enforced here: enforce_residency") }]);
});

test("settings that the administrator makes hold over those of the files, and are told", () => {
	const required = store(
		'allow_login_shell = false\ncli_auth_credentials_store = "ephemeral"\n[features]\nstep_model_switching = true\n',
	);
	fs.appendFileSync(
		path.join(root, "home/config.toml"),
		"allow_login_shell = true\n[features]\nstep_model_switching = false\n",
	);
	const { allowLoginShell, credentialsStore, raw, problems } = required.effective(null);
	expect({ allowLoginShell, credentialsStore, features: raw.features }).toEqual({
		allowLoginShell: false,
		credentialsStore: "ephemeral",
		features: { step_model_switching: true },
	});
	const told = problems.map(({ summary }) => summary.replace(root, "")).sort();
	expect(told).toEqual([
		"`allow_login_shell` is false, as /system/requirements.toml requires",
		"`features.step_model_switching` is true, as /system/requirements.toml requires",
	]);
});

test.each<[string, string | null]>([
	['["api"]', null],
	['["chatgpt"]', "chatgpt"],
	["[]", "chatgpt"],
])("of the kinds of sign-in that are allowed, %s", (methods, forced) => {
	expect(store(`allowed_login_methods = ${methods}\n`).effective(null).forcedLoginMethod).toBe(forced);
});

test("what forbids only what is not here is no problem; what is not kept to is one, and what does not fit stops everything", () => {
	expect(store("allow_remote_control = false\n").effective(null).problems).toEqual([]);
	expect(store("[rules]\n").effective(null).problems[0]?.summary).toContain(
		"requires what is not enforced here: rules",
	);
	for (const wrong of ['allow_login_shell = "x"', "allowed_login_methods = 1", "additional_developer_instructions = 1"])
		expect(store(`${wrong}\n`).effective(null).requirements.failure).toContain(wrong.split(" ")[0]);
});
