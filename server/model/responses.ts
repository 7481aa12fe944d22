import { modelFacts } from "./catalog.ts";
import type { ModelRequest } from "./provider.ts";
import type { ResponseItem } from "./responseItem.ts";
import { StreamDecoder } from "./streamEvents.ts";
import type { Wire } from "./wire.ts";

/*
 * Without the SDK, whose stream costs five times as much and which takes 60 ms and 20 MiB to load: this is the wire of most turns.
 */

/** The Responses API. */
export const responsesWire: Wire = {
	customTools: (model) => modelFacts(model).customTools,
	toolSearch: (model) => modelFacts(model).searchesTools,

	async request(request, { config, baseUrl, credentials }) {
		const url = new URL(baseUrl);
		url.pathname = `${url.pathname.replace(/\/+$/, "")}/responses`;
		for (const [name, value] of Object.entries(config.queryParams)) url.searchParams.set(name, value);
		const headers: Record<string, string> = {
			accept: "text/event-stream",
			"content-type": "application/json",
			...credentials.headers,
		};
		if (credentials.key !== null) headers.authorization = `Bearer ${credentials.key}`;
		return { url, headers, body: JSON.stringify(requestBody(request, isAzure(url))) };
	},

	decoder: (_request, source, emit) => new StreamDecoder(source, emit),
};

/** Azure keeps no reasoning between requests unless responses are stored. */
const isAzure = (url: URL) => /\.azure\.(com|us|cn)$/.test(url.hostname);

/** The JSON body of `POST /responses`. */
function requestBody(request: ModelRequest, store: boolean): Record<string, unknown> {
	const facts = modelFacts(request.model);
	const reasoning = {
		...(request.effort === null ? {} : { effort: request.effort }),
		...(request.summary === null || request.summary === "none" ? {} : { summary: request.summary }),
	};
	const reasons = facts.reasons || Object.keys(reasoning).length > 0;
	const text = {
		...(request.verbosity === null ? {} : { verbosity: request.verbosity }),
		...(request.outputSchema === undefined || request.outputSchema === null
			? {}
			: { format: { type: "json_schema", strict: true, schema: request.outputSchema, name: "output_schema" } }),
	};
	return {
		model: request.model,
		instructions: request.instructions,
		input: request.input.filter(isOwn),
		tools: request.tools,
		tool_choice: "auto",
		parallel_tool_calls: true,
		...(reasons ? { reasoning, include: ["reasoning.encrypted_content"] } : {}),
		store,
		stream: true,
		prompt_cache_key: request.threadId,
		...(Object.keys(text).length > 0 ? { text } : {}),
		...(request.serviceTier === null ? {} : { service_tier: request.serviceTier }),
		client_metadata: { thread_id: request.threadId, turn_id: request.turnId },
	};
}

/** Reasoning of another wire means nothing to this one. */
const isOwn = (item: ResponseItem) => item.type !== "reasoning" || item.origin === undefined;
