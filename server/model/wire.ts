import type { ModelProviderConfig } from "../config/config.ts";
import type { Credentials } from "./credentials.ts";
import type { ErrorSource } from "./errorResponse.ts";
import type { ModelEvent, ModelRequest } from "./provider.ts";

/** A POST that asks for a streamed answer. */
export interface WireRequest {
	url: URL;
	headers: Record<string, string>;
	/** JSON text. */
	body: string;
}

/** What a wire builds its requests from. */
export interface Endpoint {
	config: ModelProviderConfig;
	/** Without a trailing slash; known to be a URL. */
	baseUrl: string;
	credentials: Credentials;
}

/** Turns the events of one answer's stream into model events. */
export interface AnswerDecoder {
	/** Takes the data of one event. Returns true once the answer is complete; throws a ModelError when it reports a failure. */
	onData(data: string): boolean;
	/** The body has ended. Returns whether the answer is complete nevertheless; may throw as `onData`. */
	onEnd(): boolean;
	/** The event that ends a proper answer, for people who read of a stream without it. */
	readonly lastEvent: string;
}

/** One way to talk to models over HTTP: the value of `wire_api`. */
export interface Wire {
	/** Whether the model takes freeform (custom) tools over this wire. */
	customTools(model: string): boolean;
	/** Whether the model can search for tools over this wire. */
	toolSearch(model: string): boolean;
	/** Rejects with a ModelError, or with the signal's reason. */
	request(request: ModelRequest, endpoint: Endpoint, signal: AbortSignal): Promise<WireRequest>;
	decoder(request: ModelRequest, source: ErrorSource, emit: (event: ModelEvent) => void): AnswerDecoder;
}
