import type { Thread, ThreadStatus } from "#protocol/thread.ts";
import type { Turn } from "#protocol/turn.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import type { ThreadSettings } from "./loadedThread.ts";
import { workspaceRoots } from "./settings.ts";

/** What only a loaded thread has. */
export interface LiveThread {
	readonly status: ThreadStatus;
	readonly settings: ThreadSettings;
}

/** A thread as clients see it; `live` is null for one that is not loaded. */
export function toThread(record: ThreadRecord, live: LiveThread | null, turns: Turn[] = []): Thread {
	const settings = live?.settings;
	return {
		id: record.id,
		sessionId: record.sessionId,
		preview: record.preview,
		name: record.name,
		cwd: settings?.cwd ?? record.cwd,
		createdAt: seconds(record.createdAt),
		updatedAt: seconds(record.updatedAt),
		recencyAt: seconds(record.recencyAt),
		status: live?.status ?? { type: "notLoaded" },
		turns,
		ephemeral: record.path === null,
		path: record.path,
		model: settings?.model ?? record.model,
		modelProvider: settings?.modelProvider ?? record.modelProvider,
		reasoningEffort: settings ? settings.effort : record.reasoningEffort,
		source: record.source,
		originator: record.originator,
		cliVersion: record.cliVersion,
		gitInfo: record.git && Object.values(record.git).some((value) => value !== null) ? record.git : null,
		historyMode: record.historyMode,
		threadSource: record.threadSource,
		projectId: null,
		section: null,
		sectionEnteredAt: null,
		forkedFromId: record.forkedFromId,
		parentThreadId: record.parentThreadId,
		agentNickname: record.agentNickname,
		agentRole: record.agentRole,
		attachedToThreadId: null,
		canAcceptDirectInput: live ? true : null,
		daybreakEnabled: null,
		environments: settings
			? [{ environmentId: "local", cwd: settings.cwd, runtimeWorkspaceRoots: workspaceRoots(settings) }]
			: null,
		extra: null,
	};
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
