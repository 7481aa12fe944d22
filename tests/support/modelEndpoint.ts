import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Gate, type Reply, type StreamStep } from "./responsesEvents.ts";

/** A request the endpoint received. `body` is the parsed JSON. */
export interface ReceivedRequest {
	body: Record<string, unknown>;
	headers: IncomingMessage["headers"];
	/** Path with query. */
	url: string;
	/** `performance.now()` of the arrival. */
	at: number;
}

/** What one request must look like; members left out are not checked. */
export interface Expectation {
	model?: string;
	/** The last element of the conversation: text that it must contain somewhere (as JSON), or a predicate. */
	last?: string | RegExp | ((item: Record<string, unknown>) => boolean);
	/** Names that must be among `tools`. */
	tools?: readonly string[];
	/** Anything else: throw, or return a sentence, to say what is wrong. */
	check?: (request: ReceivedRequest) => string | undefined;
}

export interface ScriptEntry {
	expect?: Expectation;
	reply: Reply;
}

/** What an endpoint's API looks like. */
export interface Api {
	/** Value of `wire_api`. */
	wireApi: "responses" | "chat" | "messages";
	/** Of the requests that the script answers. */
	path: RegExp;
	/** What a strict server would refuse in a request, whatever the script expects. */
	refuse(request: ReceivedRequest): string | undefined;
	/** The last element of what the model is to read. */
	last(body: Record<string, unknown>): Record<string, unknown>;
	toolNames(body: Record<string, unknown>): string[];
}

/**
 * A model endpoint on loopback that follows a script strictly: each POST to its API's path takes the next entry. A
 * request that its API would refuse, that no entry expects, or that does not match its entry, is answered 500 and
 * fails `verify()`; so does an entry that was never used.
 *
 * Other requests (a client that lists models) are answered from `pages`, else 404, and are no failure.
 */
export class ModelEndpoint {
	/** JSON answers to GET requests, by path. */
	readonly pages = new Map<string, unknown>();
	/** Paths of the GET requests that came. */
	readonly visits: string[] = [];
	readonly #visits = new EventEmitter();
	readonly #api: Api;
	readonly requests: ReceivedRequest[] = [];
	readonly #script: ScriptEntry[] = [];
	readonly #failures: string[] = [];
	readonly #waiting: { count: number; resolve: () => void }[] = [];
	readonly #gates = new Set<Gate>();
	readonly #server: Server;
	#port = 0;

	protected constructor(api: Api) {
		this.#api = api;
		this.#server = createServer((request, response) => {
			this.#answer(request, response).catch((error: unknown) => {
				// A client that leaves in mid-stream is what many tests are about.
				if (!response.destroyed) this.#failures.push(String(error));
			});
		});
	}

	protected async listen(script: (ScriptEntry | Reply)[]): Promise<this> {
		this.play(...script);
		this.#server.listen(0, "127.0.0.1");
		await once(this.#server, "listening");
		const address = this.#server.address();
		if (typeof address !== "object" || address === null) throw new Error("no TCP address");
		this.#port = address.port;
		return this;
	}

	get wireApi() {
		return this.#api.wireApi;
	}

	/** What goes into `base_url`. */
	get baseUrl(): string {
		return `http://127.0.0.1:${this.#port}/v1`;
	}

	/** A `config.toml` that uses this endpoint, for a server home. `extra` lines go to the top level. */
	configToml(extra = "", model = "gpt-5.5", providerExtra = ""): string {
		return [
			`model = "${model}"`,
			`model_provider = "scripted"`,
			extra,
			"[model_providers.scripted]",
			`name = "Scripted"`,
			`base_url = "${this.baseUrl}"`,
			`wire_api = "${this.#api.wireApi}"`,
			providerExtra,
			"",
		].join("\n");
	}

	/** Appends to the script. */
	play(...script: (ScriptEntry | Reply)[]): void {
		for (const entry of script) this.#script.push("kind" in entry ? { reply: entry } : entry);
	}

	/** Resolves when `count` requests have arrived in all. */
	async received(count: number): Promise<ReceivedRequest> {
		if (this.requests.length < count) {
			await new Promise<void>((resolve) => {
				this.#waiting.push({ count, resolve });
			});
		}
		const request = this.requests[count - 1];
		if (!request) throw new Error(`request ${count} did not arrive`);
		return request;
	}

	/** Resolves when a GET of `path` has been answered. */
	async visited(path: string): Promise<void> {
		while (!this.visits.includes(path)) await once(this.#visits, "visit");
	}

	/** Throws when a request was unexpected or mismatched, or an entry of the script is unused. */
	verify(): void {
		const failures = [...this.#failures];
		if (this.#script.length > 0) failures.push(`${this.#script.length} scripted answer(s) were never asked for`);
		if (failures.length > 0) throw new Error(`The model endpoint saw:\n- ${failures.join("\n- ")}`);
	}

	/** Closes at once, without verifying: for the clean-up of a test that has failed already. */
	async abandon(): Promise<void> {
		for (const gate of this.#gates) gate.release();
		this.#server.closeAllConnections();
		if (this.#server.listening) {
			this.#server.close();
			await once(this.#server, "close");
		}
	}

	/** Closes, then verifies. */
	async close(): Promise<void> {
		await this.abandon();
		this.verify();
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.close();
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const at = performance.now();
		const url = request.url ?? "";
		const text = await readText(request);
		if (request.method !== "POST" || !this.#api.path.test(url)) {
			const page = this.pages.get(url);
			if (page === undefined) response.writeHead(404, { "content-type": "text/plain" }).end("not found");
			else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(page));
			this.visits.push(url);
			this.#visits.emit("visit");
			return;
		}
		const received: ReceivedRequest = { body: parseObject(text), headers: request.headers, url, at };
		this.requests.push(received);
		const entry = this.#script.shift();
		const wrong = entry
			? (this.#api.refuse(received) ?? mismatch(this.#api, received, entry.expect ?? {}))
			: `unexpected request ${this.requests.length}`;
		for (const waiter of this.#waiting) if (this.requests.length >= waiter.count) waiter.resolve();
		if (!entry || wrong) {
			const failure = `${wrong}; last of its input: ${JSON.stringify(this.#api.last(received.body))}`;
			this.#failures.push(failure);
			response.writeHead(500, { "content-type": "application/json" });
			response.end(JSON.stringify({ error: { message: failure } }));
			return;
		}
		await this.#play(entry.reply, response);
	}

	async #play(reply: Reply, response: ServerResponse): Promise<void> {
		if (reply.kind === "reset") {
			response.destroy();
			return;
		}
		if (reply.kind === "http") {
			response.writeHead(reply.status, reply.headers).end(reply.body);
			return;
		}
		response.writeHead(200, { "content-type": "text/event-stream", ...reply.headers });
		response.flushHeaders();
		let pending: string[] = [];
		const flush = async () => {
			if (pending.length === 0) return;
			const text = pending.join("");
			pending = [];
			// The callback comes when the text has left (or the client has): only then may a cut follow.
			await new Promise<void>((resolve) => {
				response.write(text, () => resolve());
			});
		};
		for (const step of reply.steps) {
			if (response.destroyed) return;
			if (step === "end") break;
			if (step === "cut") {
				await flush();
				response.socket?.end();
				return;
			}
			if (step instanceof Gate) {
				await flush();
				this.#gates.add(step);
				step.arrive();
				await Promise.race([step.released, closed(response)]);
				continue;
			}
			pending.push(encode(step));
			if (pending.length >= 256) await flush();
		}
		await flush();
		response.end();
	}
}

function encode(step: Exclude<StreamStep, Gate | "cut" | "end">): string {
	if (!("type" in step)) return step.raw;
	return `event: ${step.type}\ndata: ${JSON.stringify(step)}\n\n`;
}

function mismatch(api: Api, request: ReceivedRequest, expect: Expectation): string | undefined {
	const { body } = request;
	if (expect.model !== undefined && body.model !== expect.model) {
		return `model ${JSON.stringify(body.model)} instead of ${expect.model}`;
	}
	if (expect.last !== undefined) {
		const item = api.last(body);
		const text = JSON.stringify(item);
		const ok =
			typeof expect.last === "function"
				? expect.last(item)
				: typeof expect.last === "string"
					? text.includes(expect.last)
					: expect.last.test(text);
		if (!ok) return `the last of its input does not match ${String(expect.last)}`;
	}
	for (const name of expect.tools ?? []) {
		const offered = api.toolNames(body);
		if (!offered.includes(name)) return `tool ${name} is not offered (${offered.join(", ")})`;
	}
	try {
		return expect.check?.(request) ?? undefined;
	} catch (error) {
		return String(error);
	}
}

/** Resolves when the client has left. */
function closed(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		response.once("close", () => resolve());
	});
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseObject(text: string): Record<string, unknown> {
	const value: unknown = JSON.parse(text);
	if (!isObject(value)) throw new Error("the request body is no JSON object");
	return value;
}

async function readText(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
	return Buffer.concat(chunks).toString("utf8");
}
