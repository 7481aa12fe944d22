import type { DynamicToolSpec } from "#protocol/dynamicTool.ts";
import { invalidRequest } from "#protocol/errors.ts";
import { isRecord } from "../model/json.ts";

/** In characters, as the Responses API has them. */
const LONGEST_NAME = 128;
const LONGEST_NAMESPACE = 64;
const LONGEST_NAMESPACE_DESCRIPTION = 1024;
/** Namespaces that the Responses API uses itself. */
const RESERVED_NAMESPACES = new Set([
	"api_tool",
	"browser",
	"computer",
	"container",
	"file_search",
	"functions",
	"image_gen",
	"multi_tool_use",
	"python",
	"python_user_visible",
	"submodel_delegator",
	"terminal",
	"tool_search",
	"web",
]);

/** Refuses definitions that no model could be offered; the texts are the reference's. @throws WireError */
export function checkDynamicTools(tools: readonly DynamicToolSpec[]): void {
	const namespaces = new Set<string>();
	const names = new Set<string>();
	for (const tool of tools) {
		if (tool.type === "function") {
			if (tool.deferLoading) throw invalidRequest(`deferred dynamic tool must include a namespace: ${tool.name}`);
			checkTool(tool, names, "duplicate dynamic tool name");
			continue;
		}
		checkNamespace(tool);
		if (namespaces.has(tool.name)) throw invalidRequest(`duplicate dynamic tool namespace: ${tool.name}`);
		namespaces.add(tool.name);
		const inside = new Set<string>();
		for (const each of tool.tools) checkTool(each, inside, `duplicate dynamic tool name in namespace ${tool.name}`);
	}
}

function checkTool(tool: { name: string; inputSchema: unknown }, taken: Set<string>, duplicate: string): void {
	const { name, inputSchema } = tool;
	checkName(name, "dynamic tool name", LONGEST_NAME);
	if (taken.has(name)) throw invalidRequest(`${duplicate}: ${name}`);
	taken.add(name);
	const problem = schemaProblem(inputSchema);
	if (problem !== null) throw invalidRequest(`dynamic tool input schema is not supported for ${name}: ${problem}`);
}

function checkNamespace({ name, description, tools }: Extract<DynamicToolSpec, { type: "namespace" }>): void {
	checkName(name, "dynamic tool namespace", LONGEST_NAMESPACE);
	if (RESERVED_NAMESPACES.has(name)) {
		throw invalidRequest(`dynamic tool namespace collides with a reserved Responses API namespace: ${name}`);
	}
	if (description.length > LONGEST_NAMESPACE_DESCRIPTION) {
		const limit = LONGEST_NAMESPACE_DESCRIPTION;
		throw invalidRequest(`dynamic tool namespace description must be at most ${limit} characters`);
	}
	if (tools.length === 0) throw invalidRequest(`dynamic tool namespace must contain at least one tool: ${name}`);
}

function checkName(name: string, what: string, longest: number): void {
	if (name.trim() === "") throw invalidRequest(`${what} must not be empty`);
	if (name !== name.trim()) throw invalidRequest(`${what} has leading/trailing whitespace: ${name}`);
	if (!/^[a-zA-Z0-9_-]+$/.test(name)) {
		const shown = name.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
		throw invalidRequest(`${what} must match ^[a-zA-Z0-9_-]+$ to match Responses API: ${shown}`);
	}
	if (name.length > longest) {
		throw invalidRequest(`${what} must be at most ${longest} characters to match Responses API: ${name}`);
	}
	// MCP servers' tools are named so.
	if (name === "mcp" || name.startsWith("mcp__")) throw invalidRequest(`${what} is reserved: ${name}`);
}

/** What is wrong with a JSON Schema, in the words of the reference; null for one that can be offered. */
function schemaProblem(schema: unknown): string | null {
	if (typeof schema === "boolean") return null;
	if (Array.isArray(schema)) return `invalid length ${schema.length}, expected struct JsonSchema with 15 elements`;
	if (!isRecord(schema)) return `invalid type: ${described(schema)}, expected struct JsonSchema`;
	if (schema.type === "null") return "tool input schema must not be a singleton null type";
	const { properties } = schema;
	if (properties === undefined || properties === null || isRecord(properties)) return null;
	return `invalid type: ${described(properties)}, expected a map`;
}

function described(value: unknown): string {
	if (typeof value === "string") return `string ${JSON.stringify(value)}`;
	if (Array.isArray(value)) return "sequence";
	return value === null ? "null" : typeof value;
}
