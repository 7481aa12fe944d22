import { type Accepted, lateItem } from "../model/acceptedInput.ts";
import { INTERRUPTED_MARKER } from "../model/interruption.ts";
import { userText } from "../model/messageContent.ts";
import { ModelError } from "../model/modelError.ts";
import { openProvider } from "../model/openProvider.ts";
import type { ResponseItem } from "../model/responseItem.ts";
import { type Delay, delay } from "../model/retry.ts";
import { unaskedOutput } from "../model/unaskedOutput.ts";
import type { Review, Verdict } from "../tools/approvalReview.ts";
import { outputBudget } from "../tools/execCommand.ts";
import { truncateMiddle } from "../tools/outputLimits.ts";
import { createToolSession } from "../tools/session.ts";
import type { Terminal, ThreadTools, ToolSession } from "../tools/tool.ts";
import type { ApprovalReviewer } from "./approvalReviewer.ts";
import { compact, isContextOverflow } from "./compaction.ts";
import { missingContext } from "./context.ts";
import { isFull, isUnanswered, type Prefixes } from "./contextSize.ts";
import { PlanItems } from "./planItems.ts";
import { readingTools, review } from "./review.ts";
import { type Sampling, sample } from "./sampling.ts";
import { StreamedItems } from "./streamedItems.ts";
import type { AgentSession, CallAssessment, TurnHost, TurnOutcome } from "./turnHost.ts";
import { userMessage } from "./userInput.ts";

export interface AgentSessionOptions {
	threadId: string;
	/** Whether the command rules of the home folder are left out. */
	ignoresRules?: boolean;
	/** The tools of the thread; the built-in ones unless given. Called once, before the first turn needs them. */
	tools?: () => ThreadTools;
	/** Waits between retries, and between the words of the tour. */
	delay?: Delay;
}

/** The agent of one loaded thread. */
export function createAgentSession(options: AgentSessionOptions): AgentSession {
	return new Session(options);
}

class Session implements AgentSession {
	readonly #options: AgentSessionOptions;
	/** Ids of the items shown in this thread; null until its first turn here. */
	#itemIds: Set<string> | null = null;
	/** The model of the last turn here. */
	#lastModel: string | null = null;
	readonly #prefixes: Prefixes = new WeakMap();
	#tools: ThreadTools | null = null;
	/** Loaded by the first action that a model is to review. */
	#reviewer: Promise<ApprovalReviewer> | null = null;
	#disposed: Promise<void> | null = null;

	constructor(options: AgentSessionOptions) {
		this.#options = options;
	}

	async runTurn(host: TurnHost): Promise<TurnOutcome> {
		try {
			await this.#run(host);
			return { status: "completed" };
		} catch (error) {
			if (host.signal.aborted) {
				for (const accepted of host.takeInput()) host.history.appendAccepted(accepted.id, lateItem(accepted));
				host.history.append(userText(INTERRUPTED_MARKER));
				return { status: "interrupted" };
			}
			return { status: "failed", error: turnError(error) };
		}
	}

	async #run(host: TurnHost): Promise<void> {
		const { task } = host;
		if (task.type === "compact") {
			await compact(host, await openProvider(host, this.#delay), this.#delay);
		} else if (task.type === "review") {
			const tools = readingTools(this.#openTools());
			await review(host, task.label, (reviewer) => this.#converse(reviewer, tools));
		} else if (task.type === "userShell") {
			await this.#runUserCommand(host, task.command, task.timeoutMs);
		} else {
			await this.#compactBefore(host);
			await this.#converse(host, this.#openTools());
		}
	}

	/** Takes the turn's input and goes on until the model has nothing more to do. */
	async #converse(host: TurnHost, tools: ToolSession): Promise<void> {
		await consumeInput(host, true);
		const Items = host.settings.mode.kind === "plan" ? PlanItems : StreamedItems;
		const items = new Items(host, this.#usedIds(host));
		const provider = await openProvider(host, this.#delay);
		const sampling = { host, provider, tools, items, delay: this.#delay };
		try {
			for (;;) {
				host.signal.throwIfAborted();
				const calls = await this.#sample(sampling);
				host.signal.throwIfAborted();
				const steered = await consumeInput(host, false);
				if (calls === 0 && !steered) return;
				if (isFull(host, host.settings.model, this.#prefixes)) await compact(host, provider, this.#delay);
			}
		} catch (error) {
			items.abandon();
			throw error;
		}
	}

	/** A model that refuses the request as too long is asked again once the history has been compacted. */
	async #sample(sampling: Sampling): Promise<number> {
		const { host, provider, items } = sampling;
		try {
			return await this.#answered(sampling);
		} catch (error) {
			if (!isContextOverflow(error) || host.signal.aborted) throw error;
			items.abandon();
			await compact(host, provider, this.#delay);
			return this.#answered(sampling);
		}
	}

	async #answered(sampling: Sampling): Promise<number> {
		const { host } = sampling;
		const isFirst = isUnanswered(host);
		const calls = await sample(sampling);
		if (isFirst && host.usage) this.#prefixes.set(host.history, host.usage.last.inputTokens);
		return calls;
	}

	/** A history that is too long for the turn's model is compacted before the turn's input comes, by the model that could still read it. */
	async #compactBefore(host: TurnHost): Promise<void> {
		const { model } = host.settings;
		const before = this.#lastModel ?? model;
		this.#lastModel = model;
		if (!isFull(host, model, this.#prefixes)) return;
		const reader = isFull(host, before, this.#prefixes) ? model : before;
		await compact(host, await openProvider(host, this.#delay), this.#delay, reader);
	}

	get #delay(): Delay {
		return this.#options.delay ?? delay;
	}

	#usedIds(host: TurnHost): Set<string> {
		const known = host.history.items.flatMap((item) => ("id" in item && item.id ? [item.id] : []));
		this.#itemIds ??= new Set(known);
		return this.#itemIds;
	}

	async runBeside(host: TurnHost, command: string, timeoutMs: number): Promise<void> {
		try {
			await this.#runUserCommand(host, command, timeoutMs);
		} catch (error) {
			if (!host.signal.aborted)
				host.warn(`The command failed: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	async #runUserCommand(host: TurnHost, command: string, timeoutMs: number): Promise<void> {
		const text = await this.#openTools().userCommand(command, timeoutMs, host);
		host.inject(userText(text));
	}

	terminals(): Terminal[] {
		return this.#tools?.terminals() ?? [];
	}

	async endTerminal(processId: number): Promise<boolean> {
		return (await this.#tools?.endTerminal(processId)) ?? false;
	}

	async endTerminals(): Promise<void> {
		await this.#tools?.endTerminals();
	}

	#openTools(): ThreadTools {
		if (this.#disposed) throw new Error("the thread is closed");
		const tools =
			this.#tools ??
			this.#options.tools?.() ??
			createToolSession({ ...this.#options, review: (...action) => this.#review(...action) });
		this.#tools = tools;
		return tools;
	}

	async #review(...action: Parameters<Review>): Promise<Verdict> {
		return (await this.#openReviewer()).review(...action);
	}

	async assessLastCall(host: TurnHost): Promise<CallAssessment> {
		const { callToReview } = await import("./callToReview.ts");
		const { call, reviewed } = await callToReview(this.#openTools(), host);
		const reviewer = await this.#openReviewer();
		return { callId: call.callId, assessment: reviewed && (await reviewer.assess(reviewed, host)) };
	}

	#openReviewer(): Promise<ApprovalReviewer> {
		this.#reviewer ??= import("./approvalReviewer.ts").then(
			({ ApprovalReviewer }) => new ApprovalReviewer(this.#delay),
		);
		return this.#reviewer;
	}

	dispose(): Promise<void> {
		this.#disposed ??= this.#tools?.dispose() ?? Promise.resolve();
		return this.#disposed;
	}
}

/** Moves accepted input into the history, at a turn's beginning after what the context lacks. Returns whether there was any. */
async function consumeInput(host: TurnHost, withContext: boolean): Promise<boolean> {
	const context = withContext ? await missingContext(host) : [];
	const taken = host.takeInput();
	host.history.append(...context);
	for (const accepted of taken) host.history.appendAccepted(accepted.id, await asHistory(accepted, host));
	return taken.length > 0;
}

async function asHistory(accepted: Accepted, host: TurnHost): Promise<ResponseItem> {
	if ("item" in accepted) return accepted.item;
	if ("input" in accepted) return userMessage(accepted.input, (message) => host.warn(message));
	return unaskedOutput(accepted.toolOutput, (text) => truncateMiddle(text, outputBudget(null, host)));
}

function turnError(error: unknown) {
	if (error instanceof ModelError) return error.toTurnError();
	const message = error instanceof Error ? error.message : String(error);
	return {
		message: `The agent failed: ${message}`,
		codexErrorInfo: "other" as const,
		additionalDetails: null,
		misalignment: null,
	};
}
