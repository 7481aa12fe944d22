import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { WrittenJson } from "#common/writtenJson.ts";
import { MAX_WAITING_BYTES, WebSocketChannel } from "#wire/webSocketChannel.ts";

/** More than a socket of the operating system holds. */
const LONG = "x".repeat(MAX_WAITING_BYTES + 1);

/** A channel, and the client at its other end, which reads nothing until it is resumed. */
async function connected() {
	const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
	await once(server, "listening");
	const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	onTestFinished(() => {
		client.terminate();
		for (const each of server.clients) each.terminate();
		server.close();
	});
	const [[socket]] = await Promise.all([once(server, "connection"), once(client, "open")]);
	client.pause();
	const channel = new WebSocketChannel(socket as WebSocket);
	const errors: string[] = [];
	const closed = new Promise<void>((resolve) => {
		channel.listen({ message: () => {}, error: ({ message }) => errors.push(message), closed: resolve });
	});
	return { channel, client, closed, errors };
}

const sent = (channel: WebSocketChannel, message: Parameters<WebSocketChannel["send"]>[0]) =>
	new Promise<void>((resolve) => channel.send(message, resolve));

test("who sends to a client that leaves in the middle, or has left, is told that it is over", async () => {
	const { channel, client, closed } = await connected();
	const middle = sent(channel, { result: LONG });
	client.terminate();
	await middle;
	await closed;
	await sent(channel, { result: "late" });
	await sent(channel, new WrittenJson([Buffer.from("{}")]));
});

test("a client that does not read is disconnected, and who sent to it is told that it is over", async () => {
	const { channel, closed, errors } = await connected();
	const messages = [LONG, LONG, "one too many"].map((result) => sent(channel, { result }));
	await Promise.all(messages);
	await closed;
	expect(errors).toEqual(["A client does not read what it is sent and was disconnected."]);
});

test("behind a long message others wait, and all arrive in their order", async () => {
	const { channel, client } = await connected();
	const received: string[] = [];
	client.on("message", (data) => received.push(String(data)));
	channel.send(new WrittenJson(['{"id":1,"result":"', LONG, '"}'].map((part) => Buffer.from(part))));
	for (const id of [2, 3]) channel.send({ id, result: {} });
	const last = sent(channel, { id: 4, result: {} });
	client.resume();
	await last;
	await expect.poll(() => received.length).toBe(4);
	expect(received.map((text) => JSON.parse(text).id)).toEqual([1, 2, 3, 4]);
	expect(received[0]).toBe(JSON.stringify({ id: 1, result: LONG }));
});
