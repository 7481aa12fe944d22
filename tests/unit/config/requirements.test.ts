import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import type { SettingsOverrides } from "../../../server/threads/settingsOverrides.ts";
import { Administered } from "./administered.ts";

const ASKING = `allowed_approval_policies = ["on-request", "untrusted"]\nallowed_sandbox_modes = ["read-only", "workspace-write"]\n`;

test("what the administrator does not allow gives way, whether it was configured or asked for", () => {
	const administered = new Administered(ASKING);
	const configured = administered.start();
	expect(configured.settings).toMatchObject({
		approvalPolicy: "on-request",
		sandboxPolicy: { type: "readOnly" },
		permissionProfile: ":read-only",
	});
	expect(configured.warnings).toEqual([
		expect.stringContaining("`never` is not in the allowed set [on-request, untrusted] (set by"),
		expect.stringContaining("`danger-full-access` is not in the allowed set [read-only, workspace-write] (set by"),
	]);
	const asked = administered.start({ approvalPolicy: "never", sandbox: "danger-full-access" });
	expect(asked).toEqual(configured);
	const allowed = administered.start({ approvalPolicy: "untrusted", sandbox: "workspace-write" });
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
	const change = () => new Administered(ASKING).change(changes);
	expect(change).toThrow(`invalid thread settings override: invalid value for ${problem} is not in the allowed set [`);
});

test.each([
	["allowed_approval_policies = []", "`allowed_approval_policies` cannot be empty"],
	['allowed_approval_policies = ["maybe"]', '`allowed_approval_policies` has "maybe"'],
	['allowed_sandbox_modes = ["danger-full-access"]', "`allowed_sandbox_modes` must include `read-only`"],
	["allowed_sandbox_modes = [", "requirements.toml is not valid TOML"],
])("nothing runs under requirements that cannot be used: %s", (text, problem) => {
	const administered = new Administered(text);
	expect(() => administered.start()).toThrow(`failed to load requirements: ${problem}`);
	expect(administered.store.effective(null).problems).toMatchObject([{ summary: expect.stringContaining(problem) }]);
});

test("what is required and not enforced is said", () => {
	const { problems } = new Administered('enforce_residency = "us"\n').store.effective(null);
	expect(problems).toMatchObject([{ summary: expect.stringContaining("not enforced here: enforce_residency") }]);
});

test("settings that the administrator makes hold over those of the files, and are told", () => {
	const administered = new Administered(
		'allow_login_shell = false\ncli_auth_credentials_store = "ephemeral"\n[features]\nstep_model_switching = true\n',
	);
	fs.appendFileSync(
		path.join(administered.root, "home/config.toml"),
		"allow_login_shell = true\n[features]\nstep_model_switching = false\n",
	);
	const { allowLoginShell, credentialsStore, raw, problems } = administered.store.effective(null);
	expect({ allowLoginShell, credentialsStore, features: raw.features }).toEqual({
		allowLoginShell: false,
		credentialsStore: "ephemeral",
		features: { step_model_switching: true },
	});
	const told = problems.map(({ summary }) => summary.replace(administered.root, "")).sort();
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
	expect(new Administered(`allowed_login_methods = ${methods}\n`).store.effective(null).forcedLoginMethod).toBe(forced);
});

test("what forbids only what is not here is no problem; what is not kept to is one, and what does not fit stops everything", () => {
	expect(new Administered("allow_remote_control = false\n").store.effective(null).problems).toEqual([]);
	expect(new Administered("[hooks]\n").store.effective(null).problems[0]?.summary).toContain(
		"requires what is not enforced here: hooks",
	);
	for (const wrong of ['allow_login_shell = "x"', "allowed_login_methods = 1", "additional_developer_instructions = 1"])
		expect(new Administered(`${wrong}\n`).store.effective(null).requirements.failure).toContain(wrong.split(" ")[0]);
});

test("a reviewer of approvals that is not allowed gives way to the other, and is refused to whoever asks for it", () => {
	const administered = new Administered('allowed_approvals_reviewers = ["user"]\n');
	const { settings, warnings } = administered.start({ approvalsReviewer: "guardian_subagent" });
	expect(settings.approvalsReviewer).toBe("user");
	expect(warnings).toEqual([expect.stringContaining("`auto_review` is not in the allowed set [user] (set by")]);
	expect(() => administered.change({ approvalsReviewer: "auto_review" })).toThrow(
		"invalid thread settings override: invalid value for `approvals_reviewer`: `auto_review`",
	);
	const other = new Administered('allowed_approvals_reviewers = ["guardian_subagent"]\n');
	expect(other.start().settings.approvalsReviewer).toBe("auto_review");
});
