/** The reference's names of the types of tables, which its refusals tell. `*` stands for any key. */
const STRUCTS: Record<string, string> = {
	agents: "AgentsToml",
	analytics: "AnalyticsConfigToml",
	apps: "AppsConfigToml",
	audio: "RealtimeAudioToml",
	auto_review: "AutoReviewToml",
	browser_use: "BrowserUseConfigToml",
	cloud: "CloudToml",
	computer_use: "ComputerUseConfigToml",
	features: "FeaturesToml",
	feedback: "FeedbackConfigToml",
	ghost_snapshot: "GhostSnapshotToml",
	goals: "GoalsToml",
	history: "History",
	hooks: "HooksToml",
	memories: "MemoriesToml",
	notice: "Notice",
	orchestrator: "OrchestratorToml",
	otel: "OtelConfigToml",
	permissions: "PermissionsToml",
	plugins: "PluginsConfigToml",
	realtime: "RealtimeToml",
	sandbox_workspace_write: "SandboxWorkspaceWrite",
	shell_environment_policy: "ShellEnvironmentPolicyTomlRaw",
	skills: "SkillsConfig",
	tool_suggest: "ToolSuggestConfig",
	tools: "ToolsToml",
	tui: "Tui",
	windows: "WindowsToml",
	"mcp_servers.*": "RawMcpServerConfig",
	"model_providers.*": "ModelProviderInfo",
	"projects.*": "ProjectConfig",
};

const PATHS = new Set(["log_dir", "model_catalog_json", "model_instructions_file", "sqlite_home"]);

/** What the reference calls the type of a key: `a map`, `struct History`, `a string`, `path string`. */
export function typeName(path: readonly string[], kind: "a map" | "a string"): string {
	const [key = "", ...inner] = path;
	if (kind === "a string") return inner.length === 0 && PATHS.has(key) ? "path string" : kind;
	const name = STRUCTS[inner.length === 0 ? key : inner.length === 1 ? `${key}.*` : ""];
	return name === undefined ? kind : `struct ${name}`;
}
