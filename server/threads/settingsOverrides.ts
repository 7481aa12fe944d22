import { invalidRequest } from "#protocol/errors.ts";
import type { Personality, ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { ApprovalsReviewer, AskForApproval, SandboxPolicy } from "#protocol/policy.ts";
import type { CollaborationMode } from "#protocol/thread.ts";
import { modeInstructions } from "../agent/collaborationMode.ts";
import { clientFolder } from "../config/clientFolder.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { enforce } from "../config/requirements.ts";
import { tierNamed } from "../model/serviceTier.ts";
import { reviewerNamed } from "../policy/approvalsReviewer.ts";
import type { ThreadSettings } from "./loadedThread.ts";
import { policyPermissions, profilePermissions } from "./permissions.ts";

/** What a client may change of a thread's settings. Null and absent keep what there is, but for the tier, which null resets. */
export interface SettingsOverrides {
	cwd: string | null;
	model: string | null;
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	personality: Personality | null;
	approvalPolicy: AskForApproval | null;
	approvalsReviewer: ApprovalsReviewer | null;
	sandboxPolicy: SandboxPolicy | null;
	permissions: string | null;
	serviceTier?: string | null | undefined;
	collaborationMode: CollaborationMode | null;
	disabledPluginIds: string[] | null;
}

/** The settings with what the client changes. A collaboration mode has the last word on model and effort. @throws WireError */
export function withOverrides(
	settings: ThreadSettings,
	changes: SettingsOverrides,
	config: EffectiveConfig,
): ThreadSettings {
	if (changes.permissions !== null && changes.sandboxPolicy !== null) {
		throw invalidRequest("`permissions` cannot be combined with `sandboxPolicy`");
	}
	const mode = changes.collaborationMode;
	const cwd = changes.cwd === null ? settings.cwd : clientFolder(changes.cwd);
	const permissions = changedPermissions(changes, config, cwd);
	const approvalsReviewer = changes.approvalsReviewer && reviewerNamed(changes.approvalsReviewer);
	const asked = { approvalPolicy: changes.approvalPolicy, approvalsReviewer, ...permissions };
	enforce(config.requirements, asked, "invalid thread settings override");
	return {
		...settings,
		cwd,
		model: mode?.settings.model ?? changes.model ?? settings.model,
		effort: mode ? mode.settings.reasoning_effort : (changes.effort ?? settings.effort),
		summary: changes.summary ?? settings.summary,
		personality: changes.personality ?? settings.personality,
		approvalPolicy: changes.approvalPolicy ?? settings.approvalPolicy,
		approvalsReviewer: approvalsReviewer ?? settings.approvalsReviewer,
		...permissions,
		serviceTier: tier(changes.serviceTier, settings.serviceTier),
		mode: mode
			? { kind: mode.mode, instructions: mode.settings.developer_instructions ?? modeInstructions(mode.mode) }
			: settings.mode,
		disabledPluginIds: changes.disabledPluginIds ?? settings.disabledPluginIds,
	};
}

function changedPermissions({ sandboxPolicy, permissions }: SettingsOverrides, config: EffectiveConfig, cwd: string) {
	if (sandboxPolicy !== null) return policyPermissions(sandboxPolicy);
	return permissions === null ? {} : profilePermissions(permissions, config, cwd);
}

function tier(wanted: string | null | undefined, now: string | null): string | null {
	if (wanted === undefined) return now;
	if (wanted === null) return "default";
	return tierNamed(wanted);
}
