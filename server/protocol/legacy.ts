import * as z from "zod";
import { AuthMode } from "./account.ts";
import { orNull, typescriptOnly } from "./schema.ts";
import { SubAgentSource, ThreadId } from "./thread.ts";

export const GetAuthStatusParams = typescriptOnly("GetAuthStatusParams", () =>
	z.object({
		includeToken: orNull(z.boolean()),
		refreshToken: orNull(z.boolean()),
	}),
);
export type GetAuthStatusParams = z.output<ReturnType<typeof GetAuthStatusParams>>;

export const GetAuthStatusResponse = typescriptOnly("GetAuthStatusResponse", () =>
	z.object({
		authMethod: orNull(AuthMode()),
		authToken: orNull(z.string()),
		requiresOpenaiAuth: orNull(z.boolean()),
	}),
);
export type GetAuthStatusResponse = z.output<ReturnType<typeof GetAuthStatusResponse>>;

/** A path that is not absolute starts from the home of the server. */
export const GetConversationSummaryParams = typescriptOnly("GetConversationSummaryParams", () =>
	z.union([z.object({ rolloutPath: z.string() }), z.object({ conversationId: ThreadId() })]),
);
export type GetConversationSummaryParams = z.output<ReturnType<typeof GetConversationSummaryParams>>;

export const ConversationGitInfo = typescriptOnly("ConversationGitInfo", () =>
	z.object({
		branch: orNull(z.string()),
		origin_url: orNull(z.string()),
		sha: orNull(z.string()),
	}),
);
export type ConversationGitInfo = z.output<ReturnType<typeof ConversationGitInfo>>;

export const InternalSessionSource = typescriptOnly("InternalSessionSource", () =>
	z.enum(["memory_consolidation", "guardian"]),
);

/** Who started a thread, in the words of rollouts; `SessionSource` has the same in those of the second version. */
export const StoredSource = typescriptOnly("StoredSource", () =>
	z.union([
		z.enum(["cli", "vscode", "exec", "mcp", "unknown"]),
		z.strictObject({ custom: z.string() }),
		z.strictObject({ internal: InternalSessionSource() }),
		z.strictObject({ subagent: SubAgentSource() }),
	]),
);

/** Times are ISO 8601. */
export const ConversationSummary = typescriptOnly("ConversationSummary", () =>
	z.object({
		cliVersion: z.string(),
		conversationId: ThreadId(),
		cwd: z.string(),
		gitInfo: orNull(ConversationGitInfo()),
		modelProvider: z.string(),
		path: z.string(),
		preview: z.string(),
		source: StoredSource(),
		timestamp: orNull(z.string()),
		updatedAt: orNull(z.string()),
	}),
);
export type ConversationSummary = z.output<ReturnType<typeof ConversationSummary>>;

export const GetConversationSummaryResponse = typescriptOnly("GetConversationSummaryResponse", () =>
	z.object({
		summary: ConversationSummary(),
	}),
);
export type GetConversationSummaryResponse = z.output<ReturnType<typeof GetConversationSummaryResponse>>;

export const GitSha = typescriptOnly("GitSha", () => z.string());
export type GitSha = z.output<ReturnType<typeof GitSha>>;

export const GitDiffToRemoteParams = typescriptOnly("GitDiffToRemoteParams", () => z.object({ cwd: z.string() }));
export type GitDiffToRemoteParams = z.output<ReturnType<typeof GitDiffToRemoteParams>>;

export const GitDiffToRemoteResponse = typescriptOnly("GitDiffToRemoteResponse", () =>
	z.object({
		diff: z.string(),
		sha: GitSha(),
	}),
);
export type GitDiffToRemoteResponse = z.output<ReturnType<typeof GitDiffToRemoteResponse>>;
