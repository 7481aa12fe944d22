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
	table: Table;
	problems: ConfigProblem[];
}

const NOWHERE: Pick<ConfigDocument, "table" | "problems"> = { table: {}, problems: [] };

/** Reads a configuration file. A file that cannot be read or parsed is a problem that says where, never an error. */
export function readDocument(file: string): ConfigDocument {
	let text: string;
	try {
		text = fs.readFileSync(file, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT")
			return { path: file, exists: false, ...NOWHERE };
		return { path: file, exists: false, table: {}, problems: [unreadable(file, error)] };
	}
	try {
		return { path: file, exists: true, table: parse(text), problems: [] };
	} catch (error) {
		return { path: file, exists: true, table: {}, problems: [unparsable(file, error)] };
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
 * @throws Error when there is no `=`
 */
export function parseOverride(text: string): Table {
	const at = text.indexOf("=");
	if (at <= 0) throw new Error(`-c takes key=value, not "${text}"`);
	const raw = text.slice(at + 1).trim();
	let value: unknown = raw;
	try {
		value = parse(`value = ${raw}`).value;
	} catch {
		// By the rule of the option, what is not TOML is taken as it stands.
	}
	return tableAt(text.slice(0, at).trim(), value);
}
