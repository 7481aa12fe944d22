import type { Thread, ThreadStatus } from "#protocol/thread.ts";
import type { Turn } from "#protocol/turn.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";

/** A thread as clients see it. */
export function toThread(record: ThreadRecord, status: ThreadStatus, turns: Turn[]): Thread {
	return {
		id: record.id,
		sessionId: record.id,
		preview: record.preview,
		name: record.name,
		cwd: record.cwd,
		createdAt: record.createdAt,
		updatedAt: record.updatedAt,
		recencyAt: record.updatedAt,
		status,
		turns,
		ephemeral: record.path === null,
		path: record.path,
		model: record.model,
		modelProvider: record.modelProvider,
		reasoningEffort: null,
		source: record.source,
		originator: record.originator,
		cliVersion: record.cliVersion,
		gitInfo: record.git,
		historyMode: "legacy",
		threadSource: null,
		projectId: null,
		section: null,
		sectionEnteredAt: null,
		forkedFromId: null,
		parentThreadId: null,
		agentNickname: null,
		agentRole: null,
	};
}
