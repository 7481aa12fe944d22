import Anthropic from "@anthropic-ai/sdk";
import { MessagesDecoder } from "./messagesEvents.ts";
import { modelLimits } from "./messagesModels.ts";
import { messagesBody } from "./messagesRequest.ts";
import { clientOptions, wireRequest } from "./sdkRequest.ts";
import { tellWindow } from "./toldWindows.ts";
import type { Endpoint, Wire } from "./wire.ts";

/** Anthropic's Messages API. The SDK builds the requests; the events are read by our own parser, as for the other wires. */
export const messagesWire: Wire = {
	customTools: () => false,
	toolSearch: () => false,

	async request(request, endpoint, signal) {
		const limits = await modelLimits(
			...(await modelsRequest(endpoint, `/${encodeURIComponent(request.model)}`)),
			signal,
		);
		tellWindow(endpoint.config.id, request.model, limits.contextWindow);
		const body = messagesBody(request, limits);
		const query = endpoint.config.queryParams;
		return wireRequest(
			await clientOf(endpoint).buildRequest({ method: "post", path: "/v1/messages", query, body, stream: true }),
		);
	},

	decoder: (request, source, emit) => new MessagesDecoder(request, source, emit),
};

/** Address and headers to read about the endpoint's models, or about the one of `path`. */
export async function modelsRequest(endpoint: Endpoint, path = ""): Promise<[URL, Record<string, string>]> {
	const query = endpoint.config.queryParams;
	const { url, req } = await clientOf(endpoint).buildRequest({ method: "get", path: `/v1/models${path}`, query });
	return [new URL(url), Object.fromEntries(req.headers)];
}

function clientOf({ baseUrl, credentials }: Endpoint): Anthropic {
	// The SDK's paths begin with the version; `base_url` ends with it, as for every wire.
	const root = baseUrl.replace(/\/v1$/, "");
	return new Anthropic({ ...clientOptions(root, credentials, "ANTHROPIC_CUSTOM_HEADERS"), authToken: null });
}
