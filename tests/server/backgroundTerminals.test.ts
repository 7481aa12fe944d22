import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	message,
	type Reply,
	stream,
} from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function serve(script: Reply[], thread: Json = {}) {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.spawn({ config: endpoint.configToml() });
	open.push(server);
	await server.request("initialize", {
		clientInfo: { name: "test", version: "1" },
		capabilities: { experimentalApi: true },
	});
	return { endpoint, server, threadId: await server.startThread(thread) };
}

const start = (cmd: string, callId: string) => functionCall("exec_command", { cmd, yield_time_ms: 250 }, callId);

const commandEnd = (server: ServerProcess, id: string, since = 0) =>
	server.next(({ method, params }) => method === "item/completed" && Object(params?.item).id === id, since);

const itemOf = ({ params }: Message): Json => Object(params?.item);

const list = async (server: ServerProcess, threadId: string, more: Json = {}) => {
	const { data, nextCursor } = await server.request("thread/backgroundTerminals/list", { threadId, ...more });
	return { data: data as Json[], nextCursor };
};

/** What the model was told of the person's commands in a request. */
function told(endpoint: ResponsesEndpoint, index: number): string[] {
	const input = endpoint.requests[index]?.body.input as Json[];
	return input.flatMap(({ content }) => {
		const text = (Array.isArray(content) ? content : []).map((part: Json) => part.text).join("");
		return text.startsWith("<user_shell_command>") ? [text] : [];
	});
}

test("commands that outlive their turn are listed, end one by one or all, and their items then complete", async () => {
	const { server, threadId } = await serve([
		answer(start("echo hi; exec sleep 300", "one"), start("exec sleep 301", "two"), start("exec sleep 302", "three")),
		answer(message("They run.")),
	]);
	expect((await list(server, threadId)).data).toEqual([]);
	expect((await server.turn(threadId)).status).toBe("completed");
	// It has printed this before anybody ends it.
	await server.next(({ params }) => params?.itemId === "one" && params.delta === "hi\n");
	const { data } = await list(server, threadId);
	expect(data.map(({ itemId, command, cwd }) => [itemId, command, cwd]).sort()).toEqual([
		["one", "echo hi; exec sleep 300", server.workspace],
		["three", "exec sleep 302", server.workspace],
		["two", "exec sleep 301", server.workspace],
	]);
	const ids = data.map(({ processId }) => Number(processId));
	expect(ids).toEqual(ids.toSorted((a, b) => a - b));
	const page = await list(server, threadId, { limit: 2 });
	expect(page.data).toEqual(data.slice(0, 2));
	expect((await list(server, threadId, { limit: 2, cursor: page.nextCursor })).data).toEqual(data.slice(2));

	const terminate = (processId: unknown) => server.ask("thread/backgroundTerminals/terminate", { threadId, processId });
	expect((await terminate("1")).result).toEqual({ terminated: false });
	expect((await terminate("x")).error).toMatchObject({
		code: -32600,
		message: "invalid background terminal process id: invalid digit found in string",
	});
	expect((await terminate("-1")).result).toEqual({ terminated: false });
	expect((await terminate("2147483648")).error).toMatchObject({
		message: "invalid background terminal process id: number too large to fit in target type",
	});
	expect((await list(server, threadId, { cursor: "-1" })).data).toEqual(data);
	expect((await server.ask("thread/backgroundTerminals/list", { threadId, cursor: "x" })).error).toMatchObject({
		message: "invalid cursor: invalid digit found in string",
	});
	const first = data.find(({ itemId }) => itemId === "one");
	expect((await terminate(first?.processId)).result).toEqual({ terminated: true });
	expect(itemOf(await commandEnd(server, "one"))).toMatchObject({ status: "failed", aggregatedOutput: "hi\n" });
	expect((await list(server, threadId)).data).toHaveLength(2);
	expect(await server.request("thread/backgroundTerminals/clean", { threadId })).toEqual({});
	await commandEnd(server, "two");
	await commandEnd(server, "three");
	expect((await list(server, threadId)).data).toEqual([]);
});

test("stopping a turn ends what it waits for, and leaves what goes on in the background", async () => {
	const { server, threadId } = await serve([
		answer(start("exec sleep 300", "background")),
		answer(functionCall("exec_command", { cmd: "exec sleep 301" }, "foreground")),
	]);
	const since = server.messages.length;
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await server.next(
		({ method, params }) => method === "item/started" && Object(params?.item).id === "foreground",
		since,
	);
	await server.request("turn/interrupt", { threadId, turnId: Object(turn).id });
	await server.notification("turn/completed", since);
	expect((await list(server, threadId)).data).toMatchObject([{ itemId: "background" }]);
});

test("a command of the person's own is a turn of its own, without a sandbox, and the model hears of it", async () => {
	const { endpoint, server, threadId } = await serve([answer(message("I see."))], { sandbox: "read-only" });
	const run = async (command: string, more: Json = {}) => {
		const since = server.messages.length;
		expect(await server.request("thread/shellCommand", { threadId, command, ...more })).toEqual({});
		const { params } = await server.notification("turn/completed", since);
		const messages = server.messages.slice(since);
		const item = itemOf(messages.find(({ method }) => method === "item/completed") ?? {});
		return { turn: Object(params?.turn), item, messages };
	};
	const made = path.join(server.workspace, "made");
	const first = await run(`touch ${made}; echo one | tr o 0; exit 3`);
	expect(first.turn).toMatchObject({ status: "completed", items: [] });
	expect(first.item).toMatchObject({
		type: "commandExecution",
		source: "userShell",
		processId: null,
		status: "failed",
		exitCode: 3,
		aggregatedOutput: "0ne\n",
	});
	expect(fs.existsSync(made)).toBe(true);
	expect(first.messages.map(({ method }) => method).filter((method) => method?.startsWith("item/"))).toEqual([
		"item/started",
		"item/commandExecution/outputDelta",
		"item/completed",
	]);
	const late = await run("echo begun; exec sleep 300", { timeoutMs: 3000 });
	expect(late.item).toMatchObject({ status: "failed", exitCode: 124, aggregatedOutput: "begun\n" });
	const left = await run("(while kill -0 $$; do sleep 0.02; done; echo two) 2>/dev/null & echo one", {
		timeoutMs: 2 ** 62,
	});
	expect(left.item).toMatchObject({ status: "completed", aggregatedOutput: "one\ntwo\n" });
	expect((await run("exec sleep 300", { timeoutMs: 0 })).item).toMatchObject({ status: "failed", exitCode: 124 });
	await server.turn(threadId);
	const texts = told(endpoint, 0);
	expect(texts).toHaveLength(4);
	expect(texts[0]).toMatch(/tr o 0; exit 3[\s\S]*Exit code: 3\n[\s\S]*\n0ne\n/);
	expect(texts[1]).toContain("stopped after 3000 ms");
});

test("beside a turn it is an item of that turn, which the turn waits for and the model is told in", async () => {
	const gate = new Gate();
	const { endpoint, server, threadId } = await serve([
		stream(created(), ...message("Working."), gate, completed()),
		answer(message("I see.")),
	]);
	const since = server.messages.length;
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await gate.reached;
	await server.request("thread/shellCommand", { threadId, command: "echo beside" });
	const ended = await server.next(
		({ method, params }) => method === "item/completed" && Object(params?.item).type === "commandExecution",
		since,
	);
	expect(ended.params).toMatchObject({ turnId: Object(turn).id, item: { aggregatedOutput: "beside\n" } });
	gate.release();
	await server.notification("turn/completed", since);
	expect(told(endpoint, 1)).toEqual([expect.stringContaining("beside\n")]);
	expect(server.messages.slice(since).filter(({ method }) => method === "turn/started")).toHaveLength(1);
});

test("a person's command ends with its turn; words for it reach the model afterwards", async () => {
	const { endpoint, server, threadId } = await serve([answer(message("Yes."))]);
	const since = server.messages.length;
	await server.request("thread/shellCommand", { threadId, command: "echo a; exec sleep 300" });
	await server.notification("item/commandExecution/outputDelta", since);
	const { id } = Object((await server.notification("turn/started", since)).params?.turn);
	await server.request("turn/interrupt", { threadId, turnId: id });
	const { params } = await server.notification("turn/completed", since);
	expect(Object(params?.turn)).toMatchObject({ id, status: "interrupted" });

	const next = server.messages.length;
	await server.request("thread/shellCommand", { threadId, command: "until [ -e go ]; do sleep 0.02; done" });
	const second = Object((await server.notification("turn/started", next)).params?.turn).id;
	const steer = { threadId, expectedTurnId: second, input: [{ type: "text", text: "and this?" }] };
	expect(await server.request("turn/steer", steer)).toEqual({ turnId: second });
	fs.writeFileSync(path.join(server.workspace, "go"), "");
	await server.notification("turn/completed", next);
	expect(told(endpoint, 0)).toHaveLength(1);
	const last = (endpoint.requests[0]?.body.input as Json[]).at(-1);
	expect(JSON.stringify(last)).toContain("and this?");
});

test("mistakes are told", async () => {
	const { server, threadId } = await serve([]);
	const ask = async (more: Json) =>
		(await server.ask("thread/shellCommand", { threadId, command: "true", ...more })).error;
	expect(await ask({ command: " " })).toEqual({ code: -32600, message: "command must not be empty" });
	expect(await ask({ timeoutMs: -1 })).toEqual({
		code: -32602,
		message: "thread/shellCommand timeoutMs must be non-negative, got -1",
	});
	const absent = "01990000-0000-7000-8000-000000000000";
	expect(await ask({ threadId: absent })).toEqual({ code: -32600, message: `thread not found: ${absent}` });
});

test("the time of a command does not run out while a client shows a prompt of its own", async () => {
	const { endpoint, server, threadId } = await serve([
		answer(functionCall("exec_command", { cmd: "sleep 1; echo done", yield_time_ms: 250 })),
		answer(message("Done.")),
		answer(functionCall("exec_command", { cmd: "echo begun; sleep 600", yield_time_ms: 250 })),
		answer(message("It runs.")),
	]);
	const told = (index: number) => JSON.stringify((endpoint.requests[index]?.body.input as Json[]).at(-1));
	await server.request("thread/increment_elicitation", { threadId });
	await server.turn(threadId);
	expect(told(1)).toContain("Process exited with code 0");
	const ended = server.turn(threadId);
	await server.next(({ params }) => params?.delta === "begun\n");
	await server.request("thread/decrement_elicitation", { threadId });
	await ended;
	expect(told(3)).toContain("Process running with session ID");
});
