import { merge, type Table } from "./document.ts";
import { DEFAULT_PROJECT_DOC_BYTES, DEFAULT_ROOT_MARKERS } from "./effectiveConfig.ts";

/** What `config/read` says of keys that nobody set, as the reference does. */
const DEFAULTS: Table = {
	allow_login_shell: true,
	cli_auth_credentials_store: "file",
	file_opener: "vscode",
	hide_agent_reasoning: false,
	history: { persistence: "save-all", max_bytes: null },
	marketplaces: {},
	mcp_servers: {},
	model_providers: {},
	plugins: {},
	profiles: {},
	project_doc_fallback_filenames: [],
	project_doc_max_bytes: DEFAULT_PROJECT_DOC_BYTES,
	project_root_markers: DEFAULT_ROOT_MARKERS,
	projects: {},
};

export const withDefaults = (table: Table): Table => merge(DEFAULTS, table);
