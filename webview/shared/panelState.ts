import type { ThreadItem } from "../../server/protocol/item.ts";
import type { NotificationParams, ServerNotification } from "../../server/protocol/messages.ts";
import type { ServerNotificationMethod } from "../../server/protocol/serverNotifications.ts";
import type { Thread, ThreadTokenUsage } from "../../server/protocol/thread.ts";
import type { Turn, TurnError, TurnPlanStep } from "../../server/protocol/turn.ts";
import type { HostState, NamedError, ToWebview } from "./bridge.ts";

/** An item with what arrives while it runs. */
export interface ItemState {
	item: ThreadItem;
	isRunning: boolean;
	/** Command output so far: its end, at most OUTPUT_CHARS. */
	output: string;
	/** Lines that `output` no longer holds. */
	droppedLines: number;
	/** Milliseconds since the epoch; null for items of the past. */
	startedAtMs: number | null;
}

export interface TurnState {
	turn: Turn;
	items: ItemState[];
	plan: TurnPlanStep[];
	/** The attempt to reach the model again that is under way, in words. */
	retry: string | null;
	diff: string;
}

/** A message that was sent and has not come back as an item yet. */
export interface SentMessage {
	clientId: string;
	text: string;
	error: NamedError | null;
}

/** Everything the panel shows. */
export interface PanelState {
	host: HostState | null;
	view: "chat" | "threads";
	thread: Thread | null;
	turns: TurnState[];
	sent: SentMessage[];
	tokenUsage: ThreadTokenUsage | null;
	threads: { data: Thread[]; archived: boolean } | null;
	warnings: string[];
}

export const initialState: PanelState = {
	host: null,
	view: "chat",
	thread: null,
	turns: [],
	sent: [],
	tokenUsage: null,
	threads: null,
	warnings: [],
};

/** How much of a command's output is kept to show. */
export const OUTPUT_CHARS = 200_000;

/** The turn that runs, or none. */
export const runningTurn = (state: PanelState): TurnState | null => {
	const last = state.turns.at(-1);
	return last?.turn.status === "inProgress" ? last : null;
};

const settled = (item: ThreadItem): ItemState => ({
	item,
	isRunning: false,
	output: "",
	droppedLines: 0,
	startedAtMs: null,
});

function turnOf(turn: Turn): TurnState {
	const items = turn.items.map((item) => ({
		...settled(item),
		isRunning: "status" in item && item.status === "inProgress",
	}));
	return { turn, items, plan: [], retry: null, diff: "" };
}

/** The state after a message of the host. */
export function reduce(state: PanelState, message: ToWebview): PanelState {
	switch (message.type) {
		case "hostState":
			return { ...state, host: message.state };
		case "hostStateChanged":
			return state.host ? { ...state, host: { ...state.host, ...message.patch } } : state;
		case "thread": {
			const { thread, tokenUsage } = message;
			const turns = thread?.turns.map(turnOf) ?? [];
			const known = new Set(
				turns.flatMap(({ items }) => items.map(({ item }) => ("clientId" in item ? item.clientId : null))),
			);
			// A thread that has just begun still waits for the message that began it.
			const sent =
				state.thread === null || thread?.id === state.thread.id
					? state.sent.filter((each) => !known.has(each.clientId))
					: [];
			return { ...state, thread, turns, tokenUsage, sent, warnings: [] };
		}
		case "events":
			return message.events.reduce(applyEvent, state);
		case "sendFailed": {
			const { clientId, text, error } = message;
			return {
				...state,
				sent: [...state.sent.filter((each) => each.clientId !== clientId), { clientId, text, error }],
			};
		}
		case "threads":
			return { ...state, threads: { data: message.data, archived: message.archived } };
		case "showView":
			return { ...state, view: message.view };
		case "focusComposer":
			return { ...state, view: "chat" };
	}
}

/** Notes a message that the person has just sent. */
export function withSent(state: PanelState, clientId: string, text: string): PanelState {
	return { ...state, sent: [...state.sent, { clientId, text, error: null }] };
}

export function withoutSent(state: PanelState, clientId: string): PanelState {
	return { ...state, sent: state.sent.filter((each) => each.clientId !== clientId) };
}

type Handler<M extends ServerNotificationMethod> = (state: PanelState, params: NotificationParams<M>) => PanelState;

function applyEvent(state: PanelState, event: ServerNotification): PanelState {
	// The table has the handler of exactly this method.
	const handler = handlers[event.method] as ((state: PanelState, params: unknown) => PanelState) | undefined;
	return handler ? handler(state, event.params) : state;
}

/** What the panel shows of the server's notifications; the others change nothing in it. */
const handlers: { [M in ServerNotificationMethod]?: Handler<M> } = {
	"thread/name/updated": (state, { threadName }) =>
		state.thread ? { ...state, thread: { ...state.thread, name: threadName ?? null } } : state,
	"thread/tokenUsage/updated": (state, { tokenUsage }) => ({ ...state, tokenUsage }),
	"turn/started": (state, { turn }) => {
		const others = state.turns.filter((each) => each.turn.id !== turn.id);
		return { ...state, turns: [...others, turnOf({ ...turn, items: [] })] };
	},
	"turn/completed": (state, { turn }) =>
		updateTurn(state, turn.id, (each) => ({
			...each,
			turn: { ...turn, items: each.turn.items },
			retry: null,
			items: each.items.map((item) => (item.isRunning && !isBackground(item) ? { ...item, isRunning: false } : item)),
		})),
	"turn/plan/updated": (state, { turnId, plan }) => updateTurn(state, turnId, (each) => ({ ...each, plan })),
	"turn/diff/updated": (state, { turnId, diff }) => updateTurn(state, turnId, (each) => ({ ...each, diff })),
	error: (state, { turnId, error, willRetry }) =>
		willRetry ? updateTurn(state, turnId, (each) => ({ ...each, retry: error.message })) : state,
	"item/started": (state, { turnId, item, startedAtMs }) =>
		updateTurn(withItemSeen(state, item), turnId, (each) => ({
			...each,
			retry: null,
			items: [...each.items, { ...settled(item), isRunning: true, startedAtMs }],
		})),
	"item/completed": (state, { turnId, item }) =>
		updateTurn(withItemSeen(state, item), turnId, (each) => {
			const known = each.items.some((old) => old.item.id === item.id);
			const items = each.items.map((old) => (old.item.id === item.id ? { ...old, item, isRunning: false } : old));
			return { ...each, items: known ? items : [...items, settled(item)] };
		}),
	"item/agentMessage/delta": (state, { turnId, itemId, delta }) =>
		updateItem(state, turnId, itemId, (each) =>
			each.item.type === "agentMessage" ? { ...each, item: { ...each.item, text: each.item.text + delta } } : each,
		),
	"item/reasoning/summaryTextDelta": (state, { turnId, itemId, delta, summaryIndex }) =>
		updateItem(state, turnId, itemId, (each) =>
			each.item.type === "reasoning"
				? { ...each, item: { ...each.item, summary: withDelta(each.item.summary, summaryIndex, delta) } }
				: each,
		),
	"item/reasoning/summaryPartAdded": (state, { turnId, itemId, summaryIndex }) =>
		updateItem(state, turnId, itemId, (each) =>
			each.item.type === "reasoning"
				? { ...each, item: { ...each.item, summary: withDelta(each.item.summary, summaryIndex, "") } }
				: each,
		),
	"item/reasoning/textDelta": (state, { turnId, itemId, delta, contentIndex }) =>
		updateItem(state, turnId, itemId, (each) =>
			each.item.type === "reasoning"
				? { ...each, item: { ...each.item, content: withDelta(each.item.content, contentIndex, delta) } }
				: each,
		),
	"item/commandExecution/outputDelta": (state, { turnId, itemId, delta }) =>
		updateItem(state, turnId, itemId, (each) => withOutput(each, delta)),
	warning: (state, { message }) => withWarning(state, message),
	configWarning: (state, { summary, details }) => withWarning(state, details ? `${summary}. ${details}` : summary),
};

const withWarning = (state: PanelState, text: string): PanelState =>
	state.warnings.includes(text) ? state : { ...state, warnings: [...state.warnings, text] };

const isBackground = ({ item }: ItemState) => item.type === "commandExecution" && item.processId !== null;

function withItemSeen(state: PanelState, item: ThreadItem): PanelState {
	if (item.type !== "userMessage" || item.clientId === null) return state;
	return withoutSent(state, item.clientId);
}

function withDelta(parts: readonly string[], index: number, delta: string): string[] {
	const all = [...parts];
	while (all.length <= index) all.push("");
	all[index] = (all[index] ?? "") + delta;
	return all;
}

function withOutput(state: ItemState, delta: string): ItemState {
	const output = state.output + delta;
	if (output.length <= OUTPUT_CHARS * 1.5) return { ...state, output };
	// Cut at a line, and not at every delta: what is dropped is counted once.
	const cut = output.indexOf("\n", output.length - OUTPUT_CHARS) + 1;
	let dropped = 0;
	for (let at = output.indexOf("\n"); at >= 0 && at < cut; at = output.indexOf("\n", at + 1)) dropped++;
	return { ...state, output: output.slice(cut), droppedLines: state.droppedLines + dropped };
}

function updateTurn(state: PanelState, turnId: string, change: (turn: TurnState) => TurnState): PanelState {
	const at = state.turns.findLastIndex(({ turn }) => turn.id === turnId);
	const turn = state.turns[at];
	return turn ? { ...state, turns: state.turns.with(at, change(turn)) } : state;
}

function updateItem(
	state: PanelState,
	turnId: string,
	itemId: string,
	change: (item: ItemState) => ItemState,
): PanelState {
	return updateTurn(state, turnId, (turn) => {
		const at = turn.items.findLastIndex(({ item }) => item.id === itemId);
		const item = turn.items[at];
		return item ? { ...turn, items: turn.items.with(at, change(item)) } : turn;
	});
}

/** The error that ended a turn, if one did. */
export const turnError = ({ turn }: TurnState): TurnError | null => (turn.status === "failed" ? turn.error : null);
