import * as z from "zod";
import {
	AutoCompactTokenLimitScope,
	ForcedLoginMethod,
	Verbosity,
	WebSearchMode,
	WebSearchProvider,
	WebSearchToolConfig,
} from "#protocol/config.ts";
import { CliAuthCredentialsStoreMode } from "#protocol/configRequirements.ts";
import { Personality, ReasoningSummary } from "#protocol/model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxMode } from "#protocol/policy.ts";
import { FEATURE_NAMES } from "./featureNames.ts";

/** The message of a whole number's issue is the name by which the reference calls its type. */
const integer = () => z.int({ error: "i64" });
const unsigned = () => z.int({ error: "u64" }).nonnegative({ error: "u64" });
const size = () => z.int({ error: "usize" }).nonnegative({ error: "usize" });

const optionals = new Map<z.core.$ZodType, z.ZodOptional>();

/** One for each type, since most keys share a few types and every read of a configuration waits for the schema. */
function optional(type: z.core.$ZodType): z.ZodOptional {
	const known = optionals.get(type);
	if (known) return known;
	const made = z.optional(type);
	optionals.set(type, made);
	return made;
}

/** A table of which no key has to be there, and no other may. */
function table<T extends Record<string, z.core.$ZodType>>(shape: T) {
	const members = Object.entries(shape).map(([key, type]) => [key, optional(type)]);
	return z.strictObject(Object.fromEntries(members) as { [K in keyof T]: z.ZodOptional<T[K]> });
}

/** A table whose inside nothing here acts on. */
const anyTable = () => z.record(z.string(), z.unknown());
const texts = () => z.record(z.string(), z.string());

const buildProvider = () =>
	table({
		name: z.string(),
		base_url: z.string(),
		env_key: z.string(),
		env_key_instructions: z.string(),
		wire_api: z.enum(["responses", "chat", "messages", "tour"]),
		http_headers: texts(),
		env_http_headers: texts(),
		query_params: texts(),
		request_max_retries: unsigned(),
		stream_max_retries: unsigned(),
		stream_idle_timeout_ms: unsigned(),
		requires_openai_auth: z.boolean(),
		...known(
			"auth",
			"aws",
			"capabilities",
			"credential_file",
			"experimental_bearer_token",
			"gateway_oauth",
			"location",
		),
		...known("model_catalog_url", "project_id", "supports_standalone_web_search", "supports_websockets"),
		...known("websocket_connect_timeout_ms"),
	});

/** One type for all of the keys. */
const each = <const K extends string, T extends z.ZodType>(keys: readonly K[], type: T): Record<K, T> =>
	Object.fromEntries(keys.map((key) => [key, type])) as Record<K, T>;

const booleans = <const K extends string>(...keys: K[]) => each(keys, z.boolean());
const strings = <const K extends string>(...keys: K[]) => each(keys, z.string());
const tables = <const K extends string>(...keys: K[]) => each(keys, anyTable());

let anything: z.ZodUnknown | undefined;

/** Keys that are no mistake but that nothing here acts on. */
function known<const K extends string>(...keys: K[]): Record<K, z.ZodUnknown> {
	anything ??= z.unknown();
	return each(keys, anything);
}

let provider: ReturnType<typeof buildProvider> | undefined;

/** One of `[model_providers]`. */
export function ModelProviderTable(): ReturnType<typeof buildProvider> {
	provider ??= buildProvider();
	return provider;
}

const build = () => {
	const feature = z.union([z.boolean(), z.record(z.string(), z.unknown())], { error: "a boolean" });
	// The short form says only that there is a search, which the model decides on itself.
	const webSearch = z.union([z.boolean().transform(() => null), WebSearchToolConfig()]);
	return table({
		// An older name of what it became.
		approval_policy: z.preprocess((policy) => (policy === "on-failure" ? "on-request" : policy), AskForApproval()),
		approvals_reviewer: ApprovalsReviewer(),
		cli_auth_credentials_store: CliAuthCredentialsStoreMode(),
		client_search_provider: WebSearchProvider(),
		compact_prompt: z.string(),
		default_permissions: z.string(),
		developer_instructions: z.string(),
		features: table(Object.fromEntries(FEATURE_NAMES.map((name) => [name, feature]))),
		forced_login_method: ForcedLoginMethod(),
		hide_agent_reasoning: z.boolean(),
		history: table({ persistence: z.enum(["save-all", "none"]), max_bytes: size() }),
		instructions: z.string(),
		model: z.string(),
		model_auto_compact_token_limit: integer(),
		model_auto_compact_token_limit_scope: AutoCompactTokenLimitScope(),
		model_context_window: integer(),
		model_provider: z.string(),
		model_providers: z.record(z.string(), ModelProviderTable()),
		model_reasoning_effort: z.string().min(1, { error: "reasoning_effort must not be empty" }),
		model_reasoning_summary: ReasoningSummary(),
		model_verbosity: Verbosity(),
		notify: z.array(z.string()),
		openai_base_url: z.string(),
		oss_provider: z.string(),
		project_doc_fallback_filenames: z.array(z.string()),
		project_doc_max_bytes: size(),
		project_root_markers: z.array(z.string()),
		projects: z.record(z.string(), table({ trust_level: z.enum(["trusted", "untrusted"]) })),
		review_model: z.string(),
		sandbox_mode: SandboxMode(),
		sandbox_workspace_write: table({
			writable_roots: z.array(z.string()),
			network_access: z.boolean(),
			exclude_tmpdir_env_var: z.boolean(),
			exclude_slash_tmp: z.boolean(),
		}),
		shell_environment_policy: table({
			inherit: z.enum(["core", "all", "none"]),
			ignore_default_excludes: z.boolean(),
			exclude: z.array(z.string()),
			set: texts(),
			include_only: z.array(z.string()),
			...known("experimental_use_profile", "filters"),
		}),
		thread_unload_delay_secs: unsigned(),
		tool_output_token_limit: size(),
		web_search: WebSearchMode(),
		...booleans("allow_login_shell", "allow_symlinked_codex_home", "check_for_update_on_startup", "daybreak"),
		...booleans("disable_paste_burst", "experimental_use_unified_exec_tool", "include_apps_instructions"),
		...booleans("include_collaboration_mode_instructions", "include_environment_context"),
		...booleans("include_environment_context_time", "include_permissions_instructions"),
		...booleans("show_raw_agent_reasoning", "suppress_unstable_features_warning"),
		...strings("apps_mcp_product_sku", "chatgpt_base_url", "plan_mode_reasoning_effort", "service_tier"),
		...strings("log_dir", "model_catalog_json", "model_instructions_file", "sqlite_home"),
		...tables("agents", "analytics", "apps"),
		...tables("audio", "auto_review", "browser_use"),
		...tables("cloud", "computer_use", "feedback"),
		...tables("ghost_snapshot", "goals", "hooks", "memories"),
		...tables("notice", "orchestrator", "otel"),
		...tables("permissions", "plugins", "realtime"),
		...tables("skills", "tool_suggest", "tui", "windows"),
		background_terminal_max_timeout: unsigned(),
		desktop: anyTable(),
		file_opener: z.enum(["vscode", "vscode-insiders", "windsurf", "cursor", "none"]),
		marketplaces: anyTable(),
		mcp_oauth_credentials_store: z.enum(["auto", "file", "keyring"]),
		mcp_servers: z.record(z.string(), anyTable()),
		personality: Personality(),
		responses_api_metadata: anyTable(),
		tools: table({ web_search: webSearch, client_search_provider: WebSearchProvider() }),
		...known("experimental_compact_prompt_file", "experimental_realtime_start_instructions"),
		...known("experimental_realtime_webrtc_call_base_url", "experimental_realtime_ws_backend_prompt"),
		...known("experimental_realtime_ws_base_url", "experimental_realtime_ws_model"),
		...known("experimental_realtime_ws_startup_context", "experimental_thread_store"),
		...known("experimental_thread_store_endpoint", "forced_chatgpt_workspace_id", "js_repl_node_module_dirs"),
		...known("js_repl_node_path", "mcp_enterprise_managed_auth", "mcp_oauth_callback_port", "mcp_oauth_callback_url"),
		...known("mcp_optional_startup_grace_ms", "model_post_turn_compact_threshold_percent", "profile", "profiles"),
	});
};

let built: ReturnType<typeof build> | undefined;

/** What a `config.toml` may hold (protocol.md §9.8), built on first use. Every key is optional. */
export function ConfigFile(): ReturnType<typeof build> {
	built ??= build();
	return built;
}
export type ConfigFile = z.output<ReturnType<typeof ConfigFile>>;
