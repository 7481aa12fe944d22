import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { answer, functionCall, message } from "../support/responsesEvents.ts";
import type { Json, ServerProcess } from "../support/serverProcess.ts";
import { NOBODY, rows, ThreadServers, threadOf } from "../support/threadServer.ts";

const servers = new ThreadServers();

/** A server with two archived threads: the second is a fork of the first. */
async function archived() {
	const endpoint = await servers.endpoint(
		answer(functionCall("exec_command", { cmd: "echo warp and weft" })),
		answer(message("Größe: 7 ✓")),
		answer(message("Again.")),
		answer(message("Back.")),
	);
	const server = await servers.serve({ config: endpoint.configToml() });
	const threadId = await server.startThread();
	await server.turn(threadId, "weave");
	const fork = threadOf(await server.request("thread/fork", { threadId })).id as string;
	await server.turn(fork, "and again");
	for (const id of [threadId, fork]) await server.request("thread/archive", { threadId: id });
	const files = [threadId, fork].map((id) => fileOf(server, id));
	return { server, endpoint, threadId, fork, files };
}

const folderOf = (server: ServerProcess) => path.join(server.home, "archived_sessions");

function fileOf(server: ServerProcess, id: string): string {
	const name = fs.readdirSync(folderOf(server)).find((each) => each.includes(id));
	return path.join(folderOf(server), name ?? "");
}

/** Asks for the compression, and resolves when it has come to each of the files. */
async function compress(server: ServerProcess, files: string[]): Promise<void> {
	const { promise: done, resolve } = Promise.withResolvers<void>();
	const check = () => files.every((file) => fs.existsSync(`${file}.zst`) && !fs.existsSync(file)) && resolve();
	const watcher = fs.watch(folderOf(server), check);
	expect(await server.request("rollout/compress", undefined)).toEqual({});
	check();
	await done;
	watcher.close();
}

/** Everything that can be asked about an archived thread. */
async function views(server: ServerProcess, ids: string[]): Promise<Json[]> {
	const requests = ids.flatMap((threadId): [string, Json][] => [
		["thread/read", { threadId, includeTurns: true }],
		["thread/turns/list", { threadId, limit: 1 }],
		["thread/items/list", { threadId }],
		["thread/searchOccurrences", { threadId, searchTerm: "weft" }],
		["thread/resume", { threadId }],
	]);
	requests.push(["thread/list", { archived: true }], ["thread/search", { archived: true, searchTerm: "größe" }]);
	const answers: Json[] = [];
	for (const [method, params] of requests) {
		const { result, error } = await server.ask(method, params);
		answers.push({ method, result, error });
	}
	return answers;
}

test("archived threads are compressed, and are read, searched, listed and brought back as they were", async () => {
	const { server, endpoint, threadId, fork, files } = await archived();
	const contents = files.map((file) => fs.readFileSync(file));
	const before = await views(server, [threadId, fork]);
	expect(before.filter(({ error }) => error).map(({ method }) => method)).toEqual(["thread/resume", "thread/resume"]);
	await compress(server, files);
	expect(await views(server, [threadId, fork])).toEqual(before);
	// A thread is known by its plain path, in the reference's answers too; the file that is there stands for it.
	for (const file of [files[1] ?? "", `${files[1]}.zst`]) {
		for (const method of ["thread/resume", "thread/fork"]) {
			const { error } = await server.ask(method, { threadId, path: file });
			expect(error?.message).toBe(`session ${fork} is archived; bring it back with thread/unarchive first`);
		}
		const { summary } = await server.request("getConversationSummary", { rolloutPath: file });
		expect(summary).toMatchObject({ conversationId: fork });
	}
	await server.close();

	for (const name of fs.readdirSync(server.home))
		if (name.startsWith("threads.sqlite")) fs.rmSync(path.join(server.home, name));
	const again = await servers.serve({ home: server.home, workspace: server.workspace });
	expect(await views(again, [threadId, fork])).toEqual(before);

	const { thread } = await again.request("thread/unarchive", { threadId: fork });
	const active = Object(thread).path as string;
	expect(fs.readFileSync(active).equals(contents[1] ?? Buffer.alloc(0))).toBe(true);
	expect(fs.readdirSync(folderOf(again))).toEqual([`${path.basename(files[0] ?? "")}.zst`]);
	const forked = await again.request("thread/fork", { threadId: NOBODY, path: `${active}.zst` });
	expect(threadOf(forked).forkedFromId).toBe(fork);
	const resumed = await again.request("thread/resume", { threadId: NOBODY, path: `${active}.zst` });
	expect(threadOf(resumed)).toMatchObject({ id: fork, path: active });
	await again.turn(fork, "go on");
	const told = JSON.stringify(endpoint.requests.at(-1)?.body);
	for (const words of ["weave", "warp and weft", "Größe: 7 ✓", "and again", "go on"]) expect(told).toContain(words);
});

test("threads that are not archived stay as they are, and a deleted one is gone for good", async () => {
	const { server, threadId, fork, files } = await archived();
	await server.request("thread/unarchive", { threadId });
	await compress(server, files.slice(1));
	await server.request("thread/delete", { threadId: fork });
	expect(fs.readdirSync(folderOf(server))).toEqual([]);
	expect(rows(await server.request("thread/list", {})).map(({ id }) => id)).toEqual([threadId]);
	expect(rows(await server.request("thread/list", { archived: true }))).toEqual([]);
});

test("whatever a process that was killed leaves, each thread is there once and whole", async () => {
	const { server, threadId, fork, files } = await archived();
	const [plain = "", other = ""] = files;
	const contents = fs.readFileSync(plain);
	await compress(server, files);
	await server.kill();
	// Killed between the two steps of a compression, in the middle of another one, and between the two of a return.
	fs.writeFileSync(plain, contents);
	fs.writeFileSync(path.join(path.dirname(plain), "compressing.zst"), "half");
	const again = await servers.serve({ home: server.home, workspace: server.workspace });
	await again.request("thread/unarchive", { threadId: fork });
	const active = threadOf(await again.request("thread/read", { threadId: fork })).path as string;
	fs.copyFileSync(`${plain}.zst`, `${other}.zst`);
	fs.writeFileSync(`${other}.zst`, "not the newest");
	expect(rows(await again.request("thread/list", { archived: true })).map(({ id }) => id)).toEqual([threadId]);
	await again.kill();
	const last = await servers.serve({ home: server.home, workspace: server.workspace });
	expect(rows(await last.request("thread/list", {})).map(({ id }) => id)).toEqual([fork]);
	expect(threadOf(await last.request("thread/read", { threadId: fork, includeTurns: true }))).toMatchObject({
		path: active,
		turns: [{ status: "completed" }, { status: "completed" }],
	});
	await last.request("thread/unarchive", { threadId });
	expect(fs.readdirSync(folderOf(last)).sort()).toEqual(["compressing.zst", `${path.basename(other)}.zst`]);
	await last.request("thread/archive", { threadId });
	await compress(last, [plain]);
	await last.request("thread/unarchive", { threadId });
	await last.request("thread/archive", { threadId: fork });
	await last.request("thread/delete", { threadId: fork });
	expect(fs.readdirSync(folderOf(last))).toEqual([]);
});
