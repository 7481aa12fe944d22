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
const integer = once(() => z.int({ error: "i64" }));
const unsigned = once(() => z.int({ error: "u64" }).nonnegative({ error: "u64" }));
const size = once(() => z.int({ error: "usize" }).nonnegative({ error: "usize" }));

/** A type that is made at its first use. */
function once<T extends z.ZodType>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}

/** A table of which no key has to be there, and no other may. */
function table<T extends Record<string, z.core.$ZodType>>(shape: T) {
	// Many keys share a type.
	const optional = new Map([...new Set(Object.values(shape))].map((type) => [type, z.optional(type)]));
	const members = Object.entries(shape).map(([key, type]) => [key, optional.get(type)]);
	return z.strictObject(Object.fromEntries(members) as { [K in keyof T]: z.ZodOptional<T[K]> });
}

/** A table whose inside nothing here acts on. */
const anyTable = once(() => z.record(z.string(), z.unknown()));
const text = once(() => z.string());
const boolean = once(() => z.boolean());
const textList = once(() => z.array(text()));
const texts = once(() => z.record(z.string(), z.string()));

/** One type for all of the keys. */
const each = <const K extends string, T>(keys: readonly K[], type: T): Record<K, T> =>
	Object.fromEntries(keys.map((key) => [key, type])) as Record<K, T>;

const booleans = <const K extends string>(...keys: K[]) => each(keys, boolean);
const strings = <const K extends string>(...keys: K[]) => each(keys, text);
const tables = <const K extends string>(...keys: K[]) => each(keys, anyTable);

const anything = once(() => z.unknown());

/** Keys that are no mistake but that nothing here acts on. */
const known = <const K extends string>(...keys: K[]) => each(keys, anything);
/** The same in a table. */
const ignored = <const K extends string>(...keys: K[]) => each(keys, anything());

/** One of `[model_providers]`. */
export const ModelProviderTable = once(() =>
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
		...ignored(
			"auth",
			"aws",
			"capabilities",
			"credential_file",
			"experimental_bearer_token",
			"gateway_oauth",
			"location",
		),
		...ignored("model_catalog_url", "project_id", "supports_standalone_web_search", "supports_websockets"),
		...ignored("websocket_connect_timeout_ms"),
	}),
);

function featureTable() {
	const feature = z.union([z.boolean(), z.record(z.string(), z.unknown())], { error: "a boolean" });
	return table(Object.fromEntries(FEATURE_NAMES.map((name) => [name, feature])));
}

/** The short form says only that there is a search, which the model decides on itself. */
const webSearch = () => z.union([z.boolean().transform(() => null), WebSearchToolConfig()]);

/**
 * What a `config.toml` may hold (protocol.md §9.8), by key; no key has to be there. A type is made when a file has its key: every start
 * waits for the configuration, and few files have more than a few keys.
 */
const MEMBERS = {
	// An older name of what it became.
	approval_policy: once(() =>
		z.preprocess((policy) => (policy === "on-failure" ? "on-request" : policy), AskForApproval()),
	),
	approvals_reviewer: ApprovalsReviewer,
	auto_review: once(() => z.looseObject({ policy: z.string().optional() })),
	cli_auth_credentials_store: CliAuthCredentialsStoreMode,
	client_search_provider: WebSearchProvider,
	compact_prompt: text,
	default_permissions: text,
	developer_instructions: text,
	features: once(() => featureTable()),
	forced_login_method: ForcedLoginMethod,
	hide_agent_reasoning: boolean,
	history: once(() => table({ persistence: z.enum(["save-all", "none"]), max_bytes: size() })),
	instructions: text,
	model: text,
	model_auto_compact_token_limit: integer,
	model_auto_compact_token_limit_scope: AutoCompactTokenLimitScope,
	model_context_window: integer,
	model_provider: text,
	model_providers: once(() => z.record(z.string(), ModelProviderTable())),
	model_reasoning_effort: once(() => z.string().min(1, { error: "reasoning_effort must not be empty" })),
	model_reasoning_summary: ReasoningSummary,
	model_verbosity: Verbosity,
	notify: textList,
	openai_base_url: text,
	oss_provider: text,
	project_doc_fallback_filenames: textList,
	project_doc_max_bytes: size,
	project_root_markers: textList,
	projects: once(() => z.record(z.string(), table({ trust_level: z.enum(["trusted", "untrusted"]) }))),
	review_model: text,
	sandbox_mode: SandboxMode,
	sandbox_workspace_write: once(() =>
		table({
			writable_roots: z.array(z.string()),
			network_access: z.boolean(),
			exclude_tmpdir_env_var: z.boolean(),
			exclude_slash_tmp: z.boolean(),
		}),
	),
	shell_environment_policy: once(() =>
		table({
			inherit: z.enum(["core", "all", "none"]),
			ignore_default_excludes: z.boolean(),
			exclude: z.array(z.string()),
			set: texts(),
			include_only: z.array(z.string()),
			...ignored("experimental_use_profile", "filters"),
		}),
	),
	thread_unload_delay_secs: unsigned,
	tool_output_token_limit: size,
	web_search: WebSearchMode,
	...booleans("allow_login_shell", "allow_symlinked_codex_home", "check_for_update_on_startup", "daybreak"),
	...booleans("disable_paste_burst", "experimental_use_unified_exec_tool", "include_apps_instructions"),
	...booleans("include_collaboration_mode_instructions", "include_environment_context"),
	...booleans("include_environment_context_time", "include_permissions_instructions"),
	...booleans("show_raw_agent_reasoning", "suppress_unstable_features_warning"),
	...strings("apps_mcp_product_sku", "chatgpt_base_url", "plan_mode_reasoning_effort", "service_tier"),
	...strings("log_dir", "model_catalog_json", "model_instructions_file", "sqlite_home"),
	...tables("agents", "analytics", "apps"),
	...tables("audio", "browser_use"),
	...tables("cloud", "computer_use", "feedback"),
	...tables("ghost_snapshot", "goals", "hooks", "memories"),
	...tables("notice", "orchestrator", "otel"),
	...tables("permissions", "plugins", "realtime"),
	...tables("skills", "tool_suggest", "tui", "windows"),
	background_terminal_max_timeout: unsigned,
	desktop: anyTable,
	file_opener: once(() => z.enum(["vscode", "vscode-insiders", "windsurf", "cursor", "none"])),
	marketplaces: anyTable,
	mcp_oauth_credentials_store: once(() => z.enum(["auto", "file", "keyring"])),
	mcp_servers: once(() => z.record(z.string(), anyTable())),
	personality: Personality,
	responses_api_metadata: anyTable,
	tools: once(() => table({ web_search: webSearch(), client_search_provider: WebSearchProvider() })),
	...known("experimental_compact_prompt_file", "experimental_realtime_start_instructions"),
	...known("experimental_realtime_webrtc_call_base_url", "experimental_realtime_ws_backend_prompt"),
	...known("experimental_realtime_ws_base_url", "experimental_realtime_ws_model"),
	...known("experimental_realtime_ws_startup_context", "experimental_thread_store"),
	...known("experimental_thread_store_endpoint", "forced_chatgpt_workspace_id", "js_repl_node_module_dirs"),
	...known("js_repl_node_path", "mcp_enterprise_managed_auth", "mcp_oauth_callback_port", "mcp_oauth_callback_url"),
	...known("mcp_optional_startup_grace_ms", "model_post_turn_compact_threshold_percent", "profile", "profiles"),
};

export const CONFIG_KEYS: readonly string[] = Object.keys(MEMBERS);

/** What a key's value has to be; null for a key that nobody knows. */
export const typeOf = (key: string): z.ZodType | null =>
	Object.hasOwn(MEMBERS, key) ? MEMBERS[key as keyof typeof MEMBERS]() : null;

export type ConfigFile = { [K in keyof typeof MEMBERS]?: z.output<ReturnType<(typeof MEMBERS)[K]>> };
