import { invalidRequest } from "#protocol/errors.ts";
import type { Personality } from "#protocol/model.ts";
import type { ApprovalsReviewer, AskForApproval, SandboxPolicy } from "#protocol/policy.ts";
import { restoredMode } from "../agent/collaborationMode.ts";
import { clientFolder } from "../config/clientFolder.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { ConfigStore } from "../config/configStore.ts";
import { allowedApproval, checkUsable, violations } from "../config/requirements.ts";
import { defaultModel } from "../model/catalog.ts";
import { askedTier, tierNamed } from "../model/serviceTier.ts";
import { type Reviewer, reviewerNamed } from "../policy/approvalsReviewer.ts";
import type { TurnContext } from "../storage/rolloutLine.ts";
import { configuredInstructions } from "./configuredInstructions.ts";
import type { ThreadSettings } from "./loadedThread.ts";
import { fallbackPermissions, type Permissions, type PermissionsRequest, permissionsFor } from "./permissions.ts";

/** What a client may ask for when it starts or resumes a thread. */
export interface SettingsRequest extends PermissionsRequest {
	cwd: string | null;
	model: string | null;
	modelProvider: string | null;
	approvalPolicy: AskForApproval | null;
	approvalsReviewer: ApprovalsReviewer | null;
	runtimeWorkspaceRoots: string[] | null;
	/** Null is the default one; undefined says nothing of it. */
	serviceTier?: string | null | undefined;
	personality: Personality | null;
	baseInstructions: string | null;
	developerInstructions: string | null;
	config: Record<string, unknown> | null;
}

/** The folders that make up the thread's workspace. */
export function workspaceRoots({ workspaceRoots, cwd }: ThreadSettings): string[] {
	return workspaceRoots ?? [cwd];
}

/** A workspace that may be written to may be so in all of its folders. */
function withRoots(policy: SandboxPolicy, roots: readonly string[]): SandboxPolicy {
	if (policy.type !== "workspaceWrite") return policy;
	return { ...policy, writableRoots: [...new Set([...policy.writableRoots, ...roots])] };
}

/**
 * The settings of a thread: what the request says, else what the stored thread says, else the configuration. Without any word on
 * the sandbox a trusted project may be written and any other only read.
 * @throws WireError when the request's configuration is wrong, an unknown provider is named, or no model is known
 */
export function threadSettings(
	request: SettingsRequest,
	store: ConfigStore,
	stored: TurnContext | null,
	otherwiseCwd: string,
	warn: (summary: string) => void,
): ThreadSettings {
	const cwd = request.cwd === null ? (stored?.cwd ?? otherwiseCwd) : clientFolder(request.cwd);
	const config = store.effective(cwd, request.config);
	if (request.config !== null) checkSession(config, store.effective(cwd));
	// A stored model counts only while nothing is said about either.
	const kept = request.model === null && request.modelProvider === null ? stored : null;
	const modelProvider = allowedProvider(request.modelProvider ?? kept?.model_provider ?? null, config, warn);
	if (!config.providers.has(modelProvider)) {
		throw invalidRequest(`failed to load configuration: Model provider \`${modelProvider}\` not found`);
	}
	const configured = modelProvider === config.modelProvider ? config.model : null;
	// No name of a model is none at all.
	const model =
		(request.model || null) ??
		(kept?.model_provider === modelProvider ? kept.model : null) ??
		configured ??
		defaultModel(config, modelProvider);
	if (model === null) {
		throw invalidRequest(
			`no model is set for provider \`${modelProvider}\`; set \`model\` in ${config.home}/config.toml`,
		);
	}
	const { sandboxPolicy, permissionProfile, permissionRules, approvalPolicy, approvalsReviewer } = allowed(
		{
			...permissionsFor(request, config, stored, store.isTrusted(cwd), cwd),
			approvalPolicy: request.approvalPolicy ?? stored?.approval_policy ?? config.approvalPolicy ?? "on-request",
			approvalsReviewer: reviewerNamed(
				request.approvalsReviewer ?? stored?.approvals_reviewer ?? config.approvalsReviewer ?? "user",
			),
		},
		config,
		cwd,
		warn,
	);
	const roots = request.runtimeWorkspaceRoots ?? stored?.workspace_roots ?? null;
	return {
		cwd,
		model,
		modelProvider,
		effort: kept?.effort ?? config.reasoningEffort,
		summary: kept?.summary ?? config.reasoningSummary,
		approvalPolicy,
		approvalsReviewer,
		sandboxPolicy: withRoots(sandboxPolicy, roots?.filter((root) => root !== cwd) ?? []),
		permissionProfile,
		permissionRules,
		workspaceRoots: roots,
		serviceTier: serviceTier(request.serviceTier, stored?.service_tier ?? config.serviceTier, model),
		personality: request.personality ?? stored?.personality ?? config.personality,
		mode: restoredMode(stored?.mode),
		disabledPluginIds: stored?.disabled_plugin_ids ?? [],
		dynamicTools: [],
		baseInstructions: request.baseInstructions ?? configuredInstructions(store, cwd, config),
		developerInstructions: request.developerInstructions ?? config.developerInstructions,
	};
}

function serviceTier(wanted: string | null | undefined, otherwise: string | null, model: string): string | null {
	if (wanted === null) return "default";
	const tier = wanted ?? otherwise;
	if (tier === null || tier === "default") return tier;
	return askedTier(tierNamed(tier), model);
}

/** What the administrator's file does not allow gives way to what it does, and `warn` is told. @throws WireError when that file cannot be used */
export function allowed<T extends Permissions & { approvalPolicy: AskForApproval; approvalsReviewer: Reviewer }>(
	wanted: T,
	config: EffectiveConfig,
	cwd: string,
	warn: (summary: string) => void,
): T {
	const { requirements } = config;
	checkUsable(requirements);
	const kept = { ...wanted };
	const [approval] = violations(requirements, { approvalPolicy: wanted.approvalPolicy });
	if (approval !== undefined) {
		kept.approvalPolicy = allowedApproval(requirements);
		warn(`The approval policy is \`${kept.approvalPolicy}\` instead: ${approval}`);
	}
	const [reviewer] = violations(requirements, { approvalsReviewer: wanted.approvalsReviewer });
	if (reviewer !== undefined) {
		kept.approvalsReviewer = wanted.approvalsReviewer === "user" ? "auto_review" : "user";
		warn(`Approvals are reviewed by \`${kept.approvalsReviewer}\` instead: ${reviewer}`);
	}
	const { sandboxPolicy, permissionProfile } = wanted;
	const [sandbox] = violations(requirements, { sandboxPolicy, permissionProfile });
	if (sandbox !== undefined) {
		const fallback = fallbackPermissions(config, cwd);
		Object.assign(kept, fallback);
		const name = fallback.permissionProfile?.replace(/^:read-only$/, "read-only") ?? "read-only";
		warn(`The sandbox is \`${name}\` instead: ${sandbox}`);
	}
	return kept;
}

/** The provider that was chosen, else the configured one, unless the administrator's file names the only one. */
function allowedProvider(wanted: string | null, config: EffectiveConfig, warn: (summary: string) => void): string {
	const { modelProvider: required, file } = config.requirements;
	if (required === null || wanted === null || wanted === required) return wanted ?? config.modelProvider;
	warn(`The model provider is \`${required}\` instead of \`${wanted}\`, as ${file} requires`);
	return required;
}

/** @throws WireError when a thread's provider is not the one that the administrator's file has come to name: another one has another history */
export function checkProvider(modelProvider: string, { requirements }: EffectiveConfig): void {
	const { modelProvider: required, file } = requirements;
	if (required === null || modelProvider === required) return;
	throw invalidRequest(
		`this thread's model provider is \`${modelProvider}\`, and ${file} now requires \`${required}\`: start a new thread`,
	);
}

/** A request is refused for what it says itself; what the files say wrong has been reported and stops nothing. */
function checkSession(config: EffectiveConfig, withoutSession: EffectiveConfig): void {
	const known = new Set(withoutSession.problems.map((problem) => problem.summary));
	const own = config.problems.find((problem) => !known.has(problem.summary));
	if (own) throw invalidRequest(`failed to load configuration: ${own.summary}`);
}
