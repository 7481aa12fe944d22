import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { text } from "node:stream/consumers";

export const heddleBinary = path.resolve(
	import.meta.dirname,
	"../../server/bin",
	process.platform === "win32" ? "heddle.exe" : "heddle",
);

export interface Program {
	executable: string;
	/** The variable that names its home folder. */
	homeVariable: string;
}

export const heddle: Program = { executable: heddleBinary, homeVariable: "HEDDLE_HOME" };

export interface CommandOptions {
	home: string;
	cwd: string;
	/** What stdin holds; it is empty unless given. */
	stdin?: string;
	env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
	/** Null when a signal ended it. */
	code: number | null;
	stdout: string;
	stderr: string;
}

/** Starts a command line in a home of its own, without anybody's shell start-up files. */
export function startCommand(program: Program, args: readonly string[], options: CommandOptions): ChildProcess {
	const { home, cwd, env } = options;
	return spawn(program.executable, args, {
		cwd,
		env: { ...process.env, HOME: home, [program.homeVariable]: home, ...env },
	});
}

/** Runs a command line to its end. */
export async function runCommand(
	program: Program,
	args: readonly string[],
	options: CommandOptions,
): Promise<CommandResult> {
	const child = startCommand(program, args, options);
	if (!child.stdout || !child.stderr) throw new Error("no pipes");
	// A command may end without having read what it was given.
	child.stdin?.on("error", () => {}).end(options.stdin ?? "");
	const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
	return { code: child.exitCode, stdout, stderr };
}
