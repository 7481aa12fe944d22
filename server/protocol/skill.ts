import * as z from "zod";
import { AbsolutePathBuf, LegacyAppPathString } from "./common.ts";
import { orAbsent, orNull, schema } from "./schema.ts";

export const SkillDependencies = schema("SkillDependencies", () =>
	z.object({
		tools: z.array(SkillToolDependency()),
	}),
);
export type SkillDependencies = z.output<ReturnType<typeof SkillDependencies>>;

export const SkillErrorInfo = schema("SkillErrorInfo", () =>
	z.object({
		message: z.string(),
		path: z.string(),
	}),
);
export type SkillErrorInfo = z.output<ReturnType<typeof SkillErrorInfo>>;

export const SkillInterface = schema("SkillInterface", () =>
	z.object({
		brandColor: orAbsent(z.string()),
		defaultPrompt: orAbsent(z.string()),
		displayName: orAbsent(z.string()),
		iconLarge: orAbsent(AbsolutePathBuf()),
		iconLargeUrl: orNull(z.string()),
		iconSmall: orAbsent(AbsolutePathBuf()),
		iconSmallUrl: orNull(z.string()),
		shortDescription: orAbsent(z.string()),
	}),
);
export type SkillInterface = z.output<ReturnType<typeof SkillInterface>>;

export const SkillMetadata = schema("SkillMetadata", () =>
	z.object({
		dependencies: orAbsent(SkillDependencies()),
		description: z.string(),
		enabled: z.boolean(),
		interface: orAbsent(SkillInterface()),
		name: z.string(),
		path: LegacyAppPathString(),
		pluginId: orNull(z.string()),
		scope: SkillScope(),
		shortDescription: orAbsent(z.string()),
	}),
);
export type SkillMetadata = z.output<ReturnType<typeof SkillMetadata>>;

export const SkillMigration = schema("SkillMigration", () =>
	z.object({
		name: z.string(),
	}),
);
export type SkillMigration = z.output<ReturnType<typeof SkillMigration>>;

export const SkillScope = schema("SkillScope", () => z.enum(["user", "repo", "system", "admin"]));
export type SkillScope = z.output<ReturnType<typeof SkillScope>>;

export const SkillSummary = schema("SkillSummary", () =>
	z.object({
		description: z.string(),
		enabled: z.boolean(),
		interface: orNull(SkillInterface()),
		name: z.string(),
		path: orNull(LegacyAppPathString()),
		shortDescription: orNull(z.string()),
	}),
);
export type SkillSummary = z.output<ReturnType<typeof SkillSummary>>;

export const SkillToolDependency = schema("SkillToolDependency", () =>
	z.object({
		command: orAbsent(z.string()),
		description: orAbsent(z.string()),
		transport: orAbsent(z.string()),
		type: z.string(),
		url: orAbsent(z.string()),
		value: z.string(),
	}),
);
export type SkillToolDependency = z.output<ReturnType<typeof SkillToolDependency>>;

export const SkillsChangedNotification = schema("SkillsChangedNotification", () => z.object({}));
export type SkillsChangedNotification = z.output<ReturnType<typeof SkillsChangedNotification>>;

export const SkillsConfigWriteParams = schema("SkillsConfigWriteParams", () =>
	z.object({
		enabled: z.boolean(),
		name: orNull(z.string()),
		path: orNull(AbsolutePathBuf()),
	}),
);
export type SkillsConfigWriteParams = z.output<ReturnType<typeof SkillsConfigWriteParams>>;

export const SkillsConfigWriteResponse = schema("SkillsConfigWriteResponse", () =>
	z.object({
		effectiveEnabled: z.boolean(),
	}),
);
export type SkillsConfigWriteResponse = z.output<ReturnType<typeof SkillsConfigWriteResponse>>;

export const SkillsExtraRootsSetParams = schema("SkillsExtraRootsSetParams", () =>
	z.object({
		extraRoots: z.array(AbsolutePathBuf()),
	}),
);
export type SkillsExtraRootsSetParams = z.output<ReturnType<typeof SkillsExtraRootsSetParams>>;

export const SkillsExtraRootsSetResponse = schema("SkillsExtraRootsSetResponse", () => z.object({}));
export type SkillsExtraRootsSetResponse = z.output<ReturnType<typeof SkillsExtraRootsSetResponse>>;

export const SkillsListEntry = schema("SkillsListEntry", () =>
	z.object({
		cwd: z.string(),
		errors: z.array(SkillErrorInfo()),
		skills: z.array(SkillMetadata()),
	}),
);
export type SkillsListEntry = z.output<ReturnType<typeof SkillsListEntry>>;

export const SkillsListParams = schema("SkillsListParams", () =>
	z.object({
		cwds: z.array(z.string()).optional(),
		forceReload: z.boolean().optional(),
	}),
);
export type SkillsListParams = z.output<ReturnType<typeof SkillsListParams>>;

export const SkillsListResponse = schema("SkillsListResponse", () =>
	z.object({
		data: z.array(SkillsListEntry()),
	}),
);
export type SkillsListResponse = z.output<ReturnType<typeof SkillsListResponse>>;
