import type { IncomingMessage } from "node:http";
import type { ModelProviderConfig } from "../config/config.ts";
import { readAnswer } from "./answerStream.ts";
import { credentialsFor } from "./credentials.ts";
import { type ErrorSource, errorFromResponse } from "./errorResponse.ts";
import { readBody, send, TransportError } from "./httpTransport.ts";
import { ModelError } from "./modelError.ts";
import type { ModelEvent, ModelProvider, ModelRequest } from "./provider.ts";
import { type Delay, retryDelayMs } from "./retry.ts";
import type { Endpoint, Wire, WireRequest } from "./wire.ts";

/** In characters. */
const LONGEST_ERROR_BODY = 64 * 1024;

/** A provider behind HTTP, with requests repeated as the reference repeats them (protocol.md §9.1). */
export class HttpProvider implements ModelProvider {
	readonly customTools: boolean;
	readonly toolSearch: boolean;
	readonly #config: ModelProviderConfig;
	readonly #wire: Wire;
	readonly #delay: Delay;

	constructor(config: ModelProviderConfig, wire: Wire, model: string, wait: Delay) {
		this.customTools = wire.customTools(model);
		this.toolSearch = wire.toolSearch(model);
		this.#config = config;
		this.#wire = wire;
		this.#delay = wait;
	}

	async stream(request: ModelRequest, signal: AbortSignal, onEvent: (event: ModelEvent) => void): Promise<void> {
		const endpoint = await endpointOf(this.#config);
		const wireRequest = await this.#wire.request(request, endpoint, signal);
		signal.throwIfAborted();
		const source = { model: request.model, host: wireRequest.url.host, envKey: endpoint.credentials.envKey };
		const response = await this.#open(wireRequest, endpoint, source, signal);
		const decoder = this.#wire.decoder(request, source, onEvent);
		await readAnswer(response, decoder, this.#config.streamIdleTimeoutMs, signal, request.drained);
	}

	/** Repeats what failed before it was accepted: transport failures and 5xx, but not 429. */
	async #open(
		wireRequest: WireRequest,
		{ credentials }: Endpoint,
		source: ErrorSource,
		signal: AbortSignal,
	): Promise<IncomingMessage> {
		const request = { method: "POST" as const, ...wireRequest };
		for (let attempt = 1; ; attempt++) {
			let failure: ModelError;
			try {
				const response = await send(request, signal, this.#config.streamIdleTimeoutMs);
				const status = response.statusCode ?? 0;
				if (status >= 200 && status < 300) return response;
				const text = credentials.redact(await readBody(response, LONGEST_ERROR_BODY));
				signal.throwIfAborted();
				failure = errorFromResponse(status, text, response.headers, source);
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				failure = unreachable(error, wireRequest.url, this.#config.id);
			}
			const repeatable = failure.retryable && (failure.status === null || failure.status >= 500);
			if (!repeatable || attempt > this.#config.requestMaxRetries) throw failure;
			await this.#delay(retryDelayMs(attempt, failure.retryAfterMs), signal);
		}
	}
}

/** Where a provider is and how to get in. Rejects with a ModelError that names the setting that is missing. */
async function endpointOf(config: ModelProviderConfig): Promise<Endpoint> {
	const { baseUrl, id } = config;
	if (baseUrl === null || !URL.canParse(baseUrl)) {
		throw new ModelError(
			`The provider "${id}" has no usable \`base_url\`. Set \`model_providers.${id}.base_url\` in config.toml.`,
			{ info: "badRequest" },
		);
	}
	// Looked up for every request: a person may set the variable's source while the server runs.
	return { config, baseUrl, credentials: await credentialsFor(config, process.env) };
}

function unreachable(error: TransportError, url: URL, providerId: string): ModelError {
	const why: Record<string, string> = {
		ECONNREFUSED: "connection refused: nothing listens there",
		ENOTFOUND: "the host name is not known",
		EAI_AGAIN: "the host name cannot be looked up; is the network up?",
		ECONNRESET: "the connection was closed",
		ETIMEDOUT: "no answer in time",
		EHOSTUNREACH: "no route to the host",
		ENETUNREACH: "no network",
	};
	return new ModelError(
		`Cannot reach the model at ${url.host} (${why[error.code] ?? error.message}). ` +
			`Check that it runs, and \`model_providers.${providerId}.base_url\` in config.toml.`,
		{ info: { httpConnectionFailed: { httpStatusCode: null } }, retryable: true, cause: error },
	);
}
