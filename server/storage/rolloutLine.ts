import type { DynamicToolSpec } from "#protocol/dynamicTool.ts";
import type { ThreadItem } from "#protocol/item.ts";
import type { Personality, ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { AskForApproval, SandboxPolicy } from "#protocol/policy.ts";
import type { GitInfo, ModeKind, SessionSource, ThreadHistoryMode, ThreadTokenUsage } from "#protocol/thread.ts";
import type { TurnError, TurnStatus, TurnToolOutput, UserInput } from "#protocol/turn.ts";
import type { Compaction } from "../model/modelHistory.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { Reviewer } from "../policy/approvalsReviewer.ts";
import type { PermissionRules } from "../policy/permissionRules.ts";
import type { BlobReference } from "./blobStore.ts";
import { decoded } from "./lineSpans.ts";

/** The first line of a rollout: what the thread was when it began. */
export interface SessionMeta {
	id: string;
	session_id: string;
	/** ISO 8601, UTC. */
	timestamp: string;
	cwd: string;
	originator: string;
	cli_version: string;
	source: SessionSource;
	model_provider: string;
	model: string;
	base_instructions: string | null;
	developer_instructions: string | null;
	git: GitInfo | null;
	/** What the client runs for the model. */
	dynamic_tools?: DynamicToolSpec[];
	/** The thread this one was forked from. */
	forked_from_id?: string | null;
	/** The thread that started this one for a part of its work. */
	parent_thread_id?: string | null;
	thread_source?: string | null;
	agent_nickname?: string | null;
	agent_role?: string | null;
	/** Absent in older files, whose histories can be paged all the same. */
	history_mode?: ThreadHistoryMode;
	/** What came before the first line of this file. */
	history_base?: HistoryBase | null;
}

/** The beginning of a history that is kept in another file: all of its lines before an offset. */
export interface HistoryBase {
	thread_id: string;
	/** The file's name without its folder, which changes when the thread is archived. */
	rollout: string;
	end_byte_offset: number;
	/** The position (`PlacedLine`) at which this file goes on. */
	end_position: number;
}

/** The settings a turn began with; a resumed thread takes its settings from the last one. */
export interface TurnContext {
	/** Null when the settings have changed without a turn. */
	turn_id: string | null;
	cwd: string;
	model: string;
	model_provider: string;
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	approval_policy: AskForApproval;
	/** Absent in older files. */
	approvals_reviewer?: Reviewer;
	sandbox_policy: SandboxPolicy;
	service_tier: string | null;
	personality?: Personality | null;
	/** Absent as long as nobody has chosen one; null instructions are those of the server. */
	mode?: { kind: ModeKind; instructions: string | null } | undefined;
	disabled_plugin_ids?: string[];
	/** The permission profile that `sandbox_policy` comes from; null when it comes from none. */
	permission_profile?: string | null;
	/** What that profile meant, if it was a configured one. */
	permission_rules?: PermissionRules;
	/** Null for the working directory alone. */
	workspace_roots?: string[] | null;
}

export type RolloutEvent =
	/** `started_at` in seconds. */
	| { type: "task_started"; turn_id: string; started_at: number }
	/**
	 * Input that a client was told is accepted; its `userMessage` item follows when the loop takes it, or `functionCallOutput` for
	 * `tool_output`, which comes without `input`.
	 */
	| {
			type: "input_accepted";
			turn_id: string;
			item_id: string;
			client_id: string | null;
			input: UserInput[];
			tool_output?: TurnToolOutput;
			/** Of a review: what its own model is told, and the thread's is not. */
			for_reviewer?: true;
	  }
	/** What a client was told that the model will read at its next step. It is shown to nobody. */
	| { type: "item_injected"; turn_id: string; item_id: string; item: ResponseItem }
	| { type: "item_completed"; turn_id: string; item: ThreadItem }
	| { type: "token_count"; turn_id: string; usage: ThreadTokenUsage }
	| {
			type: "task_complete";
			turn_id: string;
			status: Exclude<TurnStatus, "inProgress">;
			error: TurnError | null;
			/** Seconds. */
			completed_at: number;
			duration_ms: number;
	  }
	/** Of older rollouts: the last turns are no longer part of the thread. Nothing writes it any more. */
	| { type: "thread_rolled_back"; num_turns: number };

export type RolloutPayload =
	| { type: "session_meta"; payload: SessionMeta }
	| { type: "turn_context"; payload: TurnContext }
	/** `accepted`: the `item_id` of the accepted line that the model is told by it. An accepted line without one is still to be told. */
	| { type: "response_item"; payload: ResponseItem; accepted?: string }
	| { type: "compacted"; payload: Compaction }
	| { type: "event_msg"; payload: RolloutEvent };

/** One line of a rollout. */
export type RolloutLine = RolloutPayload & { timestamp: string };

/**
 * A line with its place in the history of its thread: bytes from the history's first line on, over all the files it is made
 * of. Positions grow, never change, and are the same in a fork as in the thread it was forked from.
 */
export type PlacedLine = RolloutLine & { position: number };

/** A line of the file, or null for one that is unreadable or of another version: it is passed over and kept. */
export function parseLine(text: string): RolloutLine | null {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value !== "object" || value === null || !("type" in value) || !("payload" in value)) return null;
		const { payload } = value;
		return typeof payload === "object" && payload !== null ? (value as RolloutLine) : null;
	} catch {
		return null;
	}
}

/** A line as the file has it: without its big texts. `raw` is as `linesOfFile` gives it. */
export function parseStoredLine(raw: string): (RolloutLine & { blobs?: BlobReference[] }) | null {
	return parseLine(decoded(raw));
}

/** Whether a line is wanted, by its kind (null when only parsing tells), its bytes as `linesOfFile` gives them, and its place. */
export type LineFilter = (kind: string | null, raw: string, position: number) => boolean;

/** Every line begins with its time; then come what it is, at this place, and what it says. */
const TYPE_AT = '{"timestamp":"2026-01-01T00:00:00.000Z'.length;
const TYPE = '","type":"';
const PAYLOAD = '","payload":{';
const EVENT = `${TYPE}event_msg${PAYLOAD}"type":"`;

/** What kind of line it is, without parsing it: `response_item`, `item_completed`…; null when only parsing can tell. */
export function peekKind(raw: string): string | null {
	const isEvent = raw.startsWith(EVENT, TYPE_AT);
	if (!isEvent && !raw.startsWith(TYPE, TYPE_AT)) return null;
	const start = TYPE_AT + (isEvent ? EVENT : TYPE).length;
	const end = raw.indexOf('"', start);
	if (isEvent) return end < 0 ? null : raw.slice(start, end);
	const kind = raw.slice(start, end);
	return kind === "event_msg" || !raw.startsWith(PAYLOAD, end) ? null : kind;
}
