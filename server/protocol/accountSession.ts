import * as z from "zod";
import { orNull, schema } from "./schema.ts";

export const AccountSession = schema("AccountSession", () =>
	z.object({
		displayName: orNull(z.string()),
		email: orNull(z.string()),
		imageUrl: orNull(z.string()),
		isActive: z.boolean(),
		lastUsedAt: z.int(),
		selectedWorkspaceAccountId: orNull(z.string()),
		sessionId: z.string(),
		userId: orNull(z.string()),
		workspaces: z.array(AccountSessionWorkspace()),
	}),
);
export type AccountSession = z.output<ReturnType<typeof AccountSession>>;

export const AccountSessionWorkspace = schema("AccountSessionWorkspace", () =>
	z.object({
		accountId: z.string(),
		imageUrl: orNull(z.string()),
		kind: orNull(AccountSessionWorkspaceKind()),
		name: orNull(z.string()),
	}),
);
export type AccountSessionWorkspace = z.output<ReturnType<typeof AccountSessionWorkspace>>;

export const AccountSessionWorkspaceKind = schema("AccountSessionWorkspaceKind", () =>
	z.enum(["personal", "workspace"]),
);
export type AccountSessionWorkspaceKind = z.output<ReturnType<typeof AccountSessionWorkspaceKind>>;

export const AccountSessionsListParams = schema("AccountSessionsListParams", () =>
	z.object({
		refreshWorkspaceMetadata: z.boolean().optional(),
	}),
);
export type AccountSessionsListParams = z.output<ReturnType<typeof AccountSessionsListParams>>;

export const AccountSessionsResponse = schema("AccountSessionsResponse", () =>
	z.object({
		activeSessionId: orNull(z.string()),
		sessions: z.array(AccountSession()),
	}),
);
export type AccountSessionsResponse = z.output<ReturnType<typeof AccountSessionsResponse>>;

export const AccountSessionsSwitchParams = schema("AccountSessionsSwitchParams", () =>
	z.object({
		accountId: z.string(),
		allowBrowserLogin: z.boolean().optional(),
		sessionId: z.string(),
	}),
);
export type AccountSessionsSwitchParams = z.output<ReturnType<typeof AccountSessionsSwitchParams>>;

export const AccountSessionsSwitchResponse = schema("AccountSessionsSwitchResponse", () =>
	z.union([
		z.object({
			activeSessionId: orNull(z.string()),
			sessions: z.array(AccountSession()),
		}),
		z.object({
			auth_url: z.string(),
			login_id: z.string(),
		}),
	]),
);
export type AccountSessionsSwitchResponse = z.output<ReturnType<typeof AccountSessionsSwitchResponse>>;
