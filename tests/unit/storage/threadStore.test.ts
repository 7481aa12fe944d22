import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { BLOB_THRESHOLD } from "../../../server/storage/blobStore.ts";
import type { SessionMeta } from "../../../server/storage/rolloutLine.ts";
import type { ThreadQuery } from "../../../server/storage/threadIndex.ts";
import type { ThreadStore } from "../../../server/storage/threadStore.ts";
import { agentMessage, answer, completed, idOf, metaOf, question, ScratchHome, says } from "./scratchHome.ts";

const home = new ScratchHome();
const everything: ThreadQuery = {
	archived: false,
	sortBy: "created_at",
	descending: true,
	limit: 100,
	from: null,
	modelProviders: [],
	sources: [],
	cwds: [],
	searchTerm: null,
	excludedIds: [],
};

function deleteIndex(): void {
	for (const name of fs.readdirSync(home.path)) {
		if (name.startsWith("threads.sqlite")) fs.rmSync(path.join(home.path, name));
	}
}

const context = (turn: string, model: string) => ({
	type: "turn_context" as const,
	payload: {
		turn_id: turn,
		cwd: "/w",
		model,
		model_provider: "p",
		effort: null,
		summary: null,
		approval_policy: "never" as const,
		sandbox_policy: { type: "dangerFullAccess" as const },
		service_tier: null,
	},
});

test("a list that was deleted is made again from the files, row for row", async () => {
	const store = home.open();
	const git = { sha: "abc", branch: null, originUrl: null };
	for (let n = 1; n <= 4; n++) {
		const log = home.thread(store, idOf(n), { timestamp: `2026-01-0${n}T00:00:00.000Z`, cwd: `/w${n}` });
		log.append(context("u1", `model-${n}`), ...question("u1", `question ${n}`), ...answer("u1", "answer"));
		await store.refresh(idOf(n), log.path);
		log.close();
	}
	const parent = store.open(idOf(1), (await store.get(idOf(1)))?.path ?? "");
	const fork = store.fork(parent, parent.endPosition, {
		...metaOf(idOf(5)),
		forked_from_id: idOf(1),
		parent_thread_id: idOf(1),
		source: { subAgent: "review" },
	});
	await store.refresh(idOf(5), fork.path);
	fork.close();
	await store.rename(idOf(2), "a name");
	await store.setGit(idOf(3), git);
	await store.setArchived(idOf(4), true);
	const lists = async (from: typeof store) => [
		await from.list(everything),
		await from.list({ ...everything, archived: true, sortBy: "updated_at" }),
		await from.list({ ...everything, sortBy: "recency_at", descending: false }),
	];
	const before = await lists(store);
	expect(before[0]?.map(({ id }) => id)).toEqual([idOf(3), idOf(5), idOf(2), idOf(1)]);
	expect(before[0]?.[0]).toMatchObject({ model: "model-3", git, preview: "question 3", recencyAt: expect.any(Number) });
	expect(before[0]?.[1]).toMatchObject({ forkedFromId: idOf(1), preview: "question 1" });
	expect(before[0]?.[2]).toMatchObject({ name: "a name" });
	expect(before[1]?.map(({ id }) => id)).toEqual([idOf(4)]);
	await store.close();
	deleteIndex();
	expect(await lists(home.open())).toEqual(before);
});

test("the model of the last turn is found, however much that turn said", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	log.append(context("u1", "before"), ...question("u1", "hello"), ...answer("u1", "hi"));
	log.append(context("u2", "the last"), ...question("u2", "and?"));
	for (let n = 0; n < 10; n++) log.append(completed("u2", agentMessage(`m${n}`, "x".repeat(60_000))));
	expect(await store.refresh(idOf(1), log.path)).toMatchObject({ model: "the last", preview: "hello" });
});

test("what another process did to the files is found when the index is opened; what is asked for by id, at any time", async () => {
	const store = home.open();
	expect(await store.list(everything)).toEqual([]);
	const other = home.open();
	const log = home.thread(other, idOf(1));
	log.append(...question("u1", "hello"));
	log.close();
	expect((await store.get(idOf(1)))?.preview).toBe("hello");
	fs.appendFileSync(path.join(home.path, "session_index.jsonl"), `{"id":"${idOf(1)}","thread_name":"theirs"}\n{"id":`);
	expect((await home.open().list(everything)).map(({ name }) => name)).toEqual(["theirs"]);
	fs.rmSync(log.path);
	expect(await store.get(idOf(1))).toBeNull();
	expect(await store.list(everything)).toEqual([]);
});

/** A thread in which somebody has said something, and which nobody writes. */
function spoken(store: ThreadStore, n: number, meta: Partial<SessionMeta> = {}): void {
	const log = home.thread(store, idOf(n), meta);
	log.append(...question("t1", "Hello"));
	log.close();
}

test("a list leaves out threads in which nobody has said anything, and a search does not", async () => {
	const store = home.open();
	home.thread(store, idOf(1)).close();
	spoken(store, 2);
	const ids = async (query: Partial<ThreadQuery>) =>
		(await store.list({ ...everything, ...query })).map(({ id }) => id);
	expect(await ids({})).toEqual([idOf(2)]);
	expect(await ids({ ids: [idOf(1), idOf(2)] })).toHaveLength(2);
});

test("a damaged index is replaced, and said", async () => {
	const store = home.open();
	spoken(store, 1);
	fs.writeFileSync(path.join(home.path, "threads.sqlite"), "garbage that is no database, and long enough to be read");
	expect(await store.list(everything)).toHaveLength(1);
	expect(home.warnings).toHaveLength(1);
});

test("threads are found by who started them, directly or at all, and by every kind of source", async () => {
	const store = home.open();
	const spawned = (parent: string) => ({
		parent_thread_id: parent,
		source: {
			subAgent: {
				thread_spawn: { parent_thread_id: parent, depth: 1, agent_nickname: null, agent_path: null, agent_role: null },
			},
		},
	});
	spoken(store, 1);
	spoken(store, 2, spawned(idOf(1)));
	spoken(store, 3, spawned(idOf(2)));
	spoken(store, 4, { source: { subAgent: "compact" } });
	const ids = async (query: Partial<ThreadQuery>) =>
		(await store.list({ ...everything, descending: false, ...query })).map(({ id }) => id);
	expect(await store.descendants(idOf(1))).toEqual([idOf(2), idOf(3)]);
	expect(await ids({ startedBy: { id: idOf(1), withDescendants: false } })).toEqual([idOf(2)]);
	expect(await ids({ startedBy: { id: idOf(1), withDescendants: true } })).toEqual([idOf(2), idOf(3)]);
	expect(await ids({ sources: ["subAgentCompact"] })).toEqual([idOf(4)]);
	expect(await ids({ sources: ["subAgent"] })).toEqual([idOf(2), idOf(3), idOf(4)]);
	expect(await ids({ sources: ["vscode", "subAgentThreadSpawn"] })).toEqual([idOf(1), idOf(2), idOf(3)]);
});

test("a thread in whose files a fork begins cannot be deleted; after the fork it can, with all its files", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	log.append(...question("u1", "hello"), ...answer("u1", "hi"));
	const fork = store.fork(log, log.endPosition, metaOf(idOf(2)));
	await store.refresh(idOf(2), fork.path);
	fork.close();
	log.close();
	await expect(store.delete(idOf(1))).rejects.toThrow(
		`cannot delete thread ${idOf(1)}: forked history still references it`,
	);
	expect(fs.existsSync(log.path)).toBe(true);
	await store.setArchived(idOf(1), true);
	await store.delete(idOf(2));
	const archived = await store.get(idOf(1));
	const reverted = store.revert(store.open(idOf(1), archived?.path ?? ""), log.endPosition, metaOf(idOf(1)), idOf(9));
	reverted.close();
	(await store.queue()).add(idOf(1), {
		id: "q",
		input: [],
		clientUserMessageId: "c",
		responsesapiClientMetadata: null,
	});
	await store.delete(idOf(1));
	expect(await store.get(idOf(1))).toBeNull();
	expect((await store.queue()).list(idOf(1))).toEqual([]);
	const left = fs.readdirSync(home.path, { recursive: true, encoding: "utf8" });
	expect(left.filter((name) => name.endsWith(".jsonl"))).toEqual([]);
	await store.delete(idOf(1));
});

test("a fork whose parent's file somebody took away shows what it has itself", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	log.append(...question("u1", "hello"), ...answer("u1", "hi"));
	const fork = store.fork(log, log.endPosition, metaOf(idOf(2)));
	fork.append(...question("f1", "mine"), ...answer("f1", "yours"));
	fork.close();
	fs.rmSync(log.path);
	const other = home.open();
	const history = await other.history();
	const turns = await history.turns(
		other.open(idOf(2), fork.path),
		{ from: null, descending: false, limit: 9 },
		"full",
		null,
	);
	expect(turns.map(({ value }) => value.id)).toEqual(["f1"]);
	expect(turns[0]?.value.items).toHaveLength(3);
});

/** Another process that holds a thread for writing until its stdin ends. */
async function otherWriter(threadId: string) {
	const child = spawn(
		process.execPath,
		["--no-warnings", path.join(import.meta.dirname, "holdThread.ts"), home.path, threadId],
		{
			stdio: ["pipe", "pipe", "inherit"],
		},
	);
	const [said] = await once(child.stdout, "data");
	return { child, said: String(said).trim() };
}

test("one process at a time writes a thread; the other may read; a crash leaves no lock, even if its pid lives on", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	log.append(...question("u1", "hello"));
	expect((await otherWriter(idOf(1))).said).toContain(`open in another process (${process.pid})`);
	log.close();
	const { child, said } = await otherWriter(idOf(1));
	expect(said).toBe("held");
	expect(() => log.append(...answer("u1", "hi"))).toThrow(`open in another process (${child.pid})`);
	expect(() => log.acquire()).toThrow("open in another process");
	await expect(store.setArchived(idOf(1), true)).rejects.toThrow("open in another process");
	expect([...log.lines()]).toHaveLength(5);
	const gone = once(child, "exit");
	child.kill("SIGKILL");
	await gone;
	// Its lock file still names a process; that one lives, but it is another one.
	const lock = path.join(home.path, "thread-writer-locks", idOf(1));
	fs.writeFileSync(lock, fs.readFileSync(lock, "utf8").replace(/^\d+/, String(process.ppid)));
	log.append(...answer("u1", "hi"));
	log.close();
	expect(fs.readdirSync(path.dirname(lock))).not.toContain(idOf(1));
});

test("a big text is stored once however often it is said, and read as it was; one character less stays in the file", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	const big = `${"ä".repeat(BLOB_THRESHOLD)}!`;
	const image = {
		type: "message" as const,
		role: "user" as const,
		content: [{ type: "input_image" as const, image_url: big }],
	};
	const edge = "x".repeat(BLOB_THRESHOLD);
	const lines = [
		{ type: "response_item" as const, payload: image },
		{ type: "response_item" as const, payload: says("user", big) },
		completed("u1", agentMessage("a", big)),
		completed("u1", agentMessage("b", edge)),
	];
	log.append(...lines);
	const blobs = fs.readdirSync(path.join(home.path, "blobs"), { recursive: true, encoding: "utf8" });
	expect(blobs.filter((name) => name.length > 60)).toHaveLength(1);
	expect(fs.statSync(log.path).size).toBeLessThan(edge.length + 3000);
	expect(fs.readFileSync(log.path, "utf8")).toContain(edge);
	expect([...log.lines()].slice(1)).toMatchObject(lines);
	const history = await store.history();
	const [first] = await history.items(log, { from: null, descending: false, limit: 1 });
	expect(first?.value.item).toMatchObject({ text: big });
	fs.rmSync(path.join(home.path, "blobs"), { recursive: true });
	expect(JSON.stringify([...log.lines()][3])).toContain("missing from blobs");
});

test("a rollout whose writing failed in the middle of a line goes on at the next one", () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	log.close();
	fs.appendFileSync(log.path, '{"timestamp":"cut');
	const [position] = log.append(...question("u1", "hello"));
	expect(log.lineAt(position ?? -1)).toMatchObject({ payload: { type: "task_started" } });
	expect([...log.lines()]).toHaveLength(5);
});

test("the big texts of a deleted thread are deleted with it, unless another one has them or they are quite new", async () => {
	const store = home.open();
	const [own, shared, young] = ["own", "shared", "young"].map((text) => text.repeat(BLOB_THRESHOLD));
	const tells = (text = "") => ({ type: "response_item" as const, payload: says("user", text) });
	const log = home.thread(store, idOf(1));
	log.append(tells(own), tells(shared));
	log.close();
	// In a file that its thread no longer goes on from.
	const other = home.thread(store, idOf(2));
	const begin = other.endPosition;
	other.append(tells(shared));
	store.revert(other, begin, metaOf(idOf(2)), idOf(901)).close();
	const folder = path.join(home.path, "blobs");
	const blobs = () =>
		fs
			.readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(entry.parentPath, entry.name));
	expect(blobs()).toHaveLength(2);
	const old = new Date(Date.now() - 3_600_000);
	for (const file of blobs()) fs.utimesSync(file, old, old);
	const last = home.thread(store, idOf(3));
	last.append(tells(young));
	last.close();
	// By a process that has not read any of it yet.
	await store.close();
	deleteIndex();
	const deleting = home.open();
	await deleting.delete(idOf(3));
	expect(blobs()).toHaveLength(3);
	await deleting.delete(idOf(1));
	expect(
		blobs()
			.map((file) => fs.readFileSync(file, "utf8").slice(0, 6))
			.sort(),
	).toEqual(["shared", "youngy"]);
});
