import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/**
 * Runs a program to its end. Its output goes to `log` where one is given, else to the terminal.
 * @returns its exit code
 */
export function run(command, args, { cwd, env, log } = {}) {
	return new Promise((resolve, reject) => {
		const out = log === undefined ? "inherit" : fs.openSync(log, "a");
		const child = spawn(command, args, {
			cwd,
			env: { ...process.env, ...env },
			stdio: ["ignore", out, out],
			shell: process.platform === "win32" && command === "npm",
		});
		child.on("error", reject);
		child.on("exit", (code) => {
			if (typeof out === "number") fs.closeSync(out);
			resolve(code ?? 1);
		});
	});
}

/** As `run`, for what has to succeed. @throws Error with the end of the output */
export async function mustRun(what, command, args, options = {}) {
	const code = await run(command, args, options);
	if (code === 0) return;
	const tail = options.log ? fs.readFileSync(options.log, "utf8").split("\n").slice(-15).join("\n") : "";
	throw new Error(`${what} failed (${path.basename(command)} ended with ${code}).\n${tail}`);
}

/** Path of a program on PATH, or null. */
export function which(name) {
	const suffixes = process.platform === "win32" ? [".exe", ".cmd"] : [""];
	for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
		for (const suffix of suffixes) {
			const file = path.join(folder, name + suffix);
			if (fs.existsSync(file)) return file;
		}
	}
	return null;
}
