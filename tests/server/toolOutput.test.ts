import { expect, test } from "vitest";
import { ChatEndpoint, chatAnswer, texts } from "../support/chatEndpoint.ts";
import { answer, completed, created, Gate, message, stream } from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";
import { ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();
const mail = { name: "mail", namespace: null, output: "A letter came." };
const tell = (server: ServerProcess, threadId: string, toolOutput: Json) =>
	server.request("turn/start", { threadId, input: [], toolOutput });
const inputOf = (endpoint: { requests: { body: Json }[] }, index: number) =>
	(endpoint.requests[index]?.body.input as Json[]).filter(({ type }) => type !== "message");

test("an approved plan is told to the model of the thread that carries it out, also after a restart", async () => {
	const endpoint = await servers.endpoint(answer(message("Done.")), answer(message("Still done.")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const markdown = "# Plan\n- Weave the cloth\n";
	const { prompt } = await server.request("thread/prepareApprovedPlan", { threadId, markdown });
	await server.turn(threadId, prompt as string);
	const plan = { type: "function_call_output", namespace: "agent", name: "proposed_plan", output: markdown };
	expect(inputOf(endpoint, 0)).toEqual([{ ...plan, id: expect.stringMatching(/^fco_/) }]);
	await server.close();
	const next = await servers.serve({ home: server.home, workspace: server.workspace });
	await next.request("thread/resume", { threadId });
	await next.turn(threadId);
	expect(inputOf(endpoint, 1)).toEqual(inputOf(endpoint, 0));
});

test("a tool's output begins a turn, and is told again to a server that takes the thread up", async () => {
	const endpoint = await servers.endpoint(answer(message("Read.")), answer(message("Still there.")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const ended = server.notification("turn/completed");
	await tell(server, threadId, mail);
	await ended;
	const id = expect.stringMatching(/^fco_/);
	const { params } = await server.notification("item/completed");
	expect(params?.item).toMatchObject({ type: "functionCallOutput", id, ...mail });
	expect(inputOf(endpoint, 0)).toEqual([{ type: "function_call_output", id, name: "mail", output: mail.output }]);
	await server.close();
	const next = await servers.serve({ home: server.home, workspace: server.workspace });
	const { thread } = await next.request("thread/resume", { threadId });
	expect(thread).toMatchObject({ preview: "", turns: [{ items: [{ type: "functionCallOutput", id }, {}] }] });
	await next.turn(threadId);
	expect(inputOf(endpoint, 1)).toEqual(inputOf(endpoint, 0));
});

test("a tool's output reaches a running turn; a long one is shortened for the model", async () => {
	const gate = new Gate();
	const endpoint = await servers.endpoint(
		stream(created(), gate, message("First."), completed()),
		answer(message("Second.")),
	);
	const server = await servers.serve({ config: endpoint.configToml("tool_output_token_limit = 100") });
	const threadId = await server.startThread();
	const ended = server.turn(threadId);
	await endpoint.received(1);
	await tell(server, threadId, { ...mail, output: [{ type: "input_text", text: "x".repeat(10_000) }] });
	gate.release();
	await ended;
	const [told] = inputOf(endpoint, 1);
	const [part] = told?.output as Json[];
	expect(String(part?.text)).toMatch(/^x+…2400 tokens truncated…x+$/);
});

test("a tool's output that the killed server had accepted is shown and told", async () => {
	const endpoint = await servers.endpoint(stream(created(), new Gate()), answer(message("Back.")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await tell(server, threadId, { ...mail, name: "first" });
	await endpoint.received(1);
	await tell(server, threadId, mail);
	await server.kill();
	const next = await servers.serve({ home: server.home, workspace: server.workspace });
	const { thread } = await next.request("thread/resume", { threadId });
	const items = [{ name: "first" }, { type: "functionCallOutput", id: expect.stringMatching(/^fco_/), ...mail }];
	expect(thread).toMatchObject({ turns: [{ items }] });
	await next.turn(threadId);
	expect(inputOf(endpoint, 1).map(({ name }) => name)).toEqual(["first", "mail"]);
});

test("where only calls have outputs the model is told as by the person", async () => {
	const endpoint = await ChatEndpoint.start(chatAnswer(texts("Read.")));
	const server = await ServerProcess.start({ experimentalApi: true, config: endpoint.configToml() });
	const threadId = await server.startThread();
	const ended = server.notification("turn/completed");
	await tell(server, threadId, { ...mail, namespace: "post" });
	await ended;
	expect(JSON.stringify((endpoint.requests[0]?.body.messages as Json[]).at(-1))).toContain(
		"Output of the tool post.mail:\\nA letter came.",
	);
	await server.close();
	await endpoint.close();
});
