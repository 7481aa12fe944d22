import fs from "node:fs";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint, toolNames } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	failed,
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

async function serve(script: Reply[], config = "") {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.start({ config: endpoint.configToml(config) });
	open.push(server);
	return { endpoint, server, threadId: await server.startThread() };
}

/** An answer that says that the model has read `input` tokens. */
const counted = (input: number, ...steps: Parameters<typeof answer>) =>
	stream(created(), ...steps, completed({ input, output: 5 }));

/** The messages of a request, each as `role: text`; the context only by its role. */
function heard(endpoint: ResponsesEndpoint, index: number): string[] {
	const input = endpoint.requests[index]?.body.input;
	return (Array.isArray(input) ? input : []).map((item: Json) => {
		if (item.type !== "message") return String(item.type);
		const text = (Array.isArray(item.content) ? item.content : []).map((part: Json) => part.text).join("");
		if (/^(<permissions|# AGENTS|<environment)/.test(text)) return `${item.role}: (context)`;
		return `${item.role}: ${text.startsWith("The conversation up to here") ? text.split("\n").at(-1) : text}`;
	});
}

/** Item events of a turn and its end, in short. */
const events = (messages: Message[]) =>
	messages
		.filter(({ method }) => /^(item\/(started|completed)|turn\/completed)$/.test(method ?? ""))
		.map(({ method, params }) => {
			const { type } = Object(params?.item);
			return method === "turn/completed" ? `${method} ${Object(params?.turn).status}` : `${method} ${type}`;
		});

const compact = async (server: ServerProcess, threadId: string) => {
	const since = server.messages.length;
	expect(await server.request("thread/compact/start", { threadId })).toEqual({});
	const { params } = await server.notification("turn/completed", since);
	return { turn: Object(params?.turn), since };
};

const context = ["developer: (context)", "user: (context)"];

test("a history that reached the limit is compacted before the next turn's words and in the middle of a turn", async () => {
	const { endpoint, server, threadId } = await serve(
		[
			counted(2000, functionCall("exec_command", { cmd: "echo one" })),
			answer(message("Notes of the middle.")),
			counted(2000, message("Done.")),
			answer(message("Notes before.")),
			answer(message("Last.")),
		],
		"model_auto_compact_token_limit = 1500",
	);
	await server.turn(threadId, "first words");
	const before = server.messages.length;
	await server.turn(threadId, "second words");
	expect(events(server.messages.slice(0, before))).toEqual([
		"item/started userMessage",
		"item/completed userMessage",
		"item/started commandExecution",
		"item/completed commandExecution",
		"item/started contextCompaction",
		"item/completed contextCompaction",
		"item/started agentMessage",
		"item/completed agentMessage",
		"turn/completed completed",
	]);
	expect(events(server.messages.slice(before)).slice(0, 3)).toEqual([
		"item/started contextCompaction",
		"item/completed contextCompaction",
		"item/started userMessage",
	]);
	// Notes are asked of the whole history, without tools.
	expect(toolNames(endpoint.requests[1]?.body ?? {})).toEqual([]);
	expect(heard(endpoint, 1).slice(0, -1)).toEqual([
		...context,
		"user: first words",
		"function_call",
		"function_call_output",
	]);
	expect(heard(endpoint, 2)).toEqual([...context, "user: first words", "user: Notes of the middle."]);
	expect(heard(endpoint, 3).slice(0, -1)).toEqual([
		...context,
		"user: first words",
		"user: Notes of the middle.",
		"assistant: Done.",
	]);
	expect(heard(endpoint, 4)).toEqual([...context, "user: first words", "user: Notes before.", "user: second words"]);
});

test("with body_after_prefix the limit counts what has come since the first answer, also after a restart", async () => {
	const { endpoint, server, threadId } = await serve(
		[
			...[10_000, 10_400, 10_600].map((input) => counted(input, message(`After ${input}.`))),
			counted(10_600, message("Notes.")),
			counted(10_700, message("With notes.")),
			counted(10_900, message("Still with notes.")),
			answer(message("Other notes.")),
			answer(message("After the restart.")),
		],
		'model_auto_compact_token_limit = 500\nmodel_auto_compact_token_limit_scope = "body_after_prefix"',
	);
	const words = ["one", "two", "three", "four", "five"];
	for (const each of words) await server.turn(threadId, each);
	expect(heard(endpoint, 3).at(-2)).toBe("assistant: After 10600.");
	expect(heard(endpoint, 4)).toEqual([
		...context,
		...["one", "two", "three", "Notes.", "four"].map((each) => `user: ${each}`),
	]);
	expect(heard(endpoint, 5).at(-1)).toBe("user: five");
	await server.close();
	const again = await ServerProcess.start({ home: server.home, workspace: server.workspace });
	open.push(again);
	await again.request("thread/resume", { threadId });
	await again.turn(threadId, "six");
	expect(heard(endpoint, 7).slice(-2)).toEqual(["user: Other notes.", "user: six"]);
});

test("a request that the model calls too long is made again after a compaction, once", async () => {
	const tooLong = () => stream(created(), failed("context_length_exceeded", "too long"));
	const { endpoint, server, threadId } = await serve([
		answer(message("Hello.")),
		tooLong(),
		answer(message("Notes.")),
		answer(message("Better.")),
		tooLong(),
		answer(message("More notes.")),
		tooLong(),
	]);
	await server.turn(threadId, "first words");
	expect((await server.turn(threadId, "second words")).status).toBe("completed");
	expect(heard(endpoint, 3)).toEqual([...context, "user: first words", "user: second words", "user: Notes."]);
	const failedTurn = await server.turn(threadId, "third words");
	expect(failedTurn).toMatchObject({ status: "failed", error: { codexErrorInfo: "contextWindowExceeded" } });
});

test("notes that do not fit are asked for with ever less, and the turn fails when nothing is left", async () => {
	const tooLong = () => stream(created(), failed("context_length_exceeded", "too long"));
	const { endpoint, server, threadId } = await serve([
		answer(message("Hello.")),
		tooLong(),
		tooLong(),
		answer(message("Notes.")),
	]);
	await server.turn(threadId, "first words");
	expect((await compact(server, threadId)).turn.status).toBe("completed");
	expect(heard(endpoint, 3).slice(0, -1)).toEqual(["user: first words", "assistant: Hello."]);
	// Context, words and notes: four items, and as many requests.
	endpoint.play(tooLong(), tooLong(), tooLong(), tooLong());
	const { turn, since } = await compact(server, threadId);
	expect(turn).toMatchObject({ status: "failed", error: { codexErrorInfo: "contextWindowExceeded" } });
	expect(events(server.messages.slice(since)).slice(0, 2)).toEqual([
		"item/started contextCompaction",
		"item/completed contextCompaction",
	]);
});

test("a compaction by hand is a turn of its own that takes no words; the totals of tokens stay and the size shrinks", async () => {
	const gate = new Gate();
	const parts = messageParts(["Notes."]);
	const { endpoint, server, threadId } = await serve([
		counted(100_000, message("Hello.")),
		stream(created(), parts.start, ...parts.deltas, gate, parts.done, completed({ input: 100_010, output: 5 })),
		answer(message("Again.")),
	]);
	await server.turn(threadId, "first words");
	const since = server.messages.length;
	const done = compact(server, threadId);
	await gate.reached;
	const turnId = Object((await server.notification("turn/started", since)).params?.turn).id;
	const words = { threadId, input: [{ type: "text", text: "no" }] };
	expect((await server.ask("turn/steer", { ...words, expectedTurnId: turnId })).error).toEqual({
		code: -32600,
		message: "cannot steer a compact turn",
		data: {
			message: "cannot steer a compact turn",
			codexErrorInfo: { activeTurnNotSteerable: { turnKind: "compact" } },
			additionalDetails: null,
			misalignment: null,
		},
	});
	expect((await server.ask("turn/start", words)).error).toEqual({
		code: -32603,
		message: "failed to submit turn input: ActiveTurnNotSteerable { turn_kind: Compact }",
	});
	gate.release();
	expect((await done).turn).toMatchObject({ status: "completed", items: [] });
	const usages = server.messages.slice(since).filter(({ method }) => method === "thread/tokenUsage/updated");
	const [asked, after] = usages.map(({ params }) => Object(params?.tokenUsage));
	expect(asked).toMatchObject({ total: { totalTokens: 200_020 }, last: { totalTokens: 100_015 } });
	expect(after).toMatchObject({ total: { totalTokens: 200_020 }, last: { inputTokens: 0, outputTokens: 0 } });
	expect(after.last.totalTokens).toBeGreaterThan(0);
	expect(after.last.totalTokens).toBeLessThan(10_000);
	await server.turn(threadId, "second words");
	expect(heard(endpoint, 2)).toEqual([...context, "user: first words", "user: Notes.", "user: second words"]);
});

test("a compaction stops the turn that runs, and can itself be stopped without a loss", async () => {
	const [turnGate, notesGate] = [new Gate(), new Gate()];
	const { endpoint, server, threadId } = await serve([
		stream(created(), ...message("Hel"), turnGate, completed()),
		stream(created(), ...message("Not"), notesGate, completed()),
		answer(message("Fine.")),
	]);
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "first words" }] });
	await turnGate.reached;
	const since = server.messages.length;
	expect(await server.request("thread/compact/start", { threadId })).toEqual({});
	const stopped = await server.notification("turn/completed", since);
	expect(Object(stopped.params?.turn).status).toBe("interrupted");
	await notesGate.reached;
	const turnId = Object((await server.notification("turn/started", since)).params?.turn).id;
	await server.request("turn/interrupt", { threadId, turnId });
	const ended = await server.next(
		({ method, params }) => method === "turn/completed" && Object(params?.turn).id === turnId,
	);
	expect(Object(ended.params?.turn).status).toBe("interrupted");
	await server.turn(threadId, "second words");
	expect(heard(endpoint, 2)).toContain("assistant: Hel");
});

test("after a restart the model goes on from the notes, people see everything, and the file holds nothing twice", async () => {
	const long = `long words ${"x".repeat(50_000)}`;
	const { endpoint, server, threadId } = await serve([
		answer(message("Hello.")),
		answer(message("Notes one.")),
		answer(message("Notes two.")),
		answer(message("Notes three.")),
		answer(message("Back.")),
	]);
	await server.turn(threadId, long);
	const { path: file } = Object((await server.request("thread/read", { threadId })).thread);
	const size = fs.statSync(file).size;
	for (let i = 0; i < 3; i++) await compact(server, threadId);
	expect(fs.statSync(file).size - size).toBeLessThan(15_000);
	await server.close();
	const again = await ServerProcess.start({ home: server.home, workspace: server.workspace });
	open.push(again);
	const { thread } = await again.request("thread/resume", { threadId });
	const items = Object(thread).turns.flatMap((turn: Json) => (Array.isArray(turn.items) ? turn.items : []));
	expect(items.map(({ type }: Json) => type)).toEqual([
		"userMessage",
		"agentMessage",
		"contextCompaction",
		"contextCompaction",
		"contextCompaction",
	]);
	await again.turn(threadId, "second words");
	expect(heard(endpoint, 4)).toEqual([...context, `user: ${long}`, "user: Notes three.", "user: second words"]);
});

test("of what people wrote the most recent 20,000 tokens stay; the rest is in the notes", async () => {
	const words = (name: string, tokens: number) => name.padEnd(tokens * 4, ".");
	const { endpoint, server, threadId } = await serve([
		...Array.from({ length: 3 }, () => answer(message("Ok."))),
		answer(message("Notes.")),
		answer(message("Back.")),
	]);
	for (const name of ["one", "two", "three"]) await server.turn(threadId, words(name, 9000));
	await compact(server, threadId);
	await server.turn(threadId, "last");
	expect(heard(endpoint, 4).slice(2)).toEqual([
		`user: ${words("one", 2000)}`,
		`user: ${words("two", 9000)}`,
		`user: ${words("three", 9000)}`,
		"user: Notes.",
		"user: last",
	]);
});

test("compact_prompt asks in its own words, and a failure leaves the history as it was", async () => {
	const { endpoint, server, threadId } = await serve(
		[answer(message("Hello.")), httpError(400, { message: "bad" }), answer(message("Fine."))],
		'compact_prompt = "In one word?"',
	);
	await server.turn(threadId, "first words");
	const { turn } = await compact(server, threadId);
	expect(turn).toMatchObject({ status: "failed", error: { codexErrorInfo: "other" } });
	expect(heard(endpoint, 1).at(-1)).toBe("user: In one word?");
	await server.turn(threadId, "second words");
	expect(heard(endpoint, 2)).toEqual([...context, "user: first words", "assistant: Hello.", "user: second words"]);
});

test("a model with a smaller window gets notes that the larger one wrote", async () => {
	const { endpoint, server, threadId } = await serve([
		counted(300_000, message("Hello.")),
		answer(message("Notes.")),
		answer(message("Small.")),
	]);
	const since = server.messages.length;
	const start = { threadId, input: [{ type: "text", text: "first words" }], model: "gpt-6.1-terra" };
	await server.request("turn/start", start);
	await server.notification("turn/completed", since);
	const next = server.messages.length;
	await server.request("turn/start", { ...start, model: "gpt-5.5", input: [{ type: "text", text: "second words" }] });
	await server.notification("turn/completed", next);
	expect(endpoint.requests.map(({ body }) => body.model)).toEqual(["gpt-6.1-terra", "gpt-6.1-terra", "gpt-5.5"]);
	expect(heard(endpoint, 2)).toEqual([...context, "user: first words", "user: Notes.", "user: second words"]);
});

test("a thread nobody has written in can be compacted, and an unknown one cannot", async () => {
	const { server, threadId } = await serve([answer(message("Nothing yet."))]);
	expect((await compact(server, threadId)).turn.status).toBe("completed");
	const absent = "01990000-0000-7000-8000-000000000000";
	expect((await server.ask("thread/compact/start", { threadId: absent })).error).toEqual({
		code: -32600,
		message: `thread not found: ${absent}`,
	});
});
