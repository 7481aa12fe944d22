import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { KeyedQueue } from "#common/keyedQueue.ts";
import { WireError } from "#protocol/errors.ts";
import { LineChannel } from "#wire/lineChannel.ts";
import { Connection, type ConnectionHost, MAX_REQUESTS_UNDER_WAY } from "../../../server/rpc/connection.ts";
import { Dispatcher } from "../../../server/rpc/dispatcher.ts";
import type { HandlerTable, RequestContext } from "../../../server/rpc/peer.ts";
import { requestTrace } from "../../../server/rpc/requestTrace.ts";

type Answer = { id?: unknown; method?: string; result?: unknown; error?: { code: number; message: string } };
type Handler = (params: Record<string, unknown>, context: RequestContext) => unknown;

const greeting = { id: 0, method: "initialize", params: { clientInfo: { name: "test", version: "1" } } };

/** A client of a connection whose handlers are `handlers`, greeted. */
class Client {
	readonly log: string[] = [];
	readonly input = new PassThrough();
	isDraining = false;
	readonly connection: Connection;
	readonly #lines: AsyncIterator<string>;

	constructor(handlers: Record<string, Handler>) {
		const output = new PassThrough();
		this.#lines = createInterface({ input: output })[Symbol.asyncIterator]();
		const client = this;
		const dispatcher = new Dispatcher({
			// A test answers only the methods it sends.
			handlers: async () => handlers as unknown as HandlerTable,
			queue: new KeyedQueue(),
			get isDraining() {
				return client.isDraining;
			},
		});
		const host: ConnectionHost = {
			dispatcher: async () => dispatcher,
			initialize: () => ({ userAgent: "", codexHome: "/", platformFamily: "unix", platformOs: "linux" }),
			onInitialized: () => {},
			onAnswer: () => false,
			log: (level, message, fields) => this.log.push(`${level} ${message} ${JSON.stringify(fields)}`),
		};
		this.connection = new Connection(new LineChannel(this.input, output), host);
	}

	static async greet(handlers: Record<string, Handler>, capabilities: unknown = null): Promise<Client> {
		const client = new Client(handlers);
		client.send({ ...greeting, params: { ...greeting.params, capabilities } });
		expect(await client.next()).toMatchObject({ id: 0, result: { codexHome: "/" } });
		return client;
	}

	send(...messages: unknown[]): void {
		this.input.write(messages.map((message) => `${JSON.stringify(message)}\n`).join(""));
	}

	async next(): Promise<Answer> {
		return JSON.parse((await this.#lines.next()).value);
	}

	/** What comes before the output ends. */
	async rest(): Promise<Answer[]> {
		const answers: Answer[] = [];
		for (let line = await this.#lines.next(); !line.done; line = await this.#lines.next())
			answers.push(JSON.parse(line.value));
		return answers;
	}
}

const read = (id: unknown, threadId: string) => ({ id, method: "thread/read", params: { threadId } });
const warning = { threadId: null, message: "w" };

test("requests about one thread are handled in their order, others beside them", async () => {
	const order: string[] = [];
	const first = Promise.withResolvers<void>();
	const client = await Client.greet({
		"thread/read": async ({ threadId }) => {
			order.push(`begin ${threadId}`);
			if (threadId === "a" && order.length === 1) await first.promise;
			order.push(`end ${threadId}`);
			return {};
		},
	});
	client.send(read(1, "a"), read(2, "a"), read(3, "b"));
	expect((await client.next()).id).toBe(3);
	first.resolve();
	expect([(await client.next()).id, (await client.next()).id]).toEqual([1, 2]);
	expect(order).toEqual(["begin a", "begin b", "end b", "end a", "begin a", "end a"]);
});

test("what a handler sends after its response comes right behind it", async () => {
	const client = await Client.greet({
		"thread/read": (_, { peer, afterResponse }) => {
			afterResponse(() => peer.notify("warning", warning));
			return { done: true };
		},
	});
	client.send(read(1, "a"), read("1", "b"));
	const answers = [await client.next(), await client.next(), await client.next(), await client.next()];
	expect(answers.map(({ id, method }) => method ?? id)).toEqual([1, "warning", "1", "warning"]);
});

test("an error of the protocol arrives word for word, any other says nothing of the inside", async () => {
	const client = await Client.greet({
		"thread/read": () => {
			throw new WireError(-32600, "thread not found: x", { more: 1 });
		},
		"thread/list": () => {
			throw new Error("secret detail");
		},
	});
	client.send(read(1, "x"));
	expect(await client.next()).toEqual({
		id: 1,
		error: { code: -32600, message: "thread not found: x", data: { more: 1 } },
	});
	client.send({ id: 2, method: "thread/list", params: {} });
	const { error } = await client.next();
	expect(error?.code).toBe(-32603);
	expect(error?.message).not.toContain("secret");
	expect(client.log.join("\n")).toContain("secret detail");
});

test("one request more than may be under way is refused as overload, and the others are answered", async () => {
	const gate = Promise.withResolvers<object>();
	const client = await Client.greet({ "thread/list": () => gate.promise });
	const ids = Array.from({ length: MAX_REQUESTS_UNDER_WAY + 1 }, (_, id) => id);
	client.send(...ids.map((id) => ({ id, method: "thread/list", params: {} })));
	expect(await client.next()).toEqual({
		id: MAX_REQUESTS_UNDER_WAY,
		error: { code: -32001, message: "Server overloaded; retry later." },
	});
	gate.resolve({});
	for (const id of ids.slice(0, -1)) expect(await client.next()).toMatchObject({ id, result: {} });
});

test("a server that is about to leave takes no more work, and still tells what there is", async () => {
	const client = await Client.greet({ "thread/read": () => ({}), "thread/start": () => ({}) });
	client.isDraining = true;
	client.send({ id: 1, method: "thread/start", params: {} });
	expect((await client.next()).error).toEqual({
		code: -32600,
		message: "Server is draining; retry after reconnecting",
		data: { reason: "serverShuttingDown" },
	});
	client.send(read(2, "a"));
	expect(await client.next()).toEqual({ id: 2, result: {} });
});

test("the end of the input aborts what is under way", async () => {
	const begun = Promise.withResolvers<AbortSignal>();
	const client = await Client.greet({
		"thread/list": (_, { signal }) => {
			begun.resolve(signal);
			return new Promise(() => {});
		},
	});
	client.send({ id: 1, method: "thread/list", params: {} });
	const signal = await begun.promise;
	expect(signal.aborted).toBe(false);
	client.input.end();
	await expect.poll(() => signal.aborted).toBe(true);
});

test("a connection that ends still sends the answers that come soon, and nothing of what comes late", async () => {
	const soon = Promise.withResolvers<object>();
	const late = Promise.withResolvers<object>();
	const begun = Promise.withResolvers<void>();
	const client = await Client.greet({
		"thread/list": () => soon.promise,
		"thread/read": () => {
			begun.resolve();
			return late.promise;
		},
	});
	client.send({ id: 1, method: "thread/list", params: {} }, read(2, "a"));
	await begun.promise;
	client.input.end();
	const ended = client.connection.end();
	soon.resolve({ done: true });
	await ended;
	late.resolve({});
	expect(await client.rest()).toEqual([{ id: 1, result: { done: true } }]);
});

test("log lines about a request carry the trace it came with", async () => {
	const traces: unknown[] = [];
	const client = await Client.greet({
		"thread/list": async (_, { afterResponse }) => {
			await Promise.resolve();
			traces.push(requestTrace());
			afterResponse(() => setImmediate(() => traces.push(requestTrace())));
			return {};
		},
	});
	const trace = { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", tracestate: "a=b" };
	const list = { id: 1, method: "thread/list", params: {} };
	client.send(
		{ ...list, trace: { ...trace, more: 1 } },
		{ ...list, trace: { traceparent: 5 } },
		{ ...list, trace: "x" },
		list,
	);
	for (let answers = 0; answers < 4; answers++) expect((await client.next()).result).toEqual({});
	await expect.poll(() => traces.length).toBe(8);
	expect(traces.filter((each) => each !== undefined)).toEqual([trace, trace]);
});

const granular = { granular: { mcp_elicitations: true, rules: true, sandbox_approval: true } };

test.each([
	["thread/start", { approvalPolicy: granular }],
	["turn/start", { threadId: "a", input: [], approvalPolicy: granular }],
])("%s with an experimental value needs the client's consent", async (method, params) => {
	const handlers = { [method]: () => ({}) };
	const stable = await Client.greet(handlers);
	stable.send({ id: 1, method, params });
	const message = "askForApproval.granular requires experimentalApi capability";
	expect((await stable.next()).error, stable.log.join("\n")).toEqual({ code: -32600, message });
	stable.send({ id: 2, method, params: { ...params, approvalPolicy: "never" } });
	expect(await stable.next()).toEqual({ id: 2, result: {} });
	const optedIn = await Client.greet(handlers, { experimentalApi: true });
	optedIn.send({ id: 1, method, params });
	expect(await optedIn.next()).toEqual({ id: 1, result: {} });
});

test.each(["plain", "ünicode", " spaced ", "tab\tbed", ""])("a client may be called %j", async (name) => {
	const client = new Client({});
	client.send({ ...greeting, params: { clientInfo: { name, version: "1" } } });
	expect((await client.next()).result).toBeDefined();
});
