import path from "node:path";
import { invalidRequest, malformed } from "#protocol/errors.ts";
import type { ConversationSummary } from "#protocol/legacy.ts";
import type { SessionSource } from "#protocol/thread.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { threadIdOf } from "../storage/rolloutFile.ts";
import { isStored, plainPath } from "../storage/storedFile.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { uuidProblem } from "../threads/uuid.ts";
import { isFolder } from "../workspace/isFolder.ts";
import type { Services } from "./services.ts";

type LegacyMethods = "getAuthStatus" | "getConversationSummary" | "gitDiffToRemote";

/** The answers to the requests of the first version of the protocol. */
export function legacyHandlers({ threads, env, cwd }: Services): Pick<HandlerTable, LegacyMethods> {
	return {
		getAuthStatus: async ({ includeToken }) => {
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(config.modelProvider);
			if (!provider?.requiresOpenaiAuth) return { authMethod: null, authToken: null, requiresOpenaiAuth: false };
			const { credentialsFor } = await import("../model/credentials.ts");
			// Without a key it throws; what the keyring refuses is said when a turn needs the key.
			const key = await credentialsFor(provider, env).then(
				(credentials) => credentials.key,
				() => null,
			);
			const authMethod = key === null ? null : "apikey";
			return { authMethod, authToken: includeToken ? key : null, requiresOpenaiAuth: true };
		},
		getConversationSummary: async (params) => {
			const { home } = threads.config.effective(cwd);
			const id =
				"rolloutPath" in params ? idAt(path.resolve(home, params.rolloutPath)) : checked(params.conversationId);
			const record = await threads.store.get(id);
			if (!record?.path) throw invalidRequest(`no rollout found for conversation id ${id}`);
			return { summary: summary(record, record.path) };
		},
		gitDiffToRemote: async ({ cwd: folder }) => {
			const { gitDiffToRemote } = await import("../workspace/gitDiffToRemote.ts");
			const diff = folder === "" ? null : await gitDiffToRemote(path.resolve(cwd, folder));
			if (diff === null) {
				throw invalidRequest(`failed to compute git diff to remote for cwd: ${JSON.stringify(folder)}`);
			}
			return diff;
		},
	};
}

function checked(id: string): string {
	if (uuidProblem(id) !== null)
		throw malformed("data did not match any variant of untagged enum GetConversationSummaryParams");
	return id;
}

/** The thread whose rollout stands there. @throws WireError in the reference's words */
function idAt(file: string): string {
	const cannot = (reason: string) => invalidRequest(`failed to resolve rollout path \`${file}\`: ${reason}`);
	const plain = plainPath(file);
	if (!isStored(plain)) throw cannot("file does not exist");
	if (isFolder(file)) throw cannot("path is a directory");
	const id = threadIdOf(path.basename(plain));
	if (id === null) throw cannot("the file is no rollout");
	return id;
}

function summary(record: ThreadRecord, file: string): ConversationSummary {
	const time = (milliseconds: number) => new Date(milliseconds).toISOString();
	return {
		conversationId: record.id,
		path: file,
		preview: record.preview,
		timestamp: time(record.createdAt),
		updatedAt: time(record.updatedAt),
		modelProvider: record.modelProvider,
		cwd: record.cwd,
		cliVersion: record.cliVersion,
		source: storedSource(record.source),
		gitInfo: record.git && { sha: record.git.sha, branch: record.git.branch, origin_url: record.git.originUrl },
	};
}

function storedSource(source: SessionSource): ConversationSummary["source"] {
	if (source === "appServer") return "mcp";
	return typeof source === "object" && "subAgent" in source ? { subagent: source.subAgent } : source;
}
