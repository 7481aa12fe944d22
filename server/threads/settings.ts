import path from "node:path";
import { invalidRequest } from "#protocol/errors.ts";
import type { AskForApproval, SandboxMode, SandboxPolicy } from "#protocol/policy.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { ConfigStore } from "../config/configStore.ts";
import { defaultModel } from "../model/catalog.ts";
import type { TurnContext } from "../storage/rolloutLine.ts";
import type { ThreadSettings } from "./loadedThread.ts";

/** What a client may ask for when it starts or resumes a thread. */
export interface SettingsRequest {
	cwd: string | null;
	model: string | null;
	modelProvider: string | null;
	approvalPolicy: AskForApproval | null;
	sandbox: SandboxMode | null;
	serviceTier: string | null;
	baseInstructions: string | null;
	developerInstructions: string | null;
	config: Record<string, unknown> | null;
}

/** The policy that a mode stands for, with the configuration's roots and network. */
export function sandboxPolicy(mode: SandboxMode, config: EffectiveConfig): SandboxPolicy {
	if (mode === "danger-full-access") return { type: "dangerFullAccess" };
	if (mode === "read-only") return { type: "readOnly", networkAccess: false };
	return { type: "workspaceWrite", ...config.sandboxWorkspaceWrite };
}

/**
 * The settings of a thread: what the request says, else what the stored thread says, else the configuration. Without any word on
 * the sandbox a trusted project may be written and any other only read.
 * @throws WireError when a relative directory or an unknown provider is named, or no model is known
 */
export function threadSettings(
	request: SettingsRequest,
	store: ConfigStore,
	stored: TurnContext | null,
	otherwiseCwd: string,
): ThreadSettings {
	const cwd = request.cwd ?? stored?.cwd ?? otherwiseCwd;
	if (!path.isAbsolute(cwd)) throw invalidRequest(`cwd must be an absolute path, not \`${cwd}\``);
	const config = store.effective(cwd, request.config);
	// A stored model counts only while nothing is said about either.
	const kept = request.model === null && request.modelProvider === null ? stored : null;
	const modelProvider = request.modelProvider ?? kept?.model_provider ?? config.modelProvider;
	if (!config.providers.has(modelProvider)) throw invalidRequest(`Model provider \`${modelProvider}\` not found`);
	const configured = modelProvider === config.modelProvider ? config.model : null;
	const model = request.model ?? kept?.model ?? configured ?? defaultModel(config, modelProvider);
	if (model === null) {
		throw invalidRequest(
			`no model is set for provider \`${modelProvider}\`; set \`model\` in ${config.home}/config.toml`,
		);
	}
	const mode = request.sandbox ?? config.sandboxMode ?? (store.isTrusted(cwd) ? "workspace-write" : "read-only");
	return {
		cwd,
		model,
		modelProvider,
		effort: kept?.effort ?? config.reasoningEffort,
		summary: kept?.summary ?? config.reasoningSummary,
		approvalPolicy: request.approvalPolicy ?? stored?.approval_policy ?? config.approvalPolicy ?? "on-request",
		sandboxPolicy: request.sandbox === null && stored ? stored.sandbox_policy : sandboxPolicy(mode, config),
		serviceTier: request.serviceTier ?? stored?.service_tier ?? null,
		baseInstructions: request.baseInstructions,
		developerInstructions: request.developerInstructions ?? config.developerInstructions,
	};
}
