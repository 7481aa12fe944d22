import fs from "node:fs";
import path from "node:path";
import type { SandboxPolicy } from "#protocol/policy.ts";

/** Folders that decide what runs later, and where a workspace's history lives: read-only inside writable roots. */
export const protectedNames = [".git", ".heddle", ".codex", ".agents"] as const;

/** What a confined command may write. All paths are absolute and free of symbolic links. */
export interface FilesystemPolicy {
	/** Folders of the person's own: their protected entries cannot be changed or made. */
	workspaceRoots: string[];
	/** Temporary folders. */
	temporaryRoots: string[];
	/** Existing entries that stay read-only although they lie in a writable root. */
	readOnlyPaths: string[];
	/** Protected entries that do not exist and must not be made. */
	absentPaths: string[];
	allowsNetwork: boolean;
}

/** Whether the policy confines commands at all. */
export function isRestricted(policy: SandboxPolicy): boolean {
	return policy.type === "readOnly" || policy.type === "workspaceWrite";
}

/**
 * Resolves a restricted policy against the file system. `cwd` is absolute. Roots that do not exist are left
 * out: nothing can be bound there, and the command cannot make them.
 */
export function filesystemPolicy(
	policy: SandboxPolicy,
	cwd: string,
	environment: Readonly<Record<string, string | undefined>>,
): FilesystemPolicy {
	if (policy.type !== "workspaceWrite") {
		const allowsNetwork = policy.type === "readOnly" ? policy.networkAccess : true;
		return { workspaceRoots: [], temporaryRoots: [], readOnlyPaths: [], absentPaths: [], allowsNetwork };
	}
	const workspaceRoots = existing([cwd, ...policy.writableRoots.map((root) => path.resolve(cwd, root))]);
	const temporary: string[] = [];
	if (!policy.excludeSlashTmp && path.sep === "/") temporary.push("/tmp");
	const tmpdir = environment.TMPDIR;
	if (!policy.excludeTmpdirEnvVar && tmpdir !== undefined && path.isAbsolute(tmpdir)) temporary.push(tmpdir);
	const temporaryRoots = existing(temporary).filter((root) => !workspaceRoots.includes(root));
	const readOnlyPaths: string[] = [];
	const absentPaths: string[] = [];
	for (const root of workspaceRoots) {
		for (const name of protectedNames) {
			const entry = path.join(root, name);
			const target = realPath(entry);
			if (target === null) {
				if (!isPresent(entry)) absentPaths.push(entry);
				continue;
			}
			readOnlyPaths.push(target);
			const gitFolder = name === ".git" ? linkedGitFolder(target) : null;
			if (gitFolder !== null) readOnlyPaths.push(gitFolder);
		}
	}
	return { workspaceRoots, temporaryRoots, readOnlyPaths, absentPaths, allowsNetwork: policy.networkAccess };
}

/** Whether the policy lets `file` (absolute) be written without a question; symbolic links are followed. */
export function isWritable(
	policy: SandboxPolicy,
	cwd: string,
	file: string,
	environment: Readonly<Record<string, string | undefined>>,
): boolean {
	if (!isRestricted(policy)) return true;
	const { workspaceRoots, temporaryRoots, readOnlyPaths, absentPaths } = filesystemPolicy(policy, cwd, environment);
	const target = resolveThroughLinks(file);
	if ([...readOnlyPaths, ...absentPaths].some((entry) => isInside(entry, target))) return false;
	return [...workspaceRoots, ...temporaryRoots].some((root) => isInside(root, target));
}

/** Whether `file` is `folder` or lies in it. Both absolute. */
export function isInside(folder: string, file: string): boolean {
	const relative = path.relative(folder, file);
	return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** The real path of a file that may not exist yet: its nearest existing ancestor is resolved. */
function resolveThroughLinks(file: string): string {
	const real = realPath(file);
	if (real !== null) return real;
	let link: string;
	try {
		link = fs.readlinkSync(file);
	} catch {
		const parent = path.dirname(file);
		return parent === file ? file : path.join(resolveThroughLinks(parent), path.basename(file));
	}
	return resolveThroughLinks(path.resolve(path.dirname(file), link));
}

/** The repository folder that a worktree's or sub-module's `.git` file names, and nothing else could. */
function linkedGitFolder(gitFile: string): string | null {
	try {
		if (!fs.statSync(gitFile).isFile()) return null;
		const target = /^gitdir: (.+?)\s*$/m.exec(fs.readFileSync(gitFile, "utf8"))?.[1];
		return target === undefined ? null : realPath(path.resolve(path.dirname(gitFile), target));
	} catch {
		return null;
	}
}

function existing(folders: readonly string[]): string[] {
	const real = folders.flatMap((folder) => realPath(folder) ?? []);
	return [...new Set(real)];
}

function realPath(file: string): string | null {
	try {
		return fs.realpathSync(file);
	} catch {
		return null;
	}
}

function isPresent(file: string): boolean {
	return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
