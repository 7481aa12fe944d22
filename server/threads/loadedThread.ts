import { invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { Thread, ThreadStatus, ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { Turn, UserInput } from "#protocol/turn.ts";
import type { AgentSession, TurnOutcome, TurnSettings } from "../agent/turnHost.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { OutgoingRequests, Peer, Peers } from "../rpc/peer.ts";
import { rebuild } from "../storage/rebuild.ts";
import type { ThreadLog } from "../storage/rolloutFile.ts";
import type { RolloutPayload, SessionMeta } from "../storage/rolloutLine.ts";
import { previewOf, type ThreadRecord } from "../storage/threadRecord.ts";
import { PendingRequests } from "./pendingRequests.ts";
import { toThread } from "./threadView.ts";
import { type TurnOwner, TurnRun } from "./turnRun.ts";

/** A thread's sticky settings: all of a turn's but the schema of its answer. */
export type ThreadSettings = Omit<TurnSettings, "outputSchema">;

export interface LoadedThreadOptions {
	record: ThreadRecord;
	settings: ThreadSettings;
	history: ResponseItem[];
	usage: { turnId: string; usage: ThreadTokenUsage } | null;
	log: ThreadLog;
	/** Overrides of `thread/start.config`, for as long as the thread is loaded. */
	sessionConfig: Record<string, unknown> | null;
	peers: Peers;
	outgoing: OutgoingRequests;
	agent: () => Promise<AgentSession>;
	config: (cwd: string, session: Record<string, unknown> | null) => EffectiveConfig;
	/** Called after each change of what a list shows. */
	onRecordChanged: (record: ThreadRecord) => void;
	onIdle: () => void;
}

const NO_USAGE: TokenUsageBreakdown = {
	totalTokens: 0,
	inputTokens: 0,
	cachedInputTokens: 0,
	cacheWriteInputTokens: 0,
	outputTokens: 0,
	reasoningOutputTokens: 0,
};

/** A thread in memory: who listens, what it waits for, and the turn that runs. */
export class LoadedThread implements TurnOwner {
	readonly record: ThreadRecord;
	settings: ThreadSettings;
	readonly subscribers = new Set<Peer>();
	readonly #options: LoadedThreadOptions;
	readonly #pending: PendingRequests;
	readonly #historyItems: ResponseItem[];
	#usage: { turnId: string; usage: ThreadTokenUsage } | null;
	#agent: Promise<AgentSession> | null = null;
	#turn: TurnRun | null = null;
	#turnEnded: Promise<void> = Promise.resolve();
	/** Those who have asked for an interruption; the end of the turn follows their answers. */
	readonly #interrupting: ((finish: () => void) => void)[] = [];
	#status: ThreadStatus = { type: "idle" };

	constructor(options: LoadedThreadOptions) {
		this.#options = options;
		this.record = options.record;
		this.settings = options.settings;
		this.#historyItems = options.history;
		this.#usage = options.usage;
		this.#pending = new PendingRequests(
			options.outgoing,
			() => this.subscribers,
			(requestId) => this.#notify("serverRequest/resolved", { threadId: this.threadId, requestId }),
			() => this.#turn && this.#setStatus({ type: "active", activeFlags: this.#pending.flags }),
		);
	}

	get threadId(): string {
		return this.record.id;
	}

	get status(): ThreadStatus {
		return this.#status;
	}

	get runningTurn(): TurnRun | null {
		return this.#turn;
	}

	get usage(): { turnId: string; usage: ThreadTokenUsage } | null {
		return this.#usage;
	}

	get isEphemeral(): boolean {
		return this.#options.log.path === null;
	}

	/** Whether it has a file, or would have one if it were not ephemeral. */
	get isMaterialized(): boolean {
		return this.#options.log.exists;
	}

	get history() {
		return {
			items: this.#historyItems,
			append: (...items: ResponseItem[]) => {
				this.#historyItems.push(...items);
				this.log(...items.map((payload) => ({ type: "response_item" as const, payload })));
			},
		};
	}

	config(): EffectiveConfig {
		return this.#options.config(this.settings.cwd, this.#options.sessionConfig);
	}

	async instructionSources(): Promise<string[]> {
		return (await this.#openAgent()).instructionSources(this.settings.cwd, this.config());
	}

	#openAgent(): Promise<AgentSession> {
		this.#agent ??= this.#options.agent();
		return this.#agent;
	}

	/** The protocol's view, with turns when they are asked for. */
	view(withTurns = false): Thread {
		const view = toThread(this.record, this.#status, withTurns ? this.#turns() : []);
		view.reasoningEffort = this.settings.effort;
		view.ephemeral = this.isEphemeral;
		return view;
	}

	#turns(): Turn[] {
		const { turns } = rebuild(this.#options.log.lines(), this.#turn?.turnId ?? null);
		const running = turns.find((turn) => turn.id === this.#turn?.turnId);
		if (running && this.#turn) running.items.push(...this.#turn.openItems);
		return turns;
	}

	// Subscriptions.

	subscribe(peer: Peer): void {
		if (this.subscribers.has(peer)) return;
		this.subscribers.add(peer);
		peer.onClose(() => this.unsubscribe(peer));
	}

	unsubscribe(peer: Peer): boolean {
		const had = this.subscribers.delete(peer);
		if (had) this.#checkIdle();
		return had;
	}

	/** What a client that resumes has to be told again, after the response. */
	replayTo(peer: Peer): void {
		if (this.#usage) {
			const { turnId, usage } = this.#usage;
			peer.notify("thread/tokenUsage/updated", { threadId: this.threadId, turnId, tokenUsage: usage });
		}
		this.#pending.resendTo(peer);
	}

	#checkIdle(): void {
		if (this.subscribers.size === 0 && this.#turn === null) this.#options.onIdle();
	}

	// Turns.

	/** Accepts a turn; the caller sends its answer and then calls `run`. */
	startTurn(settings: ThreadSettings, outputSchema: unknown, input: UserInput[], clientId: string | null): TurnRun {
		this.settings = settings;
		const config = this.config();
		const turn = new TurnRun(this, { ...settings, outputSchema }, config);
		const lines: RolloutPayload[] = this.isMaterialized ? [] : [{ type: "session_meta", payload: this.#meta() }];
		lines.push(
			{
				type: "turn_context",
				payload: {
					turn_id: turn.turnId,
					cwd: settings.cwd,
					model: settings.model,
					model_provider: settings.modelProvider,
					effort: settings.effort,
					summary: settings.summary,
					approval_policy: settings.approvalPolicy,
					sandbox_policy: settings.sandboxPolicy,
					service_tier: settings.serviceTier,
				},
			},
			{
				type: "event_msg",
				payload: { type: "task_started", turn_id: turn.turnId, started_at: turn.begun.startedAt ?? 0 },
			},
		);
		turn.accept(input, clientId, lines);
		// Whoever waits for a person's answer must not keep a stopped turn from ending.
		turn.signal.addEventListener("abort", () => void this.#pending.clear(), { once: true });
		this.#turn = turn;
		return turn;
	}

	#meta(): SessionMeta {
		const { record, settings } = this;
		return {
			id: record.id,
			session_id: record.id,
			timestamp: new Date(record.createdAt * 1000).toISOString(),
			cwd: record.cwd,
			originator: record.originator ?? "",
			cli_version: record.cliVersion,
			source: record.source,
			model_provider: settings.modelProvider,
			model: settings.model,
			base_instructions: settings.baseInstructions,
			developer_instructions: settings.developerInstructions,
			git: record.git,
		};
	}

	/** Runs an accepted turn to its end. */
	run(turn: TurnRun): void {
		this.#turnEnded = this.#runToEnd(turn);
	}

	async #runToEnd(turn: TurnRun): Promise<void> {
		this.#setStatus({ type: "active", activeFlags: [] });
		this.#notify("turn/started", { threadId: this.threadId, turn: turn.begun });
		let outcome: TurnOutcome;
		try {
			const agent = await this.#openAgent();
			outcome = await agent.runTurn(turn);
			// Steering that came after the loop had looked for the last time starts it again.
			while (outcome.status === "completed" && turn.hasInput) outcome = await agent.runTurn(turn);
		} catch (error) {
			outcome = { status: "failed", error: internalFailure(error) };
		}
		// What was accepted and never consumed is shown all the same.
		turn.takeInput();
		turn.closeItems();
		await this.#pending.clear();
		const waiting = this.#interrupting.splice(0);
		const finish = once(() => this.#finish(turn, outcome));
		if (waiting.length === 0) finish();
		else for (const resolve of waiting) resolve(finish);
	}

	#finish(turn: TurnRun, outcome: TurnOutcome): void {
		const completed = turn.complete(outcome);
		this.#turn = null;
		this.#touch();
		this.#setStatus({ type: outcome.status === "failed" ? "systemError" : "idle" });
		if (outcome.status === "failed") {
			const { error } = outcome;
			this.#notify("error", { threadId: this.threadId, turnId: turn.turnId, error, willRetry: false });
		}
		this.#notify("turn/completed", { threadId: this.threadId, turn: completed });
		void this.#options.log.sync();
		this.#checkIdle();
	}

	/**
	 * Stops the running turn. Resolves when everything it did has stopped, with what sends its end: to be called right after
	 * the caller's response.
	 */
	interrupt(turn: TurnRun): Promise<() => void> {
		const stopped = new Promise<() => void>((resolve) => this.#interrupting.push(resolve));
		turn.cancelTurn();
		return stopped;
	}

	/** Ends a running turn and everything the thread has started. */
	async close(): Promise<void> {
		this.#turn?.cancelTurn();
		await this.#turnEnded;
		const agent = this.#agent;
		this.#agent = null;
		if (agent) await (await agent).dispose();
		this.#options.log.close();
		this.#setStatus({ type: "notLoaded" });
	}

	// What a turn needs (TurnOwner).

	log(...lines: RolloutPayload[]): void {
		this.#options.log.append(...lines);
	}

	notify(method: ServerNotificationMethod, params: object): void {
		this.#notify(method, params as never);
	}

	request<M extends ServerRequestMethod>(method: M, params: ServerRequestParams<M>): Promise<ServerRequestResult<M>> {
		return this.#pending.ask(method, params);
	}

	addUsage(turnId: string, last: TokenUsageBreakdown, modelContextWindow: number | null): ThreadTokenUsage {
		const before = this.#usage?.usage.total ?? NO_USAGE;
		const total: TokenUsageBreakdown = {
			totalTokens: before.totalTokens + last.totalTokens,
			inputTokens: before.inputTokens + last.inputTokens,
			cachedInputTokens: before.cachedInputTokens + last.cachedInputTokens,
			cacheWriteInputTokens: before.cacheWriteInputTokens + last.cacheWriteInputTokens,
			outputTokens: before.outputTokens + last.outputTokens,
			reasoningOutputTokens: before.reasoningOutputTokens + last.reasoningOutputTokens,
		};
		const usage = { last, total, modelContextWindow };
		this.#usage = { turnId, usage };
		this.log({ type: "event_msg", payload: { type: "token_count", turn_id: turnId, usage } });
		return usage;
	}

	onUserMessage(item: Parameters<TurnOwner["onUserMessage"]>[0]): void {
		if (this.record.preview !== "") return;
		this.record.preview = previewOf(item);
		this.#touch();
	}

	/** Stores a name, or none. */
	rename(name: string | null): void {
		this.record.name = name;
		this.#touch();
	}

	#touch(): void {
		this.record.updatedAt = Math.floor(Date.now() / 1000);
		this.record.model = this.settings.model;
		if (this.isMaterialized && !this.isEphemeral) this.#options.onRecordChanged(this.record);
	}

	#setStatus(status: ThreadStatus): void {
		if (JSON.stringify(status) === JSON.stringify(this.#status)) return;
		this.#status = status;
		this.#options.peers.notifyAll("thread/status/changed", { threadId: this.threadId, status });
	}

	#notify<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void {
		for (const peer of this.subscribers) peer.notify(method, params);
	}
}

function internalFailure(error: unknown) {
	const message = error instanceof Error ? error.message : String(error);
	return {
		message: `The turn failed inside the server: ${message}`,
		codexErrorInfo: "internalServerError" as const,
		additionalDetails: null,
		misalignment: null,
	};
}

function once(work: () => void): () => void {
	let done = false;
	return () => {
		if (done) return;
		done = true;
		work();
	};
}

/** The text by which clients learn the id of the turn that runs. */
export function turnMismatch(expected: string, actual: string): Error {
	return invalidRequest(`expected active turn id \`${expected}\` but found \`${actual}\``);
}
