import type * as z from "zod";
import { clientNotifications } from "./clientNotifications.ts";
import { clientRequests, schemaRequests } from "./clientRequests.ts";
import { experimentalMembers } from "./experimental.ts";
import { definitionsOf, type JsonSchema } from "./generate.ts";
import { declaredSchemas, isInJsonSchema, type LazySchema } from "./schema.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

export type Definitions = Record<string, JsonSchema>;

interface Method {
	params: LazySchema<z.ZodType>;
	result?: LazySchema<z.ZodType>;
	experimental?: boolean;
	paramsOptional?: boolean;
}

/** The parts of answers, and of what the server asks and sets, that only the experimental protocol has. */
const EXPERIMENTAL_MEMBERS: Record<string, readonly string[]> = {
	CommandExecutionRequestApprovalParams: ["additionalPermissions", "availableDecisions"],
	Config: ["apps"],
	ConfigRequirements: ["allowedApprovalsReviewers", "application", "hooks", "network"],
	GetAccountResponse: ["workspaceRouting"],
	Thread: ["attachedToThreadId", "canAcceptDirectInput", "daybreakEnabled", "environments", "extra"],
	ThreadForkResponse: ["activePermissionProfile", "multiAgentMode", "runtimeWorkspaceRoots"],
	ThreadItemEntry: ["outputDeferred"],
	ThreadListResponse: ["readStates"],
	ThreadReadResponse: ["readState"],
	ThreadResumeResponse: ["activePermissionProfile", "initialTurnsPage", "multiAgentMode", "runtimeWorkspaceRoots"],
	ThreadSettings: ["environments", "multiAgentMode"],
	ThreadStartResponse: ["activePermissionProfile", "multiAgentMode", "runtimeWorkspaceRoots"],
};

const isTable = (value: unknown): value is JsonSchema =>
	typeof value === "object" && value !== null && !Array.isArray(value);

const REF = "#/definitions/";

/** The types that a definition names. */
export function referencesIn(definition: unknown): string[] {
	if (Array.isArray(definition)) return definition.flatMap(referencesIn);
	if (!isTable(definition)) return [];
	const { $ref } = definition;
	const own = typeof $ref === "string" && $ref.startsWith(REF) ? [$ref.slice(REF.length)] : [];
	return [...own, ...Object.values(definition).flatMap(referencesIn)];
}

/** Names of all types that can be reached from `names`, these included, in alphabetical order. */
export function reachable(names: Iterable<string>, definitions: Definitions): string[] {
	const found = new Set<string>();
	const visit = (name: string) => {
		if (found.has(name) || !definitions[name]) return;
		found.add(name);
		for (const each of referencesIn(definitions[name])) visit(each);
	};
	for (const name of names) visit(name);
	return [...found].sort();
}

/** Types that no method carries as a whole and that clients know all the same: of the data of errors, and of raw events. */
const CARRIED_ELSEWHERE = [
	"ModelProviderError",
	"RawResponseCompletedNotification",
	"RawResponseItemCompletedNotification",
];
const CARRIED_IN_EXPERIMENTS = ["UserVerificationRpcError"];

/** The entries of a registry that the face has. */
const methods = (registry: Record<string, Method>, isExperimental: boolean): [string, Method][] =>
	Object.entries(registry).filter(([, { experimental }]) => isExperimental || !experimental);

/** Names of the types that a method, or something beside the methods, carries as a whole. */
export function carriedTypes(isExperimental: boolean): string[] {
	const entries = [schemaRequests, serverRequests, serverNotifications].flatMap((registry) =>
		methods(registry, isExperimental),
	);
	const types = entries.flatMap(([, { params, result }]) => (result ? [params, result] : [params]));
	const names = types.map(({ schemaName }) => schemaName).filter((name) => name !== "null");
	return [...new Set([...names, ...CARRIED_ELSEWHERE, ...(isExperimental ? CARRIED_IN_EXPERIMENTS : [])])].sort();
}

/** Of the parameters of clients' requests, those that may be left out or null. */
export function nullableTypes(isExperimental: boolean): string[] {
	const optional = methods(schemaRequests, isExperimental).filter(([, { paramsOptional }]) => paramsOptional);
	return optional.map(([, { params }]) => params.schemaName).filter((name) => name !== "null");
}

/** Names of the types that the server's own requests carry. */
export function askedTypes(isExperimental: boolean): string[] {
	const entries = methods(serverRequests, isExperimental);
	return entries.flatMap(([, { params, result }]) => [params.schemaName, ...(result ? [result.schemaName] : [])]);
}

/** The types of the JSON Schema, as a reader may get them. */
export function protocolTypes(isExperimental: boolean): Definitions {
	const all = withMessages(definitionsOf(), isExperimental, schemaRequests);
	return Object.fromEntries(Object.entries(all).filter(([name]) => isInJsonSchema(name)));
}

/** The types of the TypeScript, as they are sent (`input`) or received. */
export const typesOf = (isExperimental: boolean, io: "input" | "output"): Definitions =>
	withMessages(definitionsOf(io, true), isExperimental, clientRequests);

/** Declared types, and the unions of all messages of a kind, without what only experimental methods carry. */
function withMessages(declared: Definitions, isExperimental: boolean, requests: Record<string, Method>): Definitions {
	const all: Definitions = { ...declared, ...messageTypes(isExperimental, requests) };
	if (isExperimental) return all;
	const known = new Set(carriedTypes(false));
	for (const name of carriedTypes(true)) if (!known.has(name)) delete all[name];
	for (const [name, definition] of Object.entries(all)) all[name] = stable(name, definition);
	return all;
}

function messageTypes(isExperimental: boolean, requests: Record<string, Method>): Definitions {
	const id = { $ref: `${REF}RequestId` };
	const parameters = ({ params, paramsOptional }: Method) => {
		if (params.schemaName === "null") return { type: "null" };
		const ref = { $ref: `${REF}${params.schemaName}` };
		return paramsOptional ? { anyOf: [ref, { type: "null" }] } : ref;
	};
	const union = (registry: Record<string, Method>, more: JsonSchema) => ({
		oneOf: methods(registry, isExperimental).map(([method, entry]) => ({
			type: "object",
			properties: { ...more, method: { type: "string", enum: [method] }, params: parameters(entry) },
			required: [...Object.keys(more), "method", ...(entry.paramsOptional ? [] : ["params"])],
		})),
	});
	return {
		ClientNotification: {
			oneOf: Object.keys(clientNotifications).map((method) => ({
				type: "object",
				properties: { method: { type: "string", enum: [method] } },
				required: ["method"],
			})),
		},
		ClientRequest: union(requests, { id }),
		ServerNotification: union(serverNotifications, {}),
		ServerRequest: union(serverRequests, { id }),
	};
}

/** The kinds of elicitation that only the experimental protocol has, by their `mode`. */
const EXPERIMENTAL_MODES = ["openai/userVerification"];

function isStable(alternative: unknown): boolean {
	const { properties } = isTable(alternative) ? alternative : {};
	const mode = isTable(properties) ? properties.mode : null;
	return !isTable(mode) || !EXPERIMENTAL_MODES.includes(String(mode.const));
}

/** A definition without what only the experimental protocol has. */
function stable(name: string, definition: JsonSchema): JsonSchema {
	for (const union of ["anyOf", "oneOf"]) {
		const alternatives = definition[union];
		if (Array.isArray(alternatives)) return { ...definition, [union]: alternatives.filter(isStable) };
	}
	const schema = declaredSchemas().get(name);
	const marked = schema ? experimentalMembers(schema()) : [];
	const gone = new Set([...marked, ...(EXPERIMENTAL_MEMBERS[name] ?? [])]);
	if (gone.size === 0 || !isTable(definition.properties)) return definition;
	const required = Array.isArray(definition.required) ? definition.required : [];
	return {
		...definition,
		properties: Object.fromEntries(Object.entries(definition.properties).filter(([member]) => !gone.has(member))),
		required: required.filter((member) => !gone.has(member)),
	};
}
