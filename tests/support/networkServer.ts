import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { createInterface } from "node:readline";
import { expect, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { EmittedMessages } from "./emittedMessages.ts";
import { heddle, type Program } from "./heddleCommand.ts";
import type { Json, Message } from "./serverProcess.ts";

/** A server that listens for WebSocket clients; ended with the test. */
export class NetworkServer {
	readonly child: ChildProcess;
	/** Lines of stderr so far. */
	readonly log: string[] = [];
	/** Exit code and signal, when it has ended and everything that it wrote is here. */
	readonly ended: Promise<unknown>;
	readonly #watchers = new Set<() => void>();

	constructor(args: readonly string[], home: string, program: Program = heddle) {
		this.child = spawn(program.executable, ["app-server", ...args], {
			cwd: home,
			env: { ...process.env, HOME: home, [program.homeVariable]: home },
			stdio: ["ignore", "ignore", "pipe"],
		});
		this.ended = once(this.child, "close");
		if (!this.child.stderr) throw new Error("no pipe");
		createInterface({ input: this.child.stderr }).on("line", (line) => {
			this.log.push(line);
			for (const watcher of [...this.#watchers]) watcher();
		});
		onTestFinished(async () => {
			this.child.kill("SIGKILL");
			await this.ended;
		});
	}

	/** What the first group of `pattern` matches in a line of stderr; waits for it. */
	async says(pattern: RegExp): Promise<string> {
		for (;;) {
			for (const line of this.log) {
				const found = pattern.exec(line);
				if (found) return found[1] ?? "";
			}
			const line = new Promise<void>((resolve) => this.#watchers.add(resolve));
			await Promise.race([line, this.ended]);
			if (this.child.exitCode !== null || this.child.signalCode !== null)
				throw new Error(`the server ended:\n${this.log.join("\n")}`);
		}
	}

	async port(): Promise<number> {
		return Number(await this.says(/listening on: ws:\/\/.*:(\d+)$/));
	}
}

/** How a port answers one HTTP request; an upgrade that succeeds is 101. */
export async function ask(port: number, options: http.RequestOptions): Promise<{ status: number; body: string }> {
	const request = http.request({ host: "127.0.0.1", port, agent: false, ...options }).end();
	request.on("upgrade", (_, socket) => socket.destroy());
	const answered = once(request, "response") as Promise<[http.IncomingMessage]>;
	const upgraded = once(request, "upgrade");
	const response = await Promise.race([answered.then(([response]) => response), upgraded.then(() => null)]);
	if (!response) return { status: 101, body: "" };
	const chunks: Buffer[] = [];
	response.on("data", (chunk) => chunks.push(chunk));
	await once(response, "end");
	request.destroy();
	return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}

/** The headers of an upgrade to WebSocket. */
export const UPGRADE = {
	connection: "Upgrade",
	upgrade: "websocket",
	"sec-websocket-version": "13",
	"sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** A client over WebSocket. */
export class SocketClient {
	readonly messages: Message[] = [];
	readonly socket: WebSocket;
	readonly closed: Promise<number>;
	readonly #watchers = new Set<() => void>();
	readonly #emitted: EmittedMessages;
	#nextId = 0;

	private constructor(url: string, emitted: EmittedMessages) {
		this.#emitted = emitted;
		this.socket = new WebSocket(url);
		this.closed = new Promise((resolve) => this.socket.on("close", resolve));
		this.socket.on("error", () => {});
		this.socket.on("message", (data) => {
			const message: Message = JSON.parse(String(data));
			this.messages.push(message);
			this.#emitted.check(message);
			for (const watcher of [...this.#watchers]) watcher();
		});
	}

	/** Connects. Messages that fit no schema fail the test. */
	static async connect(url: string): Promise<SocketClient> {
		const emitted = await EmittedMessages.create();
		const client = new SocketClient(url, emitted);
		onTestFinished(() => expect(emitted.violations).toEqual([]));
		await Promise.race([once(client.socket, "open"), client.closed]);
		if (client.socket.readyState !== WebSocket.OPEN) throw new Error(`nobody lets in at ${url}`);
		return client;
	}

	/** Connects and greets. */
	static async greet(url: string, capabilities: Json | null = null): Promise<SocketClient> {
		const client = await SocketClient.connect(url);
		await client.request("initialize", { clientInfo: { name: "test", version: "1" }, capabilities });
		return client;
	}

	send(message: unknown): void {
		const text = typeof message === "string" ? message : JSON.stringify(message);
		this.#emitted.heard(text);
		this.socket.send(text);
	}

	async request(method: string, params: unknown): Promise<Json> {
		const { result, error } = await this.ask(method, params);
		if (!result) throw new Error(`${method}: ${error?.code} ${error?.message}`);
		return result;
	}

	ask(method: string, params: unknown): Promise<Message> {
		const id = this.#nextId++;
		this.send({ id, method, params });
		return this.next((message) => message.id === id && message.method === undefined);
	}

	/** The first message that fits; waits for it. @throws Error when the connection closes first */
	async next(fits: (message: Message) => boolean): Promise<Message> {
		let isClosed = false;
		for (let at = 0; ; ) {
			for (; at < this.messages.length; at++) {
				const message = this.messages[at];
				if (message && fits(message)) return message;
			}
			if (isClosed) throw new Error("the connection closed first");
			let wake = () => {};
			const came = new Promise<void>((resolve) => {
				wake = resolve;
			});
			this.#watchers.add(wake);
			await Promise.race([
				came,
				this.closed.then(() => {
					isClosed = true;
				}),
			]);
			this.#watchers.delete(wake);
		}
	}

	notification(method: string): Promise<Message> {
		return this.next((message) => message.method === method);
	}
}
