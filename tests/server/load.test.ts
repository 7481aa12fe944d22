import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NetworkServer, SocketClient } from "../support/networkServer.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, Gate, longMessage } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { type Message, ServerProcess } from "../support/serverProcess.ts";

const CONNECTIONS = 200;
const THREADS_EACH = 5;
const STREAMS = 50;
const DELTAS = 500;
/** Measured: 240 MiB. What nobody reads would need far more. */
const MEMORY_LIMIT_MIB = 600;

/** The most memory a process has had, in MiB. */
function peakMiB(pid: number | undefined): number {
	const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
	return Number(/VmHWM:\s*(\d+) kB/.exec(status)?.[1]) / 1024;
}

const inTurn = ({ method, params }: Message, threadId: string) =>
	method !== undefined && /^(turn|item)\//.test(method) && params?.threadId === threadId;

/** What a turn with one streamed message is to everybody who listens to its thread. */
const wholeTurn = [
	"turn/started",
	"item/started",
	"item/completed",
	"item/started",
	...Array.from({ length: DELTAS }, () => "item/agentMessage/delta"),
	"item/completed",
	"turn/completed",
];

test.skipIf(process.platform === "win32")(
	"200 connections and 1,000 threads, 50 of them streaming: all of it arrives in order, and who does not read harms nobody",
	{ timeout: 300_000 },
	async () => {
		const gate = new Gate();
		const streams = Array.from({ length: STREAMS }, () =>
			answer(
				gate,
				longMessage(DELTAS, (index) => `${index} `),
			),
		);
		await using endpoint = await ResponsesEndpoint.start(...streams);
		const home = scratchFolder();
		fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
		const socket = path.join(home, "s");
		const server = new NetworkServer(["--listen", `unix://${socket}`], home);
		await server.says(/(listening)/);
		const url = `ws+unix://${socket}:/`;

		// Only some want to hear of every thread: that alone is 20,000 messages.
		const others = { optOutNotificationMethods: ["thread/started", "thread/status/changed"] };
		const clients = await Promise.all(
			Array.from({ length: CONNECTIONS }, (_, at) => SocketClient.greet(url, at < 20 ? null : others)),
		);
		const threads = await Promise.all(
			clients.map(async (client) => {
				const ids: string[] = [];
				for (let made = 0; made < THREADS_EACH; made++) {
					const { thread } = await client.request("thread/start", {});
					ids.push(String(Object(thread).id));
				}
				return ids;
			}),
		);
		const all = threads.flat();
		expect(new Set(all).size).toBe(CONNECTIONS * THREADS_EACH);
		const { data } = await (clients[0] as SocketClient).request("thread/loaded/list", {});
		expect(data).toEqual(all.toSorted());

		const busy = clients.slice(0, STREAMS).map((client, at) => ({ client, threadId: threads[at]?.[0] ?? "" }));
		await Promise.all(
			busy.map(({ client, threadId }) =>
				client.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] }),
			),
		);
		await endpoint.received(STREAMS);

		const slow = await SocketClient.greet(url, others);
		for (const { threadId } of busy) await slow.request("thread/resume", { threadId, excludeTurns: true });
		slow.socket.pause();
		gate.release();

		await Promise.all(busy.map(({ client }) => client.notification("turn/completed")));
		for (const { client, threadId } of busy) {
			const turn = client.messages.filter((message) => inTurn(message, threadId));
			expect(turn.map(({ method }) => method)).toEqual(wholeTurn);
			const deltas = turn.filter(({ method }) => method === "item/agentMessage/delta");
			expect(deltas.map(({ params }) => params?.delta)).toEqual(deltas.map((_, index) => `${index} `));
			expect(client.messages.filter(({ method }) => method?.startsWith("item/")).length).toBe(DELTAS + 4);
		}
		for (const { messages } of clients.slice(0, 20)) {
			const started = messages.filter(({ method }) => method === "thread/started");
			expect(new Set(started.map(({ params }) => Object(params?.thread).id)).size).toBe(all.length);
		}
		for (const { messages } of clients.slice(STREAMS)) {
			expect(messages.filter(({ method }) => method?.startsWith("item/"))).toEqual([]);
		}
		await server.says(/(does not read)/);
		slow.socket.resume();
		await slow.closed;
		if (process.platform === "linux") expect(peakMiB(server.child.pid)).toBeLessThan(MEMORY_LIMIT_MIB);
	},
);

test("what is over the limit is refused as overload at once, and can be asked again", async () => {
	const server = await ServerProcess.start();
	const ids = Array.from({ length: 400 }, (_, at) => `r${at}`);
	const line = (id: string) => `${JSON.stringify({ id, method: "thread/loaded/list", params: {} })}\n`;
	server.raw(ids.map(line).join(""));
	const answers = await Promise.all(ids.map((id) => server.next((message) => message.id === id)));
	const refused = answers.filter(({ error }) => error);
	expect(refused.length).toBeGreaterThan(0);
	expect(answers.filter(({ result }) => result).length).toBeGreaterThanOrEqual(128);
	for (const { error } of refused) expect(error).toEqual({ code: -32001, message: "Server overloaded; retry later." });
	expect(server.messages.filter(({ id }) => ids.includes(String(id))).length).toBe(ids.length);
	expect(await server.request("thread/loaded/list", {})).toMatchObject({ data: [] });
	await server.close();
});
