import * as z from "zod";
import { ApprovalsReviewer } from "./policy.ts";
import { orNull, schema } from "./schema.ts";

export const AppBranding = schema("AppBranding", () =>
	z.object({
		category: orNull(z.string()),
		developer: orNull(z.string()),
		isDiscoverableApp: z.boolean(),
		privacyPolicy: orNull(z.string()),
		termsOfService: orNull(z.string()),
		website: orNull(z.string()),
	}),
);
export type AppBranding = z.output<ReturnType<typeof AppBranding>>;

export const AppConfig = schema("AppConfig", () =>
	z.object({
		approvals_reviewer: orNull(ApprovalsReviewer()),
		default_tools_approval_mode: orNull(AppToolApproval()),
		default_tools_enabled: orNull(z.boolean()),
		destructive_enabled: orNull(z.boolean()),
		enabled: z.boolean().default(true),
		links: orNull(AppLinksConfig()),
		omit_tools_from: orNull(z.array(ToolExposureSurface())),
		open_world_enabled: orNull(z.boolean()),
		tools: orNull(AppToolsConfig()),
	}),
);
export type AppConfig = z.output<ReturnType<typeof AppConfig>>;

export const AppInfo = schema("AppInfo", () =>
	z.object({
		appMetadata: orNull(AppMetadata()),
		branding: orNull(AppBranding()),
		description: orNull(z.string()),
		distributionChannel: orNull(z.string()),
		iconAssets: orNull(z.record(z.string(), z.string())),
		iconDarkAssets: orNull(z.record(z.string(), z.string())),
		id: z.string(),
		installUrl: orNull(z.string()),
		isAccessible: z.boolean().default(false),
		isEnabled: z.boolean().default(true),
		labels: orNull(z.record(z.string(), z.string())),
		logoUrl: orNull(z.string()),
		logoUrlDark: orNull(z.string()),
		name: z.string(),
		pluginDisplayNames: z.array(z.string()).default([]),
	}),
);
export type AppInfo = z.output<ReturnType<typeof AppInfo>>;

export const AppLinkConfig = schema("AppLinkConfig", () =>
	z.object({
		approvals_reviewer: orNull(ApprovalsReviewer()),
		default_tools_approval_mode: orNull(AppToolApproval()),
	}),
);
export type AppLinkConfig = z.output<ReturnType<typeof AppLinkConfig>>;

export const AppLinksConfig = schema("AppLinksConfig", () => z.looseObject({}));
export type AppLinksConfig = z.output<ReturnType<typeof AppLinksConfig>>;

export const AppListUpdatedNotification = schema("AppListUpdatedNotification", () =>
	z.object({
		data: z.array(AppInfo()),
	}),
);
export type AppListUpdatedNotification = z.output<ReturnType<typeof AppListUpdatedNotification>>;

export const AppMetadata = schema("AppMetadata", () =>
	z.object({
		categories: orNull(z.array(z.string())),
		developer: orNull(z.string()),
		firstPartyRequiresInstall: orNull(z.boolean()),
		review: orNull(AppReview()),
		screenshots: orNull(z.array(AppScreenshot())),
		seoDescription: orNull(z.string()),
		showInComposerWhenUnlinked: orNull(z.boolean()),
		subCategories: orNull(z.array(z.string())),
		version: orNull(z.string()),
		versionId: orNull(z.string()),
		versionNotes: orNull(z.string()),
	}),
);
export type AppMetadata = z.output<ReturnType<typeof AppMetadata>>;

export const AppReview = schema("AppReview", () =>
	z.object({
		status: z.string(),
	}),
);
export type AppReview = z.output<ReturnType<typeof AppReview>>;

export const AppScreenshot = schema("AppScreenshot", () =>
	z.object({
		fileId: orNull(z.string()),
		url: orNull(z.string()),
		userPrompt: z.string(),
	}),
);
export type AppScreenshot = z.output<ReturnType<typeof AppScreenshot>>;

export const AppToolApproval = schema("AppToolApproval", () => z.enum(["auto", "prompt", "writes", "approve"]));
export type AppToolApproval = z.output<ReturnType<typeof AppToolApproval>>;

export const AppToolConfig = schema("AppToolConfig", () =>
	z.object({
		approval_mode: orNull(AppToolApproval()),
		enabled: orNull(z.boolean()),
	}),
);
export type AppToolConfig = z.output<ReturnType<typeof AppToolConfig>>;

export const AppToolSummary = schema("AppToolSummary", () =>
	z.object({
		description: z.string(),
		disabledReason: orNull(z.string()),
		isEnabled: z.boolean().default(true),
		isReadOnly: z.boolean().default(false),
		name: z.string(),
		title: orNull(z.string()),
	}),
);
export type AppToolSummary = z.output<ReturnType<typeof AppToolSummary>>;

export const AppToolsConfig = schema("AppToolsConfig", () => z.looseObject({}));
export type AppToolsConfig = z.output<ReturnType<typeof AppToolsConfig>>;

export const AppsConfig = schema("AppsConfig", () =>
	z.looseObject({
		_default: orNull(AppsDefaultConfig()),
	}),
);
export type AppsConfig = z.output<ReturnType<typeof AppsConfig>>;

export const AppsDefaultConfig = schema("AppsDefaultConfig", () =>
	z.object({
		approvals_reviewer: orNull(ApprovalsReviewer()),
		default_tools_approval_mode: orNull(AppToolApproval()),
		destructive_enabled: z.boolean().default(true),
		enabled: z.boolean().default(true),
		open_world_enabled: z.boolean().default(true),
	}),
);
export type AppsDefaultConfig = z.output<ReturnType<typeof AppsDefaultConfig>>;

export const AppsInstalledParams = schema("AppsInstalledParams", () =>
	z.object({
		forceRefresh: z.boolean().optional(),
		threadId: orNull(z.string()),
	}),
);
export type AppsInstalledParams = z.output<ReturnType<typeof AppsInstalledParams>>;

export const AppsInstalledResponse = schema("AppsInstalledResponse", () =>
	z.object({
		apps: z.array(InstalledApp()),
	}),
);
export type AppsInstalledResponse = z.output<ReturnType<typeof AppsInstalledResponse>>;

export const AppsListParams = schema("AppsListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		forceRefetch: z.boolean().optional(),
		limit: orNull(z.int().min(0)),
		threadId: orNull(z.string()),
	}),
);
export type AppsListParams = z.output<ReturnType<typeof AppsListParams>>;

export const AppsListResponse = schema("AppsListResponse", () =>
	z.object({
		data: z.array(AppInfo()),
		nextCursor: orNull(z.string()),
	}),
);
export type AppsListResponse = z.output<ReturnType<typeof AppsListResponse>>;

export const AppsReadParams = schema("AppsReadParams", () =>
	z.object({
		appIds: z.array(z.string()),
		includeTools: z.boolean().optional(),
		threadId: orNull(z.string()),
	}),
);
export type AppsReadParams = z.output<ReturnType<typeof AppsReadParams>>;

export const AppsReadResponse = schema("AppsReadResponse", () =>
	z.object({
		apps: z.array(ConnectorMetadata()),
		missingAppIds: z.array(z.string()),
	}),
);
export type AppsReadResponse = z.output<ReturnType<typeof AppsReadResponse>>;

export const ConnectorMetadata = schema("ConnectorMetadata", () =>
	z.object({
		description: orNull(z.string()),
		distributionChannel: orNull(z.string()),
		iconUrl: orNull(z.string()),
		iconUrlDark: orNull(z.string()),
		id: z.string(),
		installUrl: orNull(z.string()),
		name: z.string(),
		pluginDisplayNames: z.array(z.string()).default([]),
		toolSummaries: orNull(z.array(AppToolSummary())),
	}),
);
export type ConnectorMetadata = z.output<ReturnType<typeof ConnectorMetadata>>;

export const InstalledApp = schema("InstalledApp", () =>
	z.object({
		callable: z.boolean(),
		enabled: z.boolean(),
		id: z.string(),
		runtimeName: orNull(z.string()),
	}),
);
export type InstalledApp = z.output<ReturnType<typeof InstalledApp>>;

export const ToolExposureSurface = schema("ToolExposureSurface", () => z.enum(["code_mode", "deferred", "direct"]));
export type ToolExposureSurface = z.output<ReturnType<typeof ToolExposureSurface>>;
