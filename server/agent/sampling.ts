import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import type { CodexErrorInfo } from "#protocol/turn.ts";
import { contextWindow, modelFacts } from "../model/catalog.ts";
import { ModelError } from "../model/modelError.ts";
import type { ModelEvent, ModelProvider, ModelRequest } from "../model/provider.ts";
import { type Delay, retryDelayMs } from "../model/retry.ts";
import { askedTier } from "../model/serviceTier.ts";
import type { ToolSession } from "../tools/tool.ts";
import { BASE_INSTRUCTIONS } from "./instructions.ts";
import { promptInput } from "./promptInput.ts";
import type { StreamedItems } from "./streamedItems.ts";
import { isCall, ToolCalls } from "./toolCalls.ts";
import type { TurnHost } from "./turnHost.ts";

/** What one sampling works with. */
export interface Sampling {
	host: TurnHost;
	provider: ModelProvider;
	tools: ToolSession;
	items: StreamedItems;
	delay: Delay;
}

/**
 * Asks the model once, until it is done or the person adds something; runs the tool calls of its answer, and returns how many there were. A stream that breaks is
 * asked for again, with what had been finished before in the history. Rejects with a ModelError, or with the
 * signal's reason; all tool calls have ended by then.
 */
export async function sample(sampling: Sampling): Promise<number> {
	const { host, provider, tools, items } = sampling;
	let calls = 0;
	const ask = async () => {
		const running = new ToolCalls(tools, host);
		let usage: TokenUsageBreakdown | null = null;
		const onEvent = (event: ModelEvent) => {
			items.onEvent(event);
			if (event.type === "itemDone") {
				if (isCall(event.item)) running.start(event.item);
			} else if (event.type === "completed") {
				usage = event.usage;
			}
		};
		// What the person adds stops an answer that does not know of it. Calls that have begun still come to their end.
		const cut = new AbortController();
		const steering = host.onInput(() => cut.abort());
		try {
			const signal = AbortSignal.any([host.signal, cut.signal]);
			await provider.stream(modelRequest(host, provider, tools), signal, onEvent);
		} catch (error) {
			if (host.signal.aborted || !cut.signal.aborted) throw error;
			items.abandon();
		} finally {
			steering.dispose();
			calls += await running.finish();
			if (usage !== null)
				host.reportUsage(usage, contextWindow(host.config, host.settings.model, host.settings.modelProvider));
		}
	};
	await withRetries(host, sampling.delay, ask, () => items.onCut());
	return calls;
}

/** Makes `attempt` again, after a pause and `onCut`, as long as its failure is one that may pass and the configuration allows. */
export async function withRetries(
	host: TurnHost,
	delay: Delay,
	attempt: () => Promise<void>,
	onCut: () => void = () => {},
): Promise<void> {
	const max = host.config.providers.get(host.settings.modelProvider)?.streamMaxRetries ?? 0;
	for (let retry = 1; ; retry++) {
		try {
			return await attempt();
		} catch (error) {
			const mayRetry = error instanceof ModelError && error.retryable && retry <= max;
			if (!mayRetry || host.signal.aborted) throw error;
			onCut();
			announceRetry(host, error, retry, max);
			await delay(retryDelayMs(retry, error.retryAfterMs), host.signal);
		}
	}
}

function announceRetry(host: TurnHost, error: ModelError, attempt: number, max: number): void {
	const info: CodexErrorInfo = { responseStreamDisconnected: { httpStatusCode: error.status } };
	host.notify("error", {
		error: {
			message: `Reconnecting... ${attempt}/${max}`,
			codexErrorInfo: info,
			additionalDetails: error.message,
			misalignment: null,
		},
		willRetry: true,
	});
}

function modelRequest(host: TurnHost, provider: ModelProvider, tools: ToolSession): ModelRequest {
	return {
		...baseRequest(host, host.settings.model),
		input: promptInput(host.history.items),
		tools: tools.specs(host, provider),
		outputSchema: host.settings.outputSchema,
		drained: () => host.drained,
	};
}

/** What every request of a turn has in common. It says nothing yet and offers no tools. */
export function baseRequest({ settings, config, threadId, turnId }: TurnHost, model: string): ModelRequest {
	const facts = modelFacts(model);
	return {
		model,
		instructions: settings.baseInstructions ?? BASE_INSTRUCTIONS,
		input: [],
		tools: [],
		effort: settings.effort ?? config.reasoningEffort ?? facts.defaultEffort,
		summary: settings.summary ?? config.reasoningSummary,
		verbosity: config.verbosity ?? facts.defaultVerbosity,
		serviceTier: askedTier(settings.serviceTier, model),
		outputSchema: undefined,
		threadId,
		turnId,
	};
}
