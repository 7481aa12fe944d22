import * as z from "zod";
import { LegacyAppPathString } from "./common.ts";
import { RequestPermissionProfile } from "./guardian.ts";
import { GrantedPermissionProfile } from "./permissionProfile.ts";
import { orAbsent, orNull, schema } from "./schema.ts";

export const PermissionGrantScope = schema("PermissionGrantScope", () => z.enum(["turn", "session"]));
export type PermissionGrantScope = z.output<ReturnType<typeof PermissionGrantScope>>;

export const PermissionsRequestApprovalParams = schema("PermissionsRequestApprovalParams", () =>
	z.object({
		cwd: LegacyAppPathString(),
		environmentId: orNull(z.string()),
		itemId: z.string(),
		permissions: RequestPermissionProfile(),
		reason: orNull(z.string()),
		startedAtMs: z.int(),
		threadId: z.string(),
		turnId: z.string(),
	}),
);
export type PermissionsRequestApprovalParams = z.output<ReturnType<typeof PermissionsRequestApprovalParams>>;

export const PermissionsRequestApprovalResponse = schema("PermissionsRequestApprovalResponse", () =>
	z.object({
		permissions: GrantedPermissionProfile(),
		scope: PermissionGrantScope().default("turn"),
		strictAutoReview: orAbsent(z.boolean()),
	}),
);
export type PermissionsRequestApprovalResponse = z.output<ReturnType<typeof PermissionsRequestApprovalResponse>>;
