import { EventEmitter, once } from "node:events";
import http from "node:http";
import { expect, onTestFinished } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { EmittedMessages } from "./emittedMessages.ts";
import type { Message } from "./serverProcess.ts";

/**
 * Stands between a client that nobody here wrote and a server, for what they say to each other. A message of the server that fits
 * no schema fails the test.
 */
export class RecordingProxy {
	/** Methods the client asked for, in order. */
	readonly requests: string[] = [];
	/** Methods of the server's notifications, in order. */
	readonly notifications: string[] = [];
	/** What the server refused: the method and the error's text. */
	readonly refusals: string[] = [];
	readonly #came = new EventEmitter();
	readonly #port = http.createServer();
	readonly #server = new WebSocketServer({ server: this.#port });

	/**
	 * @param upstream the server's URL
	 * @param socket the path of a Unix socket to listen at, in place of a port
	 */
	static async before(upstream: string, socket?: string): Promise<RecordingProxy> {
		const proxy = new RecordingProxy();
		const emitted: EmittedMessages[] = [];
		onTestFinished(() => {
			for (const client of proxy.#server.clients) client.terminate();
			proxy.#port.close();
			expect(emitted.flatMap(({ violations }) => violations)).toEqual([]);
		});
		const create = await EmittedMessages.prepared();
		proxy.#server.on("connection", (client) => {
			const messages = create();
			emitted.push(messages);
			proxy.#join(client, new WebSocket(upstream), messages);
		});
		if (socket === undefined) proxy.#port.listen(0, "127.0.0.1");
		else proxy.#port.listen(socket);
		await once(proxy.#port, "listening");
		return proxy;
	}

	/** As `--remote` takes it. */
	get url(): string {
		const address = this.#port.address();
		if (address === null) throw new Error("it does not listen");
		return typeof address === "string" ? `unix://${address}` : `ws://127.0.0.1:${address.port}`;
	}

	/** Resolves when the client has asked for this. */
	async asked(method: string): Promise<void> {
		if (!this.requests.includes(method)) await once(this.#came, method);
	}

	#join(client: WebSocket, server: WebSocket, emitted: EmittedMessages): void {
		const asked = new Map<unknown, string>();
		const opened = once(server, "open");
		client.on("message", async (data) => {
			const { id, method }: Message = JSON.parse(String(data));
			if (id !== undefined && method !== undefined) {
				this.requests.push(method);
				this.#came.emit(method);
				asked.set(id, method);
				emitted.asked(id, method);
			}
			await opened;
			server.send(String(data));
		});
		server.on("message", (data) => {
			const message: Message = JSON.parse(String(data));
			emitted.check(message);
			const { id, method, error } = message;
			if (id === undefined && method !== undefined) this.notifications.push(method);
			if (error) this.refusals.push(`${asked.get(id)}: ${error.message}`);
			client.send(String(data));
		});
		client.on("close", () => server.close());
		server.on("close", () => client.close());
	}
}
