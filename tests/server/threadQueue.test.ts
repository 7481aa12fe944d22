import { expect, test } from "vitest";
import { answer, created, Gate, message, stream } from "../support/responsesEvents.ts";
import type { Json, Message, ServerProcess } from "../support/serverProcess.ts";
import { NOBODY, rows, ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();
const input = (text: string) => [{ type: "text", text }];

async function queue(server: ServerProcess, threadId: string, text: string): Promise<string> {
	const params = { threadId, input: input(text), clientUserMessageId: `client ${text}` };
	return String(Object((await server.request("thread/queue/add", params)).queuedSubmission).id);
}

const queued = async (server: ServerProcess, threadId: string) =>
	rows(await server.request("thread/queue/list", { threadId })).map((each) => Object((each.input as Json[])[0]).text);

const isSaid = (text: string) => (each: Message) =>
	each.method === "item/completed" && JSON.stringify(each.params?.item).includes(`"text":"${text}"`);

/** A server in the middle of a turn. */
async function busy() {
	const gate = new Gate();
	const endpoint = await servers.endpoint(stream(created(), gate));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const { turn } = await server.request("turn/start", { threadId, input: input("first") });
	await gate.reached;
	return { endpoint, gate, server, threadId, turnId: Object(turn).id };
}

test("what is queued is sent turn by turn, in its order, when a turn has ended, failed or not", async () => {
	const { endpoint, gate, server, threadId } = await busy();
	const ids = [
		await queue(server, threadId, "one"),
		await queue(server, threadId, "two"),
		await queue(server, threadId, "three"),
	];
	const page = await server.request("thread/queue/list", { threadId, limit: 2 });
	expect(rows(page)).toHaveLength(2);
	const rest = await server.request("thread/queue/list", { threadId, limit: 2, cursor: page.nextCursor });
	expect(rows(rest).map(({ id }) => id)).toEqual([ids[2]]);
	await server.request("thread/queue/update", { threadId, queuedSubmissionId: ids[0], input: input("uno") });
	await server.request("thread/queue/reorder", { threadId, queuedSubmissionIds: [ids[1], ids[0], ids[2]] });
	expect(await server.request("thread/queue/delete", { threadId, queuedSubmissionId: ids[2] })).toEqual({
		deleted: true,
	});
	expect(await server.request("thread/queue/delete", { threadId, queuedSubmissionId: ids[2] })).toEqual({
		deleted: false,
	});
	expect(await queued(server, threadId)).toEqual(["two", "uno"]);
	const early = await server.ask("thread/queue/start", { threadId });
	expect(early.error?.message).toBe("thread already has an active or pending turn");

	const failure = { error: { message: "no", type: "invalid_request_error" } };
	endpoint.play({ kind: "http", status: 400, body: JSON.stringify(failure) }, answer(message("done")));
	endpoint.play(answer(message("spare")));
	const since = server.messages.length;
	// The first turn's stream ends too early, and asking again is refused: that turn fails.
	gate.release();
	const two = await server.next(isSaid("two"), since);
	const uno = await server.next(isSaid("uno"), since);
	expect(server.messages.indexOf(two)).toBeLessThan(server.messages.indexOf(uno));
	expect(Object(uno.params?.item).clientId).toBe("client one");
	const between = server.messages.slice(server.messages.indexOf(two), server.messages.indexOf(uno));
	const turns = between.map(({ method }) => method).filter((method) => /^turn\/|queue/.test(method ?? ""));
	expect(turns).toEqual(["turn/completed", "thread/queue/changed", "turn/started"]);
	expect(await queued(server, threadId)).toEqual([]);
});

test("a stopped turn holds the queue, also over a restart, until somebody starts it", async () => {
	const { endpoint, server, threadId, turnId } = await busy();
	const id = await queue(server, threadId, "one");
	await queue(server, threadId, "two");
	await server.request("turn/interrupt", { threadId, turnId });
	await server.notification("turn/completed");
	expect(await queued(server, threadId)).toEqual(["one", "two"]);
	await server.close();

	const later = await servers.serve({ home: server.home, workspace: server.workspace });
	const unloaded = await later.ask("thread/queue/start", { threadId });
	expect(unloaded.error?.message).toBe("resume the thread before starting a queued message");
	await later.request("thread/resume", { threadId, excludeTurns: true });
	expect(await queued(later, threadId)).toEqual(["one", "two"]);
	endpoint.play(answer(message("1")), answer(message("2")));
	const since = later.messages.length;
	const started = await later.request("thread/queue/start", { threadId, queuedSubmissionId: id });
	expect(Object(started.turn)).toMatchObject({ status: "inProgress", items: [] });
	await later.next(isSaid("2"), since);
	expect(await queued(later, threadId)).toEqual([]);
	endpoint.verify();
});

test("what is queued in an idle thread is sent at once", async () => {
	const endpoint = await servers.endpoint(answer(message("at once")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await queue(server, threadId, "now");
	await server.next(isSaid("at once"));
	expect(await queued(server, threadId)).toEqual([]);
	expect((await server.ask("thread/queue/start", { threadId })).error?.message).toBe("queue is empty");
});

test("a queue refuses what it cannot hold", async () => {
	const { server, threadId } = await busy();
	const ephemeral = await server.startThread({ ephemeral: true });
	const id = await queue(server, threadId, "one");
	const add = { input: input("x"), clientUserMessageId: "c" };
	const image = [{ type: "image", url: "http://127.0.0.1/x.png" }];
	const errors: [string, Json, number, string][] = [
		[
			"add",
			{ ...add, threadId: NOBODY },
			-32603,
			`failed to read thread: invalid thread-store request: no rollout found for thread id ${NOBODY}`,
		],
		[
			"add",
			{ ...add, threadId: ephemeral },
			-32600,
			`ephemeral thread does not support queued submissions: ${ephemeral}`,
		],
		["add", { ...add, threadId, input: [] }, -32600, "only user input can be added to the user-message queue"],
		[
			"add",
			{ ...add, threadId, input: image },
			-32600,
			"remote image URLs are not supported; use an inline data URL instead",
		],
		[
			"update",
			{ threadId, queuedSubmissionId: "none", input: input("x") },
			-32600,
			"queued submission not found: none",
		],
		[
			"reorder",
			{ threadId, queuedSubmissionIds: [id, id] },
			-32600,
			"queue reorder must include every queued submission exactly once",
		],
		["list", { threadId, cursor: "bogus" }, -32600, "invalid queue pagination cursor: invalid digit found in string"],
	];
	for (const [method, params, code, text] of errors) {
		expect((await server.ask(`thread/queue/${method}`, params)).error).toEqual({ code, message: text });
	}
});
