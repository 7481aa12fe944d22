import type { AutoCompactTokenLimitScope, ForcedLoginMethod } from "#protocol/config.ts";
import type { CliAuthCredentialsStoreMode } from "#protocol/configRequirements.ts";
import type { Personality, ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { ApprovalsReviewer, AskForApproval, SandboxMode } from "#protocol/policy.ts";
import type { Requirements } from "./requirements.ts";

/** `[model_providers.<id>]`, with defaults filled in. */
export interface ModelProviderConfig {
	id: string;
	name: string;
	/** Without a trailing slash; the path of the wire is appended. Null only for the tour. */
	baseUrl: string | null;
	/** Name of the environment variable that holds the key; null when the endpoint needs none. */
	envKey: string | null;
	/** Shown to a person when that variable is missing. */
	envKeyInstructions: string | null;
	wireApi: "responses" | "chat" | "messages" | "tour";
	httpHeaders: Record<string, string>;
	/** Header name → name of the environment variable that holds its value. */
	envHttpHeaders: Record<string, string>;
	queryParams: Record<string, string>;
	/** Attempts after the first for transport failures and 5xx; at most 100. */
	requestMaxRetries: number;
	/** Attempts after the first for a stream that was cut; at most 100. */
	streamMaxRetries: number;
	streamIdleTimeoutMs: number;
	requiresOpenaiAuth: boolean;
	/** The key of a person who signed in, for providers that want such an account; null when nobody did. Throws when it cannot be read. */
	signedInKey: () => Promise<string | null>;
}

export interface ShellEnvironmentPolicy {
	inherit: "all" | "core" | "none";
	ignoreDefaultExcludes: boolean;
	/** Case-insensitive globs over variable names. */
	exclude: string[];
	set: Record<string, string>;
	includeOnly: string[];
}

/** A part of the configuration that could not be used. Reported to clients as `configWarning`. */
export interface ConfigProblem {
	summary: string;
	details: string | null;
	path: string | null;
	/** One-based. */
	range: { start: { line: number; column: number }; end: { line: number; column: number } } | null;
}

/** The configuration in force for a working directory, every layer merged (protocol.md §9.8). */
export interface EffectiveConfig {
	/** Absolute path of `$HEDDLE_HOME`. */
	home: string;
	/** Null when none is configured; the provider's default is used. */
	model: string | null;
	modelProvider: string;
	/** The provider of `exec --oss`. */
	ossProvider: string | null;
	providers: ReadonlyMap<string, ModelProviderConfig>;
	reasoningEffort: ReasoningEffort | null;
	reasoningSummary: ReasoningSummary | null;
	verbosity: "low" | "medium" | "high" | null;
	/** In tokens. */
	contextWindow: number | null;
	/** In tokens; null means a share of the context window. */
	autoCompactTokenLimit: number | null;
	/** What is charged against that limit: all that the model reads, or what has come since its first answer. */
	autoCompactScope: AutoCompactTokenLimitScope;
	/** The model that reviews; null means the thread's own. */
	reviewModel: string | null;
	/** Null means our own words. */
	compactPrompt: string | null;
	approvalPolicy: AskForApproval | null;
	approvalsReviewer: ApprovalsReviewer | null;
	/** What the person tells the automatic reviewer of approvals; null for nothing. */
	autoReviewPolicy: string | null;
	sandboxMode: SandboxMode | null;
	/** A permission profile, in place of a mode. */
	defaultPermissions: string | null;
	/** Whether the model may ask for more rights. */
	canRequestPermissions: boolean;
	sandboxWorkspaceWrite: {
		writableRoots: string[];
		networkAccess: boolean;
		excludeTmpdirEnvVar: boolean;
		excludeSlashTmp: boolean;
	};
	shellEnvironmentPolicy: ShellEnvironmentPolicy;
	/** Whether a shell may read the person's profile. */
	allowLoginShell: boolean;
	/** In bytes; 0 disables project documents. */
	projectDocMaxBytes: number;
	projectDocFallbackFilenames: string[];
	projectRootMarkers: string[];
	developerInstructions: string | null;
	/** In place of our own, unless a file has them. */
	instructions: string | null;
	/** As it was written: relative to the folder of the file that names it. */
	modelInstructionsFile: string | null;
	/** What the model is told of beside the conversation. */
	includes: { environment: boolean; environmentTime: boolean; permissions: boolean; collaborationMode: boolean };
	serviceTier: string | null;
	personality: Personality | null;
	/** In tokens; null means the tool's own default. */
	toolOutputTokenLimit: number | null;
	/** Where the key of a sign-in is kept. */
	credentialsStore: CliAuthCredentialsStoreMode;
	/** The only kind of sign-in that is wanted; null means any. */
	forcedLoginMethod: ForcedLoginMethod | null;
	/** In seconds; 0 unloads at once. */
	threadUnloadDelaySecs: number;
	/** The merged document with the reference's snake_case keys, for `config/read`. */
	raw: Record<string, unknown>;
	problems: ConfigProblem[];
	requirements: Requirements;
}
