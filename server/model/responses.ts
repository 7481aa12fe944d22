import type { IncomingMessage } from "node:http";
import type { ModelProviderConfig } from "../config/config.ts";
import { modelFacts } from "./catalog.ts";
import { type Credentials, credentialsFor } from "./credentials.ts";
import { type ErrorSource, errorFromResponse } from "./errorResponse.ts";
import { post, readBody, TransportError } from "./httpTransport.ts";
import { ModelError, streamDisconnected } from "./modelError.ts";
import type { ModelEvent, ModelProvider, ModelRequest } from "./provider.ts";
import { type Delay, retryDelayMs } from "./retry.ts";
import { StreamDecoder } from "./streamEvents.ts";

/** In characters. */
const LONGEST_ERROR_BODY = 64 * 1024;
/** How long a finished answer may take to end its body before its connection is given up. In milliseconds. */
const END_GRACE_MS = 1000;

/** A provider that speaks the Responses API, with requests repeated as the reference repeats them (protocol.md §9.1). */
export class ResponsesProvider implements ModelProvider {
	readonly #config: ModelProviderConfig;
	readonly #model: string;
	readonly #delay: Delay;

	constructor(config: ModelProviderConfig, model: string, wait: Delay) {
		this.#config = config;
		this.#model = model;
		this.#delay = wait;
	}

	get customTools(): boolean {
		return modelFacts(this.#model).customTools;
	}

	async stream(request: ModelRequest, signal: AbortSignal, onEvent: (event: ModelEvent) => void): Promise<void> {
		const url = this.#url();
		// Looked up for every request: a person may set the variable's source while the server runs.
		const credentials = credentialsFor(this.#config, process.env);
		const source: ErrorSource = { model: request.model, host: url.host, envKey: credentials.envKey };
		const body = JSON.stringify(requestBody(request, isAzure(url)));
		const response = await this.#open(url, credentials, body, source, signal);
		await readStream(response, source, this.#config.streamIdleTimeoutMs, signal, onEvent);
	}

	#url(): URL {
		const { baseUrl, id } = this.#config;
		if (baseUrl === null || !URL.canParse(baseUrl)) {
			throw new ModelError(
				`The provider "${id}" has no usable \`base_url\`. Set \`model_providers.${id}.base_url\` in config.toml.`,
				{ info: "badRequest" },
			);
		}
		const url = new URL(baseUrl);
		url.pathname = `${url.pathname.replace(/\/+$/, "")}/responses`;
		for (const [name, value] of Object.entries(this.#config.queryParams)) url.searchParams.set(name, value);
		return url;
	}

	/** Repeats what failed before it was accepted: transport failures and 5xx, but not 429. */
	async #open(
		url: URL,
		credentials: Credentials,
		body: string,
		source: ErrorSource,
		signal: AbortSignal,
	): Promise<IncomingMessage> {
		const headers = { accept: "text/event-stream", "content-type": "application/json", ...credentials.headers };
		for (let attempt = 1; ; attempt++) {
			let failure: ModelError;
			try {
				const response = await post(url, headers, body, signal, this.#config.streamIdleTimeoutMs);
				const status = response.statusCode ?? 0;
				if (status >= 200 && status < 300) return response;
				const text = credentials.redact(await readBody(response, LONGEST_ERROR_BODY));
				signal.throwIfAborted();
				failure = errorFromResponse(status, text, response.headers["retry-after"], source);
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				failure = unreachable(error, url, this.#config.id);
			}
			const repeatable = failure.retryable && (failure.status === null || failure.status >= 500);
			if (!repeatable || attempt > this.#config.requestMaxRetries) throw failure;
			await this.#delay(retryDelayMs(attempt, failure.retryAfterMs), signal);
		}
	}
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

/** Azure keeps no reasoning between requests unless responses are stored. */
const isAzure = (url: URL) => /\.azure\.(com|us|cn)$/.test(url.hostname);

/** The JSON body of `POST /responses`. */
export function requestBody(request: ModelRequest, store: boolean): Record<string, unknown> {
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
		input: request.input,
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

/** Reads the stream to `response.completed`. Rejects when it ends before, or is silent for `idleMs`. */
function readStream(
	response: IncomingMessage,
	source: ErrorSource,
	idleMs: number,
	signal: AbortSignal,
	onEvent: (event: ModelEvent) => void,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const decoder = new StreamDecoder(source, onEvent);
		let settled = false;
		const settle = (error: unknown) => {
			if (settled) return;
			settled = true;
			clearTimeout(idle);
			response.off("data", onData);
			if (error === null) {
				// Read to its end, the connection can serve the next request.
				response.resume();
				const grace = setTimeout(() => response.destroy(), END_GRACE_MS);
				response.once("close", () => clearTimeout(grace));
				resolve();
			} else {
				response.destroy();
				reject(signal.aborted ? signal.reason : error);
			}
		};
		const onData = (text: string) => {
			idle.refresh();
			try {
				if (decoder.feed(text)) settle(null);
			} catch (error) {
				settle(error instanceof ModelError ? error : streamDisconnected("the stream cannot be read", error));
			}
		};
		const idle = setTimeout(() => settle(streamDisconnected("idle timeout waiting for SSE")), idleMs);
		response.setEncoding("utf8");
		response.on("data", onData);
		response.once("end", () => settle(streamDisconnected("stream closed before response.completed")));
		response.once("close", () => settle(streamDisconnected("stream closed before response.completed")));
		// Stays attached after settling: destroying the response may still report an error.
		response.on("error", (error) => settle(streamDisconnected(`the connection broke (${error.message})`, error)));
	});
}
