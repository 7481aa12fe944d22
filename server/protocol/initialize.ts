import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const InitializeParams = schema("InitializeParams", () =>
	z.object({
		capabilities: orNull(InitializeCapabilities()),
		clientInfo: ClientInfo(),
	}),
);
export type InitializeParams = z.output<ReturnType<typeof InitializeParams>>;

export const InitializeCapabilities = schema("InitializeCapabilities", () =>
	z.object({
		experimentalApi: z.boolean().default(false),
		explicitGatewayOauth: z.boolean().optional(),
		extensions: orNull(z.record(z.string(), z.unknown())),
		mcpServerOpenaiFormElicitation: z.boolean().optional(),
		optOutNotificationMethods: orNull(z.array(z.string())),
		requestAttestation: z.boolean().default(false),
		requiredHumanApproval: z.boolean().optional(),
	}),
);
export type InitializeCapabilities = z.output<ReturnType<typeof InitializeCapabilities>>;

export const ClientInfo = schema("ClientInfo", () =>
	z.object({
		name: z.string(),
		title: orNull(z.string()),
		version: z.string(),
	}),
);
export type ClientInfo = z.output<ReturnType<typeof ClientInfo>>;

export const InitializeResponse = schema("InitializeResponse", () =>
	z.object({
		codexHome: AbsolutePathBuf(),
		platformFamily: z.string(),
		platformOs: z.string(),
		userAgent: z.string(),
	}),
);
export type InitializeResponse = z.output<ReturnType<typeof InitializeResponse>>;

export const W3cTraceContext = schema("W3cTraceContext", () =>
	z.object({
		traceparent: orNull(z.string()),
		tracestate: orNull(z.string()),
	}),
);
export type W3cTraceContext = z.output<ReturnType<typeof W3cTraceContext>>;
