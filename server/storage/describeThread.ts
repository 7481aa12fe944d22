import { decoded, linesOfFile } from "./lineSpans.ts";
import { acceptedItem } from "./rebuild.ts";
import type { RolloutFile } from "./rolloutFile.ts";
import { parseLine, peekKind, type TurnContext } from "./rolloutLine.ts";
import { storedStat } from "./storedFile.ts";
import type { ThreadNote } from "./threadFiles.ts";
import { readMeta } from "./threadFiles.ts";
import { previewOf, type ThreadRecord } from "./threadRecord.ts";

/** How many lines of a history are looked at for its first message. */
const HEAD_LINES = 50;

/** How much of a rollout's end is looked at for its last turn; where that is not enough, so many times more, and so on. */
const TAIL_BYTES = 256 * 1024;
const TAIL_GROWTH = 16;

/** The row of a thread, from its rollout's beginning and end; null when its beginning cannot be read. */
export function describeThread(log: RolloutFile, archived: boolean, note: ThreadNote): ThreadRecord | null {
	const meta = readMeta(log.path);
	if (meta === null) return null;
	const createdAt = Date.parse(meta.timestamp);
	const last = lastTurn(log.path, createdAt);
	return {
		id: meta.id,
		sessionId: meta.session_id,
		path: log.path,
		preview: firstMessage(log),
		name: note.name ?? null,
		cwd: last.context?.cwd ?? meta.cwd,
		startCwd: meta.cwd,
		model: last.context?.model ?? meta.model,
		reasoningEffort: last.context?.effort ?? null,
		modelProvider: meta.model_provider,
		source: meta.source,
		threadSource: meta.thread_source ?? null,
		originator: meta.originator,
		cliVersion: meta.cli_version,
		git: note.git ?? meta.git,
		forkedFromId: meta.forked_from_id ?? null,
		parentThreadId: meta.parent_thread_id ?? null,
		agentNickname: meta.agent_nickname ?? null,
		agentRole: meta.agent_role ?? null,
		historyMode: meta.history_mode ?? "paginated",
		archived,
		createdAt,
		updatedAt: last.updatedAt,
		recencyAt: last.recencyAt,
	};
}

function firstMessage(log: RolloutFile): string {
	let seen = 0;
	for (const line of log.lines()) {
		if (line.type === "event_msg" && line.payload.type === "input_accepted") {
			const item = acceptedItem(line.payload);
			if (item.type === "userMessage") return previewOf(item);
		}
		if (++seen >= HEAD_LINES) break;
	}
	return "";
}

interface LastTurn {
	context: TurnContext | null;
	updatedAt: number;
	recencyAt: number;
}

function lastTurn(file: string, createdAt: number): LastTurn {
	const size = storedStat(file)?.size ?? 0;
	for (let tail = TAIL_BYTES; ; tail *= TAIL_GROWTH) {
		const last = readTurn(file, Math.max(0, size - tail), createdAt);
		if (last.context !== null || tail >= size) return last;
	}
}

function readTurn(file: string, from: number, createdAt: number): LastTurn {
	const last: LastTurn = { context: null, updatedAt: createdAt, recencyAt: createdAt };
	for (const { raw, offset } of linesOfFile(file, from)) {
		const kind = peekKind(raw);
		// Cut through by the beginning of the tail.
		if (offset === from && from > 0 && kind === null) continue;
		if (kind !== null && kind !== "turn_context" && kind !== "task_started") {
			const time = TIME.exec(raw)?.[1];
			if (time !== undefined) last.updatedAt = Date.parse(time);
			continue;
		}
		const line = parseLine(decoded(raw));
		if (!line) continue;
		last.updatedAt = Date.parse(line.timestamp);
		if (line.type === "turn_context") last.context = line.payload;
		if (line.type === "event_msg" && line.payload.type === "task_started") last.recencyAt = last.updatedAt;
	}
	return last;
}

const TIME = /^\{"timestamp":"([^"]+)"/;
