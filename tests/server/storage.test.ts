import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { answer, message } from "../support/responsesEvents.ts";
import type { Message } from "../support/serverProcess.ts";
import { rows, ThreadServers } from "../support/threadServer.ts";
import { idOf, metaOf } from "../unit/storage/scratchHome.ts";

const servers = new ThreadServers();
const MANY = 1500;

/** A home with many threads and no index, as after its file was deleted. */
function homeWithMany(folder: string): string {
	const timestamp = "2026-01-02T03:04:05.000Z";
	const day = path.join(folder, "sessions/2026/01/02");
	fs.mkdirSync(day, { recursive: true });
	for (let n = 0; n < MANY; n++) {
		const id = idOf(n);
		const input = [{ type: "text", text: `Question ${n}`, text_elements: [] }];
		const lines = [
			{ type: "session_meta", payload: metaOf(id) },
			{ type: "event_msg", payload: { type: "task_started", turn_id: "t", started_at: 1_767_323_045 } },
			{ type: "event_msg", payload: { type: "input_accepted", turn_id: "t", item_id: "q", client_id: null, input } },
		];
		const text = lines.map((line) => `${JSON.stringify({ timestamp, ...line })}\n`).join("");
		fs.writeFileSync(path.join(day, `rollout-2026-01-02T03-04-05-${id}.jsonl`), text);
	}
	return folder;
}

test("while the list of many threads is made anew, others are answered, and what they change is in the list", async () => {
	const endpoint = await servers.endpoint();
	const scratch = await servers.serve({ config: endpoint.configToml() });
	await scratch.close();
	for (const name of fs.readdirSync(scratch.home)) {
		if (name.startsWith("threads.sqlite")) fs.rmSync(path.join(scratch.home, name));
	}
	const server = await servers.serve({ config: endpoint.configToml(), home: homeWithMany(scratch.home) });
	const last = idOf(MANY - 1);
	const [listed, archived, ...meanwhile] = await Promise.all(
		server.together(() => [
			server.ask("thread/list", { limit: 100, sortDirection: "asc" }),
			// This waits: only the whole list tells which threads it has started.
			server.ask("thread/archive", { threadId: idOf(0) }),
			server.ask("fs/getMetadata", { path: server.workspace }),
			server.ask("thread/read", { threadId: last }),
			server.ask("thread/name/set", { threadId: last, name: "The last" }),
		]),
	);
	expect(meanwhile).toMatchObject([
		{ result: { isDirectory: true } },
		{ result: { thread: { preview: `Question ${MANY - 1}` } } },
		{ result: {} },
	]);
	const answered = [...meanwhile, listed].map((each) => server.messages.indexOf(each as Message));
	expect(Math.max(...answered)).toBe(answered.at(-1));
	expect(archived?.result).toEqual({});
	const found: unknown[] = [];
	for (let cursor: unknown = null; ; ) {
		const page = await server.request("thread/list", { limit: 100, sortDirection: "asc", cursor });
		found.push(...rows(page).map(({ id, name }) => [id, name]));
		if (page.nextCursor === null) break;
		cursor = page.nextCursor;
	}
	expect(found).toHaveLength(MANY - 1);
	expect(found[0]).toEqual([idOf(1), null]);
	expect(found.at(-1)).toEqual([last, "The last"]);
});

test.each([
	["has gone", "close"],
	["is killed", "kill"],
] as const)("a thread that one server writes is read by another, which gets to write it when the first %s", async (_, end) => {
	const endpoint = await servers.endpoint(answer(message("first")), answer(message("second")));
	const first = await servers.serve({ config: endpoint.configToml() });
	const threadId = await first.startThread();
	await first.turn(threadId, "question");
	const second = await servers.serve({ config: endpoint.configToml(), home: first.home });
	const inUse = { code: -32600, message: `thread ${threadId} already has an active writer` };
	for (const method of ["thread/resume", "thread/archive", "thread/delete"]) {
		expect((await second.ask(method, { threadId })).error).toEqual(inUse);
	}
	expect((await second.ask("turn/start", { threadId, input: [] })).error?.message).toBe(
		`thread not found: ${threadId}`,
	);
	expect(await second.request("thread/read", { threadId, includeTurns: true })).toMatchObject({
		thread: { turns: [{ status: "completed" }] },
	});
	expect(rows(await second.request("thread/turns/list", { threadId }))).toHaveLength(1);
	await first[end]();
	await second.request("thread/resume", { threadId, excludeTurns: true });
	await second.turn(threadId, "another question");
	expect(rows(await second.request("thread/turns/list", { threadId }))).toHaveLength(2);
});

test("a history that is too long for one message is refused in one piece, and still read otherwise", {
	timeout: 300_000,
}, async () => {
	const endpoint = await servers.endpoint(answer(message("first")), answer(message("second")));
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.turn(threadId, "question");
	const { thread } = await server.request("thread/read", { threadId });
	await server.close();
	// A hole in the file, which takes no room on the disk, and its beginning once more.
	const file = String(Object(thread).path);
	const lines = fs.readFileSync(file, "utf8");
	fs.truncateSync(file, 512 * 1024 * 1024);
	fs.appendFileSync(file, `\n${lines}`);
	const next = await servers.serve({ config: endpoint.configToml(), home: server.home });
	const refused = async (method: string, params: object) => (await next.ask(method, { threadId, ...params })).error;
	for (const [method, params] of [
		["thread/read", { includeTurns: true }],
		["thread/resume", {}],
		["thread/fork", {}],
	] as const) {
		expect(await refused(method, params)).toMatchObject({
			code: -32600,
			message: expect.stringMatching(
				/is too long to be read in one piece \(512 MiB\): .* page with `thread\/turns\/list`/,
			),
		});
	}
	expect(await next.request("thread/read", { threadId })).toMatchObject({ thread: { preview: "question" } });
	// What the refusal says to do instead.
	await next.request("thread/resume", { threadId, excludeTurns: true });
	expect(rows(await next.request("thread/turns/list", { threadId, limit: 1 }))).toMatchObject([
		{ status: "completed" },
	]);
	await next.turn(threadId, "another question");
});
