import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { isAlive } from "../support/processAlive.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	httpError,
	message,
	messageParts,
	type Reply,
	stream,
} from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

/** A server with one thread, and the model's script. The script is verified when the test ends. */
async function serve(script: Reply[], thread: Json = {}) {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.start({ config: endpoint.configToml() });
	open.push(server);
	return { endpoint, server, threadId: await server.startThread(thread) };
}

const started = async (server: ServerProcess, threadId: string) => {
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	return String(Object(turn).id);
};

const itemOf = ({ params }: Message): Json => Object(params?.item);

/** The items that completed, without what the person wrote: type and text, or status. */
const finished = (server: ServerProcess) =>
	server.messages
		.filter(({ method }) => method === "item/completed")
		.map(itemOf)
		.filter(({ type }) => type !== "userMessage")
		.map(({ type, text, status }) => `${type} ${text ?? status ?? ""}`);

/** Ids of items that started and did not complete. */
function openItems(server: ServerProcess): unknown[] {
	const ids = (name: string) => server.messages.filter(({ method }) => method === name).map((each) => itemOf(each).id);
	return ids("item/started").filter((id) => !ids("item/completed").includes(id));
}

const deltas = (server: ServerProcess) =>
	server.messages
		.filter(({ method }) => method === "item/agentMessage/delta")
		.map(({ params }) => params?.delta)
		.join("");

/** Waits until the deltas of the agent's message read `text`. */
const streamed = (server: ServerProcess, text: string) => server.next(() => deltas(server) === text);

test("a message arrives while it is written, and the next turn remembers it", async () => {
	const gate = new Gate();
	const parts = messageParts(["Hel", "lo"], { phase: "final_answer" });
	const { endpoint, server, threadId } = await serve([
		stream(created(), parts.start, ...parts.deltas, gate, parts.done, completed({ input: 7, output: 3 })),
		answer(message("Again.")),
	]);
	await started(server, threadId);
	await streamed(server, "Hello");
	expect(finished(server)).toEqual([]);
	gate.release();
	await server.notification("turn/completed");
	expect(finished(server)).toEqual(["agentMessage Hello"]);
	const usage = await server.notification("thread/tokenUsage/updated");
	expect(usage.params?.tokenUsage).toMatchObject({ total: { totalTokens: 10 }, modelContextWindow: 258_400 });
	await server.turn(threadId, "and now?");
	expect(endpoint.requests[1]?.body.prompt_cache_key).toBe(threadId);
	const input = endpoint.requests[1]?.body.input;
	expect((Array.isArray(input) ? input : []).slice(-3)).toMatchObject([
		{ role: "user", content: [{ text: "go" }] },
		{ role: "assistant", content: [{ text: "Hello" }] },
		{ role: "user", content: [{ text: "and now?" }] },
	]);
});

test("the commands of one answer run beside each other", async () => {
	// Each waits for the other's file: one after the other they would never end.
	const wait = (own: string, other: string) =>
		`touch ${own}; while [ ! -e ${other} ]; do sleep 0.02; done; echo ${own}`;
	const { endpoint, server, threadId } = await serve([
		answer(
			functionCall("exec_command", { cmd: wait("one", "two") }, "first"),
			functionCall("exec_command", { cmd: wait("two", "one") }, "second"),
		),
		answer(message("Done.")),
	]);
	expect((await server.turn(threadId)).status).toBe("completed");
	const input = endpoint.requests[1]?.body.input;
	expect((Array.isArray(input) ? input : []).slice(-2)).toMatchObject([
		{ call_id: "first", output: expect.stringMatching(/code 0[\s\S]*one\n$/) },
		{ call_id: "second", output: expect.stringMatching(/code 0[\s\S]*two\n$/) },
	]);
});

test("what the person adds in mid-turn reaches the model in the same turn", async () => {
	const gate = new Gate();
	const parts = messageParts(["First."]);
	const { endpoint, server, threadId } = await serve([
		stream(created(), parts.start, ...parts.deltas, gate, parts.done, completed()),
		answer(message("As you wish.")),
	]);
	const turnId = await started(server, threadId);
	await streamed(server, "First.");
	const steer = { threadId, expectedTurnId: turnId, input: [{ type: "text", text: "no, do it so" }] };
	expect(await server.request("turn/steer", { ...steer, clientUserMessageId: "mine" })).toEqual({ turnId });
	// The answer is cut off where it stood: nobody releases the gate before the turn is over.
	await server.notification("turn/completed");
	gate.release();
	expect((endpoint.requests[1]?.body.input as Json[]).slice(-2)).toMatchObject([
		{ role: "assistant", content: [{ text: "First." }] },
		{ role: "user", content: [{ text: "no, do it so" }] },
	]);
	const added = server.messages.filter(({ method }) => method === "item/completed").map(itemOf);
	expect(added.some(({ type, clientId }) => type === "userMessage" && clientId === "mine")).toBe(true);
	expect(finished(server)).toEqual(["agentMessage First.", "agentMessage As you wish."]);
});

/** A turn whose model has said half a sentence and waits. */
async function inMidSentence() {
	const parts = messageParts(["Half of", " it"]);
	const served = await serve([stream(created(), parts.start, ...parts.deltas, new Gate()), answer(message("Fine."))]);
	const turnId = await started(served.server, served.threadId);
	await streamed(served.server, "Half of it");
	return { ...served, turnId };
}

describe("an interruption", () => {
	test("in the stream keeps the text so far, and the model learns of it", async () => {
		const { endpoint, server, threadId, turnId } = await inMidSentence();
		await server.request("turn/interrupt", { threadId, turnId });
		const done = await server.notification("turn/completed");
		expect(Object(done.params?.turn).status).toBe("interrupted");
		expect(finished(server)).toEqual(["agentMessage Half of it"]);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(JSON.stringify(endpoint.requests[1]?.body.input)).toMatch(/Half of it.*<turn_aborted>/);
	});

	test("asked for twice in a row is answered twice, and what comes right behind begins the next turn", async () => {
		const { endpoint, server, threadId, turnId } = await inMidSentence();
		const since = server.messages.length;
		const answers = [
			server.ask("turn/interrupt", { threadId, turnId }),
			server.ask("turn/interrupt", { threadId, turnId }),
			server.ask("turn/start", { threadId, input: [{ type: "text", text: "right behind" }] }),
		];
		const [first, second, next] = await Promise.all(answers);
		expect([first?.result, second?.result]).toEqual([{}, {}]);
		const { id } = Object(next?.result?.turn);
		expect(id).not.toBe(turnId);
		const ended = ({ method, params }: Message) => method === "turn/completed" && Object(params?.turn).id === id;
		await server.next(ended, since);
		expect(JSON.stringify(endpoint.requests[1]?.body.input)).toContain("right behind");
		expect(await server.ask("turn/interrupt", { threadId, turnId })).toMatchObject({
			error: { code: -32600, message: "no active turn to interrupt" },
		});
	});

	test("in a command ends the command and completes its item", async () => {
		const { server, threadId } = await serve(
			[
				answer(functionCall("exec_command", { cmd: "sleep 300 & echo $! > pid; echo up; wait", login: false })),
				answer(message("Fine.")),
			],
			{ sandbox: "danger-full-access" },
		);
		const turnId = await started(server, threadId);
		await server.notification("item/commandExecution/outputDelta");
		const pid = Number(fs.readFileSync(path.join(server.workspace, "pid"), "utf8"));
		expect(isAlive(pid)).toBe(true);
		await server.request("turn/interrupt", { threadId, turnId });
		await server.notification("turn/completed");
		await expect.poll(() => isAlive(pid)).toBe(false);
		expect(openItems(server)).toEqual([]);
		expect((await server.turn(threadId)).status).toBe("completed");
	});
});

describe("a provider that stumbles", () => {
	const errors = (server: ServerProcess) => server.messages.filter(({ method }) => method === "error");

	test("before it answers is asked again without a word", async () => {
		const { server, threadId } = await serve([httpError(503, { message: "busy" }), answer(message("Here."))]);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(errors(server)).toEqual([]);
		expect(finished(server)).toEqual(["agentMessage Here."]);
	});

	test("in the middle is asked again; the person reads one message", async () => {
		const half = messageParts(["Half of"]);
		const { server, threadId } = await serve([
			stream(created(), half.start, ...half.deltas, "cut"),
			answer(message(["Half", " of it, and the rest"])),
		]);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(errors(server).map(({ params }) => params)).toMatchObject([
			{
				willRetry: true,
				error: { message: "Reconnecting... 1/5", codexErrorInfo: { responseStreamDisconnected: {} } },
			},
		]);
		expect(deltas(server)).toBe("Half of it, and the rest");
		expect(finished(server)).toEqual(["agentMessage Half of it, and the rest"]);
	});

	test("for good fails the turn, and the next one works", async () => {
		const { server, threadId } = await serve([
			httpError(404, { message: "no such model", code: "model_not_found" }),
			answer(message("Here.")),
		]);
		const turn = await server.turn(threadId);
		expect(turn).toMatchObject({
			status: "failed",
			error: { message: expect.stringContaining('does not know the model "gpt-5.5"'), codexErrorInfo: "modelNotFound" },
		});
		expect(errors(server).map(({ params }) => params?.willRetry)).toEqual([false]);
		expect((await server.turn(threadId)).status).toBe("completed");
	});
});

test("the model looks at an image, and the person sees that it does", async () => {
	const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
	const { endpoint, server, threadId } = await serve([
		answer(
			functionCall("view_image", { path: "pixel.png" }, "seen"),
			functionCall("view_image", { path: "none.png" }, "missing"),
			functionCall("view_image", { path: "notes.txt" }, "text"),
		),
		answer(message("A pixel.")),
	]);
	const file = path.join(server.workspace, "pixel.png");
	fs.writeFileSync(file, Buffer.from(pixel, "base64"));
	fs.writeFileSync(path.join(server.workspace, "notes.txt"), "words");
	expect((await server.turn(threadId)).status).toBe("completed");
	expect(server.messages.filter(({ method }) => method === "item/completed").map(itemOf)).toContainEqual(
		expect.objectContaining({ type: "imageView", id: "seen", path: file }),
	);
	expect(finished(server).filter((line) => line.startsWith("imageView"))).toHaveLength(1);
	expect((endpoint.requests[1]?.body.input as Json[]).slice(-3)).toMatchObject([
		{ call_id: "seen", output: [{ type: "input_image", image_url: `data:image/png;base64,${pixel}` }] },
		{ call_id: "missing", output: expect.stringContaining("cannot be read") },
		{ call_id: "text", output: expect.stringContaining("is no PNG") },
	]);
});
