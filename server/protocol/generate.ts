import { z } from "zod";
import { clientRequests } from "./clientRequests.ts";
import { declaredSchemas, type LazySchema } from "./schema.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

type JsonSchema = { [key: string]: unknown };

/** Every declared type as JSON Schema (draft 7) under `definitions`, and which method carries which. */
export function jsonSchemaBundle(): JsonSchema {
	const registry = z.registry<{ id: string }>();
	for (const [name, lazy] of declaredSchemas()) registry.add(lazy(), { id: name });
	const { schemas } = z.toJSONSchema(registry, { target: "draft-7", io: "input", uri: (id) => `#/definitions/${id}` });
	const definitions: JsonSchema = {};
	for (const name of [...declaredSchemas().keys()].sort()) {
		const { $schema: _, $id: __, ...definition } = schemas[name] as JsonSchema;
		definitions[name] = definition;
	}
	return {
		$schema: "http://json-schema.org/draft-07/schema#",
		title: "Heddle app-server protocol",
		definitions,
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
		clientRequests: requests(clientRequests),
		serverRequests: requests(serverRequests),
		serverNotifications: Object.fromEntries(
			Object.entries(serverNotifications).map(([method, entry]) => [method, { params: nameOf(entry.params) }]),
		),
	};
}

/** Every declared type as TypeScript. */
export function typeScriptBundle(): string {
	const { definitions } = jsonSchemaBundle();
	const types = Object.entries(definitions as Record<string, JsonSchema>).map(
		([name, definition]) => `export type ${name} = ${typeText(definition, "")};\n`,
	);
	return `// Generated from server/protocol by "heddle generate-ts". Do not edit.\n\n${types.join("\n")}`;
}

function typeText(definition: JsonSchema, indent: string): string {
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
	return typeof type === "string" ? type : "unknown";
}

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
	if (members.length === 0) {
		const open = typeof additionalProperties === "object" && additionalProperties !== null;
		return `Record<string, ${open ? typeText(additionalProperties as JsonSchema, indent) : "unknown"}>`;
	}
	if (typeof additionalProperties === "object" && additionalProperties !== null)
		members.push(`${inner}[key: string]: unknown;`);
	return `{\n${members.join("\n")}\n${indent}}`;
}
