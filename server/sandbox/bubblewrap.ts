import fs from "node:fs";
import { type FilesystemPolicy, isInside, type Mount, platformFolders } from "./filesystemPolicy.ts";

/** How bubblewrap can be used on this machine; found by the self-test. */
export interface BubblewrapSetup {
	/** Absolute path of `bwrap`. */
	bwrap: string;
	/** Absolute path of the system-call filter, or null where it does not work. */
	applySeccomp: string | null;
	/** Whether a fresh `/proc` can be mounted; inside some containers only the outer one can be bound. */
	canMountProc: boolean;
}

/**
 * The command line that runs `command` confined: of the files what the policy grants, own user, process and
 * network namespaces, no capabilities, and an end together with this process. `deniedFile`: a file that nobody can read.
 */
export function bubblewrapCommand(
	setup: BubblewrapSetup,
	policy: FilesystemPolicy,
	command: readonly string[],
	options: { cwd: string; isRoot: boolean; hasTerminal: boolean; deniedFile: () => string },
): string[] {
	const args = rootMount(policy);
	args.push("--dev", "/dev");
	args.push("--unshare-user", "--unshare-pid", "--unshare-ipc", "--die-with-parent");
	// Without a session of its own it could type into the terminal it was started from. One in a terminal of its own controls it.
	if (!options.hasTerminal) args.push("--new-session");
	if (!policy.allowsNetwork) args.push("--unshare-net");
	args.push(...(setup.canMountProc ? ["--proc", "/proc"] : ["--bind", "/proc", "/proc"]));
	args.push("--cap-drop", "ALL");
	if (setup.applySeccomp === null) {
		if (setup.canMountProc) args.push("--disable-userns");
	} else if (options.isRoot) {
		// The filter makes a user namespace of its own, and only this lets root be mapped into it.
		args.push("--cap-add", "CAP_SETFCAP");
	}
	// Outer ones first: a mount hides what was mounted inside its target before.
	const closed: string[] = [];
	for (const mount of policy.mounts) {
		if (mount.access !== "deny") args.push(mount.access === "write" ? "--bind" : "--ro-bind", mount.path, mount.path);
		else if (!fs.statSync(mount.path).isDirectory()) args.push("--ro-bind", options.deniedFile(), mount.path);
		else {
			// What is granted inside is reached through it, without its being listed.
			args.push("--perms", hasInner(policy.mounts, mount) ? "0111" : "0000", "--tmpfs", mount.path);
			closed.push(mount.path);
		}
	}
	// An empty read-only folder in the place of each: it cannot be made, renamed or written.
	for (const entry of policy.absentPaths) args.push("--perms", "0555", "--tmpfs", entry, "--remount-ro", entry);
	for (const folder of closed) args.push("--remount-ro", folder);
	if (policy.root === "deny") {
		args.push(...platformLinks(policy.mounts));
		if (setup.applySeccomp !== null) args.push("--ro-bind", setup.applySeccomp, setup.applySeccomp);
		args.push("--remount-ro", "/");
	}
	args.push("--chdir", options.cwd, "--");
	const filter = setup.applySeccomp === null ? [] : [setup.applySeccomp];
	return [setup.bwrap, ...args, ...filter, ...command];
}

/** Without one the new root is an empty folder, in which only what is mounted is there. */
function rootMount({ root }: FilesystemPolicy): string[] {
	if (root === "deny") return [];
	return [root === "write" ? "--bind" : "--ro-bind", "/", "/"];
}

/** The links among the system's folders, where what they lead to is there: programs look for their loader through them. */
function platformLinks(mounts: readonly Mount[]): string[] {
	return platformFolders.flatMap((folder) => {
		if (!fs.lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return [];
		const target = fs.realpathSync(folder);
		return mounts.some((mount) => mount.path === target && mount.access !== "deny")
			? ["--symlink", target, folder]
			: [];
	});
}

const hasInner = (mounts: readonly Mount[], outer: Mount) =>
	mounts.some((mount) => mount !== outer && isInside(outer.path, mount.path));
