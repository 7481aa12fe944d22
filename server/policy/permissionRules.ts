import path from "node:path";
import type { FileSystemPath, FileSystemSandboxEntry, FileSystemSpecialPath } from "#protocol/permissionProfile.ts";
import type { SandboxPolicy } from "#protocol/policy.ts";

/** Begins a glob pattern that means each folder of the workspace. */
export const ROOTS_PREFIX = ":workspace_roots/";

/**
 * What a confined command may do. Of the entries that hold for a file the one with the longest path decides; of those with the
 * same path a denial, then writing. What none holds for cannot be read.
 */
export interface PermissionRules {
	/** Paths are absolute; patterns too, or begin with `ROOTS_PREFIX`. */
	entries: FileSystemSandboxEntry[];
	network: boolean;
	/** Folders that count as the workspace's beside its own. Absolute. */
	workspaceRoots: string[];
	/** How many folders deep a pattern with `**` is looked for; null for all. */
	globScanMaxDepth: number | null;
	/** The profile that these rules build upon; null for none. */
	extends: string | null;
	/** Denied with all that is in it, whatever an entry says. Of an administrator's, so it is never stored with a thread. */
	withheld?: readonly FileSystemPath[];
}

/** The rules, null for none, with what must not be read in any case. */
export function withholding(
	rules: PermissionRules | null,
	withheld: readonly FileSystemPath[],
): PermissionRules | null {
	if (withheld.length === 0) return rules;
	const all = { entries: [special({ kind: "root" }, "write")], network: true, workspaceRoots: [] };
	return { ...(rules ?? { ...all, globScanMaxDepth: null, extends: null }), withheld };
}

export const special = (
	value: FileSystemSpecialPath,
	access: FileSystemSandboxEntry["access"],
): FileSystemSandboxEntry => ({ path: { type: "special", value }, access });

export const exact = (file: string, access: FileSystemSandboxEntry["access"]): FileSystemSandboxEntry => ({
	path: { type: "path", path: file },
	access,
});

/** The rules that a policy stands for; null where it confines nothing. */
export function rulesOf(policy: SandboxPolicy, cwd: string): PermissionRules | null {
	if (policy.type !== "readOnly" && policy.type !== "workspaceWrite") return null;
	const entries = [special({ kind: "root" }, "read")];
	const network = policy.networkAccess;
	if (policy.type === "workspaceWrite") {
		entries.push(special({ kind: "project_roots", subpath: null }, "write"));
		entries.push(...policy.writableRoots.map((root) => exact(path.resolve(cwd, root), "write")));
		if (!policy.excludeSlashTmp) entries.push(special({ kind: "slash_tmp" }, "write"));
		if (!policy.excludeTmpdirEnvVar) entries.push(special({ kind: "tmpdir" }, "write"));
	}
	return { entries, network, workspaceRoots: [], globScanMaxDepth: null, extends: null };
}

/** The policy that comes nearest to the rules, for clients that know no rules. Nothing is enforced by it. */
export function nearestPolicy(rules: PermissionRules, cwd: string): SandboxPolicy {
	const writes = rules.entries.filter(({ access }) => access === "write").map(({ path: where }) => where);
	const isSpecial = (kind: string) => writes.some((each) => each.type === "special" && each.value.kind === kind);
	const networkAccess = rules.network;
	if (isSpecial("root") && !rules.entries.some(({ access }) => access === "deny")) {
		return networkAccess ? { type: "dangerFullAccess" } : { type: "externalSandbox", networkAccess: "restricted" };
	}
	if (writes.length === 0) return { type: "readOnly", networkAccess };
	const named = writes.flatMap((each) => (each.type === "path" ? [each.path] : []));
	const special = [...(isSpecial("root") ? ["/"] : []), ...(isSpecial("slash_tmp") ? ["/tmp"] : [])];
	const roots = [...special, ...named, ...rules.workspaceRoots];
	return {
		type: "workspaceWrite",
		writableRoots: [...new Set(roots)].filter((root) => root !== cwd),
		networkAccess,
		excludeTmpdirEnvVar: !isSpecial("tmpdir"),
		excludeSlashTmp: !roots.includes("/tmp") && !isSpecial("root"),
	};
}

/** The same rules, with nothing to be written. */
export function withoutWriting(rules: PermissionRules): PermissionRules {
	const entries = rules.entries.map((entry) =>
		entry.access === "write" ? { ...entry, access: "read" as const } : entry,
	);
	return { ...rules, entries, network: false };
}

/** Whether the rules forbid nothing. */
export function isUnlimited({ entries, network }: PermissionRules): boolean {
	const writesAll = entries.some(
		({ path: where, access }) => access === "write" && where.type === "special" && where.value.kind === "root",
	);
	return network && writesAll && entries.every(({ access }) => access !== "deny");
}
