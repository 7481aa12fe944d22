import path from "node:path";
import type { FileSystemPath } from "#protocol/permissionProfile.ts";
import { isTable, type Table } from "./document.ts";
import { absolutePath, pathOrPattern } from "./permissionProfiles.ts";

/** The permission profiles that an administrator lets people choose. */
export interface RequiredProfiles {
	allowed: readonly string[];
	/** Holds where nothing, or another one, was chosen. */
	default: string;
}

/** The key of `[permissions]` that is no profile. */
const FILESYSTEM = "filesystem";

function filesystemTable({ permissions }: Table): Table {
	return isTable(permissions) && isTable(permissions[FILESYSTEM]) ? permissions[FILESYSTEM] : {};
}

/**
 * What `[permissions.filesystem] deny_read` names: paths and patterns, relative ones from the folder of `file`.
 * @throws Error
 */
export function deniedReads(table: Table, file: string): FileSystemPath[] {
	const { deny_read: denied = [] } = filesystemTable(table);
	if (!Array.isArray(denied)) throw new Error("`permissions.filesystem.deny_read` must be a list");
	return denied.map((said: unknown) => {
		if (typeof said !== "string" || said === "") {
			throw new Error("`permissions.filesystem.deny_read` must be a list of paths");
		}
		const isFromHome = said === "~" || said.startsWith("~/");
		const whole = isFromHome ? absolutePath(said) : path.resolve(path.dirname(file), said);
		return pathOrPattern(whole, said, "deny");
	});
}

/** The profiles that the file defines itself. @throws Error */
export function requiredProfileTables({ permissions }: Table): Table {
	if (permissions === undefined) return {};
	if (!isTable(permissions)) throw new Error("`permissions` must be a table");
	for (const [name, value] of Object.entries(permissions))
		if (!isTable(value)) throw new Error(`\`permissions.${name}\` must be a table`);
	return Object.fromEntries(Object.entries(permissions).filter(([name]) => name !== FILESYSTEM));
}

/** What there is of `[permissions.filesystem]` that is not kept to. */
export function unknownFilesystemKeys(table: Table): string[] {
	return Object.keys(filesystemTable(table)).flatMap((key) =>
		key === "deny_read" ? [] : [`permissions.${FILESYSTEM}.${key}`],
	);
}

/** @throws Error in the reference's words */
export function requiredProfiles({ allowed_permission_profiles, default_permissions }: Table): RequiredProfiles | null {
	if (default_permissions !== undefined && typeof default_permissions !== "string") {
		throw new Error("`default_permissions` must be a string");
	}
	if (allowed_permission_profiles === undefined) {
		if (default_permissions === undefined) return null;
		throw new Error("`default_permissions` requires `allowed_permission_profiles`");
	}
	if (!isTable(allowed_permission_profiles)) throw new Error("`allowed_permission_profiles` must be a table");
	const entries = Object.entries(allowed_permission_profiles);
	if (entries.some(([, isAllowed]) => typeof isAllowed !== "boolean")) {
		throw new Error("`allowed_permission_profiles` must say true or false of each profile");
	}
	const allowed = entries.flatMap(([name, isAllowed]) => (isAllowed === true ? [name] : []));
	if (default_permissions === undefined && !(allowed.includes(":workspace") && allowed.includes(":read-only"))) {
		throw new Error(
			"`default_permissions` must be set unless `allowed_permission_profiles` allows both `:workspace` and `:read-only`",
		);
	}
	const chosen = default_permissions ?? ":workspace";
	if (allowed.includes(chosen)) return { allowed, default: chosen };
	throw new Error(`\`default_permissions\` \`${chosen}\` must be allowed by \`allowed_permission_profiles\``);
}
