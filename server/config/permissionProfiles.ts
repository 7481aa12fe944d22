import os from "node:os";
import path from "node:path";
import type {
	FileSystemAccessMode,
	FileSystemPath,
	FileSystemSandboxEntry,
	FileSystemSpecialPath,
} from "#protocol/permissionProfile.ts";
import { type PermissionRules, ROOTS_PREFIX, rulesOf } from "../policy/permissionRules.ts";
import { isTable, type Table } from "./document.ts";

/** A profile that cannot be put into force; the message is for people, and the reference's where it refuses the same. */
export class ProfileError extends Error {}

const ACCESS: Readonly<Record<string, FileSystemAccessMode>> = {
	read: "read",
	write: "write",
	deny: "deny",
	none: "deny",
};
const EXTENDABLE = [":read-only", ":workspace"];
const WILD = /[*?[{]/;

/**
 * The rules of `[permissions.<id>]`, with those of the profiles it extends. `profiles` is the `[permissions]` table.
 * @throws ProfileError
 */
export function resolveProfile(id: string, profiles: unknown): PermissionRules {
	const chain = chainOf(id, profiles);
	const parent = chain[0]?.table.extends;
	const base =
		chain.at(-1)?.table.extends === ":workspace" ? WORKSPACE : chain.at(-1)?.table.extends ? READ_ONLY : null;
	const rules: PermissionRules = {
		entries: [...(base?.entries ?? [])],
		network: false,
		workspaceRoots: [],
		globScanMaxDepth: null,
		extends: typeof parent === "string" ? parent : null,
	};
	// The most basic one comes first; what builds upon it replaces what it says of the same place.
	for (const { table } of chain.toReversed()) add(rules, table);
	for (const { name, table } of chain.toReversed()) checkNetwork(name, table, rules);
	return rules;
}

const READ_ONLY = rulesOf({ type: "readOnly", networkAccess: false }, "/");
const WORKSPACE = rulesOf(
	{
		type: "workspaceWrite",
		writableRoots: [],
		networkAccess: false,
		excludeSlashTmp: false,
		excludeTmpdirEnvVar: false,
	},
	"/",
);

interface Named {
	name: string;
	table: Table;
}

/** The profile and those it extends, up to a built-in one. */
function chainOf(id: string, profiles: unknown): Named[] {
	const chain: Named[] = [];
	for (let name = id; ; ) {
		const table = isTable(profiles) ? profiles[name] : undefined;
		if (name.startsWith(":") && isTable(table)) {
			throw new ProfileError(`permissions profile \`${name}\` uses a reserved built-in profile prefix`);
		}
		if (!isTable(table)) {
			const child = chain.at(-1)?.name;
			throw new ProfileError(
				child === undefined
					? `default_permissions refers to undefined profile \`${name}\``
					: `permissions profile \`${child}\` extends undefined profile \`${name}\``,
			);
		}
		chain.push({ name, table });
		const parent = table.extends;
		if (typeof parent !== "string" || EXTENDABLE.includes(parent)) return chain;
		if (parent.startsWith(":")) {
			throw new ProfileError(
				`permissions profile \`${name}\` cannot extend unsupported built-in profile \`${parent}\``,
			);
		}
		const seen = chain.findIndex((each) => each.name === parent);
		if (seen >= 0) {
			const cycle = [...chain.slice(seen).map((each) => each.name), parent].join(" -> ");
			throw new ProfileError(`permissions profile inheritance cycle detected: ${cycle}`);
		}
		name = parent;
	}
}

function add(rules: PermissionRules, table: Table): void {
	if (isTable(table.network) && typeof table.network.enabled === "boolean") rules.network = table.network.enabled;
	if (isTable(table.workspace_roots)) {
		const on = Object.entries(table.workspace_roots).filter(([, value]) => value === true);
		rules.workspaceRoots.push(...on.map(([root]) => absolutePath(root)));
	}
	if (!isTable(table.filesystem)) return;
	for (const [key, value] of Object.entries(table.filesystem)) {
		if (key === "glob_scan_max_depth") rules.globScanMaxDepth = depthOf(value);
		else if (isTable(value)) for (const [sub, access] of Object.entries(value)) put(rules, nested(key, sub, access));
		else {
			const entry = single(key, value);
			if (entry !== null) put(rules, entry);
		}
	}
}

function put(rules: PermissionRules, entry: FileSystemSandboxEntry): void {
	const place = JSON.stringify(entry.path);
	rules.entries = [...rules.entries.filter((each) => JSON.stringify(each.path) !== place), entry];
}

/** Null for a special path that is not known: it grants nothing. */
function single(key: string, value: unknown): FileSystemSandboxEntry | null {
	const access = accessOf(key, value);
	if (key.startsWith(":")) {
		const kind = specialPath(key);
		if (kind === null && access === "deny") {
			throw new ProfileError(`filesystem path \`${key}\` is not known here, so it cannot be denied`);
		}
		return kind && { path: { type: "special", value: kind }, access };
	}
	return { path: pathOrPattern(absolutePath(key), key, access), access };
}

function nested(base: string, sub: string, value: unknown): FileSystemSandboxEntry {
	const access = accessOf(`${base}/${sub}`, value);
	const isOfRoots = base === ":workspace_roots" || base === ":project_roots";
	if (base.startsWith(":") && !isOfRoots) {
		throw new ProfileError(`filesystem path \`${base}\` does not support nested entries`);
	}
	const isWhole = sub === ".";
	if (!isWhole && (path.isAbsolute(sub) || sub.split("/").some((name) => [".", "..", ""].includes(name)))) {
		throw new ProfileError(
			`filesystem subpath \`${sub}\` must be a descendant path without \`.\` or \`..\` components`,
		);
	}
	if (!isOfRoots) {
		const folder = absolutePath(base);
		return { path: pathOrPattern(isWhole ? folder : path.join(folder, sub), sub, access), access };
	}
	const whole = pathOrPattern(`${ROOTS_PREFIX}${isWhole ? "" : sub}`, sub, access);
	if (whole.type === "glob_pattern") return { path: whole, access };
	const exactPart = whole.type === "path" ? whole.path.slice(ROOTS_PREFIX.length) : "";
	const subpath = isWhole || exactPart === "" ? null : exactPart;
	return { path: { type: "special", value: { kind: "project_roots", subpath } }, access };
}

/** `said`: as the file has it, for the message. A `/**` at the end means all of a folder, as the folder itself does. */
export function pathOrPattern(file: string, said: string, access: FileSystemAccessMode): FileSystemPath {
	const whole = file.replace(/\/\*\*$/, "");
	if (!WILD.test(whole)) return { type: "path", path: whole === "" ? "/" : whole };
	if (access !== "deny") {
		throw new ProfileError(
			`filesystem glob path \`${said}\` only supports \`deny\` access; use an exact path or trailing \`/**\` for \`${access}\` subtree access`,
		);
	}
	return { type: "glob_pattern", pattern: file };
}

export function absolutePath(said: string): string {
	if (said === "~" || said.startsWith("~/")) return path.join(os.homedir(), said.slice(1));
	if (path.isAbsolute(said)) return path.normalize(said);
	throw new ProfileError(`filesystem path \`${said}\` must be absolute, use \`~/...\`, or start with \`:\``);
}

function specialPath(key: string): FileSystemSpecialPath | null {
	switch (key) {
		case ":root":
			return { kind: "root" };
		case ":minimal":
			return { kind: "minimal" };
		case ":workspace_roots":
		case ":project_roots":
			return { kind: "project_roots", subpath: null };
		case ":tmpdir":
			return { kind: "tmpdir" };
		case ":slash_tmp":
			return { kind: "slash_tmp" };
		default:
			return null;
	}
}

function accessOf(where: string, value: unknown): FileSystemAccessMode {
	const access = typeof value === "string" ? ACCESS[value] : undefined;
	if (access !== undefined) return access;
	throw new ProfileError(`filesystem path \`${where}\` needs the access \`read\`, \`write\` or \`deny\``);
}

function depthOf(value: unknown): number {
	if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
	throw new ProfileError("glob_scan_max_depth must be at least 1");
}

/** A network that is limited to some hosts would take a proxy; without one it would be open to all. */
function checkNetwork(name: string, { network }: Table, rules: PermissionRules): void {
	if (!rules.network || !isTable(network)) return;
	const limits = Object.keys(network).filter((key) => key !== "enabled");
	if (limits.length === 0) return;
	throw new ProfileError(
		`permissions profile \`${name}\` limits the network (${limits.join(", ")}), which cannot be enforced here; set \`enabled = false\`, or take the limits away to allow all of it`,
	);
}
