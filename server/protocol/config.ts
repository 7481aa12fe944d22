import * as z from "zod";
import { AppsConfig } from "./app.ts";
import { AbsolutePathBuf } from "./common.ts";
import { experimental } from "./experimental.ts";
import { ReasoningEffort, ReasoningSummary } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxMode } from "./policy.ts";
import { orNull, schema } from "./schema.ts";

export const ConfigReadParams = schema("ConfigReadParams", () =>
	z.object({
		cwd: orNull(z.string()),
		includeLayers: z.boolean().optional(),
	}),
);
export type ConfigReadParams = z.output<ReturnType<typeof ConfigReadParams>>;

export const ConfigReadResponse = schema("ConfigReadResponse", () =>
	z.object({
		config: Config(),
		layers: orNull(z.array(ConfigLayer())),
		origins: z.record(z.string(), ConfigLayerMetadata()),
	}),
);
export type ConfigReadResponse = z.output<ReturnType<typeof ConfigReadResponse>>;

export const Config = schema("Config", () =>
	z.looseObject({
		analytics: orNull(AnalyticsConfig()),
		approval_policy: orNull(AskForApproval()),
		approvals_reviewer: orNull(ApprovalsReviewer()),
		apps: experimental("config.apps", orNull(AppsConfig())),
		browser_use: orNull(BrowserUseConfig()),
		client_search_provider: orNull(WebSearchProvider()),
		compact_prompt: orNull(z.string()),
		computer_use: orNull(ComputerUseConfig()),
		desktop: orNull(z.record(z.string(), z.unknown())),
		developer_instructions: orNull(z.string()),
		forced_chatgpt_workspace_id: orNull(ForcedChatgptWorkspaceIds()),
		forced_login_method: orNull(ForcedLoginMethod()),
		instructions: orNull(z.string()),
		model: orNull(z.string()),
		model_auto_compact_token_limit: orNull(z.int()),
		model_auto_compact_token_limit_scope: orNull(AutoCompactTokenLimitScope()),
		model_context_window: orNull(z.int()),
		model_provider: orNull(z.string()),
		model_reasoning_effort: orNull(ReasoningEffort()),
		model_reasoning_summary: orNull(ReasoningSummary()),
		model_verbosity: orNull(Verbosity()),
		review_model: orNull(z.string()),
		sandbox_mode: orNull(SandboxMode()),
		sandbox_workspace_write: orNull(SandboxWorkspaceWrite()),
		service_tier: orNull(z.string()),
		tools: orNull(ToolsV2()),
		web_search: orNull(WebSearchMode()),
	}),
);
export type Config = z.output<ReturnType<typeof Config>>;

export const AnalyticsConfig = schema("AnalyticsConfig", () =>
	z.looseObject({
		enabled: orNull(z.boolean()),
	}),
);
export type AnalyticsConfig = z.output<ReturnType<typeof AnalyticsConfig>>;

export const BrowserUseConfig = schema("BrowserUseConfig", () =>
	z.object({
		allow_history_access: orNull(z.boolean()),
		default_origin_policy: orNull(BrowserUseOriginPolicyConfig()),
		origins: orNull(z.record(z.string(), BrowserUseOriginPolicyConfig())),
	}),
);
export type BrowserUseConfig = z.output<ReturnType<typeof BrowserUseConfig>>;

export const BrowserUseOriginPolicyConfig = schema("BrowserUseOriginPolicyConfig", () =>
	z.object({
		access: orNull(AllowDenyRequirement()),
		downloads: orNull(AllowDenyRequirement()),
		full_cdp_access: orNull(AllowDenyRequirement()),
		uploads: orNull(AllowDenyRequirement()),
	}),
);
export type BrowserUseOriginPolicyConfig = z.output<ReturnType<typeof BrowserUseOriginPolicyConfig>>;

export const AllowDenyRequirement = schema("AllowDenyRequirement", () => z.enum(["allow", "deny"]));
export type AllowDenyRequirement = z.output<ReturnType<typeof AllowDenyRequirement>>;

export const WebSearchProvider = schema("WebSearchProvider", () => z.enum(["standalone", "search_mcp"]));
export type WebSearchProvider = z.output<ReturnType<typeof WebSearchProvider>>;

export const ComputerUseConfig = schema("ComputerUseConfig", () =>
	z.object({
		default_app_access: orNull(AllowDenyRequirement()),
		macos: orNull(ComputerUseMacosConfig()),
		windows: orNull(ComputerUseWindowsConfig()),
	}),
);
export type ComputerUseConfig = z.output<ReturnType<typeof ComputerUseConfig>>;

export const ComputerUseMacosConfig = schema("ComputerUseMacosConfig", () =>
	z.object({
		bundle_ids: orNull(z.record(z.string(), AllowDenyRequirement())),
	}),
);
export type ComputerUseMacosConfig = z.output<ReturnType<typeof ComputerUseMacosConfig>>;

export const ComputerUseWindowsConfig = schema("ComputerUseWindowsConfig", () =>
	z.object({
		aumids: orNull(z.record(z.string(), AllowDenyRequirement())),
		exes: orNull(z.array(ComputerUseWindowsExeConfig())),
	}),
);
export type ComputerUseWindowsConfig = z.output<ReturnType<typeof ComputerUseWindowsConfig>>;

export const ComputerUseWindowsExeConfig = schema("ComputerUseWindowsExeConfig", () =>
	z.object({
		access: AllowDenyRequirement(),
		binary_name: orNull(z.string()),
		product_name: z.string(),
		publisher_name: z.string(),
	}),
);
export type ComputerUseWindowsExeConfig = z.output<ReturnType<typeof ComputerUseWindowsExeConfig>>;

export const ForcedChatgptWorkspaceIds = schema("ForcedChatgptWorkspaceIds", () =>
	z.union([z.string(), z.array(z.string())]),
);
export type ForcedChatgptWorkspaceIds = z.output<ReturnType<typeof ForcedChatgptWorkspaceIds>>;

export const ForcedLoginMethod = schema("ForcedLoginMethod", () => z.enum(["chatgpt", "api"]));
export type ForcedLoginMethod = z.output<ReturnType<typeof ForcedLoginMethod>>;

export const AutoCompactTokenLimitScope = schema("AutoCompactTokenLimitScope", () =>
	z.enum(["total", "body_after_prefix"]),
);
export type AutoCompactTokenLimitScope = z.output<ReturnType<typeof AutoCompactTokenLimitScope>>;

export const Verbosity = schema("Verbosity", () => z.enum(["low", "medium", "high"]));
export type Verbosity = z.output<ReturnType<typeof Verbosity>>;

export const SandboxWorkspaceWrite = schema("SandboxWorkspaceWrite", () =>
	z.object({
		exclude_slash_tmp: z.boolean().default(false),
		exclude_tmpdir_env_var: z.boolean().default(false),
		network_access: z.boolean().default(false),
		writable_roots: z.array(z.string()).default([]),
	}),
);
export type SandboxWorkspaceWrite = z.output<ReturnType<typeof SandboxWorkspaceWrite>>;

export const ToolsV2 = schema("ToolsV2", () =>
	z.object({
		web_search: orNull(WebSearchToolConfig()),
	}),
);
export type ToolsV2 = z.output<ReturnType<typeof ToolsV2>>;

export const WebSearchToolConfig = schema("WebSearchToolConfig", () =>
	z.strictObject({
		allowed_domains: orNull(z.array(z.string())),
		context_size: orNull(WebSearchContextSize()),
		location: orNull(WebSearchLocation()),
	}),
);
export type WebSearchToolConfig = z.output<ReturnType<typeof WebSearchToolConfig>>;

export const WebSearchContextSize = schema("WebSearchContextSize", () => z.enum(["low", "medium", "high"]));
export type WebSearchContextSize = z.output<ReturnType<typeof WebSearchContextSize>>;

export const WebSearchLocation = schema("WebSearchLocation", () =>
	z.strictObject({
		city: orNull(z.string()),
		country: orNull(z.string()),
		region: orNull(z.string()),
		timezone: orNull(z.string()),
	}),
);
export type WebSearchLocation = z.output<ReturnType<typeof WebSearchLocation>>;

export const WebSearchMode = schema("WebSearchMode", () => z.enum(["disabled", "cached", "indexed", "live"]));
export type WebSearchMode = z.output<ReturnType<typeof WebSearchMode>>;

export const ConfigLayer = schema("ConfigLayer", () =>
	z.object({
		config: z.unknown(),
		disabledReason: orNull(z.string()),
		name: ConfigLayerSource(),
		version: z.string(),
	}),
);
export type ConfigLayer = z.output<ReturnType<typeof ConfigLayer>>;

export const ConfigLayerSource = schema("ConfigLayerSource", () =>
	z.discriminatedUnion("type", [
		z.object({
			file: AbsolutePathBuf(),
			type: z.literal("packagedDefaults"),
		}),
		z.object({
			domain: z.string(),
			key: z.string(),
			type: z.literal("mdm"),
		}),
		z.object({
			file: AbsolutePathBuf(),
			type: z.literal("system"),
		}),
		z.object({
			id: z.string(),
			name: z.string(),
			type: z.literal("enterpriseManaged"),
		}),
		z.object({
			file: AbsolutePathBuf(),
			profile: orNull(z.string()),
			type: z.literal("user"),
		}),
		z.object({
			dotCodexFolder: AbsolutePathBuf(),
			type: z.literal("project"),
		}),
		z.object({
			type: z.literal("sessionFlags"),
		}),
		z.object({
			file: AbsolutePathBuf(),
			type: z.literal("legacyManagedConfigTomlFromFile"),
		}),
		z.object({
			type: z.literal("legacyManagedConfigTomlFromMdm"),
		}),
	]),
);
export type ConfigLayerSource = z.output<ReturnType<typeof ConfigLayerSource>>;

export const ConfigLayerMetadata = schema("ConfigLayerMetadata", () =>
	z.object({
		name: ConfigLayerSource(),
		version: z.string(),
	}),
);
export type ConfigLayerMetadata = z.output<ReturnType<typeof ConfigLayerMetadata>>;

export const TextRange = schema("TextRange", () =>
	z.object({
		end: TextPosition(),
		start: TextPosition(),
	}),
);
export type TextRange = z.output<ReturnType<typeof TextRange>>;

export const TextPosition = schema("TextPosition", () =>
	z.object({
		column: z.int().nonnegative(),
		line: z.int().nonnegative(),
	}),
);
export type TextPosition = z.output<ReturnType<typeof TextPosition>>;
