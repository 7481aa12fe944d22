import { WrittenJson } from "#common/writtenJson.ts";
import {
	alreadyInitialized,
	ErrorCode,
	internalError,
	invalidRequest,
	notInitialized,
	overloaded,
	WireError,
} from "#protocol/errors.ts";
import type { ClientInfo, InitializeParams, InitializeResponse } from "#protocol/initialize.ts";
import type { NotificationParams } from "#protocol/messages.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { Channel } from "#wire/channel.ts";
import { UnreadableMessage, type WireMessage } from "#wire/message.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { ClientAnswer, RequestChannel } from "./outgoingRequests.ts";
import type { RequestContext } from "./peer.ts";
import { plainGreeting } from "./plainGreeting.ts";
import { underTrace } from "./requestTrace.ts";

/** What a connection needs of its process. */
export interface ConnectionHost {
	/** One for the process, loaded at the first request that needs it, so that the handshake waits for nothing. */
	dispatcher(): Promise<Dispatcher>;
	initialize(client: ClientInfo): InitializeResponse;
	/** Called once, right after the initialize response has been sent. */
	onInitialized(connection: Connection): void;
	/** A client's answer to a request of the server. False when nothing waits for it. */
	onAnswer(answer: ClientAnswer): boolean;
	log(level: "info" | "warn" | "error", message: string, fields?: Record<string, unknown>): void;
}

/** How many requests of one connection may be under way before more are refused with -32001. */
export const MAX_REQUESTS_UNDER_WAY = 128;

/** How long a connection that ends waits for answers to what is under way. */
export const LAST_ANSWERS_MS = 1500;

let lastId = 0;

/** A header value has no control characters but the tab (RFC 9110 §5.5). */
const HEADER_VALUE = /^[\t\P{Cc}]*$/u;

/** Notifications that only clients with the `experimentalApi` capability get, as the reference sends them. */
const EXPERIMENTAL: ReadonlySet<string> = new Set(["thread/settings/updated"]);

/** One client: handshake, dispatch and outgoing messages. */
export class Connection implements RequestChannel {
	readonly id = ++lastId;
	readonly #host: ConnectionHost;
	readonly #channel: Channel;
	readonly #closed = new AbortController();
	readonly #underWay = new Set<Promise<void>>();
	/** Those under way that do not count: they only wait. */
	#waiting = 0;
	#ended: Promise<void> | null = null;
	#client: InitializeParams | null = null;
	#optedOut: ReadonlySet<string> = new Set();

	constructor(channel: Channel, host: ConnectionHost) {
		this.#host = host;
		this.#channel = channel;
		channel.listen({
			message: (message) => this.#receive(message),
			error: (error) => this.#unreadable(error),
			closed: () => this.#closed.abort(),
		});
	}

	get clientInfo(): ClientInfo {
		if (!this.#client) throw new Error("the connection is not initialized");
		return this.#client.clientInfo;
	}

	get experimentalApi(): boolean {
		return this.#client?.capabilities?.experimentalApi ?? false;
	}

	/** How many of its requests have no answer yet. */
	get underWay(): number {
		return this.#underWay.size;
	}

	get drained(): Promise<void> | null {
		return this.#channel.drained;
	}

	notify<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void {
		if (this.#optedOut.has(method) || (EXPERIMENTAL.has(method) && !this.experimentalApi)) return;
		this.#channel.send({ method, params, emittedAtMs: Date.now() });
	}

	sendRequest(id: number, method: string, params: unknown): void {
		this.#channel.send({ id, method, params });
	}

	onClose(listener: () => void): { dispose(): void } {
		const { signal } = this.#closed;
		if (signal.aborted) queueMicrotask(listener);
		else signal.addEventListener("abort", listener, { once: true });
		return { dispose: () => signal.removeEventListener("abort", listener) };
	}

	/** Ends the connection. Resolves when what was left is written, with the answers that come soon. */
	end(): Promise<void> {
		this.#ended ??= this.#end();
		return this.#ended;
	}

	async #end(): Promise<void> {
		this.#closed.abort();
		let timer: NodeJS.Timeout | undefined;
		const limit = new Promise<void>((resolve) => {
			timer = setTimeout(resolve, LAST_ANSWERS_MS);
		});
		await Promise.race([Promise.all(this.#underWay), limit]);
		clearTimeout(timer);
		await this.#channel.end();
	}

	#unreadable(error: Error): void {
		this.#host.log("warn", error.message);
		if (error instanceof UnreadableMessage && error.id !== undefined) {
			this.#channel.send({ id: error.id, error: { code: ErrorCode.invalidParams, message: error.message } });
		}
	}

	#receive(message: WireMessage): void {
		const { id, method, params } = message;
		if (typeof method !== "string") this.#answer({ id, result: message.result, error: message.error });
		else if (id !== undefined) {
			if (this.#underWay.size - this.#waiting >= MAX_REQUESTS_UNDER_WAY) {
				this.#channel.send(errorResponse(id, overloaded()));
				return;
			}
			const responding = underTrace(message.trace, () => this.#respond(id, method, params));
			this.#underWay.add(responding);
			void responding.then(() => this.#underWay.delete(responding));
		} else if (method !== "initialized") {
			this.#host.log("warn", "a notification this server does not know", { method });
		}
	}

	#answer(answer: ClientAnswer): void {
		if (!this.#host.onAnswer(answer)) this.#host.log("info", "an answer that nothing waits for", { id: answer.id });
	}

	async #respond(id: unknown, method: string, params: unknown): Promise<void> {
		let afterwards: (() => void)[] = [];
		let later: (() => void)[] = [];
		let isWaiting = false;
		const answered = Promise.withResolvers<void>();
		const context: RequestContext = {
			peer: this,
			signal: this.#closed.signal,
			afterResponse: (send) => afterwards.push(send),
			answered: answered.promise,
			afterSent: (work) => later.push(work),
			waits: () => {
				if (!isWaiting) this.#waiting++;
				isWaiting = true;
			},
		};
		let response: WireMessage | WrittenJson;
		try {
			const result = await this.#result(method, params, context);
			const isWritten = result instanceof WrittenJson;
			response = isWritten
				? result.within(Buffer.from(`{"id":${JSON.stringify(id)},"result":`), Buffer.from("}"))
				: { id, result };
		} catch (error) {
			response = errorResponse(id, error instanceof WireError ? error : this.#unexpected(method, error));
			[afterwards, later] = [[], []];
		}
		if (isWaiting) this.#waiting--;
		const sent = () => {
			for (const work of later) work();
		};
		try {
			this.#channel.send(response, sent);
		} catch (error) {
			// What JSON.stringify throws for what is longer than a text can be.
			if (!(error instanceof RangeError)) throw error;
			afterwards = [];
			const tooLong = invalidRequest(`the answer to ${method} is too long for one message`);
			this.#channel.send(errorResponse(id, tooLong), sent);
		} finally {
			answered.resolve();
		}
		for (const send of afterwards) send();
	}

	#unexpected(method: string, error: unknown): WireError {
		this.#host.log("error", `${method} failed`, { error: error instanceof Error ? error.stack : String(error) });
		return internalError(`${method} failed inside the server; its log has the details.`);
	}

	async #result(method: string, params: unknown, context: RequestContext): Promise<unknown> {
		const greeting = method === "initialize" ? plainGreeting(params) : null;
		if (greeting) return this.#initialize(greeting, context);
		const dispatcher = await this.#host.dispatcher();
		const request = dispatcher.check(method, params);
		if (request.method === "initialize") return this.#initialize(request.params, context);
		if (!this.#client) throw notInitialized();
		return dispatcher.run(request, context);
	}

	#initialize(params: InitializeParams, { afterResponse }: RequestContext): InitializeResponse {
		if (this.#client) throw alreadyInitialized();
		const { name } = params.clientInfo;
		if (!HEADER_VALUE.test(name)) {
			throw invalidRequest(`Invalid clientInfo.name: '${name}'. Must be a valid HTTP header value.`);
		}
		this.#client = params;
		this.#optedOut = new Set(params.capabilities?.optOutNotificationMethods ?? []);
		afterResponse(() => this.#host.onInitialized(this));
		return this.#host.initialize(params.clientInfo);
	}
}

const errorResponse = (id: unknown, { code, message, data }: WireError): WireMessage => ({
	id,
	error: { code, message, data },
});
