import type { DataCallback, Disposable, Message, MessageReader, MessageWriter } from "vscode-jsonrpc";
import { ErrorCode } from "#protocol/errors.ts";
import { serverNotifications } from "#protocol/serverNotifications.ts";
import { serverRequests } from "#protocol/serverRequests.ts";

/** How the server answered `initialize`, as it stood on the wire. */
export type HandshakeAnswer =
	| { kind: "none" }
	| { kind: "result"; result: unknown }
	| { kind: "error"; error: unknown };

/** Params of a server request as handlers see them: jsonrpc hides the id, and approvals are known by it. */
export interface IdentifiedParams {
	requestId: number;
	params: unknown;
}

interface ShimLog {
	debug(message: string): void;
}

/** Sent by the language client for the sake of the Language Server Protocol; the app-server knows none of them. */
const swallowed = new Set(["exit", "$/setTrace", "$/cancelRequest"]);

/**
 * Stands between the language client and the wire and translates the lifecycle of one protocol into that of
 * the other. Inbound methods outside our registries never reach the language client, so its own handlers
 * (window/showMessage and the like) cannot be triggered by a server.
 */
export class LifecycleShim {
	readonly reader: MessageReader;
	readonly writer: MessageWriter;
	readonly #inner: { reader: MessageReader; writer: MessageWriter };
	readonly #onActivity: () => void;
	readonly #log: ShimLog;
	readonly #ignoredMethods = new Set<string>();
	#deliver: DataCallback | undefined;
	#initializeId: unknown;
	#answer: HandshakeAnswer = { kind: "none" };
	#messages = 0;

	constructor(inner: { reader: MessageReader; writer: MessageWriter }, onActivity: () => void, log: ShimLog) {
		this.#inner = inner;
		this.#onActivity = onActivity;
		this.#log = log;
		this.reader = {
			onError: inner.reader.onError,
			onClose: inner.reader.onClose,
			onPartialMessage: inner.reader.onPartialMessage,
			listen: (callback) => this.#listen(callback),
			dispose: () => inner.reader.dispose(),
		};
		this.writer = {
			onError: inner.writer.onError,
			onClose: inner.writer.onClose,
			write: (message) => this.#write(message),
			end: () => inner.writer.end(),
			dispose: () => inner.writer.dispose(),
		};
	}

	get handshakeAnswer(): HandshakeAnswer {
		return this.#answer;
	}

	/** Whether anything that can be read as a message has arrived. */
	get hasReceived(): boolean {
		return this.#messages > 0;
	}

	#listen(callback: DataCallback): Disposable {
		this.#deliver = callback;
		return this.#inner.reader.listen((message) => {
			if (typeof message !== "object" || message === null || Array.isArray(message)) {
				this.#log.debug("The server sent a line that is JSON but no message.");
				return;
			}
			this.#messages++;
			this.#onActivity();
			this.#receive(message, callback);
		});
	}

	#receive(message: Message, deliver: DataCallback): void {
		const { id, method } = fieldsOf(message);
		if (method === undefined) {
			deliver(id !== undefined && id === this.#initializeId ? this.#initializeAnswer(message) : message);
		} else if (typeof method !== "string") {
			this.#log.debug("The server sent a message whose method is not a string.");
		} else if (id === undefined) {
			if (Object.hasOwn(serverNotifications, method)) {
				deliver(message);
			} else {
				this.#ignore(method);
			}
		} else if (Object.hasOwn(serverRequests, method) && typeof id === "number") {
			const params: IdentifiedParams = { requestId: id, params: fieldsOf(message).params };
			deliver(asMessage({ ...message, params }));
		} else {
			this.#refuse(id, method);
		}
	}

	/** The language client dereferences `capabilities`, which the app-server's answer does not have. */
	#initializeAnswer(message: Message): Message {
		this.#initializeId = undefined;
		const { error, result } = fieldsOf(message);
		if (error !== undefined) {
			this.#answer = { kind: "error", error };
			return message;
		}
		this.#answer = { kind: "result", result };
		const members = typeof result === "object" && result !== null ? result : {};
		return asMessage({ ...message, result: { ...members, capabilities: {} } });
	}

	#ignore(method: string): void {
		if (!this.#ignoredMethods.has(method)) {
			this.#ignoredMethods.add(method);
			this.#log.debug(`Ignoring notifications of the unknown method ${method}.`);
		}
	}

	#refuse(id: unknown, method: string): void {
		this.#log.debug(`Refused the unknown request ${method}.`);
		const error = { code: ErrorCode.refused, message: `This client does not answer ${method}.` };
		this.#inner.writer.write(asMessage({ jsonrpc: "2.0", id, error })).catch((reason: unknown) => {
			this.#log.debug(`Could not refuse ${method}: ${String(reason)}`);
		});
	}

	async #write(message: Message): Promise<void> {
		const { id, method, params } = fieldsOf(message);
		if (typeof method === "string") {
			if (swallowed.has(method)) {
				return;
			}
			if (method === "shutdown") {
				queueMicrotask(() => this.#deliver?.(asMessage({ jsonrpc: "2.0", id, result: null })));
				return;
			}
			if (method === "initialize") {
				this.#initializeId = id;
			}
		}
		const hasNoParams =
			method === "initialized" || (Array.isArray(params) && params.length === 1 && params[0] === null);
		return this.#inner.writer.write(hasNoParams ? withoutParams(message) : message);
	}
}

interface Fields {
	id?: unknown;
	method?: unknown;
	params?: unknown;
	result?: unknown;
	error?: unknown;
}

function fieldsOf(message: object): Fields {
	return message;
}

function asMessage(fields: Fields & { jsonrpc: string }): Message {
	return fields;
}

function withoutParams(message: Message): Message {
	const { params: _, ...rest }: Message & Fields = message;
	return rest;
}
