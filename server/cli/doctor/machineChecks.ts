import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { loadTerminals } from "../../exec/nodePty.ts";
import { loginShell, shellCommand } from "../../exec/shell.ts";
import { findOnPath } from "../../platform/executables.ts";
import { shippedFile } from "../../platform/shippedFile.ts";
import { sandboxTier } from "../../sandbox/sandbox.ts";
import { type Finding, ok, problem, reasonOf, warning } from "./finding.ts";

/** How long a program may take to say that it works, in milliseconds. */
const PROBE_TIMEOUT_MS = 3000;
const run = promisify(execFile);
const suffix = process.platform === "win32" ? ".exe" : "";

const REINSTALL = "Install Heddle anew: it comes with the extension.";

export async function checkSandbox(): Promise<Finding> {
	const { kind, description } = await sandboxTier();
	if (kind === "bubblewrapSeccomp" || kind === "seatbelt") return ok("sandbox", description);
	if (kind === "bubblewrap")
		return warning(
			"sandbox",
			description,
			`apply-seccomp, which lies beside the server, is missing or does not run. ${REINSTALL}`,
		);
	const fix =
		process.platform === "linux"
			? "Install bubblewrap, and allow user namespaces; or answer each command yourself."
			: "Answer each command yourself, or run Heddle where a sandbox works.";
	return problem("sandbox", description, fix);
}

export async function checkShell(): Promise<Finding> {
	const shell = loginShell();
	const [program = "", ...args] = shellCommand(shell, "exit 0", false);
	try {
		await run(program, args, { timeout: PROBE_TIMEOUT_MS });
		return ok("shell", shell);
	} catch (error) {
		return problem(
			"shell",
			`${shell} does not run (${reasonOf(error)})`,
			"Repair it, or set SHELL to a shell that works.",
		);
	}
}

export async function checkGit(): Promise<Finding> {
	const git = findOnPath(`git${suffix}`);
	const install = "Install git, or put its folder on PATH: reviews and the git state of threads need it.";
	if (git === null) return warning("git", "git is not on PATH", install);
	return version("git", git, install);
}

export async function checkRipgrep(): Promise<Finding> {
	const rg = shippedFile(`rg${suffix}`, `@vscode/ripgrep-${process.platform}-${process.arch}/bin/rg${suffix}`);
	if (rg === null) return problem("rg", "rg is missing beside the server", REINSTALL);
	return version("rg", rg, REINSTALL);
}

export async function checkTerminal(): Promise<Finding> {
	try {
		loadTerminals();
		return ok("node-pty", "terminals can be made");
	} catch (error) {
		return problem("node-pty", reasonOf(error), REINSTALL);
	}
}

async function version(id: string, program: string, fix: string): Promise<Finding> {
	try {
		const { stdout } = await run(program, ["--version"], { timeout: PROBE_TIMEOUT_MS });
		return ok(id, `${program} (${stdout.split("\n")[0]})`);
	} catch (error) {
		return problem(id, `${program} does not run (${reasonOf(error)})`, fix);
	}
}
