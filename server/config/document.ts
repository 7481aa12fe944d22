import fs from "node:fs";
import path from "node:path";
import { parse, TomlError } from "smol-toml";
import type { ConfigProblem } from "./config.ts";

export type Table = Record<string, unknown>;

export const isTable = (value: unknown): value is Table =>
	typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** One parsed `config.toml`; an absent file is an empty document. */
export interface ConfigDocument {
	path: string;
	/** Whether the file is there. */
	exists: boolean;
	/** Empty when the file is not there or cannot be read. */
	text: string;
	/** Empty when the text is no TOML. */
	table: Table;
	problems: ConfigProblem[];
}

/**
 * The table that a TOML text says. A whole number beyond what a number holds exactly, such as the largest of 64 bits, becomes the
 * nearest that one does: such a limit means none.
 * @throws TomlError
 */
export function parseToml(text: string): Table {
	return withinNumbers(parse(text, { integersAsBigInt: "asNeeded" })) as Table;
}

function withinNumbers(value: unknown): unknown {
	if (typeof value === "bigint") return value > 0 ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
	if (Array.isArray(value)) return value.map(withinNumbers);
	if (!isTable(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withinNumbers(inner)]));
}

/** Reads a configuration file. A file that cannot be read or parsed is a problem that says where, never an error. */
export function readDocument(file: string): ConfigDocument {
	let text: string;
	try {
		text = fs.readFileSync(file, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT")
			return { path: file, exists: false, text: "", table: {}, problems: [] };
		return { path: file, exists: false, text: "", table: {}, problems: [unreadable(file, error)] };
	}
	try {
		return { path: file, exists: true, text, table: parseToml(text), problems: [] };
	} catch (error) {
		return { path: file, exists: true, text, table: {}, problems: [unparsable(file, error)] };
	}
}

function unreadable(file: string, error: unknown): ConfigProblem {
	const reason = error instanceof Error ? error.message : String(error);
	return { summary: `${path.basename(file)} cannot be read`, details: reason, path: file, range: null };
}

function unparsable(file: string, error: unknown): ConfigProblem {
	const place = error instanceof TomlError ? { line: error.line, column: error.column } : null;
	const reason = (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
	const where = place ? ` at line ${place.line}, column ${place.column}` : "";
	return {
		summary: `${path.basename(file)} is not valid TOML${where}; its settings are not used`,
		details: reason.replace(/^Invalid TOML document: /, ""),
		path: file,
		range: place ? { start: place, end: place } : null,
	};
}

/** JSON with the keys of every table in order: two values are the same when this is. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isTable(value)) return String(JSON.stringify(value));
	const keys = Object.keys(value).toSorted();
	return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join()}}`;
}

export const isSame = (one: unknown, other: unknown) => canonical(one) === canonical(other);

/** `over` laid over `base`, table by table; neither is changed. */
export function merge(base: Table, over: Table): Table {
	const merged: Table = { ...base };
	for (const [key, value] of Object.entries(over)) {
		const below = merged[key];
		merged[key] = isTable(below) && isTable(value) ? merge(below, value) : value;
	}
	return merged;
}

/** The table with `value` at a dotted path whose segments may be quoted. */
export function tableAt(dotted: string, value: unknown): Table {
	const segments = [...dotted.matchAll(/"((?:[^"\\]|\\.)*)"|([^."]+)/g)].map((match) => match[1] ?? match[2] ?? "");
	let inner: unknown = value;
	for (const segment of segments.toReversed()) inner = { [segment.trim()]: inner };
	return isTable(inner) ? inner : {};
}

/**
 * The table that one `-c key=value` stands for: the value is TOML, or a plain text when it is not.
 * @throws Error when there is no `=`, or nothing before it
 */
export function parseOverride(text: string): Table {
	const at = text.indexOf("=");
	if (at < 0) throw new Error(`error parsing -c overrides: Invalid override (missing '='): ${text}`);
	if (text.slice(0, at).trim() === "") throw new Error(`error parsing -c overrides: Empty key in override: ${text}`);
	const raw = text.slice(at + 1).trim();
	let value: unknown = raw.replace(/^["']+|["']+$/g, "");
	try {
		value = parseToml(`value = ${raw}`).value;
	} catch {
		// By the rule of the option, what is not TOML is taken as it stands.
	}
	return tableAt(text.slice(0, at).trim(), value);
}
