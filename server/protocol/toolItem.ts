import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orAbsent, orNull, schema } from "./schema.ts";
import { ImageDetail } from "./turn.ts";

export const FunctionCallOutputBody = schema("FunctionCallOutputBody", () =>
	z.union([z.string(), z.array(FunctionCallOutputContentItem())]),
);
export type FunctionCallOutputBody = z.output<ReturnType<typeof FunctionCallOutputBody>>;

export const FunctionCallOutputContentItem = schema("FunctionCallOutputContentItem", () =>
	z.union([
		z.object({
			text: z.string(),
			type: z.literal("input_text"),
		}),
		z.object({
			image_url: z.string(),
			detail: orAbsent(ImageDetail()),
			type: z.literal("input_image"),
		}),
		z.object({
			file_id: z.string(),
			detail: orAbsent(ImageDetail()),
			type: z.literal("input_image"),
		}),
		z.object({
			audio_url: z.string(),
			type: z.literal("input_audio"),
		}),
		z.object({
			file_id: z.string(),
			type: z.literal("input_audio"),
		}),
		z.object({
			encrypted_content: z.string(),
			type: z.literal("encrypted_content"),
		}),
	]),
);
export type FunctionCallOutputContentItem = z.output<ReturnType<typeof FunctionCallOutputContentItem>>;

export const McpToolCallAppContext = schema("McpToolCallAppContext", () =>
	z.object({
		actionName: orNull(z.string()),
		appName: orNull(z.string()),
		connectorId: z.string(),
		linkId: orNull(z.string()),
		resourceUri: orNull(z.string()),
	}),
);
export type McpToolCallAppContext = z.output<ReturnType<typeof McpToolCallAppContext>>;

export const McpToolCallError = schema("McpToolCallError", () =>
	z.object({
		message: z.string(),
	}),
);
export type McpToolCallError = z.output<ReturnType<typeof McpToolCallError>>;

export const McpAppUi = schema("McpAppUi", () =>
	z.object({
		preferredModelDisplayMode: McpAppDisplayMode(),
		resourceUri: z.string(),
	}),
);
export type McpAppUi = z.output<ReturnType<typeof McpAppUi>>;

export const McpAppDisplayMode = schema("McpAppDisplayMode", () => z.enum(["inline", "fullscreen"]));
export type McpAppDisplayMode = z.output<ReturnType<typeof McpAppDisplayMode>>;

export const McpToolCallResult = schema("McpToolCallResult", () =>
	z.object({
		_meta: orNull(z.unknown()),
		content: z.array(z.unknown()),
		structuredContent: orNull(z.unknown()),
	}),
);
export type McpToolCallResult = z.output<ReturnType<typeof McpToolCallResult>>;

export const McpToolCallStatus = schema("McpToolCallStatus", () => z.enum(["inProgress", "completed", "failed"]));
export type McpToolCallStatus = z.output<ReturnType<typeof McpToolCallStatus>>;

export const DynamicToolCallOutputContentItem = schema("DynamicToolCallOutputContentItem", () =>
	z.discriminatedUnion("type", [
		z.object({
			text: z.string(),
			type: z.literal("inputText"),
		}),
		z.object({
			imageUrl: z.string(),
			type: z.literal("inputImage"),
		}),
		z.object({
			audioUrl: z.string(),
			type: z.literal("inputAudio"),
		}),
	]),
);
export type DynamicToolCallOutputContentItem = z.output<ReturnType<typeof DynamicToolCallOutputContentItem>>;

export const DynamicToolCallStatus = schema("DynamicToolCallStatus", () =>
	z.enum(["inProgress", "completed", "failed"]),
);
export type DynamicToolCallStatus = z.output<ReturnType<typeof DynamicToolCallStatus>>;

export const CollabAgentState = schema("CollabAgentState", () =>
	z.object({
		message: orNull(z.string()),
		status: CollabAgentStatus(),
	}),
);
export type CollabAgentState = z.output<ReturnType<typeof CollabAgentState>>;

export const CollabAgentStatus = schema("CollabAgentStatus", () =>
	z.enum(["pendingInit", "running", "interrupted", "completed", "errored", "shutdown", "notFound"]),
);
export type CollabAgentStatus = z.output<ReturnType<typeof CollabAgentStatus>>;

export const CollabAgentToolCallStatus = schema("CollabAgentToolCallStatus", () =>
	z.enum(["inProgress", "completed", "failed", "interrupted"]),
);
export type CollabAgentToolCallStatus = z.output<ReturnType<typeof CollabAgentToolCallStatus>>;

export const CollabAgentTool = schema("CollabAgentTool", () =>
	z.enum([
		"spawnAgent",
		"sendInput",
		"resumeAgent",
		"wait",
		"closeAgent",
		"sendMessage",
		"followupTask",
		"interruptAgent",
		"listAgents",
	]),
);
export type CollabAgentTool = z.output<ReturnType<typeof CollabAgentTool>>;

export const WebSearchAction = schema("WebSearchAction", () =>
	z.discriminatedUnion("type", [
		z.object({
			queries: orNull(z.array(z.string())),
			query: orNull(z.string()),
			type: z.literal("search"),
		}),
		z.object({
			type: z.literal("openPage"),
			url: orNull(z.string()),
		}),
		z.object({
			pattern: orNull(z.string()),
			type: z.literal("findInPage"),
			url: orNull(z.string()),
		}),
		z.object({
			type: z.literal("other"),
		}),
	]),
);
export type WebSearchAction = z.output<ReturnType<typeof WebSearchAction>>;

export const ImageGenerationFailure = schema("ImageGenerationFailure", () =>
	z.object({
		limitId: z.string(),
		resetsAt: orNull(z.int()),
		type: z.literal("usageLimitExceeded"),
	}),
);
export type ImageGenerationFailure = z.output<ReturnType<typeof ImageGenerationFailure>>;

export const ImageGenerationInputImage = schema("ImageGenerationInputImage", () =>
	z.object({
		path: AbsolutePathBuf(),
		sha256: z.string(),
	}),
);
export type ImageGenerationInputImage = z.output<ReturnType<typeof ImageGenerationInputImage>>;
