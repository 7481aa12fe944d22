import type { ThreadItem } from "#protocol/item.ts";
import type { ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { AskForApproval, SandboxPolicy } from "#protocol/policy.ts";
import type { GitInfo, SessionSource, ThreadTokenUsage } from "#protocol/thread.ts";
import type { TurnError, TurnStatus, UserInput } from "#protocol/turn.ts";
import type { ResponseItem } from "../model/responseItem.ts";

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
}

/** The settings a turn began with; a resumed thread takes its settings from the last one. */
export interface TurnContext {
	turn_id: string;
	cwd: string;
	model: string;
	model_provider: string;
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	approval_policy: AskForApproval;
	sandbox_policy: SandboxPolicy;
	service_tier: string | null;
}

export type RolloutEvent =
	/** `started_at` in seconds. */
	| { type: "task_started"; turn_id: string; started_at: number }
	/** Input that a client was told is accepted; its `userMessage` item follows when the loop takes it. */
	| { type: "input_accepted"; turn_id: string; item_id: string; client_id: string | null; input: UserInput[] }
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
	  };

export type RolloutPayload =
	| { type: "session_meta"; payload: SessionMeta }
	| { type: "turn_context"; payload: TurnContext }
	| { type: "response_item"; payload: ResponseItem }
	| { type: "event_msg"; payload: RolloutEvent };

/** One line of a rollout. */
export type RolloutLine = RolloutPayload & { timestamp: string };

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
