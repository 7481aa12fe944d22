import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { experimental } from "./experimental.ts";
import { orNull, schema } from "./schema.ts";

export const AskForApproval = schema("AskForApproval", () =>
	z.union([
		z.enum(["untrusted", "on-request", "never"]),
		experimental(
			"askForApproval.granular",
			z.strictObject({
				granular: z.object({
					mcp_elicitations: z.boolean(),
					request_permissions: z.boolean().default(false),
					rules: z.boolean(),
					sandbox_approval: z.boolean(),
					skill_approval: z.boolean().default(false),
				}),
			}),
		),
	]),
);
export type AskForApproval = z.output<ReturnType<typeof AskForApproval>>;

export const ApprovalsReviewer = schema("ApprovalsReviewer", () =>
	z.enum(["user", "auto_review", "guardian_subagent"]),
);
export type ApprovalsReviewer = z.output<ReturnType<typeof ApprovalsReviewer>>;

export const SandboxMode = schema("SandboxMode", () => z.enum(["read-only", "workspace-write", "danger-full-access"]));
export type SandboxMode = z.output<ReturnType<typeof SandboxMode>>;

export const SandboxPolicy = schema("SandboxPolicy", () =>
	z.discriminatedUnion("type", [
		z.object({
			type: z.literal("dangerFullAccess"),
		}),
		z.object({
			networkAccess: z.boolean().default(false),
			type: z.literal("readOnly"),
		}),
		z.object({
			networkAccess: NetworkAccess().default("restricted"),
			type: z.literal("externalSandbox"),
		}),
		z.object({
			excludeSlashTmp: z.boolean().default(false),
			excludeTmpdirEnvVar: z.boolean().default(false),
			networkAccess: z.boolean().default(false),
			type: z.literal("workspaceWrite"),
			writableRoots: z.array(AbsolutePathBuf()).default([]),
		}),
	]),
);
export type SandboxPolicy = z.output<ReturnType<typeof SandboxPolicy>>;

export const NetworkAccess = schema("NetworkAccess", () => z.enum(["restricted", "enabled"]));
export type NetworkAccess = z.output<ReturnType<typeof NetworkAccess>>;

export const ActivePermissionProfile = schema("ActivePermissionProfile", () =>
	z.object({
		extends: orNull(z.string()),
		id: z.string(),
	}),
);
export type ActivePermissionProfile = z.output<ReturnType<typeof ActivePermissionProfile>>;
