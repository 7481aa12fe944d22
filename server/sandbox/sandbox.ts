import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findOnPath, isExecutable } from "../platform/executables.ts";
import { guardFolder } from "../platform/orphanGuard.ts";
import { shippedFile } from "../platform/shippedFile.ts";
import type { PermissionRules } from "../policy/permissionRules.ts";
import { type BubblewrapSetup, bubblewrapCommand } from "./bubblewrap.ts";
import { deniedFile } from "./deniedFile.ts";
import { type FilesystemPolicy, filesystemPolicy } from "./filesystemPolicy.ts";
import { MountPoints } from "./mountPoints.ts";
import { seatbeltCommand } from "./seatbelt.ts";

/** The strongest confinement that works here, with words for people. */
export type SandboxTier =
	| { kind: "bubblewrapSeccomp" | "bubblewrap"; setup: BubblewrapSetup; description: string }
	| { kind: "seatbelt"; description: string }
	/** Nothing works: nothing runs unasked. `description` says why and what would help. */
	| { kind: "none"; description: string };

/** A command line made safe to spawn; `release` must be called once when its process has ended. */
export interface ConfinedCommand {
	argv: string[];
	environment: Record<string, string>;
	/** Whether the end of this process and its direct child end every descendant. */
	endsWithParent: boolean;
	release(): void;
}

/**
 * Bounds the whole self-test, in milliseconds: a hanging probe counts as one that failed. A probe takes some 20 ms; on a machine that is
 * busy it may take far longer, and what is found holds for the life of the process.
 */
const selfTestTimeoutMs = 10_000;
const run = promisify(execFile);
const mountPoints = new MountPoints(guardFolder);
let cachedTier: Promise<SandboxTier> | undefined;

/** Tests once per process what works, strongest first. Never rejects. */
export function sandboxTier(): Promise<SandboxTier> {
	cachedTier ??= findTier();
	return cachedTier;
}

/** Wraps `command` so that it runs within `rules`. `tier` must not be "none". `cwd` must exist. */
export function confine(
	tier: Exclude<SandboxTier, { kind: "none" }>,
	rules: PermissionRules,
	command: readonly string[],
	/**
	 * Absolute. `roots` are the folders of the workspace: the directory a command asks for gives it no rights. `hasTerminal`: it
	 * runs in a terminal made for it alone, which it may then control.
	 */
	{ cwd, roots, hasTerminal }: { cwd: string; roots: readonly string[]; hasTerminal: boolean },
): ConfinedCommand {
	const files = filesystemPolicy(rules, roots, process.env);
	const environment: Record<string, string> = { HEDDLE_SANDBOX: tier.kind === "seatbelt" ? "seatbelt" : "bubblewrap" };
	if (!files.allowsNetwork) environment.HEDDLE_SANDBOX_NETWORK_DISABLED = "1";
	if (tier.kind === "seatbelt") {
		return { argv: seatbeltCommand(files, command), environment, endsWithParent: false, release: () => {} };
	}
	const held = files.workspaceRoots.flatMap((root) => mountPoints.heldIn(root));
	const absentPaths = [...new Set([...files.absentPaths, ...held])];
	const guarded = {
		...files,
		absentPaths,
		mounts: files.mounts.filter(({ path, access }) => access !== "read" || !held.includes(path)),
	};
	const release = mountPoints.hold(absentPaths);
	return {
		argv: bubblewrapCommand(tier.setup, guarded, command, {
			cwd,
			isRoot: process.getuid?.() === 0,
			hasTerminal,
			deniedFile,
		}),
		environment,
		endsWithParent: true,
		release,
	};
}

async function findTier(): Promise<SandboxTier> {
	if (process.platform === "darwin") return findSeatbelt();
	if (process.platform === "linux") return findBubblewrap();
	return { kind: "none", description: "Commands cannot be confined on this system, so each one is asked for." };
}

async function findSeatbelt(): Promise<SandboxTier> {
	try {
		const [program = "", ...args] = seatbeltCommand(probePolicy, ["/usr/bin/true"]);
		await run(program, args, { timeout: selfTestTimeoutMs });
		return { kind: "seatbelt", description: "Commands are confined by the macOS sandbox." };
	} catch (error) {
		return {
			kind: "none",
			description: `The macOS sandbox does not work here (${reasonOf(error)}), so each command is asked for.`,
		};
	}
}

const probePolicy: FilesystemPolicy = {
	root: "read",
	mounts: [],
	workspaceRoots: [],
	absentPaths: [],
	allowsNetwork: false,
};

async function findBubblewrap(): Promise<SandboxTier> {
	const bwrap = findOnPath("bwrap");
	if (bwrap === null) {
		return {
			kind: "none",
			description:
				"Bubblewrap is not installed, so each command is asked for. Install the package bubblewrap to change that.",
		};
	}
	const deadline = performance.now() + selfTestTimeoutMs;
	const seccomp = findApplySeccomp();
	let failure: unknown;
	for (const applySeccomp of seccomp === null ? [null] : [seccomp, null]) {
		for (const canMountProc of [true, false]) {
			const setup: BubblewrapSetup = { bwrap, applySeccomp, canMountProc };
			try {
				await probe(setup, deadline);
				return applySeccomp === null
					? {
							kind: "bubblewrap",
							setup,
							description: "Commands are confined by bubblewrap, without a system-call filter.",
						}
					: {
							kind: "bubblewrapSeccomp",
							setup,
							description: "Commands are confined by bubblewrap and a system-call filter.",
						};
			} catch (error) {
				failure ??= error;
			}
		}
	}
	return {
		kind: "none",
		description: `Bubblewrap does not work here (${reasonOf(failure)}), so each command is asked for. User namespaces may be switched off: see kernel.apparmor_restrict_unprivileged_userns.`,
	};
}

async function probe(setup: BubblewrapSetup, deadline: number): Promise<void> {
	const timeout = Math.max(1, Math.ceil(deadline - performance.now()));
	const [program = "", ...args] = bubblewrapCommand(setup, probePolicy, ["/bin/sh", "-c", "exit 0"], {
		cwd: "/",
		isRoot: process.getuid?.() === 0,
		hasTerminal: false,
		deniedFile,
	});
	await run(program, args, { timeout, killSignal: "SIGKILL" });
}

function reasonOf(error: unknown): string {
	const stderr: unknown = error instanceof Error && "stderr" in error ? error.stderr : null;
	if (typeof stderr === "string" && stderr.trim() !== "") return stderr.trim().split("\n")[0] ?? "";
	return error instanceof Error ? error.message : String(error);
}

/** The filter shipped beside the binary, or the package's own when the server runs from a checkout. */
function findApplySeccomp(): string | null {
	const packaged = `@anthropic-ai/sandbox-runtime/vendor/seccomp/${process.arch}/apply-seccomp`;
	const file = shippedFile("apply-seccomp", packaged);
	return file !== null && isExecutable(file) ? file : null;
}
