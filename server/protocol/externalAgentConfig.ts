import * as z from "zod";
import { HookMigration } from "./hook.ts";
import { PluginsMigration } from "./plugin.ts";
import { orNull, schema } from "./schema.ts";
import { SkillMigration } from "./skill.ts";

export const CommandMigration = schema("CommandMigration", () =>
	z.object({
		name: z.string(),
	}),
);
export type CommandMigration = z.output<ReturnType<typeof CommandMigration>>;

export const ExternalAgentConfigDetectParams = schema("ExternalAgentConfigDetectParams", () =>
	z.object({
		cwds: orNull(z.array(z.string())),
		includeHome: z.boolean().optional(),
		maxSessionAgeDays: orNull(z.int().min(0)),
		maxSessions: orNull(z.int().min(0)),
		migrationSource: orNull(z.string()),
		source: orNull(z.string()),
	}),
);
export type ExternalAgentConfigDetectParams = z.output<ReturnType<typeof ExternalAgentConfigDetectParams>>;

export const ExternalAgentConfigDetectResponse = schema("ExternalAgentConfigDetectResponse", () =>
	z.object({
		connectors: z.array(ExternalAgentDetectedConnectorCandidate()).default([]),
		items: z.array(ExternalAgentConfigMigrationItem()),
	}),
);
export type ExternalAgentConfigDetectResponse = z.output<ReturnType<typeof ExternalAgentConfigDetectResponse>>;

export const ExternalAgentConfigImportCompletedNotification = schema(
	"ExternalAgentConfigImportCompletedNotification",
	() =>
		z.object({
			importId: z.string(),
			itemTypeResults: z.array(ExternalAgentConfigImportTypeResult()),
		}),
);
export type ExternalAgentConfigImportCompletedNotification = z.output<
	ReturnType<typeof ExternalAgentConfigImportCompletedNotification>
>;

export const ExternalAgentConfigImportHistoriesReadResponse = schema(
	"ExternalAgentConfigImportHistoriesReadResponse",
	() =>
		z.object({
			connectors: z.array(ExternalAgentImportedConnectorCandidate()),
			data: z.array(ExternalAgentConfigImportHistory()),
		}),
);
export type ExternalAgentConfigImportHistoriesReadResponse = z.output<
	ReturnType<typeof ExternalAgentConfigImportHistoriesReadResponse>
>;

export const ExternalAgentConfigImportHistory = schema("ExternalAgentConfigImportHistory", () =>
	z.object({
		completedAtMs: z.int(),
		failures: z.array(ExternalAgentConfigImportItemTypeFailure()),
		importId: z.string(),
		providerId: orNull(z.string()),
		successes: z.array(ExternalAgentConfigImportItemTypeSuccess()),
	}),
);
export type ExternalAgentConfigImportHistory = z.output<ReturnType<typeof ExternalAgentConfigImportHistory>>;

export const ExternalAgentConfigImportHistoryRecordParams = schema("ExternalAgentConfigImportHistoryRecordParams", () =>
	z.object({
		itemTypeResults: z.array(ExternalAgentConfigImportHistoryRecordTypeResultParams()),
		providerId: z.string(),
	}),
);
export type ExternalAgentConfigImportHistoryRecordParams = z.output<
	ReturnType<typeof ExternalAgentConfigImportHistoryRecordParams>
>;

export const ExternalAgentConfigImportHistoryRecordResponse = schema(
	"ExternalAgentConfigImportHistoryRecordResponse",
	() =>
		z.object({
			importId: z.string(),
		}),
);
export type ExternalAgentConfigImportHistoryRecordResponse = z.output<
	ReturnType<typeof ExternalAgentConfigImportHistoryRecordResponse>
>;

export const ExternalAgentConfigImportHistoryRecordSuccessParams = schema(
	"ExternalAgentConfigImportHistoryRecordSuccessParams",
	() =>
		z.object({
			cwd: orNull(z.string()),
			itemType: ExternalAgentConfigMigrationItemType(),
			source: orNull(z.string()),
			target: orNull(z.string()),
			title: orNull(z.string()),
		}),
);
export type ExternalAgentConfigImportHistoryRecordSuccessParams = z.output<
	ReturnType<typeof ExternalAgentConfigImportHistoryRecordSuccessParams>
>;

export const ExternalAgentConfigImportHistoryRecordTypeResultParams = schema(
	"ExternalAgentConfigImportHistoryRecordTypeResultParams",
	() =>
		z.object({
			failures: z.array(ExternalAgentConfigImportItemTypeFailure()),
			itemType: ExternalAgentConfigMigrationItemType(),
			successes: z.array(ExternalAgentConfigImportHistoryRecordSuccessParams()),
		}),
);
export type ExternalAgentConfigImportHistoryRecordTypeResultParams = z.output<
	ReturnType<typeof ExternalAgentConfigImportHistoryRecordTypeResultParams>
>;

export const ExternalAgentConfigImportItemTypeFailure = schema("ExternalAgentConfigImportItemTypeFailure", () =>
	z.object({
		cwd: orNull(z.string()),
		errorType: orNull(z.string()),
		failureStage: z.string(),
		itemType: ExternalAgentConfigMigrationItemType(),
		message: z.string(),
		source: orNull(z.string()),
		subErrorType: orNull(z.string()),
	}),
);
export type ExternalAgentConfigImportItemTypeFailure = z.output<
	ReturnType<typeof ExternalAgentConfigImportItemTypeFailure>
>;

export const ExternalAgentConfigImportItemTypeSuccess = schema("ExternalAgentConfigImportItemTypeSuccess", () =>
	z.object({
		cwd: orNull(z.string()),
		itemType: ExternalAgentConfigMigrationItemType(),
		source: orNull(z.string()),
		target: orNull(z.string()),
		title: orNull(z.string()),
	}),
);
export type ExternalAgentConfigImportItemTypeSuccess = z.output<
	ReturnType<typeof ExternalAgentConfigImportItemTypeSuccess>
>;

export const ExternalAgentConfigImportParams = schema("ExternalAgentConfigImportParams", () =>
	z.object({
		migrationItems: z.array(ExternalAgentConfigMigrationItem()),
		migrationSource: orNull(z.string()),
		providerId: orNull(z.string()),
		source: orNull(z.string()),
	}),
);
export type ExternalAgentConfigImportParams = z.output<ReturnType<typeof ExternalAgentConfigImportParams>>;

export const ExternalAgentConfigImportProgressNotification = schema(
	"ExternalAgentConfigImportProgressNotification",
	() =>
		z.object({
			importId: z.string(),
			itemTypeResults: z.array(ExternalAgentConfigImportTypeResult()),
		}),
);
export type ExternalAgentConfigImportProgressNotification = z.output<
	ReturnType<typeof ExternalAgentConfigImportProgressNotification>
>;

export const ExternalAgentConfigImportResponse = schema("ExternalAgentConfigImportResponse", () =>
	z.object({
		importId: z.string(),
	}),
);
export type ExternalAgentConfigImportResponse = z.output<ReturnType<typeof ExternalAgentConfigImportResponse>>;

export const ExternalAgentConfigImportTypeResult = schema("ExternalAgentConfigImportTypeResult", () =>
	z.object({
		failures: z.array(ExternalAgentConfigImportItemTypeFailure()),
		itemType: ExternalAgentConfigMigrationItemType(),
		successes: z.array(ExternalAgentConfigImportItemTypeSuccess()),
	}),
);
export type ExternalAgentConfigImportTypeResult = z.output<ReturnType<typeof ExternalAgentConfigImportTypeResult>>;

export const ExternalAgentConfigMigrationItem = schema("ExternalAgentConfigMigrationItem", () =>
	z.object({
		cwd: orNull(z.string()),
		description: z.string(),
		details: orNull(MigrationDetails()),
		itemType: ExternalAgentConfigMigrationItemType(),
	}),
);
export type ExternalAgentConfigMigrationItem = z.output<ReturnType<typeof ExternalAgentConfigMigrationItem>>;

export const ExternalAgentConfigMigrationItemType = schema("ExternalAgentConfigMigrationItemType", () =>
	z.enum([
		"AGENTS_MD",
		"CONFIG",
		"SKILLS",
		"PLUGINS",
		"MCP_SERVER_CONFIG",
		"SUBAGENTS",
		"HOOKS",
		"COMMANDS",
		"MEMORY",
		"SESSIONS",
	]),
);
export type ExternalAgentConfigMigrationItemType = z.output<ReturnType<typeof ExternalAgentConfigMigrationItemType>>;

export const ExternalAgentDetectedConnectorCandidate = schema("ExternalAgentDetectedConnectorCandidate", () =>
	z.object({
		name: z.string(),
		sessionCount: z.int().min(0),
		source: ExternalAgentDetectedConnectorSource(),
	}),
);
export type ExternalAgentDetectedConnectorCandidate = z.output<
	ReturnType<typeof ExternalAgentDetectedConnectorCandidate>
>;

export const ExternalAgentDetectedConnectorSource = schema("ExternalAgentDetectedConnectorSource", () =>
	z.enum(["remoteMcpServersConfig", "sessionToolUse"]),
);
export type ExternalAgentDetectedConnectorSource = z.output<ReturnType<typeof ExternalAgentDetectedConnectorSource>>;

export const ExternalAgentImportedConnectorCandidate = schema("ExternalAgentImportedConnectorCandidate", () =>
	z.object({
		name: z.string(),
		sessionCount: z.int().min(0),
		source: ExternalAgentImportedConnectorSource(),
	}),
);
export type ExternalAgentImportedConnectorCandidate = z.output<
	ReturnType<typeof ExternalAgentImportedConnectorCandidate>
>;

export const ExternalAgentImportedConnectorSource = schema("ExternalAgentImportedConnectorSource", () =>
	z.literal("remoteMcpServersConfig"),
);
export type ExternalAgentImportedConnectorSource = z.output<ReturnType<typeof ExternalAgentImportedConnectorSource>>;

export const McpServerMigration = schema("McpServerMigration", () =>
	z.object({
		name: z.string(),
	}),
);
export type McpServerMigration = z.output<ReturnType<typeof McpServerMigration>>;

export const MigrationDetails = schema("MigrationDetails", () =>
	z.object({
		commands: z.array(CommandMigration()).default([]),
		hooks: z.array(HookMigration()).default([]),
		mcpServers: z.array(McpServerMigration()).default([]),
		memory: z.array(z.string()).optional(),
		plugins: z.array(PluginsMigration()).default([]),
		sessions: z.array(SessionMigration()).default([]),
		skills: z.array(SkillMigration()).default([]),
		subagents: z.array(SubagentMigration()).default([]),
	}),
);
export type MigrationDetails = z.output<ReturnType<typeof MigrationDetails>>;

export const SessionMigration = schema("SessionMigration", () =>
	z.object({
		cwd: z.string(),
		path: z.string(),
		title: orNull(z.string()),
	}),
);
export type SessionMigration = z.output<ReturnType<typeof SessionMigration>>;

export const SubagentMigration = schema("SubagentMigration", () =>
	z.object({
		name: z.string(),
	}),
);
export type SubagentMigration = z.output<ReturnType<typeof SubagentMigration>>;
