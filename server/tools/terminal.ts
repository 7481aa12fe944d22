import { findOnPath } from "../platform/executables.ts";
import { quoteCommand } from "../policy/shellQuote.ts";

/**
 * Wraps a command so that it gets a terminal of its own, by the system's `script` program, which passes on what is
 * written to it and the exit code. Throws where there is none.
 */
export function terminalCommand(argv: readonly string[]): string[] {
	const script = process.platform === "win32" ? null : findOnPath("script");
	if (script === null)
		throw new Error("no terminal can be made here (the program `script` is missing); use tty: false");
	if (process.platform === "darwin") return [script, "-q", "/dev/null", ...argv];
	return [script, "--quiet", "--flush", "--return", "--command", `exec ${quoteCommand(argv)}`, "/dev/null"];
}
