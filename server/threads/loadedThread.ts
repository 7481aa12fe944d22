import { invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { Thread, ThreadStatus, ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { Turn, UserInput } from "#protocol/turn.ts";
import { loadProjectDocs, type ProjectDocs } from "../agent/projectDocs.ts";
import type { AgentSession, CallAssessment, History, TurnOutcome, TurnSettings, TurnTask } from "../agent/turnHost.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { checkUsable } from "../config/requirements.ts";
import { lateItem } from "../model/acceptedInput.ts";
import type { ModelHistory } from "../model/modelHistory.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { AcceptedToolOutput } from "../model/unaskedOutput.ts";
import type { OutgoingRequests, Peer, Peers } from "../rpc/peer.ts";
import { rebuildTurns } from "../storage/rebuild.ts";
import type { RolloutPayload } from "../storage/rolloutLine.ts";
import type { ThreadLog } from "../storage/threadLog.ts";
import { previewOf, type ThreadRecord } from "../storage/threadRecord.ts";
import { loggedHistory } from "./loggedHistory.ts";
import { PendingRequests } from "./pendingRequests.ts";
import { sessionMeta } from "./sessionMeta.ts";
import { allowed, checkProvider } from "./settings.ts";
import { contextLine, settingsView } from "./settingsView.ts";
import { toThread } from "./threadView.ts";
import { plusUsage, withContextSize } from "./tokenUsage.ts";
import { type TurnOwner, TurnRun } from "./turnRun.ts";

/** A thread's sticky settings: all of a turn's but the schema of its answer, and what only clients see. */
export interface ThreadSettings extends Omit<TurnSettings, "outputSchema"> {
	/** The permission profile that the sandbox policy comes from; null when it comes from none. */
	permissionProfile: string | null;
}

export interface LoadedThreadOptions {
	record: ThreadRecord;
	settings: ThreadSettings;
	/** Called when it is first needed. */
	history: () => ModelHistory;
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
	onTurnEnded: (status: TurnOutcome["status"]) => void;
}

/** The settings that an administrator may have a say in. */
const ALLOWED = ["approvalPolicy", "approvalsReviewer", "sandboxPolicy"] as const;

/** What a turn begins with, besides the settings that stay. */
export interface TurnBegin {
	task: TurnTask;
	outputSchema: unknown;
	/** Of this turn alone. */
	serviceTier?: string | null;
	/** Null for a turn that nobody's words begin. */
	input: UserInput[] | null;
	/** In place of words. */
	toolOutput?: AcceptedToolOutput | null | undefined;
	clientId: string | null;
}

/** A thread in memory: who listens, what it waits for, and the turn that runs. */
export class LoadedThread implements TurnOwner {
	readonly record: ThreadRecord;
	settings: ThreadSettings;
	readonly subscribers = new Set<Peer>();
	readonly #options: LoadedThreadOptions;
	readonly #pending: PendingRequests;
	readonly history: History;
	#usage: { turnId: string; usage: ThreadTokenUsage } | null;
	#agent: Promise<AgentSession> | null = null;
	#turn: TurnRun | null = null;
	/** Reviews that a client has asked for. */
	readonly #asides = new Set<TurnRun>();
	/** What runs beside the turn. */
	readonly #beside = new Set<Promise<void>>();
	#turnEnded: Promise<void> = Promise.resolve();
	/** Those who have asked for an interruption; the end of the turn follows their answers. */
	readonly #interrupting: ((finish: () => void) => void)[] = [];
	/** The turn that an interruption has ended, for those who asked for it as well while it was stopping. */
	#justStopped: string | null = null;
	#elicitations = 0;
	#prompted: PromiseWithResolvers<void> | null = null;
	#status: ThreadStatus = { type: "idle" };

	constructor(options: LoadedThreadOptions) {
		this.#options = options;
		this.record = options.record;
		this.settings = options.settings;
		this.history = loggedHistory(options.history, (...lines) => options.log.append(...lines));
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

	/** Resolves at the end of the turn that runs. */
	get turnEnded(): Promise<void> {
		return this.#turnEnded;
	}

	get usage(): { turnId: string; usage: ThreadTokenUsage } | null {
		return this.#usage;
	}

	get sessionConfig(): Record<string, unknown> | null {
		return this.#options.sessionConfig;
	}

	get isEphemeral(): boolean {
		return this.#options.log.path === null;
	}

	/** Whether it has a file, or would have one if it were not ephemeral. */
	get isMaterialized(): boolean {
		return this.#options.log.exists;
	}

	config(): EffectiveConfig {
		return this.#options.config(this.settings.cwd, this.#options.sessionConfig);
	}

	async projectDocs(): Promise<ProjectDocs> {
		return await loadProjectDocs(this.settings.cwd, this.config());
	}

	/** Loads what the first turn needs, which no answer waits for. What goes wrong is said by the turn that needs it. */
	prepareTurn(): void {
		void this.#openAgent().catch(() => {});
		try {
			this.history.items;
		} catch {}
	}

	/** The agent, if anything has needed it yet. */
	get openedAgent(): Promise<AgentSession> | null {
		return this.#agent;
	}

	#openAgent(): Promise<AgentSession> {
		this.#agent ??= this.#options.agent();
		return this.#agent;
	}

	/** The protocol's view, with turns when they are asked for. */
	view(withTurns = false): Thread {
		return toThread(this.record, this, withTurns ? this.#turns() : []);
	}

	#turns(): Turn[] {
		const turns = rebuildTurns(this.#options.log, this.#turn?.turnId ?? null);
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
		// Nobody is left to say that their prompts are over.
		if (had && this.subscribers.size === 0) this.#setElicitations(0);
		if (had) this.#checkIdle();
		return had;
	}

	replayUsageTo(peer: Peer): void {
		if (!this.#usage) return;
		const { turnId, usage } = this.#usage;
		peer.notify("thread/tokenUsage/updated", { threadId: this.threadId, turnId, tokenUsage: usage });
	}

	/** Sends the requests that wait for an answer to a client that came back. */
	resendPendingTo(peer: Peer): void {
		this.#pending.resendTo(peer);
	}

	/** Counts the prompts that a client shows outside of the protocol. @throws WireError when there are none to take back */
	countElicitation(change: 1 | -1): { count: number; paused: boolean } {
		if (this.#elicitations + change < 0) throw invalidRequest("out-of-band elicitation count is already zero");
		this.#setElicitations(this.#elicitations + change);
		return { count: this.#elicitations, paused: this.#elicitations > 0 };
	}

	#setElicitations(count: number): void {
		this.#elicitations = count;
		if (count > 0) this.#prompted ??= Promise.withResolvers();
		else {
			this.#prompted?.resolve();
			this.#prompted = null;
		}
	}

	#checkIdle(): void {
		if (this.subscribers.size === 0 && this.#turn === null) this.#options.onIdle();
	}

	// Turns.

	/** Accepts a turn; the caller sends its answer and then calls `run`. @throws WireError where the administrator's file lets none begin */
	startTurn(wanted: ThreadSettings, { task, outputSchema, serviceTier, ...words }: TurnBegin): TurnRun {
		const { input, toolOutput, clientId } = words;
		// The administrator's file may have changed since these were chosen.
		this.checkMayBegin();
		const settings = allowed(wanted, this.config(), wanted.cwd, (message) => this.warn(message));
		this.settings = settings;
		if (ALLOWED.some((each) => settings[each] !== wanted[each])) this.announceSettings();
		const ofTurn = { ...settings, serviceTier: serviceTier ?? settings.serviceTier, outputSchema };
		const turn = new TurnRun(this, ofTurn, this.config(), task);
		const { turnId, begun } = turn;
		const lines: RolloutPayload[] = this.isMaterialized
			? []
			: [{ type: "session_meta", payload: sessionMeta(this.record, settings) }];
		// The start comes first, so that a history cut before the turn has nothing of it.
		const started = { type: "task_started" as const, turn_id: turnId, started_at: begun.startedAt ?? 0 };
		lines.push({ type: "event_msg", payload: started }, contextLine(turnId, settings));
		if (input === null) this.log(...lines);
		else turn.accept({ input, toolOutput, clientId }, lines);
		// Whoever waits for a person's answer must not keep a stopped turn from ending.
		turn.signal.addEventListener("abort", () => void this.#pending.clear(), { once: true });
		this.#turn = turn;
		this.record.recencyAt = turn.startedAtMs;
		return turn;
	}

	/** @throws WireError where the administrator's file lets no turn of the thread begin */
	checkMayBegin(): void {
		const config = this.config();
		checkUsable(config.requirements);
		checkProvider(this.settings.modelProvider, config);
	}

	/** Tells the thread's clients of something that a person should know. */
	warn(message: string): void {
		this.#notify("warning", { threadId: this.threadId, message });
	}

	/** Keeps settings for the turns to come; those of a running turn stay. */
	changeSettings(settings: ThreadSettings): void {
		this.settings = settings;
		if (this.isMaterialized) this.log(contextLine(null, settings));
	}

	announceSettings(): void {
		this.#notify("thread/settings/updated", { threadId: this.threadId, threadSettings: settingsView(this.settings) });
	}

	/** Runs an accepted turn to its end. */
	run(turn: TurnRun): void {
		this.#turnEnded = this.#runToEnd(turn);
	}

	/** Runs a command of the person's own beside a running turn, which waits for it before it ends. */
	runBeside(turn: TurnRun, command: string, timeoutMs: number): void {
		const work = this.#openAgent().then((agent) => agent.runBeside(turn, command, timeoutMs));
		this.#beside.add(work);
		void work.finally(() => this.#beside.delete(work));
	}

	/** Has a model review the call that the history ends with. Runs nothing. @throws NotReviewable */
	async assessLastCall(): Promise<CallAssessment> {
		const settings = { ...this.settings, outputSchema: undefined };
		// A turn of which nobody is told: it has the review's place and its end.
		const aside = new TurnRun(this, settings, this.config(), { type: "regular" });
		this.#asides.add(aside);
		try {
			return await (await this.#openAgent()).assessLastCall(aside);
		} finally {
			this.#asides.delete(aside);
		}
	}

	async #runToEnd(turn: TurnRun): Promise<void> {
		this.#setStatus({ type: "active", activeFlags: [] });
		this.#notify("turn/started", { threadId: this.threadId, turn: turn.begun });
		let outcome: TurnOutcome;
		try {
			const agent = await this.#openAgent();
			outcome = await agent.runTurn(turn);
			// Steering that came after the loop had looked for the last time starts it again.
			await Promise.all(this.#beside);
			while (outcome.status === "completed" && turn.hasInput) {
				turn.task = { type: "regular" };
				outcome = await agent.runTurn(turn);
				await Promise.all(this.#beside);
			}
		} catch (error) {
			outcome = { status: "failed", error: internalFailure(error) };
		}
		turn.closeItems();
		await this.#pending.clear();
		const waiting = this.#interrupting.splice(0);
		const finish = once(() => this.#finish(turn, outcome));
		if (waiting.length === 0) finish();
		else {
			this.#justStopped = turn.turnId;
			const stopped = () => {
				finish();
				// Requests that came before the answer are handled before this.
				setImmediate(() => {
					this.#justStopped = null;
				});
			};
			for (const resolve of waiting) resolve(stopped);
		}
	}

	/** What was accepted and never consumed is shown and told all the same. */
	#tellRest(turn: TurnRun): void {
		for (const accepted of turn.takeInput()) {
			try {
				this.history.appendAccepted(accepted.id, lateItem(accepted));
			} catch {
				// A history that cannot be read has failed the turn, whose error says so. Whoever can read it again adds what is missing.
			}
		}
	}

	#finish(turn: TurnRun, outcome: TurnOutcome): void {
		this.#tellRest(turn);
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
		this.#options.onTurnEnded(outcome.status);
		this.#checkIdle();
	}

	/** Whether whoever asks for the end of a turn had asked before it ended, behind somebody else. */
	hasJustStopped(turnId: string): boolean {
		return this.#justStopped === turnId;
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
		for (const aside of this.#asides) aside.cancelTurn();
		this.#turn?.cancelTurn();
		await this.#turnEnded;
		const agent = this.#agent;
		this.#agent = null;
		if (agent) await (await agent).dispose();
		this.#options.log.close();
		this.#setStatus({ type: "notLoaded" });
	}

	// What a turn needs (TurnOwner).

	get prompted(): Promise<void> | null {
		return this.#prompted?.promise ?? null;
	}

	get drained(): Promise<void> | null {
		for (const { drained } of this.subscribers) if (drained) return drained;
		return null;
	}

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
		return this.#setUsage(turnId, plusUsage(this.#usage?.usage ?? null, last, modelContextWindow));
	}

	setContextSize(turnId: string, tokens: number, modelContextWindow: number | null): ThreadTokenUsage {
		return this.#setUsage(turnId, withContextSize(this.#usage?.usage ?? null, tokens, modelContextWindow));
	}

	#setUsage(turnId: string, usage: ThreadTokenUsage): ThreadTokenUsage {
		this.#usage = { turnId, usage };
		this.log({ type: "event_msg", payload: { type: "token_count", turn_id: turnId, usage } });
		return usage;
	}

	onUserMessage(item: Parameters<TurnOwner["onUserMessage"]>[0]): void {
		if (this.record.preview !== "") return;
		this.record.preview = previewOf(item);
		this.#touch();
	}

	/** Tells the model something without the person's words: now, or as the turn that runs does it. */
	inject(items: readonly ResponseItem[]): void {
		if (this.#turn) {
			this.#turn.inject(...items);
			return;
		}
		if (!this.isMaterialized) this.log({ type: "session_meta", payload: sessionMeta(this.record, this.settings) });
		this.history.append(...items);
		this.#touch();
	}

	/** Stores a name, or none. */
	rename(name: string | null): void {
		this.record.name = name;
		this.#touch();
	}

	#touch(): void {
		this.record.updatedAt = Date.now();
		this.record.cwd = this.settings.cwd;
		this.record.model = this.settings.model;
		this.record.modelProvider = this.settings.modelProvider;
		this.record.reasoningEffort = this.settings.effort;
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
