import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { PluginShareDiscoverability, PluginSharePrincipal, PluginSharePrincipalType, PluginSummary } from "./plugin.ts";
import { orNull, schema } from "./schema.ts";

export const PluginShareCheckoutParams = schema("PluginShareCheckoutParams", () =>
	z.object({
		remotePluginId: z.string(),
	}),
);
export type PluginShareCheckoutParams = z.output<ReturnType<typeof PluginShareCheckoutParams>>;

export const PluginShareCheckoutResponse = schema("PluginShareCheckoutResponse", () =>
	z.object({
		marketplaceName: z.string(),
		marketplacePath: AbsolutePathBuf(),
		pluginId: z.string(),
		pluginName: z.string(),
		pluginPath: AbsolutePathBuf(),
		remotePluginId: z.string(),
		remoteVersion: orNull(z.string()),
	}),
);
export type PluginShareCheckoutResponse = z.output<ReturnType<typeof PluginShareCheckoutResponse>>;

export const PluginShareDeleteParams = schema("PluginShareDeleteParams", () =>
	z.object({
		remotePluginId: z.string(),
	}),
);
export type PluginShareDeleteParams = z.output<ReturnType<typeof PluginShareDeleteParams>>;

export const PluginShareDeleteResponse = schema("PluginShareDeleteResponse", () => z.object({}));
export type PluginShareDeleteResponse = z.output<ReturnType<typeof PluginShareDeleteResponse>>;

export const PluginShareListItem = schema("PluginShareListItem", () =>
	z.object({
		localPluginPath: orNull(AbsolutePathBuf()),
		plugin: PluginSummary(),
	}),
);
export type PluginShareListItem = z.output<ReturnType<typeof PluginShareListItem>>;

export const PluginShareListParams = schema("PluginShareListParams", () => z.object({}));
export type PluginShareListParams = z.output<ReturnType<typeof PluginShareListParams>>;

export const PluginShareListResponse = schema("PluginShareListResponse", () =>
	z.object({
		data: z.array(PluginShareListItem()),
	}),
);
export type PluginShareListResponse = z.output<ReturnType<typeof PluginShareListResponse>>;

export const PluginShareSaveParams = schema("PluginShareSaveParams", () =>
	z.object({
		discoverability: orNull(PluginShareDiscoverability()),
		pluginPath: AbsolutePathBuf(),
		remotePluginId: orNull(z.string()),
		shareTargets: orNull(z.array(PluginShareTarget())),
	}),
);
export type PluginShareSaveParams = z.output<ReturnType<typeof PluginShareSaveParams>>;

export const PluginShareSaveResponse = schema("PluginShareSaveResponse", () =>
	z.object({
		canPublishToWorkspace: orNull(z.boolean()),
		remotePluginId: z.string(),
		shareUrl: z.string(),
	}),
);
export type PluginShareSaveResponse = z.output<ReturnType<typeof PluginShareSaveResponse>>;

export const PluginShareTarget = schema("PluginShareTarget", () =>
	z.object({
		principalId: z.string(),
		principalType: PluginSharePrincipalType(),
		role: PluginShareTargetRole(),
	}),
);
export type PluginShareTarget = z.output<ReturnType<typeof PluginShareTarget>>;

export const PluginShareTargetRole = schema("PluginShareTargetRole", () => z.enum(["reader", "editor"]));
export type PluginShareTargetRole = z.output<ReturnType<typeof PluginShareTargetRole>>;

export const PluginShareUpdateDiscoverability = schema("PluginShareUpdateDiscoverability", () =>
	z.enum(["UNLISTED", "PRIVATE", "LISTED"]),
);
export type PluginShareUpdateDiscoverability = z.output<ReturnType<typeof PluginShareUpdateDiscoverability>>;

export const PluginShareUpdateTargetsParams = schema("PluginShareUpdateTargetsParams", () =>
	z.object({
		discoverability: PluginShareUpdateDiscoverability(),
		remotePluginId: z.string(),
		shareTargets: z.array(PluginShareTarget()),
	}),
);
export type PluginShareUpdateTargetsParams = z.output<ReturnType<typeof PluginShareUpdateTargetsParams>>;

export const PluginShareUpdateTargetsResponse = schema("PluginShareUpdateTargetsResponse", () =>
	z.object({
		discoverability: PluginShareDiscoverability(),
		principals: z.array(PluginSharePrincipal()),
	}),
);
export type PluginShareUpdateTargetsResponse = z.output<ReturnType<typeof PluginShareUpdateTargetsResponse>>;
