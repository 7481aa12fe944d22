import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { AllowDenyRequirement, ForcedLoginMethod, WebSearchMode } from "./config.ts";
import { experimental } from "./experimental.ts";
import { AutoReviewRequirements } from "./guardian.ts";
import { ReasoningEffort } from "./model.ts";
import { ApprovalsReviewer, AskForApproval, SandboxMode } from "./policy.ts";
import { orNull, schema } from "./schema.ts";

export const ApplicationNetworkRequirements = schema("ApplicationNetworkRequirements", () =>
	z.object({
		domains: z.record(z.string(), NetworkDomainPermission()),
		enabled: z.boolean(),
	}),
);
export type ApplicationNetworkRequirements = z.output<ReturnType<typeof ApplicationNetworkRequirements>>;

export const ApplicationRequirements = schema("ApplicationRequirements", () =>
	z.object({
		network: orNull(ApplicationNetworkRequirements()),
		storage: orNull(ApplicationStorageRequirements()),
	}),
);
export type ApplicationRequirements = z.output<ReturnType<typeof ApplicationRequirements>>;

export const ApplicationStorageRequirements = schema("ApplicationStorageRequirements", () =>
	z.object({
		defaultProjectParent: orNull(LegacyAppPathString()),
		projectlessWorkspaceRoot: orNull(LegacyAppPathString()),
	}),
);
export type ApplicationStorageRequirements = z.output<ReturnType<typeof ApplicationStorageRequirements>>;

export const BrowserUseAccessApprovalLifetime = schema("BrowserUseAccessApprovalLifetime", () =>
	z.enum(["turn", "thread"]),
);
export type BrowserUseAccessApprovalLifetime = z.output<ReturnType<typeof BrowserUseAccessApprovalLifetime>>;

export const BrowserUseExtensionRequirements = schema("BrowserUseExtensionRequirements", () =>
	z.object({
		requestHeaders: orNull(z.array(RequestHeader())),
	}),
);
export type BrowserUseExtensionRequirements = z.output<ReturnType<typeof BrowserUseExtensionRequirements>>;

export const BrowserUseOriginPolicy = schema("BrowserUseOriginPolicy", () =>
	z.object({
		access: orNull(AllowDenyRequirement()),
		accessApprovalLifetime: orNull(BrowserUseAccessApprovalLifetime()),
		autoReview: orNull(AllowDenyRequirement()),
		downloads: orNull(AllowDenyRequirement()),
		fullCdpAccess: orNull(AllowDenyRequirement()),
		persistentApproval: orNull(z.boolean()),
		uploads: orNull(AllowDenyRequirement()),
	}),
);
export type BrowserUseOriginPolicy = z.output<ReturnType<typeof BrowserUseOriginPolicy>>;

export const BrowserUseRequirements = schema("BrowserUseRequirements", () =>
	z.object({
		allowGlobalPersistentApproval: orNull(z.boolean()),
		allowHistoryAccess: orNull(z.boolean()),
		allowWebmcp: orNull(z.boolean()),
		defaultOriginPolicy: orNull(BrowserUseOriginPolicy()),
		disableAutoReview: orNull(z.boolean()),
		extension: orNull(BrowserUseExtensionRequirements()),
		origins: orNull(z.record(z.string(), BrowserUseOriginPolicy())),
	}),
);
export type BrowserUseRequirements = z.output<ReturnType<typeof BrowserUseRequirements>>;

export const CliAuthCredentialsStoreMode = schema("CliAuthCredentialsStoreMode", () =>
	z.enum(["file", "keyring", "auto", "ephemeral"]),
);
export type CliAuthCredentialsStoreMode = z.output<ReturnType<typeof CliAuthCredentialsStoreMode>>;

export const ComputerUseMacosRequirements = schema("ComputerUseMacosRequirements", () =>
	z.object({
		bundleIds: orNull(z.record(z.string(), AllowDenyRequirement())),
	}),
);
export type ComputerUseMacosRequirements = z.output<ReturnType<typeof ComputerUseMacosRequirements>>;

export const ComputerUseRequirements = schema("ComputerUseRequirements", () =>
	z.object({
		allowLockedComputerUse: orNull(z.boolean()),
		allowPersistentApproval: orNull(z.boolean()),
		defaultAppAccess: orNull(AllowDenyRequirement()),
		macos: orNull(ComputerUseMacosRequirements()),
		windows: orNull(ComputerUseWindowsRequirements()),
	}),
);
export type ComputerUseRequirements = z.output<ReturnType<typeof ComputerUseRequirements>>;

export const ComputerUseWindowsExeRequirement = schema("ComputerUseWindowsExeRequirement", () =>
	z.object({
		access: AllowDenyRequirement(),
		binaryName: orNull(z.string()),
		productName: z.string(),
		publisherName: z.string(),
	}),
);
export type ComputerUseWindowsExeRequirement = z.output<ReturnType<typeof ComputerUseWindowsExeRequirement>>;

export const ComputerUseWindowsRequirements = schema("ComputerUseWindowsRequirements", () =>
	z.object({
		aumids: orNull(z.record(z.string(), AllowDenyRequirement())),
		exes: orNull(z.array(ComputerUseWindowsExeRequirement())),
	}),
);
export type ComputerUseWindowsRequirements = z.output<ReturnType<typeof ComputerUseWindowsRequirements>>;

export const ConfigRequirements = schema("ConfigRequirements", () =>
	z.object({
		additionalDeveloperInstructions: orNull(z.string()),
		allowAppshots: orNull(z.boolean()),
		allowBrowserAndComputerUse: orNull(z.boolean()),
		allowLoginShell: orNull(z.boolean()),
		allowManagedHooksOnly: orNull(z.boolean()),
		allowRemoteControl: orNull(z.boolean()),
		allowedApprovalPolicies: orNull(z.array(AskForApproval())),
		allowedApprovalsReviewers: experimental(
			"configRequirements.allowedApprovalsReviewers",
			orNull(z.array(ApprovalsReviewer())),
		),
		allowedLoginMethods: orNull(z.array(ForcedLoginMethod())),
		allowedPermissionProfiles: orNull(z.record(z.string(), z.boolean())),
		allowedSandboxModes: orNull(z.array(SandboxMode())),
		allowedWebSearchModes: orNull(z.array(WebSearchMode())),
		allowedWindowsSandboxImplementations: orNull(z.array(WindowsSandboxImplementation())),
		application: experimental("configRequirements.application", orNull(ApplicationRequirements())),
		autoReview: orNull(AutoReviewRequirements()),
		browserUse: orNull(BrowserUseRequirements()),
		chatgptBaseUrl: orNull(z.string()),
		checkForUpdateOnStartup: orNull(z.boolean()),
		cliAuthCredentialsStore: orNull(CliAuthCredentialsStoreMode()),
		computerUse: orNull(ComputerUseRequirements()),
		defaultPermissions: orNull(z.string()),
		enforceResidency: orNull(ResidencyRequirement()),
		featureRequirements: orNull(z.record(z.string(), z.boolean())),
		feedback: orNull(FeedbackRequirements()),
		hooks: experimental("configRequirements.hooks", orNull(ManagedHooksRequirements())),
		inAppBrowser: orNull(InAppBrowserRequirements()),
		logDir: orNull(z.string()),
		modelCatalogJson: orNull(z.string()),
		modelProvider: orNull(z.string()),
		modelProviders: orNull(z.record(z.string(), z.unknown())),
		models: orNull(ModelsRequirements()),
		network: experimental("configRequirements.network", orNull(NetworkRequirements())),
		otel: orNull(OtelRequirements()),
		sqliteHome: orNull(z.string()),
	}),
);
export type ConfigRequirements = z.output<ReturnType<typeof ConfigRequirements>>;

export const ConfigRequirementsReadResponse = schema("ConfigRequirementsReadResponse", () =>
	z.object({
		requirements: orNull(ConfigRequirements()),
		supportsIndependentSpeedModes: orNull(z.boolean()),
	}),
);
export type ConfigRequirementsReadResponse = z.output<ReturnType<typeof ConfigRequirementsReadResponse>>;

export const ConfiguredHookHandler = schema("ConfiguredHookHandler", () =>
	z.discriminatedUnion("type", [
		z.object({
			additionalContextLimit: orNull(z.int().min(0)),
			async: z.boolean(),
			command: z.string(),
			commandWindows: orNull(z.string()),
			statusMessage: orNull(z.string()),
			timeoutSec: orNull(z.int().min(0)),
			type: z.literal("command"),
		}),
		z.object({
			input: z.record(z.string(), z.unknown()),
			server: z.string(),
			statusMessage: orNull(z.string()),
			timeoutSec: orNull(z.int().min(0)),
			tool: z.string(),
			type: z.literal("mcp_tool"),
		}),
		z.object({
			type: z.literal("prompt"),
		}),
		z.object({
			type: z.literal("agent"),
		}),
	]),
);
export type ConfiguredHookHandler = z.output<ReturnType<typeof ConfiguredHookHandler>>;

export const ConfiguredHookMatcherGroup = schema("ConfiguredHookMatcherGroup", () =>
	z.object({
		hooks: z.array(ConfiguredHookHandler()),
		matcher: orNull(z.string()),
	}),
);
export type ConfiguredHookMatcherGroup = z.output<ReturnType<typeof ConfiguredHookMatcherGroup>>;

export const FeedbackRequirements = schema("FeedbackRequirements", () =>
	z.object({
		enabled: orNull(z.boolean()),
	}),
);
export type FeedbackRequirements = z.output<ReturnType<typeof FeedbackRequirements>>;

export const InAppBrowserRequirements = schema("InAppBrowserRequirements", () =>
	z.object({
		allowExternalBrowserSettingsImport: orNull(z.boolean()),
	}),
);
export type InAppBrowserRequirements = z.output<ReturnType<typeof InAppBrowserRequirements>>;

export const ManagedHooksRequirements = schema("ManagedHooksRequirements", () =>
	z.object({
		Interrupt: z.array(ConfiguredHookMatcherGroup()).default([]),
		PermissionRequest: z.array(ConfiguredHookMatcherGroup()),
		PostCompact: z.array(ConfiguredHookMatcherGroup()),
		PostModelRequest: z.array(ConfiguredHookMatcherGroup()).default([]),
		PostToolUse: z.array(ConfiguredHookMatcherGroup()),
		PreCompact: z.array(ConfiguredHookMatcherGroup()),
		PreModelRequest: z.array(ConfiguredHookMatcherGroup()).default([]),
		PreToolUse: z.array(ConfiguredHookMatcherGroup()),
		SessionEnd: z.array(ConfiguredHookMatcherGroup()).default([]),
		SessionStart: z.array(ConfiguredHookMatcherGroup()),
		Stop: z.array(ConfiguredHookMatcherGroup()),
		SubagentStart: z.array(ConfiguredHookMatcherGroup()),
		SubagentStop: z.array(ConfiguredHookMatcherGroup()),
		UserPromptSubmit: z.array(ConfiguredHookMatcherGroup()),
		managedDir: orNull(z.string()),
		windowsManagedDir: orNull(z.string()),
	}),
);
export type ManagedHooksRequirements = z.output<ReturnType<typeof ManagedHooksRequirements>>;

export const ModelsRequirements = schema("ModelsRequirements", () =>
	z.object({
		newThread: orNull(NewThreadModelDefaults()),
	}),
);
export type ModelsRequirements = z.output<ReturnType<typeof ModelsRequirements>>;

export const NetworkDomainPermission = schema("NetworkDomainPermission", () => z.enum(["allow", "deny"]));
export type NetworkDomainPermission = z.output<ReturnType<typeof NetworkDomainPermission>>;

export const NetworkRequirements = schema("NetworkRequirements", () =>
	z.object({
		allowLocalBinding: orNull(z.boolean()),
		allowUnixSockets: orNull(z.array(z.string())),
		allowUpstreamProxy: orNull(z.boolean()),
		allowedDomains: orNull(z.array(z.string())),
		dangerouslyAllowAllUnixSockets: orNull(z.boolean()),
		dangerouslyAllowNonLoopbackProxy: orNull(z.boolean()),
		deniedDomains: orNull(z.array(z.string())),
		domains: orNull(z.record(z.string(), NetworkDomainPermission())),
		enabled: orNull(z.boolean()),
		httpPort: orNull(z.int().min(0)),
		managedAllowedDomainsOnly: orNull(z.boolean()),
		reviewDomains: orNull(z.array(z.string())),
		socksPort: orNull(z.int().min(0)),
		unixSockets: orNull(z.record(z.string(), NetworkUnixSocketPermission())),
	}),
);
export type NetworkRequirements = z.output<ReturnType<typeof NetworkRequirements>>;

export const NetworkUnixSocketPermission = schema("NetworkUnixSocketPermission", () => z.enum(["allow", "deny"]));
export type NetworkUnixSocketPermission = z.output<ReturnType<typeof NetworkUnixSocketPermission>>;

export const NewThreadModelDefaults = schema("NewThreadModelDefaults", () =>
	z.object({
		model: orNull(z.string()),
		modelReasoningEffort: orNull(ReasoningEffort()),
		serviceTier: orNull(z.string()),
	}),
);
export type NewThreadModelDefaults = z.output<ReturnType<typeof NewThreadModelDefaults>>;

export const OtelExporter = schema("OtelExporter", () =>
	z.union([
		z.enum(["none", "statsig"]),
		z.strictObject({
			"otlp-http": z.object({
				endpoint: z.string(),
				headers: z.record(z.string(), z.string()),
				protocol: OtelHttpProtocol(),
				tls: orNull(OtelTlsConfig()),
			}),
		}),
		z.strictObject({
			"otlp-grpc": z.object({
				endpoint: z.string(),
				headers: z.record(z.string(), z.string()),
				tls: orNull(OtelTlsConfig()),
			}),
		}),
	]),
);
export type OtelExporter = z.output<ReturnType<typeof OtelExporter>>;

export const OtelHttpProtocol = schema("OtelHttpProtocol", () => z.enum(["binary", "json"]));
export type OtelHttpProtocol = z.output<ReturnType<typeof OtelHttpProtocol>>;

export const OtelRequirements = schema("OtelRequirements", () =>
	z.object({
		environment: orNull(z.string()),
		exporter: orNull(OtelExporter()),
		log_agent_responses: orNull(z.boolean()),
		log_guardian_assessments: orNull(z.boolean()),
		log_sse_deltas: orNull(z.boolean()),
		log_user_prompt: orNull(z.boolean()),
		metrics_exporter: orNull(OtelExporter()),
		span_attributes: orNull(z.record(z.string(), z.string())),
		tool_result: orNull(OtelToolResultLogConfig()),
		trace_exporter: orNull(OtelExporter()),
		tracestate: orNull(z.record(z.string(), z.record(z.string(), z.string()))),
	}),
);
export type OtelRequirements = z.output<ReturnType<typeof OtelRequirements>>;

export const OtelTlsConfig = schema("OtelTlsConfig", () =>
	z.object({
		"ca-certificate": orNull(z.string()),
		"client-certificate": orNull(z.string()),
		"client-private-key": orNull(z.string()),
	}),
);
export type OtelTlsConfig = z.output<ReturnType<typeof OtelTlsConfig>>;

export const OtelToolResultLogConfig = schema("OtelToolResultLogConfig", () =>
	z.object({
		max_bytes: z.int().min(0),
	}),
);
export type OtelToolResultLogConfig = z.output<ReturnType<typeof OtelToolResultLogConfig>>;

export const RequestHeader = schema("RequestHeader", () =>
	z.object({
		name: z.string(),
		value: z.string(),
	}),
);
export type RequestHeader = z.output<ReturnType<typeof RequestHeader>>;

export const ResidencyRequirement = schema("ResidencyRequirement", () => z.literal("us"));
export type ResidencyRequirement = z.output<ReturnType<typeof ResidencyRequirement>>;

export const WindowsSandboxImplementation = schema("WindowsSandboxImplementation", () =>
	z.enum(["elevated", "unelevated", "mxc"]),
);
export type WindowsSandboxImplementation = z.output<ReturnType<typeof WindowsSandboxImplementation>>;
