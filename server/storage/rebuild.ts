import type { ThreadItem } from "#protocol/item.ts";
import type { ThreadTokenUsage } from "#protocol/thread.ts";
import type { Turn } from "#protocol/turn.ts";
import { type Accepted, lateItem } from "../model/acceptedInput.ts";
import { INTERRUPTED_MARKER } from "../model/interruption.ts";
import { userText } from "../model/messageContent.ts";
import { type FindItem, ModelHistory } from "../model/modelHistory.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { PlacedLine, RolloutEvent, SessionMeta, TurnContext } from "./rolloutLine.ts";
import type { ThreadLog } from "./threadLog.ts";

/** What a rollout says about its thread. */
export interface RebuiltThread {
	meta: SessionMeta | null;
	/** Settings of the last turn. */
	context: TurnContext | null;
	turns: Turn[];
	history: ModelHistory;
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
		rootTurnId: id,
	};
}

export type InputAccepted = Extract<RolloutEvent, { type: "input_accepted" }>;
export type ItemInjected = Extract<RolloutEvent, { type: "item_injected" }>;

/** What an accepted line gives the model to read. */
export function acceptedOf(event: InputAccepted | ItemInjected): Accepted {
	const { item_id: id } = event;
	if (event.type === "item_injected") return { id, item: event.item };
	return event.tool_output ? { id, toolOutput: { ...event.tool_output, id } } : { id, input: event.input };
}

/** What the line is to the model: what it says, or what was accepted by it; null for a line that is neither. */
export function itemOfLine(line: PlacedLine | null): ResponseItem | null {
	if (line?.type === "response_item") return line.payload;
	if (line?.type !== "event_msg") return null;
	const event = line.payload;
	return event.type === "input_accepted" || event.type === "item_injected" ? lateItem(acceptedOf(event)) : null;
}

/** The item that accepted input becomes. */
export function acceptedItem(event: InputAccepted) {
	if (event.tool_output) {
		const { name, namespace, output } = event.tool_output;
		return { type: "functionCallOutput" as const, id: event.item_id, name, namespace, output };
	}
	return { type: "userMessage" as const, id: event.item_id, clientId: event.client_id, content: event.input };
}

class Rebuilding {
	readonly thread: RebuiltThread = { meta: null, context: null, turns: [], history: new ModelHistory(), usage: null };
	readonly #byId = new Map<string, Turn>();
	/** What brings back what the model knew when a turn began. */
	readonly #before = new Map<string, () => void>();
	/** Accepted input whose item has not come yet. */
	readonly #unseen = new Map<string, InputAccepted>();
	/** What was accepted and the model has not been told yet, with the places of its lines. */
	readonly #untold = new Map<string, { event: InputAccepted | ItemInjected; position: number }>();
	readonly #find: FindItem;

	constructor(find: FindItem) {
		this.#find = find;
	}

	take(line: PlacedLine): void {
		// The files before come first; the last one is the thread's own.
		if (line.type === "session_meta") this.thread.meta = line.payload;
		else if (line.type === "turn_context") this.thread.context = line.payload;
		else if (line.type === "response_item") this.#tell(line.payload, line);
		else if (line.type === "compacted") this.thread.history.compact(line.payload, this.#find);
		else if (line.type === "event_msg") this.#event(line.payload, line.position);
	}

	#tell(item: ResponseItem, { accepted, position }: { accepted?: string; position: number }): void {
		if (accepted !== undefined) this.#untold.delete(accepted);
		this.thread.history.push(item, position);
	}

	#event(event: RolloutEvent, position: number): void {
		if (event.type === "task_started") this.#add(newTurn(event.turn_id, event.started_at));
		else if (event.type === "input_accepted") this.#accept(event, position);
		else if (event.type === "item_injected") this.#untold.set(event.item_id, { event, position });
		else if (event.type === "item_completed") this.#item(event.turn_id, event.item);
		else if (event.type === "token_count") this.thread.usage = { turnId: event.turn_id, usage: event.usage };
		else if (event.type === "task_complete") this.#complete(event);
		else if (event.type === "thread_rolled_back") this.#rollBack(event.num_turns);
	}

	#accept(event: InputAccepted, position: number): void {
		this.#unseen.set(event.item_id, event);
		if (!event.for_reviewer) this.#untold.set(event.item_id, { event, position });
	}

	#rollBack(count: number): void {
		const gone = this.thread.turns.splice(Math.max(0, this.thread.turns.length - count));
		this.#before.get(gone[0]?.id ?? "")?.();
		for (const turn of gone) this.#byId.delete(turn.id);
	}

	#add(turn: Turn): Turn {
		const last = this.thread.turns.at(-1);
		if (last?.status === "inProgress") this.#cutOff(last);
		this.#byId.set(turn.id, turn);
		this.#before.set(turn.id, this.thread.history.bookmark());
		this.thread.turns.push(turn);
		return turn;
	}

	/** Ends a turn that never came to its end: what it accepted is shown and the model is told. */
	#cutOff(turn: Turn): void {
		turn.status = "interrupted";
		for (const event of this.#unseenOf(turn)) {
			turn.items.push(acceptedItem(event));
			this.#unseen.delete(event.item_id);
		}
		this.#tellRest(turn.id);
		this.thread.history.mend(userText(INTERRUPTED_MARKER));
	}

	/** At the end of a turn the model is told what it was not told before. */
	#tellRest(turnId: string): void {
		for (const [id, { event, position }] of this.#untold) {
			if (event.turn_id !== turnId) continue;
			this.thread.history.push(lateItem(acceptedOf(event)), position);
			this.#untold.delete(id);
		}
	}

	#unseenOf(turn: Turn) {
		return [...this.#unseen.values()].filter((event) => event.turn_id === turn.id);
	}

	#item(turnId: string, item: ThreadItem): void {
		this.#unseen.delete(item.id);
		const turn = this.#byId.get(turnId) ?? this.#add(newTurn(turnId, 0));
		turn.items.push(item);
	}

	#complete(event: Extract<RolloutEvent, { type: "task_complete" }>): void {
		const turn = this.#byId.get(event.turn_id);
		if (!turn) return;
		this.#tellRest(turn.id);
		turn.status = event.status;
		turn.error = event.error;
		turn.completedAt = event.completed_at;
		turn.durationMs = event.duration_ms;
	}

	/** `liveTurnId`: the turn that is running in this process; any other unfinished one was cut off. */
	end(liveTurnId: string | null): RebuiltThread {
		const last = this.thread.turns.at(-1);
		if (last?.status === "inProgress" && last.id !== liveTurnId) this.#cutOff(last);
		for (const turn of this.thread.turns) {
			turn.items.push(...this.#unseenOf(turn).map(acceptedItem));
		}
		return this.thread;
	}
}

/** Kinds of lines that say nothing of what people are shown. */
const NOT_SHOWN: ReadonlySet<string> = new Set([
	"session_meta",
	"turn_context",
	"response_item",
	"compacted",
	"item_injected",
	"token_count",
]);

/** The turns of a log as people are shown them. `liveTurnId` is as in `rebuild`. */
export function rebuildTurns(log: ThreadLog, liveTurnId: string | null): Turn[] {
	return rebuild(
		log.lines(0, (kind) => !NOT_SHOWN.has(kind ?? "")),
		liveTurnId,
	).turns;
}

/** Rebuilds a thread from its log, in one pass. `find` is for lines that do not begin at the beginning. */
export function rebuild(
	lines: Iterable<PlacedLine>,
	liveTurnId: string | null,
	find: FindItem = () => null,
): RebuiltThread {
	const rebuilding = new Rebuilding(find);
	for (const line of lines) rebuilding.take(line);
	return rebuilding.end(liveTurnId);
}
