import type { ThreadItem } from "#protocol/item.ts";
import type { NotificationParams, ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { Accepted } from "../model/acceptedInput.ts";
import { ModelHistory } from "../model/modelHistory.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import { withoutWriting } from "../policy/permissionRules.ts";
import { NO_MODE } from "./collaborationMode.ts";
import { REVIEW_INSTRUCTIONS } from "./reviewPrompt.ts";
import type { History, TurnHost, TurnNotification, TurnSettings, TurnTask } from "./turnHost.ts";

/**
 * The turn as a reviewing model sees it: a history and instructions of its own, nothing it may change and nobody to ask. Its
 * commands are shown as items of the turn; its words are not, for they are the answer that the turn renders.
 */
export class ReviewHost implements TurnHost {
	readonly settings: TurnSettings;
	readonly history: History = historyInMemory();
	readonly #turn: TurnHost;
	#usage: ThreadTokenUsage | null = null;
	#answer = "";

	constructor(turn: TurnHost, model: string) {
		this.#turn = turn;
		const { sandboxPolicy } = turn.settings;
		this.settings = {
			...turn.settings,
			model,
			baseInstructions: REVIEW_INSTRUCTIONS,
			developerInstructions: null,
			mode: NO_MODE,
			outputSchema: undefined,
			approvalPolicy: "never",
			// Whoever confines the whole server need not allow another sandbox inside.
			permissionRules: turn.settings.permissionRules && withoutWriting(turn.settings.permissionRules),
			sandboxPolicy:
				sandboxPolicy.type === "externalSandbox" ? sandboxPolicy : { type: "readOnly", networkAccess: false },
		};
	}

	get prompted(): Promise<void> | null {
		return this.#turn.prompted;
	}

	get drained(): Promise<void> | null {
		return this.#turn.drained;
	}

	/** The last thing the model said. */
	get answer(): string {
		return this.#answer;
	}

	get threadId(): string {
		return this.#turn.threadId;
	}

	get turnId(): string {
		return this.#turn.turnId;
	}

	get task(): TurnTask {
		return this.#turn.task;
	}

	get config(): EffectiveConfig {
		return this.#turn.config;
	}

	get signal(): AbortSignal {
		return this.#turn.signal;
	}

	get usage(): ThreadTokenUsage | null {
		return this.#usage;
	}

	takeInput(): Accepted[] {
		return this.#turn.takeInput();
	}

	inject(...items: ResponseItem[]): void {
		this.#turn.inject(...items);
	}

	onInput(listener: () => void) {
		return this.#turn.onInput(listener);
	}

	startItem(item: ThreadItem, now?: () => ThreadItem): void {
		if (item.type !== "agentMessage") this.#turn.startItem(item, now);
	}

	completeItem(item: ThreadItem): void {
		if (item.type === "agentMessage") this.#answer = item.text;
		else this.#turn.completeItem(item);
	}

	notify<M extends TurnNotification>(method: M, params: Omit<NotificationParams<M>, "threadId" | "turnId">): void {
		if (method !== "item/agentMessage/delta") this.#turn.notify(method, params);
	}

	request<M extends ServerRequestMethod>(
		method: M,
		params: Omit<ServerRequestParams<M>, "threadId" | "turnId">,
	): Promise<ServerRequestResult<M>> {
		return this.#turn.request(method, params);
	}

	/** Of this conversation alone: the thread's own goes on where it stood. */
	reportUsage(last: TokenUsageBreakdown, modelContextWindow: number | null): void {
		this.#usage = { last, total: last, modelContextWindow };
	}

	reportContextSize(tokens: number, modelContextWindow: number | null): void {
		const none = { inputTokens: 0, cachedInputTokens: 0, cacheWriteInputTokens: 0, outputTokens: 0 };
		this.reportUsage({ ...none, reasoningOutputTokens: 0, totalTokens: tokens }, modelContextWindow);
	}

	warn(message: string): void {
		this.#turn.warn(message);
	}

	warnOfReview(message: string): void {
		this.#turn.warnOfReview(message);
	}

	cancelTurn(): void {
		this.#turn.cancelTurn();
	}
}

/** A history that nothing else keeps. */
export function historyInMemory(): History {
	const history = new ModelHistory();
	let count = 0;
	return {
		get items() {
			return history.items;
		},
		append: (...items) => {
			for (const item of items) history.push(item, count++);
		},
		appendAccepted: (_, item) => history.push(item, count++),
		ordinalOf: (item) => history.ordinalOf(item),
		compact: (compaction) => history.compact(compaction),
	};
}
