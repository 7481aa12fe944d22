import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { NetworkServer, SocketClient } from "../support/networkServer.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, Gate, message } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

/** A server with a turn that waits for its model, and the client that started it. */
async function busyServer(endpoint: ResponsesEndpoint, gate: Gate) {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const server = new NetworkServer(["--listen", "ws://127.0.0.1:0"], home);
	const url = `ws://127.0.0.1:${await server.port()}`;
	const client = await SocketClient.greet(url);
	const { thread } = await client.request("thread/start", {});
	const threadId = String(Object(thread).id);
	await client.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await gate.reached;
	return { server, client, threadId, url };
}

const draining = {
	code: -32600,
	message: "Server is draining; retry after reconnecting",
	data: { reason: "serverShuttingDown" },
};
const refusalOf = (client: SocketClient) => expect.poll(async () => (await client.ask("thread/start", {})).error);

test("a signal lets the running turn end, refuses new work and new clients, and then the server leaves", async () => {
	const gate = new Gate();
	await using endpoint = await ResponsesEndpoint.start(answer(gate, message("done")));
	const { server, client, threadId, url } = await busyServer(endpoint, gate);
	server.child.kill("SIGTERM");
	await refusalOf(client).toEqual(draining);
	expect(await client.request("thread/loaded/list", {})).toMatchObject({ data: expect.arrayContaining([threadId]) });
	await expect(SocketClient.greet(url)).rejects.toThrow();
	gate.release();
	const { params } = await client.notification("turn/completed");
	expect(Object(params?.turn).status).toBe("completed");
	await client.closed;
	expect(await server.ended).toEqual([0, null]);
});

test("a second signal ends the running turn, and tells so", async () => {
	const gate = new Gate();
	await using endpoint = await ResponsesEndpoint.start(answer(gate, message("never")));
	const { server, client } = await busyServer(endpoint, gate);
	server.child.kill("SIGINT");
	await refusalOf(client).toEqual(draining);
	server.child.kill("SIGINT");
	const { params } = await client.notification("turn/completed");
	expect(Object(params?.turn).status).toBe("interrupted");
	expect(await server.ended).toEqual([0, null]);
	await endpoint.abandon();
});
