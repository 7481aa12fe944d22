import { expect, test } from "vitest";
import { answer, message } from "../support/responsesEvents.ts";
import type { Json } from "../support/serverProcess.ts";
import { NOBODY, rows, ThreadServers, threadOf } from "../support/threadServer.ts";

const servers = new ThreadServers();

async function threads(count: number, extra = "") {
	const endpoint = await servers.endpoint(...Array.from({ length: count }, () => answer(message("ok"))));
	const server = await servers.serve({ config: endpoint.configToml(extra) });
	const ids: string[] = [];
	for (let at = 0; at < count; at++) {
		const id = await server.startThread();
		await server.turn(id, `question ${at}`);
		ids.push(id);
	}
	return { endpoint, server, ids };
}

test("an archived thread is read and not gone on with, until it is brought back", async () => {
	const { server, ids } = await threads(1);
	const [threadId] = ids;
	const since = server.messages.length;
	await server.request("thread/archive", { threadId });
	await server.notification("thread/archived", since);
	expect(server.messages.slice(since).map(({ method, params }) => method && [method, params?.status])).toEqual([
		["thread/status/changed", { type: "notLoaded" }],
		undefined,
		["thread/archived", undefined],
	]);
	expect(rows(await server.request("thread/turns/list", { threadId }))).toHaveLength(1);
	const errors: [string, Json, string][] = [
		["thread/archive", {}, `no rollout found for thread id ${threadId}`],
		["thread/name/set", { name: "n" }, `no rollout found for thread id ${threadId}`],
		["thread/resume", {}, `session ${threadId} is archived; bring it back with thread/unarchive first`],
		["thread/fork", {}, `session ${threadId} is archived; bring it back with thread/unarchive first`],
	];
	for (const [method, params, text] of errors) {
		expect((await server.ask(method, { threadId, ...params })).error?.message, method).toBe(text);
	}
	const back = await server.request("thread/unarchive", { threadId });
	expect(threadOf(back)).toMatchObject({ id: threadId, status: { type: "notLoaded" } });
	const twice = await server.ask("thread/unarchive", { threadId });
	expect(twice.error?.message).toBe(`no archived rollout found for thread id ${threadId}`);
});

test("a deleted thread is gone, unless another one goes on from it", async () => {
	const { server, ids } = await threads(2);
	const since = server.messages.length;
	await server.request("thread/delete", { threadId: ids[0] });
	expect((await server.notification("thread/deleted", since)).params).toEqual({ threadId: ids[0] });
	expect((await server.ask("thread/read", { threadId: ids[0] })).error?.message).toBe(`thread not loaded: ${ids[0]}`);
	expect((await server.ask("thread/delete", { threadId: ids[0] })).error?.message).toBe(
		`no rollout found for thread id ${ids[0]}`,
	);
	const forked = threadOf(await server.request("thread/fork", { threadId: ids[1], excludeTurns: true }));
	const refused = await server.ask("thread/delete", { threadId: ids[1] });
	expect(refused.error).toEqual({
		code: -32600,
		message: `cannot delete thread ${ids[1]}: forked history still references it`,
	});
	await server.request("thread/delete", { threadId: forked.id });
	await server.request("thread/delete", { threadId: ids[1] });
	expect(rows(await server.request("thread/list", {}))).toEqual([]);
	const ephemeral = await server.startThread({ ephemeral: true });
	expect((await server.ask("thread/delete", { threadId: ephemeral })).error?.message).toBe(
		`thread is not persisted and cannot be deleted: ${ephemeral}`,
	);
});

test("a thread that nobody listens to is unloaded, and comes back with what it was", async () => {
	const { server, ids } = await threads(1, "thread_unload_delay_secs = 0");
	const [threadId] = ids;
	const since = server.messages.length;
	expect(await server.request("thread/unsubscribe", { threadId })).toEqual({ status: "unsubscribed" });
	await server.notification("thread/closed", since);
	const told = server.messages.slice(since).map(({ method, params }) => method && [method, params?.status]);
	expect(told).toEqual([undefined, ["thread/status/changed", { type: "notLoaded" }], ["thread/closed", undefined]]);
	expect(await server.request("thread/loaded/list", {})).toEqual({ data: [], nextCursor: null });
	expect(await server.request("thread/unsubscribe", { threadId })).toEqual({ status: "notLoaded" });
	const again = threadOf(await server.request("thread/resume", { threadId }));
	expect(again).toMatchObject({ status: { type: "idle" }, turns: { length: 1 } });
});

test("git information is kept, cleared and left as each member says", async () => {
	const { server, ids } = await threads(1);
	const [threadId] = ids;
	const update = (gitInfo: unknown) => server.ask("thread/metadata/update", { threadId, gitInfo });
	const gitOf = (result: Json | undefined) => threadOf(result ?? {}).gitInfo;
	expect(gitOf((await update({ sha: "abc", branch: "b" })).result)).toEqual({
		sha: "abc",
		branch: "b",
		originUrl: null,
	});
	expect(gitOf((await update({ branch: null })).result)).toEqual({ sha: "abc", branch: null, originUrl: null });
	const errors = [
		[{}, "gitInfo must include at least one field"],
		[null, "thread metadata update must include at least one field"],
		[{ sha: " " }, "gitInfo.sha must not be empty"],
	];
	for (const [gitInfo, text] of errors) expect((await update(gitInfo)).error?.message).toBe(text);
	await server.close();
	const later = await servers.serve({ home: server.home, workspace: server.workspace });
	expect(gitOf(await later.request("thread/read", { threadId }))).toEqual({
		sha: "abc",
		branch: null,
		originUrl: null,
	});
});

test("a conversation that the client brings along goes on, also in the next server", async () => {
	const endpoint = await servers.endpoint(answer(message("first")), answer(message("second")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const history = [
		{ type: "message", role: "user", content: [{ type: "input_text", text: "the word is apricot" }] },
		{ type: "message", role: "assistant", content: [{ type: "output_text", text: "understood" }], phase: null },
	];
	const { thread } = await server.request("thread/resume", { threadId: NOBODY, history });
	const threadId = String(Object(thread).id);
	expect(thread).toMatchObject({ preview: "the word is apricot", turns: [], status: { type: "idle" } });
	await server.turn(threadId, "which word?");
	await server.close();
	const next = await servers.serve({ config: endpoint.configToml(), home: server.home });
	expect(rows(await next.request("thread/turns/list", { threadId }))).toHaveLength(1);
	await next.request("thread/resume", { threadId, excludeTurns: true });
	await next.turn(threadId, "and again?");
	for (const { body } of endpoint.requests) {
		const [question, reply] = (body.input as unknown[]).slice(0, 2);
		expect(question).toEqual(history[0]);
		expect(reply).toEqual({ type: "message", role: "assistant", content: history[1]?.content });
	}
	endpoint.verify();
});

test("injected items reach the model, are kept, and are no items of the thread", async () => {
	const endpoint = await servers.endpoint();
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const say = (text: string) => ({ type: "message", role: "user", content: [{ type: "input_text", text }] });
	const inject = (items: unknown[]) => server.ask("thread/inject_items", { threadId, items });
	expect((await inject([say("secret word")])).result).toEqual({});
	const remote = { ...say(""), content: [{ type: "input_image", image_url: "http://127.0.0.1/x.png" }] };
	expect((await inject([])).error?.message).toBe("items must not be empty");
	expect((await inject([remote])).error?.message).toBe(
		"remote image URLs are not supported; use an inline data URL instead",
	);
	expect((await inject([say("a"), "x"])).error?.message).toMatch(/^items\[1\] is not a valid response item: /);
	expect(rows(await server.request("thread/turns/list", { threadId }))).toEqual([]);
	await server.close();
	const later = await servers.serve({ home: server.home, workspace: server.workspace });
	await later.request("thread/resume", { threadId });
	const check = ({ body }: { body: Json }) =>
		JSON.stringify(body.input).includes("secret word") ? undefined : "not told";
	endpoint.play({ expect: { check }, reply: answer(message("heard")) });
	expect((await later.turn(threadId)).status).toBe("completed");
	expect(rows(await later.request("thread/items/list", { threadId }))).toHaveLength(2);
	endpoint.verify();
});

test("prompts that a client shows by itself are counted", async () => {
	const { server, ids } = await threads(1);
	const [threadId] = ids;
	const count = (method: string) => server.ask(`thread/${method}_elicitation`, { threadId });
	expect((await count("increment")).result).toEqual({ count: 1, paused: true });
	expect((await count("increment")).result).toEqual({ count: 2, paused: true });
	await count("decrement");
	expect((await count("decrement")).result).toEqual({ count: 0, paused: false });
	expect((await count("decrement")).error?.message).toBe("out-of-band elicitation count is already zero");
	const unknown = await server.ask("thread/increment_elicitation", { threadId: NOBODY });
	expect(unknown.error?.message).toBe(`thread not found: ${NOBODY}`);
});
