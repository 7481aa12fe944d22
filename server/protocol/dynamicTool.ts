import * as z from "zod";
import { orNull, schema } from "./schema.ts";
import { DynamicToolCallOutputContentItem } from "./toolItem.ts";

export const DynamicToolCallParams = schema("DynamicToolCallParams", () =>
	z.object({
		arguments: z.unknown(),
		callId: z.string(),
		namespace: orNull(z.string()),
		threadId: z.string(),
		tool: z.string(),
		turnId: z.string(),
	}),
);
export type DynamicToolCallParams = z.output<ReturnType<typeof DynamicToolCallParams>>;

export const DynamicToolCallResponse = schema("DynamicToolCallResponse", () =>
	z.object({
		contentItems: z.array(DynamicToolCallOutputContentItem()),
		success: z.boolean(),
	}),
);
export type DynamicToolCallResponse = z.output<ReturnType<typeof DynamicToolCallResponse>>;

export const DynamicToolNamespaceTool = schema("DynamicToolNamespaceTool", () =>
	z.object({
		deferLoading: z.boolean().optional(),
		description: z.string(),
		inputSchema: z.unknown(),
		name: z.string(),
		type: z.literal("function"),
	}),
);
export type DynamicToolNamespaceTool = z.output<ReturnType<typeof DynamicToolNamespaceTool>>;

export const DynamicToolSpec = schema("DynamicToolSpec", () =>
	z.discriminatedUnion("type", [
		z.object({
			deferLoading: z.boolean().optional(),
			description: z.string(),
			inputSchema: z.unknown(),
			name: z.string(),
			type: z.literal("function"),
		}),
		z.object({
			description: z.string(),
			name: z.string(),
			tools: z.array(DynamicToolNamespaceTool()),
			type: z.literal("namespace"),
		}),
	]),
);
export type DynamicToolSpec = z.output<ReturnType<typeof DynamicToolSpec>>;
