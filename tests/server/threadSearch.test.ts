import { expect, test } from "vitest";
import { answer, functionCall, message } from "../support/responsesEvents.ts";
import type { Json } from "../support/serverProcess.ts";
import { NOBODY, rows, ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();
const threadIds = (page: Json) => rows(page).map(({ id, thread }) => Object(thread).id ?? id);

async function threads() {
	const endpoint = await servers.endpoint(
		answer(message("The quick brown fox jumps.")),
		answer(functionCall("exec_command", { cmd: "echo needle" })),
		answer(message("Another fox, and a FOX.")),
		answer(message("Nothing here.")),
	);
	const server = await servers.serve({ config: endpoint.configToml() });
	const ids: string[] = [];
	for (const words of ["first question", "second question", "third question"]) {
		const id = await server.startThread();
		await server.turn(id, words);
		ids.push(id);
	}
	return { endpoint, server, ids };
}

test("threads are found by what was said, done and named, page by page", async () => {
	const { server, ids } = await threads();
	const search = (params: Json) => server.request("thread/search", params);
	expect(threadIds(await search({ searchTerm: "fox" }))).toEqual([ids[1], ids[0]]);
	const page = await search({ searchTerm: "question", limit: 2 });
	expect(threadIds(page)).toEqual([ids[2], ids[1]]);
	expect(threadIds(await search({ searchTerm: "question", limit: 2, cursor: page.nextCursor }))).toEqual([ids[0]]);
	expect(threadIds(await search({ searchTerm: "question", sortDirection: "asc" }))).toEqual(ids);
	expect(threadIds(await search({ searchTerm: "echo needle" }))).toEqual([ids[1]]);
	await server.request("thread/name/set", { threadId: ids[2], name: "Zebra" });
	expect(rows(await search({ searchTerm: "zebra" }))).toMatchObject([{ snippet: "Zebra", thread: { id: ids[2] } }]);
	expect(threadIds(await search({ searchTerm: "no such words" }))).toEqual([]);
	expect((await server.ask("thread/search", { searchTerm: " " })).error?.message).toBe(
		"thread/search requires a non-empty searchTerm",
	);
});

test("occurrences in one thread name their turn and their place in the snippet", async () => {
	const { server, ids } = await threads();
	const [, threadId] = ids;
	const find = (params: Json) => server.request("thread/searchOccurrences", { threadId, searchTerm: "fox", ...params });
	const all = rows(await find({}));
	const marked = all.map(({ snippet, snippetMatchRange }) => {
		const { start, end } = Object(snippetMatchRange);
		return String(snippet).slice(start, end);
	});
	expect(marked).toEqual(["fox", "FOX"]);
	const first = await find({ limit: 1 });
	expect([...rows(first), ...rows(await find({ limit: 1, cursor: first.nextCursor }))]).toEqual(all);
	const turns = await server.request("thread/turns/list", { threadId, cursor: all[0]?.turnCursor });
	expect(rows(turns)[0]?.id).toBe(all[0]?.turnId);
	const errors = [
		[{ searchTerm: "" }, "thread/searchOccurrences requires a non-empty searchTerm"],
		[{ cursor: "bogus" }, "invalid cursor: bogus"],
		[{ threadId: NOBODY }, "thread/searchOccurrences is not supported yet"],
	] as const;
	for (const [params, text] of errors) {
		const { error } = await server.ask("thread/searchOccurrences", { threadId, searchTerm: "fox", ...params });
		expect(error?.message).toBe(text);
	}
});

test("a list is filtered by each of its members, and wrong ones are refused", async () => {
	const { endpoint, server, ids } = await threads();
	endpoint.play(answer(message("Again.")));
	await server.turn(String(ids[0]), "again");
	const list = async (params: Json) => threadIds(await server.request("thread/list", params)).sort();
	const all = [...ids].sort();
	expect(await list({ excludedThreadIds: [ids[0]] })).toEqual(all.filter((id) => id !== ids[0]));
	expect(await list({ cwd: `${server.workspace}/` })).toEqual(all);
	expect(await list({ cwd: ["/none", server.workspace] })).toEqual(all);
	expect(await list({ modelProviders: ["scripted"], searchTerm: "second" })).toEqual([ids[1]]);
	for (const params of [
		{ cwd: [] },
		{ cwd: "/none" },
		{ modelProviders: ["none"] },
		{ sourceKinds: ["exec"] },
		{ searchTerm: "SECOND" },
		{ sectionId: "none" },
		{ parentThreadId: NOBODY },
		{ ancestorThreadId: NOBODY },
	]) {
		expect(await list(params), JSON.stringify(params)).toEqual([]);
	}
	const errors: [Json, number, string][] = [
		[{ sortKey: "section_position" }, -32600, "section-position sorting requires a section filter"],
		[
			{ parentThreadId: NOBODY, ancestorThreadId: NOBODY },
			-32600,
			"parentThreadId and ancestorThreadId are mutually exclusive",
		],
		[{ originators: ["x"] }, -32602, "originator filtering is not supported by the local app-server"],
		[{ projectId: "p" }, -32602, "project not found: p"],
		[{ includeAttachedThreads: true }, -32600, "includeAttachedThreads requires a non-empty searchTerm"],
		[{ cursor: "bogus" }, -32600, "invalid cursor: bogus"],
	];
	for (const [params, code, text] of errors) {
		expect((await server.ask("thread/list", params)).error).toEqual({ code, message: text });
	}
});

/** The section that every installation has, by the id the protocol gives it. */
const PINNED = { id: "01984de2-8f74-7c91-a3b2-5c5e937cf318", name: "Pinned", appearance: null };

test("what is not there yet is empty, and says so of every id", async () => {
	const endpoint = await servers.endpoint();
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	const none = { data: [], nextCursor: null };
	const answers: [string, Json, Json][] = [
		["thread/goal/get", { threadId }, { goal: null }],
		["thread/goal/clear", { threadId }, { cleared: false }],
		["threadSection/list", {}, { data: [PINNED], nextCursor: null }],
		["thread/attachment/list", { threadId }, none],
		["thread/attachmentOwner/list", { attachmentType: "a", identityKey: "k" }, none],
		["project/list", {}, none],
		["thread/memory/read", { threadId }, { summary: null }],
	];
	for (const [method, params, result] of answers) expect(await server.request(method, params), method).toEqual(result);
	const errors: [string, Json, number, string][] = [
		["thread/goal/get", { threadId: NOBODY }, -32600, `thread not found: ${NOBODY}`],
		["thread/goal/set", { threadId, objective: "x" }, -32601, "thread/goal/set is not supported yet"],
		["threadSection/delete", { sectionId: "s" }, -32602, "thread section not found: s"],
		["project/read", { projectId: "p" }, -32602, "project not found: p"],
	];
	for (const [method, params, code, text] of errors) {
		expect((await server.ask(method, params)).error, method).toEqual({ code, message: text });
	}
});
