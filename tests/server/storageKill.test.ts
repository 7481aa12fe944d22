import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, created, functionCall, Gate, message, messageParts, stream } from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

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

const itemsOf = (thread: unknown): Json[] =>
	(Object(thread).turns as Json[]).flatMap((turn) => turn.items as Json[]).map((item) => ({ ...item }));
const named = (items: Json[]) => items.map(({ type, id }) => `${String(type)} ${String(id)}`);
const rolloutOf = (home: string) =>
	fs
		.readdirSync(home, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".jsonl") && name.includes("rollout-"))
		.map((name) => path.join(home, name))[0] ?? "";

const isAnswer = (name: string) => !name.startsWith("userMessage");

/** How many places of the rollout are tried in one server's life. */
const CUTS = 24;

test("cut off anywhere, a thread shows every complete item, loses no byte, and goes on", async () => {
	const endpoint = await endpointWith(
		answer(message("Looking at größer 🧵."), functionCall("exec_command", { cmd: "echo looked" })),
		answer(message("Done.")),
		answer(message("Second answer.")),
	);
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.turn(threadId, "look around");
	await server.turn(threadId, "and again");
	await server.close();
	const file = rolloutOf(server.home);
	const whole = fs.readFileSync(file);
	// Where each announced item is complete, from the lines themselves.
	const complete: { end: number; name: string }[] = [];
	let offset = 0;
	for (const line of whole.toString("utf8").split("\n")) {
		offset += Buffer.byteLength(line);
		const { payload } = line === "" ? { payload: null } : JSON.parse(line);
		if (payload?.type === "item_completed") {
			complete.push({ end: offset, name: `${payload.item.type} ${payload.item.id}` });
		}
		offset += 1;
	}
	expect(complete).toHaveLength(6);
	const first = whole.indexOf('"item_completed"');
	const cuts = Array.from({ length: CUTS }, (_, n) => Math.round(first + ((whole.length - first) * n) / (CUTS - 1)));
	// The byte before, at and after the end of an item's line: an item without its newline is complete.
	for (const { end } of complete) cuts.push(end - 1, end, end + 1);
	const reader = await serve({ home: server.home, workspace: server.workspace, config: endpoint.configToml() });
	for (const cut of cuts) {
		fs.writeFileSync(file, whole.subarray(0, cut));
		const { thread } = await reader.request("thread/read", { threadId, includeTurns: true });
		const expected = complete.filter(({ end }) => end <= cut).map(({ name }) => name);
		const listed = await reader.request("thread/items/list", { threadId, limit: 50 });
		const pages = (listed.data as Json[]).map(({ item }) => item as Json);
		for (const shown of [named(itemsOf(thread)), named(pages)]) {
			// Accepted input is shown also before its item is complete.
			expect(shown.filter(isAnswer)).toEqual(expected.filter(isAnswer));
			expect(shown).toEqual(expect.arrayContaining(expected));
		}
		expect(fs.readFileSync(file).equals(whole.subarray(0, cut))).toBe(true);
	}
	// In the middle of the second turn's answer: it is taken up again, and what was there stays there.
	const cut = (complete[5]?.end ?? 0) - 5;
	fs.writeFileSync(file, whole.subarray(0, cut));
	endpoint.play(answer(message("Third answer.")));
	await reader.request("thread/resume", { threadId });
	expect((await reader.turn(threadId, "go on")).status).toBe("completed");
	expect(fs.readFileSync(file).subarray(0, cut).equals(whole.subarray(0, cut))).toBe(true);
	const { thread } = await reader.request("thread/read", { threadId, includeTurns: true });
	expect((Object(thread).turns as Json[]).map(({ status }) => status)).toEqual([
		"completed",
		"interrupted",
		"completed",
	]);
});

/** What a client has been told is complete. */
const announced = (messages: readonly Message[]) =>
	messages.flatMap(({ method, params }) => (method === "item/completed" ? [Object(params).item as Json] : []));

test("killed after any item that was announced: each of them is there, in its words, and the thread goes on", async () => {
	const steps = ["one", "two", "three"];
	const gate = new Gate();
	const half = messageParts(["Half an ans"]);
	const endpoint = await endpointWith(
		...steps.map((step) => answer(message(`Step ${step}.`), functionCall("exec_command", { cmd: `echo ${step}` }))),
		stream(created(), half.start, ...half.deltas, gate),
	);
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "three steps" }] });
	await gate.reached;
	await server.next(({ method, params }) => method === "item/agentMessage/delta" && params?.delta === "Half an ans");
	await server.kill();
	const told = announced(server.messages);
	expect(told.map(({ type }) => type)).toEqual([
		"userMessage",
		...steps.flatMap(() => ["agentMessage", "commandExecution"]),
	]);
	const before = fs.readFileSync(rolloutOf(server.home));

	const again = await serve({ home: server.home, workspace: server.workspace });
	const { thread } = await again.request("thread/resume", { threadId });
	expect(named(itemsOf(thread))).toEqual(named(told));
	expect(itemsOf(thread).map((item) => item.text ?? item.aggregatedOutput)).toEqual(
		told.map((item) => item.text ?? item.aggregatedOutput),
	);
	expect(fs.readFileSync(rolloutOf(server.home)).subarray(0, before.length).equals(before)).toBe(true);
	endpoint.play(answer(message("On.")));
	expect((await again.turn(threadId, "go on")).status).toBe("completed");
	const asked = JSON.stringify(endpoint.requests.at(-1));
	for (const step of steps) expect(asked).toContain(`Step ${step}.`);
	expect(asked).toContain("turn_aborted");
});

test("killed while many turns are written at once: what was announced of every thread is there", async () => {
	const count = 12;
	const replies = Array.from({ length: count * 2 }, (_, n) => answer(message(`Answer ${n}.`)));
	const endpoint = await endpointWith(...replies);
	const server = await serve({ config: endpoint.configToml() });
	const ids: string[] = [];
	for (let n = 0; n < count; n++) ids.push(await server.startThread());
	for (const threadId of ids)
		server.write({
			id: `turn-${threadId}`,
			method: "turn/start",
			params: { threadId, input: [{ type: "text", text: "go" }] },
		});
	// In the middle of it: some turns are over, others have not begun.
	await server.next(() => announced(server.messages).length >= count);
	await server.kill();
	const again = await serve({ home: server.home, workspace: server.workspace });
	for (const threadId of ids) {
		const told = announced(server.messages.filter(({ params }) => params?.threadId === threadId));
		if (told.length === 0) continue;
		const { thread } = await again.request("thread/read", { threadId, includeTurns: true });
		expect(named(itemsOf(thread))).toEqual(expect.arrayContaining(named(told)));
	}
	const listed = await again.request("thread/list", { limit: 100 });
	const rollouts = fs.readdirSync(server.home, { recursive: true, encoding: "utf8" });
	expect((listed.data as Json[]).length).toBe(
		rollouts.filter((name) => name.endsWith(".jsonl") && name.includes("rollout-")).length,
	);
});
