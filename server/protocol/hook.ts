import * as z from "zod";
import { AbsolutePathBuf, LegacyAppPathString } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const HookCompletedNotification = schema("HookCompletedNotification", () =>
	z.object({
		run: HookRunSummary(),
		threadId: z.string(),
		turnId: orNull(z.string()),
	}),
);
export type HookCompletedNotification = z.output<ReturnType<typeof HookCompletedNotification>>;

export const HookErrorInfo = schema("HookErrorInfo", () =>
	z.object({
		message: z.string(),
		path: z.string(),
	}),
);
export type HookErrorInfo = z.output<ReturnType<typeof HookErrorInfo>>;

export const HookEventName = schema("HookEventName", () =>
	z.enum([
		"preModelRequest",
		"postModelRequest",
		"preToolUse",
		"permissionRequest",
		"postToolUse",
		"preCompact",
		"postCompact",
		"sessionStart",
		"sessionEnd",
		"userPromptSubmit",
		"subagentStart",
		"subagentStop",
		"stop",
		"interrupt",
	]),
);
export type HookEventName = z.output<ReturnType<typeof HookEventName>>;

export const HookExecutionMode = schema("HookExecutionMode", () => z.enum(["sync", "async"]));
export type HookExecutionMode = z.output<ReturnType<typeof HookExecutionMode>>;

export const HookHandlerType = schema("HookHandlerType", () => z.enum(["command", "mcpTool", "prompt", "agent"]));
export type HookHandlerType = z.output<ReturnType<typeof HookHandlerType>>;

export const HookMetadata = schema("HookMetadata", () => {
	const common = {
		additionalContextLimit: orNull(z.int().min(0)),
		currentHash: z.string(),
		displayOrder: z.int(),
		enabled: z.boolean(),
		environmentId: orNull(z.string()),
		eventName: HookEventName(),
		isManaged: z.boolean(),
		key: z.string(),
		matcher: orNull(z.string()),
		pluginId: orNull(z.string()),
		source: HookSource(),
		sourcePath: AbsolutePathBuf(),
		statusMessage: orNull(z.string()),
		timeoutSec: z.int().min(0),
		trustStatus: HookTrustStatus(),
	};
	return z.discriminatedUnion("handlerType", [
		z.object({
			...common,
			handlerType: z.literal("command"),
			async: z.boolean().default(false),
			command: z.string(),
		}),
		z.object({ ...common, handlerType: z.literal("mcpTool"), server: z.string(), tool: z.string() }),
		z.object({ ...common, handlerType: z.literal("prompt") }),
		z.object({ ...common, handlerType: z.literal("agent") }),
	]);
});
export type HookMetadata = z.output<ReturnType<typeof HookMetadata>>;

export const HookMigration = schema("HookMigration", () =>
	z.object({
		name: z.string(),
	}),
);
export type HookMigration = z.output<ReturnType<typeof HookMigration>>;

export const HookOutputEntry = schema("HookOutputEntry", () =>
	z.object({
		kind: HookOutputEntryKind(),
		text: z.string(),
	}),
);
export type HookOutputEntry = z.output<ReturnType<typeof HookOutputEntry>>;

export const HookOutputEntryKind = schema("HookOutputEntryKind", () =>
	z.enum(["warning", "stop", "feedback", "context", "error"]),
);
export type HookOutputEntryKind = z.output<ReturnType<typeof HookOutputEntryKind>>;

export const HookRunStatus = schema("HookRunStatus", () =>
	z.enum(["running", "completed", "failed", "blocked", "stopped"]),
);
export type HookRunStatus = z.output<ReturnType<typeof HookRunStatus>>;

export const HookRunSummary = schema("HookRunSummary", () =>
	z.object({
		completedAt: orNull(z.int()),
		displayOrder: z.int(),
		durationMs: orNull(z.int()),
		entries: z.array(HookOutputEntry()),
		eventName: HookEventName(),
		executionMode: HookExecutionMode(),
		handlerType: HookHandlerType(),
		id: z.string(),
		scope: HookScope(),
		source: HookSource().default("unknown"),
		sourcePath: LegacyAppPathString(),
		startedAt: z.int(),
		status: HookRunStatus(),
		statusMessage: orNull(z.string()),
	}),
);
export type HookRunSummary = z.output<ReturnType<typeof HookRunSummary>>;

export const HookScope = schema("HookScope", () => z.enum(["thread", "turn"]));
export type HookScope = z.output<ReturnType<typeof HookScope>>;

export const HookSource = schema("HookSource", () =>
	z.enum([
		"system",
		"user",
		"project",
		"mdm",
		"sessionFlags",
		"plugin",
		"cloudRequirements",
		"cloudManagedConfig",
		"legacyManagedConfigFile",
		"legacyManagedConfigMdm",
		"unknown",
	]),
);
export type HookSource = z.output<ReturnType<typeof HookSource>>;

export const HookStartedNotification = schema("HookStartedNotification", () =>
	z.object({
		run: HookRunSummary(),
		threadId: z.string(),
		turnId: orNull(z.string()),
	}),
);
export type HookStartedNotification = z.output<ReturnType<typeof HookStartedNotification>>;

export const HookTrustStatus = schema("HookTrustStatus", () => z.enum(["managed", "untrusted", "trusted", "modified"]));
export type HookTrustStatus = z.output<ReturnType<typeof HookTrustStatus>>;

export const HooksListEntry = schema("HooksListEntry", () =>
	z.object({
		cwd: z.string(),
		errors: z.array(HookErrorInfo()),
		hooks: z.array(HookMetadata()),
		warnings: z.array(z.string()),
	}),
);
export type HooksListEntry = z.output<ReturnType<typeof HooksListEntry>>;

export const HooksListParams = schema("HooksListParams", () =>
	z.object({
		cwds: z.array(z.string()).optional(),
		threadId: orNull(z.string()),
	}),
);
export type HooksListParams = z.output<ReturnType<typeof HooksListParams>>;

export const HooksListResponse = schema("HooksListResponse", () =>
	z.object({
		data: z.array(HooksListEntry()),
	}),
);
export type HooksListResponse = z.output<ReturnType<typeof HooksListResponse>>;
