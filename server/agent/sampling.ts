import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import type { CodexErrorInfo } from "#protocol/turn.ts";
import { contextWindow, modelFacts } from "../model/catalog.ts";
import { ModelError } from "../model/modelError.ts";
import type { ModelEvent, ModelProvider, ModelRequest } from "../model/provider.ts";
import { type Delay, retryDelayMs } from "../model/retry.ts";
import type { ToolSession } from "../tools/tool.ts";
import { BASE_INSTRUCTIONS } from "./instructions.ts";
import { promptInput } from "./promptInput.ts";
import type { StreamedItems } from "./streamedItems.ts";
import { ToolCalls } from "./toolCalls.ts";
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
 * Asks the model once, runs the tool calls of its answer, and returns how many there were. A stream that breaks is
 * asked for again, with what had been finished before in the history. Rejects with a ModelError, or with the
 * signal's reason; all tool calls have ended by then.
 */
export async function sample(sampling: Sampling): Promise<number> {
	const { host, provider, tools, items, delay } = sampling;
	const maxRetries = host.config.providers.get(host.settings.modelProvider)?.streamMaxRetries ?? 0;
	let calls = 0;
	for (let attempt = 1; ; attempt++) {
		const running = new ToolCalls(tools, host);
		let usage: TokenUsageBreakdown | null = null;
		const onEvent = (event: ModelEvent) => {
			items.onEvent(event);
			if (event.type === "itemDone") {
				if (event.item.type === "function_call" || event.item.type === "custom_tool_call") running.start(event.item);
			} else if (event.type === "completed") {
				usage = event.usage;
			}
		};
		try {
			await provider.stream(modelRequest(sampling), host.signal, onEvent);
			calls += await running.finish();
			return calls;
		} catch (error) {
			calls += await running.finish();
			const mayRetry = error instanceof ModelError && error.retryable && attempt <= maxRetries;
			if (!mayRetry || host.signal.aborted) throw error;
			items.onCut();
			announceRetry(host, error, attempt, maxRetries);
			await delay(retryDelayMs(attempt, error.retryAfterMs), host.signal);
		} finally {
			if (usage !== null) host.reportUsage(usage, contextWindow(host.config, host.settings.model));
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

function modelRequest({ host, provider, tools }: Sampling): ModelRequest {
	const { settings, config } = host;
	const facts = modelFacts(settings.model);
	return {
		model: settings.model,
		instructions: settings.baseInstructions ?? BASE_INSTRUCTIONS,
		input: promptInput(host.history.items),
		tools: tools.specs(host, { customTools: provider.customTools }),
		effort: settings.effort ?? config.reasoningEffort ?? facts.defaultEffort,
		summary: settings.summary ?? config.reasoningSummary,
		verbosity: config.verbosity ?? facts.defaultVerbosity,
		serviceTier: settings.serviceTier,
		outputSchema: settings.outputSchema,
		threadId: host.threadId,
		turnId: host.turnId,
	};
}
