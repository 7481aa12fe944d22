import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { orAbsent, orNull, schema } from "./schema.ts";

export const AdditionalPermissionProfile = schema("AdditionalPermissionProfile", () =>
	z.object({
		fileSystem: orNull(AdditionalFileSystemPermissions()),
		network: orNull(AdditionalNetworkPermissions()),
	}),
);
export type AdditionalPermissionProfile = z.output<ReturnType<typeof AdditionalPermissionProfile>>;

export const GrantedPermissionProfile = schema("GrantedPermissionProfile", () =>
	z.object({
		fileSystem: orAbsent(AdditionalFileSystemPermissions()),
		network: orAbsent(AdditionalNetworkPermissions()),
	}),
);
export type GrantedPermissionProfile = z.output<ReturnType<typeof GrantedPermissionProfile>>;

export const AdditionalFileSystemPermissions = schema("AdditionalFileSystemPermissions", () =>
	z.object({
		entries: orAbsent(z.array(FileSystemSandboxEntry())),
		globScanMaxDepth: orAbsent(z.int().min(1)),
		read: orNull(z.array(LegacyAppPathString())),
		write: orNull(z.array(LegacyAppPathString())),
	}),
);
export type AdditionalFileSystemPermissions = z.output<ReturnType<typeof AdditionalFileSystemPermissions>>;

export const AdditionalNetworkPermissions = schema("AdditionalNetworkPermissions", () =>
	z.object({
		enabled: orNull(z.boolean()),
	}),
);
export type AdditionalNetworkPermissions = z.output<ReturnType<typeof AdditionalNetworkPermissions>>;

export const FileSystemAccessMode = schema("FileSystemAccessMode", () => z.enum(["read", "write", "deny"]));
export type FileSystemAccessMode = z.output<ReturnType<typeof FileSystemAccessMode>>;

export const FileSystemPath = schema("FileSystemPath", () =>
	z.discriminatedUnion("type", [
		z.object({
			path: LegacyAppPathString(),
			type: z.literal("path"),
		}),
		z.object({
			pattern: z.string(),
			type: z.literal("glob_pattern"),
		}),
		z.object({
			type: z.literal("special"),
			value: FileSystemSpecialPath(),
		}),
	]),
);
export type FileSystemPath = z.output<ReturnType<typeof FileSystemPath>>;

export const FileSystemSandboxEntry = schema("FileSystemSandboxEntry", () =>
	z.object({
		access: FileSystemAccessMode(),
		path: FileSystemPath(),
	}),
);
export type FileSystemSandboxEntry = z.output<ReturnType<typeof FileSystemSandboxEntry>>;

export const FileSystemSpecialPath = schema("FileSystemSpecialPath", () =>
	z.discriminatedUnion("kind", [
		z.object({
			kind: z.literal("root"),
		}),
		z.object({
			kind: z.literal("minimal"),
		}),
		z.object({
			kind: z.literal("project_roots"),
			subpath: orNull(LegacyAppPathString()),
		}),
		z.object({
			kind: z.literal("tmpdir"),
		}),
		z.object({
			kind: z.literal("slash_tmp"),
		}),
		z.object({
			kind: z.literal("unknown"),
			path: z.string(),
			subpath: orNull(LegacyAppPathString()),
		}),
	]),
);
export type FileSystemSpecialPath = z.output<ReturnType<typeof FileSystemSpecialPath>>;

export const PermissionProfileListParams = schema("PermissionProfileListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		cwd: orNull(z.string()),
		limit: orNull(z.int().min(0)),
	}),
);
export type PermissionProfileListParams = z.output<ReturnType<typeof PermissionProfileListParams>>;

export const PermissionProfileListResponse = schema("PermissionProfileListResponse", () =>
	z.object({
		data: z.array(PermissionProfileSummary()),
		nextCursor: orNull(z.string()),
	}),
);
export type PermissionProfileListResponse = z.output<ReturnType<typeof PermissionProfileListResponse>>;

export const PermissionProfileSummary = schema("PermissionProfileSummary", () =>
	z.object({
		allowed: z.boolean(),
		description: orNull(z.string()),
		id: z.string(),
	}),
);
export type PermissionProfileSummary = z.output<ReturnType<typeof PermissionProfileSummary>>;
