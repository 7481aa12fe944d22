const listed = (names: string) => names.trim().split(/\s+/);

/**
 * TypeScript of ours and of the reference that is not the same, by the reason (docs/protocol.md has them too). Each type is compared with
 * the reference's own types in it, so a difference is told of where it is and not wherever that type is used.
 */
export const TYPE_DIFFERENCES: Record<string, readonly string[]> = {
	"notifications that the JSON Schema does not have": ["ServerNotification"],
	"parameters that a request does not have are `undefined` in the reference's, which JSON has not": ["ClientRequest"],
	"the reference calls anything `unknown` here, and `JsonValue` everywhere else": ["ContentItem", "ResponseItem"],
	"the JSON Schema does not say what the entries are": ["v2/AppLinksConfig", "v2/AppToolsConfig", "v2/AppsConfig"],
	"the reference's JSON Schema has snake_case where its TypeScript has camelCase; ours says what the schema says": [
		"v2/AccountSessionsSwitchResponse",
		"v2/ThreadRealtimeItem",
		"v2/ThreadTimelineEntry",
	],
	"the reference's is open: any text or object": ["v2/CodexErrorInfo"],
};

/** Those that differ only in whether a member may be left out, or null: ours says what may be sent, and what is written. */
export const ABSENCE_DIFFERENCES = listed(`
	ClientInfo FunctionCallOutputContentItem FuzzyFileSearchParams GetAuthStatusParams InitializeCapabilities InitializeParams
	InternalChatMessageMetadataPassthrough RealtimeVoicesList Resource ResourceContent ResourceTemplate Tool
	v2/AdditionalFileSystemPermissions v2/ChatgptAuthTokensRefreshResponse v2/CommandExecutionRequestApprovalParams
	v2/ConfigWarningNotification v2/ExternalAgentConfigImportHistoryRecordSuccessParams v2/GatewayOAuthReadResponse
	v2/GetAccountRateLimitsResponse v2/GrantedPermissionProfile v2/McpElicitationBooleanSchema
	v2/McpElicitationLegacyTitledEnumSchema v2/McpElicitationNumberSchema v2/McpElicitationSchema
	v2/McpElicitationStringSchema v2/McpElicitationTitledMultiSelectEnumSchema
	v2/McpElicitationTitledSingleSelectEnumSchema v2/McpElicitationUntitledMultiSelectEnumSchema
	v2/McpElicitationUntitledSingleSelectEnumSchema v2/McpServerElicitationRequestParams
	v2/McpServerElicitationRequestResponse v2/McpServerOauthLoginCompletedNotification v2/McpServerOauthLoginResponse
	v2/McpServerStatus v2/McpServerToolCallResponse v2/McpToolCallResult v2/PermissionsRequestApprovalResponse
	v2/ResponseUsageMetadata v2/ReviewTarget v2/SkillInterface v2/SkillMetadata v2/SkillToolDependency v2/ThreadItem
	v2/ThreadNameUpdatedNotification v2/TurnToolOutput v2/UserInput
`);

/** The same, in one of the two protocols. */
export const ABSENCE_IN_ONE = {
	stable: listed(
		"v2/AdditionalContextEntry v2/EnvironmentSkillsParams v2/ThreadResumeInitialTurnsPageParams v2/TurnEnvironmentParams",
	),
	experimental: listed("LocalShellAction v2/EnvironmentStatusResponse v2/ThreadRealtimeAppendTextParams"),
};
