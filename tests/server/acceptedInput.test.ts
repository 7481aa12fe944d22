import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { rebuild } from "../../server/storage/rebuild.ts";
import { ThreadStore } from "../../server/storage/threadStore.ts";
import type { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, completed, created, functionCall, Gate, message, stream } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import type { Json, ServerProcess } from "../support/serverProcess.ts";
import { ThreadServers, threadOf } from "../support/threadServer.ts";

const servers = new ThreadServers();
const APPROVAL = "item/commandExecution/requestApproval";
/** What the client sends while the turn waits for an approval, in this order. */
const SENT = ["first words", "first item", "second item", "second words"];

/** A turn that waits for an approval and is sent words, items, and words again meanwhile. */
async function waitingTurn(...after: string[]) {
	const endpoint = await servers.endpoint(
		answer(functionCall("exec_command", { cmd: "touch made" })),
		...after.map((words) => answer(message(words))),
	);
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread({ approvalPolicy: "untrusted" });
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	const { id } = Object(turn);
	const asked = await server.next(({ method }) => method === APPROVAL);
	const [first, second, third, last] = SENT;
	const steer = (text: string | undefined) =>
		server.request("turn/steer", { threadId, expectedTurnId: id, input: [{ type: "text", text }] });
	const item = (text: string | undefined) => ({
		type: "message",
		role: "user",
		content: [{ type: "input_text", text }],
	});
	await steer(first);
	await server.request("thread/inject_items", { threadId, items: [item(second), item(third)] });
	await steer(last);
	return { endpoint, server, threadId, turnId: String(id), asked };
}

const wordsOf = (items: readonly unknown[]): string[] =>
	items.flatMap((item) => (Object(item).content ?? []).map((part: unknown) => String(Object(part).text)));

/** What the model was told of what was sent, as often and in the order as it was. */
const told = (endpoint: ResponsesEndpoint, request: number) =>
	wordsOf(endpoint.requests[request]?.body.input as Json[]).filter((words) => SENT.includes(words));

async function shown(server: ServerProcess, threadId: string): Promise<string[][]> {
	const thread = threadOf(await server.request("thread/read", { threadId, includeTurns: true }));
	return (thread.turns as Json[]).map(({ items }) =>
		wordsOf((items as Json[]).filter(({ type }) => type === "userMessage")),
	);
}

test("a running turn is told what it was sent, words and items, in the order in which they came", async () => {
	const { endpoint, server, threadId, asked } = await waitingTurn("Done.");
	const ended = server.notification("turn/completed");
	server.write({ id: asked.id, result: { decision: "decline" } });
	await ended;
	expect(told(endpoint, 1)).toEqual(SENT);
	expect(await shown(server, threadId)).toEqual([["go", "first words", "second words"]]);
	endpoint.verify();
});

test("what an interrupted turn had accepted is shown, and told by the next turn", async () => {
	const { endpoint, server, threadId, turnId } = await waitingTurn("Back.");
	await server.request("turn/interrupt", { threadId, turnId });
	await server.notification("turn/completed");
	await server.turn(threadId, "next");
	expect(told(endpoint, 1)).toEqual(SENT);
	expect(await shown(server, threadId)).toEqual([["go", "first words", "second words"], ["next"]]);
	endpoint.verify();
});

test("what a killed server had accepted is shown, and told by the next turn", async () => {
	const { endpoint, server, threadId } = await waitingTurn("Back.");
	await server.kill();
	const next = await servers.serve({ home: server.home, workspace: server.workspace });
	await next.request("thread/resume", { threadId });
	await next.turn(threadId, "next");
	expect(told(endpoint, 1)).toEqual(SENT);
	expect(await shown(next, threadId)).toEqual([["go", "first words", "second words"], ["next"]]);
	// By a compaction they are kept word for word, although no line but the accepted one has them.
	endpoint.play(answer(message("Notes.")), answer(message("Compacted.")));
	const compacted = next.notification("turn/completed", next.messages.length);
	await next.request("thread/compact/start", { threadId });
	await compacted;
	await next.turn(threadId, "last");
	expect(told(endpoint, 3)).toEqual(SENT);
});

test("what a command of the person's own printed beside a turn is told by the turn after a kill", async () => {
	const { endpoint, server, threadId } = await waitingTurn("Back.");
	const since = server.messages.length;
	await server.request("thread/shellCommand", { threadId, command: "echo woven" });
	await server.notification("item/completed", since);
	await server.kill();
	const next = await servers.serve({ home: server.home, workspace: server.workspace });
	await next.request("thread/resume", { threadId });
	await next.turn(threadId, "next");
	const words = wordsOf(endpoint.requests[1]?.body.input as Json[]);
	expect(words.filter((text) => text.startsWith("<user_shell_command>") && text.includes("woven"))).toHaveLength(1);
});

test("an item that comes while the history is compacted is told behind the summary, and begins no turn", async () => {
	const held = new Gate();
	const endpoint = await servers.endpoint(
		answer(message("Hello.")),
		stream(created(), held, message("Notes."), completed()),
		answer(message("Back.")),
	);
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.turn(threadId);
	const ended = server.notification("turn/completed", server.messages.length);
	await server.request("thread/compact/start", { threadId });
	await held.reached;
	const content = [{ type: "input_text", text: "first item" }];
	await server.request("thread/inject_items", { threadId, items: [{ type: "message", role: "developer", content }] });
	held.release();
	await ended;
	await server.turn(threadId, "next");
	expect(told(endpoint, 2)).toEqual(["first item"]);
	endpoint.verify();
});

test("of a rollout that ends after any of its lines, the model is told once what had been accepted", async () => {
	const { server, threadId, asked } = await waitingTurn("Done.");
	const ended = server.notification("turn/completed");
	server.write({ id: asked.id, result: { decision: "decline" } });
	await ended;
	const file = String(threadOf(await server.request("thread/read", { threadId })).path);
	const lines = fs.readFileSync(file, "utf8").trimEnd().split("\n");
	for (const [at] of lines.entries()) {
		const home = scratchFolder();
		const cut = path.join(home, path.relative(server.home, file));
		fs.mkdirSync(path.dirname(cut), { recursive: true });
		fs.writeFileSync(cut, `${lines.slice(0, at + 1).join("\n")}\n`);
		const accepted = lines.slice(0, at + 1).filter((line) => /"type":"(?:input_accepted|item_injected)"/.test(line));
		const expected = ["go", ...SENT].slice(0, accepted.length);
		const store = new ThreadStore(home, () => {});
		const log = store.open(threadId, cut);
		const paged = (await (await store.history()).load(log)).history();
		await store.close();
		for (const history of [paged, rebuild(log.lines(), null).history]) {
			const words = wordsOf(history.items).filter((text) => ["go", ...SENT].includes(text));
			expect([at, words]).toEqual([at, expected]);
		}
	}
});
