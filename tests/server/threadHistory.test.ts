import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, created, functionCall, Gate, message, messageParts, stream } from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function endpointWith(...replies: Parameters<typeof ResponsesEndpoint.start>): Promise<ResponsesEndpoint> {
	const endpoint = await ResponsesEndpoint.start(...replies);
	open.push({ close: () => endpoint.abandon() });
	return endpoint;
}

async function serve(options: Parameters<typeof ServerProcess.start>[0]): Promise<ServerProcess> {
	const server = await ServerProcess.start({ experimentalApi: true, ...options });
	open.push(server);
	return server;
}

const rows = (page: Json): Json[] => (Array.isArray(page.data) ? page.data : []);
const ids = (page: Json) => rows(page).map(({ id }) => id);
const itemTypes = (page: Json) => rows(page).map(({ item }) => Object(item).type);

/** A server with a thread of so many turns; the first runs a command. */
async function history(count: number) {
	const endpoint = await endpointWith(
		answer(functionCall("exec_command", { cmd: "echo looked" })),
		...Array.from({ length: count }, (_, at) => answer(message(`answer ${at}`))),
	);
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const turns: unknown[] = [];
	for (let at = 0; at < count; at++) turns.push((await server.turn(threadId, `question ${at}`)).id);
	return { endpoint, server, threadId, turns };
}

test("turns are paged in both directions, loaded and not, and a backwards cursor brings the anchor row", async () => {
	const { server, threadId, turns } = await history(4);
	const list = (from: ServerProcess, params: Json) => from.request("thread/turns/list", { threadId, ...params });
	const check = async (from: ServerProcess) => {
		const newest = await list(from, { limit: 2 });
		expect(ids(newest)).toEqual([turns[3], turns[2]]);
		const older = await list(from, { limit: 2, cursor: newest.nextCursor });
		expect(ids(older)).toEqual([turns[1], turns[0]]);
		expect(older.nextCursor).toBeNull();
		const back = await list(from, { limit: 2, cursor: older.backwardsCursor, sortDirection: "asc" });
		expect(ids(back)).toEqual([turns[1], turns[2]]);
		expect(ids(await list(from, { limit: 0 }))).toEqual([turns[3]]);
		const views = ["notLoaded", "summary", "full"].map((itemsView) => list(from, { itemsView, sortDirection: "asc" }));
		const counts = (await Promise.all(views)).map((page) => (rows(page)[0]?.items as Json[]).map(({ type }) => type));
		expect(counts).toEqual([[], ["userMessage", "agentMessage"], ["userMessage", "commandExecution", "agentMessage"]]);
	};
	await check(server);
	for (const cursor of ["bogus", "", "{}", "null"]) {
		const refused = await server.ask("thread/turns/list", { threadId, cursor });
		expect(refused.error).toEqual({ code: -32600, message: `invalid cursor: ${cursor}` });
	}
	await server.close();
	await check(await serve({ home: server.home, workspace: server.workspace }));
});

test("items are listed, read by id, paged from an item, and without their outputs when that is asked for", async () => {
	const { server, threadId, turns } = await history(2);
	const list = (params: Json) => server.request("thread/items/list", { threadId, ...params });
	const all = await list({});
	expect(itemTypes(all)).toEqual(["userMessage", "commandExecution", "agentMessage", "userMessage", "agentMessage"]);
	expect(
		rows(all).every(({ startedAtMs, completedAtMs }) => Number(startedAtMs) > 0 && Number(completedAtMs) > 0),
	).toBe(true);
	const first = await list({ turnId: turns[0], limit: 1 });
	expect(itemTypes(await list({ turnId: turns[0], cursor: first.nextCursor }))).toEqual([
		"commandExecution",
		"agentMessage",
	]);
	const command = Object(rows(all)[1]?.item);
	const anchored = await list({
		turnId: turns[0],
		cursor: { type: "item", itemId: command.id },
		sortDirection: "desc",
	});
	expect(itemTypes(anchored)).toEqual(["commandExecution", "userMessage"]);
	const deferred = await list({ turnId: turns[0], deferOutput: { commandExecution: true } });
	expect(rows(deferred)[1]).toMatchObject({ outputDeferred: true, item: { aggregatedOutput: null } });
	const read = await server.request("thread/items/read", { threadId, turnId: turns[0], itemIds: [command.id, "none"] });
	expect(rows(read).map(({ item }) => Object(item).aggregatedOutput)).toEqual([command.aggregatedOutput]);
	expect(command.aggregatedOutput).toContain("looked");

	const errors = [
		[
			"thread/items/list",
			{ cursor: { type: "item", itemId: command.id } },
			-32602,
			"turnId is required when cursor is an item anchor",
		],
		[
			"thread/items/list",
			{ cursor: { type: "item", itemId: "none" }, turnId: turns[0] },
			-32602,
			"cursor.itemId does not identify an item in the requested history scope",
		],
		["thread/items/read", { turnId: turns[0], itemIds: [] }, -32600, "itemIds must contain 1 to 100 IDs"],
	] as const;
	for (const [method, params, code, text] of errors) {
		expect((await server.ask(method, { threadId, ...params })).error).toEqual({ code, message: text });
	}
});

test("the timeline comes newest page first, each in the order of what happened, and leaves nothing out", async () => {
	const { server, threadId } = await history(3);
	const whole = await server.request("thread/timeline/list", { threadId });
	const kinds = rows(whole).map(({ type, item }) => (type === "item" ? Object(item).type : type));
	const turn = ["turnStarted", "userMessage", "agentMessage", "turnCompleted"];
	expect(kinds).toEqual([
		"turnStarted",
		"userMessage",
		"commandExecution",
		"agentMessage",
		"turnCompleted",
		...turn,
		...turn,
	]);
	expect(whole.nextCursor).toBeNull();
	let paged: Json[] = [];
	let cursor: unknown = null;
	do {
		const page = await server.request("thread/timeline/list", { threadId, limit: 4, cursor });
		paged = [...rows(page), ...paged];
		cursor = page.nextCursor;
	} while (cursor !== null);
	expect(paged).toEqual(rows(whole));
	const refused = await server.ask("thread/timeline/list", { threadId, cursor: "bogus" });
	expect(refused.error?.message).toBe("invalid thread timeline cursor");
});

test("a running turn is part of every list", async () => {
	const gate = new Gate();
	const parts = messageParts(["Half"]);
	const endpoint = await endpointWith(stream(created(), parts.start, ...parts.deltas, gate));
	const server = await serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const { turn } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await gate.reached;
	const [running] = rows(await server.request("thread/turns/list", { threadId }));
	expect(running).toMatchObject({ id: Object(turn).id, status: "inProgress", completedAt: null });
	expect(itemTypes(await server.request("thread/items/list", { threadId }))).toEqual(["userMessage"]);
	const timeline = rows(await server.request("thread/timeline/list", { threadId }));
	expect(timeline.map(({ type }) => type)).toEqual(["turnStarted", "item"]);
});

test("what has no stored history says so", async () => {
	const endpoint = await endpointWith(answer(message("one")), answer(message("two")));
	const server = await serve({ config: endpoint.configToml() });
	const nobody = "01a1fda9-ebf3-7692-9c4a-c3f603da9616";
	const fresh = await server.startThread();
	const ephemeral = await server.startThread({ ephemeral: true });
	const legacy = await server.startThread({ historyMode: "legacy" });
	for (const threadId of [ephemeral, legacy]) await server.turn(threadId);
	const invalid = "expected an optional prefix of `urn:uuid:` followed by [0-9a-fA-F-], found `x` at 1";
	const errors = [
		["thread/turns/list", "x", `invalid thread id: invalid character: ${invalid}`],
		["thread/turns/list", "abc", "invalid thread id: invalid length: expected length 32 for simple format, found 3"],
		["thread/turns/list", "0-1", "invalid thread id: invalid group count: expected 5, found 2"],
		["thread/turns/list", `${nobody}0`, "invalid thread id: invalid group length in group 4: expected 12, found 13"],
		["thread/turns/list", nobody, `thread not loaded: ${nobody}`],
		[
			"thread/turns/list",
			fresh,
			`thread ${fresh} is not materialized yet; thread/turns/list is unavailable before first user message`,
		],
		["thread/turns/list", ephemeral, "ephemeral threads do not support thread/turns/list"],
		["thread/items/list", nobody, "thread/items/list is not supported yet"],
		["thread/items/list", ephemeral, "thread/items/list is not supported yet"],
		["thread/items/list", legacy, "thread/items/list is not supported yet"],
		["thread/timeline/list", legacy, "thread/timeline/list is not supported yet"],
	] as const;
	for (const [method, threadId, text] of errors) {
		expect((await server.ask(method, { threadId })).error?.message, `${method} ${threadId}`).toBe(text);
	}
	expect(rows(await server.request("thread/turns/list", { threadId: legacy }))).toHaveLength(1);
});
