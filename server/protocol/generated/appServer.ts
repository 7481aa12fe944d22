// Generated from server/protocol by "heddle generate-ts". Do not edit.

export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]?: JsonValue } | null;

export type AbsolutePathBuf = string;

export type Account = {
	type: "apiKey";
} | {
	email: string | null;
	planType: PlanType;
	type: "chatgpt";
	workspaceName?: string | null;
} | {
	type: "amazonBedrock";
	usesCodexManagedCredentials?: boolean;
} | {
	type: "gcp";
};

export type AccountLoginCompletedNotification = {
	error?: string | null;
	loginId?: string | null;
	onboardingEntrypoint?: DesktopOnboardingEntrypoint | null;
	success: boolean;
};

export type AccountRateLimitsUpdatedNotification = {
	rateLimits: RateLimitSnapshot;
};

export type AccountRoutingOverride = "NO_CONSTRAINT" | "us" | "us_cr";

export type AccountSecuritySetupAction = {
	label: string;
	url: string;
};

export type AccountSecuritySetupNotice = {
	accountId: string;
	action: AccountSecuritySetupAction;
	description: string;
	title: string;
	userId: string;
};

export type AccountSession = {
	displayName?: string | null;
	email?: string | null;
	imageUrl?: string | null;
	isActive: boolean;
	lastUsedAt: number;
	selectedWorkspaceAccountId?: string | null;
	sessionId: string;
	userId?: string | null;
	workspaces: Array<AccountSessionWorkspace>;
};

export type AccountSessionWorkspace = {
	accountId: string;
	imageUrl?: string | null;
	kind?: AccountSessionWorkspaceKind | null;
	name?: string | null;
};

export type AccountSessionWorkspaceKind = "personal" | "workspace";

export type AccountSessionsListParams = {
	refreshWorkspaceMetadata?: boolean;
};

export type AccountSessionsResponse = {
	activeSessionId?: string | null;
	sessions: Array<AccountSession>;
};

export type AccountSessionsSwitchParams = {
	accountId: string;
	allowBrowserLogin?: boolean;
	sessionId: string;
};

export type AccountSessionsSwitchResponse = {
	activeSessionId?: string | null;
	sessions: Array<AccountSession>;
} | {
	auth_url: string;
	login_id: string;
};

export type AccountTokenUsageDailyBucket = {
	startDate: string;
	tokens: number;
};

export type AccountTokenUsageSummary = {
	currentStreakDays?: number | null;
	lifetimeTokens?: number | null;
	longestRunningTurnSec?: number | null;
	longestStreakDays?: number | null;
	peakDailyTokens?: number | null;
};

export type AccountUpdatedNotification = {
	authMode?: AuthMode | null;
	planType?: PlanType | null;
};

export type ActivePermissionProfile = {
	extends?: string | null;
	id: string;
};

export type AddCreditsNudgeCreditType = "credits" | "usage_limit";

export type AddCreditsNudgeEmailStatus = "sent" | "cooldown_active";

export type AdditionalContextEntry = {
	kind: AdditionalContextKind;
	name?: string | null;
	value: string;
};

export type AdditionalContextKind = "untrusted" | "application";

export type AdditionalFileSystemPermissions = {
	entries?: Array<FileSystemSandboxEntry> | null;
	globScanMaxDepth?: number | null;
	read?: Array<LegacyAppPathString> | null;
	write?: Array<LegacyAppPathString> | null;
};

export type AdditionalNetworkPermissions = {
	enabled?: boolean | null;
};

export type AdditionalPermissionProfile = {
	fileSystem?: AdditionalFileSystemPermissions | null;
	network?: AdditionalNetworkPermissions | null;
};

export type AgentMessageDelivery = "async";

export type AgentMessageDeltaNotification = {
	delta: string;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type AgentMessageDisplay = {
	action: string;
	blockType?: string | null;
	checkTrustedContacts?: boolean | null;
	cyberTrustedAccess?: boolean | null;
};

export type AgentMessageInputContent = {
	text: string;
	type: "input_text";
} | {
	encrypted_content: string;
	type: "encrypted_content";
};

export type AgentMessageModeration = {
	display?: AgentMessageDisplay | null;
	moderated: boolean;
};

export type AgentPath = string;

export type AllowDenyRequirement = "allow" | "deny";

export type AnalyticsConfig = {
	enabled?: boolean | null;
} & { [key in string]?: JsonValue };

export type AppBranding = {
	category?: string | null;
	developer?: string | null;
	isDiscoverableApp: boolean;
	privacyPolicy?: string | null;
	termsOfService?: string | null;
	website?: string | null;
};

export type AppConfig = {
	approvals_reviewer?: ApprovalsReviewer | null;
	default_tools_approval_mode?: AppToolApproval | null;
	default_tools_enabled?: boolean | null;
	destructive_enabled?: boolean | null;
	enabled?: boolean;
	links?: AppLinksConfig | null;
	omit_tools_from?: Array<ToolExposureSurface> | null;
	open_world_enabled?: boolean | null;
	tools?: AppToolsConfig | null;
};

export type AppInfo = {
	appMetadata?: AppMetadata | null;
	branding?: AppBranding | null;
	description?: string | null;
	distributionChannel?: string | null;
	iconAssets?: { [key in string]?: string } | null;
	iconDarkAssets?: { [key in string]?: string } | null;
	id: string;
	installUrl?: string | null;
	isAccessible?: boolean;
	isEnabled?: boolean;
	labels?: { [key in string]?: string } | null;
	logoUrl?: string | null;
	logoUrlDark?: string | null;
	name: string;
	pluginDisplayNames?: Array<string>;
};

export type AppLinkConfig = {
	approvals_reviewer?: ApprovalsReviewer | null;
	default_tools_approval_mode?: AppToolApproval | null;
};

export type AppLinksConfig = { [key in string]?: JsonValue };

export type AppListUpdatedNotification = {
	data: Array<AppInfo>;
};

export type AppMetadata = {
	categories?: Array<string> | null;
	developer?: string | null;
	firstPartyRequiresInstall?: boolean | null;
	review?: AppReview | null;
	screenshots?: Array<AppScreenshot> | null;
	seoDescription?: string | null;
	showInComposerWhenUnlinked?: boolean | null;
	subCategories?: Array<string> | null;
	version?: string | null;
	versionId?: string | null;
	versionNotes?: string | null;
};

export type AppReview = {
	status: string;
};

export type AppScreenshot = {
	fileId?: string | null;
	url?: string | null;
	userPrompt: string;
};

export type AppSummary = {
	category?: string | null;
	description?: string | null;
	id: string;
	installUrl?: string | null;
	name: string;
};

export type AppTemplateSummary = {
	canonicalConnectorId?: string | null;
	category?: string | null;
	description?: string | null;
	logoUrl?: string | null;
	logoUrlDark?: string | null;
	materializedAppIds: Array<string>;
	name: string;
	reason?: AppTemplateUnavailableReason | null;
	templateId: string;
};

export type AppTemplateUnavailableReason = "NOT_CONFIGURED_FOR_WORKSPACE" | "NO_ACTIVE_WORKSPACE";

export type AppToolApproval = "auto" | "prompt" | "writes" | "approve";

export type AppToolConfig = {
	approval_mode?: AppToolApproval | null;
	enabled?: boolean | null;
};

export type AppToolSummary = {
	description: string;
	disabledReason?: string | null;
	isEnabled?: boolean;
	isReadOnly?: boolean;
	name: string;
	title?: string | null;
};

export type AppToolsConfig = { [key in string]?: JsonValue };

export type ApplicationNetworkRequirements = {
	domains: { [key in string]?: NetworkDomainPermission };
	enabled: boolean;
};

export type ApplicationRequirements = {
	network?: ApplicationNetworkRequirements | null;
	storage?: ApplicationStorageRequirements | null;
};

export type ApplicationStorageRequirements = {
	defaultProjectParent?: LegacyAppPathString | null;
	projectlessWorkspaceRoot?: LegacyAppPathString | null;
};

export type ApplyPatchApprovalParams = {
	callId: string;
	conversationId: ThreadId;
	fileChanges: { [key in string]?: FileChange };
	grantRoot?: string | null;
	reason?: string | null;
};

export type ApplyPatchApprovalResponse = {
	decision: ReviewDecision;
};

export type ApprovalsReviewer = "user" | "auto_review" | "guardian_subagent";

export type AppsConfig = {
	_default?: AppsDefaultConfig | null;
} & { [key in string]?: JsonValue };

export type AppsDefaultConfig = {
	approvals_reviewer?: ApprovalsReviewer | null;
	default_tools_approval_mode?: AppToolApproval | null;
	destructive_enabled?: boolean;
	enabled?: boolean;
	open_world_enabled?: boolean;
};

export type AppsInstalledParams = {
	forceRefresh?: boolean;
	threadId?: string | null;
};

export type AppsInstalledResponse = {
	apps: Array<InstalledApp>;
};

export type AppsListParams = {
	cursor?: string | null;
	forceRefetch?: boolean;
	limit?: number | null;
	threadId?: string | null;
};

export type AppsListResponse = {
	data: Array<AppInfo>;
	nextCursor?: string | null;
};

export type AppsReadParams = {
	appIds: Array<string>;
	includeTools?: boolean;
	threadId?: string | null;
};

export type AppsReadResponse = {
	apps: Array<ConnectorMetadata>;
	missingAppIds: Array<string>;
};

export type AskForApproval = "untrusted" | "on-request" | "never" | {
	granular: {
		mcp_elicitations: boolean;
		request_permissions?: boolean;
		rules: boolean;
		sandbox_approval: boolean;
		skill_approval?: boolean;
	};
};

export type AsyncUserInputQuestion = {
	options?: Array<string> | null;
	title: string;
};

export type AttestationGenerateParams = Record<string, never>;

export type AttestationGenerateResponse = {
	token: string;
};

export type AuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens" | "headers" | "agentIdentity" | "personalAccessToken" | "bedrockApiKey" | "bedrockAccessKeys";

export type AuthRecoveryNotification = {
	message: string;
	provider: string;
	threadId: string;
	turnId: string;
};

export type AutoCompactTokenLimitScope = "total" | "body_after_prefix";

export type AutoReviewDecisionSource = "agent";

export type AutoReviewRequirements = {
	ignoreRules?: Array<string> | null;
	requiredOnModels?: Array<string> | null;
};

export type AwsCredentialType = "accessKeys" | "bedrockApiKey";

export type BedrockAwsProfile = {
	name: string;
	region?: string | null;
};

export type BedrockCheckGovCloudRequirementsParams = Record<string, never>;

export type BedrockCheckGovCloudRequirementsResponse = {
	isGovCloud: boolean;
	shouldWarn: boolean;
};

export type BedrockDiscoverParams = Record<string, never>;

export type BedrockDiscoverResponse = {
	environmentCredentials: Array<BedrockEnvironmentCredential>;
	profiles: Array<BedrockAwsProfile>;
};

export type BedrockEnvironmentCredential = {
	region?: string | null;
	type: AwsCredentialType;
};

export type BedrockProviderId = "amazon-bedrock" | "amazon-bedrock-runtime";

export type BedrockSetupParams = {
	profile: string;
	region: string;
	type: "profile";
} | {
	region: string;
	type: "environment";
};

export type BedrockSetupResponse = Record<string, never>;

export type BrowserUseAccessApprovalLifetime = "turn" | "thread";

export type BrowserUseConfig = {
	allow_history_access?: boolean | null;
	default_origin_policy?: BrowserUseOriginPolicyConfig | null;
	origins?: { [key in string]?: BrowserUseOriginPolicyConfig } | null;
};

export type BrowserUseExtensionRequirements = {
	requestHeaders?: Array<RequestHeader> | null;
};

export type BrowserUseOriginPolicy = {
	access?: AllowDenyRequirement | null;
	accessApprovalLifetime?: BrowserUseAccessApprovalLifetime | null;
	autoReview?: AllowDenyRequirement | null;
	downloads?: AllowDenyRequirement | null;
	fullCdpAccess?: AllowDenyRequirement | null;
	persistentApproval?: boolean | null;
	uploads?: AllowDenyRequirement | null;
};

export type BrowserUseOriginPolicyConfig = {
	access?: AllowDenyRequirement | null;
	downloads?: AllowDenyRequirement | null;
	full_cdp_access?: AllowDenyRequirement | null;
	uploads?: AllowDenyRequirement | null;
};

export type BrowserUseRequirements = {
	allowGlobalPersistentApproval?: boolean | null;
	allowHistoryAccess?: boolean | null;
	allowWebmcp?: boolean | null;
	defaultOriginPolicy?: BrowserUseOriginPolicy | null;
	disableAutoReview?: boolean | null;
	extension?: BrowserUseExtensionRequirements | null;
	origins?: { [key in string]?: BrowserUseOriginPolicy } | null;
};

export type ByteRange = {
	end: number;
	start: number;
};

export type CancelLoginAccountParams = {
	loginId: string;
};

export type CancelLoginAccountResponse = {
	status: CancelLoginAccountStatus;
};

export type CancelLoginAccountStatus = "canceled" | "notFound";

export type CapabilityRootLocation = {
	environmentId: string;
	path: string;
	type: "environment";
};

export type ChatgptAuthTokensRefreshParams = {
	previousAccountId?: string | null;
	reason: ChatgptAuthTokensRefreshReason;
};

export type ChatgptAuthTokensRefreshReason = "unauthorized";

export type ChatgptAuthTokensRefreshResponse = {
	accessToken: string;
	chatgptAccountId: string;
	chatgptPlanType?: string | null;
};

export type CliAuthCredentialsStoreMode = "file" | "keyring" | "auto" | "ephemeral";

export type ClientInfo = {
	name: string;
	title?: string | null;
	version: string;
};

export type CodexErrorInfo = "contextWindowExceeded" | "sessionBudgetExceeded" | "usageLimitExceeded" | "rateLimitExceeded" | "flexUnavailable" | "serverOverloaded" | "modelNotFound" | "policyCapacityUnavailable" | "cyberPolicy" | "misalignmentPolicyViolation" | "tooManyDenials" | "internalServerError" | "unauthorized" | "badRequest" | "threadRollbackFailed" | "sandboxError" | "other" | "inferenceHookDenied" | {
	httpConnectionFailed: {
		httpStatusCode?: number | null;
	};
} | {
	responseStreamConnectionFailed: {
		httpStatusCode?: number | null;
	};
} | {
	responseStreamDisconnected: {
		httpStatusCode?: number | null;
	};
} | {
	responseTooManyFailedAttempts: {
		httpStatusCode?: number | null;
	};
} | {
	activeTurnNotSteerable: {
		turnKind: NonSteerableTurnKind;
	};
} | string | { [key in string]?: JsonValue };

export type CodexResponseHandoffMode = "thinking" | "commentary" | "bemTags";

export type CollabAgentState = {
	message?: string | null;
	status: CollabAgentStatus;
};

export type CollabAgentStatus = "pendingInit" | "running" | "interrupted" | "completed" | "errored" | "shutdown" | "notFound";

export type CollabAgentTool = "spawnAgent" | "sendInput" | "resumeAgent" | "wait" | "closeAgent" | "sendMessage" | "followupTask" | "interruptAgent" | "listAgents";

export type CollabAgentToolCallStatus = "inProgress" | "completed" | "failed" | "interrupted";

export type CollaborationMode = {
	mode: ModeKind;
	settings: Settings;
};

export type CollaborationModeListParams = Record<string, never>;

export type CollaborationModeListResponse = {
	data: Array<CollaborationModeMask>;
};

export type CollaborationModeMask = {
	mode?: ModeKind | null;
	model?: string | null;
	name: string;
	reasoning_effort?: ReasoningEffort | null | null;
};

export type CommandAction = {
	command: string;
	name: string;
	path: LegacyAppPathString;
	type: "read";
} | {
	command: string;
	path?: string | null;
	type: "listFiles";
} | {
	command: string;
	path?: string | null;
	query?: string | null;
	type: "search";
} | {
	command: string;
	type: "unknown";
};

export type CommandExecOutputDeltaNotification = {
	capReached: boolean;
	deltaBase64: string;
	processId: string;
	stream: CommandExecOutputStream;
};

export type CommandExecOutputStream = "stdout" | "stderr";

export type CommandExecParams = {
	command: Array<string>;
	cwd?: string | null;
	disableOutputCap?: boolean;
	disableTimeout?: boolean;
	env?: { [key in string]?: string | null } | null;
	outputBytesCap?: number | null;
	permissionProfile?: string | null;
	processId?: string | null;
	sandboxPolicy?: SandboxPolicy | null;
	size?: CommandExecTerminalSize | null;
	streamStdin?: boolean;
	streamStdoutStderr?: boolean;
	timeoutMs?: number | null;
	tty?: boolean;
};

export type CommandExecResizeParams = {
	processId: string;
	size: CommandExecTerminalSize;
};

export type CommandExecResizeResponse = Record<string, never>;

export type CommandExecResponse = {
	exitCode: number;
	stderr: string;
	stdout: string;
};

export type CommandExecTerminalSize = {
	cols: number;
	rows: number;
};

export type CommandExecTerminateParams = {
	processId: string;
};

export type CommandExecTerminateResponse = Record<string, never>;

export type CommandExecWriteParams = {
	closeStdin?: boolean;
	deltaBase64?: string | null;
	processId: string;
};

export type CommandExecWriteResponse = Record<string, never>;

export type CommandExecutionApprovalDecision = "accept" | "acceptForSession" | "decline" | "cancel" | {
	acceptWithExecpolicyAmendment: {
		execpolicy_amendment: Array<string>;
	};
} | {
	applyNetworkPolicyAmendment: {
		network_policy_amendment: NetworkPolicyAmendment;
	};
};

export type CommandExecutionApprovalKind = "command" | "writeStdin" | "humanCommand";

export type CommandExecutionOutputDeltaNotification = {
	delta: string;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type CommandExecutionRequestApprovalParams = {
	additionalPermissions?: AdditionalPermissionProfile | null;
	availableDecisions?: Array<CommandExecutionApprovalDecision> | null;
	approvalId?: string | null;
	command?: string | null;
	commandActions?: Array<CommandAction> | null;
	cwd?: LegacyAppPathString | null;
	environmentId?: string | null;
	itemId: string;
	kind?: CommandExecutionApprovalKind;
	networkApprovalContext?: NetworkApprovalContext | null;
	proposedExecpolicyAmendment?: Array<string> | null;
	proposedNetworkPolicyAmendments?: Array<NetworkPolicyAmendment> | null;
	reason?: string | null;
	startedAtMs: number;
	threadId: string;
	turnId: string;
};

export type CommandExecutionRequestApprovalResponse = {
	decision: CommandExecutionApprovalDecision;
};

export type CommandExecutionSource = "agent" | "userShell" | "unifiedExecStartup" | "unifiedExecInteraction";

export type CommandExecutionStatus = "inProgress" | "completed" | "failed" | "declined";

export type CommandMigration = {
	name: string;
};

export type ComputerUseConfig = {
	default_app_access?: AllowDenyRequirement | null;
	macos?: ComputerUseMacosConfig | null;
	windows?: ComputerUseWindowsConfig | null;
};

export type ComputerUseMacosConfig = {
	bundle_ids?: { [key in string]?: AllowDenyRequirement } | null;
};

export type ComputerUseMacosRequirements = {
	bundleIds?: { [key in string]?: AllowDenyRequirement } | null;
};

export type ComputerUseRequirements = {
	allowLockedComputerUse?: boolean | null;
	allowPersistentApproval?: boolean | null;
	defaultAppAccess?: AllowDenyRequirement | null;
	macos?: ComputerUseMacosRequirements | null;
	windows?: ComputerUseWindowsRequirements | null;
};

export type ComputerUseWindowsConfig = {
	aumids?: { [key in string]?: AllowDenyRequirement } | null;
	exes?: Array<ComputerUseWindowsExeConfig> | null;
};

export type ComputerUseWindowsExeConfig = {
	access: AllowDenyRequirement;
	binary_name?: string | null;
	product_name: string;
	publisher_name: string;
};

export type ComputerUseWindowsExeRequirement = {
	access: AllowDenyRequirement;
	binaryName?: string | null;
	productName: string;
	publisherName: string;
};

export type ComputerUseWindowsRequirements = {
	aumids?: { [key in string]?: AllowDenyRequirement } | null;
	exes?: Array<ComputerUseWindowsExeRequirement> | null;
};

export type Config = {
	analytics?: AnalyticsConfig | null;
	approval_policy?: AskForApproval | null;
	approvals_reviewer?: ApprovalsReviewer | null;
	apps?: AppsConfig | null;
	browser_use?: BrowserUseConfig | null;
	client_search_provider?: WebSearchProvider | null;
	compact_prompt?: string | null;
	computer_use?: ComputerUseConfig | null;
	desktop?: { [key in string]?: JsonValue } | null;
	developer_instructions?: string | null;
	forced_chatgpt_workspace_id?: ForcedChatgptWorkspaceIds | null;
	forced_login_method?: ForcedLoginMethod | null;
	instructions?: string | null;
	model?: string | null;
	model_auto_compact_token_limit?: number | null;
	model_auto_compact_token_limit_scope?: AutoCompactTokenLimitScope | null;
	model_context_window?: number | null;
	model_provider?: string | null;
	model_reasoning_effort?: ReasoningEffort | null;
	model_reasoning_summary?: ReasoningSummary | null;
	model_verbosity?: Verbosity | null;
	review_model?: string | null;
	sandbox_mode?: SandboxMode | null;
	sandbox_workspace_write?: SandboxWorkspaceWrite | null;
	service_tier?: string | null;
	tools?: ToolsV2 | null;
	web_search?: WebSearchMode | null;
} & { [key in string]?: JsonValue };

export type ConfigBatchWriteParams = {
	edits: Array<ConfigEdit>;
	expectedVersion?: string | null;
	filePath?: string | null;
	reloadUserConfig?: boolean;
};

export type ConfigEdit = {
	keyPath: string;
	mergeStrategy: MergeStrategy;
	value: JsonValue;
};

export type ConfigLayer = {
	config: JsonValue;
	disabledReason?: string | null;
	name: ConfigLayerSource;
	version: string;
};

export type ConfigLayerMetadata = {
	name: ConfigLayerSource;
	version: string;
};

export type ConfigLayerSource = {
	file: AbsolutePathBuf;
	type: "packagedDefaults";
} | {
	domain: string;
	key: string;
	type: "mdm";
} | {
	file: AbsolutePathBuf;
	type: "system";
} | {
	id: string;
	name: string;
	type: "enterpriseManaged";
} | {
	file: AbsolutePathBuf;
	profile?: string | null;
	type: "user";
} | {
	dotCodexFolder: AbsolutePathBuf;
	type: "project";
} | {
	type: "sessionFlags";
} | {
	file: AbsolutePathBuf;
	type: "legacyManagedConfigTomlFromFile";
} | {
	type: "legacyManagedConfigTomlFromMdm";
};

export type ConfigReadParams = {
	cwd?: string | null;
	includeLayers?: boolean;
};

export type ConfigReadResponse = {
	config: Config;
	layers?: Array<ConfigLayer> | null;
	origins: { [key in string]?: ConfigLayerMetadata };
};

export type ConfigRequirements = {
	additionalDeveloperInstructions?: string | null;
	allowAppshots?: boolean | null;
	allowBrowserAndComputerUse?: boolean | null;
	allowLoginShell?: boolean | null;
	allowManagedHooksOnly?: boolean | null;
	allowRemoteControl?: boolean | null;
	allowedApprovalPolicies?: Array<AskForApproval> | null;
	allowedApprovalsReviewers?: Array<ApprovalsReviewer> | null;
	allowedLoginMethods?: Array<ForcedLoginMethod> | null;
	allowedPermissionProfiles?: { [key in string]?: boolean } | null;
	allowedSandboxModes?: Array<SandboxMode> | null;
	allowedWebSearchModes?: Array<WebSearchMode> | null;
	allowedWindowsSandboxImplementations?: Array<WindowsSandboxImplementation> | null;
	application?: ApplicationRequirements | null;
	autoReview?: AutoReviewRequirements | null;
	browserUse?: BrowserUseRequirements | null;
	chatgptBaseUrl?: string | null;
	checkForUpdateOnStartup?: boolean | null;
	cliAuthCredentialsStore?: CliAuthCredentialsStoreMode | null;
	computerUse?: ComputerUseRequirements | null;
	defaultPermissions?: string | null;
	enforceResidency?: ResidencyRequirement | null;
	featureRequirements?: { [key in string]?: boolean } | null;
	feedback?: FeedbackRequirements | null;
	hooks?: ManagedHooksRequirements | null;
	inAppBrowser?: InAppBrowserRequirements | null;
	logDir?: string | null;
	modelCatalogJson?: string | null;
	modelProvider?: string | null;
	modelProviders?: { [key in string]?: JsonValue } | null;
	models?: ModelsRequirements | null;
	network?: NetworkRequirements | null;
	otel?: OtelRequirements | null;
	sqliteHome?: string | null;
};

export type ConfigRequirementsReadResponse = {
	requirements?: ConfigRequirements | null;
	supportsIndependentSpeedModes?: boolean | null;
};

export type ConfigValueWriteParams = {
	expectedVersion?: string | null;
	filePath?: string | null;
	keyPath: string;
	mergeStrategy: MergeStrategy;
	value: JsonValue;
};

export type ConfigWarningNotification = {
	details?: string | null;
	path?: string | null;
	range?: TextRange | null;
	summary: string;
};

export type ConfigWriteResponse = {
	filePath: AbsolutePathBuf;
	overriddenMetadata?: OverriddenMetadata | null;
	status: WriteStatus;
	version: string;
};

export type ConfigurationReasoning = {
	effort: ReasoningEffort;
};

export type ConfiguredHookHandler = {
	additionalContextLimit?: number | null;
	async: boolean;
	command: string;
	commandWindows?: string | null;
	statusMessage?: string | null;
	timeoutSec?: number | null;
	type: "command";
} | {
	input: { [key in string]?: JsonValue };
	server: string;
	statusMessage?: string | null;
	timeoutSec?: number | null;
	tool: string;
	type: "mcp_tool";
} | {
	type: "prompt";
} | {
	type: "agent";
};

export type ConfiguredHookMatcherGroup = {
	hooks: Array<ConfiguredHookHandler>;
	matcher?: string | null;
};

export type ConnectorMetadata = {
	description?: string | null;
	distributionChannel?: string | null;
	iconUrl?: string | null;
	iconUrlDark?: string | null;
	id: string;
	installUrl?: string | null;
	name: string;
	pluginDisplayNames?: Array<string>;
	toolSummaries?: Array<AppToolSummary> | null;
};

export type ConsumeAccountRateLimitResetCreditOutcome = "reset" | "nothingToReset" | "noCredit" | "alreadyRedeemed";

export type ConsumeAccountRateLimitResetCreditParams = {
	creditId?: string | null;
	idempotencyKey: string;
};

export type ConsumeAccountRateLimitResetCreditResponse = {
	outcome: ConsumeAccountRateLimitResetCreditOutcome;
};

export type ContentItem = {
	text: string;
	type: "input_text";
} | {
	detail?: ImageDetail | null;
	image_url: string;
	type: "input_image";
} | {
	detail?: ImageDetail | null;
	file_id: string;
	type: "input_image";
} | {
	audio_url: string;
	type: "input_audio";
} | {
	file_id: string;
	type: "input_audio";
} | {
	annotations?: Array<JsonValue> | null;
	logprobs?: Array<JsonValue> | null;
	text: string;
	type: "output_text";
};

export type ContextCompactedNotification = {
	threadId: string;
	turnId: string;
};

export type ConversationGitInfo = {
	branch?: string | null;
	origin_url?: string | null;
	sha?: string | null;
};

export type ConversationSummary = {
	cliVersion: string;
	conversationId: ThreadId;
	cwd: string;
	gitInfo?: ConversationGitInfo | null;
	modelProvider: string;
	path: string;
	preview: string;
	source: StoredSource;
	timestamp?: string | null;
	updatedAt?: string | null;
};

export type ConversationTextRole = "user" | "developer" | "assistant";

export type CreditsSnapshot = {
	balance?: string | null;
	hasCredits: boolean;
	unlimited: boolean;
};

export type CurrentTimeReadParams = {
	threadId: string;
};

export type CurrentTimeReadResponse = {
	currentTimeAt: number;
};

export type CyberAccessProgram = "standard" | "daybreakBlue" | "daybreakRed";

export type DeprecationNoticeNotification = {
	details?: string | null;
	summary: string;
};

export type DesktopOnboardingEntrypoint = "life_sciences";

export type DynamicToolCallOutputContentItem = {
	text: string;
	type: "inputText";
} | {
	imageUrl: string;
	type: "inputImage";
} | {
	audioUrl: string;
	type: "inputAudio";
};

export type DynamicToolCallParams = {
	arguments: JsonValue;
	callId: string;
	namespace?: string | null;
	threadId: string;
	tool: string;
	turnId: string;
};

export type DynamicToolCallResponse = {
	contentItems: Array<DynamicToolCallOutputContentItem>;
	success: boolean;
};

export type DynamicToolCallStatus = "inProgress" | "completed" | "failed";

export type DynamicToolNamespaceTool = {
	deferLoading?: boolean;
	description: string;
	inputSchema: JsonValue;
	name: string;
	type: "function";
};

export type DynamicToolSpec = {
	deferLoading?: boolean;
	description: string;
	inputSchema: JsonValue;
	name: string;
	type: "function";
} | {
	description: string;
	name: string;
	tools: Array<DynamicToolNamespaceTool>;
	type: "namespace";
};

export type EnvironmentAddParams = {
	authBearerToken?: string | null;
	connectTimeoutMs?: number | null;
	environmentId: string;
	execServerUrl: string;
	skills?: EnvironmentSkillsParams | null;
	websocketRequestId?: string | null;
};

export type EnvironmentAddResponse = Record<string, never>;

export type EnvironmentConnectionNotification = {
	environmentId: string;
	threadId: string;
};

export type EnvironmentInfoParams = {
	environmentId: string;
};

export type EnvironmentInfoResponse = {
	cwd?: PathUri | null;
	shell: EnvironmentShellInfo;
};

export type EnvironmentShellInfo = {
	name: string;
	path: string;
};

export type EnvironmentSkillsParams = {
	required?: Array<string> | null;
};

export type EnvironmentStatusKind = "ready" | "pending" | "disconnected" | "unknown";

export type EnvironmentStatusParams = {
	environmentId: string;
};

export type EnvironmentStatusResponse = {
	error?: string | null;
	status: EnvironmentStatusKind;
};

export type ErrorNotification = {
	error: TurnError;
	threadId: string;
	turnId: string;
	willRetry: boolean;
};

export type ExecCommandApprovalParams = {
	approvalId?: string | null;
	callId: string;
	command: Array<string>;
	conversationId: ThreadId;
	cwd: string;
	parsedCmd: Array<ParsedCommand>;
	reason?: string | null;
};

export type ExecCommandApprovalResponse = {
	decision: ReviewDecision;
};

export type ExperimentalFeature = {
	announcement?: string | null;
	defaultEnabled: boolean;
	description?: string | null;
	displayName?: string | null;
	enabled: boolean;
	name: string;
	stage: ExperimentalFeatureStage;
};

export type ExperimentalFeatureEnablementSetParams = {
	enablement: { [key in string]?: boolean };
};

export type ExperimentalFeatureEnablementSetResponse = {
	enablement: { [key in string]?: boolean };
};

export type ExperimentalFeatureListParams = {
	cursor?: string | null;
	limit?: number | null;
	threadId?: string | null;
};

export type ExperimentalFeatureListResponse = {
	data: Array<ExperimentalFeature>;
	nextCursor?: string | null;
};

export type ExperimentalFeatureStage = "beta" | "underDevelopment" | "stable" | "deprecated" | "removed";

export type ExternalAgentConfigDetectParams = {
	cwds?: Array<string> | null;
	includeHome?: boolean;
	maxSessionAgeDays?: number | null;
	maxSessions?: number | null;
	migrationSource?: string | null;
	source?: string | null;
};

export type ExternalAgentConfigDetectResponse = {
	connectors?: Array<ExternalAgentDetectedConnectorCandidate>;
	items: Array<ExternalAgentConfigMigrationItem>;
};

export type ExternalAgentConfigImportCompletedNotification = {
	importId: string;
	itemTypeResults: Array<ExternalAgentConfigImportTypeResult>;
};

export type ExternalAgentConfigImportHistoriesReadResponse = {
	connectors: Array<ExternalAgentImportedConnectorCandidate>;
	data: Array<ExternalAgentConfigImportHistory>;
};

export type ExternalAgentConfigImportHistory = {
	completedAtMs: number;
	failures: Array<ExternalAgentConfigImportItemTypeFailure>;
	importId: string;
	providerId?: string | null;
	successes: Array<ExternalAgentConfigImportItemTypeSuccess>;
};

export type ExternalAgentConfigImportHistoryRecordParams = {
	itemTypeResults: Array<ExternalAgentConfigImportHistoryRecordTypeResultParams>;
	providerId: string;
};

export type ExternalAgentConfigImportHistoryRecordResponse = {
	importId: string;
};

export type ExternalAgentConfigImportHistoryRecordSuccessParams = {
	cwd?: string | null;
	itemType: ExternalAgentConfigMigrationItemType;
	source?: string | null;
	target?: string | null;
	title?: string | null;
};

export type ExternalAgentConfigImportHistoryRecordTypeResultParams = {
	failures: Array<ExternalAgentConfigImportItemTypeFailure>;
	itemType: ExternalAgentConfigMigrationItemType;
	successes: Array<ExternalAgentConfigImportHistoryRecordSuccessParams>;
};

export type ExternalAgentConfigImportItemTypeFailure = {
	cwd?: string | null;
	errorType?: string | null;
	failureStage: string;
	itemType: ExternalAgentConfigMigrationItemType;
	message: string;
	source?: string | null;
	subErrorType?: string | null;
};

export type ExternalAgentConfigImportItemTypeSuccess = {
	cwd?: string | null;
	itemType: ExternalAgentConfigMigrationItemType;
	source?: string | null;
	target?: string | null;
	title?: string | null;
};

export type ExternalAgentConfigImportParams = {
	migrationItems: Array<ExternalAgentConfigMigrationItem>;
	migrationSource?: string | null;
	providerId?: string | null;
	source?: string | null;
};

export type ExternalAgentConfigImportProgressNotification = {
	importId: string;
	itemTypeResults: Array<ExternalAgentConfigImportTypeResult>;
};

export type ExternalAgentConfigImportResponse = {
	importId: string;
};

export type ExternalAgentConfigImportTypeResult = {
	failures: Array<ExternalAgentConfigImportItemTypeFailure>;
	itemType: ExternalAgentConfigMigrationItemType;
	successes: Array<ExternalAgentConfigImportItemTypeSuccess>;
};

export type ExternalAgentConfigMigrationItem = {
	cwd?: string | null;
	description: string;
	details?: MigrationDetails | null;
	itemType: ExternalAgentConfigMigrationItemType;
};

export type ExternalAgentConfigMigrationItemType = "AGENTS_MD" | "CONFIG" | "SKILLS" | "PLUGINS" | "MCP_SERVER_CONFIG" | "SUBAGENTS" | "HOOKS" | "COMMANDS" | "MEMORY" | "SESSIONS";

export type ExternalAgentDetectedConnectorCandidate = {
	name: string;
	sessionCount: number;
	source: ExternalAgentDetectedConnectorSource;
};

export type ExternalAgentDetectedConnectorSource = "remoteMcpServersConfig" | "sessionToolUse";

export type ExternalAgentImportedConnectorCandidate = {
	name: string;
	sessionCount: number;
	source: ExternalAgentImportedConnectorSource;
};

export type ExternalAgentImportedConnectorSource = "remoteMcpServersConfig";

export type FeedbackRequirements = {
	enabled?: boolean | null;
};

export type FeedbackSaveParams = {
	classification: string;
	extraLogFiles?: Array<string> | null;
	includeLogs?: boolean;
	reason?: string | null;
	savePath: LegacyAppPathString;
	tags?: { [key in string]?: string } | null;
	threadId?: string | null;
};

export type FeedbackSaveResponse = {
	promptHash?: string | null;
	savedPath: LegacyAppPathString;
	threadId: string;
};

export type FeedbackUploadParams = {
	classification: string;
	extraLogFiles?: Array<string> | null;
	includeLogs?: boolean;
	reason?: string | null;
	tags?: { [key in string]?: string } | null;
	threadId?: string | null;
};

export type FeedbackUploadResponse = {
	promptHash?: string | null;
	threadId: string;
};

export type FileChange = {
	content: string;
	type: "add";
} | {
	content: string;
	type: "delete";
} | {
	move_path?: string | null;
	type: "update";
	unified_diff: string;
};

export type FileChangeApprovalDecision = "accept" | "acceptForSession" | "decline" | "cancel";

export type FileChangeOutputDeltaNotification = {
	delta: string;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type FileChangePatchUpdatedNotification = {
	changes: Array<FileUpdateChange>;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type FileChangeRequestApprovalParams = {
	grantRoot?: string | null;
	itemId: string;
	reason?: string | null;
	startedAtMs: number;
	threadId: string;
	turnId: string;
};

export type FileChangeRequestApprovalResponse = {
	decision: FileChangeApprovalDecision;
};

export type FileSystemAccessMode = "read" | "write" | "deny";

export type FileSystemPath = {
	path: LegacyAppPathString;
	type: "path";
} | {
	pattern: string;
	type: "glob_pattern";
} | {
	type: "special";
	value: FileSystemSpecialPath;
};

export type FileSystemSandboxEntry = {
	access: FileSystemAccessMode;
	path: FileSystemPath;
};

export type FileSystemSpecialPath = {
	kind: "root";
} | {
	kind: "minimal";
} | {
	kind: "project_roots";
	subpath?: LegacyAppPathString | null;
} | {
	kind: "tmpdir";
} | {
	kind: "slash_tmp";
} | {
	kind: "unknown";
	path: string;
	subpath?: LegacyAppPathString | null;
};

export type FileUpdateChange = {
	diff: string;
	kind: PatchChangeKind;
	path: string;
};

export type ForcedChatgptWorkspaceIds = string | Array<string>;

export type ForcedLoginMethod = "chatgpt" | "api";

export type FsChangedNotification = {
	changedPaths: Array<AbsolutePathBuf>;
	watchId: string;
};

export type FsCopyParams = {
	destinationPath: AbsolutePathBuf;
	recursive?: boolean;
	sourcePath: AbsolutePathBuf;
};

export type FsCopyResponse = Record<string, never>;

export type FsCreateDirectoryParams = {
	path: AbsolutePathBuf;
	recursive?: boolean | null;
};

export type FsCreateDirectoryResponse = Record<string, never>;

export type FsGetMetadataParams = {
	path: AbsolutePathBuf;
};

export type FsGetMetadataResponse = {
	createdAtMs: number;
	isDirectory: boolean;
	isFile: boolean;
	isSymlink: boolean;
	modifiedAtMs: number;
};

export type FsReadDirectoryEntry = {
	fileName: string;
	isDirectory: boolean;
	isFile: boolean;
};

export type FsReadDirectoryParams = {
	path: AbsolutePathBuf;
};

export type FsReadDirectoryResponse = {
	entries: Array<FsReadDirectoryEntry>;
};

export type FsReadFileParams = {
	path: AbsolutePathBuf;
};

export type FsReadFileResponse = {
	dataBase64: string;
};

export type FsRemoveParams = {
	force?: boolean | null;
	path: AbsolutePathBuf;
	recursive?: boolean | null;
};

export type FsRemoveResponse = Record<string, never>;

export type FsUnwatchParams = {
	watchId: string;
};

export type FsUnwatchResponse = Record<string, never>;

export type FsWatchParams = {
	path: AbsolutePathBuf;
	watchId: string;
};

export type FsWatchResponse = {
	path: AbsolutePathBuf;
};

export type FsWriteFileParams = {
	dataBase64: string;
	path: AbsolutePathBuf;
};

export type FsWriteFileResponse = Record<string, never>;

export type FunctionCallOutputBody = string | Array<FunctionCallOutputContentItem>;

export type FunctionCallOutputContentItem = {
	text: string;
	type: "input_text";
} | {
	image_url: string;
	detail?: ImageDetail | null;
	type: "input_image";
} | {
	file_id: string;
	detail?: ImageDetail | null;
	type: "input_image";
} | {
	audio_url: string;
	type: "input_audio";
} | {
	file_id: string;
	type: "input_audio";
} | {
	encrypted_content: string;
	type: "encrypted_content";
};

export type FuzzyFileSearchMatchType = "file" | "directory";

export type FuzzyFileSearchParams = {
	cancellationToken?: string | null;
	query: string;
	roots: Array<string>;
};

export type FuzzyFileSearchResponse = {
	files: Array<FuzzyFileSearchResult>;
};

export type FuzzyFileSearchResult = {
	file_name: string;
	indices?: Array<number> | null;
	match_type: FuzzyFileSearchMatchType;
	path: string;
	root: string;
	score: number;
};

export type FuzzyFileSearchSessionCompletedNotification = {
	sessionId: string;
};

export type FuzzyFileSearchSessionStartParams = {
	roots: Array<string>;
	sessionId: string;
};

export type FuzzyFileSearchSessionStartResponse = Record<string, never>;

export type FuzzyFileSearchSessionStopParams = {
	sessionId: string;
};

export type FuzzyFileSearchSessionStopResponse = Record<string, never>;

export type FuzzyFileSearchSessionUpdateParams = {
	query: string;
	sessionId: string;
};

export type FuzzyFileSearchSessionUpdateResponse = Record<string, never>;

export type FuzzyFileSearchSessionUpdatedNotification = {
	files: Array<FuzzyFileSearchResult>;
	query: string;
	sessionId: string;
};

export type GatewayAuth = {
	mode: "none";
} | {
	envKey: string;
	mode: "environmentVariable";
} | {
	envKey?: string | null;
	mode: "externallyConfigured";
};

export type GatewayOAuthCancelResponse = Record<string, never>;

export type GatewayOAuthChangedNotification = {
	authUrl?: string | null;
	error?: string | null;
	loginId?: string | null;
	providerId: string;
	status: GatewayOAuthStatus;
};

export type GatewayOAuthLoginParams = {
	deviceAuth?: boolean;
	modelProvider?: string | null;
};

export type GatewayOAuthLoginResponse = {
	prompt?: GatewayOAuthPrompt | null;
};

export type GatewayOAuthPrompt = {
	loginId: string;
	userCode: string;
	verificationUrl: string;
};

export type GatewayOAuthReadParams = {
	modelProvider?: string | null;
};

export type GatewayOAuthReadResponse = {
	error?: string | null;
	providerId: string;
	providerName: string;
	required: boolean;
	status?: GatewayOAuthStatus | null;
	supportsDeviceAuth?: boolean;
};

export type GatewayOAuthStatus = "notReady" | "started" | "succeeded" | "failed";

export type GcpProviderId = "gcp";

export type GcpSetupParams = {
	credentialFile?: string | null;
	location?: string | null;
	projectId: string;
};

export type GcpSetupResponse = Record<string, never>;

export type GetAccountParams = {
	refreshToken?: boolean;
};

export type GetAccountRateLimitsParams = {
	excludeResetCreditDetails?: boolean;
	supportsLunaReserve?: boolean;
};

export type GetAccountRateLimitsResponse = {
	accountId?: string | null;
	ordinaryUsageAllowed?: boolean | null;
	rateLimitResetCredits?: RateLimitResetCreditsSummary | null;
	rateLimitUpsell?: JsonValue | null;
	rateLimits: RateLimitSnapshot;
	rateLimitsByLimitId?: { [key in string]?: RateLimitSnapshot } | null;
};

export type GetAccountResponse = {
	account?: Account | null;
	requiresOpenaiAuth: boolean;
	userId?: string | null;
	workspaceRouting?: WorkspaceRouting | null;
};

export type GetAccountSecuritySetupResponse = {
	notice?: AccountSecuritySetupNotice | null;
};

export type GetAccountTokenUsageParams = {
	threadId?: string | null;
};

export type GetAccountTokenUsageResponse = {
	dailyUsageBuckets?: Array<AccountTokenUsageDailyBucket> | null;
	summary: AccountTokenUsageSummary;
	threadUsage?: ThreadUsage | null;
};

export type GetAuthStatusParams = {
	includeToken?: boolean | null;
	refreshToken?: boolean | null;
};

export type GetAuthStatusResponse = {
	authMethod?: AuthMode | null;
	authToken?: string | null;
	requiresOpenaiAuth?: boolean | null;
};

export type GetConversationSummaryParams = {
	rolloutPath: string;
} | {
	conversationId: ThreadId;
};

export type GetConversationSummaryResponse = {
	summary: ConversationSummary;
};

export type GetWorkspaceMessagesResponse = {
	featureEnabled: boolean;
	messages: Array<WorkspaceMessage>;
};

export type GitDiffToRemoteParams = {
	cwd: string;
};

export type GitDiffToRemoteResponse = {
	diff: string;
	sha: GitSha;
};

export type GitInfo = {
	branch?: string | null;
	originUrl?: string | null;
	sha?: string | null;
};

export type GitSha = string;

export type GrantedPermissionProfile = {
	fileSystem?: AdditionalFileSystemPermissions | null;
	network?: AdditionalNetworkPermissions | null;
};

export type GuardianApprovalReview = {
	rationale?: string | null;
	riskLevel?: GuardianRiskLevel | null;
	status: GuardianApprovalReviewStatus;
	userAuthorization?: GuardianUserAuthorization | null;
};

export type GuardianApprovalReviewAction = {
	command: string;
	cwd: LegacyAppPathString;
	source: GuardianCommandSource;
	type: "command";
} | {
	argv: Array<string>;
	cwd: AbsolutePathBuf;
	program: string;
	source: GuardianCommandSource;
	type: "execve";
} | {
	approvalId: string;
	cwd: LegacyAppPathString;
	processId: string;
	stdin: string;
	type: "writeStdin";
} | {
	cwd: LegacyAppPathString;
	files: Array<LegacyAppPathString>;
	type: "applyPatch";
} | {
	host: string;
	port: number;
	protocol: NetworkApprovalProtocol;
	target: string;
	type: "networkAccess";
} | {
	connectorId?: string | null;
	connectorName?: string | null;
	server: string;
	toolName: string;
	toolTitle?: string | null;
	type: "mcpToolCall";
} | {
	permissions: RequestPermissionProfile;
	reason?: string | null;
	type: "requestPermissions";
};

export type GuardianApprovalReviewStatus = "inProgress" | "approved" | "denied" | "timedOut" | "aborted";

export type GuardianAssessmentOutcome = "allow" | "deny";

export type GuardianCommandSource = "shell" | "unifiedExec";

export type GuardianRiskLevel = "low" | "medium" | "high" | "critical";

export type GuardianUserAuthorization = "unknown" | "low" | "medium" | "high";

export type GuardianWarningNotification = {
	message: string;
	threadId: string;
};

export type HookCompletedNotification = {
	run: HookRunSummary;
	threadId: string;
	turnId?: string | null;
};

export type HookErrorInfo = {
	message: string;
	path: string;
};

export type HookEventName = "preModelRequest" | "postModelRequest" | "preToolUse" | "permissionRequest" | "postToolUse" | "preCompact" | "postCompact" | "sessionStart" | "sessionEnd" | "userPromptSubmit" | "subagentStart" | "subagentStop" | "stop" | "interrupt";

export type HookExecutionMode = "sync" | "async";

export type HookHandlerType = "command" | "mcpTool" | "prompt" | "agent";

export type HookMetadata = {
	additionalContextLimit?: number | null;
	currentHash: string;
	displayOrder: number;
	enabled: boolean;
	environmentId?: string | null;
	eventName: HookEventName;
	isManaged: boolean;
	key: string;
	matcher?: string | null;
	pluginId?: string | null;
	source: HookSource;
	sourcePath: AbsolutePathBuf;
	statusMessage?: string | null;
	timeoutSec: number;
	trustStatus: HookTrustStatus;
	handlerType: "command";
	async?: boolean;
	command: string;
} | {
	additionalContextLimit?: number | null;
	currentHash: string;
	displayOrder: number;
	enabled: boolean;
	environmentId?: string | null;
	eventName: HookEventName;
	isManaged: boolean;
	key: string;
	matcher?: string | null;
	pluginId?: string | null;
	source: HookSource;
	sourcePath: AbsolutePathBuf;
	statusMessage?: string | null;
	timeoutSec: number;
	trustStatus: HookTrustStatus;
	handlerType: "mcpTool";
	server: string;
	tool: string;
} | {
	additionalContextLimit?: number | null;
	currentHash: string;
	displayOrder: number;
	enabled: boolean;
	environmentId?: string | null;
	eventName: HookEventName;
	isManaged: boolean;
	key: string;
	matcher?: string | null;
	pluginId?: string | null;
	source: HookSource;
	sourcePath: AbsolutePathBuf;
	statusMessage?: string | null;
	timeoutSec: number;
	trustStatus: HookTrustStatus;
	handlerType: "prompt";
} | {
	additionalContextLimit?: number | null;
	currentHash: string;
	displayOrder: number;
	enabled: boolean;
	environmentId?: string | null;
	eventName: HookEventName;
	isManaged: boolean;
	key: string;
	matcher?: string | null;
	pluginId?: string | null;
	source: HookSource;
	sourcePath: AbsolutePathBuf;
	statusMessage?: string | null;
	timeoutSec: number;
	trustStatus: HookTrustStatus;
	handlerType: "agent";
};

export type HookMigration = {
	name: string;
};

export type HookOutputEntry = {
	kind: HookOutputEntryKind;
	text: string;
};

export type HookOutputEntryKind = "warning" | "stop" | "feedback" | "context" | "error";

export type HookPromptFragment = {
	hookRunId: string;
	text: string;
};

export type HookRunStatus = "running" | "completed" | "failed" | "blocked" | "stopped";

export type HookRunSummary = {
	completedAt?: number | null;
	displayOrder: number;
	durationMs?: number | null;
	entries: Array<HookOutputEntry>;
	eventName: HookEventName;
	executionMode: HookExecutionMode;
	handlerType: HookHandlerType;
	id: string;
	scope: HookScope;
	source?: HookSource;
	sourcePath: LegacyAppPathString;
	startedAt: number;
	status: HookRunStatus;
	statusMessage?: string | null;
};

export type HookScope = "thread" | "turn";

export type HookSource = "system" | "user" | "project" | "mdm" | "sessionFlags" | "plugin" | "cloudRequirements" | "cloudManagedConfig" | "legacyManagedConfigFile" | "legacyManagedConfigMdm" | "unknown";

export type HookStartedNotification = {
	run: HookRunSummary;
	threadId: string;
	turnId?: string | null;
};

export type HookTrustStatus = "managed" | "untrusted" | "trusted" | "modified";

export type HooksListEntry = {
	cwd: string;
	errors: Array<HookErrorInfo>;
	hooks: Array<HookMetadata>;
	warnings: Array<string>;
};

export type HooksListParams = {
	cwds?: Array<string>;
	threadId?: string | null;
};

export type HooksListResponse = {
	data: Array<HooksListEntry>;
};

export type ImageDetail = "auto" | "low" | "high" | "original";

export type ImageGenerationFailure = {
	limitId: string;
	resetsAt?: number | null;
	type: "usageLimitExceeded";
};

export type ImageGenerationInputImage = {
	path: AbsolutePathBuf;
	sha256: string;
};

export type InAppBrowserRequirements = {
	allowExternalBrowserSettingsImport?: boolean | null;
};

export type InitializeCapabilities = {
	experimentalApi?: boolean;
	explicitGatewayOauth?: boolean;
	extensions?: { [key in string]?: JsonValue } | null;
	mcpServerOpenaiFormElicitation?: boolean;
	optOutNotificationMethods?: Array<string> | null;
	requestAttestation?: boolean;
	requiredHumanApproval?: boolean;
};

export type InitializeParams = {
	capabilities?: InitializeCapabilities | null;
	clientInfo: ClientInfo;
};

export type InitializeResponse = {
	codexHome: AbsolutePathBuf;
	platformFamily: string;
	platformOs: string;
	userAgent: string;
};

export type InputModality = "text" | "image" | "audio";

export type InstalledApp = {
	callable: boolean;
	enabled: boolean;
	id: string;
	runtimeName?: string | null;
};

export type InternalChatMessageMetadataPassthrough = {
	turn_id?: string | null;
};

export type InternalSessionSource = "memory_consolidation" | "guardian";

export type ItemCompletedNotification = {
	completedAtMs: number;
	contentTokenCount?: number | null;
	item: ThreadItem;
	threadId: string;
	turnId: string;
};

export type ItemGuardianApprovalReviewCompletedNotification = {
	action: GuardianApprovalReviewAction;
	completedAtMs: number;
	decisionSource: AutoReviewDecisionSource;
	review: GuardianApprovalReview;
	reviewId: string;
	startedAtMs: number;
	targetItemId?: string | null;
	threadId: string;
	turnId: string;
};

export type ItemGuardianApprovalReviewStartedNotification = {
	action: GuardianApprovalReviewAction;
	review: GuardianApprovalReview;
	reviewId: string;
	startedAtMs: number;
	targetItemId?: string | null;
	threadId: string;
	turnId: string;
};

export type ItemStartedNotification = {
	item: ThreadItem;
	startedAtMs: number;
	threadId: string;
	turnId: string;
};

export type LegacyAppPathString = string;

export type ListMcpServerStatusParams = {
	cursor?: string | null;
	detail?: McpServerStatusDetail | null;
	limit?: number | null;
	serverName?: string | null;
	threadId?: string | null;
};

export type ListMcpServerStatusResponse = {
	data: Array<McpServerStatus>;
	nextCursor?: string | null;
};

export type LocalShellAction = {
	command: Array<string>;
	env?: { [key in string]?: string } | null;
	timeout_ms?: number | null;
	type: "exec";
	user?: string | null;
	working_directory?: string | null;
};

export type LocalShellStatus = "completed" | "in_progress" | "incomplete";

export type LoginAccountParams = {
	apiKey: string;
	type: "apiKey";
} | {
	appBrand?: LoginAppBrand | null;
	codexStreamlinedLogin?: boolean;
	type: "chatgpt";
	useHostedLoginSuccessPage?: boolean;
} | {
	type: "chatgptDeviceCode";
} | {
	accessToken: string;
	chatgptAccountId: string;
	chatgptPlanType?: string | null;
	type: "chatgptAuthTokens";
} | {
	apiKey: string;
	region: string;
	type: "amazonBedrock";
} | {
	accessKeyId: string;
	region: string;
	secretAccessKey: string;
	sessionToken?: string | null;
	type: "amazonBedrockAccessKeys";
};

export type LoginAccountResponse = {
	type: "apiKey";
} | {
	authUrl: string;
	loginId: string;
	type: "chatgpt";
} | {
	loginId: string;
	type: "chatgptDeviceCode";
	userCode: string;
	verificationUrl: string;
} | {
	type: "chatgptAuthTokens";
} | {
	type: "amazonBedrock";
};

export type LoginAppBrand = "codex" | "chatgpt";

export type LogoutAccountResponse = Record<string, never>;

export type ManagedHooksRequirements = {
	Interrupt?: Array<ConfiguredHookMatcherGroup>;
	PermissionRequest: Array<ConfiguredHookMatcherGroup>;
	PostCompact: Array<ConfiguredHookMatcherGroup>;
	PostModelRequest?: Array<ConfiguredHookMatcherGroup>;
	PostToolUse: Array<ConfiguredHookMatcherGroup>;
	PreCompact: Array<ConfiguredHookMatcherGroup>;
	PreModelRequest?: Array<ConfiguredHookMatcherGroup>;
	PreToolUse: Array<ConfiguredHookMatcherGroup>;
	SessionEnd?: Array<ConfiguredHookMatcherGroup>;
	SessionStart: Array<ConfiguredHookMatcherGroup>;
	Stop: Array<ConfiguredHookMatcherGroup>;
	SubagentStart: Array<ConfiguredHookMatcherGroup>;
	SubagentStop: Array<ConfiguredHookMatcherGroup>;
	UserPromptSubmit: Array<ConfiguredHookMatcherGroup>;
	managedDir?: string | null;
	windowsManagedDir?: string | null;
};

export type MarketplaceAddParams = {
	refName?: string | null;
	source: string;
	sparsePaths?: Array<string> | null;
};

export type MarketplaceAddResponse = {
	alreadyAdded: boolean;
	installedRoot: AbsolutePathBuf;
	marketplaceName: string;
};

export type MarketplaceInterface = {
	displayName?: string | null;
};

export type MarketplaceLoadErrorInfo = {
	marketplacePath: AbsolutePathBuf;
	message: string;
};

export type MarketplaceRemoveParams = {
	marketplaceName: string;
};

export type MarketplaceRemoveResponse = {
	installedRoot?: AbsolutePathBuf | null;
	marketplaceName: string;
};

export type MarketplaceUpgradeErrorInfo = {
	marketplaceName: string;
	message: string;
};

export type MarketplaceUpgradeParams = {
	marketplaceName?: string | null;
};

export type MarketplaceUpgradeResponse = {
	errors: Array<MarketplaceUpgradeErrorInfo>;
	selectedMarketplaces: Array<string>;
	upgradedRoots: Array<AbsolutePathBuf>;
};

export type McpAppDisplayMode = "inline" | "fullscreen";

export type McpAppUi = {
	preferredModelDisplayMode: McpAppDisplayMode;
	resourceUri: string;
};

export type McpAuthStatus = "unknown" | "unsupported" | "notLoggedIn" | "bearerToken" | "oAuth";

export type McpElicitationArrayType = "array";

export type McpElicitationBooleanSchema = {
	default?: boolean | null;
	description?: string | null;
	title?: string | null;
	type: McpElicitationBooleanType;
};

export type McpElicitationBooleanType = "boolean";

export type McpElicitationConstOption = {
	const: string;
	title: string;
};

export type McpElicitationEnumSchema = McpElicitationSingleSelectEnumSchema | McpElicitationMultiSelectEnumSchema | McpElicitationLegacyTitledEnumSchema;

export type McpElicitationLegacyTitledEnumSchema = {
	default?: string | null;
	description?: string | null;
	enum: Array<string>;
	enumNames?: Array<string> | null;
	title?: string | null;
	type: McpElicitationStringType;
};

export type McpElicitationMultiSelectEnumSchema = McpElicitationUntitledMultiSelectEnumSchema | McpElicitationTitledMultiSelectEnumSchema;

export type McpElicitationNumberSchema = {
	default?: number | null;
	description?: string | null;
	maximum?: number | null;
	minimum?: number | null;
	title?: string | null;
	type: McpElicitationNumberType;
};

export type McpElicitationNumberType = "number" | "integer";

export type McpElicitationObjectType = "object";

export type McpElicitationPrimitiveSchema = McpElicitationEnumSchema | McpElicitationStringSchema | McpElicitationNumberSchema | McpElicitationBooleanSchema;

export type McpElicitationSchema = {
	$schema?: string | null;
	properties: { [key in string]?: McpElicitationPrimitiveSchema };
	required?: Array<string> | null;
	type: McpElicitationObjectType;
};

export type McpElicitationSingleSelectEnumSchema = McpElicitationUntitledSingleSelectEnumSchema | McpElicitationTitledSingleSelectEnumSchema;

export type McpElicitationStringFormat = "email" | "uri" | "date" | "date-time";

export type McpElicitationStringSchema = {
	default?: string | null;
	description?: string | null;
	format?: McpElicitationStringFormat | null;
	maxLength?: number | null;
	minLength?: number | null;
	title?: string | null;
	type: McpElicitationStringType;
};

export type McpElicitationStringType = "string";

export type McpElicitationTitledEnumItems = {
	anyOf: Array<McpElicitationConstOption>;
};

export type McpElicitationTitledMultiSelectEnumSchema = {
	default?: Array<string> | null;
	description?: string | null;
	items: McpElicitationTitledEnumItems;
	maxItems?: number | null;
	minItems?: number | null;
	title?: string | null;
	type: McpElicitationArrayType;
};

export type McpElicitationTitledSingleSelectEnumSchema = {
	default?: string | null;
	description?: string | null;
	oneOf: Array<McpElicitationConstOption>;
	title?: string | null;
	type: McpElicitationStringType;
};

export type McpElicitationUntitledEnumItems = {
	enum: Array<string>;
	type: McpElicitationStringType;
};

export type McpElicitationUntitledMultiSelectEnumSchema = {
	default?: Array<string> | null;
	description?: string | null;
	items: McpElicitationUntitledEnumItems;
	maxItems?: number | null;
	minItems?: number | null;
	title?: string | null;
	type: McpElicitationArrayType;
};

export type McpElicitationUntitledSingleSelectEnumSchema = {
	default?: string | null;
	description?: string | null;
	enum: Array<string>;
	title?: string | null;
	type: McpElicitationStringType;
};

export type McpResourceReadParams = {
	_meta?: { [key in string]?: JsonValue } | null;
	connectorId?: string | null;
	originCallId?: string | null;
	server: string;
	target?: McpResourceReadTarget | null;
	threadId?: string | null;
	uri: string;
};

export type McpResourceReadResponse = {
	contents: Array<ResourceContent>;
	originCallId?: string | null;
};

export type McpResourceReadTarget = {
	connectorId: string;
	linkId: string | null;
};

export type McpServerConnectionStatus = "notStarted" | "starting" | "connected" | "authenticationRequired" | "failed" | "cancelled" | "disabled";

export type McpServerElicitationAction = "accept" | "decline" | "cancel";

export type McpServerElicitationRequestParams = {
	_meta?: JsonValue | null;
	challenge: string;
	description: string;
	mode: "openai/userVerification";
	serverName: string;
	threadId: string;
	title: string;
	turnId?: string | null;
} | {
	_meta?: JsonValue | null;
	message: string;
	mode: "form";
	requestedSchema: McpElicitationSchema;
	serverName: string;
	threadId: string;
	turnId?: string | null;
} | {
	_meta?: JsonValue | null;
	message: string;
	mode: "openai/form";
	requestedSchema: JsonValue;
	serverName: string;
	threadId: string;
	turnId?: string | null;
} | {
	_meta?: JsonValue | null;
	message: string;
	mode: "openaiForm";
	requestedSchema: JsonValue;
	serverName: string;
	threadId: string;
	turnId?: string | null;
} | {
	_meta?: JsonValue | null;
	elicitationId: string;
	message: string;
	mode: "url";
	serverName: string;
	threadId: string;
	turnId?: string | null;
	url: string;
};

export type McpServerElicitationRequestResponse = {
	_meta?: JsonValue;
	action: McpServerElicitationAction;
	content?: JsonValue;
};

export type McpServerEventNotification = {
	method: string;
	params: JsonValue;
};

export type McpServerEventStreamNotification = {
	notification: McpServerEventNotification;
	subscriptionId: string;
};

export type McpServerEventStreamStartParams = {
	_meta?: JsonValue;
	arguments: JsonValue;
	name: string;
	server: string;
	subscriptionId: string;
	threadId: string;
};

export type McpServerEventStreamStartResponse = Record<string, never>;

export type McpServerEventStreamStopParams = {
	subscriptionId: string;
};

export type McpServerEventStreamStopResponse = Record<string, never>;

export type McpServerInfo = {
	description?: string | null;
	icons?: Array<JsonValue> | null;
	name: string;
	title?: string | null;
	version: string;
	websiteUrl?: string | null;
};

export type McpServerMigration = {
	name: string;
};

export type McpServerOauthClientRegistration = "auto" | "cimd" | "dcr";

export type McpServerOauthLoginCompletedNotification = {
	error?: string | null;
	loginId?: string | null;
	name: string;
	success: boolean;
	threadId?: string | null;
};

export type McpServerOauthLoginParams = {
	clientRegistration?: McpServerOauthClientRegistration | null;
	name: string;
	scopes?: Array<string> | null;
	threadId?: string | null;
	timeoutSecs?: number | null;
};

export type McpServerOauthLoginResponse = {
	authorizationUrl: string;
	loginId?: string | null;
};

export type McpServerRefreshResponse = Record<string, never>;

export type McpServerStartupFailureReason = "reauthenticationRequired";

export type McpServerStartupState = "starting" | "ready" | "failed" | "cancelled";

export type McpServerStatus = {
	authStatus: McpAuthStatus;
	httpOrigin?: string | null;
	name: string;
	pluginId?: string | null;
	resourceTemplates: Array<ResourceTemplate>;
	resources: Array<Resource>;
	runtimeStatus?: McpServerConnectionStatus | null;
	serverCapabilities?: JsonValue | null;
	serverInfo?: McpServerInfo | null;
	toolListMeta?: JsonValue | null;
	tools: { [key in string]?: Tool };
	toolsError?: string | null;
};

export type McpServerStatusDetail = "full" | "toolsAndAuthOnly";

export type McpServerStatusUpdatedNotification = {
	error?: string | null;
	failureReason?: McpServerStartupFailureReason | null;
	name: string;
	status: McpServerStartupState;
	threadId?: string | null;
};

export type McpServerToolCallParams = {
	_meta?: JsonValue;
	arguments?: JsonValue;
	server: string;
	threadId: string;
	tool: string;
};

export type McpServerToolCallResponse = {
	_meta?: JsonValue;
	content: Array<JsonValue>;
	isError?: boolean | null;
	structuredContent?: JsonValue;
};

export type McpToolCallAppContext = {
	actionName?: string | null;
	appName?: string | null;
	connectorId: string;
	linkId?: string | null;
	resourceUri?: string | null;
};

export type McpToolCallError = {
	message: string;
};

export type McpToolCallProgressNotification = {
	itemId: string;
	message: string;
	threadId: string;
	turnId: string;
};

export type McpToolCallResult = {
	_meta?: JsonValue | null;
	content: Array<JsonValue>;
	structuredContent?: JsonValue | null;
};

export type McpToolCallStatus = "inProgress" | "completed" | "failed";

export type MemoryCitation = {
	entries: Array<MemoryCitationEntry>;
	threadIds: Array<string>;
};

export type MemoryCitationEntry = {
	lineEnd: number;
	lineStart: number;
	note: string;
	path: string;
};

export type MemoryResetResponse = Record<string, never>;

export type MemoryStatusParams = {
	minConsolidatedThreads?: number | null;
};

export type MemoryStatusResponse = {
	v2ConsolidatedThreads: number;
	v2Ready: boolean;
};

export type MergeStrategy = "replace" | "upsert";

export type MessagePhase = "commentary" | "partial_answer" | "final_answer";

export type MigrationDetails = {
	commands?: Array<CommandMigration>;
	hooks?: Array<HookMigration>;
	mcpServers?: Array<McpServerMigration>;
	memory?: Array<string>;
	plugins?: Array<PluginsMigration>;
	sessions?: Array<SessionMigration>;
	skills?: Array<SkillMigration>;
	subagents?: Array<SubagentMigration>;
};

export type MisalignmentErrorDetails = {
	detailedExplanation?: string | null;
	errorType?: string | null;
	reviewTarget?: string | null;
	steer?: MisalignmentSteer | null;
};

export type MisalignmentSteer = {
	message: string;
};

export type MockExperimentalMethodParams = {
	value?: string | null;
};

export type MockExperimentalMethodResponse = {
	echoed?: string | null;
};

export type ModeKind = "plan" | "default";

export type Model = {
	additionalSpeedTiers?: Array<string>;
	availabilityNux?: ModelAvailabilityNux | null;
	availableAccessPrograms?: ModelAccessPrograms | null;
	defaultReasoningEffort: ReasoningEffort;
	defaultServiceTier?: string | null;
	description: string;
	displayName: string;
	hidden: boolean;
	id: string;
	inputModalities?: Array<InputModality>;
	isDefault: boolean;
	model: string;
	modelSpecialty?: string | null;
	multiAgentVersion?: MultiAgentVersion | null;
	serviceTiers?: Array<ModelServiceTier>;
	supportedReasoningEfforts: Array<ReasoningEffortOption>;
	supportsPersonality?: boolean;
	upgrade?: string | null;
	upgradeInfo?: ModelUpgradeInfo | null;
};

export type ModelAccessPrograms = {
	cyber: Array<CyberAccessProgram>;
};

export type ModelAvailabilityNux = {
	message: string;
};

export type ModelListParams = {
	cursor?: string | null;
	includeHidden?: boolean | null;
	limit?: number | null;
	modelProvider?: string | null;
};

export type ModelListResponse = {
	data: Array<Model>;
	nextCursor?: string | null;
};

export type ModelProviderCapabilitiesReadParams = Record<string, never>;

export type ModelProviderCapabilitiesReadResponse = {
	imageGeneration: boolean;
	webSearch: boolean;
};

export type ModelProviderConfigWriteParams = {
	settings: ProviderSettingsPatch;
};

export type ModelProviderConfigWriteResponse = {
	provider: ModelProviderSummary;
};

export type ModelProviderError = {
	currentModelProvider: string;
	modelProvider: string;
	type: "modelProviderMismatch";
} | {
	modelProvider: string;
	type: "modelProviderNotConfigured";
} | {
	modelProvider: string;
	requiredModelProvider: string;
	type: "modelProviderPolicyConflict";
};

export type ModelProviderListParams = Record<string, never>;

export type ModelProviderListResponse = {
	canChangeDefault: boolean;
	data: Array<ModelProviderSummary>;
	defaultProviderId: string;
};

export type ModelProviderSummary = {
	baseUrl?: string | null;
	canEdit: boolean;
	id: string;
	name: string;
	settings: ProviderSettings;
};

export type ModelRerouteReason = "highRiskCyberActivity";

export type ModelReroutedNotification = {
	fromModel: string;
	reason: ModelRerouteReason;
	threadId: string;
	toModel: string;
	turnId: string;
};

export type ModelSafetyBufferingUpdatedNotification = {
	fasterModel?: string | null;
	model: string;
	reasons: Array<string>;
	showBufferingUi: boolean;
	threadId: string;
	turnId: string;
	useCases: Array<string>;
};

export type ModelServiceTier = {
	description: string;
	id: string;
	name: string;
};

export type ModelUpgradeInfo = {
	migrationMarkdown?: string | null;
	model: string;
	modelLink?: string | null;
	retirementAt?: number | null;
	upgradeCopy?: string | null;
};

export type ModelVerification = "trustedAccessForCyber";

export type ModelVerificationNotification = {
	threadId: string;
	turnId: string;
	verifications: Array<ModelVerification>;
};

export type ModelsRequirements = {
	newThread?: NewThreadModelDefaults | null;
};

export type MultiAgentMode = "explicitRequestOnly" | "proactive" | {
	custom: string;
};

export type MultiAgentVersion = "disabled" | "v1" | "v2";

export type NetworkAccess = "restricted" | "enabled";

export type NetworkApprovalContext = {
	host: string;
	protocol: NetworkApprovalProtocol;
};

export type NetworkApprovalProtocol = "http" | "https" | "socks5Tcp" | "socks5Udp";

export type NetworkDomainPermission = "allow" | "deny";

export type NetworkPolicyAmendment = {
	action: NetworkPolicyRuleAction;
	host: string;
};

export type NetworkPolicyRuleAction = "allow" | "deny";

export type NetworkRequirements = {
	allowLocalBinding?: boolean | null;
	allowUnixSockets?: Array<string> | null;
	allowUpstreamProxy?: boolean | null;
	allowedDomains?: Array<string> | null;
	dangerouslyAllowAllUnixSockets?: boolean | null;
	dangerouslyAllowNonLoopbackProxy?: boolean | null;
	deniedDomains?: Array<string> | null;
	domains?: { [key in string]?: NetworkDomainPermission } | null;
	enabled?: boolean | null;
	httpPort?: number | null;
	managedAllowedDomainsOnly?: boolean | null;
	reviewDomains?: Array<string> | null;
	socksPort?: number | null;
	unixSockets?: { [key in string]?: NetworkUnixSocketPermission } | null;
};

export type NetworkUnixSocketPermission = "allow" | "deny";

export type NewThreadModelDefaults = {
	model?: string | null;
	modelReasoningEffort?: ReasoningEffort | null;
	serviceTier?: string | null;
};

export type NonSteerableTurnKind = "review" | "compact";

export type OtelExporter = "none" | "statsig" | {
	"otlp-http": {
		endpoint: string;
		headers: { [key in string]?: string };
		protocol: OtelHttpProtocol;
		tls?: OtelTlsConfig | null;
	};
} | {
	"otlp-grpc": {
		endpoint: string;
		headers: { [key in string]?: string };
		tls?: OtelTlsConfig | null;
	};
};

export type OtelHttpProtocol = "binary" | "json";

export type OtelRequirements = {
	environment?: string | null;
	exporter?: OtelExporter | null;
	log_agent_responses?: boolean | null;
	log_guardian_assessments?: boolean | null;
	log_sse_deltas?: boolean | null;
	log_user_prompt?: boolean | null;
	metrics_exporter?: OtelExporter | null;
	span_attributes?: { [key in string]?: string } | null;
	tool_result?: OtelToolResultLogConfig | null;
	trace_exporter?: OtelExporter | null;
	tracestate?: { [key in string]?: { [key in string]?: string } } | null;
};

export type OtelTlsConfig = {
	"ca-certificate"?: string | null;
	"client-certificate"?: string | null;
	"client-private-key"?: string | null;
};

export type OtelToolResultLogConfig = {
	max_bytes: number;
};

export type OverriddenMetadata = {
	effectiveValue: JsonValue;
	message: string;
	overridingLayer: ConfigLayerMetadata;
};

export type ParsedCommand = {
	cmd: string;
	name: string;
	path: string;
	type: "read";
} | {
	cmd: string;
	path?: string | null;
	type: "list_files";
} | {
	cmd: string;
	path?: string | null;
	query?: string | null;
	type: "search";
} | {
	cmd: string;
	type: "unknown";
};

export type PatchApplyStatus = "inProgress" | "completed" | "failed" | "declined";

export type PatchChangeKind = {
	type: "add";
} | {
	type: "delete";
} | {
	move_path?: string | null;
	type: "update";
};

export type PathUri = string;

export type PermissionGrantScope = "turn" | "session";

export type PermissionProfileListParams = {
	cursor?: string | null;
	cwd?: string | null;
	limit?: number | null;
};

export type PermissionProfileListResponse = {
	data: Array<PermissionProfileSummary>;
	nextCursor?: string | null;
};

export type PermissionProfileSummary = {
	allowed: boolean;
	description?: string | null;
	id: string;
};

export type PermissionsRequestApprovalParams = {
	cwd: LegacyAppPathString;
	environmentId?: string | null;
	itemId: string;
	permissions: RequestPermissionProfile;
	reason?: string | null;
	startedAtMs: number;
	threadId: string;
	turnId: string;
};

export type PermissionsRequestApprovalResponse = {
	permissions: GrantedPermissionProfile;
	scope?: PermissionGrantScope;
	strictAutoReview?: boolean | null;
};

export type Personality = "none" | "friendly" | "pragmatic";

export type PlanDeltaNotification = {
	delta: string;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type PlanType = "free" | "go" | "plus" | "pro" | "prolite" | "promax" | "team" | "self_serve_business_prolite" | "self_serve_business_usage_based" | "business" | "ent26" | "enterprise_cbp_automation" | "enterprise_cbp_usage_based" | "enterprise" | "edu" | "edu_plus" | "edu_pro" | "sci" | "sci_plus" | "unknown";

export type PluginAuthPolicy = "ON_INSTALL" | "ON_USE";

export type PluginAvailability = "DISABLED_BY_ADMIN" | "AVAILABLE";

export type PluginDetail = {
	appTemplates: Array<AppTemplateSummary>;
	apps: Array<AppSummary>;
	description?: string | null;
	hooks: Array<PluginHookSummary>;
	marketplaceName: string;
	marketplacePath?: AbsolutePathBuf | null;
	mcpServers: Array<string>;
	onboardingSkill?: SkillSummary | null;
	scheduledTasks?: Array<ScheduledTaskSummary> | null;
	shareUrl?: string | null;
	skills: Array<SkillSummary>;
	summary: PluginSummary;
};

export type PluginDisabledReason = "disabled_by_admin" | "plan_not_eligible" | "required_app_unavailable" | "unknown";

export type PluginHookSummary = {
	eventName: HookEventName;
	key: string;
};

export type PluginInstallParams = {
	installAttemptId?: string | null;
	marketplacePath?: AbsolutePathBuf | null;
	pluginName: string;
	remoteMarketplaceName?: string | null;
};

export type PluginInstallPolicy = "NOT_AVAILABLE" | "AVAILABLE" | "INSTALLED_BY_DEFAULT";

export type PluginInstallPolicySource = "WORKSPACE_SETTING" | "IMPLICIT_CANONICAL_APP";

export type PluginInstallResponse = {
	appsNeedingAuth: Array<AppSummary>;
	authPolicy: PluginAuthPolicy;
};

export type PluginInstalledParams = {
	cwds?: Array<AbsolutePathBuf> | null;
	installSuggestionPluginNames?: Array<string> | null;
};

export type PluginInstalledResponse = {
	marketplaceLoadErrors?: Array<MarketplaceLoadErrorInfo>;
	marketplaces: Array<PluginMarketplaceEntry>;
};

export type PluginInterface = {
	brandColor?: string | null;
	capabilities: Array<string>;
	category?: string | null;
	composerIcon?: AbsolutePathBuf | null;
	composerIconUrl?: string | null;
	defaultPrompt?: Array<string> | null;
	developerName?: string | null;
	displayName?: string | null;
	logo?: AbsolutePathBuf | null;
	logoDark?: AbsolutePathBuf | null;
	logoUrl?: string | null;
	logoUrlDark?: string | null;
	longDescription?: string | null;
	privacyPolicyUrl?: string | null;
	screenshotUrls: Array<string>;
	screenshots: Array<AbsolutePathBuf>;
	shortDescription?: string | null;
	termsOfServiceUrl?: string | null;
	websiteUrl?: string | null;
};

export type PluginListMarketplaceKind = "local" | "vertical" | "workspace-directory" | "shared-with-me" | "created-by-me-remote";

export type PluginListParams = {
	cwds?: Array<AbsolutePathBuf> | null;
	forceRefetch?: boolean;
	marketplaceKinds?: Array<PluginListMarketplaceKind> | null;
};

export type PluginListResponse = {
	featuredPluginIds?: Array<string>;
	marketplaceLoadErrors?: Array<MarketplaceLoadErrorInfo>;
	marketplaces: Array<PluginMarketplaceEntry>;
};

export type PluginMarketplaceEntry = {
	interface?: MarketplaceInterface | null;
	name: string;
	path?: AbsolutePathBuf | null;
	plugins: Array<PluginSummary>;
};

export type PluginReadParams = {
	marketplacePath?: AbsolutePathBuf | null;
	pluginName: string;
	remoteMarketplaceName?: string | null;
};

export type PluginReadResponse = {
	plugin: PluginDetail;
};

export type PluginReconcileChangedPlugin = {
	hasApps: boolean;
	hasHooks: boolean;
	hasMcps: boolean;
	hasSkills: boolean;
	id: string;
};

export type PluginReconcileParams = {
	reason?: string | null;
};

export type PluginReconcileResponse = {
	changedPlugins: Array<PluginReconcileChangedPlugin>;
	failedMaterializationRemotePluginIds: Array<string>;
	failedRemotePluginIds: Array<string>;
};

export type PluginSearchParams = {
	cursor?: string | null;
	cwds?: Array<AbsolutePathBuf> | null;
	limit?: number | null;
	scope?: PluginSearchScope | null;
	searchTerm: string;
};

export type PluginSearchResponse = {
	data: Array<PluginSearchResult>;
	nextCursor?: string | null;
};

export type PluginSearchResult = {
	marketplaceName: string;
	marketplacePath?: AbsolutePathBuf | null;
	plugin: PluginSummary;
};

export type PluginSearchScope = "global" | "workspace" | "personal";

export type PluginShareCheckoutParams = {
	remotePluginId: string;
};

export type PluginShareCheckoutResponse = {
	marketplaceName: string;
	marketplacePath: AbsolutePathBuf;
	pluginId: string;
	pluginName: string;
	pluginPath: AbsolutePathBuf;
	remotePluginId: string;
	remoteVersion?: string | null;
};

export type PluginShareContext = {
	canPublishToWorkspace?: boolean | null;
	creatorAccountUserId?: string | null;
	creatorName?: string | null;
	discoverability?: PluginShareDiscoverability | null;
	remotePluginId: string;
	remoteVersion?: string | null;
	sharePrincipals?: Array<PluginSharePrincipal> | null;
	shareUrl?: string | null;
};

export type PluginShareDeleteParams = {
	remotePluginId: string;
};

export type PluginShareDeleteResponse = Record<string, never>;

export type PluginShareDiscoverability = "LISTED" | "UNLISTED" | "PRIVATE";

export type PluginShareListItem = {
	localPluginPath?: AbsolutePathBuf | null;
	plugin: PluginSummary;
};

export type PluginShareListParams = Record<string, never>;

export type PluginShareListResponse = {
	data: Array<PluginShareListItem>;
};

export type PluginSharePrincipal = {
	name: string;
	principalId: string;
	principalType: PluginSharePrincipalType;
	role: PluginSharePrincipalRole;
};

export type PluginSharePrincipalRole = "reader" | "editor" | "owner";

export type PluginSharePrincipalType = "user" | "group" | "workspace";

export type PluginShareSaveParams = {
	discoverability?: PluginShareDiscoverability | null;
	pluginPath: AbsolutePathBuf;
	remotePluginId?: string | null;
	shareTargets?: Array<PluginShareTarget> | null;
};

export type PluginShareSaveResponse = {
	canPublishToWorkspace?: boolean | null;
	remotePluginId: string;
	shareUrl: string;
};

export type PluginShareTarget = {
	principalId: string;
	principalType: PluginSharePrincipalType;
	role: PluginShareTargetRole;
};

export type PluginShareTargetRole = "reader" | "editor";

export type PluginShareUpdateDiscoverability = "UNLISTED" | "PRIVATE" | "LISTED";

export type PluginShareUpdateTargetsParams = {
	discoverability: PluginShareUpdateDiscoverability;
	remotePluginId: string;
	shareTargets: Array<PluginShareTarget>;
};

export type PluginShareUpdateTargetsResponse = {
	discoverability: PluginShareDiscoverability;
	principals: Array<PluginSharePrincipal>;
};

export type PluginSkillReadParams = {
	remoteMarketplaceName: string;
	remotePluginId: string;
	skillName: string;
};

export type PluginSkillReadResponse = {
	contents?: string | null;
};

export type PluginSource = {
	path: AbsolutePathBuf;
	type: "local";
} | {
	path?: string | null;
	refName?: string | null;
	sha?: string | null;
	type: "git";
	url: string;
} | {
	package: string;
	registry?: string | null;
	type: "npm";
	version?: string | null;
} | {
	type: "remote";
};

export type PluginSummary = {
	authPolicy: PluginAuthPolicy;
	availability?: PluginAvailability;
	disabledReason?: PluginDisabledReason | null;
	eligiblePlanTypes?: Array<string> | null;
	enabled: boolean;
	id: string;
	installPolicy: PluginInstallPolicy;
	installPolicySource?: PluginInstallPolicySource | null;
	installed: boolean;
	installedAt?: number | null;
	interface?: PluginInterface | null;
	keywords?: Array<string>;
	localVersion?: string | null;
	mustShowInstallationInterstitial?: boolean | null;
	name: string;
	remotePluginId?: string | null;
	shareContext?: PluginShareContext | null;
	source: PluginSource;
	version?: string | null;
};

export type PluginUninstallParams = {
	pluginId: string;
};

export type PluginUninstallResponse = Record<string, never>;

export type PluginsMigration = {
	marketplaceName: string;
	pluginNames: Array<string>;
};

export type ProcessExitedNotification = {
	exitCode: number;
	outputDrainTimedOut?: boolean | null;
	processHandle: string;
	stderr: string;
	stderrCapReached: boolean;
	stdout: string;
	stdoutCapReached: boolean;
};

export type ProcessKillParams = {
	processHandle: string;
};

export type ProcessKillResponse = Record<string, never>;

export type ProcessOutputDeltaNotification = {
	capReached: boolean;
	deltaBase64: string;
	processHandle: string;
	stream: ProcessOutputStream;
};

export type ProcessOutputStream = "stdout" | "stderr";

export type ProcessResizePtyParams = {
	processHandle: string;
	size: ProcessTerminalSize;
};

export type ProcessResizePtyResponse = Record<string, never>;

export type ProcessSpawnParams = {
	command: Array<string>;
	cwd: AbsolutePathBuf;
	env?: { [key in string]?: string | null } | null;
	outputBytesCap?: number | null;
	processHandle: string;
	size?: ProcessTerminalSize | null;
	streamStdin?: boolean;
	streamStdoutStderr?: boolean;
	timeoutMs?: number | null;
	tty?: boolean;
};

export type ProcessSpawnResponse = Record<string, never>;

export type ProcessTerminalSize = {
	cols: number;
	rows: number;
};

export type ProcessWriteStdinParams = {
	closeStdin?: boolean;
	deltaBase64?: string | null;
	processHandle: string;
};

export type ProcessWriteStdinResponse = Record<string, never>;

export type Project = {
	createdAt: number;
	id: string;
	metadata: { [key in string]?: string };
	name: string;
	position: number;
	recencyAt?: number | null;
	roots: Array<ProjectRoot>;
	updatedAt: number;
};

export type ProjectChangeType = "created" | "updated" | "deleted";

export type ProjectChangedNotification = {
	changeType: ProjectChangeType;
	projectId: string;
};

export type ProjectCreateParams = {
	idempotencyKey: string;
	metadata?: { [key in string]?: string } | null;
	name: string;
	roots: Array<ProjectRoot>;
};

export type ProjectCreateResponse = {
	project: Project;
};

export type ProjectDeleteParams = {
	projectId: string;
};

export type ProjectDeleteResponse = Record<string, never>;

export type ProjectImportParams = {
	idempotencyKey: string;
	metadata?: { [key in string]?: string } | null;
	name: string;
	roots: Array<ProjectRoot>;
	threads?: Array<string> | null;
};

export type ProjectImportResponse = {
	project: Project;
};

export type ProjectListParams = {
	cursor?: string | null;
	limit?: number | null;
	sortDirection?: SortDirection | null;
	sortKey?: ProjectSortKey | null;
};

export type ProjectListResponse = {
	data: Array<Project>;
	nextCursor?: string | null;
};

export type ProjectMoveParams = {
	beforeProjectId?: string | null;
	projectId: string;
};

export type ProjectMoveResponse = Record<string, never>;

export type ProjectReadParams = {
	projectId: string;
};

export type ProjectReadResponse = {
	project: Project;
};

export type ProjectRoot = {
	path: AbsolutePathBuf;
};

export type ProjectSortKey = "position" | "recencyAt";

export type ProjectUpdateParams = {
	metadata?: { [key in string]?: string } | null;
	name?: string | null;
	projectId: string;
	roots?: Array<ProjectRoot> | null;
};

export type ProjectUpdateResponse = {
	project: Project;
};

export type ProviderSettings = {
	type: "openai";
} | {
	auth: GatewayAuth;
	type: "customGateway";
} | {
	profile?: string | null;
	region?: string | null;
	type: "bedrock";
} | {
	credentialFile?: string | null;
	location?: string | null;
	projectId?: string | null;
	type: "gcp";
};

export type ProviderSettingsPatch = {
	baseUrl?: string | null;
	envKey?: string | null;
	name?: string;
	providerId?: string | null;
	type: "customGateway";
} | {
	profile?: string | null;
	providerId: BedrockProviderId;
	region?: string | null;
	type: "bedrock";
} | {
	credentialFile?: string | null;
	location?: string | null;
	projectId?: string | null;
	providerId: GcpProviderId;
	type: "gcp";
};

export type QueuedSubmission = {
	clientUserMessageId: string;
	id: string;
	input: Array<UserInput>;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
};

export type RateLimitReachedType = "rate_limit_reached" | "workspace_owner_credits_depleted" | "workspace_member_credits_depleted" | "workspace_owner_usage_limit_reached" | "workspace_member_usage_limit_reached";

export type RateLimitResetCredit = {
	description?: string | null;
	expiresAt?: number | null;
	grantedAt: number;
	id: string;
	resetType: RateLimitResetType;
	status: RateLimitResetCreditStatus;
	title?: string | null;
};

export type RateLimitResetCreditStatus = "available" | "redeeming" | "redeemed" | "unknown";

export type RateLimitResetCreditsSummary = {
	availableCount: number;
	credits?: Array<RateLimitResetCredit> | null;
};

export type RateLimitResetType = "codexRateLimits" | "unknown";

export type RateLimitSnapshot = {
	credits?: CreditsSnapshot | null;
	individualLimit?: SpendControlLimitSnapshot | null;
	limitId?: string | null;
	limitName?: string | null;
	normalModelSlug?: string | null;
	planType?: PlanType | null;
	primary?: RateLimitWindow | null;
	rateLimitReachedType?: RateLimitReachedType | null;
	secondary?: RateLimitWindow | null;
	spendControlReached?: boolean | null;
};

export type RateLimitWindow = {
	resetsAt?: number | null;
	usedPercent: number;
	windowDurationMins?: number | null;
};

export type RawResponseCompletedNotification = {
	responseId: string;
	threadId: string;
	turnId: string;
	usage?: TokenUsageBreakdown | null;
	usageMetadata?: ResponseUsageMetadata | null;
};

export type RawResponseItemCompletedNotification = {
	item: ResponseItem;
	threadId: string;
	turnId: string;
};

export type RealtimeConversationVersion = "v1" | "v2" | "v3";

export type RealtimeOutputModality = "text" | "audio";

export type RealtimeVoice = "alloy" | "arbor" | "ash" | "aube" | "ballad" | "breeze" | "bubbie" | "cedar" | "coral" | "cove" | "echo" | "ember" | "haetsal" | "hanul" | "himari" | "juniper" | "leher" | "maple" | "marin" | "miko" | "neer" | "porto" | "rindo" | "rio" | "rivage" | "sage" | "selva" | "shimmer" | "sol" | "sonna" | "spruce" | "tinta" | "vale" | "verse" | "viola";

export type RealtimeVoicesList = {
	defaultV1: RealtimeVoice;
	defaultV2: RealtimeVoice;
	v1: Array<RealtimeVoice>;
	v2: Array<RealtimeVoice>;
	v3?: Array<RealtimeVoice>;
};

export type ReasoningEffort = string;

export type ReasoningEffortOption = {
	description: string;
	reasoningEffort: ReasoningEffort;
};

export type ReasoningItemContent = {
	text: string;
	type: "reasoning_text";
} | {
	text: string;
	type: "text";
};

export type ReasoningItemReasoningSummary = {
	text: string;
	type: "summary_text";
};

export type ReasoningSummary = "auto" | "concise" | "detailed" | "none";

export type ReasoningSummaryPartAddedNotification = {
	itemId: string;
	summaryIndex: number;
	threadId: string;
	turnId: string;
};

export type ReasoningSummaryTextDeltaNotification = {
	delta: string;
	itemId: string;
	summaryIndex: number;
	threadId: string;
	turnId: string;
};

export type ReasoningTextDeltaNotification = {
	contentIndex: number;
	delta: string;
	itemId: string;
	threadId: string;
	turnId: string;
};

export type RemoteControlClient = {
	appVersion?: string | null;
	clientId: string;
	deviceModel?: string | null;
	deviceType?: string | null;
	displayName?: string | null;
	lastSeenAt?: number | null;
	osVersion?: string | null;
	platform?: string | null;
};

export type RemoteControlClientsListOrder = "asc" | "desc";

export type RemoteControlClientsListParams = {
	cursor?: string | null;
	environmentId: string;
	limit?: number | null;
	order?: RemoteControlClientsListOrder | null;
};

export type RemoteControlClientsListResponse = {
	data: Array<RemoteControlClient>;
	nextCursor?: string | null;
};

export type RemoteControlClientsRevokeParams = {
	clientId: string;
	environmentId: string;
};

export type RemoteControlClientsRevokeResponse = Record<string, never>;

export type RemoteControlConnectionStatus = "disabled" | "connecting" | "connected" | "errored";

export type RemoteControlDisableParams = {
	ephemeral?: boolean;
};

export type RemoteControlDisableResponse = {
	environmentId?: string | null;
	installationId: string;
	serverName: string;
	status: RemoteControlConnectionStatus;
};

export type RemoteControlEnableParams = {
	ephemeral?: boolean;
};

export type RemoteControlEnableResponse = {
	environmentId?: string | null;
	installationId: string;
	serverName: string;
	status: RemoteControlConnectionStatus;
};

export type RemoteControlPairingStartParams = {
	manualCode?: boolean;
};

export type RemoteControlPairingStartResponse = {
	environmentId: string;
	expiresAt: number;
	manualPairingCode?: string | null;
	pairingCode: string;
};

export type RemoteControlPairingStatusParams = {
	manualPairingCode?: string | null;
	pairingCode?: string | null;
};

export type RemoteControlPairingStatusResponse = {
	claimed: boolean;
};

export type RemoteControlStatusChangedNotification = {
	environmentId?: string | null;
	installationId: string;
	serverName: string;
	status: RemoteControlConnectionStatus;
};

export type RemoteControlStatusReadResponse = {
	environmentId?: string | null;
	installationId: string;
	serverName: string;
	status: RemoteControlConnectionStatus;
};

export type RequestHeader = {
	name: string;
	value: string;
};

export type RequestId = string | number;

export type RequestPermissionProfile = {
	fileSystem?: AdditionalFileSystemPermissions | null;
	network?: AdditionalNetworkPermissions | null;
};

export type ResidencyRequirement = "us";

export type Resource = {
	_meta?: JsonValue;
	annotations?: JsonValue;
	description?: string | null;
	icons?: Array<JsonValue> | null;
	mimeType?: string | null;
	name: string;
	size?: number | null;
	title?: string | null;
	uri: string;
};

export type ResourceContent = {
	_meta?: JsonValue;
	mimeType?: string | null;
	text: string;
	uri: string;
} | {
	_meta?: JsonValue;
	blob: string;
	mimeType?: string | null;
	uri: string;
};

export type ResourceTemplate = {
	annotations?: JsonValue;
	description?: string | null;
	mimeType?: string | null;
	name: string;
	title?: string | null;
	uriTemplate: string;
};

export type ResponseItem = {
	id?: string | null;
	role: string;
	tools: Array<JsonValue>;
	type: "additional_tools";
} | {
	content: Array<ContentItem>;
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	phase?: MessagePhase | null;
	role: string;
	status?: string | null;
	type: "message";
} | {
	author: string;
	content: Array<AgentMessageInputContent>;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	recipient: string;
	type: "agent_message";
} | {
	content?: Array<ReasoningItemContent> | null;
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	summary: Array<ReasoningItemReasoningSummary>;
	type: "reasoning";
} | {
	action: LocalShellAction;
	call_id?: string | null;
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	status: LocalShellStatus;
	type: "local_shell_call";
} | {
	arguments: string;
	call_id: string;
	encrypted_content?: string | null;
	encrypted_function_args?: Array<string> | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	name: string;
	namespace?: string | null;
	status?: string | null;
	type: "function_call";
} | {
	arguments: JsonValue;
	call_id?: string | null;
	encrypted_content?: string | null;
	execution: string;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	status?: string | null;
	type: "tool_search_call";
} | {
	call_id?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	name?: string | null;
	namespace?: string | null;
	output: FunctionCallOutputBody;
	type: "function_call_output";
} | {
	call_id: string;
	encrypted_content?: string | null;
	id?: string | null;
	input: string;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	name: string;
	namespace?: string | null;
	status?: string | null;
	type: "custom_tool_call";
} | {
	call_id: string;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	name?: string | null;
	output: FunctionCallOutputBody;
	type: "custom_tool_call_output";
} | {
	call_id?: string | null;
	execution: string;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	status: string;
	tools: Array<JsonValue>;
	type: "tool_search_output";
} | {
	action?: ResponsesApiWebSearchAction | null;
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	status?: string | null;
	type: "web_search_call";
} | {
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	result: string;
	revised_prompt?: string | null;
	status: string;
	type: "image_generation_call";
} | {
	encrypted_content: string;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	type: "compaction";
} | {
	reasoning: ConfigurationReasoning;
	type: "configuration_update";
} | {
	type: "compaction_trigger";
} | {
	encrypted_content?: string | null;
	id?: string | null;
	internal_chat_message_metadata_passthrough?: InternalChatMessageMetadataPassthrough | null;
	type: "context_compaction";
} | {
	type: "other";
};

export type ResponseUsageMetadata = {
	amount?: string | null;
	metadata?: JsonValue | null;
};

export type ResponsesApiWebSearchAction = {
	queries?: Array<string> | null;
	query?: string | null;
	type: "search";
} | {
	type: "open_page";
	url?: string | null;
} | {
	pattern?: string | null;
	type: "find_in_page";
	url?: string | null;
} | {
	type: "other";
};

export type ReviewDecision = "approved" | "approved_for_session" | "approved_mcp_policy_amendment" | "timed_out" | "abort" | {
	approved_execpolicy_amendment: {
		proposed_execpolicy_amendment: Array<string>;
	};
} | {
	network_policy_amendment: {
		network_policy_amendment: NetworkPolicyAmendment;
	};
} | {
	denied: {
		rejection: string;
	};
};

export type ReviewDelivery = "inline";

export type ReviewStartParams = {
	delivery?: ReviewDelivery | null;
	target: ReviewTarget;
	threadId: string;
};

export type ReviewStartResponse = {
	reviewThreadId: string;
	turn: Turn;
};

export type ReviewTarget = {
	type: "uncommittedChanges";
} | {
	branch: string;
	type: "baseBranch";
} | {
	sha: string;
	title?: string | null;
	type: "commit";
} | {
	instructions: string;
	type: "custom";
};

export type RolloutCompressResponse = Record<string, never>;

export type SandboxMode = "read-only" | "workspace-write" | "danger-full-access";

export type SandboxPolicy = {
	type: "dangerFullAccess";
} | {
	networkAccess?: boolean;
	type: "readOnly";
} | {
	networkAccess?: NetworkAccess;
	type: "externalSandbox";
} | {
	excludeSlashTmp?: boolean;
	excludeTmpdirEnvVar?: boolean;
	networkAccess?: boolean;
	type: "workspaceWrite";
	writableRoots?: Array<AbsolutePathBuf>;
};

export type SandboxWorkspaceWrite = {
	exclude_slash_tmp?: boolean;
	exclude_tmpdir_env_var?: boolean;
	network_access?: boolean;
	writable_roots?: Array<string>;
};

export type ScheduledTaskSchedule = {
	days?: Array<ScheduledTaskWeekday> | null;
	intervalHours: number;
	type: "hourly";
} | {
	time: string;
	type: "daily";
} | {
	time: string;
	type: "weekdays";
} | {
	days: Array<ScheduledTaskWeekday>;
	time: string;
	type: "weekly";
};

export type ScheduledTaskSummary = {
	key: string;
	name: string;
	prompt: string;
	schedule: ScheduledTaskSchedule;
};

export type ScheduledTaskWeekday = "MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU";

export type SelectedCapabilityRoot = {
	id: string;
	location: CapabilityRootLocation;
};

export type SendAddCreditsNudgeEmailParams = {
	creditType: AddCreditsNudgeCreditType;
};

export type SendAddCreditsNudgeEmailResponse = {
	status: AddCreditsNudgeEmailStatus;
};

export type ServerDiagnosticsGauge = {
	name: string;
	value: number;
};

export type ServerDiagnosticsParams = Record<string, never>;

export type ServerDiagnosticsProcess = {
	id: number;
	physicalFootprintBytes?: number | null;
	residentMemoryBytes?: number | null;
};

export type ServerDiagnosticsResponse = {
	gauges: Array<ServerDiagnosticsGauge>;
	process: ServerDiagnosticsProcess;
};

export type ServerRequestResolvedNotification = {
	requestId: RequestId;
	threadId: string;
};

export type SessionMigration = {
	cwd: string;
	path: string;
	title?: string | null;
};

export type SessionSource = "cli" | "vscode" | "exec" | "appServer" | "unknown" | {
	custom: string;
} | {
	subAgent: SubAgentSource;
};

export type Settings = {
	developer_instructions?: string | null;
	model: string;
	reasoning_effort?: ReasoningEffort | null;
};

export type SkillDependencies = {
	tools: Array<SkillToolDependency>;
};

export type SkillErrorInfo = {
	message: string;
	path: string;
};

export type SkillInterface = {
	brandColor?: string | null;
	defaultPrompt?: string | null;
	displayName?: string | null;
	iconLarge?: AbsolutePathBuf | null;
	iconLargeUrl?: string | null;
	iconSmall?: AbsolutePathBuf | null;
	iconSmallUrl?: string | null;
	shortDescription?: string | null;
};

export type SkillMetadata = {
	dependencies?: SkillDependencies | null;
	description: string;
	enabled: boolean;
	interface?: SkillInterface | null;
	name: string;
	path: LegacyAppPathString;
	pluginId?: string | null;
	scope: SkillScope;
	shortDescription?: string | null;
};

export type SkillMigration = {
	name: string;
};

export type SkillScope = "user" | "repo" | "system" | "admin";

export type SkillSummary = {
	description: string;
	enabled: boolean;
	interface?: SkillInterface | null;
	name: string;
	path?: LegacyAppPathString | null;
	shortDescription?: string | null;
};

export type SkillToolDependency = {
	command?: string | null;
	description?: string | null;
	transport?: string | null;
	type: string;
	url?: string | null;
	value: string;
};

export type SkillsChangedNotification = Record<string, never>;

export type SkillsConfigWriteParams = {
	enabled: boolean;
	name?: string | null;
	path?: AbsolutePathBuf | null;
};

export type SkillsConfigWriteResponse = {
	effectiveEnabled: boolean;
};

export type SkillsExtraRootsSetParams = {
	extraRoots: Array<AbsolutePathBuf>;
};

export type SkillsExtraRootsSetResponse = Record<string, never>;

export type SkillsListEntry = {
	cwd: string;
	errors: Array<SkillErrorInfo>;
	skills: Array<SkillMetadata>;
};

export type SkillsListParams = {
	cwds?: Array<string>;
	forceReload?: boolean;
};

export type SkillsListResponse = {
	data: Array<SkillsListEntry>;
};

export type SortDirection = "asc" | "desc";

export type SpendControlLimitSnapshot = {
	limit: string;
	remainingPercent: number;
	resetsAt: number;
	used: string;
};

export type StoredSource = "cli" | "vscode" | "exec" | "mcp" | "unknown" | {
	custom: string;
} | {
	internal: InternalSessionSource;
} | {
	subagent: SubAgentSource;
};

export type StrictReviewRequiredNotification = {
	startedAtMs: number;
	threadId: string;
	turnId: string;
};

export type SubAgentActivityKind = "started" | "interacted" | "interrupted" | "completed";

export type SubAgentSource = "review" | "compact" | "memory_consolidation" | {
	thread_spawn: {
		agent_nickname?: string | null;
		agent_path?: AgentPath | null;
		agent_role?: string | null;
		depth: number;
		parent_thread_id: ThreadId;
	};
} | {
	other: string;
};

export type SubagentMigration = {
	name: string;
};

export type TerminalInteractionNotification = {
	itemId: string;
	processId: string;
	stdin: string;
	threadId: string;
	turnId: string;
};

export type TextElement = {
	byteRange: ByteRange;
	placeholder?: string | null;
};

export type TextPosition = {
	column: number;
	line: number;
};

export type TextRange = {
	end: TextPosition;
	start: TextPosition;
};

export type Thread = {
	agentNickname?: string | null;
	agentRole?: string | null;
	attachedToThreadId?: string | null;
	canAcceptDirectInput?: boolean | null;
	cliVersion: string;
	createdAt: number;
	cwd: AbsolutePathBuf;
	daybreakEnabled?: boolean | null;
	environments?: Array<ThreadEnvironment> | null;
	ephemeral: boolean;
	extra?: ThreadExtra | null;
	forkedFromId?: string | null;
	gitInfo?: GitInfo | null;
	historyMode?: ThreadHistoryMode;
	id: string;
	model?: string | null;
	modelProvider: string;
	name?: string | null;
	originator?: string | null;
	parentThreadId?: string | null;
	path?: string | null;
	preview: string;
	projectId: string | null;
	reasoningEffort?: ReasoningEffort | null;
	recencyAt?: number | null;
	section?: ThreadSection | null;
	sectionEnteredAt?: number | null;
	sessionId: string;
	source: SessionSource;
	status: ThreadStatus;
	threadSource?: ThreadSource | null;
	turns: Array<Turn>;
	updatedAt: number;
};

export type ThreadActiveFlag = "waitingOnApproval" | "waitingOnUserInput";

export type ThreadApproveGuardianDeniedActionParams = {
	event: JsonValue;
	threadId: string;
};

export type ThreadApproveGuardianDeniedActionResponse = Record<string, never>;

export type ThreadArchiveParams = {
	threadId: string;
};

export type ThreadArchiveResponse = Record<string, never>;

export type ThreadArchivedNotification = {
	threadId: string;
};

export type ThreadAttachment = {
	attachmentType: string;
	createdAt: number;
	id: string;
	identityKey: string;
	payload: JsonValue;
};

export type ThreadAttachmentAddOutcome = "created" | "existing";

export type ThreadAttachmentAddParams = {
	attachmentType: string;
	identityKey: string;
	payload: JsonValue;
	threadId: string;
};

export type ThreadAttachmentAddResponse = {
	attachment: ThreadAttachment;
	outcome: ThreadAttachmentAddOutcome;
};

export type ThreadAttachmentListParams = {
	cursor?: string | null;
	limit?: number | null;
	threadId: string;
};

export type ThreadAttachmentListResponse = {
	data: Array<ThreadAttachment>;
	nextCursor?: string | null;
};

export type ThreadAttachmentOperation = "created" | "deleted";

export type ThreadAttachmentOwner = {
	archived: boolean;
	threadId: string;
};

export type ThreadAttachmentOwnerListParams = {
	archived?: boolean | null;
	attachmentType: string;
	cursor?: string | null;
	identityKey: string;
	limit?: number | null;
};

export type ThreadAttachmentOwnerListResponse = {
	data: Array<ThreadAttachmentOwner>;
	nextCursor?: string | null;
};

export type ThreadAttachmentRemoveParams = {
	attachmentType: string;
	identityKey: string;
	threadId: string;
};

export type ThreadAttachmentRemoveResponse = Record<string, never>;

export type ThreadAttachmentUpdatedNotification = {
	attachmentId: string;
	attachmentType: string;
	identityKey: string;
	operation: ThreadAttachmentOperation;
	threadId: string;
};

export type ThreadBackgroundTerminal = {
	command: string;
	cpuPercent?: number | null;
	cwd: LegacyAppPathString;
	itemId: string;
	osPid?: number | null;
	processId: string;
	rssKb?: number | null;
};

export type ThreadBackgroundTerminalsCleanParams = {
	threadId: string;
};

export type ThreadBackgroundTerminalsCleanResponse = Record<string, never>;

export type ThreadBackgroundTerminalsListParams = {
	cursor?: string | null;
	limit?: number | null;
	threadId: string;
};

export type ThreadBackgroundTerminalsListResponse = {
	data: Array<ThreadBackgroundTerminal>;
	nextCursor?: string | null;
};

export type ThreadBackgroundTerminalsTerminateParams = {
	processId: string;
	threadId: string;
};

export type ThreadBackgroundTerminalsTerminateResponse = {
	terminated: boolean;
};

export type ThreadClosedNotification = {
	threadId: string;
};

export type ThreadCompactStartParams = {
	threadId: string;
};

export type ThreadCompactStartResponse = Record<string, never>;

export type ThreadDecrementElicitationParams = {
	threadId: string;
};

export type ThreadDecrementElicitationResponse = {
	count: number;
	paused: boolean;
};

export type ThreadDeleteParams = {
	threadId: string;
};

export type ThreadDeleteResponse = Record<string, never>;

export type ThreadDeletedNotification = {
	threadId: string;
};

export type ThreadEnvironment = {
	cwd: LegacyAppPathString;
	environmentId: string;
	runtimeWorkspaceRoots: Array<LegacyAppPathString>;
};

export type ThreadExtra = Record<string, never>;

export type ThreadForkParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	attachToSource?: boolean;
	baseInstructions?: string | null;
	beforeTurnId?: string | null;
	config?: { [key in string]?: JsonValue } | null;
	cwd?: string | null;
	deferGoalContinuation?: boolean;
	developerInstructions?: string | null;
	ephemeral?: boolean;
	excludeTurns?: boolean;
	experimentalDisablePredictionMcp?: boolean;
	experimentalPredictionMode?: boolean;
	lastTurnId?: string | null;
	model?: string | null;
	modelProvider?: string | null;
	path?: string | null;
	permissions?: string | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf> | null;
	sandbox?: SandboxMode | null;
	serviceTier?: string | null;
	threadId: string;
	threadSource?: ThreadSource | null;
};

export type ThreadForkResponse = {
	activePermissionProfile?: ActivePermissionProfile | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	instructionSources?: Array<LegacyAppPathString>;
	model: string;
	modelProvider: string;
	multiAgentMode?: MultiAgentMode;
	reasoningEffort?: ReasoningEffort | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf>;
	sandbox: SandboxPolicy;
	serviceTier?: string | null;
	thread: Thread;
};

export type ThreadGoal = {
	createdAt: number;
	objective: string;
	status: ThreadGoalStatus;
	threadId: string;
	timeUsedSeconds: number;
	tokenBudget?: number | null;
	tokensUsed: number;
	updatedAt: number;
};

export type ThreadGoalClearParams = {
	origin?: ThreadGoalMutationOrigin | null;
	threadId: string;
};

export type ThreadGoalClearResponse = {
	cleared: boolean;
};

export type ThreadGoalClearedNotification = {
	threadId: string;
};

export type ThreadGoalGetParams = {
	threadId: string;
};

export type ThreadGoalGetResponse = {
	goal?: ThreadGoal | null;
};

export type ThreadGoalMutationOrigin = "user" | "automatic";

export type ThreadGoalSetParams = {
	objective?: string | null;
	origin?: ThreadGoalMutationOrigin | null;
	status?: ThreadGoalStatus | null;
	threadId: string;
	tokenBudget?: number | null;
};

export type ThreadGoalSetResponse = {
	goal: ThreadGoal;
};

export type ThreadGoalStatus = "active" | "paused" | "blocked" | "usageLimited" | "budgetLimited" | "complete";

export type ThreadGoalUpdatedNotification = {
	goal: ThreadGoal;
	threadId: string;
	turnId?: string | null;
};

export type ThreadGuardianAssessment = {
	outcome: GuardianAssessmentOutcome;
	rationale: string;
	riskLevel: GuardianRiskLevel;
	userAuthorization: GuardianUserAuthorization;
};

export type ThreadGuardianReviewParams = {
	threadId: string;
};

export type ThreadGuardianReviewResponse = {
	assessment?: ThreadGuardianAssessment | null;
	callId: string;
};

export type ThreadHistoryMode = "legacy" | "paginated";

export type ThreadId = string;

export type ThreadIncrementElicitationParams = {
	threadId: string;
};

export type ThreadIncrementElicitationResponse = {
	count: number;
	paused: boolean;
};

export type ThreadInjectItemsParams = {
	items: Array<JsonValue>;
	threadId: string;
};

export type ThreadInjectItemsResponse = Record<string, never>;

export type ThreadItem = {
	clientId?: string | null;
	content: Array<UserInput>;
	id: string;
	type: "userMessage";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	fragments: Array<HookPromptFragment>;
	id: string;
	type: "hookPrompt";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	delivery?: AgentMessageDelivery | null;
	id: string;
	memoryCitation?: MemoryCitation | null;
	moderation?: AgentMessageModeration | null;
	phase?: MessagePhase | null;
	questions?: Array<AsyncUserInputQuestion> | null;
	text: string;
	type: "agentMessage";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	name: string;
	namespace?: string | null;
	output: FunctionCallOutputBody;
	type: "functionCallOutput";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	text: string;
	type: "plan";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	content?: Array<string>;
	id: string;
	summary?: Array<string>;
	type: "reasoning";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	aggregatedOutput?: string | null;
	command: string;
	commandActions: Array<CommandAction>;
	cwd: LegacyAppPathString;
	durationMs?: number | null;
	exitCode?: number | null;
	id: string;
	pluginId?: string | null;
	processId?: string | null;
	scriptPath?: string | null;
	source?: CommandExecutionSource;
	status: CommandExecutionStatus;
	type: "commandExecution";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	changes: Array<FileUpdateChange>;
	id: string;
	status: PatchApplyStatus;
	type: "fileChange";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	appContext?: McpToolCallAppContext | null;
	arguments: JsonValue;
	durationMs?: number | null;
	error?: McpToolCallError | null;
	id: string;
	mcpAppResourceUri?: string | null;
	mcpAppUi?: McpAppUi | null;
	pluginId?: string | null;
	readOnlyHint?: boolean | null;
	result?: McpToolCallResult | null;
	server: string;
	status: McpToolCallStatus;
	tool: string;
	type: "mcpToolCall";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	arguments: JsonValue;
	contentItems?: Array<DynamicToolCallOutputContentItem> | null;
	durationMs?: number | null;
	id: string;
	namespace?: string | null;
	status: DynamicToolCallStatus;
	success?: boolean | null;
	tool: string;
	type: "dynamicToolCall";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	agentsStates: { [key in string]?: CollabAgentState };
	id: string;
	model?: string | null;
	prompt?: string | null;
	reasoningEffort?: ReasoningEffort | null;
	receiverThreadIds: Array<string>;
	senderThreadId: string;
	status: CollabAgentToolCallStatus;
	tool: CollabAgentTool;
	type: "collabAgentToolCall";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	agentPath: string;
	agentThreadId: string;
	id: string;
	kind: SubAgentActivityKind;
	model?: string | null;
	reasoningEffort?: ReasoningEffort | null;
	type: "subAgentActivity";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	action?: WebSearchAction | null;
	id: string;
	query: string;
	results?: Array<JsonValue> | null;
	type: "webSearch";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	path: LegacyAppPathString;
	type: "imageView";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	durationMs: number;
	id: string;
	type: "sleep";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	review: string;
	type: "enteredReviewMode";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	review: string;
	type: "exitedReviewMode";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	id: string;
	type: "contextCompaction";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	fileId: string;
	failure?: ImageGenerationFailure | null;
	generationId?: string | null;
	id: string;
	inputImages?: Array<ImageGenerationInputImage>;
	revisedPrompt?: string | null;
	savedPath?: AbsolutePathBuf | null;
	status: string;
	transparentBackground?: boolean | null;
	type: "imageGeneration";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
} | {
	result: string;
	failure?: ImageGenerationFailure | null;
	generationId?: string | null;
	id: string;
	inputImages?: Array<ImageGenerationInputImage>;
	revisedPrompt?: string | null;
	savedPath?: AbsolutePathBuf | null;
	status: string;
	transparentBackground?: boolean | null;
	type: "imageGeneration";
	completedAtMs?: number | null;
	startedAtMs?: number | null;
};

export type ThreadItemEntry = {
	completedAtMs?: number | null;
	item: ThreadItem;
	outputDeferred?: boolean;
	startedAtMs?: number | null;
	turnId: string;
};

export type ThreadItemOutputDeferral = {
	commandExecution?: boolean;
	mcpToolCall?: boolean;
};

export type ThreadItemsListAnchor = {
	itemId: string;
	type: "item";
};

export type ThreadItemsListCursor = string | ThreadItemsListAnchor;

export type ThreadItemsListParams = {
	cursor?: ThreadItemsListCursor | null;
	deferOutput?: ThreadItemOutputDeferral | null;
	limit?: number | null;
	sortDirection?: SortDirection | null;
	threadId: string;
	turnId?: string | null;
};

export type ThreadItemsListResponse = {
	backwardsCursor?: string | null;
	data: Array<ThreadItemEntry>;
	nextCursor?: string | null;
};

export type ThreadItemsReadParams = {
	itemIds: Array<string>;
	threadId: string;
	turnId: string;
};

export type ThreadItemsReadResponse = {
	data: Array<ThreadItemEntry>;
};

export type ThreadListCwdFilter = string | Array<string>;

export type ThreadListParams = {
	ancestorThreadId?: string | null;
	archived?: boolean | null;
	attachedToThreadId?: string | null;
	currentAccountOnly?: boolean;
	cursor?: string | null;
	cwd?: ThreadListCwdFilter | null;
	excludedThreadIds?: Array<string> | null;
	includeAttachedThreads?: boolean;
	limit?: number | null;
	modelProviders?: Array<string> | null;
	originators?: Array<string> | null;
	parentThreadId?: string | null;
	projectId?: string | null;
	searchTerm?: string | null;
	sectionId?: string | null;
	sortDirection?: SortDirection | null;
	sortKey?: ThreadSortKey | null;
	sourceKinds?: Array<ThreadSourceKind> | null;
	useStateDbOnly?: boolean;
};

export type ThreadListResponse = {
	backwardsCursor?: string | null;
	data: Array<Thread>;
	nextCursor?: string | null;
	readStates?: { [key in string]?: ThreadReadState } | null;
};

export type ThreadLoadedListParams = {
	cursor?: string | null;
	limit?: number | null;
};

export type ThreadLoadedListResponse = {
	data: Array<string>;
	nextCursor?: string | null;
};

export type ThreadMemoryMode = "enabled" | "disabled";

export type ThreadMemoryModeSetParams = {
	mode: ThreadMemoryMode;
	threadId: string;
};

export type ThreadMemoryModeSetResponse = Record<string, never>;

export type ThreadMemoryReadParams = {
	threadId: string;
};

export type ThreadMemoryReadResponse = {
	summary?: string | null;
};

export type ThreadMetadataGitInfoUpdateParams = {
	branch?: string | null;
	originUrl?: string | null;
	sha?: string | null;
};

export type ThreadMetadataUpdateParams = {
	daybreakEnabled?: boolean | null;
	gitInfo?: ThreadMetadataGitInfoUpdateParams | null;
	projectId?: string | null;
	threadId: string;
};

export type ThreadMetadataUpdateResponse = {
	thread: Thread;
};

export type ThreadNameUpdatedNotification = {
	threadId: string;
	threadName?: string | null;
};

export type ThreadPredictionRequestParams = {
	sourceTurnId: string;
	threadId: string;
};

export type ThreadPredictionRequestResponse = Record<string, never>;

export type ThreadPredictionResult = {
	text?: string | null;
	type: "completed";
} | {
	type: "failed";
};

export type ThreadPredictionUpdatedNotification = {
	result: ThreadPredictionResult;
	sourceTurnId: string;
	threadId: string;
};

export type ThreadPrepareApprovedPlanParams = {
	attachmentPath?: string | null;
	markdown: string;
	threadId: string;
};

export type ThreadPrepareApprovedPlanResponse = {
	prompt: string;
};

export type ThreadProjectUpdatedNotification = {
	projectId: string | null;
	threadId: string;
};

export type ThreadQueueAddParams = {
	clientUserMessageId: string;
	input: Array<UserInput>;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
	threadId: string;
};

export type ThreadQueueAddResponse = {
	queuedSubmission: QueuedSubmission;
};

export type ThreadQueueChangedNotification = {
	threadId: string;
};

export type ThreadQueueDeleteParams = {
	queuedSubmissionId: string;
	threadId: string;
};

export type ThreadQueueDeleteResponse = {
	deleted: boolean;
};

export type ThreadQueueListParams = {
	cursor?: string | null;
	limit?: number | null;
	threadId: string;
};

export type ThreadQueueListResponse = {
	data: Array<QueuedSubmission>;
	nextCursor?: string | null;
};

export type ThreadQueueReorderParams = {
	queuedSubmissionIds: Array<string>;
	threadId: string;
};

export type ThreadQueueReorderResponse = Record<string, never>;

export type ThreadQueueStartParams = {
	queuedSubmissionId?: string | null;
	threadId: string;
};

export type ThreadQueueStartResponse = {
	turn: Turn;
};

export type ThreadQueueUpdateParams = {
	input: Array<UserInput>;
	queuedSubmissionId: string;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
	threadId: string;
};

export type ThreadQueueUpdateResponse = {
	queuedSubmission: QueuedSubmission;
};

export type ThreadReadParams = {
	includeTurns?: boolean;
	threadId: string;
};

export type ThreadReadResponse = {
	readState?: ThreadReadState | null;
	thread: Thread;
};

export type ThreadReadState = {
	firstUnread?: ThreadUnreadPosition | null;
	revision: string;
};

export type ThreadReadStateChangedNotification = {
	readState: ThreadReadState;
	threadId: string;
};

export type ThreadReadStateOperation = {
	type: "read";
} | {
	type: "unread";
};

export type ThreadReadStateUpdateParams = {
	expectedRevision: string;
	operation: ThreadReadStateOperation;
	threadId: string;
};

export type ThreadReadStateUpdateResponse = {
	readState: ThreadReadState;
};

export type ThreadRealtimeAppendAudioParams = {
	audio: ThreadRealtimeAudioChunk;
	threadId: string;
};

export type ThreadRealtimeAppendAudioResponse = Record<string, never>;

export type ThreadRealtimeAppendSpeechParams = {
	text: string;
	threadId: string;
};

export type ThreadRealtimeAppendSpeechResponse = Record<string, never>;

export type ThreadRealtimeAppendTextParams = {
	role?: ConversationTextRole;
	text: string;
	threadId: string;
};

export type ThreadRealtimeAppendTextResponse = Record<string, never>;

export type ThreadRealtimeAudioChunk = {
	data: string;
	itemId?: string | null;
	numChannels: number;
	sampleRate: number;
	samplesPerChannel?: number | null;
};

export type ThreadRealtimeBemItemPresentation = {
	type: "wholeItem";
} | {
	type: "inlineMarkdown";
} | {
	index: number;
	type: "inlineVisualization";
};

export type ThreadRealtimeClosedNotification = {
	reason?: string | null;
	threadId: string;
};

export type ThreadRealtimeErrorNotification = {
	message: string;
	threadId: string;
};

export type ThreadRealtimeInitialItem = {
	role: ConversationTextRole;
	text: string;
};

export type ThreadRealtimeItem = {
	id: string;
	realtimeSessionId: string;
	type: "realtimeSessionStarted";
} | {
	id: string;
	realtimeSessionId: string;
	role: ThreadRealtimeTranscriptRole;
	text: string;
	type: "transcriptSegment";
} | {
	id: string;
	item_id: string;
	presentation: ThreadRealtimeBemItemPresentation;
	realtimeSessionId: string;
	turn_id: string;
	type: "bemItemPromoted";
} | {
	id: string;
	outcome: ThreadRealtimeSessionOutcome;
	realtimeSessionId: string;
	type: "realtimeSessionClosed";
};

export type ThreadRealtimeItemAddedNotification = {
	item: JsonValue;
	threadId: string;
};

export type ThreadRealtimeItemCompletedNotification = {
	item: ThreadRealtimeItem;
	threadId: string;
};

export type ThreadRealtimeItemStartedNotification = {
	item: ThreadRealtimeItem;
	threadId: string;
};

export type ThreadRealtimeItemTranscriptDeltaNotification = {
	delta: string;
	itemId: string;
	threadId: string;
};

export type ThreadRealtimeListVoicesParams = Record<string, never>;

export type ThreadRealtimeListVoicesResponse = {
	voices: RealtimeVoicesList;
};

export type ThreadRealtimeOutputAudioDeltaNotification = {
	audio: ThreadRealtimeAudioChunk;
	threadId: string;
};

export type ThreadRealtimeSdpNotification = {
	sdp: string;
	threadId: string;
};

export type ThreadRealtimeSessionOutcome = "ended" | "failed";

export type ThreadRealtimeStartParams = {
	backendReasoningStatus?: boolean;
	clientManagedHandoffs?: boolean | null;
	codexResponseHandoffChannelPrefixes?: { [key in string]?: Array<string> } | null;
	codexResponseHandoffMode?: CodexResponseHandoffMode | null;
	codexResponseItemPrefix?: string | null;
	codexResponsesAsItems?: boolean | null;
	delegationAckFiller?: boolean | null;
	flushTranscriptTailOnSessionEnd?: boolean | null;
	includeStartupContext?: boolean | null;
	initialItems?: Array<ThreadRealtimeInitialItem> | null;
	model?: string | null;
	outputModality: RealtimeOutputModality;
	prompt?: string | null;
	realtimeEndInstructions?: string | null;
	realtimeSessionId?: string | null;
	realtimeStartInstructions?: string | null;
	threadId: string;
	transport?: ThreadRealtimeStartTransport | null;
	version?: RealtimeConversationVersion | null;
	voice?: RealtimeVoice | null;
	voiceSessionId?: string | null;
};

export type ThreadRealtimeStartResponse = Record<string, never>;

export type ThreadRealtimeStartTransport = {
	type: "websocket";
} | {
	sdp: string;
	type: "webrtc";
} | {
	callId: string;
	type: "existingCall";
};

export type ThreadRealtimeStartedNotification = {
	realtimeSessionId?: string | null;
	threadId: string;
	version: RealtimeConversationVersion;
};

export type ThreadRealtimeStopParams = {
	threadId: string;
};

export type ThreadRealtimeStopResponse = Record<string, never>;

export type ThreadRealtimeTranscriptDeltaNotification = {
	delta: string;
	role: string;
	threadId: string;
};

export type ThreadRealtimeTranscriptDoneNotification = {
	role: string;
	text: string;
	threadId: string;
};

export type ThreadRealtimeTranscriptRole = "user" | "assistant";

export type ThreadResumeInitialTurnsPageParams = {
	itemsView?: TurnItemsView | null;
	limit?: number | null;
	sortDirection?: SortDirection | null;
};

export type ThreadResumeParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	baseInstructions?: string | null;
	config?: { [key in string]?: JsonValue } | null;
	cwd?: string | null;
	developerInstructions?: string | null;
	excludeTurns?: boolean;
	history?: Array<ResponseItem> | null;
	initialTurnsPage?: ThreadResumeInitialTurnsPageParams | null;
	model?: string | null;
	modelProvider?: string | null;
	path?: string | null;
	permissions?: string | null;
	personality?: Personality | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf> | null;
	sandbox?: SandboxMode | null;
	serviceTier?: string | null;
	threadId: string;
};

export type ThreadResumeResponse = {
	activePermissionProfile?: ActivePermissionProfile | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	instructionSources?: Array<LegacyAppPathString>;
	model: string;
	modelProvider: string;
	multiAgentMode?: MultiAgentMode;
	reasoningEffort?: ReasoningEffort | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf>;
	sandbox: SandboxPolicy;
	serviceTier?: string | null;
	thread: Thread;
	collaborationMode?: CollaborationMode | null;
	initialTurnsPage?: TurnsPage | null;
	itemsBackwardsCursor?: string | null;
	turnsBackwardsCursor?: string | null;
};

export type ThreadRevertParams = {
	beforeTurnId: string;
	threadId: string;
};

export type ThreadRevertResponse = {
	itemsBackwardsCursor?: string | null;
	thread: Thread;
	turnsBackwardsCursor?: string | null;
};

export type ThreadRevertedNotification = {
	threadId: string;
};

export type ThreadSampleCancelParams = {
	requestId: RequestId;
};

export type ThreadSampleCancelResponse = Record<string, never>;

export type ThreadSampleParams = {
	allowInProgressTurn?: boolean;
	disableMcp?: boolean;
	effort?: ReasoningEffort | null;
	expectedTurnId: string;
	interruptOnCancel?: boolean | null;
	prompt: string;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
	threadId: string;
	threadSource?: ThreadSource | null;
	turnTrigger?: string | null;
};

export type ThreadSampleResponse = {
	cachedInputTokens?: number | null;
	inputTokens?: number | null;
	outputTokens?: number | null;
	responseId: string;
	sourceTurnId: string;
	text?: string | null;
};

export type ThreadSearchOccurrence = {
	itemId: string;
	snippet: string;
	snippetMatchRange: ThreadSearchTextRange;
	turnCursor: string;
	turnId: string;
};

export type ThreadSearchOccurrencesParams = {
	cursor?: string | null;
	limit?: number | null;
	searchTerm: string;
	threadId: string;
};

export type ThreadSearchOccurrencesResponse = {
	data: Array<ThreadSearchOccurrence>;
	nextCursor?: string | null;
};

export type ThreadSearchParams = {
	archived?: boolean | null;
	currentAccountOnly?: boolean;
	cursor?: string | null;
	includeAttachedThreads?: boolean;
	limit?: number | null;
	searchTerm: string;
	sortDirection?: SortDirection | null;
	sortKey?: ThreadSearchSortKey | null;
	sourceKinds?: Array<ThreadSourceKind> | null;
};

export type ThreadSearchResponse = {
	backwardsCursor?: string | null;
	data: Array<ThreadSearchResult>;
	nextCursor?: string | null;
};

export type ThreadSearchResult = {
	snippet: string;
	thread: Thread;
};

export type ThreadSearchSortKey = "created_at" | "updated_at" | "recency_at";

export type ThreadSearchTextRange = {
	end: number;
	start: number;
};

export type ThreadSection = {
	appearance?: ThreadSectionAppearance | null;
	id: string;
	name: string;
};

export type ThreadSectionAppearance = {
	color?: string | null;
	icon?: string | null;
};

export type ThreadSectionChangedNotification = {
	sectionId: string | null;
	threadId: string;
};

export type ThreadSectionCreateParams = {
	appearance?: ThreadSectionAppearance | null;
	name: string;
};

export type ThreadSectionCreateResponse = {
	section: ThreadSection;
};

export type ThreadSectionDeleteParams = {
	sectionId: string;
};

export type ThreadSectionDeleteResponse = Record<string, never>;

export type ThreadSectionListParams = {
	cursor?: string | null;
	limit?: number | null;
};

export type ThreadSectionListResponse = {
	data: Array<ThreadSection>;
	nextCursor?: string | null;
};

export type ThreadSectionMoveParams = {
	beforeThreadId?: string | null;
	sectionId: string | null;
	threadId: string;
};

export type ThreadSectionMoveResponse = Record<string, never>;

export type ThreadSectionUpdateParams = {
	appearance?: ThreadSectionAppearance | null;
	name: string;
	sectionId: string;
};

export type ThreadSectionUpdateResponse = {
	section: ThreadSection;
};

export type ThreadSetNameParams = {
	name: string;
	threadId: string;
};

export type ThreadSetNameResponse = Record<string, never>;

export type ThreadSettings = {
	activePermissionProfile?: ActivePermissionProfile | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	collaborationMode: CollaborationMode;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	effort?: ReasoningEffort | null;
	environments?: Array<ThreadEnvironment> | null;
	model: string;
	modelProvider: string;
	multiAgentMode?: MultiAgentMode;
	personality?: Personality | null;
	sandboxPolicy: SandboxPolicy;
	serviceTier?: string | null;
	summary?: ReasoningSummary | null;
};

export type ThreadSettingsUpdateParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	collaborationMode?: CollaborationMode | null;
	cwd?: string | null;
	disabledPluginIds?: Array<string> | null;
	effort?: ReasoningEffort | null;
	environments?: Array<TurnEnvironmentParams> | null;
	model?: string | null;
	multiAgentMode?: MultiAgentMode | null;
	permissions?: string | null;
	personality?: Personality | null;
	sandboxPolicy?: SandboxPolicy | null;
	serviceTier?: string | null;
	summary?: ReasoningSummary | null;
	threadId: string;
};

export type ThreadSettingsUpdateResponse = Record<string, never>;

export type ThreadSettingsUpdatedNotification = {
	threadId: string;
	threadSettings: ThreadSettings;
};

export type ThreadShellCommandParams = {
	command: string;
	threadId: string;
	timeoutMs?: number | null;
};

export type ThreadShellCommandResponse = Record<string, never>;

export type ThreadSortKey = "created_at" | "updated_at" | "recency_at" | "section_position";

export type ThreadSource = string;

export type ThreadSourceKind = "cli" | "vscode" | "exec" | "appServer" | "subAgent" | "subAgentReview" | "subAgentCompact" | "subAgentThreadSpawn" | "subAgentOther" | "unknown";

export type ThreadStartParams = {
	allowProviderModelFallback?: boolean;
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	baseInstructions?: string | null;
	config?: { [key in string]?: JsonValue } | null;
	cwd?: string | null;
	daybreakEnabled?: boolean | null;
	developerInstructions?: string | null;
	dynamicTools?: Array<DynamicToolSpec> | null;
	environments?: Array<TurnEnvironmentParams> | null;
	ephemeral?: boolean | null;
	experimentalRawEvents?: boolean;
	historyMode?: ThreadHistoryMode | null;
	mockExperimentalField?: string | null;
	model?: string | null;
	modelProvider?: string | null;
	multiAgentMode?: MultiAgentMode | null;
	permissions?: string | null;
	personality?: Personality | null;
	projectId?: string | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf> | null;
	sandbox?: SandboxMode | null;
	selectedCapabilityRoots?: Array<SelectedCapabilityRoot> | null;
	serviceName?: string | null;
	serviceTier?: string | null;
	sessionStartSource?: ThreadStartSource | null;
	threadSource?: ThreadSource | null;
};

export type ThreadStartResponse = {
	activePermissionProfile?: ActivePermissionProfile | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	instructionSources?: Array<LegacyAppPathString>;
	model: string;
	modelProvider: string;
	multiAgentMode?: MultiAgentMode;
	reasoningEffort?: ReasoningEffort | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf>;
	sandbox: SandboxPolicy;
	serviceTier?: string | null;
	thread: Thread;
};

export type ThreadStartSource = "startup" | "clear";

export type ThreadStartedNotification = {
	thread: Thread;
};

export type ThreadStatus = {
	type: "notLoaded";
} | {
	type: "idle";
} | {
	type: "systemError";
} | {
	activeFlags: Array<ThreadActiveFlag>;
	type: "active";
};

export type ThreadStatusChangedNotification = {
	status: ThreadStatus;
	threadId: string;
};

export type ThreadTimelineEntry = {
	item: ThreadItem;
	position: number;
	turnId: string;
	type: "item";
} | {
	item: ThreadRealtimeItem;
	position: number;
	type: "realtime";
} | {
	position: number;
	started_at?: number | null;
	turn_id: string;
	type: "turnStarted";
} | {
	completed_at?: number | null;
	duration_ms?: number | null;
	error?: TurnError | null;
	position: number;
	started_at?: number | null;
	status: TurnStatus;
	turn_id: string;
	type: "turnCompleted";
};

export type ThreadTimelineListParams = {
	cursor?: string | null;
	limit?: number | null;
	threadId: string;
};

export type ThreadTimelineListResponse = {
	activeRealtimeSessionAtPageStart?: string | null;
	data: Array<ThreadTimelineEntry>;
	nextCursor?: string | null;
};

export type ThreadTokenUsage = {
	last: TokenUsageBreakdown;
	modelContextWindow?: number | null;
	total: TokenUsageBreakdown;
};

export type ThreadTokenUsageUpdatedNotification = {
	threadId: string;
	tokenUsage: ThreadTokenUsage;
	turnId: string;
};

export type ThreadTurnsListParams = {
	cursor?: string | null;
	itemsView?: TurnItemsView | null;
	limit?: number | null;
	sortDirection?: SortDirection | null;
	threadId: string;
};

export type ThreadTurnsListResponse = {
	backwardsCursor?: string | null;
	data: Array<Turn>;
	nextCursor?: string | null;
};

export type ThreadUnarchiveParams = {
	threadId: string;
};

export type ThreadUnarchiveResponse = {
	thread: Thread;
};

export type ThreadUnarchivedNotification = {
	threadId: string;
};

export type ThreadUnreadPosition = {
	type: "threadStart";
} | {
	turnId: string;
	type: "turn";
};

export type ThreadUnsubscribeParams = {
	threadId: string;
};

export type ThreadUnsubscribeResponse = {
	status: ThreadUnsubscribeStatus;
};

export type ThreadUnsubscribeStatus = "notLoaded" | "notSubscribed" | "unsubscribed";

export type ThreadUsage = {
	estimatedUsageCreditsMicros: number;
	estimatedUsageUsdMicros?: number | null;
	groups: Array<ThreadUsageBreakdownGroup>;
	nativeUsageUsdMicros?: number | null;
	threadId: string;
};

export type ThreadUsageBreakdownGroup = {
	cachedInputTokens?: number | null;
	estimatedUsageCreditsMicros: number;
	inputTokens?: number | null;
	model?: string | null;
	netNewInputTokens?: number | null;
	outputTokens?: number | null;
	reasoningEffort?: string | null;
	speed?: string | null;
	totalTokens?: number | null;
};

export type TokenUsageBreakdown = {
	cacheWriteInputTokens?: number;
	cachedInputTokens: number;
	inputTokens: number;
	outputTokens: number;
	reasoningOutputTokens: number;
	totalTokens: number;
};

export type Tool = {
	_meta?: JsonValue;
	annotations?: JsonValue;
	description?: string | null;
	icons?: Array<JsonValue> | null;
	inputSchema: JsonValue;
	name: string;
	outputSchema?: JsonValue;
	title?: string | null;
};

export type ToolExposureSurface = "code_mode" | "deferred" | "direct";

export type ToolRequestUserInputAnswer = {
	answers: Array<string>;
};

export type ToolRequestUserInputOption = {
	description: string;
	label: string;
};

export type ToolRequestUserInputParams = {
	autoResolutionMs?: number | null;
	isBlocking: boolean;
	itemId: string;
	questions: Array<ToolRequestUserInputQuestion>;
	threadId: string;
	turnId: string;
};

export type ToolRequestUserInputQuestion = {
	header: string;
	id: string;
	isOther?: boolean;
	isSecret?: boolean;
	options?: Array<ToolRequestUserInputOption> | null;
	question: string;
};

export type ToolRequestUserInputResponse = {
	answers: { [key in string]?: ToolRequestUserInputAnswer };
};

export type ToolsV2 = {
	web_search?: WebSearchToolConfig | null;
};

export type Turn = {
	completedAt?: number | null;
	durationMs?: number | null;
	error?: TurnError | null;
	id: string;
	items: Array<ThreadItem>;
	itemsView?: TurnItemsView;
	rootTurnId?: string | null;
	startedAt?: number | null;
	status: TurnStatus;
};

export type TurnCompletedNotification = {
	threadId: string;
	turn: Turn;
};

export type TurnDiffUpdatedNotification = {
	diff: string;
	threadId: string;
	turnId: string;
};

export type TurnEnvironmentParams = {
	cwd: LegacyAppPathString;
	environmentId: string;
	runtimeWorkspaceRoots?: Array<LegacyAppPathString> | null;
};

export type TurnError = {
	additionalDetails?: string | null;
	codexErrorInfo?: CodexErrorInfo | null;
	message: string;
	misalignment?: MisalignmentErrorDetails | null;
};

export type TurnInterruptParams = {
	threadId: string;
	turnId: string;
};

export type TurnInterruptResponse = Record<string, never>;

export type TurnItemsView = "notLoaded" | "summary" | "full";

export type TurnModerationMetadataNotification = {
	metadata: JsonValue;
	threadId: string;
	turnId: string;
};

export type TurnPlanStep = {
	status: TurnPlanStepStatus;
	step: string;
};

export type TurnPlanStepStatus = "pending" | "inProgress" | "completed";

export type TurnPlanUpdatedNotification = {
	explanation?: string | null;
	plan: Array<TurnPlanStep>;
	threadId: string;
	turnId: string;
};

export type TurnSettingsUpdateParams = {
	approvalsReviewer?: ApprovalsReviewer | null;
	effort?: ReasoningEffort | null;
	environments?: Array<TurnEnvironmentParams> | null;
	model?: string | null;
	serviceTier?: string | null;
	summary?: ReasoningSummary | null;
	threadId: string;
	turnId: string;
};

export type TurnSettingsUpdateResponse = {
	status: TurnSettingsUpdateStatus;
};

export type TurnSettingsUpdateStatus = "applied" | "targetUnavailable";

export type TurnStartParams = {
	additionalContext?: { [key in string]?: AdditionalContextEntry } | null;
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	clientUserMessageId?: string | null;
	collaborationMode?: CollaborationMode | null;
	cwd?: string | null;
	cyberAccessProgram?: CyberAccessProgram | null;
	disabledPluginIds?: Array<string> | null;
	effort?: ReasoningEffort | null;
	environments?: Array<TurnEnvironmentParams> | null;
	input: Array<UserInput>;
	model?: string | null;
	multiAgentMode?: MultiAgentMode | null;
	outputSchema?: JsonValue;
	parentTurnId?: string | null;
	permissions?: string | null;
	personality?: Personality | null;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
	responsesapiClientMetadataPatch?: { [key in string]?: string } | null;
	rootTurnId?: string | null;
	runtimeWorkspaceRoots?: Array<AbsolutePathBuf> | null;
	sandboxPolicy?: SandboxPolicy | null;
	serviceTier?: string | null;
	serviceTierForTurn?: string | null;
	summary?: ReasoningSummary | null;
	threadId: string;
	toolOutput?: TurnToolOutput | null;
	turnTrigger?: string | null;
};

export type TurnStartResponse = {
	turn: Turn;
};

export type TurnStartedNotification = {
	threadId: string;
	turn: Turn;
};

export type TurnStatus = "completed" | "interrupted" | "failed" | "inProgress";

export type TurnSteerParams = {
	additionalContext?: { [key in string]?: AdditionalContextEntry } | null;
	clientUserMessageId?: string | null;
	expectedTurnId: string;
	input: Array<UserInput>;
	responsesapiClientMetadata?: { [key in string]?: string } | null;
	responsesapiClientMetadataPatch?: { [key in string]?: string } | null;
	threadId: string;
};

export type TurnSteerResponse = {
	turnId: string;
};

export type TurnToolOutput = {
	name: string;
	namespace?: string | null;
	output: FunctionCallOutputBody;
	retain?: boolean;
};

export type TurnsPage = {
	backwardsCursor?: string | null;
	data: Array<Turn>;
	nextCursor?: string | null;
};

export type UserInput = {
	text: string;
	text_elements?: Array<TextElement>;
	type: "text";
} | {
	url: string;
	detail?: ImageDetail | null;
	type: "image";
} | {
	fileId: string;
	detail?: ImageDetail | null;
	type: "image";
} | {
	detail?: ImageDetail | null;
	path: string;
	type: "localImage";
} | {
	url: string;
	type: "audio";
} | {
	fileId: string;
	type: "audio";
} | {
	path: string;
	type: "localAudio";
} | {
	name: string;
	path: string;
	type: "skill";
} | {
	name: string;
	path: string;
	type: "mention";
};

export type UserVerificationCancelParams = {
	requestId: RequestId;
};

export type UserVerificationCancelResponse = Record<string, never>;

export type UserVerificationCancellationReason = "userCancelled" | "interrupted";

export type UserVerificationDeleteParams = Record<string, never>;

export type UserVerificationDeleteResponse = Record<string, never>;

export type UserVerificationEnrollParams = Record<string, never>;

export type UserVerificationEnrollResponse = {
	algorithm?: string | null;
	credentialId: string;
	publicKey?: string | null;
};

export type UserVerificationErrorDetails = {
	reason: UserVerificationInvalidRequestReason;
	type: "invalidRequest";
} | {
	reason: UserVerificationUnavailableReason;
	type: "unavailable";
} | {
	reason: UserVerificationCancellationReason;
	type: "cancelled";
} | {
	reason: UserVerificationFailureReason;
	type: "failed";
};

export type UserVerificationFailureReason = "authenticationFailed" | "timeout" | "providerError" | "serviceError";

export type UserVerificationInvalidRequestReason = "invalidParams";

export type UserVerificationProof = {
	credentialId: string;
	signature: string;
};

export type UserVerificationRpcError = {
	code: number;
	data: UserVerificationErrorDetails;
	message: string;
};

export type UserVerificationStatusParams = Record<string, never>;

export type UserVerificationStatusResponse = {
	credentialId?: string | null;
	unavailableMessage?: string | null;
	unavailableReason?: UserVerificationUnavailableReason | null;
};

export type UserVerificationUnavailableReason = "credentialMissing" | "biometricsUnavailable" | "providerUnavailable";

export type UserVerificationVerifyParams = {
	challenge: string;
	description: string;
	title: string;
};

export type UserVerificationVerifyResponse = {
	proof: UserVerificationProof;
};

export type Verbosity = "low" | "medium" | "high";

export type W3cTraceContext = {
	traceparent?: string | null;
	tracestate?: string | null;
};

export type WarningNotification = {
	message: string;
	threadId?: string | null;
};

export type WebSearchAction = {
	queries?: Array<string> | null;
	query?: string | null;
	type: "search";
} | {
	type: "openPage";
	url?: string | null;
} | {
	pattern?: string | null;
	type: "findInPage";
	url?: string | null;
} | {
	type: "other";
};

export type WebSearchContextSize = "low" | "medium" | "high";

export type WebSearchLocation = {
	city?: string | null;
	country?: string | null;
	region?: string | null;
	timezone?: string | null;
};

export type WebSearchMode = "disabled" | "cached" | "indexed" | "live";

export type WebSearchProvider = "standalone" | "search_mcp";

export type WebSearchToolConfig = {
	allowed_domains?: Array<string> | null;
	context_size?: WebSearchContextSize | null;
	location?: WebSearchLocation | null;
};

export type WindowsSandboxImplementation = "elevated" | "unelevated" | "mxc";

export type WindowsSandboxReadiness = "ready" | "notConfigured" | "updateRequired";

export type WindowsSandboxReadinessResponse = {
	status: WindowsSandboxReadiness;
};

export type WindowsSandboxSetupCompletedNotification = {
	error?: string | null;
	mode: WindowsSandboxSetupMode;
	success: boolean;
};

export type WindowsSandboxSetupMode = "elevated" | "unelevated";

export type WindowsSandboxSetupStartParams = {
	cwd?: AbsolutePathBuf | null;
	mode: WindowsSandboxSetupMode;
};

export type WindowsSandboxSetupStartResponse = {
	started: boolean;
};

export type WindowsWorldWritableWarningNotification = {
	extraCount: number;
	failedScan: boolean;
	samplePaths: Array<string>;
};

export type WorkspaceMessage = {
	archivedAt?: number | null;
	createdAt?: number | null;
	messageBody: string;
	messageId: string;
	messageType: WorkspaceMessageType;
};

export type WorkspaceMessageType = "headline" | "announcement" | "unknown";

export type WorkspaceRouting = {
	accountRoutingOverride: AccountRoutingOverride;
	backendOrigin: string;
	chatgptAccountId: string;
};

export type WriteStatus = "ok" | "okOverridden";
