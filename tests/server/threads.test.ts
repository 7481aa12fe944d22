import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, created, functionCall, Gate, message, messageParts, stream } from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function endpointWith(...replies: Parameters<typeof ResponsesEndpoint.start>): Promise<ResponsesEndpoint> {
	const endpoint = await ResponsesEndpoint.start(...replies);
	open.push({ close: () => endpoint.abandon() });
	return endpoint;
}

async function serve(options: Parameters<typeof ServerProcess.start>[0]): Promise<ServerProcess> {
	const server = await ServerProcess.start(options);
	open.push(server);
	return server;
}

const ids = (list: Json) => (Array.isArray(list.data) ? list.data.map((thread) => String(Object(thread).id)) : []);

test("threads are listed, named, archived and brought back, also with the index deleted", async () => {
	const endpoint = await endpointWith(...["one", "two", "three"].map((text) => answer(message(text))));
	const server = await serve({ config: endpoint.configToml() });
	const threads: string[] = [];
	for (const words of ["first", "second", "third"]) {
		const id = await server.startThread();
		await server.turn(id, words);
		threads.push(id);
	}
	const all = await server.request("thread/list", {});
	expect(ids(all)).toEqual(threads.toReversed());
	const page = await server.request("thread/list", { limit: 2 });
	expect(ids(page)).toEqual([threads[2], threads[1]]);
	expect(ids(await server.request("thread/list", { limit: 2, cursor: page.nextCursor }))).toEqual([threads[0]]);
	await server.request("thread/name/set", { threadId: threads[0], name: "A name" });
	await server.request("thread/archive", { threadId: threads[1] });
	expect(ids(await server.request("thread/list", {}))).toEqual([threads[2], threads[0]]);
	expect(ids(await server.request("thread/list", { archived: true }))).toEqual([threads[1]]);
	const before = await server.request("thread/list", {});
	await server.close();

	for (const name of fs.readdirSync(server.home))
		if (name.startsWith("threads.sqlite")) fs.rmSync(path.join(server.home, name));
	const again = await serve({ home: server.home, workspace: server.workspace });
	const after = await again.request("thread/list", {});
	const shown = (list: Json) =>
		(list.data as Json[]).map(({ id, name, preview, path: file }) => ({ id, name, preview, file }));
	expect(shown(after)).toEqual(shown(before));
	await again.request("thread/unarchive", { threadId: threads[1] });
	expect(ids(await again.request("thread/list", {}))).toHaveLength(3);
});

test("kill -9 in mid-turn: every finished item and the input are there, the turn is interrupted, nothing is left running", async () => {
	const gate = new Gate();
	const parts = messageParts(["Half a"]);
	const endpoint = await endpointWith(
		answer(message("Looking."), functionCall("exec_command", { cmd: "echo looked" })),
		stream(created(), parts.start, ...parts.deltas, gate),
	);
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "look around" }] });
	await gate.reached;
	await server.next(({ method, params }) => method === "item/agentMessage/delta" && params?.delta === "Half a");
	await server.kill();

	const again = await serve({ home: server.home, workspace: server.workspace });
	const { thread } = await again.request("thread/resume", { threadId });
	const [turn] = Object(thread).turns;
	expect(turn.status).toBe("interrupted");
	expect(turn.items.map((item: Json) => item.type)).toEqual(["userMessage", "agentMessage", "commandExecution"]);
	expect(turn.items[2].aggregatedOutput).toContain("looked");
	endpoint.play(answer(message("Again.")));
	expect((await again.turn(threadId)).status).toBe("completed");
});

test("a pending approval is sent again under its id to a client that resumes; steering and stopping keep their order", async () => {
	const endpoint = await endpointWith(
		answer(functionCall("exec_command", { cmd: "touch asked" })),
		answer(message("Done.")),
	);
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread({ approvalPolicy: "untrusted" });
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	const asked = await server.next(({ method }) => method === "item/commandExecution/requestApproval");
	const since = server.messages.length;
	const { thread } = await server.request("thread/resume", { threadId });
	expect(Object(thread).status).toEqual({ type: "active", activeFlags: ["waitingOnApproval"] });
	expect(Object(thread).turns[0].status).toBe("inProgress");
	const resent = await server.next(({ method }) => method === "item/commandExecution/requestApproval", since);
	expect(resent.id).toBe(asked.id);
	const wrong = await server.ask("turn/steer", {
		threadId,
		expectedTurnId: "x",
		input: [{ type: "text", text: "hm" }],
	});
	expect(wrong.error?.message).toBe(`expected active turn id \`x\` but found \`${Object(turn).id}\``);
	const interrupted = await server.ask("turn/interrupt", { threadId, turnId: Object(turn).id });
	expect(interrupted.result).toEqual({});
	await server.notification("turn/completed", since);
	const tail = server.messages.slice(server.messages.indexOf(interrupted)).map(({ method }) => method ?? "response");
	expect(tail).toEqual(["response", "thread/status/changed", "turn/completed"]);
	expect(server.messages.some(({ method }) => method === "serverRequest/resolved")).toBe(true);
});
