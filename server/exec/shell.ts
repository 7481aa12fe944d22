import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { findOnPath } from "../platform/executables.ts";

/** Shells whose `-c` and `-l` we know. */
const knownShells = new Set(["bash", "zsh", "sh", "dash", "ksh"]);

/** The person's login shell where we know how to use it, otherwise the system's. Absolute. */
export function loginShell(): string {
	if (process.platform === "win32") return findOnPath("pwsh.exe") ?? findOnPath("powershell.exe") ?? "powershell.exe";
	for (const shell of [userShell(), process.env.SHELL, "/bin/bash", "/bin/sh"]) {
		if (shell && path.isAbsolute(shell) && knownShells.has(path.basename(shell)) && fs.existsSync(shell)) return shell;
	}
	return "/bin/sh";
}

/** The shell the model names, or null when there is none of that name or it is no shell we know. */
export function namedShell(name: string): string | null {
	if (!knownShells.has(path.basename(name))) return null;
	const file = path.isAbsolute(name) ? name : findOnPath(name);
	return file !== null && fs.existsSync(file) ? file : null;
}

/** The command line for a script. `isLogin`: with the person's profile. */
export function shellCommand(shell: string, script: string, isLogin: boolean): string[] {
	if (process.platform === "win32") return [shell, ...(isLogin ? [] : ["-NoProfile"]), "-Command", script];
	return [shell, isLogin ? "-lc" : "-c", script];
}

function userShell(): string | null {
	try {
		return os.userInfo().shell;
	} catch {
		// No entry for this user id, as in many containers.
		return null;
	}
}
