import OpenAI from "openai";
import type { ModelProviderConfig } from "../config/config.ts";
import { ChatDecoder } from "./chatEvents.ts";
import { chatBody } from "./chatRequest.ts";
import { clientOptions, wireRequest } from "./sdkRequest.ts";
import type { Wire } from "./wire.ts";

/** Chat Completions. The SDK builds the request; its stream costs five times as much as reading the events ourselves. */
export const chatWire: Wire = {
	// The API knows them, but hardly any server that speaks it does.
	customTools: () => false,
	toolSearch: () => false,

	async request(request, { config, baseUrl, credentials }) {
		const client = new OpenAI({
			...clientOptions(baseUrl, credentials, "OPENAI_CUSTOM_HEADERS"),
			adminAPIKey: null,
			organization: null,
			project: null,
			webhookSecret: null,
		});
		learnWindows(config);
		const body = chatBody(request);
		return wireRequest(
			await client.buildRequest({
				method: "post",
				path: "/chat/completions",
				query: config.queryParams,
				body,
				stream: true,
			}),
		);
	},

	decoder: (request, source, emit) => new ChatDecoder(request, source, emit),
};

/** Addresses that have been asked for their models. */
const asked = new Set<string>();

/**
 * Asks an endpoint once what its models can read, beside its first request: that decides when a history is compacted. It
 * may not say; then only its refusal tells.
 */
function learnWindows(config: ModelProviderConfig): void {
	if (config.baseUrl === null || asked.has(config.baseUrl)) return;
	asked.add(config.baseUrl);
	void import("./servedModels.ts").then(({ servedModels }) => servedModels(config));
}
