import fs from "node:fs";
import { expect, test } from "vitest";
import { answer, completed, created, Gate, message, messageParts, stream } from "../support/responsesEvents.ts";
import type { Json, ServerProcess } from "../support/serverProcess.ts";
import { NOBODY, rows, ThreadServers, threadOf } from "../support/threadServer.ts";

const servers = new ThreadServers();
const turnIds = (thread: Json) => (thread.turns as Json[]).map(({ id }) => id);

async function history(count: number) {
	const endpoint = await servers.endpoint(...Array.from({ length: count }, (_, at) => answer(message(`answer ${at}`))));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const turns: unknown[] = [];
	for (let at = 0; at < count; at++) turns.push((await server.turn(threadId, `question ${at}`)).id);
	return { endpoint, server, threadId, turns };
}

async function fork(server: ServerProcess, threadId: unknown, params: Json = {}): Promise<Json> {
	return threadOf(await server.request("thread/fork", { threadId, ...params }));
}

test("a fork has the history up to where it was cut, tells the model no more, and goes its own way", async () => {
	const { endpoint, server, threadId, turns } = await history(3);
	await server.request("thread/name/set", { threadId, name: "Name" });
	await server.notification("thread/name/updated");
	const since = server.messages.length;
	const whole = await fork(server, threadId);
	expect(whole).toMatchObject({ forkedFromId: threadId, name: "Name", preview: "question 0", turns: { length: 3 } });
	await server.notification("thread/started", since);
	const after = server.messages.slice(since).map(({ method }) => method ?? "answer");
	expect(after).toEqual(["deprecationNotice", "answer", "thread/tokenUsage/updated", "thread/started"]);

	expect(turnIds(await fork(server, threadId, { lastTurnId: turns[1] }))).toEqual(turns.slice(0, 2));
	const early = await fork(server, threadId, { beforeTurnId: turns[1], threadSource: "mine" });
	expect(turnIds(early)).toEqual(turns.slice(0, 1));
	expect(early.threadSource).toBe("mine");
	const none = await fork(server, threadId, { beforeTurnId: turns[0] });
	expect([turnIds(none), none.preview]).toEqual([[], ""]);

	endpoint.play({
		expect: {
			check: ({ body }) => {
				const told = JSON.stringify(body.input);
				return told.includes("question 0") && !told.includes("question 1") ? undefined : `told: ${told}`;
			},
		},
		reply: answer(message("forked")),
	});
	expect((await server.turn(String(early.id), "on")).status).toBe("completed");
	const again = await fork(server, early.id);
	expect(turnIds(again)).toHaveLength(2);
	expect(again.forkedFromId).toBe(early.id);
	expect(rows(await server.request("thread/turns/list", { threadId }))).toHaveLength(3);
	endpoint.verify();
});

test("a fork's file holds nothing of the history, and what is in memory only has no file", async () => {
	const { server, threadId } = await history(3);
	const forked = await fork(server, threadId);
	expect(fs.readFileSync(String(forked.path), "utf8")).not.toContain("question");
	const refused = await server.ask("thread/fork", { threadId, ephemeral: true });
	expect(refused.error?.message).toBe("ephemeral paginated thread/fork requires `excludeTurns: true`");
	const ephemeral = await fork(server, threadId, { ephemeral: true, excludeTurns: true });
	expect(ephemeral).toMatchObject({ path: null, ephemeral: true, preview: "question 0", turns: [] });
	await server.close();
	const later = await servers.serve({ home: server.home, workspace: server.workspace });
	expect(turnIds(threadOf(await later.request("thread/resume", { threadId: forked.id })))).toHaveLength(3);
});

test("a fork in mid-turn has that turn as an interrupted one; the turn goes on", async () => {
	const { endpoint, server, threadId, turns } = await history(1);
	const gate = new Gate();
	const parts = messageParts(["Half", " done"]);
	endpoint.play(stream(created(), parts.start, ...parts.deltas, gate, parts.done, completed()));
	const started = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	const running = Object(started.turn).id;
	await gate.reached;
	const forked = await fork(server, threadId);
	expect((forked.turns as Json[]).map(({ id, status }) => [id, status])).toEqual([
		[turns[0], "completed"],
		[running, "interrupted"],
	]);
	const refused = await server.ask("thread/fork", { threadId, lastTurnId: running });
	expect(refused.error?.message).toBe(`lastTurnId '${running}' identifies an in-progress turn`);
	expect(turnIds(await fork(server, threadId, { beforeTurnId: running }))).toEqual(turns);
	const since = server.messages.length;
	gate.release();
	const { params } = await server.notification("turn/completed", since);
	expect(Object(params?.turn).status).toBe("completed");
});

test("a fork that cannot be is refused with a reason", async () => {
	const { server, threadId, turns } = await history(1);
	const fresh = await server.startThread();
	const errors = [
		[{ threadId, lastTurnId: turns[0], beforeTurnId: turns[0] }, "`beforeTurnId` cannot be combined with `lastTurnId`"],
		[{ threadId, lastTurnId: "none" }, "turn not found: none"],
		[{ threadId, path: "/none" }, /^cannot resume running thread .* with stale path: requested `\/none`/],
		[{ threadId: NOBODY }, `no rollout found for thread id ${NOBODY}`],
		[{ threadId: fresh }, `no rollout found for thread id ${fresh}`],
	] as const;
	for (const [params, text] of errors) {
		const { error } = await server.ask("thread/fork", params);
		expect(error?.message).toMatch(text);
		expect(error?.code).toBe(-32600);
	}
});

test("a reverted thread ends before the turn, in a new file; a running turn is stopped first", async () => {
	const { endpoint, server, threadId, turns } = await history(3);
	const before = threadOf(await server.request("thread/read", { threadId })).path;
	const gate = new Gate();
	endpoint.play(stream(created(), gate));
	const started = await server.request("turn/start", { threadId, input: [{ type: "text", text: "wrong" }] });
	await gate.reached;
	const since = server.messages.length;
	const missing = await server.ask("thread/revert", { threadId, beforeTurnId: "none" });
	expect(missing.error?.message).toBe("turn not found: none");
	const answered = await server.request("thread/revert", { threadId, beforeTurnId: turns[1] });
	await server.notification("thread/reverted", since);
	const { params } = await server.notification("turn/completed", since);
	expect(Object(params?.turn)).toMatchObject({ id: Object(started.turn).id, status: "interrupted" });
	expect(threadOf(answered)).toMatchObject({ id: threadId, turns: [], status: { type: "idle" } });
	expect(threadOf(answered).path).not.toBe(before);
	expect(fs.readFileSync(String(before), "utf8")).toContain("wrong");
	const left = { threadId, cursor: answered.turnsBackwardsCursor };
	expect(rows(await server.request("thread/turns/list", left)).map(({ id }) => id)).toEqual([turns[0]]);

	endpoint.play({
		expect: {
			check: ({ body }) => (JSON.stringify(body.input).includes("question 1") ? "told what was reverted" : undefined),
		},
		reply: answer(message("right")),
	});
	expect((await server.turn(threadId, "right")).status).toBe("completed");
	await server.close();
	const later = await servers.serve({ home: server.home, workspace: server.workspace });
	const thread = threadOf(await later.request("thread/resume", { threadId }));
	expect(turnIds(thread)).toHaveLength(2);
	endpoint.verify();
});

test("only a loaded, stored and paged thread is reverted", async () => {
	const endpoint = await servers.endpoint();
	const server = await servers.serve({ config: endpoint.configToml() });
	const ephemeral = await server.startThread({ ephemeral: true });
	const legacy = await server.startThread({ historyMode: "legacy" });
	const errors = [
		[NOBODY, `thread not found: ${NOBODY}`],
		[ephemeral, "ephemeral threads do not support thread/revert"],
		[legacy, "thread/revert only supports paginated threads"],
	];
	for (const [threadId, text] of errors) {
		expect((await server.ask("thread/revert", { threadId, beforeTurnId: "t" })).error?.message).toBe(text);
	}
});
