import { PassThrough } from "node:stream";
import type * as z from "zod";
import { type ClientRequestMethod, clientRequests } from "#protocol/clientRequests.ts";
import { ErrorCode, WireError } from "#protocol/errors.ts";
import type { ClientInfo, InitializeCapabilities } from "#protocol/initialize.ts";
import type { RequestInput, RequestResult, ServerNotification } from "#protocol/messages.ts";
import type { LazySchema } from "#protocol/schema.ts";
import { serverNotifications } from "#protocol/serverNotifications.ts";
import type { Channel } from "#wire/channel.ts";
import { LineChannel } from "#wire/lineChannel.ts";
import type { WireMessage } from "#wire/message.ts";
import type { ServerProcess } from "./serverProcess.ts";

interface Waiting {
	method: ClientRequestMethod;
	resolve: (result: unknown) => void;
	reject: (error: Error) => void;
}

/**
 * A client inside the server's own process: it speaks the protocol over a pair of streams, as any other client does, and answers
 * nothing. What the server asks is refused with -32000.
 */
export class LocalClient {
	readonly #channel: Channel;
	readonly #waiting = new Map<unknown, Waiting>();
	readonly #listeners: ((notification: ServerNotification) => void)[] = [];
	#lastId = 0;

	constructor(server: ServerProcess) {
		const [input, output] = [new PassThrough(), new PassThrough()];
		server.connect(new LineChannel(input, output));
		this.#channel = new LineChannel(output, input);
		this.#channel.listen({
			message: (message) => this.#receive(message),
			error: (error) => {
				throw error;
			},
			closed: () => {},
		});
	}

	#receive({ id, method, params, result, error }: WireMessage): void {
		if (typeof method !== "string") this.#answered(id, result, error as WireError | undefined);
		else if (id === undefined) this.#notified(method, params);
		else this.#refuse(id, method);
	}

	/** In the order of the wire. A notification this client's registry does not know is left out. */
	onNotification(listener: (notification: ServerNotification) => void): void {
		this.#listeners.push(listener);
	}

	async initialize(
		clientInfo: ClientInfo,
		capabilities: z.input<ReturnType<typeof InitializeCapabilities>>,
	): Promise<void> {
		await this.request("initialize", { clientInfo, capabilities });
		this.#channel.send({ method: "initialized" });
	}

	/** @throws WireError with the server's answer */
	async request<M extends ClientRequestMethod>(method: M, params: RequestInput<M>): Promise<RequestResult<M>> {
		const id = ++this.#lastId;
		const result = await new Promise<unknown>((resolve, reject) => {
			this.#waiting.set(id, { method, resolve, reject });
			this.#channel.send({ id, method, params });
		});
		// The registry has typed the result; its schema has just accepted it.
		return result as RequestResult<M>;
	}

	#answered(id: unknown, result: unknown, error: Pick<WireError, "code" | "message" | "data"> | undefined): void {
		const waiting = this.#waiting.get(id);
		this.#waiting.delete(id);
		if (error) waiting?.reject(new WireError(error.code, error.message, error.data));
		else waiting?.resolve((clientRequests[waiting.method].result as LazySchema<z.ZodType>)().parse(result));
	}

	#refuse(id: unknown, method: string): void {
		const message = `${method} is not answered here: nobody is asked`;
		this.#channel.send({ id, error: { code: ErrorCode.refused, message } });
	}

	#notified(method: string, params: unknown): void {
		if (!isKnown(method)) return;
		const parsed: unknown = (serverNotifications[method].params as LazySchema<z.ZodType>)().parse(params);
		for (const listener of this.#listeners) listener({ method, params: parsed } as ServerNotification);
	}
}

const isKnown = (method: string): method is keyof typeof serverNotifications =>
	Object.hasOwn(serverNotifications, method);
