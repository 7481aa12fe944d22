import type { ConfigProblem } from "./config.ts";
import { parseKeyPath } from "./keyPath.ts";

/** One-based; the end is the last character. */
export type Range = NonNullable<ConfigProblem["range"]>;

const SEGMENT = /"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+/.source;
const KEY = `(?:${SEGMENT})(?:\\s*\\.\\s*(?:${SEGMENT}))*`;
const HEADER = new RegExp(`^\\s*\\[{1,2}\\s*(${KEY})\\s*\\]{1,2}\\s*(?:#.*)?$`);
const ENTRY = new RegExp(`^\\s*(${KEY})\\s*=\\s*`);

/**
 * Where in a TOML document something is set: its value (or its key), else the table or the inline value that holds it.
 * Null when the document does not set it.
 */
export function placeOf(text: string, path: readonly string[], what: "key" | "value"): Range | null {
	let header: string[] = [];
	let around: Range | null = null;
	let quotes: string | null = null;
	for (const [index, line] of text.split(/\r?\n/).entries()) {
		const isInside = quotes !== null;
		quotes = openQuotes(line, quotes);
		if (isInside) continue;
		const range = (from: number, to: number): Range => ({
			start: { line: index + 1, column: from + 1 },
			end: { line: index + 1, column: Math.max(to, from + 1) },
		});
		const table = HEADER.exec(line);
		if (table) {
			header = segments(table[1] ?? "");
			if (isPrefix(path, header) && what === "key") {
				const from = line.indexOf(table[1] ?? "");
				return range(from, from + (table[1] ?? "").length);
			}
			if (isPrefix(path, header)) return range(line.search(/\S/), line.replace(/\s*(#.*)?$/, "").length);
			continue;
		}
		const entry = ENTRY.exec(line);
		if (!entry) continue;
		const full = [...header, ...segments(entry[1] ?? "")];
		const key = line.search(/\S/);
		if (isPrefix(path, full)) {
			if (what === "key") return range(key, key + (entry[1] ?? "").length);
			return range(entry[0].length, line.replace(/\s*(\s#[^"']*)?$/, "").length);
		}
		if (isPrefix(full, path)) around = range(key, line.trimEnd().length);
	}
	return around;
}

/** The segments of a TOML key; its strings of single quotes are taken as they stand. */
function segments(key: string): string[] {
	const bare = [...key.matchAll(new RegExp(SEGMENT, "g"))].map(([each]) =>
		each.startsWith("'") ? JSON.stringify(each.slice(1, -1)) : each,
	);
	return parseKeyPath(bare.join("."));
}

const isPrefix = (short: readonly string[], long: readonly string[]) =>
	short.length <= long.length && short.every((segment, at) => segment === long[at]);

/** The quotes of the text over several lines that is open after `line`, if one is. */
function openQuotes(line: string, open: string | null): string | null {
	let quotes = open;
	for (const [mark] of line.matchAll(/"""|'''/g)) {
		if (quotes === null) quotes = mark;
		else if (quotes === mark) quotes = null;
	}
	return quotes;
}
