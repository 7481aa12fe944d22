import {
	CommandExecutionRequestApprovalParams,
	CommandExecutionRequestApprovalResponse,
	FileChangeRequestApprovalParams,
	FileChangeRequestApprovalResponse,
} from "./approval.ts";
import { DynamicToolCallParams, DynamicToolCallResponse } from "./dynamicTool.ts";
import {
	ApplyPatchApprovalParams,
	ApplyPatchApprovalResponse,
	ExecCommandApprovalParams,
	ExecCommandApprovalResponse,
} from "./legacyApproval.ts";
import {
	AttestationGenerateParams,
	AttestationGenerateResponse,
	ChatgptAuthTokensRefreshParams,
	ChatgptAuthTokensRefreshResponse,
} from "./login.ts";
import { McpServerElicitationRequestParams, McpServerElicitationRequestResponse } from "./mcpElicitation.ts";
import { PermissionsRequestApprovalParams, PermissionsRequestApprovalResponse } from "./permissionsRequest.ts";
import { serverRequest } from "./registry/entry.ts";
import {
	CurrentTimeReadParams,
	CurrentTimeReadResponse,
	ToolRequestUserInputParams,
	ToolRequestUserInputResponse,
} from "./userInputRequest.ts";

/** Every request the server may send to its clients; each pauses what asks until it is answered. */
export const serverRequests = {
	"item/commandExecution/requestApproval": serverRequest(
		CommandExecutionRequestApprovalParams,
		CommandExecutionRequestApprovalResponse,
		"approval",
	),
	"item/fileChange/requestApproval": serverRequest(
		FileChangeRequestApprovalParams,
		FileChangeRequestApprovalResponse,
		"approval",
	),
	"item/tool/requestUserInput": serverRequest(ToolRequestUserInputParams, ToolRequestUserInputResponse, "userInput"),
	"mcpServer/elicitation/request": serverRequest(
		McpServerElicitationRequestParams,
		McpServerElicitationRequestResponse,
		"userInput",
	),
	"item/permissions/requestApproval": serverRequest(
		PermissionsRequestApprovalParams,
		PermissionsRequestApprovalResponse,
		"approval",
	),
	"item/tool/call": serverRequest(DynamicToolCallParams, DynamicToolCallResponse, null),
	"account/chatgptAuthTokens/refresh": serverRequest(
		ChatgptAuthTokensRefreshParams,
		ChatgptAuthTokensRefreshResponse,
		null,
	),
	"attestation/generate": serverRequest(AttestationGenerateParams, AttestationGenerateResponse, null),
	"currentTime/read": serverRequest(CurrentTimeReadParams, CurrentTimeReadResponse, null, { experimental: true }),
	applyPatchApproval: serverRequest(ApplyPatchApprovalParams, ApplyPatchApprovalResponse, "approval"),
	execCommandApproval: serverRequest(ExecCommandApprovalParams, ExecCommandApprovalResponse, "approval"),
} as const;

export type ServerRequestMethod = keyof typeof serverRequests;
