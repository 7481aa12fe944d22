import * as z from "zod";
import { NetworkPolicyAmendment } from "./approval.ts";
import { orNull, schema } from "./schema.ts";
import { ThreadId } from "./thread.ts";

export const ApplyPatchApprovalParams = schema("ApplyPatchApprovalParams", () =>
	z.object({
		callId: z.string(),
		conversationId: ThreadId(),
		fileChanges: z.record(z.string(), FileChange()),
		grantRoot: orNull(z.string()),
		reason: orNull(z.string()),
	}),
);
export type ApplyPatchApprovalParams = z.output<ReturnType<typeof ApplyPatchApprovalParams>>;

export const ApplyPatchApprovalResponse = schema("ApplyPatchApprovalResponse", () =>
	z.object({
		decision: ReviewDecision(),
	}),
);
export type ApplyPatchApprovalResponse = z.output<ReturnType<typeof ApplyPatchApprovalResponse>>;

export const ExecCommandApprovalParams = schema("ExecCommandApprovalParams", () =>
	z.object({
		approvalId: orNull(z.string()),
		callId: z.string(),
		command: z.array(z.string()),
		conversationId: ThreadId(),
		cwd: z.string(),
		parsedCmd: z.array(ParsedCommand()),
		reason: orNull(z.string()),
	}),
);
export type ExecCommandApprovalParams = z.output<ReturnType<typeof ExecCommandApprovalParams>>;

export const ExecCommandApprovalResponse = schema("ExecCommandApprovalResponse", () =>
	z.object({
		decision: ReviewDecision(),
	}),
);
export type ExecCommandApprovalResponse = z.output<ReturnType<typeof ExecCommandApprovalResponse>>;

export const FileChange = schema("FileChange", () =>
	z.discriminatedUnion("type", [
		z.object({
			content: z.string(),
			type: z.literal("add"),
		}),
		z.object({
			content: z.string(),
			type: z.literal("delete"),
		}),
		z.object({
			move_path: orNull(z.string()),
			type: z.literal("update"),
			unified_diff: z.string(),
		}),
	]),
);
export type FileChange = z.output<ReturnType<typeof FileChange>>;

export const ParsedCommand = schema("ParsedCommand", () =>
	z.discriminatedUnion("type", [
		z.object({
			cmd: z.string(),
			name: z.string(),
			path: z.string(),
			type: z.literal("read"),
		}),
		z.object({
			cmd: z.string(),
			path: orNull(z.string()),
			type: z.literal("list_files"),
		}),
		z.object({
			cmd: z.string(),
			path: orNull(z.string()),
			query: orNull(z.string()),
			type: z.literal("search"),
		}),
		z.object({
			cmd: z.string(),
			type: z.literal("unknown"),
		}),
	]),
);
export type ParsedCommand = z.output<ReturnType<typeof ParsedCommand>>;

export const ReviewDecision = schema("ReviewDecision", () =>
	z.union([
		z.enum(["approved", "approved_for_session", "approved_mcp_policy_amendment", "timed_out", "abort"]),
		z.strictObject({
			approved_execpolicy_amendment: z.object({
				proposed_execpolicy_amendment: z.array(z.string()),
			}),
		}),
		z.strictObject({
			network_policy_amendment: z.object({
				network_policy_amendment: NetworkPolicyAmendment(),
			}),
		}),
		z.strictObject({
			denied: z.object({
				rejection: z.string(),
			}),
		}),
	]),
);
export type ReviewDecision = z.output<ReturnType<typeof ReviewDecision>>;
