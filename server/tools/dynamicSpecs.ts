import type { DynamicToolNamespaceTool, DynamicToolSpec } from "#protocol/dynamicTool.ts";
import type { FunctionSpec, ToolSpec } from "./tool.ts";

/** How many tools a search finds when the model does not say. */
export const DEFAULT_LIMIT = 8;

/** Of the Responses API: what is found is offered from the next request on. */
const toolSearchSpec: ToolSpec = {
	type: "tool_search",
	execution: "client",
	description:
		"Some tools are not listed because there are many. Searches their names, descriptions and parameters; those found can be called from then on.",
	parameters: {
		type: "object",
		properties: {
			query: { type: "string", description: "What the tool should do, in a few words." },
			limit: { type: "number", description: `The most tools to find. ${DEFAULT_LIMIT} unless given.` },
		},
		required: ["query"],
		additionalProperties: false,
	},
};

/**
 * The client's tools as the model is offered them. Those that are to be loaded late are left out where the model can search
 * for them. A tool with the name of one of the server's own is not offered.
 */
export function dynamicSpecs(
	tools: readonly DynamicToolSpec[],
	own: readonly ToolSpec[],
	canSearch: boolean,
): ToolSpec[] {
	const taken = new Set(own.flatMap((spec) => ("name" in spec ? [spec.name] : [])));
	const specs: ToolSpec[] = [];
	let isSearchable = false;
	for (const tool of tools) {
		if (tool.type === "function") {
			if (!taken.has(tool.name)) specs.push(functionSpec(tool));
			continue;
		}
		const shown = canSearch ? tool.tools.filter((each) => !each.deferLoading) : tool.tools;
		if (shown.length < tool.tools.length) isSearchable = true;
		if (shown.length > 0) specs.push(namespaceSpec(tool, shown.map(functionSpec)));
	}
	return isSearchable ? [...specs, toolSearchSpec] : specs;
}

/** A namespace with some of its tools. */
export function namespaceSpec({ name, description }: { name: string; description: string }, tools: FunctionSpec[]) {
	return { type: "namespace" as const, name, description, tools };
}

/** A client's tool as a function. A schema that does not say so means an object: the APIs insist on one. */
export function functionSpec({ name, description, inputSchema }: DynamicToolNamespaceTool): FunctionSpec {
	const parameters = { type: "object", properties: {}, ...Object(inputSchema) };
	return { type: "function", name, description, strict: false, parameters };
}
