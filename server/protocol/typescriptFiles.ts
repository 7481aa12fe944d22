import { JSON_VALUE, typeText } from "./generate.ts";
import { referencesIn } from "./protocolTypes.ts";
import { isInJsonSchema } from "./schema.ts";
import { typescriptTypes } from "./typescriptTypes.ts";

const HEAD = '// Generated from server/protocol by "heddle generate-ts". Do not edit.\n';

/** Types that are not of the second version of the protocol alone, and so lie outside `v2/`. */
const OUTSIDE_V2 = new Set(
	`AbsolutePathBuf AgentMessageInputContent AgentPath ApplyPatchApprovalParams ApplyPatchApprovalResponse AuthMode
	AutoCompactTokenLimitScope ClientInfo ClientNotification ClientRequest CodexResponseHandoffMode ExecPolicyAmendment ResponseItemId CollaborationMode
	ConfigurationReasoning ContentItem ConversationTextRole ExecCommandApprovalParams ExecCommandApprovalResponse FileChange
	ForcedLoginMethod FunctionCallOutputBody FunctionCallOutputContentItem GuardianAssessmentOutcome ImageDetail
	ImageGenerationFailure ImageGenerationInputImage ImageGenerationItem InitializeCapabilities InitializeParams InitializeResponse InputModality
	InternalChatMessageMetadataPassthrough LegacyAppPathString LocalShellAction LocalShellExecAction LocalShellStatus McpServerInfo MessagePhase
	ModeKind MultiAgentMode NetworkPolicyAmendment NetworkPolicyRuleAction ParsedCommand PathUri Personality PlanType
	RealtimeConversationVersion RealtimeOutputModality RealtimeVoice RealtimeVoicesList ReasoningEffort ReasoningItemContent
	ReasoningItemReasoningSummary ReasoningSummary RequestId Resource ResourceContent ResourceTemplate ResponseItem
	ReviewDecision ResponsesApiWebSearchAction ServerNotification ServerNotificationEnvelope ServerRequest Settings SleepItem SubAgentSource ThreadId ThreadMemoryMode Tool
	ToolExposureSurface Verbosity WebSearchContextSize WebSearchItem WebSearchLocation WebSearchMode WebSearchProvider
	WebSearchToolConfig`.split(/\s+/),
);

const isOutside = (name: string) => OUTSIDE_V2.has(name) || name.startsWith("FuzzyFileSearch") || !isInJsonSchema(name);

/** Names of ours whose files are called otherwise: the second version has another type of that name. */
const NAMES: Record<string, string> = { ResponsesApiWebSearchAction: "WebSearchAction", StoredSource: "SessionSource" };

/** Types that `v2/` has as well, being the same. */
const ALSO_IN_V2 = ["ExecPolicyAmendment", "NetworkPolicyAmendment", "NetworkPolicyRuleAction"];

/** What `generate-ts` writes: path → text. A file for each type and two indexes. */
export function typescriptFiles(isExperimental: boolean): Map<string, string> {
	const types = typescriptTypes(isExperimental);
	const files = new Map<string, string>();
	for (const [name, definition] of Object.entries(types)) {
		const others = [...new Set(referencesIn(definition))].filter((each) => each !== name).sort();
		const imports = others.map((each) => importOf(each, name));
		const text = typeText(definition, "");
		if (/\bJsonValue\b/.test(text)) imports.push(importOf("JsonValue", name));
		files.set(fileOf(name), `${HEAD}${imports.join("")}\nexport type ${nameIn(name)} = ${text};\n`);
	}
	for (const name of ALSO_IN_V2) files.set(`v2/${name}.ts`, `${HEAD}\n${exportOf(name, "../")}`);
	files.set(fileOf("JsonValue"), `${HEAD}\n${JSON_VALUE}`);
	const all = Object.keys(types);
	const second = [...all.filter((name) => !isOutside(name)), ...ALSO_IN_V2].map((name) => exportOf(name, "./"));
	const first = all.filter(isOutside).map((name) => exportOf(nameIn(name), "./"));
	files.set("v2/index.ts", `${HEAD}\n${second.sort().join("")}`);
	files.set("index.ts", `${HEAD}\n${first.sort().join("")}export * as v2 from "./v2";\n`);
	return files;
}

const nameIn = (name: string) => NAMES[name] ?? name;

const exportOf = (name: string, folder: string) => `export type { ${name} } from ${JSON.stringify(folder + name)};\n`;

/** The import of a type of ours, under our name. */
function importOf(name: string, from: string): string {
	const [target, source] = [fileOf(name), fileOf(from)].map((file) => file.slice(0, -".ts".length));
	const path = source?.startsWith("v2/") ? `../${target}`.replace(/^\.\.\/v2\//, "./") : `./${target}`;
	const known = nameIn(name) === name ? name : `${nameIn(name)} as ${name}`;
	return `import type { ${known} } from ${JSON.stringify(path)};\n`;
}

function fileOf(name: string): string {
	if (name === "JsonValue") return "serde_json/JsonValue.ts";
	return `${isOutside(name) ? "" : "v2/"}${nameIn(name)}.ts`;
}
