import * as z from "zod";
import { orAbsent, orNull, schema } from "./schema.ts";

export const ListMcpServerStatusParams = schema("ListMcpServerStatusParams", () =>
	z.object({
		cursor: orNull(z.string()),
		detail: orNull(McpServerStatusDetail()),
		limit: orNull(z.int().min(0)),
		serverName: orNull(z.string()),
		threadId: orNull(z.string()),
	}),
);
export type ListMcpServerStatusParams = z.output<ReturnType<typeof ListMcpServerStatusParams>>;

export const ListMcpServerStatusResponse = schema("ListMcpServerStatusResponse", () =>
	z.object({
		data: z.array(McpServerStatus()),
		nextCursor: orNull(z.string()),
	}),
);
export type ListMcpServerStatusResponse = z.output<ReturnType<typeof ListMcpServerStatusResponse>>;

export const McpAuthStatus = schema("McpAuthStatus", () =>
	z.enum(["unknown", "unsupported", "notLoggedIn", "bearerToken", "oAuth"]),
);
export type McpAuthStatus = z.output<ReturnType<typeof McpAuthStatus>>;

export const McpResourceReadParams = schema("McpResourceReadParams", () =>
	z.object({
		_meta: orNull(z.record(z.string(), z.unknown())),
		connectorId: orNull(z.string()),
		originCallId: orNull(z.string()),
		server: z.string(),
		target: orNull(McpResourceReadTarget()),
		threadId: orNull(z.string()),
		uri: z.string(),
	}),
);
export type McpResourceReadParams = z.output<ReturnType<typeof McpResourceReadParams>>;

export const McpResourceReadResponse = schema("McpResourceReadResponse", () =>
	z.object({
		contents: z.array(ResourceContent()),
		originCallId: orNull(z.string()),
	}),
);
export type McpResourceReadResponse = z.output<ReturnType<typeof McpResourceReadResponse>>;

export const McpResourceReadTarget = schema("McpResourceReadTarget", () =>
	z.object({
		connectorId: z.string(),
		linkId: z.string().nullable(),
	}),
);
export type McpResourceReadTarget = z.output<ReturnType<typeof McpResourceReadTarget>>;

export const McpServerConnectionStatus = schema("McpServerConnectionStatus", () =>
	z.enum(["notStarted", "starting", "connected", "authenticationRequired", "failed", "cancelled", "disabled"]),
);
export type McpServerConnectionStatus = z.output<ReturnType<typeof McpServerConnectionStatus>>;

export const McpServerEventNotification = schema("McpServerEventNotification", () =>
	z.object({
		method: z.string(),
		params: z.unknown(),
	}),
);
export type McpServerEventNotification = z.output<ReturnType<typeof McpServerEventNotification>>;

export const McpServerEventStreamNotification = schema("McpServerEventStreamNotification", () =>
	z.object({
		notification: McpServerEventNotification(),
		subscriptionId: z.string(),
	}),
);
export type McpServerEventStreamNotification = z.output<ReturnType<typeof McpServerEventStreamNotification>>;

export const McpServerEventStreamStartParams = schema("McpServerEventStreamStartParams", () =>
	z.object({
		_meta: z.unknown().optional(),
		arguments: z.unknown(),
		name: z.string(),
		server: z.string(),
		subscriptionId: z.string(),
		threadId: z.string(),
	}),
);
export type McpServerEventStreamStartParams = z.output<ReturnType<typeof McpServerEventStreamStartParams>>;

export const McpServerEventStreamStartResponse = schema("McpServerEventStreamStartResponse", () => z.object({}));
export type McpServerEventStreamStartResponse = z.output<ReturnType<typeof McpServerEventStreamStartResponse>>;

export const McpServerEventStreamStopParams = schema("McpServerEventStreamStopParams", () =>
	z.object({
		subscriptionId: z.string(),
	}),
);
export type McpServerEventStreamStopParams = z.output<ReturnType<typeof McpServerEventStreamStopParams>>;

export const McpServerEventStreamStopResponse = schema("McpServerEventStreamStopResponse", () => z.object({}));
export type McpServerEventStreamStopResponse = z.output<ReturnType<typeof McpServerEventStreamStopResponse>>;

export const McpServerInfo = schema("McpServerInfo", () =>
	z.object({
		description: orNull(z.string()),
		icons: orNull(z.array(z.unknown())),
		name: z.string(),
		title: orNull(z.string()),
		version: z.string(),
		websiteUrl: orNull(z.string()),
	}),
);
export type McpServerInfo = z.output<ReturnType<typeof McpServerInfo>>;

export const McpServerOauthClientRegistration = schema("McpServerOauthClientRegistration", () =>
	z.enum(["auto", "cimd", "dcr"]),
);
export type McpServerOauthClientRegistration = z.output<ReturnType<typeof McpServerOauthClientRegistration>>;

export const McpServerOauthLoginCompletedNotification = schema("McpServerOauthLoginCompletedNotification", () =>
	z.object({
		error: orAbsent(z.string()),
		loginId: z.string().nullish(),
		name: z.string(),
		success: z.boolean(),
		threadId: orNull(z.string()),
	}),
);
export type McpServerOauthLoginCompletedNotification = z.output<
	ReturnType<typeof McpServerOauthLoginCompletedNotification>
>;

export const McpServerOauthLoginParams = schema("McpServerOauthLoginParams", () =>
	z.object({
		clientRegistration: orNull(McpServerOauthClientRegistration()),
		name: z.string(),
		scopes: orNull(z.array(z.string())),
		threadId: orNull(z.string()),
		timeoutSecs: orNull(z.int()),
	}),
);
export type McpServerOauthLoginParams = z.output<ReturnType<typeof McpServerOauthLoginParams>>;

export const McpServerOauthLoginResponse = schema("McpServerOauthLoginResponse", () =>
	z.object({
		authorizationUrl: z.string(),
		loginId: orAbsent(z.string()),
	}),
);
export type McpServerOauthLoginResponse = z.output<ReturnType<typeof McpServerOauthLoginResponse>>;

export const McpServerRefreshResponse = schema("McpServerRefreshResponse", () => z.object({}));
export type McpServerRefreshResponse = z.output<ReturnType<typeof McpServerRefreshResponse>>;

export const McpServerStartupFailureReason = schema("McpServerStartupFailureReason", () =>
	z.literal("reauthenticationRequired"),
);
export type McpServerStartupFailureReason = z.output<ReturnType<typeof McpServerStartupFailureReason>>;

export const McpServerStartupState = schema("McpServerStartupState", () =>
	z.enum(["starting", "ready", "failed", "cancelled"]),
);
export type McpServerStartupState = z.output<ReturnType<typeof McpServerStartupState>>;

export const McpServerStatus = schema("McpServerStatus", () =>
	z.object({
		authStatus: McpAuthStatus(),
		httpOrigin: orNull(z.string()),
		name: z.string(),
		pluginId: orNull(z.string()),
		resourceTemplates: z.array(ResourceTemplate()),
		resources: z.array(Resource()),
		runtimeStatus: orNull(McpServerConnectionStatus()),
		serverCapabilities: orNull(z.unknown()),
		serverInfo: orNull(McpServerInfo()),
		toolListMeta: orNull(z.unknown()),
		tools: z.record(z.string(), Tool()),
		toolsError: orNull(z.string()),
	}),
);
export type McpServerStatus = z.output<ReturnType<typeof McpServerStatus>>;

export const McpServerStatusDetail = schema("McpServerStatusDetail", () => z.enum(["full", "toolsAndAuthOnly"]));
export type McpServerStatusDetail = z.output<ReturnType<typeof McpServerStatusDetail>>;

export const McpServerStatusUpdatedNotification = schema("McpServerStatusUpdatedNotification", () =>
	z.object({
		error: orNull(z.string()),
		failureReason: orNull(McpServerStartupFailureReason()),
		name: z.string(),
		status: McpServerStartupState(),
		threadId: orNull(z.string()),
	}),
);
export type McpServerStatusUpdatedNotification = z.output<ReturnType<typeof McpServerStatusUpdatedNotification>>;

export const McpServerToolCallParams = schema("McpServerToolCallParams", () =>
	z.object({
		_meta: z.unknown().optional(),
		arguments: z.unknown().optional(),
		server: z.string(),
		threadId: z.string(),
		tool: z.string(),
	}),
);
export type McpServerToolCallParams = z.output<ReturnType<typeof McpServerToolCallParams>>;

export const McpServerToolCallResponse = schema("McpServerToolCallResponse", () =>
	z.object({
		_meta: z.unknown().optional(),
		content: z.array(z.unknown()),
		isError: orAbsent(z.boolean()),
		structuredContent: z.unknown().optional(),
	}),
);
export type McpServerToolCallResponse = z.output<ReturnType<typeof McpServerToolCallResponse>>;

export const Resource = schema("Resource", () =>
	z.object({
		_meta: z.unknown().optional(),
		annotations: z.unknown().optional(),
		description: orAbsent(z.string()),
		icons: orAbsent(z.array(z.unknown())),
		mimeType: orAbsent(z.string()),
		name: z.string(),
		size: orAbsent(z.int()),
		title: orAbsent(z.string()),
		uri: z.string(),
	}),
);
export type Resource = z.output<ReturnType<typeof Resource>>;

export const ResourceContent = schema("ResourceContent", () =>
	z.union([
		z.object({
			_meta: z.unknown().optional(),
			mimeType: orAbsent(z.string()),
			text: z.string(),
			uri: z.string(),
		}),
		z.object({
			_meta: z.unknown().optional(),
			blob: z.string(),
			mimeType: orAbsent(z.string()),
			uri: z.string(),
		}),
	]),
);
export type ResourceContent = z.output<ReturnType<typeof ResourceContent>>;

export const ResourceTemplate = schema("ResourceTemplate", () =>
	z.object({
		annotations: z.unknown().optional(),
		description: orAbsent(z.string()),
		mimeType: orAbsent(z.string()),
		name: z.string(),
		title: orAbsent(z.string()),
		uriTemplate: z.string(),
	}),
);
export type ResourceTemplate = z.output<ReturnType<typeof ResourceTemplate>>;

export const Tool = schema("Tool", () =>
	z.object({
		_meta: z.unknown().optional(),
		annotations: z.unknown().optional(),
		description: orAbsent(z.string()),
		icons: orAbsent(z.array(z.unknown())),
		inputSchema: z.unknown(),
		name: z.string(),
		outputSchema: z.unknown().optional(),
		title: orAbsent(z.string()),
	}),
);
export type Tool = z.output<ReturnType<typeof Tool>>;
