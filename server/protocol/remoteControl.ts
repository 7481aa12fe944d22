import * as z from "zod";
import { RemoteControlConnectionStatus } from "./notification.ts";
import { orNull, schema } from "./schema.ts";

export const RemoteControlClient = schema("RemoteControlClient", () =>
	z.object({
		appVersion: orNull(z.string()),
		clientId: z.string(),
		deviceModel: orNull(z.string()),
		deviceType: orNull(z.string()),
		displayName: orNull(z.string()),
		lastSeenAt: orNull(z.int()),
		osVersion: orNull(z.string()),
		platform: orNull(z.string()),
	}),
);
export type RemoteControlClient = z.output<ReturnType<typeof RemoteControlClient>>;

export const RemoteControlClientsListOrder = schema("RemoteControlClientsListOrder", () => z.enum(["asc", "desc"]));
export type RemoteControlClientsListOrder = z.output<ReturnType<typeof RemoteControlClientsListOrder>>;

export const RemoteControlClientsListParams = schema("RemoteControlClientsListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		environmentId: z.string(),
		limit: orNull(z.int().min(0)),
		order: orNull(RemoteControlClientsListOrder()),
	}),
);
export type RemoteControlClientsListParams = z.output<ReturnType<typeof RemoteControlClientsListParams>>;

export const RemoteControlClientsListResponse = schema("RemoteControlClientsListResponse", () =>
	z.object({
		data: z.array(RemoteControlClient()),
		nextCursor: orNull(z.string()),
	}),
);
export type RemoteControlClientsListResponse = z.output<ReturnType<typeof RemoteControlClientsListResponse>>;

export const RemoteControlClientsRevokeParams = schema("RemoteControlClientsRevokeParams", () =>
	z.object({
		clientId: z.string(),
		environmentId: z.string(),
	}),
);
export type RemoteControlClientsRevokeParams = z.output<ReturnType<typeof RemoteControlClientsRevokeParams>>;

export const RemoteControlClientsRevokeResponse = schema("RemoteControlClientsRevokeResponse", () => z.object({}));
export type RemoteControlClientsRevokeResponse = z.output<ReturnType<typeof RemoteControlClientsRevokeResponse>>;

export const RemoteControlDisableParams = schema("RemoteControlDisableParams", () =>
	z.object({
		ephemeral: z.boolean().optional(),
	}),
);
export type RemoteControlDisableParams = z.output<ReturnType<typeof RemoteControlDisableParams>>;

export const RemoteControlDisableResponse = schema("RemoteControlDisableResponse", () =>
	z.object({
		environmentId: orNull(z.string()),
		installationId: z.string(),
		serverName: z.string(),
		status: RemoteControlConnectionStatus(),
	}),
);
export type RemoteControlDisableResponse = z.output<ReturnType<typeof RemoteControlDisableResponse>>;

export const RemoteControlEnableParams = schema("RemoteControlEnableParams", () =>
	z.object({
		ephemeral: z.boolean().optional(),
	}),
);
export type RemoteControlEnableParams = z.output<ReturnType<typeof RemoteControlEnableParams>>;

export const RemoteControlEnableResponse = schema("RemoteControlEnableResponse", () =>
	z.object({
		environmentId: orNull(z.string()),
		installationId: z.string(),
		serverName: z.string(),
		status: RemoteControlConnectionStatus(),
	}),
);
export type RemoteControlEnableResponse = z.output<ReturnType<typeof RemoteControlEnableResponse>>;

export const RemoteControlPairingStartParams = schema("RemoteControlPairingStartParams", () =>
	z.object({
		manualCode: z.boolean().optional(),
	}),
);
export type RemoteControlPairingStartParams = z.output<ReturnType<typeof RemoteControlPairingStartParams>>;

export const RemoteControlPairingStartResponse = schema("RemoteControlPairingStartResponse", () =>
	z.object({
		environmentId: z.string(),
		expiresAt: z.int(),
		manualPairingCode: orNull(z.string()),
		pairingCode: z.string(),
	}),
);
export type RemoteControlPairingStartResponse = z.output<ReturnType<typeof RemoteControlPairingStartResponse>>;

export const RemoteControlPairingStatusParams = schema("RemoteControlPairingStatusParams", () =>
	z.object({
		manualPairingCode: orNull(z.string()),
		pairingCode: orNull(z.string()),
	}),
);
export type RemoteControlPairingStatusParams = z.output<ReturnType<typeof RemoteControlPairingStatusParams>>;

export const RemoteControlPairingStatusResponse = schema("RemoteControlPairingStatusResponse", () =>
	z.object({
		claimed: z.boolean(),
	}),
);
export type RemoteControlPairingStatusResponse = z.output<ReturnType<typeof RemoteControlPairingStatusResponse>>;

export const RemoteControlStatusReadResponse = schema("RemoteControlStatusReadResponse", () =>
	z.object({
		environmentId: orNull(z.string()),
		installationId: z.string(),
		serverName: z.string(),
		status: RemoteControlConnectionStatus(),
	}),
);
export type RemoteControlStatusReadResponse = z.output<ReturnType<typeof RemoteControlStatusReadResponse>>;
