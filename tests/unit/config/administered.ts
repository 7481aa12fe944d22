import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import type { AskForApproval, SandboxMode } from "#protocol/policy.ts";
import { ConfigStore } from "../../../server/config/configStore.ts";
import type { TurnContext } from "../../../server/storage/rolloutLine.ts";
import { type SettingsRequest, threadSettings } from "../../../server/threads/settings.ts";
import { type SettingsOverrides, withOverrides } from "../../../server/threads/settingsOverrides.ts";

/** A machine with an administrator's file, in a scratch folder that goes with the test. */
export class Administered {
	readonly root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "heddle-requirements-")));
	readonly store: ConfigStore;

	/** `config` is the person's own file; without it, it says that everything goes. */
	constructor(requirements: string, config = 'approval_policy = "never"\nsandbox_mode = "danger-full-access"\n') {
		onTestFinished(() => fs.rmSync(this.root, { recursive: true }));
		for (const folder of ["home", "system", "work"]) fs.mkdirSync(path.join(this.root, folder));
		this.require(requirements);
		fs.writeFileSync(path.join(this.root, "home/config.toml"), config);
		const flags = { overrides: [], profile: null, ignoreUserConfig: false };
		this.store = new ConfigStore(path.join(this.root, "home"), flags, path.join(this.root, "system"));
	}

	/** Writes the administrator's file. */
	require(requirements: string): void {
		fs.writeFileSync(path.join(this.root, "system/requirements.toml"), requirements);
	}

	/** A thread that is started, or resumed where it is `stored`. */
	start(
		asked: {
			approvalPolicy?: AskForApproval;
			sandbox?: SandboxMode;
			approvalsReviewer?: SettingsRequest["approvalsReviewer"];
			permissions?: string;
			model?: null;
			modelProvider?: string;
			stored?: TurnContext;
		} = {},
	) {
		const { stored, ...said } = asked;
		const warnings: string[] = [];
		const request: SettingsRequest = {
			cwd: path.join(this.root, "work"),
			model: "gpt-5.5",
			modelProvider: null,
			approvalPolicy: null,
			approvalsReviewer: null,
			sandbox: null,
			permissions: null,
			runtimeWorkspaceRoots: null,
			serviceTier: null,
			personality: null,
			baseInstructions: null,
			developerInstructions: null,
			config: null,
			...said,
		};
		const settings = threadSettings(request, this.store, stored ?? null, this.root, (summary) =>
			warnings.push(summary),
		);
		return { settings, warnings };
	}

	/** Changes the settings of a thread that was started with none. */
	change(changes: Partial<SettingsOverrides>) {
		const { settings } = this.start();
		const none = {
			cwd: null,
			model: null,
			effort: null,
			summary: null,
			personality: null,
			approvalPolicy: null,
			approvalsReviewer: null,
			sandboxPolicy: null,
			permissions: null,
			serviceTier: undefined,
			collaborationMode: null,
			disabledPluginIds: null,
		};
		return withOverrides(settings, { ...none, ...changes }, this.store.effective(settings.cwd));
	}
}
