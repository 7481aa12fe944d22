import { type FilesystemPolicy, isInside } from "./filesystemPolicy.ts";

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
 * The command line that runs `command` confined: everything read-only but the policy's roots, own user, process and
 * network namespaces, no capabilities, and an end together with this process.
 */
export function bubblewrapCommand(
	setup: BubblewrapSetup,
	policy: FilesystemPolicy,
	command: readonly string[],
	options: { cwd: string; isRoot: boolean; hasTerminal: boolean },
): string[] {
	const args = ["--ro-bind", "/", "/", "--dev", "/dev"];
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
	// Outer roots first: a bind hides what was bound inside its target before.
	const roots = [...policy.temporaryRoots, ...policy.workspaceRoots].sort((a, b) => a.length - b.length);
	for (const root of roots) args.push("--bind", root, root);
	for (const entry of policy.readOnlyPaths) {
		if (roots.some((root) => isInside(root, entry))) args.push("--ro-bind", entry, entry);
	}
	// An empty read-only folder in the place of each: it cannot be made, renamed or written.
	for (const entry of policy.absentPaths) args.push("--perms", "0555", "--tmpfs", entry, "--remount-ro", entry);
	args.push("--chdir", options.cwd, "--");
	const filter = setup.applySeccomp === null ? [] : [setup.applySeccomp];
	return [setup.bwrap, ...args, ...filter, ...command];
}
