import { clientRequests } from "./clientRequests.ts";
import type { JsonSchema } from "./generate.ts";
import { type Definitions, reachable, typesOf } from "./protocolTypes.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

/** Alternatives of unions that have names of their own, without their tags: the union, and the alternative's `type`. */
const PARTS: Record<string, readonly [string, string]> = {
	BedrockSettingsParams: ["ProviderSettingsPatch", "bedrock"],
	CustomGatewaySettingsParams: ["ProviderSettingsPatch", "customGateway"],
	DynamicToolFunctionSpec: ["DynamicToolSpec", "function"],
	DynamicToolNamespaceSpec: ["DynamicToolSpec", "namespace"],
	GcpSettingsParams: ["ProviderSettingsPatch", "gcp"],
	ImageGenerationItem: ["ThreadItem", "imageGeneration"],
	LocalShellExecAction: ["LocalShellAction", "exec"],
	SleepItem: ["ThreadItem", "sleep"],
	WebSearchItem: ["ThreadItem", "webSearch"],
};

/** Tables whose entries the JSON Schema does not describe, and the type of an entry. */
const ENTRIES = { AppLinksConfig: "AppLinkConfig", AppToolsConfig: "AppToolConfig", AppsConfig: "AppConfig" };

/** Types of experimental requests that the stable protocol has as well. */
const KEPT = ["RemoteControlDisableParams", "RemoteControlEnableParams"];

/** Members that all alternatives of a union have. */
const SHARED = new Set(["type", "completedAtMs", "startedAtMs"]);

/** Notifications that the JSON Schema does not have. */
const RAW = {
	"rawResponse/completed": "RawResponseCompletedNotification",
	"rawResponseItem/completed": "RawResponseItemCompletedNotification",
};

const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** Types that the JSON Schema writes out where they are used; the envelope is a notification as it is on the wire. */
const NAMED: Definitions = {
	ExecPolicyAmendment: { type: "array", items: { type: "string" } },
	ResponseItemId: { type: "string" },
	ServerNotificationEnvelope: {
		allOf: [{ type: "object", properties: { emittedAtMs: { type: "integer" } } }, ref("ServerNotification")],
	},
};

/** The types that `generate-ts` writes. What a client sends may leave members out; what it receives has them all. */
export function typescriptTypes(isExperimental: boolean): Definitions {
	const [received, sent] = [typesOf(isExperimental, "output"), typesOf(isExperimental, "input")];
	const experimental = typesOf(true, "input");
	for (const name of KEPT) received[name] = sent[name] = experimental[name] ?? {};
	const isSent = onlySent();
	const types: Definitions = { ...NAMED };
	for (const [name, definition] of Object.entries(received))
		types[name] = (isSent.has(name) ? sent[name] : undefined) ?? definition;
	for (const [name, entry] of Object.entries(ENTRIES))
		types[name] = { ...types[name], additionalProperties: ref(entry) };
	types.ServerNotification = { oneOf: [types.ServerNotification ?? {}, ...Object.entries(RAW).map(notification)] };
	for (const [name, [union, tag]] of Object.entries(PARTS)) types[name] = part(types[union] ?? {}, tag);
	return types;
}

const notification = ([method, params]: [string, string]): JsonSchema => ({
	type: "object",
	properties: { method: { const: method }, params: ref(params) },
	required: ["method", "params"],
});

/** Names of the types that clients send and do not receive. */
function onlySent(): Set<string> {
	const types = typesOf(true, "output");
	const found = (carried: readonly { schemaName: string }[]) =>
		reachable(
			carried.map(({ schemaName }) => schemaName),
			types,
		);
	const [asked, asking] = [Object.values(clientRequests), Object.values(serverRequests)];
	const received = [
		...asked.map(({ result }) => result),
		...asking.map(({ params }) => params),
		...Object.values(serverNotifications).map(({ params }) => params),
		...Object.values(RAW).map((schemaName) => ({ schemaName })),
	];
	const isReceived = new Set(found(received));
	const sent = found([...asked.map(({ params }) => params), ...asking.map(({ result }) => result)]);
	return new Set(sent.filter((name) => !isReceived.has(name)));
}

/** Of a union of objects, the alternatives that `tag` marks, without what all of them have. */
function part(union: JsonSchema, tag: string): JsonSchema {
	const alternatives = alternativesOf(union).filter(({ properties }) => Object(Object(properties).type).const === tag);
	const own = alternatives.map(({ properties, required, ...rest }) => ({
		...rest,
		properties: Object.fromEntries(Object.entries(Object(properties)).filter(([name]) => !SHARED.has(name))),
		required: Array.isArray(required) ? required.filter((name) => !SHARED.has(name)) : [],
	}));
	const [only] = own;
	return own.length === 1 && only ? only : { anyOf: own };
}

function alternativesOf(definition: JsonSchema): JsonSchema[] {
	const inner = definition.anyOf ?? definition.oneOf;
	return Array.isArray(inner) ? inner.flatMap(alternativesOf) : [definition];
}
