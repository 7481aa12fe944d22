import { storedKey } from "../auth/storedKey.ts";
import { checkConfig } from "./check.ts";
import type { EffectiveConfig, ModelProviderConfig } from "./config.ts";
import type { Table } from "./document.ts";
import { isFeatureOn } from "./features.ts";
import type { ConfigFile } from "./fileSchema.ts";

const MAX_RETRIES = 100;
const DEFAULT_REQUEST_RETRIES = 4;
const DEFAULT_STREAM_RETRIES = 5;
const DEFAULT_STREAM_IDLE_MS = 300_000;
export const DEFAULT_PROJECT_DOC_BYTES = 32 * 1024;
const DEFAULT_UNLOAD_DELAY_SECS = 60;
export const DEFAULT_ROOT_MARKERS = [".git"];

/** Told of a setting that cannot be used, and of what would do. */
export type ReportProblem = (path: readonly string[], expected: string) => void;

function provider(id: string, partial: Partial<ModelProviderConfig>): ModelProviderConfig {
	return {
		id,
		name: id,
		baseUrl: null,
		envKey: null,
		envKeyInstructions: null,
		wireApi: "responses",
		httpHeaders: {},
		envHttpHeaders: {},
		queryParams: {},
		requestMaxRetries: DEFAULT_REQUEST_RETRIES,
		streamMaxRetries: DEFAULT_STREAM_RETRIES,
		streamIdleTimeoutMs: DEFAULT_STREAM_IDLE_MS,
		requiresOpenaiAuth: false,
		signedInKey: async () => null,
		...partial,
	};
}

function builtInProviders(openaiBaseUrl: string | null): ModelProviderConfig[] {
	return [
		provider("openai", {
			name: "OpenAI",
			baseUrl: withoutSlash(openaiBaseUrl ?? "https://api.openai.com/v1"),
			envKey: "OPENAI_API_KEY",
			requiresOpenaiAuth: true,
		}),
		provider("anthropic", {
			name: "Anthropic",
			baseUrl: "https://api.anthropic.com/v1",
			envKey: "ANTHROPIC_API_KEY",
			wireApi: "messages",
		}),
		provider("ollama", { name: "Ollama", baseUrl: ollamaBaseUrl(process.env.OLLAMA_HOST), wireApi: "chat" }),
		provider("lmstudio", { name: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1", wireApi: "chat" }),
		provider("tour", { name: "Tour", wireApi: "tour" }),
	];
}

const OLLAMA_PORT = "11434";

/** Whether every installation knows the provider; a client cannot write such a one. */
export const isBuiltInProvider = (id: string) => builtInProviders(null).some((each) => each.id === id);

/** Where Ollama listens, by its own variable: a host, a port or both, with or without a scheme. */
function ollamaBaseUrl(host: string | undefined): string {
	const given = host?.trim() || "127.0.0.1";
	const address = given.includes("://") ? given : `http://${given.startsWith(":") ? `127.0.0.1${given}` : given}`;
	const url = URL.canParse(address) ? new URL(address) : new URL("http://127.0.0.1");
	if (url.port === "" && !given.includes("://")) url.port = OLLAMA_PORT;
	// A server that listens everywhere is found here.
	if (url.hostname === "0.0.0.0" || url.hostname === "[::]") url.hostname = "127.0.0.1";
	return `${withoutSlash(url.href)}/v1`;
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

/** `usualWire`: what a provider speaks that does not say. */
function readProvider(
	id: string,
	table: NonNullable<ConfigFile["model_providers"]>[string],
	usualWire: ModelProviderConfig["wireApi"],
): ModelProviderConfig {
	const isUsable = table.base_url !== undefined && URL.canParse(table.base_url);
	const retries = (count: number | undefined, otherwise: number) => Math.min(count ?? otherwise, MAX_RETRIES);
	return provider(id, {
		name: table.name ?? id,
		wireApi: table.wire_api ?? usualWire,
		baseUrl: isUsable ? withoutSlash(table.base_url ?? "") : null,
		envKey: table.env_key ?? null,
		envKeyInstructions: table.env_key_instructions ?? null,
		httpHeaders: table.http_headers ?? {},
		envHttpHeaders: table.env_http_headers ?? {},
		queryParams: table.query_params ?? {},
		requestMaxRetries: retries(table.request_max_retries, DEFAULT_REQUEST_RETRIES),
		streamMaxRetries: retries(table.stream_max_retries, DEFAULT_STREAM_RETRIES),
		streamIdleTimeoutMs: table.stream_idle_timeout_ms ?? DEFAULT_STREAM_IDLE_MS,
		requiresOpenaiAuth: table.requires_openai_auth ?? false,
	});
}

/**
 * Reads a merged document, with every default of the reference filled in.
 * @param report takes what cannot be used, by its path
 */
export function effectiveConfig(
	raw: Table,
	home: string,
	report: ReportProblem,
): Omit<EffectiveConfig, "problems" | "requirements"> {
	const { values, mismatches } = checkConfig(raw);
	for (const { path, unknown, expected } of mismatches) if (!unknown) report(path, expected);
	const providers = new Map(builtInProviders(values.openai_base_url ?? null).map((each) => [each.id, each]));
	for (const [id, table] of Object.entries(values.model_providers ?? {})) {
		const read = readProvider(id, table, providers.get(id)?.wireApi ?? "responses");
		if (read.baseUrl === null && read.wireApi !== "tour")
			report(["model_providers", id, "base_url"], "an http or https address");
		providers.set(id, read);
	}
	const credentialsStore = values.cli_auth_credentials_store ?? "file";
	for (const each of providers.values())
		if (each.requiresOpenaiAuth) each.signedInKey = () => storedKey(home, credentialsStore);
	let modelProvider = values.model_provider ?? "openai";
	if (!providers.has(modelProvider)) {
		report(["model_provider"], `one of ${[...providers.keys()].join(", ")}`);
		modelProvider = "openai";
	}
	if (typeof values.profile === "string")
		report(["profile"], `given as \`--profile ${values.profile}\`, with its settings in ${values.profile}.config.toml`);
	const workspaceWrite = values.sandbox_workspace_write;
	const environment = values.shell_environment_policy;
	return {
		home,
		model: values.model ?? null,
		modelProvider,
		ossProvider: values.oss_provider ?? null,
		providers,
		reasoningEffort: values.model_reasoning_effort ?? null,
		reasoningSummary: values.model_reasoning_summary ?? null,
		verbosity: values.model_verbosity ?? null,
		contextWindow: values.model_context_window ?? null,
		autoCompactTokenLimit: values.model_auto_compact_token_limit ?? null,
		autoCompactScope: values.model_auto_compact_token_limit_scope ?? "total",
		reviewModel: values.review_model ?? null,
		compactPrompt: values.compact_prompt ?? null,
		approvalPolicy: values.approval_policy ?? null,
		approvalsReviewer: values.approvals_reviewer ?? null,
		autoReviewPolicy: values.auto_review?.policy ?? null,
		sandboxMode: values.sandbox_mode ?? null,
		defaultPermissions: values.default_permissions ?? null,
		canRequestPermissions: isFeatureOn({ raw }, "request_permissions_tool"),
		sandboxWorkspaceWrite: {
			writableRoots: workspaceWrite?.writable_roots ?? [],
			networkAccess: workspaceWrite?.network_access ?? false,
			excludeTmpdirEnvVar: workspaceWrite?.exclude_tmpdir_env_var ?? false,
			excludeSlashTmp: workspaceWrite?.exclude_slash_tmp ?? false,
		},
		shellEnvironmentPolicy: {
			inherit: environment?.inherit ?? "all",
			ignoreDefaultExcludes: environment?.ignore_default_excludes ?? true,
			exclude: environment?.exclude ?? [],
			set: environment?.set ?? {},
			includeOnly: environment?.include_only ?? [],
		},
		allowLoginShell: values.allow_login_shell ?? true,
		projectDocMaxBytes: values.project_doc_max_bytes ?? DEFAULT_PROJECT_DOC_BYTES,
		projectDocFallbackFilenames: values.project_doc_fallback_filenames ?? [],
		projectRootMarkers: values.project_root_markers ?? DEFAULT_ROOT_MARKERS,
		developerInstructions: values.developer_instructions ?? null,
		instructions: values.instructions ?? null,
		modelInstructionsFile: values.model_instructions_file ?? null,
		includes: {
			environment: values.include_environment_context ?? true,
			environmentTime: values.include_environment_context_time ?? true,
			permissions: values.include_permissions_instructions ?? true,
			collaborationMode: values.include_collaboration_mode_instructions ?? true,
		},
		serviceTier: values.service_tier ?? null,
		personality: values.personality ?? null,
		toolOutputTokenLimit: values.tool_output_token_limit ?? null,
		credentialsStore,
		forcedLoginMethod: values.forced_login_method ?? null,
		threadUnloadDelaySecs: values.thread_unload_delay_secs ?? DEFAULT_UNLOAD_DELAY_SECS,
		raw,
	};
}
