// Generated from server/protocol by "heddle generate-ts". Do not edit.

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

export type AccountRateLimitsUpdatedNotification = {
	rateLimits: RateLimitSnapshot;
};

export type AccountUpdatedNotification = {
	authMode?: AuthMode | null;
	planType?: PlanType | null;
};

export type ActivePermissionProfile = {
	extends?: string | null;
	id: string;
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

export type AgentMessageModeration = {
	display?: AgentMessageDisplay | null;
	moderated: boolean;
};

export type AgentPath = string;

export type AllowDenyRequirement = "allow" | "deny";

export type AnalyticsConfig = {
	enabled?: boolean | null;
	[key: string]: unknown;
};

export type ApprovalsReviewer = "user" | "auto_review" | "guardian_subagent";

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

export type AuthMode = "apikey" | "chatgpt" | "chatgptAuthTokens" | "headers" | "agentIdentity" | "personalAccessToken" | "bedrockApiKey" | "bedrockAccessKeys";

export type AutoCompactTokenLimitScope = "total" | "body_after_prefix";

export type BrowserUseConfig = {
	allow_history_access?: boolean | null;
	default_origin_policy?: BrowserUseOriginPolicyConfig | null;
	origins?: Record<string, BrowserUseOriginPolicyConfig> | null;
};

export type BrowserUseOriginPolicyConfig = {
	access?: AllowDenyRequirement | null;
	downloads?: AllowDenyRequirement | null;
	full_cdp_access?: AllowDenyRequirement | null;
	uploads?: AllowDenyRequirement | null;
};

export type ByteRange = {
	end: number;
	start: number;
};

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
};

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

export type ComputerUseConfig = {
	default_app_access?: AllowDenyRequirement | null;
	macos?: ComputerUseMacosConfig | null;
	windows?: ComputerUseWindowsConfig | null;
};

export type ComputerUseMacosConfig = {
	bundle_ids?: Record<string, AllowDenyRequirement> | null;
};

export type ComputerUseWindowsConfig = {
	aumids?: Record<string, AllowDenyRequirement> | null;
	exes?: Array<ComputerUseWindowsExeConfig> | null;
};

export type ComputerUseWindowsExeConfig = {
	access: AllowDenyRequirement;
	binary_name?: string | null;
	product_name: string;
	publisher_name: string;
};

export type Config = {
	analytics?: AnalyticsConfig | null;
	approval_policy?: AskForApproval | null;
	approvals_reviewer?: ApprovalsReviewer | null;
	browser_use?: BrowserUseConfig | null;
	client_search_provider?: WebSearchProvider | null;
	compact_prompt?: string | null;
	computer_use?: ComputerUseConfig | null;
	desktop?: Record<string, unknown> | null;
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
	[key: string]: unknown;
};

export type ConfigLayer = {
	config: unknown;
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
	origins: Record<string, ConfigLayerMetadata>;
};

export type ConfigWarningNotification = {
	details?: string | null;
	path?: string | null;
	range?: TextRange | null;
	summary: string;
};

export type CreditsSnapshot = {
	balance?: string | null;
	hasCredits: boolean;
	unlimited: boolean;
};

export type CyberAccessProgram = "standard" | "daybreakBlue" | "daybreakRed";

export type DeprecationNoticeNotification = {
	details?: string | null;
	summary: string;
};

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

export type DynamicToolCallStatus = "inProgress" | "completed" | "failed";

export type ErrorNotification = {
	error: TurnError;
	threadId: string;
	turnId: string;
	willRetry: boolean;
};

export type FileChangeApprovalDecision = "accept" | "acceptForSession" | "decline" | "cancel";

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

export type FileUpdateChange = {
	diff: string;
	kind: PatchChangeKind;
	path: string;
};

export type ForcedChatgptWorkspaceIds = string | Array<string>;

export type ForcedLoginMethod = "chatgpt" | "api";

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

export type GetAccountParams = {
	refreshToken?: boolean;
};

export type GetAccountResponse = {
	account?: Account | null;
	requiresOpenaiAuth: boolean;
	userId?: string | null;
};

export type GitInfo = {
	branch?: string | null;
	originUrl?: string | null;
	sha?: string | null;
};

export type HookPromptFragment = {
	hookRunId: string;
	text: string;
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

export type InitializeCapabilities = {
	experimentalApi?: boolean;
	explicitGatewayOauth?: boolean;
	extensions?: Record<string, unknown> | null;
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

export type ItemCompletedNotification = {
	completedAtMs: number;
	contentTokenCount?: number | null;
	item: ThreadItem;
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

export type McpAppDisplayMode = "inline" | "fullscreen";

export type McpAppUi = {
	preferredModelDisplayMode: McpAppDisplayMode;
	resourceUri: string;
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

export type McpToolCallResult = {
	_meta?: unknown;
	content: Array<unknown>;
	structuredContent?: unknown;
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

export type MessagePhase = "commentary" | "partial_answer" | "final_answer";

export type MisalignmentErrorDetails = {
	detailedExplanation?: string | null;
	errorType?: string | null;
	reviewTarget?: string | null;
	steer?: MisalignmentSteer | null;
};

export type MisalignmentSteer = {
	message: string;
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

export type MultiAgentVersion = "disabled" | "v1" | "v2";

export type NetworkAccess = "restricted" | "enabled";

export type NetworkApprovalContext = {
	host: string;
	protocol: NetworkApprovalProtocol;
};

export type NetworkApprovalProtocol = "http" | "https" | "socks5Tcp" | "socks5Udp";

export type NetworkPolicyAmendment = {
	action: NetworkPolicyRuleAction;
	host: string;
};

export type NetworkPolicyRuleAction = "allow" | "deny";

export type NonSteerableTurnKind = "review" | "compact";

export type PatchApplyStatus = "inProgress" | "completed" | "failed" | "declined";

export type PatchChangeKind = {
	type: "add";
} | {
	type: "delete";
} | {
	move_path?: string | null;
	type: "update";
};

export type Personality = "none" | "friendly" | "pragmatic";

export type PlanType = "free" | "go" | "plus" | "pro" | "prolite" | "promax" | "team" | "self_serve_business_prolite" | "self_serve_business_usage_based" | "business" | "ent26" | "enterprise_cbp_automation" | "enterprise_cbp_usage_based" | "enterprise" | "edu" | "edu_plus" | "edu_pro" | "sci" | "sci_plus" | "unknown";

export type RateLimitReachedType = "rate_limit_reached" | "workspace_owner_credits_depleted" | "workspace_member_credits_depleted" | "workspace_owner_usage_limit_reached" | "workspace_member_usage_limit_reached";

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

export type ReasoningEffort = string;

export type ReasoningEffortOption = {
	description: string;
	reasoningEffort: ReasoningEffort;
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

export type RemoteControlConnectionStatus = "disabled" | "connecting" | "connected" | "errored";

export type RemoteControlStatusChangedNotification = {
	environmentId?: string | null;
	installationId: string;
	serverName: string;
	status: RemoteControlConnectionStatus;
};

export type RequestId = string | number;

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

export type ServerRequestResolvedNotification = {
	requestId: RequestId;
	threadId: string;
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

export type SortDirection = "asc" | "desc";

export type SpendControlLimitSnapshot = {
	limit: string;
	remainingPercent: number;
	resetsAt: number;
	used: string;
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
	cliVersion: string;
	createdAt: number;
	cwd: AbsolutePathBuf;
	ephemeral: boolean;
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

export type ThreadArchiveParams = {
	threadId: string;
};

export type ThreadArchiveResponse = Record<string, unknown>;

export type ThreadArchivedNotification = {
	threadId: string;
};

export type ThreadClosedNotification = {
	threadId: string;
};

export type ThreadHistoryMode = "legacy" | "paginated";

export type ThreadId = string;

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
	arguments: unknown;
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
	arguments: unknown;
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
	agentsStates: Record<string, CollabAgentState>;
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
	results?: Array<unknown> | null;
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

export type ThreadListCwdFilter = string | Array<string>;

export type ThreadListParams = {
	archived?: boolean | null;
	currentAccountOnly?: boolean;
	cursor?: string | null;
	cwd?: ThreadListCwdFilter | null;
	excludedThreadIds?: Array<string> | null;
	limit?: number | null;
	modelProviders?: Array<string> | null;
	originators?: Array<string> | null;
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
};

export type ThreadLoadedListParams = {
	cursor?: string | null;
	limit?: number | null;
};

export type ThreadLoadedListResponse = {
	data: Array<string>;
	nextCursor?: string | null;
};

export type ThreadNameUpdatedNotification = {
	threadId: string;
	threadName?: string | null;
};

export type ThreadReadParams = {
	includeTurns?: boolean;
	threadId: string;
};

export type ThreadReadResponse = {
	thread: Thread;
};

export type ThreadResumeParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	baseInstructions?: string | null;
	config?: Record<string, unknown> | null;
	cwd?: string | null;
	developerInstructions?: string | null;
	excludeTurns?: boolean;
	model?: string | null;
	modelProvider?: string | null;
	personality?: Personality | null;
	sandbox?: SandboxMode | null;
	serviceTier?: string | null;
	threadId: string;
};

export type ThreadResumeResponse = {
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	collaborationMode?: CollaborationMode | null;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	instructionSources?: Array<LegacyAppPathString>;
	itemsBackwardsCursor?: string | null;
	model: string;
	modelProvider: string;
	reasoningEffort?: ReasoningEffort | null;
	sandbox: SandboxPolicy;
	serviceTier?: string | null;
	thread: Thread;
	turnsBackwardsCursor?: string | null;
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

export type ThreadSetNameParams = {
	name: string;
	threadId: string;
};

export type ThreadSetNameResponse = Record<string, unknown>;

export type ThreadSettings = {
	activePermissionProfile?: ActivePermissionProfile | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	collaborationMode: CollaborationMode;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	effort?: ReasoningEffort | null;
	model: string;
	modelProvider: string;
	personality?: Personality | null;
	sandboxPolicy: SandboxPolicy;
	serviceTier?: string | null;
	summary?: ReasoningSummary | null;
};

export type ThreadSettingsUpdatedNotification = {
	threadId: string;
	threadSettings: ThreadSettings;
};

export type ThreadSortKey = "created_at" | "updated_at" | "recency_at" | "section_position";

export type ThreadSource = string;

export type ThreadSourceKind = "cli" | "vscode" | "exec" | "appServer" | "subAgent" | "subAgentReview" | "subAgentCompact" | "subAgentThreadSpawn" | "subAgentOther" | "unknown";

export type ThreadStartParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	baseInstructions?: string | null;
	config?: Record<string, unknown> | null;
	cwd?: string | null;
	developerInstructions?: string | null;
	ephemeral?: boolean | null;
	model?: string | null;
	modelProvider?: string | null;
	personality?: Personality | null;
	sandbox?: SandboxMode | null;
	serviceName?: string | null;
	serviceTier?: string | null;
	sessionStartSource?: ThreadStartSource | null;
	threadSource?: ThreadSource | null;
};

export type ThreadStartResponse = {
	approvalPolicy: AskForApproval;
	approvalsReviewer: ApprovalsReviewer;
	cwd: AbsolutePathBuf;
	disabledPluginIds?: Array<string>;
	instructionSources?: Array<LegacyAppPathString>;
	model: string;
	modelProvider: string;
	reasoningEffort?: ReasoningEffort | null;
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

export type ThreadUnarchiveParams = {
	threadId: string;
};

export type ThreadUnarchiveResponse = {
	thread: Thread;
};

export type ThreadUnarchivedNotification = {
	threadId: string;
};

export type ThreadUnsubscribeParams = {
	threadId: string;
};

export type ThreadUnsubscribeResponse = {
	status: ThreadUnsubscribeStatus;
};

export type ThreadUnsubscribeStatus = "notLoaded" | "notSubscribed" | "unsubscribed";

export type TokenUsageBreakdown = {
	cacheWriteInputTokens?: number;
	cachedInputTokens: number;
	inputTokens: number;
	outputTokens: number;
	reasoningOutputTokens: number;
	totalTokens: number;
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

export type TurnInterruptResponse = Record<string, unknown>;

export type TurnItemsView = "notLoaded" | "summary" | "full";

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

export type TurnStartParams = {
	approvalPolicy?: AskForApproval | null;
	approvalsReviewer?: ApprovalsReviewer | null;
	clientUserMessageId?: string | null;
	cwd?: string | null;
	disabledPluginIds?: Array<string> | null;
	effort?: ReasoningEffort | null;
	input: Array<UserInput>;
	model?: string | null;
	outputSchema?: unknown;
	parentTurnId?: string | null;
	personality?: Personality | null;
	rootTurnId?: string | null;
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
	clientUserMessageId?: string | null;
	expectedTurnId: string;
	input: Array<UserInput>;
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

export type Verbosity = "low" | "medium" | "high";

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
