import type * as z from "zod";
import { isTable, type Table } from "./document.ts";
import { type ConfigFile, typeOf } from "./fileSchema.ts";
import { typeName } from "./typeNames.ts";

/** A setting that cannot be used. */
export interface Mismatch {
	path: string[];
	/** Whether nobody knows the key, as opposed to a value that does not fit it. */
	unknown: boolean;
	/** What it has to be, for people: `a whole number, 0 or more`. */
	expected: string;
	/** As the reference refuses the value. */
	refusal: string;
}

/** What of a document can be used, and what cannot. */
export interface CheckedConfig {
	values: ConfigFile;
	mismatches: Mismatch[];
}

/** Compares a document with the keys and types that a `config.toml` may have. */
export function checkConfig(table: Table): CheckedConfig {
	const mismatches: Mismatch[] = [];
	const values: Table = {};
	for (const key of Object.keys(table)) {
		const type = typeOf(key);
		if (type === null) {
			mismatches.push(unknown([key]));
			continue;
		}
		for (let usable: Table = { [key]: table[key] }; key in usable; ) {
			const parsed = type.safeParse(usable[key], { jitless: true });
			if (parsed.success) {
				values[key] = parsed.data;
				break;
			}
			for (const issue of parsed.error.issues) {
				for (const mismatch of mismatchesOf(issue, [key, ...issue.path.map(String)], usable)) {
					mismatches.push(mismatch);
					usable = without(usable, mismatch.path);
				}
			}
		}
	}
	// Each was checked by the type of its key.
	return { values: values as ConfigFile, mismatches };
}

const unknown = (path: string[]): Mismatch => ({
	path,
	unknown: true,
	expected: "",
	refusal: `unknown configuration field \`${path.join(".")}\``,
});

function mismatchesOf(issue: z.core.$ZodIssue, path: string[], table: Table): Mismatch[] {
	if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknown([...path, key]));
	const value = valueAt(table, path);
	const inList = path.findIndex((_, at) => Array.isArray(valueAt(table, path.slice(0, at))));
	return [{ path: inList < 0 ? path : path.slice(0, inList), unknown: false, ...wanted(issue, value, path) }];
}

/** What the issue says was expected, for people and as the reference words it. */
function wanted(
	issue: z.core.$ZodIssue,
	value: unknown,
	path: readonly string[],
): { expected: string; refusal: string } {
	const invalidType = (expected: string) => `invalid type: ${described(value)}, expected ${expected}`;
	switch (issue.code) {
		case "invalid_value": {
			const choices = issue.values.map(String);
			const refusal = typeof value === "string" ? unknownVariant(value, choices) : invalidType("a string");
			return { expected: listed(choices), refusal };
		}
		case "too_small":
			if (issue.origin === "string") return { expected: "a text", refusal: issue.message };
			return {
				expected: "a whole number, 0 or more",
				refusal: `invalid value: ${described(value)}, expected ${issue.message}`,
			};
		case "invalid_type":
			switch (issue.expected) {
				case "string":
					return { expected: "a string", refusal: invalidType(typeName(path, "a string")) };
				case "boolean":
					return { expected: "true or false", refusal: invalidType("a boolean") };
				case "array":
					return { expected: "a list", refusal: invalidType("a sequence") };
				case "object":
				case "record":
					return { expected: "a table", refusal: invalidType(typeName(path, "a map")) };
				default:
					return {
						expected: issue.message === "i64" ? "a whole number" : "a whole number, 0 or more",
						refusal: invalidType(issue.message),
					};
			}
		case "invalid_union":
			return union(issue, value);
		default:
			return { expected: issue.message, refusal: issue.message };
	}
}

/** Unions are told apart by the kind of value: the branch for that kind says what is wrong. */
function union(issue: z.core.$ZodIssueInvalidUnion, value: unknown): { expected: string; refusal: string } {
	const branches = issue.errors.flat();
	const choices = branches.flatMap((each) => (each.code === "invalid_value" ? each.values.map(String) : []));
	if (choices.length === 0) {
		return { expected: "true or false", refusal: `invalid type: ${described(value)}, expected a boolean` };
	}
	const missing = branches.find(
		(each) => isTable(value) && each.code === "invalid_type" && valueAt(value, each.path.map(String)) === undefined,
	);
	if (missing) {
		const field = String(missing.path.at(-1));
		return { expected: `a table with ${field}`, refusal: `missing field \`${field}\`` };
	}
	const refusal =
		typeof value === "string" ? unknownVariant(value, choices) : `invalid type: ${described(value)}, expected a string`;
	return { expected: listed(choices), refusal };
}

function unknownVariant(value: string, choices: readonly string[]): string {
	const quoted = choices.map((choice) => `\`${choice}\``);
	const expected = quoted.length === 2 ? quoted.join(" or ") : `one of ${quoted.join(", ")}`;
	return `unknown variant \`${value}\`, expected ${expected}`;
}

function listed(choices: readonly string[]): string {
	return choices.length < 2 ? choices.join() : `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
}

function described(value: unknown): string {
	if (typeof value === "string") return `string ${JSON.stringify(value)}`;
	if (typeof value === "boolean") return `boolean \`${value}\``;
	if (typeof value === "number") return `${Number.isInteger(value) ? "integer" : "floating point"} \`${value}\``;
	if (typeof value === "bigint") return `integer \`${value}\``;
	return Array.isArray(value) ? "sequence" : "map";
}

/** The value at a path of keys and list positions; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
	let inner = value;
	for (const key of path) {
		if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, key)) return undefined;
		inner = Reflect.get(inner, key);
	}
	return inner;
}

/** A copy of the table that lacks the value at `path`. */
function without(table: Table, [key = "", ...rest]: readonly string[]): Table {
	const inner = table[key];
	const { [key]: _, ...others } = table;
	return rest.length === 0 || !isTable(inner) ? others : { ...table, [key]: without(inner, rest) };
}
