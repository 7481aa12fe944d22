import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { experimental } from "./experimental.ts";
import { CommandAction } from "./item.ts";
import { AdditionalPermissionProfile } from "./permissionProfile.ts";
import { orNull, schema } from "./schema.ts";

export const CommandExecutionRequestApprovalParams = schema("CommandExecutionRequestApprovalParams", () =>
	z.object({
		additionalPermissions: experimental(
			"item/commandExecution/requestApproval.additionalPermissions",
			AdditionalPermissionProfile().nullish(),
		),
		availableDecisions: experimental(
			"item/commandExecution/requestApproval.availableDecisions",
			z.array(CommandExecutionApprovalDecision()).nullish(),
		),
		approvalId: z.string().nullish(),
		command: z.string().nullish(),
		commandActions: z.array(CommandAction()).nullish(),
		cwd: LegacyAppPathString().nullish(),
		environmentId: orNull(z.string()),
		itemId: z.string(),
		kind: CommandExecutionApprovalKind().default("command"),
		networkApprovalContext: NetworkApprovalContext().nullish(),
		proposedExecpolicyAmendment: z.array(z.string()).nullish(),
		proposedNetworkPolicyAmendments: z.array(NetworkPolicyAmendment()).nullish(),
		reason: z.string().nullish(),
		startedAtMs: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type CommandExecutionRequestApprovalParams = z.output<ReturnType<typeof CommandExecutionRequestApprovalParams>>;

export const CommandExecutionApprovalKind = schema("CommandExecutionApprovalKind", () =>
	z.enum(["command", "writeStdin", "humanCommand"]),
);
export type CommandExecutionApprovalKind = z.output<ReturnType<typeof CommandExecutionApprovalKind>>;

export const NetworkApprovalContext = schema("NetworkApprovalContext", () =>
	z.object({
		host: z.string(),
		protocol: NetworkApprovalProtocol(),
	}),
);
export type NetworkApprovalContext = z.output<ReturnType<typeof NetworkApprovalContext>>;

export const NetworkApprovalProtocol = schema("NetworkApprovalProtocol", () =>
	z.enum(["http", "https", "socks5Tcp", "socks5Udp"]),
);
export type NetworkApprovalProtocol = z.output<ReturnType<typeof NetworkApprovalProtocol>>;

export const NetworkPolicyAmendment = schema("NetworkPolicyAmendment", () =>
	z.object({
		action: NetworkPolicyRuleAction(),
		host: z.string(),
	}),
);
export type NetworkPolicyAmendment = z.output<ReturnType<typeof NetworkPolicyAmendment>>;

export const NetworkPolicyRuleAction = schema("NetworkPolicyRuleAction", () => z.enum(["allow", "deny"]));
export type NetworkPolicyRuleAction = z.output<ReturnType<typeof NetworkPolicyRuleAction>>;

export const CommandExecutionRequestApprovalResponse = schema("CommandExecutionRequestApprovalResponse", () =>
	z.object({
		decision: CommandExecutionApprovalDecision(),
	}),
);
export type CommandExecutionRequestApprovalResponse = z.output<
	ReturnType<typeof CommandExecutionRequestApprovalResponse>
>;

export const CommandExecutionApprovalDecision = schema("CommandExecutionApprovalDecision", () =>
	z.union([
		z.enum(["accept", "acceptForSession", "decline", "cancel"]),
		z.strictObject({
			acceptWithExecpolicyAmendment: z.object({
				execpolicy_amendment: z.array(z.string()),
			}),
		}),
		z.strictObject({
			applyNetworkPolicyAmendment: z.object({
				network_policy_amendment: NetworkPolicyAmendment(),
			}),
		}),
	]),
);
export type CommandExecutionApprovalDecision = z.output<ReturnType<typeof CommandExecutionApprovalDecision>>;

export const FileChangeRequestApprovalParams = schema("FileChangeRequestApprovalParams", () =>
	z.object({
		grantRoot: z.string().nullish(),
		itemId: z.string(),
		reason: z.string().nullish(),
		startedAtMs: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type FileChangeRequestApprovalParams = z.output<ReturnType<typeof FileChangeRequestApprovalParams>>;

export const FileChangeRequestApprovalResponse = schema("FileChangeRequestApprovalResponse", () =>
	z.object({
		decision: FileChangeApprovalDecision(),
	}),
);
export type FileChangeRequestApprovalResponse = z.output<ReturnType<typeof FileChangeRequestApprovalResponse>>;

export const FileChangeApprovalDecision = schema("FileChangeApprovalDecision", () =>
	z.enum(["accept", "acceptForSession", "decline", "cancel"]),
);
export type FileChangeApprovalDecision = z.output<ReturnType<typeof FileChangeApprovalDecision>>;
