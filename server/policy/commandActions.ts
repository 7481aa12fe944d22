import path from "node:path";
import type { CommandAction } from "#protocol/item.ts";
import { quoteCommand } from "./shellQuote.ts";
import { parseScript } from "./shellScript.ts";

/** Filters that only trim or count what flows through a pipe. */
const pipeFilters = new Set(["head", "tail", "sort", "uniq", "wc", "cut", "tr", "nl", "column", "sed", "awk", "xargs"]);
/** Commands that say nothing about what a script is after. */
const fillers = new Set(["cd", "echo", "printf", "true", "pwd"]);

/** Options that take the next word as their value, by command. */
const valueOptions: Record<string, string> = {
	rg: "-g --glob -t --type -T --type-not -A -B -C -m --max-count -e --regexp --iglob -j --threads --max-depth -d --sort",
	grep: "-A -B -C -m -e -f --include --exclude --exclude-dir --max-count",
	ls: "-I --ignore -w --width",
	tree: "-L -P -I",
	fd: "-e -t -d -E --extension --type --max-depth --exclude",
	head: "-n -c --lines --bytes",
	tail: "-n -c --lines --bytes",
	nl: "-s -w -v -i",
	bat: "-r --line-range -l --language --style --theme",
	less: "-p",
};

/**
 * What a script is about, for display: a best-effort reading. One part that is not understood makes the
 * whole a single `unknown`. `cwd` is absolute; read actions carry absolute paths.
 */
export function commandActions(script: string, cwd: string): CommandAction[] {
	const unknown: CommandAction[] = [{ type: "unknown", command: script.trim() }];
	const commands = parseScript(script);
	if (!commands || commands.some((command) => command.environment.size > 0)) return unknown;
	const actions: CommandAction[] = [];
	let directory = cwd;
	for (const { words, joint } of commands) {
		const [name, ...rest] = words;
		if (name === undefined) return unknown;
		if (joint === "|" && isPipeFilter(words)) continue;
		if (name === "cd") {
			const target = rest.find((word) => !word.startsWith("-"));
			if (target !== undefined) directory = path.resolve(directory, target);
			continue;
		}
		if (commands.length > 1 && fillers.has(name) && joint !== ";" && !followedBySemicolon(commands, words)) continue;
		const action = singleAction(name, rest, words, directory);
		if (!action) return unknown;
		actions.push(action);
	}
	return actions.length > 0 ? actions : unknown;
}

function followedBySemicolon(commands: readonly { words: string[]; joint: string | null }[], words: string[]): boolean {
	const next = commands[commands.findIndex((command) => command.words === words) + 1];
	return next?.joint === ";";
}

function isPipeFilter(words: readonly string[]): boolean {
	const [name, ...rest] = words;
	if (name === undefined || !pipeFilters.has(name)) return false;
	// Editing in place is no filter.
	return !(name === "sed" && rest.some((word) => word.startsWith("-i") || word.startsWith("--in-place")));
}

function singleAction(name: string, rest: string[], words: string[], directory: string): CommandAction | null {
	const command = quoteCommand(words);
	const operands = operandsOf(name, rest);
	const read = (file: string | undefined): CommandAction | null =>
		file === undefined
			? null
			: { type: "read", command, name: path.basename(file), path: path.resolve(directory, file) };
	const list = (target: string | undefined): CommandAction => ({ type: "listFiles", command, path: target ?? null });
	const search = (query: string | undefined, target: string | undefined): CommandAction | null =>
		query === undefined ? null : { type: "search", command, query, path: target ?? null };
	const searchIn = (pattern: string | undefined) =>
		pattern === undefined ? search(operands[0], operands[1]) : search(pattern, operands[0]);
	switch (name) {
		case "cat":
		case "bat":
		case "less":
		case "more":
		case "head":
		case "tail":
		case "nl":
			return operands.length === 1 ? read(operands[0]) : null;
		case "sed":
			return rest[0] === "-n" && /^\d+(,\d+)?p$/.test(rest[1] ?? "") && rest.length === 3 ? read(rest[2]) : null;
		case "awk":
			return operands.length === 2 ? read(operands[1]) : null;
		case "ls":
		case "tree":
			return list(operands[0]);
		case "rg":
			return rest.includes("--files") ? list(operands[0]) : searchIn(patternOf(rest));
		case "grep":
			return searchIn(patternOf(rest));
		case "fd":
			return operands.length === 0 ? list(undefined) : search(operands[0], operands[1]);
		case "find":
			return findAction(rest, list, search);
		case "git":
			if (rest[0] === "grep") return search(operands[1], operands[2]);
			return rest[0] === "ls-files" ? list(operands[1]) : null;
		default:
			return null;
	}
}

function findAction(
	rest: string[],
	list: (target: string | undefined) => CommandAction,
	search: (query: string | undefined, target: string | undefined) => CommandAction | null,
): CommandAction | null {
	if (rest.some((word) => /^-(exec|execdir|ok|okdir|delete|fprint|fls)/.test(word))) return null;
	const target = rest[0]?.startsWith("-") ? undefined : rest[0];
	const name = rest.findIndex((word) => /^-(i?name|i?path|i?regex)$/.test(word));
	return name < 0 ? list(target) : search(rest[name + 1], target);
}

/** The words that are neither options nor options' values. */
function operandsOf(name: string, rest: readonly string[]): string[] {
	const withValue = new Set((valueOptions[name] ?? "").split(" "));
	const operands: string[] = [];
	for (let index = 0; index < rest.length; index++) {
		const word = rest[index] ?? "";
		if (word === "--") return [...operands, ...rest.slice(index + 1)];
		if (withValue.has(word)) index++;
		else if (!word.startsWith("-") || word === "-") operands.push(word);
	}
	return operands;
}

function patternOf(rest: readonly string[]): string | undefined {
	const index = rest.findIndex((word) => word === "-e" || word === "--regexp");
	return index < 0 ? undefined : rest[index + 1];
}
