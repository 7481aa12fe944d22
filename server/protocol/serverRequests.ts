import {
	CommandExecutionRequestApprovalParams,
	CommandExecutionRequestApprovalResponse,
	FileChangeRequestApprovalParams,
	FileChangeRequestApprovalResponse,
} from "./approval.ts";

/** Every request the server may send to its clients; each pauses the turn until it is answered. */
export const serverRequests = {
	"item/commandExecution/requestApproval": {
		params: CommandExecutionRequestApprovalParams,
		result: CommandExecutionRequestApprovalResponse,
		waitsOn: "approval",
		experimental: false,
	},
	"item/fileChange/requestApproval": {
		params: FileChangeRequestApprovalParams,
		result: FileChangeRequestApprovalResponse,
		waitsOn: "approval",
		experimental: false,
	},
} as const satisfies Record<
	string,
	{ params: unknown; result: unknown; waitsOn: "approval" | "userInput"; experimental: boolean }
>;

export type ServerRequestMethod = keyof typeof serverRequests;
