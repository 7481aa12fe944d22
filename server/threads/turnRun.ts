import type { ThreadItem } from "#protocol/item.ts";
import type { NotificationParams, ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { NonSteerableTurnKind, Turn, TurnError, UserInput } from "#protocol/turn.ts";
import type { History, TurnHost, TurnNotification, TurnOutcome, TurnSettings, TurnTask } from "../agent/turnHost.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { Accepted } from "../model/acceptedInput.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { AcceptedToolOutput } from "../model/unaskedOutput.ts";
import { acceptedItem, acceptedOf, type InputAccepted, type ItemInjected, newTurn } from "../storage/rebuild.ts";
import type { RolloutPayload } from "../storage/rolloutLine.ts";
import { uuidv7 } from "./uuid.ts";

/** What a running turn needs of its thread. */
export interface TurnOwner {
	readonly threadId: string;
	readonly history: History;
	/** The totals of the thread, and the turn they were last told in. */
	readonly usage: { turnId: string; usage: ThreadTokenUsage } | null;
	/** Null while its subscribers keep up; else what resolves when one of them has caught up. */
	readonly drained: Promise<void> | null;
	/** Null unless a client shows prompts of its own; else what resolves when the last is over. */
	readonly prompted: Promise<void> | null;
	log(...lines: RolloutPayload[]): void;
	notify(
		method:
			| TurnNotification
			| "item/started"
			| "item/completed"
			| "thread/tokenUsage/updated"
			| "warning"
			| "guardianWarning",
		params: object,
	): void;
	request<M extends ServerRequestMethod>(method: M, params: ServerRequestParams<M>): Promise<ServerRequestResult<M>>;
	/** The totals after `last` has been added. */
	addUsage(turnId: string, last: TokenUsageBreakdown, modelContextWindow: number | null): ThreadTokenUsage;
	/** The same totals, with another size of what the model reads. */
	setContextSize(turnId: string, tokens: number, modelContextWindow: number | null): ThreadTokenUsage;
	/** The first message of a thread is its preview. */
	onUserMessage(item: Extract<ThreadItem, { type: "userMessage" }>): void;
}

/** What a client sends into a turn. */
export interface SentInput {
	input: UserInput[];
	clientId: string | null;
	/** In place of words. */
	toolOutput?: AcceptedToolOutput | null | undefined;
}

function acceptance(turn: TurnRun, { input, clientId, toolOutput }: SentInput): InputAccepted {
	const event = { type: "input_accepted" as const, turn_id: turn.turnId, client_id: clientId, input };
	if (turn.task.type === "review") return { ...event, item_id: uuidv7(), for_reviewer: true };
	if (!toolOutput) return { ...event, item_id: uuidv7() };
	const { id, ...tool_output } = toolOutput;
	return { ...event, item_id: id, tool_output };
}

/** One turn: the host of the agent loop, and the turn as clients see it. */
export class TurnRun implements TurnHost {
	readonly turnId = uuidv7();
	readonly threadId: string;
	settings: TurnSettings;
	readonly config: EffectiveConfig;
	task: TurnTask;
	readonly #owner: TurnOwner;
	readonly #abort = new AbortController();
	readonly #queued: (InputAccepted | ItemInjected)[] = [];
	readonly #inputListeners = new Set<() => void>();
	readonly #open = new Map<string, { started: ThreadItem; now: (() => ThreadItem) | undefined }>();
	readonly startedAtMs = Date.now();
	/** The answer of the turn so far, which its `turn/completed` carries. */
	#lastMessage: ThreadItem | null = null;

	constructor(owner: TurnOwner, settings: TurnSettings, config: EffectiveConfig, task: TurnTask) {
		this.#owner = owner;
		this.threadId = owner.threadId;
		this.settings = settings;
		this.config = config;
		this.task = task;
	}

	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	get history(): History {
		return this.#owner.history;
	}

	get usage(): ThreadTokenUsage | null {
		return this.#owner.usage?.usage ?? null;
	}

	/** What it is, if it takes no words. */
	get unsteerable(): NonSteerableTurnKind | null {
		const { type } = this.task;
		return type === "compact" || type === "review" ? type : null;
	}

	/** Whether words or a tool's output wait that the model has not been told. */
	get hasInput(): boolean {
		return this.#queued.some(({ type }) => type === "input_accepted");
	}

	/** The turn as the answer to its request shows it: nothing has begun. */
	get accepted(): Turn {
		return { ...this.begun, startedAt: null };
	}

	/** The turn as its begin shows it. */
	get begun(): Turn {
		return { ...newTurn(this.turnId, Math.floor(this.startedAtMs / 1000)), itemsView: "notLoaded" };
	}

	/** Items that have started and not completed, with all that the clients have been told of them. */
	get openItems(): ThreadItem[] {
		return [...this.#open.values()].map(({ started, now }) => ({
			...(now?.() ?? started),
			startedAtMs: started.startedAtMs ?? null,
			completedAtMs: null,
		}));
	}

	/** Stores input before anybody is told that it is accepted. */
	accept(sent: SentInput, before: RolloutPayload[] = []): void {
		const event = acceptance(this, sent);
		this.#owner.log(...before, { type: "event_msg", payload: event });
		this.#queued.push(event);
		for (const listener of [...this.#inputListeners]) listener();
	}

	onInput(listener: () => void): { dispose(): void } {
		this.#inputListeners.add(listener);
		if (this.hasInput) listener();
		return { dispose: () => this.#inputListeners.delete(listener) };
	}

	inject(...items: ResponseItem[]): void {
		const { type } = this.task;
		if (type === "review" || type === "userShell") {
			this.history.append(...items);
			return;
		}
		const { turnId: turn_id } = this;
		const events = items.map((item) => ({ type: "item_injected" as const, turn_id, item_id: uuidv7(), item }));
		this.#owner.log(...events.map((payload) => ({ type: "event_msg" as const, payload })));
		this.#queued.push(...events);
	}

	takeInput(): Accepted[] {
		const taken = this.#queued.splice(0);
		for (const event of taken) {
			if (event.type === "item_injected") continue;
			const item = acceptedItem(event);
			this.startItem(item);
			this.completeItem(item);
			if (item.type === "userMessage") this.#owner.onUserMessage(item);
		}
		return taken.map(acceptedOf);
	}

	startItem(item: ThreadItem, now?: () => ThreadItem): void {
		const startedAtMs = Date.now();
		const started: ThreadItem = { ...item, startedAtMs, completedAtMs: null };
		this.#open.set(item.id, { started, now });
		this.#send("item/started", { item: started, startedAtMs });
	}

	completeItem(item: ThreadItem): void {
		const open = this.#open.get(item.id);
		if (!open) return;
		this.#open.delete(item.id);
		const completedAtMs = Date.now();
		const completed: ThreadItem = { ...item, startedAtMs: open.started.startedAtMs ?? null, completedAtMs };
		if (completed.type === "agentMessage" && completed.text !== "") this.#lastMessage = completed;
		this.#owner.log({ type: "event_msg", payload: { type: "item_completed", turn_id: this.turnId, item: completed } });
		this.#send("item/completed", { item: completed, completedAtMs, contentTokenCount: null });
	}

	get prompted(): Promise<void> | null {
		return this.#owner.prompted;
	}

	get drained(): Promise<void> | null {
		return this.#owner.drained;
	}

	notify<M extends TurnNotification>(method: M, params: Omit<NotificationParams<M>, "threadId" | "turnId">): void {
		this.#send(method, params);
	}

	#send(method: TurnNotification | "item/started" | "item/completed", params: object): void {
		this.#owner.notify(method, { ...params, threadId: this.threadId, turnId: this.turnId });
	}

	request<M extends ServerRequestMethod>(
		method: M,
		params: Omit<ServerRequestParams<M>, "threadId" | "turnId">,
	): Promise<ServerRequestResult<M>> {
		const whole = { ...params, threadId: this.threadId, turnId: this.turnId } as ServerRequestParams<M>;
		return this.#owner.request(method, whole);
	}

	reportUsage(last: TokenUsageBreakdown, modelContextWindow: number | null): void {
		this.#sendUsage(this.#owner.addUsage(this.turnId, last, modelContextWindow));
	}

	reportContextSize(tokens: number, modelContextWindow: number | null): void {
		this.#sendUsage(this.#owner.setContextSize(this.turnId, tokens, modelContextWindow));
	}

	#sendUsage(tokenUsage: ThreadTokenUsage): void {
		const { threadId, turnId } = this;
		this.#owner.notify("thread/tokenUsage/updated", { threadId, turnId, tokenUsage });
	}

	warn(message: string): void {
		this.#owner.notify("warning", { threadId: this.threadId, message });
	}

	warnOfReview(message: string): void {
		this.#owner.notify("guardianWarning", { threadId: this.threadId, message });
	}

	cancelTurn(): void {
		this.#abort.abort();
	}

	/** Completes what the agent has left open, so that no client waits for it. Commands that go on in the background are not left open. */
	closeItems(): void {
		for (const item of this.openItems) {
			if (item.type === "commandExecution" && item.processId !== null) continue;
			this.completeItem(
				"status" in item && item.status === "inProgress" ? ({ ...item, status: "failed" } as ThreadItem) : item,
			);
		}
	}

	/** The turn at its end, as `turn/completed` shows it; the end is logged. */
	complete(outcome: TurnOutcome): Turn {
		const completedAt = Math.floor(Date.now() / 1000);
		const durationMs = Date.now() - this.startedAtMs;
		const error: TurnError | null = outcome.status === "failed" ? outcome.error : null;
		this.#owner.log({
			type: "event_msg",
			payload: {
				type: "task_complete",
				turn_id: this.turnId,
				status: outcome.status,
				error,
				completed_at: completedAt,
				duration_ms: durationMs,
			},
		});
		const answer = outcome.status === "completed" && this.#lastMessage ? [this.#lastMessage] : [];
		return {
			...this.begun,
			itemsView: answer.length > 0 ? "summary" : "notLoaded",
			items: answer,
			status: outcome.status,
			error,
			completedAt,
			durationMs,
		};
	}
}
