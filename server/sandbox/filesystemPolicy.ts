import fs from "node:fs";
import path from "node:path";
import type { FileSystemAccessMode, FileSystemSandboxEntry } from "#protocol/permissionProfile.ts";
import { type PermissionRules, ROOTS_PREFIX } from "../policy/permissionRules.ts";
import { matchingFiles } from "./globMatches.ts";

/** Folders that decide what runs later, and where a workspace's history lives: read-only inside writable roots. */
export const protectedNames = [".git", ".heddle", ".codex", ".agents"] as const;

/** What programs of the system need to run. */
export const platformFolders = [
	"/bin",
	"/sbin",
	"/usr",
	"/lib",
	"/lib32",
	"/lib64",
	"/libx32",
	"/etc",
	"/nix/store",
	"/run/current-system/sw",
	"/System",
	"/Library",
] as const;

export interface Mount {
	/** Absolute, free of symbolic links, and there. */
	path: string;
	access: FileSystemAccessMode;
}

/** Rules as they apply to the file system as it is. */
export interface FilesystemPolicy {
	/** What may be done with what no mount covers. */
	root: FileSystemAccessMode;
	/** Each holds for what lies in it, up to the next one inside. Outer ones come first. */
	mounts: Mount[];
	/** Writable folders of the person's own, whose protected entries cannot be changed or made. */
	workspaceRoots: string[];
	/** What does not exist and must not be made. */
	absentPaths: string[];
	allowsNetwork: boolean;
}

interface Place {
	path: string;
	access: FileSystemAccessMode;
	isTemporary: boolean;
}

const STRENGTH: Record<FileSystemAccessMode, number> = { read: 0, write: 1, deny: 2 };

/** `roots`: the folders of the workspace, absolute. `environment`: where TMPDIR is looked up. */
export function filesystemPolicy(
	rules: PermissionRules,
	roots: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): FilesystemPolicy {
	const workspace = [...roots, ...rules.workspaceRoots];
	const places = rules.entries.flatMap((entry) => placesOf(entry, workspace, environment, rules.globScanMaxDepth));
	const mounts = new Map<string, Mount>();
	const absentPaths = new Set<string>();
	const add = (file: string, access: FileSystemAccessMode) => {
		const before = mounts.get(file);
		if (!before || STRENGTH[before.access] < STRENGTH[access]) mounts.set(file, { path: file, access });
	};
	for (const place of places) {
		const real = realPath(place.path);
		if (real !== null) add(real, place.access);
		// Roots that do not exist are left out: nothing can be mounted there, and the command cannot make them.
		else if (place.access !== "write" && !isPresent(place.path)) absentPaths.add(place.path);
	}
	const root = mounts.get("/")?.access ?? "deny";
	mounts.delete("/");
	const writable = places.filter(({ access, isTemporary }) => access === "write" && !isTemporary);
	const workspaceRoots = existing(writable.map((place) => place.path)).filter(isFolder);
	const explicit = new Set(writable.map((place) => place.path));
	for (const folder of workspaceRoots) {
		for (const name of protectedNames) {
			const entry = path.join(folder, name);
			if (explicit.has(entry)) continue;
			const target = realPath(entry);
			if (target === null) {
				// No repository begins at the root of the file system, and nothing is to be made there.
				if (folder !== "/" && !isPresent(entry)) absentPaths.add(entry);
				continue;
			}
			protect(mounts, target);
			const gitFolder = name === ".git" ? linkedGitFolder(target) : null;
			if (gitFolder !== null) protect(mounts, gitFolder);
		}
	}
	for (const withheld of rules.withheld ?? []) {
		const entry = { path: withheld, access: "deny" as const };
		for (const place of placesOf(entry, workspace, environment, rules.globScanMaxDepth)) {
			const real = realPath(place.path);
			if (real === null) {
				if (!isPresent(place.path)) absentPaths.add(place.path);
				continue;
			}
			for (const file of mounts.keys()) if (isInside(real, file)) mounts.delete(file);
			mounts.set(real, { path: real, access: "deny" });
		}
	}
	return {
		root,
		mounts: [...mounts.values()].sort((a, b) => a.path.length - b.path.length),
		workspaceRoots,
		absentPaths: [...absentPaths].filter(
			(file) => accessIn(root, mounts.values(), file) === "write" && canBeMade(file),
		),
		allowsNetwork: rules.network,
	};
}

function placesOf(
	{ path: where, access }: FileSystemSandboxEntry,
	roots: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
	maxDepth: number | null,
): Place[] {
	const place = (file: string, isTemporary = false) => ({ path: file, access, isTemporary });
	if (where.type === "path") return [place(where.path)];
	if (where.type === "glob_pattern") {
		const patterns = where.pattern.startsWith(ROOTS_PREFIX)
			? roots.map((root) => path.join(root, where.pattern.slice(ROOTS_PREFIX.length)))
			: [where.pattern];
		return patterns.flatMap((pattern) => matchingFiles(pattern, maxDepth)).map((file) => place(file));
	}
	const { value } = where;
	switch (value.kind) {
		case "root":
			return [place("/")];
		case "minimal":
			return platformFolders.filter((folder) => isPresent(folder)).map((folder) => place(folder));
		case "project_roots":
			return roots.map((root) => place(path.join(root, value.subpath ?? "")));
		case "slash_tmp":
			return path.sep === "/" ? [place("/tmp", true)] : [];
		case "tmpdir": {
			const { TMPDIR } = environment;
			return TMPDIR !== undefined && path.isAbsolute(TMPDIR) ? [place(TMPDIR, true)] : [];
		}
		case "unknown":
			return [];
	}
}

function protect(mounts: Map<string, Mount>, file: string): void {
	if (mounts.get(file)?.access !== "deny") mounts.set(file, { path: file, access: "read" });
}

/**
 * Tells what the rules let be done with a file (absolute) without a question; symbolic links are followed. Null rules forbid
 * nothing. The rules are applied to the file system once, however many files are asked for.
 */
export function accessUnder(
	rules: PermissionRules | null,
	roots: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): (file: string) => FileSystemAccessMode {
	if (rules === null) return () => "write";
	const { root, mounts, absentPaths } = filesystemPolicy(rules, roots, environment);
	return (file) => {
		const target = resolveThroughLinks(file);
		const access = accessIn(root, mounts, target);
		const isAbsent = absentPaths.some((entry) => isInside(entry, target));
		return access === "write" && isAbsent ? "read" : access;
	};
}

/** What the innermost mount says, else the root. */
function accessIn(root: FileSystemAccessMode, mounts: Iterable<Mount>, file: string): FileSystemAccessMode {
	let innermost: Mount | null = null;
	for (const mount of mounts) {
		if (isInside(mount.path, file) && (innermost === null || mount.path.length > innermost.path.length))
			innermost = mount;
	}
	return innermost?.access ?? root;
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

/** Whether this process, and with it every command, has the right to make `file` where nothing is. */
function canBeMade(file: string): boolean {
	const folder = path.dirname(file);
	if (folder !== file && !isPresent(folder)) return canBeMade(folder);
	try {
		fs.accessSync(folder, fs.constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

const isFolder = (file: string) => fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false;

function isPresent(file: string): boolean {
	return fs.lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
