import type { SessionMeta } from "../storage/rolloutLine.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import type { ThreadSettings } from "./loadedThread.ts";

/** The first line of a thread's rollout. */
export function sessionMeta(record: ThreadRecord, settings: ThreadSettings): SessionMeta {
	return {
		id: record.id,
		session_id: record.sessionId,
		timestamp: new Date(record.createdAt).toISOString(),
		forked_from_id: record.forkedFromId,
		parent_thread_id: record.parentThreadId,
		thread_source: record.threadSource,
		history_mode: record.historyMode,
		cwd: record.startCwd,
		originator: record.originator ?? "",
		cli_version: record.cliVersion,
		source: record.source,
		model_provider: settings.modelProvider,
		model: settings.model,
		base_instructions: settings.baseInstructions,
		developer_instructions: settings.developerInstructions,
		git: record.git,
		...(settings.dynamicTools.length > 0 ? { dynamic_tools: settings.dynamicTools } : {}),
	};
}
