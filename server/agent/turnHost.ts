import type { DynamicToolSpec } from "#protocol/dynamicTool.ts";
import type { ThreadGuardianAssessment } from "#protocol/guardian.ts";
import type { ThreadItem } from "#protocol/item.ts";
import type { NotificationParams, ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { Personality, ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import type { AskForApproval, SandboxPolicy } from "#protocol/policy.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { TurnError } from "#protocol/turn.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { Accepted } from "../model/acceptedInput.ts";
import type { Compaction } from "../model/modelHistory.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import type { Reviewer } from "../policy/approvalsReviewer.ts";
import type { PermissionRules } from "../policy/permissionRules.ts";
import type { Terminal } from "../tools/tool.ts";
import type { Mode } from "./collaborationMode.ts";

/** What a turn runs with: the thread's sticky settings with this turn's overrides applied. */
export interface TurnSettings {
	/** Absolute. */
	cwd: string;
	model: string;
	modelProvider: string;
	effort: ReasoningEffort | null;
	summary: ReasoningSummary | null;
	approvalPolicy: AskForApproval;
	approvalsReviewer: Reviewer;
	/** What holds without `permissionRules`; beside them it only tells clients what comes nearest. */
	sandboxPolicy: SandboxPolicy;
	/** Of a configured permission profile. */
	permissionRules: PermissionRules | null;
	/** The folders of the workspace; null for the working directory alone. */
	workspaceRoots: string[] | null;
	/** As the provider names it; "default" is the standard one. */
	serviceTier: string | null;
	personality: Personality | null;
	mode: Mode;
	disabledPluginIds: string[];
	/** What the thread's client offers to run for the model. */
	dynamicTools: DynamicToolSpec[];
	baseInstructions: string | null;
	developerInstructions: string | null;
	/** JSON Schema of the final answer; for this turn only. */
	outputSchema: unknown;
}

/** Notification methods of a running turn; the host adds `threadId` and `turnId`. */
export type TurnNotification = Exclude<
	Extract<ServerNotificationMethod, `turn/${string}` | `item/${string}` | "error">,
	"turn/started" | "turn/completed" | "item/started" | "item/completed"
>;

type WithoutTurn<P> = Omit<P, "threadId" | "turnId">;

/** The model-visible history of one thread. Appending also appends to the rollout. */
export interface History {
	readonly items: readonly ResponseItem[];
	append(...items: ResponseItem[]): void;
	/** Appends what was accepted under an id, once: from then on it counts as told. */
	appendAccepted(id: string, item: ResponseItem): void;
	/** How a `Compaction` names an item; null for one that cannot be named. */
	ordinalOf(item: ResponseItem): number | null;
	/** Replaces the items by what the compaction keeps and its message. The rollout grows by no more than the message. */
	compact(compaction: Compaction): void;
}

/** What a turn is for. Only a regular one can be steered. */
export type TurnTask =
	| { type: "regular" }
	| { type: "compact" }
	/** `label`: what is reviewed, in a few words. */
	| { type: "review"; label: string }
	/** A command of the person's own. */
	| { type: "userShell"; command: string; timeoutMs: number };

/**
 * What the agent loop and the tools see of the turn they work for. Implemented by threads/; the loop
 * knows neither RPC nor storage.
 */
export interface TurnHost {
	readonly threadId: string;
	readonly turnId: string;
	readonly task: TurnTask;
	readonly settings: TurnSettings;
	readonly config: EffectiveConfig;
	/** Aborted by `turn/interrupt`, by a "cancel" decision, and when the thread or server closes. */
	readonly signal: AbortSignal;
	readonly history: History;
	/** What the thread's model has used so far; null before its first answer. */
	readonly usage: ThreadTokenUsage | null;

	/**
	 * What was accepted and not yet consumed, as it came: the turn's own input at the first call, what was added to it afterwards. It
	 * has to be appended to the history. The host has then already emitted (and stored) a `userMessage` or `functionCallOutput`
	 * item for each element but injected ones.
	 */
	takeInput(): Accepted[];
	/**
	 * Stores items for the model's next step, and at the latest for the next turn: what the model says now, or a compaction sums up,
	 * does not know of them. A turn without such a step tells the thread's model at once.
	 */
	inject(...items: ResponseItem[]): void;
	/** Calls `listener` at the next acceptance of words or of a tool's output, or at once when some waits to be taken; until disposed. */
	onInput(listener: () => void): { dispose(): void };

	/** Null while the clients keep up with what they are told; else what resolves when one of them has caught up. */
	readonly drained: Promise<void> | null;
	/** Null unless a client shows prompts of its own; else what resolves when the last is over. Nobody's time runs out before. */
	readonly prompted: Promise<void> | null;

	/**
	 * Emits `item/started`. The item must be completed by `completeItem` with the same id, on every path. One that grows by deltas
	 * says by `now` what it is with all of them, for whoever comes to it in the middle.
	 */
	startItem(item: ThreadItem, now?: () => ThreadItem): void;
	/** Emits `item/completed` and appends the item to the rollout. */
	completeItem(item: ThreadItem): void;
	notify<M extends TurnNotification>(method: M, params: WithoutTurn<NotificationParams<M>>): void;

	/**
	 * Asks the clients. Resolves with the first answer; rejects with `RequestRefused` when a client answers
	 * with an error or something undecodable, and with `RequestCleared` when the turn ends first.
	 */
	request<M extends ServerRequestMethod>(
		method: M,
		params: WithoutTurn<ServerRequestParams<M>>,
	): Promise<ServerRequestResult<M>>;

	/** Adds to the thread's totals and emits `thread/tokenUsage/updated`. */
	reportUsage(last: TokenUsageBreakdown, modelContextWindow: number | null): void;
	/** Emits `thread/tokenUsage/updated` with an estimate of what the model would read now, in tokens; the totals stay. */
	reportContextSize(tokens: number, modelContextWindow: number | null): void;
	/** Emits `warning` to the thread's subscribers. */
	warn(message: string): void;
	/** Emits `guardianWarning` to them: what came of an automatic review. */
	warnOfReview(message: string): void;
	/** Ends the turn as interrupted: the answer to a "cancel" decision. Aborts `signal`. */
	cancelTurn(): void;
}

/** A client answered a server request with a JSON-RPC error: treated as denied. */
export class RequestRefused extends Error {}
/** A client's answer to a server request does not fit its schema. */
export class AnswerUnreadable extends RequestRefused {}
/** The turn, thread or connection ended before anyone answered. */
export class RequestCleared extends Error {}

/** There is nothing that a model could review; the message says why. */
export class NotReviewable extends Error {}

/** What a model says of a call; null for one that needs no approval. */
export interface CallAssessment {
	callId: string;
	assessment: ThreadGuardianAssessment | null;
}

/** How a turn ended. The host emits the terminal notifications. */
export type TurnOutcome = { status: "completed" } | { status: "interrupted" } | { status: "failed"; error: TurnError };

/** The agent of one loaded thread: owns its long-running processes and session approvals. */
export interface AgentSession {
	/** Runs one turn to its end; never rejects. Resolves only when every item it started is completed. */
	runTurn(host: TurnHost): Promise<TurnOutcome>;
	/** Runs a command of the person's own beside a running turn, as an item of it; the model is told at its next step. Never rejects. */
	runBeside(host: TurnHost, command: string, timeoutMs: number): Promise<void>;
	/**
	 * Has a model review the call that the history ends with. Runs nothing and tells the clients nothing.
	 * @throws NotReviewable
	 */
	assessLastCall(host: TurnHost): Promise<CallAssessment>;
	/** Commands that go on in the background. */
	terminals(): Terminal[];
	/** Ends one with its tree; false when there is none. */
	endTerminal(processId: number): Promise<boolean>;
	endTerminals(): Promise<void>;
	/** Ends every process of the session and its descendants. Idempotent. */
	dispose(): Promise<void>;
}
