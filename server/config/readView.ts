import { Config } from "#protocol/config.ts";
import { checkConfig } from "./check.ts";
import { merge, type Table } from "./document.ts";
import { DEFAULT_PROJECT_DOC_BYTES, DEFAULT_ROOT_MARKERS } from "./effectiveConfig.ts";
import { CONFIG_KEYS, ModelProviderTable } from "./fileSchema.ts";

/** What `config/read` says of keys that nobody set, where that is more than null; as the reference does. */
const DEFAULTS: Table = {
	allow_login_shell: true,
	background_terminal_max_timeout: 300_000,
	cli_auth_credentials_store: "file",
	features: {},
	file_opener: "vscode",
	hide_agent_reasoning: false,
	history: { persistence: "save-all", max_bytes: null },
	include_apps_instructions: true,
	include_collaboration_mode_instructions: true,
	include_environment_context: true,
	include_environment_context_time: true,
	include_permissions_instructions: true,
	marketplaces: {},
	mcp_oauth_credentials_store: "auto",
	mcp_servers: {},
	model_providers: {},
	plugins: {},
	profiles: {},
	project_doc_fallback_filenames: [],
	project_doc_max_bytes: DEFAULT_PROJECT_DOC_BYTES,
	project_root_markers: DEFAULT_ROOT_MARKERS,
	shell_environment_policy: {
		exclude: null,
		experimental_use_profile: null,
		filters: null,
		ignore_default_excludes: null,
		include_only: null,
		inherit: null,
		set: null,
	},
};

const WORKSPACE_WRITE: Table = {
	exclude_slash_tmp: false,
	exclude_tmpdir_env_var: false,
	network_access: false,
	writable_roots: [],
};

const PROVIDER: Table = {
	requires_openai_auth: false,
	supports_standalone_web_search: false,
	supports_websockets: false,
	wire_api: "responses",
};

/**
 * A merged document as `config/read` shows it: every key there is, with null where nobody set it, and nothing else. Values that
 * cannot be used are left out; `configWarning` names them.
 */
export function readView(raw: Table): Config {
	const { values } = checkConfig(raw);
	const set: Table = { ...values };
	const providers = Object.entries(values.model_providers ?? {}).map(([id, provider]): [string, Table] => [
		id,
		{ ...blank(Object.keys(ModelProviderTable().shape)), ...PROVIDER, ...provider },
	]);
	if (values.model_providers) set.model_providers = Object.fromEntries(providers);
	if (values.sandbox_workspace_write)
		set.sandbox_workspace_write = { ...WORKSPACE_WRITE, ...values.sandbox_workspace_write };
	const view = merge(merge(blank(CONFIG_KEYS), DEFAULTS), set);
	const parsed = Config().safeParse(view);
	return parsed.success ? parsed.data : Config().parse({ ...view, ...blank(wrong(parsed.error.issues)) });
}

const wrong = (issues: readonly { path: readonly PropertyKey[] }[]) => issues.map((issue) => String(issue.path[0]));

const blank = (keys: readonly string[]): Table => Object.fromEntries(keys.map((key) => [key, null]));
