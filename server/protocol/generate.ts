import * as z from "zod";
import { schemaRequests } from "./clientRequests.ts";
import { isLongInt } from "./common.ts";
import { declaredSchemas, isInJsonSchema, isNeverNull, type LazySchema } from "./schema.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

export type JsonSchema = { [key: string]: unknown };

/**
 * Every declared type as JSON Schema (draft 7), by its name; references lead to `#/definitions/<name>`.
 * @param io as a reader may get it, members with defaults left out; or as a writer that fills them in
 * @param isForTypes whether members that are left out where there is no value are told without null
 */
export function definitionsOf(io: "input" | "output" = "input", isForTypes = false): Record<string, JsonSchema> {
	const registry = z.registry<{ id: string }>();
	for (const [name, lazy] of declaredSchemas()) registry.add(lazy(), { id: name });
	const { schemas } = z.toJSONSchema(registry, {
		target: "draft-7",
		io,
		uri: (id) => `#/definitions/${id}`,
		// Every name in JSON is a text.
		override: ({ zodSchema, jsonSchema }) => {
			delete jsonSchema.propertyNames;
			if (isLongInt(zodSchema)) jsonSchema.type = "integer";
			if (isForTypes && jsonSchema.anyOf && isNeverNull(zodSchema))
				jsonSchema.anyOf = jsonSchema.anyOf.filter(({ type }) => type !== "null");
		},
	});
	const definitions: Record<string, JsonSchema> = {};
	for (const name of [...declaredSchemas().keys()].sort()) {
		const { $schema: _, $id: __, ...definition } = schemas[name] as JsonSchema;
		definitions[name] = definition;
	}
	return definitions;
}

/** All that there is in one document, and which method carries which type. */
export function jsonSchemaBundle(): JsonSchema {
	return {
		$schema: "http://json-schema.org/draft-07/schema#",
		title: "Heddle app-server protocol",
		definitions: Object.fromEntries(Object.entries(definitionsOf()).filter(([name]) => isInJsonSchema(name))),
		methods: methods(),
	};
}

const nameOf = (lazy: LazySchema<z.ZodType>) => lazy.schemaName;

/** Parameters and results of every method, by the names of their types. */
function methods(): JsonSchema {
	const requests = (registry: Record<string, { params: LazySchema<z.ZodType>; result: LazySchema<z.ZodType> }>) =>
		Object.fromEntries(
			Object.entries(registry).map(([method, entry]) => [
				method,
				{ params: nameOf(entry.params), result: nameOf(entry.result) },
			]),
		);
	return {
		clientRequests: requests(schemaRequests),
		serverRequests: requests(serverRequests),
		serverNotifications: Object.fromEntries(
			Object.entries(serverNotifications).map(([method, entry]) => [method, { params: nameOf(entry.params) }]),
		),
	};
}

/** Every declared type as TypeScript. */
export function typeScriptBundle(): string {
	const types = Object.entries(definitionsOf()).map(
		([name, definition]) => `export type ${name} = ${typeText(definition, "")};\n`,
	);
	return `// Generated from server/protocol by "heddle generate-ts". Do not edit.\n\n${JSON_VALUE}\n${types.join("\n")}`;
}

/** The type of what may be anything; the name is the reference's. */
export const JSON_VALUE =
	"export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]?: JsonValue } | null;\n";

/** A definition as TypeScript. It may name `JsonValue`. */
export function typeText(definition: JsonSchema, indent: string): string {
	const { $ref, enum: values, type } = definition;
	if (typeof $ref === "string") return $ref.slice("#/definitions/".length);
	if ("const" in definition) return JSON.stringify(definition.const);
	if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(" | ");
	const alternatives = definition.anyOf ?? definition.oneOf;
	if (Array.isArray(alternatives)) return alternatives.map((each: JsonSchema) => typeText(each, indent)).join(" | ");
	if (Array.isArray(definition.allOf))
		return definition.allOf.map((each: JsonSchema) => typeText(each, indent)).join(" & ");
	if (Array.isArray(type)) return type.map((each) => typeText({ ...definition, type: each }, indent)).join(" | ");
	if (type === "array") return arrayText(definition, indent);
	if (type === "object") return objectText(definition, indent);
	if (type === "integer") return "number";
	return typeof type === "string" ? type : "JsonValue";
}

const isTable = (value: unknown): value is JsonSchema => typeof value === "object" && value !== null;

function arrayText({ items }: JsonSchema, indent: string): string {
	if (Array.isArray(items)) return `[${items.map((each: JsonSchema) => typeText(each, indent)).join(", ")}]`;
	return `Array<${typeText((items ?? {}) as JsonSchema, indent)}>`;
}

function objectText({ properties, required, additionalProperties }: JsonSchema, indent: string): string {
	const isNeeded = new Set(Array.isArray(required) ? required : []);
	const inner = `${indent}\t`;
	const members = Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(([name, definition]) => {
		const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
		return `${inner}${key}${isNeeded.has(name) ? "" : "?"}: ${typeText(definition, inner)};`;
	});
	const isOpen = additionalProperties === true || isTable(additionalProperties);
	const others = isTable(additionalProperties) ? typeText(additionalProperties, indent) : "JsonValue";
	const record = `{ [key in string]?: ${others} }`;
	if (members.length === 0) return isOpen ? record : "Record<string, never>";
	const own = `{\n${members.join("\n")}\n${indent}}`;
	return isOpen ? `${own} & ${record}` : own;
}
