import type { EffectiveConfig } from "../config/config.ts";
import { INTERRUPTED_MARKER } from "../model/interruption.ts";
import { ModelError } from "../model/modelError.ts";
import { openProvider } from "../model/openProvider.ts";
import { type Delay, delay } from "../model/retry.ts";
import { createToolSession } from "../tools/session.ts";
import type { ToolSession } from "../tools/tool.ts";
import { missingContext } from "./context.ts";
import { loadProjectDocs } from "./projectDocs.ts";
import { sample } from "./sampling.ts";
import { StreamedItems } from "./streamedItems.ts";
import type { AgentSession, TurnHost, TurnOutcome } from "./turnHost.ts";
import { userMessage } from "./userInput.ts";

export interface AgentSessionOptions {
	threadId: string;
	/** The tools of the thread; the built-in ones unless given. Called once, before the first turn needs them. */
	tools?: () => ToolSession;
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
	#tools: ToolSession | null = null;
	#disposed: Promise<void> | null = null;

	constructor(options: AgentSessionOptions) {
		this.#options = options;
	}

	async runTurn(host: TurnHost): Promise<TurnOutcome> {
		this.#itemIds ??= new Set(host.history.items.flatMap((item) => ("id" in item && item.id ? [item.id] : [])));
		const items = new StreamedItems(host, this.#itemIds);
		try {
			await this.#loop(host, items);
			return { status: "completed" };
		} catch (error) {
			items.abandon();
			if (host.signal.aborted) {
				host.history.append({
					type: "message",
					role: "user",
					content: [{ type: "input_text", text: INTERRUPTED_MARKER }],
				});
				return { status: "interrupted" };
			}
			return { status: "failed", error: turnError(error) };
		}
	}

	async #loop(host: TurnHost, items: StreamedItems): Promise<void> {
		await consumeInput(host, true);
		const tools = this.#openTools();
		const wait = this.#options.delay ?? delay;
		const provider = await openProvider(host, wait);
		const sampling = { host, provider, tools, items, delay: wait };
		for (;;) {
			host.signal.throwIfAborted();
			const calls = await sample(sampling);
			host.signal.throwIfAborted();
			const steered = await consumeInput(host, false);
			if (calls === 0 && !steered) return;
		}
	}

	#openTools(): ToolSession {
		if (this.#disposed) throw new Error("the thread is closed");
		const tools = this.#tools ?? this.#options.tools?.() ?? createToolSession({ threadId: this.#options.threadId });
		this.#tools = tools;
		return tools;
	}

	async instructionSources(cwd: string, config: EffectiveConfig): Promise<string[]> {
		return (await loadProjectDocs(cwd, config)).sources;
	}

	dispose(): Promise<void> {
		this.#disposed ??= this.#tools?.dispose() ?? Promise.resolve();
		return this.#disposed;
	}
}

/** Moves accepted input into the history, at a turn's beginning after what the context lacks. Returns whether there was any. */
async function consumeInput(host: TurnHost, withContext: boolean): Promise<boolean> {
	const accepted = host.takeInput();
	if (withContext) host.history.append(...(await missingContext(host)));
	for (const { input } of accepted) host.history.append(await userMessage(input, (message) => host.warn(message)));
	return accepted.length > 0;
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
