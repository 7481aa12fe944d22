import { clientRequests } from "./clientRequests.ts";
import { JSON_VALUE, typeText } from "./generate.ts";
import { reachable, referencesIn, typesOf } from "./protocolTypes.ts";
import { isInJsonSchema } from "./schema.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

const HEAD = '// Generated from server/protocol by "heddle generate-ts". Do not edit.\n';

/** Types that are not of the second version of the protocol alone, and so lie outside `v2/`. */
const OUTSIDE_V2 = new Set(
	`AbsolutePathBuf AgentMessageInputContent AgentPath ApplyPatchApprovalParams ApplyPatchApprovalResponse AuthMode
	AutoCompactTokenLimitScope ClientInfo ClientNotification ClientRequest CodexResponseHandoffMode CollaborationMode
	ConfigurationReasoning ContentItem ConversationTextRole ExecCommandApprovalParams ExecCommandApprovalResponse FileChange
	ForcedLoginMethod FunctionCallOutputBody FunctionCallOutputContentItem GuardianAssessmentOutcome ImageDetail
	ImageGenerationFailure ImageGenerationInputImage InitializeCapabilities InitializeParams InitializeResponse InputModality
	InternalChatMessageMetadataPassthrough LegacyAppPathString LocalShellAction LocalShellStatus McpServerInfo MessagePhase
	ModeKind MultiAgentMode NetworkPolicyAmendment NetworkPolicyRuleAction ParsedCommand PathUri Personality PlanType
	RealtimeConversationVersion RealtimeOutputModality RealtimeVoice RealtimeVoicesList ReasoningEffort ReasoningItemContent
	ReasoningItemReasoningSummary ReasoningSummary RequestId Resource ResourceContent ResourceTemplate ResponseItem
	ReviewDecision ServerNotification ServerRequest Settings SubAgentSource ThreadId ThreadMemoryMode Tool
	ToolExposureSurface Verbosity WebSearchContextSize WebSearchLocation WebSearchMode WebSearchProvider
	WebSearchToolConfig`.split(/\s+/),
);

const isOutside = (name: string) => OUTSIDE_V2.has(name) || name.startsWith("FuzzyFileSearch") || !isInJsonSchema(name);

/**
 * What `generate-ts` writes: path → text. A file for each type and two indexes. What a client sends may leave members out; what
 * it receives has them all.
 */
export function typescriptFiles(isExperimental: boolean): Map<string, string> {
	const received = typesOf(isExperimental, "output");
	const sent = typesOf(isExperimental, "input");
	const isReceived = new Set(
		reachable(
			[
				...Object.values(clientRequests).map(({ result }) => result.schemaName),
				...Object.values(serverRequests).map(({ params }) => params.schemaName),
				...Object.values(serverNotifications).map(({ params }) => params.schemaName),
			],
			received,
		),
	);
	const fromSent = reachable(
		[
			...Object.values(clientRequests).map(({ params }) => params.schemaName),
			...Object.values(serverRequests).map(({ result }) => result.schemaName),
		],
		sent,
	);
	const isOnlySent = new Set(fromSent.filter((name) => !isReceived.has(name)));
	const files = new Map<string, string>();
	const names = Object.keys(received).sort();
	for (const name of names) {
		const definition = (isOnlySent.has(name) ? sent[name] : received[name]) ?? {};
		const imports = [...new Set(referencesIn(definition))].filter((each) => each !== name).sort();
		const lines = imports.map((each) => `import type { ${each} } from "${pathTo(each, name)}";\n`);
		const text = typeText(definition, "");
		const isAnything = /\bJsonValue\b/.test(text);
		if (isAnything)
			lines.push(`import type { JsonValue } from "${isOutside(name) ? "./" : "../"}serde_json/JsonValue";\n`);
		files.set(fileOf(name), `${HEAD}${lines.join("")}\nexport type ${name} = ${text};\n`);
	}
	files.set("serde_json/JsonValue.ts", `${HEAD}\n${JSON_VALUE}`);
	const index = (all: readonly string[]) => all.map((name) => `export type { ${name} } from "./${name}";\n`).join("");
	files.set("v2/index.ts", `${HEAD}\n${index(names.filter((name) => !isOutside(name)))}`);
	files.set("index.ts", `${HEAD}\n${index(names.filter(isOutside))}export * as v2 from "./v2";\n`);
	return files;
}

const fileOf = (name: string) => `${isOutside(name) ? "" : "v2/"}${name}.ts`;

function pathTo(name: string, from: string): string {
	if (isOutside(name) === isOutside(from)) return `./${name}`;
	return isOutside(name) ? `../${name}` : `./v2/${name}`;
}
