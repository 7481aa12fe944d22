import { expect, test } from "vitest";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	message,
	messageParts,
	type Reply,
	reasoning,
	stream,
} from "../support/responsesEvents.ts";
import type { Json, Message, ServerProcess } from "../support/serverProcess.ts";
import { ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();

async function serve(...script: Reply[]) {
	const endpoint = await servers.endpoint(...script);
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread({ sandbox: "danger-full-access" });
	return { server, threadId };
}

/** The items of the thread's last turn, as `method` shows them. */
async function itemsOf(server: ServerProcess, method: "thread/read" | "thread/resume", threadId: string) {
	const { thread } = await server.request(method, { threadId, includeTurns: true });
	const turn: Json = Object(Object(thread).turns.at(-1));
	return turn.items as Json[];
}

const begin = (server: ServerProcess, threadId: string) =>
	server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });

const deltaOf = ({ params }: Message) => String(params?.delta);

test("a message that is still streamed is told as far as it is, and what follows continues it", async () => {
	const parts = messageParts(["One ", "two ", "three ", "four"]);
	const [first, second] = [new Gate(), new Gate()];
	const { start, deltas, done } = parts;
	const words = (from: number, to: number) => deltas.slice(from, to);
	const { server, threadId } = await serve(
		stream(created(), start, words(0, 2), first, words(2, 3), second, words(3, 4), done, completed()),
	);
	await begin(server, threadId);
	await server.next(({ params }) => params?.delta === "two ");
	for (const method of ["thread/read", "thread/resume"] as const) {
		const [, item] = await itemsOf(server, method, threadId);
		expect(item).toMatchObject({ type: "agentMessage", text: "One two ", completedAtMs: null });
	}
	first.release();
	await server.next(({ params }) => params?.delta === "three ");
	const [, item] = await itemsOf(server, "thread/resume", threadId);
	const since = server.messages.length;
	second.release();
	const { params } = await server.notification("turn/completed", since);
	const rest = server.messages.slice(since).filter(({ method }) => method === "item/agentMessage/delta");
	expect(String(item?.text) + rest.map(deltaOf).join("")).toBe("One two three four");
	expect(params?.turn).toMatchObject({ items: [{ text: "One two three four" }] });
});

test("so are reasoning and a plan", async () => {
	const [added, part, summary] = reasoning(["Hm."]);
	const plan = messageParts(["<proposed_plan>\nFirst\n", "Second"]);
	const gate = new Gate();
	const thinking = [added, part, summary].flatMap((event) => event ?? []);
	const { server, threadId } = await serve(stream(created(), thinking, gate, plan.start, plan.deltas, new Gate()));
	const settings = { model: "gpt-5.5", reasoning_effort: null, developer_instructions: null };
	const collaborationMode = { mode: "plan", settings };
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }], collaborationMode });
	await server.notification("item/reasoning/summaryTextDelta");
	expect((await itemsOf(server, "thread/read", threadId)).at(-1)).toMatchObject({
		type: "reasoning",
		summary: ["Hm."],
	});
	gate.release();
	await server.next(({ method, params }) => method === "item/plan/delta" && String(params?.delta).endsWith("Second"));
	const told = server.messages
		.filter(({ method }) => method === "item/plan/delta")
		.map(deltaOf)
		.join("");
	expect((await itemsOf(server, "thread/read", threadId)).at(-1)).toMatchObject({ type: "plan", text: told });
});

test("what a running command has printed is told with it", async () => {
	const run = functionCall("exec_command", { cmd: "echo one; until [ -e go ]; do sleep 0.02; done; echo two" });
	const { server, threadId } = await serve(answer(run), answer(message("Done.")));
	await begin(server, threadId);
	await server.next(({ params }) => params?.delta === "one\n");
	const items = await itemsOf(server, "thread/read", threadId);
	expect(items.find(({ type }) => type === "commandExecution")).toMatchObject({
		status: "inProgress",
		aggregatedOutput: "one\n",
	});
	await server.request("command/exec", { command: ["touch", "go"], sandboxPolicy: { type: "dangerFullAccess" } });
	await server.notification("turn/completed");
});
