import { parse as parseForPatch, patch } from "@decimalturn/toml-patch";
import { stringify } from "smol-toml";
import { isSame, isTable, parseToml, type Table } from "./document.ts";

/** How new tables are written: each in a section of its own. */
const STYLE = { inlineTableStart: 100, trailingComma: false };

interface Change {
	path: string[];
	/** Undefined takes the key away. */
	value: unknown;
}

/**
 * The document with the least change to its text that makes it say `wanted`: comments, order and spelling stay.
 * @param text a document that says `current`
 */
export function rewriteToml(text: string, current: Table, wanted: Table): string {
	let edited = text;
	for (const change of changes(current, wanted, [])) edited = applied(edited, change);
	return edited;
}

function changes(current: unknown, wanted: unknown, path: string[]): Change[] {
	if (!isTable(current) || !isTable(wanted)) {
		return isSame(current, wanted) ? [] : [{ path, value: wanted }];
	}
	const gone = Object.keys(current).filter((key) => !(key in wanted));
	return [
		...gone.map((key) => ({ path: [...path, key], value: undefined })),
		...Object.keys(wanted).flatMap((key) => changes(current[key], wanted[key], [...path, key])),
	];
}

/** Every way of writing a change is read again: only one that says what is meant, and nothing else, is taken. */
function applied(text: string, { path, value }: Change): string {
	const meant = changed(parseToml(text), path, value);
	for (const write of [atTheEnd, amongTheFirst, inPlace]) {
		const edited = write(text, path, value);
		if (edited !== null && saysThat(edited, meant)) return edited;
	}
	throw new Error(`${path.join(".")} cannot be written without changing other settings; edit the file by hand`);
}

function saysThat(text: string, meant: Table): boolean {
	try {
		return isSame(parseToml(text), meant);
	} catch {
		return false;
	}
}

/** A new table becomes a section of its own at the end. */
function atTheEnd(text: string, path: string[], value: unknown): string | null {
	if (!isTable(value) || Object.keys(value).length === 0) return null;
	const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
	return `${text}${gap}${stringify(nested(path, value)).trim()}\n`;
}

/** A new key of the document itself follows the ones there are, ahead of the first section and of what is said about it. */
function amongTheFirst(text: string, path: string[], value: unknown): string | null {
	if (path.length !== 1 || value === undefined || isTable(value)) return null;
	const lines = text.split("\n");
	const section = lines.findIndex((line, at) => /^\s*\[/.test(line) && isWhole(lines.slice(0, at).join("\n")));
	let at = section < 0 ? lines.length : section;
	while (at > 0 && /^\s*(#.*)?$/.test(lines[at - 1] ?? "")) at--;
	const line = stringify(nested(path, value)).trimEnd();
	if (at > 0 || section < 0) return [...lines.slice(0, at), line, ...lines.slice(at)].join("\n");
	return [line, "", ...lines].join("\n");
}

/** Whatever is there already is changed where it stands. */
function inPlace(text: string, path: string[], value: unknown): string | null {
	try {
		return patch(text, changed(parseForPatch(text, { integersAsBigInt: true }), path, value), STYLE);
	} catch {
		return null;
	}
}

function isWhole(text: string): boolean {
	try {
		parseToml(text);
		return true;
	} catch {
		return false;
	}
}

const nested = (path: string[], value: unknown): Table =>
	path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Table;

/** A copy of the table with another value at `path`. */
function changed(table: Table, [key = "", ...rest]: string[], value: unknown): Table {
	const { [key]: inner, ...others } = table;
	if (rest.length > 0) return { ...table, [key]: changed(isTable(inner) ? inner : {}, rest, value) };
	return value === undefined ? others : { ...table, [key]: value };
}
