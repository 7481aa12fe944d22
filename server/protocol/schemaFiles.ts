import type { JsonSchema } from "./generate.ts";
import {
	askedTypes,
	carriedTypes,
	type Definitions,
	nullableTypes,
	protocolTypes,
	reachable,
} from "./protocolTypes.ts";

/** As clients look for it. */
const BUNDLE = "codex_app_server_protocol";
const DRAFT = { $schema: "http://json-schema.org/draft-07/schema#" };

/** JSON-RPC 2.0 as the wire has it: without the `jsonrpc` member. */
const ENVELOPES: Definitions = {
	JSONRPCError: message({
		error: { $ref: "#/definitions/JSONRPCErrorError" },
		id: { $ref: "#/definitions/RequestId" },
	}),
	JSONRPCErrorError: {
		type: "object",
		properties: { code: { type: "integer" }, data: {}, message: { type: "string" } },
		required: ["code", "message"],
	},
	JSONRPCMessage: {
		anyOf: ["Request", "Notification", "Response", "Error"].map((kind) => ({ $ref: `#/definitions/JSONRPC${kind}` })),
	},
	JSONRPCNotification: message({ method: { type: "string" } }, { params: {} }),
	JSONRPCRequest: message(
		{ id: { $ref: "#/definitions/RequestId" }, method: { type: "string" } },
		{ params: {}, trace: { anyOf: [{ $ref: "#/definitions/W3cTraceContext" }, { type: "null" }] } },
	),
	JSONRPCResponse: message({ id: { $ref: "#/definitions/RequestId" }, result: {} }),
	RequestId: { anyOf: [{ type: "string" }, { type: "integer" }] },
	W3cTraceContext: {
		type: "object",
		properties: { traceparent: { type: ["string", "null"] }, tracestate: { type: ["string", "null"] } },
	},
};

function message(required: JsonSchema, optional: JsonSchema = {}): JsonSchema {
	return { type: "object", properties: { ...required, ...optional }, required: Object.keys(required) };
}

const MESSAGES = ["ClientNotification", "ClientRequest", "ServerNotification", "ServerRequest"];

/** What `generate-json-schema` writes: path → text. A file for each type that a method carries, and two with all of them. */
export function jsonSchemaFiles(isExperimental: boolean): Map<string, string> {
	const definitions: Definitions = { ...protocolTypes(isExperimental), ...ENVELOPES };
	// A top-level member of every notification, whatever else it carries; in milliseconds.
	definitions.ServerNotification = {
		...definitions.ServerNotification,
		properties: { emittedAtMs: { type: "integer" } },
	};
	const nullable = new Set(nullableTypes(isExperimental));
	for (const name of nullable) {
		definitions[`Nullable${name}`] = { anyOf: [{ $ref: `#/definitions/${name}` }, { type: "null" }] };
	}
	const beside = new Set([...MESSAGES, ...Object.keys(ENVELOPES), ...askedTypes(isExperimental)]);
	const isBeside = (name: string) => beside.has(name) || /^(FuzzyFileSearch|Initialize)/.test(name);
	const carried = carriedTypes(isExperimental).map((name) => (nullable.has(name) ? `Nullable${name}` : name));
	const files = new Map<string, string>();
	for (const name of new Set([...carried, ...beside])) {
		if (name === "W3cTraceContext") continue;
		const folder = name.startsWith("Initialize") ? "v1/" : isBeside(name) ? "" : "v2/";
		files.set(`${folder}${name}.json`, text(document(name, definitions)));
	}
	const title = (name: string) => ({ ...DRAFT, title: name, type: "object" });
	const second = reachable(
		carried.filter((name) => !isBeside(name)),
		definitions,
	);
	const flat = pick(
		reachable([...second, "ClientRequest", "ServerNotification", "InitializeParams"], definitions),
		definitions,
	);
	files.set(`${BUNDLE}.v2.schemas.json`, text({ ...title("CodexAppServerProtocolV2"), definitions: flat }));
	const first = reachable([...carried, ...beside], definitions).filter(
		(name) => isBeside(name) || !second.includes(name),
	);
	const both = nested(first, second, definitions);
	files.set(`${BUNDLE}.schemas.json`, text({ ...title("CodexAppServerProtocol"), definitions: both }));
	return files;
}

/** A type with all that it is made of. */
function document(name: string, definitions: Definitions): JsonSchema {
	const inner = reachable([name], definitions).filter((each) => each !== name || isRecursive(name, definitions));
	const parts = inner.length === 0 ? {} : { definitions: pick(inner, definitions) };
	return { ...DRAFT, ...definitions[name], ...parts, title: name };
}

const isRecursive = (name: string, definitions: Definitions) =>
	JSON.stringify(pick(reachable([name], definitions), definitions)).includes(`"#/definitions/${name}"`);

const pick = (names: readonly string[], definitions: Definitions): Definitions =>
	Object.fromEntries([...new Set(names)].sort().map((name) => [name, definitions[name] ?? {}]));

/** Types of the second version of the protocol under `v2`, what only others use beside it; each refers to its own side first. */
function nested(first: readonly string[], second: readonly string[], definitions: Definitions): JsonSchema {
	const within = (names: readonly string[], here: string, there: string) => {
		const own = new Set(names);
		const moved = JSON.stringify(pick(names, definitions)).replace(/"#\/definitions\/(\w+)"/g, (_, to: string) =>
			JSON.stringify(`#/definitions/${own.has(to) ? here : there}${to}`),
		);
		return JSON.parse(moved) as Definitions;
	};
	return { ...within(first, "", "v2/"), v2: within(second, "v2/", "") };
}

const text = (schema: JsonSchema) => `${JSON.stringify(schema, null, 2)}\n`;
