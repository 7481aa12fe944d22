import type { CollaborationMode, ThreadSettings as SettingsView } from "#protocol/thread.ts";
import { storedMode } from "../agent/collaborationMode.ts";
import type { RolloutPayload } from "../storage/rolloutLine.ts";
import type { ThreadSettings } from "./loadedThread.ts";
import { activeProfile } from "./permissions.ts";

/** The settings as clients see them. */
export function settingsView(settings: ThreadSettings): SettingsView {
	const { cwd, model, modelProvider, effort, summary, personality, approvalPolicy, serviceTier } = settings;
	return {
		cwd,
		model,
		modelProvider,
		effort,
		summary,
		personality,
		approvalPolicy,
		approvalsReviewer: settings.approvalsReviewer,
		sandboxPolicy: settings.sandboxPolicy,
		activePermissionProfile: activeProfile(settings),
		serviceTier,
		collaborationMode: collaborationMode(settings),
		disabledPluginIds: settings.disabledPluginIds,
		environments: [{ environmentId: "local", cwd, runtimeWorkspaceRoots: [cwd] }],
		multiAgentMode: "explicitRequestOnly",
	};
}

export function collaborationMode({ mode, model, effort }: ThreadSettings): CollaborationMode {
	return {
		mode: mode.kind,
		settings: { model, reasoning_effort: effort, developer_instructions: mode.instructions },
	};
}

/** The settings as the rollout keeps them, for the turn that begins with them or for the next. */
export function contextLine(turnId: string | null, settings: ThreadSettings): RolloutPayload {
	return {
		type: "turn_context",
		payload: {
			turn_id: turnId,
			cwd: settings.cwd,
			model: settings.model,
			model_provider: settings.modelProvider,
			effort: settings.effort,
			summary: settings.summary,
			approval_policy: settings.approvalPolicy,
			approvals_reviewer: settings.approvalsReviewer,
			sandbox_policy: settings.sandboxPolicy,
			service_tier: settings.serviceTier,
			personality: settings.personality,
			mode: storedMode(settings.mode),
			disabled_plugin_ids: settings.disabledPluginIds,
			permission_profile: settings.permissionProfile,
			...(settings.permissionRules ? { permission_rules: settings.permissionRules } : {}),
			workspace_roots: settings.workspaceRoots,
		},
	};
}
