import type { Readable, Writable } from "node:stream";
import {
	createMessageConnection,
	type Disposable,
	Message,
	type MessageConnection,
	type MessageReader,
	type MessageWriter,
	type RequestMessage,
	ResponseError,
	type ResponseMessage,
} from "vscode-jsonrpc/node";
import type { z } from "zod";
import type { KeyedQueue } from "#common/keyedQueue.ts";
import { type ClientRequestMethod, clientRequests } from "#protocol/clientRequests.ts";
import {
	alreadyInitialized,
	ErrorCode,
	internalError,
	invalidRequest,
	malformed,
	notInitialized,
	overloaded,
	WireError,
} from "#protocol/errors.ts";
import type { ClientInfo, InitializeParams, InitializeResponse } from "#protocol/initialize.ts";
import type { NotificationParams } from "#protocol/messages.ts";
import type { OrderScope } from "#protocol/order.ts";
import type { LazySchema } from "#protocol/schema.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import { JsonlMessageReader, UnreadableLine } from "#wire/jsonlMessageReader.ts";
import { JsonlMessageWriter } from "#wire/jsonlMessageWriter.ts";
import { decodeId } from "#wire/messageId.ts";
import { checkExperimental } from "./experimentalGate.ts";
import type { ClientAnswer, RequestChannel } from "./outgoingRequests.ts";
import type { HandlerTable, RequestContext } from "./peer.ts";
import { validateParams } from "./validate.ts";

/** How many requests may be under way at once in a process before more are refused with -32001. */
export const MAX_REQUESTS_UNDER_WAY = 128;

/** What a connection needs of its process. */
export interface ConnectionHost {
	/** Loaded at the first request that needs it, so that the handshake waits for nothing. */
	handlers(): Promise<HandlerTable>;
	/** One for the process: requests about one thread keep their order whoever sends them. */
	readonly queue: KeyedQueue;
	initialize(client: ClientInfo): InitializeResponse;
	/** Called once, right after the initialize response has been written. */
	onInitialized(connection: Connection): void;
	/** A client's answer to a request of the server. */
	onAnswer(answer: ClientAnswer): boolean;
	/** Whether no new work is taken because the server is about to leave. */
	readonly isDraining: boolean;
	log(level: "info" | "warn" | "error", message: string, fields?: Record<string, unknown>): void;
}

let lastId = 0;
let underWay = 0;

/** A header value has no control characters but the tab (RFC 9110 §5.5). */
const HEADER_VALUE = /^[\t\P{Cc}]*$/u;

/** One client: handshake, gates, dispatch and outgoing messages. */
export class Connection implements RequestChannel {
	readonly id = ++lastId;
	readonly #host: ConnectionHost;
	readonly #writer: JsonlMessageWriter;
	readonly #rpc: MessageConnection;
	readonly #closed = new AbortController();
	readonly #afterResponse = new Map<unknown, (() => void)[]>();
	#client: InitializeParams | null = null;
	#optedOut: ReadonlySet<string> = new Set();

	constructor(input: Readable, output: Writable, host: ConnectionHost) {
		this.#host = host;
		this.#writer = new JsonlMessageWriter(output);
		const reader = new JsonlMessageReader(input);
		reader.onError((error) => this.#unreadable(error));
		reader.onClose(() => this.#close());
		this.#writer.onClose(() => this.#close());
		this.#rpc = createMessageConnection(this.#incoming(reader), this.#outgoing(), {
			error: (message) => host.log("error", message),
			warn: (message) => host.log("warn", message),
			info: (message) => host.log("info", message),
			log: () => {},
		});
		this.#rpc.onNotification((method) => {
			if (method !== "initialized") host.log("warn", "a notification this server does not know", { method });
		});
		this.#rpc.onRequest((method, envelope) => this.#request(method, envelope as Envelope));
		this.#rpc.listen();
	}

	get clientInfo(): ClientInfo {
		if (!this.#client) throw new Error("the connection is not initialized");
		return this.#client.clientInfo;
	}

	get experimentalApi(): boolean {
		return this.#client?.capabilities?.experimentalApi ?? false;
	}

	notify<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void {
		if (this.#optedOut.has(method)) return;
		this.#writer.send({ method, params, emittedAtMs: Date.now() });
	}

	sendRequest(id: number, method: string, params: unknown): void {
		this.#writer.send({ id, method, params });
	}

	onClose(listener: () => void): Disposable {
		const { signal } = this.#closed;
		if (signal.aborted) queueMicrotask(listener);
		else signal.addEventListener("abort", listener, { once: true });
		return { dispose: () => signal.removeEventListener("abort", listener) };
	}

	/** Writes what is left and closes the output. */
	end(): void {
		this.#writer.end();
		this.#close();
	}

	#close(): void {
		if (this.#closed.signal.aborted) return;
		this.#closed.abort();
		this.#rpc.dispose();
	}

	#unreadable(error: Error): void {
		this.#host.log("warn", error.message);
		if (error instanceof UnreadableLine && error.id !== undefined) {
			this.#writer.send({ id: error.id, error: { code: ErrorCode.invalidParams, message: error.message } });
		}
	}

	/**
	 * The reader as vscode-jsonrpc sees it. A request carries its id in an envelope around its parameters, because a star handler is
	 * not told it; answers to the server's own requests, whose ids all connections share, go to their owner.
	 */
	#incoming(reader: JsonlMessageReader): MessageReader {
		return {
			onError: () => ({ dispose: () => {} }),
			onClose: reader.onClose,
			onPartialMessage: reader.onPartialMessage,
			dispose: () => reader.dispose(),
			listen: (callback) =>
				reader.listen((message) => {
					if (Message.isRequest(message)) {
						const envelope: Envelope = { id: message.id, params: message.params };
						const request: RequestMessage = { ...message, params: envelope };
						callback(request);
					} else if (Message.isResponse(message)) this.#answered(message);
					else callback(message);
				}),
		};
	}

	#answered(message: ResponseMessage): void {
		const id = decodeId(message.id);
		const answer: ClientAnswer = { id, result: message.result, error: message.error };
		if (!this.#host.onAnswer(answer)) this.#host.log("info", "an answer that nothing waits for", { id });
	}

	/** The writer as vscode-jsonrpc sees it: what waits for a response leaves right behind it. */
	#outgoing(): MessageWriter {
		const writer = this.#writer;
		return {
			onError: writer.onError,
			onClose: writer.onClose,
			end: () => writer.end(),
			dispose: () => writer.dispose(),
			write: (message) => {
				const written = writer.write(message);
				if (Message.isResponse(message)) {
					const sends = this.#afterResponse.get(message.id) ?? [];
					this.#afterResponse.delete(message.id);
					for (const send of sends) send();
				}
				return written;
			},
		};
	}

	async #request(method: string, envelope: Envelope): Promise<unknown> {
		try {
			return await this.#dispatch(method, envelope);
		} catch (error) {
			this.#afterResponse.delete(envelope.id);
			const wire = error instanceof WireError ? error : this.#unexpected(method, error);
			return new ResponseError(wire.code, wire.message, wire.data);
		}
	}

	#unexpected(method: string, error: unknown): WireError {
		this.#host.log("error", `${method} failed`, { error: error instanceof Error ? error.stack : String(error) });
		return internalError(`${method} failed inside the server; its log has the details.`);
	}

	#dispatch(method: string, envelope: Envelope): unknown {
		if (!isKnown(method)) throw malformed(`unknown method \`${method}\``);
		const entry = clientRequests[method];
		const params: unknown = validateParams(method, entry.params as LazySchema<z.ZodType>, envelope.params);
		if (method === "initialize") return this.#initialize(params as InitializeParams, envelope.id);
		if (!this.#client) throw notInitialized();
		checkExperimental(method, entry, params, this.experimentalApi);
		if (this.#host.isDraining) {
			throw invalidRequest("Server is draining; retry after reconnecting", { reason: "serverShuttingDown" });
		}
		if (underWay >= MAX_REQUESTS_UNDER_WAY) throw overloaded();
		const context: RequestContext = {
			peer: this,
			signal: this.#closed.signal,
			afterResponse: (send) => {
				const waiting = this.#afterResponse.get(envelope.id);
				if (waiting) waiting.push(send);
				else this.#afterResponse.set(envelope.id, [send]);
			},
		};
		return this.#handle(method, params, context);
	}

	async #handle(method: HandledMethod, params: unknown, context: RequestContext): Promise<unknown> {
		underWay++;
		try {
			const table = await this.#host.handlers();
			// The registry has typed the parameters; the table has one handler for each of its methods.
			const handler = table[method] as (params: unknown, context: RequestContext) => unknown;
			const key = scopeKey(clientRequests[method].scope, params);
			return await (key === null
				? handler(params, context)
				: this.#host.queue.run(key, () => handler(params, context)));
		} finally {
			underWay--;
		}
	}

	#initialize(params: InitializeParams, id: unknown): unknown {
		if (this.#client) throw alreadyInitialized();
		const { name } = params.clientInfo;
		if (!HEADER_VALUE.test(name)) {
			throw invalidRequest(`Invalid clientInfo.name: '${name}'. Must be a valid HTTP header value.`);
		}
		this.#client = params;
		this.#optedOut = new Set(params.capabilities?.optOutNotificationMethods ?? []);
		this.#afterResponse.set(id, [() => this.#host.onInitialized(this)]);
		return this.#host.initialize(params.clientInfo);
	}
}

interface Envelope {
	id: unknown;
	params: unknown;
}

type HandledMethod = Exclude<ClientRequestMethod, "initialize">;

const isKnown = (method: string): method is ClientRequestMethod => Object.hasOwn(clientRequests, method);

/** The queue of a request; null when it waits for nothing. */
function scopeKey(scope: OrderScope, params: unknown): string | null {
	if (scope === "none") return null;
	if (scope === "config") return "config";
	if (typeof params !== "object" || params === null || !("threadId" in params)) return null;
	return `thread:${String(params.threadId)}`;
}
