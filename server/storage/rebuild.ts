import type { ThreadItem } from "#protocol/item.ts";
import type { ThreadTokenUsage } from "#protocol/thread.ts";
import type { Turn } from "#protocol/turn.ts";
import { INTERRUPTED_MARKER } from "../model/interruption.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { RolloutEvent, RolloutLine, SessionMeta, TurnContext } from "./rolloutLine.ts";

/** What a rollout says about its thread. */
export interface RebuiltThread {
	meta: SessionMeta | null;
	/** Settings of the last turn. */
	context: TurnContext | null;
	turns: Turn[];
	history: ResponseItem[];
	usage: { turnId: string; usage: ThreadTokenUsage } | null;
}

/** A turn without items, as it begins. */
export function newTurn(id: string, startedAt: number): Turn {
	return {
		id,
		items: [],
		itemsView: "full",
		status: "inProgress",
		error: null,
		startedAt,
		completedAt: null,
		durationMs: null,
		rootTurnId: null,
	};
}

export function userMessageItem(event: Extract<RolloutEvent, { type: "input_accepted" }>): ThreadItem {
	return { type: "userMessage", id: event.item_id, clientId: event.client_id, content: event.input };
}

class Rebuilding {
	readonly thread: RebuiltThread = { meta: null, context: null, turns: [], history: [], usage: null };
	readonly #byId = new Map<string, Turn>();
	/** Accepted input whose item has not come yet. */
	readonly #waiting = new Map<string, Extract<RolloutEvent, { type: "input_accepted" }>>();

	take(line: RolloutLine): void {
		if (line.type === "session_meta") this.thread.meta ??= line.payload;
		else if (line.type === "turn_context") this.thread.context = line.payload;
		else if (line.type === "response_item") this.thread.history.push(line.payload);
		else if (line.type === "event_msg") this.#event(line.payload);
	}

	#event(event: RolloutEvent): void {
		if (event.type === "task_started") this.#add(newTurn(event.turn_id, event.started_at));
		else if (event.type === "input_accepted") this.#waiting.set(event.item_id, event);
		else if (event.type === "item_completed") this.#item(event.turn_id, event.item);
		else if (event.type === "token_count") this.thread.usage = { turnId: event.turn_id, usage: event.usage };
		else if (event.type === "task_complete") this.#complete(event);
	}

	#add(turn: Turn): Turn {
		this.#byId.set(turn.id, turn);
		this.thread.turns.push(turn);
		return turn;
	}

	#item(turnId: string, item: ThreadItem): void {
		this.#waiting.delete(item.id);
		const turn = this.#byId.get(turnId) ?? this.#add(newTurn(turnId, 0));
		turn.items.push(item);
	}

	#complete(event: Extract<RolloutEvent, { type: "task_complete" }>): void {
		const turn = this.#byId.get(event.turn_id);
		if (!turn) return;
		turn.status = event.status;
		turn.error = event.error;
		turn.completedAt = event.completed_at;
		turn.durationMs = event.duration_ms;
	}

	/** `liveTurnId`: the turn that is running in this process; any other unfinished one was cut off. */
	end(liveTurnId: string | null): RebuiltThread {
		let cutOff = false;
		for (const event of this.#waiting.values()) this.#byId.get(event.turn_id)?.items.push(userMessageItem(event));
		for (const turn of this.thread.turns) {
			if (turn.status !== "inProgress" || turn.id === liveTurnId) continue;
			turn.status = "interrupted";
			cutOff = turn === this.thread.turns.at(-1);
		}
		if (liveTurnId === null) this.#mendHistory(cutOff);
		return this.thread;
	}

	/** A provider refuses a call without its output, and the model should know that it was cut off. */
	#mendHistory(cutOff: boolean): void {
		const { history } = this.thread;
		if (cutOff) {
			for (const event of this.#waiting.values()) history.push(inputAsHistory(event));
		}
		this.thread.history = withOutputs(history);
		if (cutOff) {
			this.thread.history.push({
				type: "message",
				role: "user",
				content: [{ type: "input_text", text: INTERRUPTED_MARKER }],
			});
		}
	}
}

function inputAsHistory(event: Extract<RolloutEvent, { type: "input_accepted" }>): ResponseItem {
	const texts = event.input.flatMap((part) => (part.type === "text" ? [part.text] : []));
	return { type: "message", role: "user", content: texts.map((text) => ({ type: "input_text", text })) };
}

function withOutputs(history: readonly ResponseItem[]): ResponseItem[] {
	const answered = new Set<string>();
	for (const item of history) {
		if (item.type === "function_call_output" || item.type === "custom_tool_call_output") answered.add(item.call_id);
	}
	return history.flatMap((item): ResponseItem[] => {
		if (item.type === "function_call" && !answered.has(item.call_id)) {
			return [item, { type: "function_call_output", call_id: item.call_id, output: "aborted" }];
		}
		if (item.type === "custom_tool_call" && !answered.has(item.call_id)) {
			return [item, { type: "custom_tool_call_output", call_id: item.call_id, output: "aborted" }];
		}
		return [item];
	});
}

/** Rebuilds a thread from its log, in one pass. */
export function rebuild(lines: Iterable<RolloutLine>, liveTurnId: string | null): RebuiltThread {
	const rebuilding = new Rebuilding();
	for (const line of lines) rebuilding.take(line);
	return rebuilding.end(liveTurnId);
}
