import type { ModelProviderConfig } from "../../server/config/config.ts";
import { openProvider } from "../../server/model/openProvider.ts";
import type { ModelEvent, ModelRequest } from "../../server/model/provider.ts";
import type { ResponseItem } from "../../server/model/responseItem.ts";
import { effectiveConfig, providerConfig } from "./fakeTurnHost.ts";
import type { ModelEndpoint } from "./modelEndpoint.ts";

export const userText = (text: string): ResponseItem => ({
	type: "message",
	role: "user",
	content: [{ type: "input_text", text }],
});

export function modelRequest(overrides: Partial<ModelRequest> = {}): ModelRequest {
	return {
		model: "some-model",
		instructions: "Be brief.",
		input: [userText("hello")],
		tools: [],
		effort: null,
		summary: null,
		verbosity: null,
		serviceTier: null,
		outputSchema: undefined,
		threadId: "thread",
		turnId: "turn",
		...overrides,
	};
}

export interface ProviderRun {
	events: ModelEvent[];
	/** The items that were done. */
	items: ResponseItem[];
	/** The deltas of text, joined. */
	text: string;
	/** Waits before a repetition, in milliseconds. */
	waits: number[];
	/** What `stream` rejected with. */
	error: unknown;
}

export interface RunOptions {
	signal?: AbortSignal;
	provider?: Partial<ModelProviderConfig>;
	onEvent?: (event: ModelEvent) => void;
}

/** Streams one answer of `endpoint`; waiting between repetitions costs no time. */
export async function runProvider(
	endpoint: ModelEndpoint,
	request: ModelRequest,
	{ signal = new AbortController().signal, provider = {}, onEvent = () => {} }: RunOptions = {},
): Promise<ProviderRun> {
	const config = providerConfig({ baseUrl: endpoint.baseUrl, wireApi: endpoint.wireApi, ...provider });
	const run: ProviderRun = { events: [], items: [], text: "", waits: [], error: undefined };
	const opened = await openProvider(
		{
			settings: { model: request.model, modelProvider: config.id, cwd: "/nonexistent", approvalPolicy: "never" },
			config: effectiveConfig({ modelProvider: config.id, providers: new Map([[config.id, config]]) }),
		},
		async (ms) => {
			run.waits.push(ms);
		},
	);
	try {
		await opened.stream(request, signal, (event) => {
			run.events.push(event);
			if (event.type === "itemDone") run.items.push(event.item);
			if (event.type === "textDelta") run.text += event.delta;
			onEvent(event);
		});
	} catch (error) {
		run.error = error;
	}
	return run;
}
