import path from "node:path";
import { parseScript } from "../policy/shellScript.ts";

/** A patch that a shell script would have applied, and where. */
export interface ShellPatch {
	patch: string;
	/** Absolute. */
	cwd: string;
}

const heredoc =
	/^(?:cd\s+(\S+|'[^']*'|"[^"$`\\]*")\s*&&\s*)?apply_?patch\s*<<-?\s*(['"]?)(\w+)\2[ \t]*\r?\n([\s\S]*?)\r?\n[ \t]*\3\s*$/;

/**
 * Recognises `apply_patch` called through the shell: with a heredoc or with the patch as its only argument, after an
 * optional `cd … &&`. Null for everything else, which is a command like any other.
 */
export function shellPatch(script: string, cwd: string): ShellPatch | null {
	const match = heredoc.exec(script.trim());
	if (match) {
		const folder = match[1] === undefined ? null : plainWord(match[1]);
		if (match[1] !== undefined && folder === null) return null;
		return { patch: match[4] ?? "", cwd: folder === null ? cwd : path.resolve(cwd, folder) };
	}
	const commands = parseScript(script);
	const call = commands?.at(-1)?.words;
	if (!commands || !call || commands.length > 2 || call.length !== 2) return null;
	if (call[0] !== "apply_patch" && call[0] !== "applypatch") return null;
	const patch = call[1] ?? "";
	if (commands.length === 1) return { patch, cwd };
	const [program, folder, ...more] = commands[0]?.words ?? [];
	const isChange = program === "cd" && folder !== undefined && more.length === 0 && commands[1]?.joint === "&&";
	return isChange ? { patch, cwd: path.resolve(cwd, folder) } : null;
}

function plainWord(text: string): string | null {
	const words = parseScript(text)?.[0]?.words;
	return words?.length === 1 ? (words[0] ?? null) : null;
}
