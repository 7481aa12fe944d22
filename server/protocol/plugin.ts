import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { HookEventName } from "./hook.ts";
import { MarketplaceInterface, MarketplaceLoadErrorInfo } from "./marketplace.ts";
import { orNull, schema } from "./schema.ts";
import { SkillSummary } from "./skill.ts";

export const AppSummary = schema("AppSummary", () =>
	z.object({
		category: orNull(z.string()),
		description: orNull(z.string()),
		id: z.string(),
		installUrl: orNull(z.string()),
		name: z.string(),
	}),
);
export type AppSummary = z.output<ReturnType<typeof AppSummary>>;

export const AppTemplateSummary = schema("AppTemplateSummary", () =>
	z.object({
		canonicalConnectorId: orNull(z.string()),
		category: orNull(z.string()),
		description: orNull(z.string()),
		logoUrl: orNull(z.string()),
		logoUrlDark: orNull(z.string()),
		materializedAppIds: z.array(z.string()),
		name: z.string(),
		reason: orNull(AppTemplateUnavailableReason()),
		templateId: z.string(),
	}),
);
export type AppTemplateSummary = z.output<ReturnType<typeof AppTemplateSummary>>;

export const AppTemplateUnavailableReason = schema("AppTemplateUnavailableReason", () =>
	z.enum(["NOT_CONFIGURED_FOR_WORKSPACE", "NO_ACTIVE_WORKSPACE"]),
);
export type AppTemplateUnavailableReason = z.output<ReturnType<typeof AppTemplateUnavailableReason>>;

export const PluginAuthPolicy = schema("PluginAuthPolicy", () => z.enum(["ON_INSTALL", "ON_USE"]));
export type PluginAuthPolicy = z.output<ReturnType<typeof PluginAuthPolicy>>;

export const PluginAvailability = schema("PluginAvailability", () => z.enum(["DISABLED_BY_ADMIN", "AVAILABLE"]));
export type PluginAvailability = z.output<ReturnType<typeof PluginAvailability>>;

export const PluginDetail = schema("PluginDetail", () =>
	z.object({
		appTemplates: z.array(AppTemplateSummary()),
		apps: z.array(AppSummary()),
		description: orNull(z.string()),
		hooks: z.array(PluginHookSummary()),
		marketplaceName: z.string(),
		marketplacePath: orNull(AbsolutePathBuf()),
		mcpServers: z.array(z.string()),
		onboardingSkill: orNull(SkillSummary()),
		scheduledTasks: orNull(z.array(ScheduledTaskSummary())),
		shareUrl: orNull(z.string()),
		skills: z.array(SkillSummary()),
		summary: PluginSummary(),
	}),
);
export type PluginDetail = z.output<ReturnType<typeof PluginDetail>>;

export const PluginDisabledReason = schema("PluginDisabledReason", () =>
	z.enum(["disabled_by_admin", "plan_not_eligible", "required_app_unavailable", "unknown"]),
);
export type PluginDisabledReason = z.output<ReturnType<typeof PluginDisabledReason>>;

export const PluginHookSummary = schema("PluginHookSummary", () =>
	z.object({
		eventName: HookEventName(),
		key: z.string(),
	}),
);
export type PluginHookSummary = z.output<ReturnType<typeof PluginHookSummary>>;

export const PluginInstallParams = schema("PluginInstallParams", () =>
	z.object({
		installAttemptId: orNull(z.string()),
		marketplacePath: orNull(AbsolutePathBuf()),
		pluginName: z.string(),
		remoteMarketplaceName: orNull(z.string()),
	}),
);
export type PluginInstallParams = z.output<ReturnType<typeof PluginInstallParams>>;

export const PluginInstallPolicy = schema("PluginInstallPolicy", () =>
	z.enum(["NOT_AVAILABLE", "AVAILABLE", "INSTALLED_BY_DEFAULT"]),
);
export type PluginInstallPolicy = z.output<ReturnType<typeof PluginInstallPolicy>>;

export const PluginInstallPolicySource = schema("PluginInstallPolicySource", () =>
	z.enum(["WORKSPACE_SETTING", "IMPLICIT_CANONICAL_APP"]),
);
export type PluginInstallPolicySource = z.output<ReturnType<typeof PluginInstallPolicySource>>;

export const PluginInstallResponse = schema("PluginInstallResponse", () =>
	z.object({
		appsNeedingAuth: z.array(AppSummary()),
		authPolicy: PluginAuthPolicy(),
	}),
);
export type PluginInstallResponse = z.output<ReturnType<typeof PluginInstallResponse>>;

export const PluginInstalledParams = schema("PluginInstalledParams", () =>
	z.object({
		cwds: orNull(z.array(AbsolutePathBuf())),
		installSuggestionPluginNames: orNull(z.array(z.string())),
	}),
);
export type PluginInstalledParams = z.output<ReturnType<typeof PluginInstalledParams>>;

export const PluginInstalledResponse = schema("PluginInstalledResponse", () =>
	z.object({
		marketplaceLoadErrors: z.array(MarketplaceLoadErrorInfo()).default([]),
		marketplaces: z.array(PluginMarketplaceEntry()),
	}),
);
export type PluginInstalledResponse = z.output<ReturnType<typeof PluginInstalledResponse>>;

export const PluginInterface = schema("PluginInterface", () =>
	z.object({
		brandColor: orNull(z.string()),
		capabilities: z.array(z.string()),
		category: orNull(z.string()),
		composerIcon: orNull(AbsolutePathBuf()),
		composerIconUrl: orNull(z.string()),
		defaultPrompt: orNull(z.array(z.string())),
		developerName: orNull(z.string()),
		displayName: orNull(z.string()),
		logo: orNull(AbsolutePathBuf()),
		logoDark: orNull(AbsolutePathBuf()),
		logoUrl: orNull(z.string()),
		logoUrlDark: orNull(z.string()),
		longDescription: orNull(z.string()),
		privacyPolicyUrl: orNull(z.string()),
		screenshotUrls: z.array(z.string()),
		screenshots: z.array(AbsolutePathBuf()),
		shortDescription: orNull(z.string()),
		termsOfServiceUrl: orNull(z.string()),
		websiteUrl: orNull(z.string()),
	}),
);
export type PluginInterface = z.output<ReturnType<typeof PluginInterface>>;

export const PluginListMarketplaceKind = schema("PluginListMarketplaceKind", () =>
	z.enum(["local", "vertical", "workspace-directory", "shared-with-me", "created-by-me-remote"]),
);
export type PluginListMarketplaceKind = z.output<ReturnType<typeof PluginListMarketplaceKind>>;

export const PluginListParams = schema("PluginListParams", () =>
	z.object({
		cwds: orNull(z.array(AbsolutePathBuf())),
		forceRefetch: z.boolean().optional(),
		marketplaceKinds: orNull(z.array(PluginListMarketplaceKind())),
	}),
);
export type PluginListParams = z.output<ReturnType<typeof PluginListParams>>;

export const PluginListResponse = schema("PluginListResponse", () =>
	z.object({
		featuredPluginIds: z.array(z.string()).default([]),
		marketplaceLoadErrors: z.array(MarketplaceLoadErrorInfo()).default([]),
		marketplaces: z.array(PluginMarketplaceEntry()),
	}),
);
export type PluginListResponse = z.output<ReturnType<typeof PluginListResponse>>;

export const PluginMarketplaceEntry = schema("PluginMarketplaceEntry", () =>
	z.object({
		interface: orNull(MarketplaceInterface()),
		name: z.string(),
		path: orNull(AbsolutePathBuf()),
		plugins: z.array(PluginSummary()),
	}),
);
export type PluginMarketplaceEntry = z.output<ReturnType<typeof PluginMarketplaceEntry>>;

export const PluginReadParams = schema("PluginReadParams", () =>
	z.object({
		marketplacePath: orNull(AbsolutePathBuf()),
		pluginName: z.string(),
		remoteMarketplaceName: orNull(z.string()),
	}),
);
export type PluginReadParams = z.output<ReturnType<typeof PluginReadParams>>;

export const PluginReadResponse = schema("PluginReadResponse", () =>
	z.object({
		plugin: PluginDetail(),
	}),
);
export type PluginReadResponse = z.output<ReturnType<typeof PluginReadResponse>>;

export const PluginReconcileChangedPlugin = schema("PluginReconcileChangedPlugin", () =>
	z.object({
		hasApps: z.boolean(),
		hasHooks: z.boolean(),
		hasMcps: z.boolean(),
		hasSkills: z.boolean(),
		id: z.string(),
	}),
);
export type PluginReconcileChangedPlugin = z.output<ReturnType<typeof PluginReconcileChangedPlugin>>;

export const PluginReconcileParams = schema("PluginReconcileParams", () =>
	z.object({
		reason: orNull(z.string()),
	}),
);
export type PluginReconcileParams = z.output<ReturnType<typeof PluginReconcileParams>>;

export const PluginReconcileResponse = schema("PluginReconcileResponse", () =>
	z.object({
		changedPlugins: z.array(PluginReconcileChangedPlugin()),
		failedMaterializationRemotePluginIds: z.array(z.string()),
		failedRemotePluginIds: z.array(z.string()),
	}),
);
export type PluginReconcileResponse = z.output<ReturnType<typeof PluginReconcileResponse>>;

export const PluginSearchParams = schema("PluginSearchParams", () =>
	z.object({
		cursor: orNull(z.string()),
		cwds: orNull(z.array(AbsolutePathBuf())),
		limit: orNull(z.int().min(0)),
		scope: orNull(PluginSearchScope()),
		searchTerm: z.string(),
	}),
);
export type PluginSearchParams = z.output<ReturnType<typeof PluginSearchParams>>;

export const PluginSearchResponse = schema("PluginSearchResponse", () =>
	z.object({
		data: z.array(PluginSearchResult()),
		nextCursor: orNull(z.string()),
	}),
);
export type PluginSearchResponse = z.output<ReturnType<typeof PluginSearchResponse>>;

export const PluginSearchResult = schema("PluginSearchResult", () =>
	z.object({
		marketplaceName: z.string(),
		marketplacePath: orNull(AbsolutePathBuf()),
		plugin: PluginSummary(),
	}),
);
export type PluginSearchResult = z.output<ReturnType<typeof PluginSearchResult>>;

export const PluginSearchScope = schema("PluginSearchScope", () => z.enum(["global", "workspace", "personal"]));
export type PluginSearchScope = z.output<ReturnType<typeof PluginSearchScope>>;

export const PluginShareContext = schema("PluginShareContext", () =>
	z.object({
		canPublishToWorkspace: orNull(z.boolean()),
		creatorAccountUserId: orNull(z.string()),
		creatorName: orNull(z.string()),
		discoverability: orNull(PluginShareDiscoverability()),
		remotePluginId: z.string(),
		remoteVersion: orNull(z.string()),
		sharePrincipals: orNull(z.array(PluginSharePrincipal())),
		shareUrl: orNull(z.string()),
	}),
);
export type PluginShareContext = z.output<ReturnType<typeof PluginShareContext>>;

export const PluginShareDiscoverability = schema("PluginShareDiscoverability", () =>
	z.enum(["LISTED", "UNLISTED", "PRIVATE"]),
);
export type PluginShareDiscoverability = z.output<ReturnType<typeof PluginShareDiscoverability>>;

export const PluginSharePrincipal = schema("PluginSharePrincipal", () =>
	z.object({
		name: z.string(),
		principalId: z.string(),
		principalType: PluginSharePrincipalType(),
		role: PluginSharePrincipalRole(),
	}),
);
export type PluginSharePrincipal = z.output<ReturnType<typeof PluginSharePrincipal>>;

export const PluginSharePrincipalRole = schema("PluginSharePrincipalRole", () => z.enum(["reader", "editor", "owner"]));
export type PluginSharePrincipalRole = z.output<ReturnType<typeof PluginSharePrincipalRole>>;

export const PluginSharePrincipalType = schema("PluginSharePrincipalType", () =>
	z.enum(["user", "group", "workspace"]),
);
export type PluginSharePrincipalType = z.output<ReturnType<typeof PluginSharePrincipalType>>;

export const PluginSkillReadParams = schema("PluginSkillReadParams", () =>
	z.object({
		remoteMarketplaceName: z.string(),
		remotePluginId: z.string(),
		skillName: z.string(),
	}),
);
export type PluginSkillReadParams = z.output<ReturnType<typeof PluginSkillReadParams>>;

export const PluginSkillReadResponse = schema("PluginSkillReadResponse", () =>
	z.object({
		contents: orNull(z.string()),
	}),
);
export type PluginSkillReadResponse = z.output<ReturnType<typeof PluginSkillReadResponse>>;

export const PluginSource = schema("PluginSource", () =>
	z.discriminatedUnion("type", [
		z.object({
			path: AbsolutePathBuf(),
			type: z.literal("local"),
		}),
		z.object({
			path: orNull(z.string()),
			refName: orNull(z.string()),
			sha: orNull(z.string()),
			type: z.literal("git"),
			url: z.string(),
		}),
		z.object({
			package: z.string(),
			registry: orNull(z.string()),
			type: z.literal("npm"),
			version: orNull(z.string()),
		}),
		z.object({
			type: z.literal("remote"),
		}),
	]),
);
export type PluginSource = z.output<ReturnType<typeof PluginSource>>;

export const PluginSummary = schema("PluginSummary", () =>
	z.object({
		authPolicy: PluginAuthPolicy(),
		availability: PluginAvailability().default("AVAILABLE"),
		disabledReason: orNull(PluginDisabledReason()),
		eligiblePlanTypes: orNull(z.array(z.string())),
		enabled: z.boolean(),
		id: z.string(),
		installPolicy: PluginInstallPolicy(),
		installPolicySource: orNull(PluginInstallPolicySource()),
		installed: z.boolean(),
		installedAt: orNull(z.int()),
		interface: orNull(PluginInterface()),
		keywords: z.array(z.string()).default([]),
		localVersion: orNull(z.string()),
		mustShowInstallationInterstitial: orNull(z.boolean()),
		name: z.string(),
		remotePluginId: orNull(z.string()),
		shareContext: orNull(PluginShareContext()),
		source: PluginSource(),
		version: orNull(z.string()),
	}),
);
export type PluginSummary = z.output<ReturnType<typeof PluginSummary>>;

export const PluginUninstallParams = schema("PluginUninstallParams", () =>
	z.object({
		pluginId: z.string(),
	}),
);
export type PluginUninstallParams = z.output<ReturnType<typeof PluginUninstallParams>>;

export const PluginUninstallResponse = schema("PluginUninstallResponse", () => z.object({}));
export type PluginUninstallResponse = z.output<ReturnType<typeof PluginUninstallResponse>>;

export const PluginsMigration = schema("PluginsMigration", () =>
	z.object({
		marketplaceName: z.string(),
		pluginNames: z.array(z.string()),
	}),
);
export type PluginsMigration = z.output<ReturnType<typeof PluginsMigration>>;

export const ScheduledTaskSchedule = schema("ScheduledTaskSchedule", () =>
	z.discriminatedUnion("type", [
		z.object({
			days: orNull(z.array(ScheduledTaskWeekday())),
			intervalHours: z.int().min(0),
			type: z.literal("hourly"),
		}),
		z.object({
			time: z.string(),
			type: z.literal("daily"),
		}),
		z.object({
			time: z.string(),
			type: z.literal("weekdays"),
		}),
		z.object({
			days: z.array(ScheduledTaskWeekday()),
			time: z.string(),
			type: z.literal("weekly"),
		}),
	]),
);
export type ScheduledTaskSchedule = z.output<ReturnType<typeof ScheduledTaskSchedule>>;

export const ScheduledTaskSummary = schema("ScheduledTaskSummary", () =>
	z.object({
		key: z.string(),
		name: z.string(),
		prompt: z.string(),
		schedule: ScheduledTaskSchedule(),
	}),
);
export type ScheduledTaskSummary = z.output<ReturnType<typeof ScheduledTaskSummary>>;

export const ScheduledTaskWeekday = schema("ScheduledTaskWeekday", () =>
	z.enum(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]),
);
export type ScheduledTaskWeekday = z.output<ReturnType<typeof ScheduledTaskWeekday>>;
