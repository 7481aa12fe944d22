/**
 * Types of the TypeScript that are not assignable to the reference's of the same name, or the other way round, by the reason
 * (docs/protocol.md has them too). Each type is compared with the reference's own types in it, so a difference is told of where it is
 * and not wherever that type is used.
 */
export const TYPE_DIFFERENCES: Record<string, readonly string[]> = {
	"what may be left out of what a client sends; the reference reads it alike, and its types want null": [
		"ClientInfo",
		"ClientRequest",
		"FuzzyFileSearchParams",
		"GetAuthStatusParams",
		"InitializeCapabilities",
		"InitializeParams",
		"v2/ChatgptAuthTokensRefreshResponse",
		"v2/ExternalAgentConfigImportHistoryRecordSuccessParams",
		"v2/McpServerElicitationRequestResponse",
		"v2/PermissionsRequestApprovalResponse",
		"v2/ReviewTarget",
		"v2/ThreadRealtimeAppendTextParams",
		"v2/TurnToolOutput",
	],
	"the reference calls anything `unknown` here, and `JsonValue` everywhere else": [
		"ContentItem",
		"ResponseItem",
		"v2/CodexErrorInfo",
	],
	"the reference sends null for the detail of an image, and its types do not say so": ["v2/UserInput"],
	"the reference's JSON Schema has snake_case where its TypeScript has camelCase; ours says what the schema says": [
		"v2/AccountSessionsSwitchResponse",
		"v2/ThreadRealtimeItem",
		"v2/ThreadTimelineEntry",
	],
};
