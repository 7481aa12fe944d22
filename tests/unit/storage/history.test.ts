import fs from "node:fs";
import { expect, test } from "vitest";
import type { RolloutFile } from "../../../server/storage/rolloutFile.ts";
import type { ThreadStore } from "../../../server/storage/threadStore.ts";
import { agentMessage, answer, completed, event, idOf, metaOf, question, ScratchHome, says } from "./scratchHome.ts";

const home = new ScratchHome();
const newest = (limit: number) => ({ from: null, descending: true, limit });
const oldest = (limit: number) => ({ from: null, descending: false, limit });

/** A thread of `count` turns, u1 to uN. */
function withTurns(store: ThreadStore, count: number, id = idOf(1)): RolloutFile {
	const log = home.thread(store, id);
	for (let n = 1; n <= count; n++) log.append(...question(`u${n}`, `question ${n}`), ...answer(`u${n}`, `answer ${n}`));
	return log;
}

async function turnIds(store: ThreadStore, log: RolloutFile, query = oldest(100)) {
	const history = await store.history();
	return (await history.turns(log, query, "notLoaded", null)).map(({ value }) => value.id);
}

const positionOf = async (store: ThreadStore, log: RolloutFile, turn: string) =>
	(await (await store.history()).turn(log, turn, null))?.position ?? -1;

/** What the model would be sent, as words. */
async function words(store: ThreadStore, log: RolloutFile) {
	const { history } = await (await store.history()).load(log);
	return history().items.flatMap((item) =>
		item.type === "message" ? item.content.map((part) => Object(part).text) : [],
	);
}

test("turns come in pages, in both directions, and a page can begin with the row it is anchored at", async () => {
	const store = home.open();
	const log = withTurns(store, 5);
	const history = await store.history();
	const first = await history.turns(log, newest(2), "summary", null);
	expect(first.map(({ value }) => value.id)).toEqual(["u5", "u4"]);
	expect(first[0]?.value).toMatchObject({
		status: "completed",
		itemsView: "summary",
		startedAt: 1_700_000_000,
		completedAt: 1_700_000_001,
		durationMs: 7,
		items: [{ id: "u5-q" }, { id: "u5-a", text: "answer 5" }],
	});
	const anchor = first[1]?.position ?? 0;
	const page = (inclusive: boolean, descending: boolean) =>
		turnIds(store, log, { from: { position: anchor, inclusive }, descending, limit: 2 } as never);
	expect(await page(false, true)).toEqual(["u3", "u2"]);
	expect(await page(true, true)).toEqual(["u4", "u3"]);
	expect(await page(true, false)).toEqual(["u4", "u5"]);
	expect(await page(false, false)).toEqual(["u5"]);
	log.append(...question("u6", "and then?"));
	const running = await history.turns(log, newest(1), "full", "u6");
	expect(running[0]?.value).toMatchObject({ id: "u6", status: "inProgress", items: [{ id: "u6-q" }] });
	expect((await history.turns(log, newest(1), "full", null))[0]?.value.status).toBe("interrupted");
});

test("items come in pages over the thread or of one turn, and by id", async () => {
	const store = home.open();
	const log = withTurns(store, 3);
	const history = await store.history();
	const ids = async (query: object) =>
		(await history.items(log, { ...oldest(4), ...query })).map(({ value }) => value.item.id);
	expect(await ids({})).toEqual(["u1-q", "u1-p", "u1-a", "u2-q"]);
	expect(await ids({ descending: true, limit: 2 })).toEqual(["u3-a", "u3-p"]);
	expect(await ids({ turnId: "u2" })).toEqual(["u2-q", "u2-p", "u2-a"]);
	const position = (await history.itemPosition(log, "u2", "u2-p")) ?? -1;
	expect(await ids({ turnId: "u2", from: { position, inclusive: false } })).toEqual(["u2-a"]);
	expect(await ids({ turnId: "u2", descending: true, from: { position, inclusive: false } })).toEqual(["u2-q"]);
	expect(await history.itemPosition(log, "u2", "u1-p")).toBeNull();
	const read = await history.readItems(log, "u2", ["u2-a", "u2-q", "u1-q"]);
	expect(read).toMatchObject([
		{ turnId: "u2", item: { id: "u2-q" }, startedAtMs: 1, completedAtMs: 2 },
		{ turnId: "u2", item: { id: "u2-a" } },
	]);
});

test("input that was accepted is an item once, before and after the loop takes it", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	const [started, accepted, item] = question("u1", "hello");
	if (!started || !accepted || !item) throw new Error("three lines");
	log.append(started, accepted);
	const history = await store.history();
	expect(await history.items(log, oldest(9))).toMatchObject([{ value: { item: { id: "u1-q", type: "userMessage" } } }]);
	log.append(item);
	expect(await history.items(log, oldest(9))).toHaveLength(1);
});

test("a fork refers to the history it goes on from, over several files, and copies nothing", async () => {
	const store = home.open();
	const log = withTurns(store, 3);
	const before = fs.readFileSync(log.path);
	const fork = store.fork(log, await positionOf(store, log, "u3"), { ...metaOf(idOf(2)), forked_from_id: idOf(1) });
	fork.append(...question("f1", "fork question"), ...answer("f1", "fork answer"));
	const second = store.fork(fork, fork.endPosition, { ...metaOf(idOf(3)), forked_from_id: idOf(2) });
	second.append(...question("g1", "fork of fork"), ...answer("g1", "its answer"));
	log.append(...question("u4", "not for the forks"), ...answer("u4", "no"));
	expect(await turnIds(store, second)).toEqual(["u1", "u2", "f1", "g1"]);
	expect(await turnIds(store, second, newest(3))).toEqual(["g1", "f1", "u2"]);
	expect(await words(store, second)).toEqual([
		...["question 1", "answer 1", "question 2", "answer 2"],
		...["fork question", "fork answer", "fork of fork", "its answer"],
	]);
	expect(fs.readFileSync(log.path).subarray(0, before.length)).toEqual(before);
	expect(fs.readFileSync(second.path, "utf8")).not.toContain("question 1");
	// Read by another process, and once more after the first parent was archived.
	for (const log of [fork, second]) log.close();
	const other = home.open();
	expect(await turnIds(other, other.open(idOf(3), second.path))).toEqual(["u1", "u2", "f1", "g1"]);
	log.close();
	await other.setArchived(idOf(1), true);
	expect(await turnIds(other, other.open(idOf(3), second.path))).toEqual(["u1", "u2", "f1", "g1"]);
	expect(await turnIds(store, second)).toEqual(["u1", "u2", "f1", "g1"]);
	expect((await other.get(idOf(3)))?.preview).toBe("question 1");
	// A fork within what the parent has from its own parent needs only that one.
	const early = other.fork(other.open(idOf(3), second.path), await positionOf(other, second, "u2"), metaOf(idOf(4)));
	expect(early.segments).toHaveLength(2);
	expect(await turnIds(other, early)).toEqual(["u1"]);
});

test("a fork in mid-turn shows that turn as interrupted and tells the model", async () => {
	const store = home.open();
	const log = withTurns(store, 1);
	log.append(...question("u2", "question 2"));
	const fork = store.fork(log, log.endPosition, metaOf(idOf(2)));
	log.append(...answer("u2", "too late for the fork"));
	const history = await store.history();
	expect((await history.turns(fork, newest(1), "full", null))[0]?.value).toMatchObject({
		id: "u2",
		status: "interrupted",
		completedAt: null,
		items: [{ id: "u2-q" }],
	});
	expect((await history.turns(log, newest(1), "full", null))[0]?.value.status).toBe("completed");
	fork.append(...question("f1", "on"), ...answer("f1", "done"));
	const said = await words(store, fork);
	expect(said.slice(0, 3)).toEqual(["question 1", "answer 1", "question 2"]);
	expect(said[3]).toContain("<turn_aborted>");
	expect(said.slice(4)).toEqual(["on", "done"]);
});

test("a thread goes on from an earlier turn in a new file, and the file before stays as it was", async () => {
	const store = home.open();
	const log = withTurns(store, 3);
	const file = fs.readFileSync(log.path);
	const reverted = store.revert(log, await positionOf(store, log, "u2"), metaOf(idOf(1)), idOf(901));
	expect(await turnIds(store, reverted)).toEqual(["u1"]);
	reverted.append(...question("v2", "another way"), ...answer("v2", "found"));
	expect(fs.readFileSync(log.path)).toEqual(file);
	const again = store.revert(reverted, await positionOf(store, reverted, "v2"), metaOf(idOf(1)), idOf(902));
	again.append(...question("w2", "a third way"), ...answer("w2", "found"));
	again.close();
	// Whoever looks for the thread finds its newest file.
	const other = home.open();
	const record = await other.get(idOf(1));
	expect(record?.path).toBe(again.path);
	const found = other.open(idOf(1), record?.path ?? "");
	expect(await turnIds(other, found)).toEqual(["u1", "w2"]);
	expect(await words(other, found)).toEqual(["question 1", "answer 1", "a third way", "found"]);
});

test("rolled back turns of an older rollout are gone from pages and from what the model knows", async () => {
	const store = home.open();
	const log = withTurns(store, 3);
	log.append(event({ type: "thread_rolled_back", num_turns: 2 }));
	log.append(...question("u4", "question 4"), ...answer("u4", "answer 4"));
	expect(await turnIds(store, log)).toEqual(["u1", "u4"]);
	expect(await words(store, log)).toEqual(["question 1", "answer 1", "question 4", "answer 4"]);
	expect((await (await store.history()).items(log, newest(4))).map(({ value }) => value.turnId)).toEqual([
		...["u4", "u4", "u4", "u1"],
	]);
	const fork = store.fork(log, log.endPosition, metaOf(idOf(2)));
	fork.append(event({ type: "thread_rolled_back", num_turns: 2 }));
	expect(await turnIds(store, fork)).toEqual([]);
	expect(await words(store, fork)).toEqual([]);
});

test("a compaction is what the model goes on from; its own copy of history is a reference, the transcript stays", async () => {
	const store = home.open();
	const log = withTurns(store, 2);
	const known = (await (await store.history()).load(log)).history();
	const kept = known.items.filter((item) => item.type === "message" && item.role === "user");
	const named = (history: typeof known, items = history.items) =>
		items.map((item) => ({ ordinal: history.ordinalOf(item) ?? -1, chars: null }));
	const size = fs.statSync(log.path).size;
	log.append({ type: "compacted", payload: { message: "summary", kept: named(known, kept) } });
	expect(fs.statSync(log.path).size - size).toBeLessThan(200);
	log.append(...question("u3", "question 3"), ...answer("u3", "answer 3"));
	const after = ["question 1", "question 2", "summary", "question 3", "answer 3"];
	expect(await words(store, log)).toEqual(after);
	expect(await turnIds(store, log)).toEqual(["u1", "u2", "u3"]);
	// A second one keeps what the first one kept, in another process.
	log.close();
	const other = home.open();
	const again = other.open(idOf(1), log.path);
	const loaded = (await (await other.history()).load(again)).history();
	const payload = { message: "once more", kept: named(loaded, loaded.items.slice(0, 2)) };
	again.append({ type: "compacted", payload });
	expect(await words(other, again)).toEqual(["question 1", "question 2", "once more"]);
	const early = other.fork(again, await positionOf(other, again, "u2"), metaOf(idOf(2)));
	expect(await words(other, early)).toEqual(["question 1", "answer 1"]);
});

test("a compaction in the middle of a turn that was cut off", async () => {
	const store = home.open();
	const log = withTurns(store, 1);
	log.append(...question("u2", "question 2"));
	log.append({ type: "compacted", payload: { message: "summary", kept: [] } });
	log.append({ type: "response_item", payload: says("assistant", "half") });
	const said = await words(store, log);
	expect(said.slice(0, 2)).toEqual(["summary", "half"]);
	expect(said[2]).toContain("<turn_aborted>");
});

test("a rollout that was taken away, or became shorter, is read anew", async () => {
	const store = home.open();
	const log = withTurns(store, 2);
	expect(await turnIds(store, log)).toEqual(["u1", "u2"]);
	fs.truncateSync(log.path, await positionOf(store, log, "u2"));
	expect(await turnIds(store, log)).toEqual(["u1"]);
});

test("what a background command leaves after its turn belongs to that turn", async () => {
	const store = home.open();
	const log = withTurns(store, 2);
	log.append(completed("u1", agentMessage("late", "done at last")));
	const history = await store.history();
	expect((await history.turns(log, oldest(1), "full", null))[0]?.value.items.at(-1)?.id).toBe("late");
});

test("a thread longer than what is read at once is read to its end", async () => {
	const store = home.open();
	const log = home.thread(store, idOf(1));
	const filling = "word ".repeat(12_000);
	for (let n = 1; n <= 80; n++) {
		log.append(
			...question(`u${n}`, `question ${n}`),
			completed(`u${n}`, agentMessage(`u${n}-m`, filling)),
			...answer(`u${n}`, `answer ${n}`),
		);
		if (n === 78) log.append({ type: "compacted", payload: { message: "summary", kept: [] } });
	}
	expect(fs.statSync(log.path).size).toBeGreaterThan(4.5 * 2 ** 20);
	expect(await turnIds(store, log)).toEqual(Array.from({ length: 80 }, (_, at) => `u${at + 1}`));
	expect(await words(store, log)).toEqual(["summary", "question 79", "answer 79", "question 80", "answer 80"]);
	expect((await store.search()).occurrences(log, "question 80", { position: 0, index: 0 }, 9)).toHaveLength(1);
});

test("of a rollout that grows byte by byte, each item is there once its line is complete, and only once", async () => {
	const store = home.open();
	const log = withTurns(store, 1);
	log.close();
	const whole = fs.readFileSync(log.path);
	const ends = whole
		.toString()
		.split("\n")
		.flatMap((line, at, lines) =>
			line.includes('"item_completed"') ? [Buffer.byteLength(lines.slice(0, at + 1).join("\n"))] : [],
		);
	expect(ends).toHaveLength(3);
	const history = await store.history();
	fs.truncateSync(log.path, 0);
	for (let size = 1; size <= whole.length; size++) {
		fs.appendFileSync(log.path, whole.subarray(size - 1, size));
		const kinds = (await history.items(log, oldest(9))).map(({ value }) => value.item.type);
		const complete = ends.filter((end) => end <= size).length;
		expect(kinds.filter((kind) => kind !== "userMessage")).toHaveLength(Math.max(0, complete - 1));
		if (complete > 0) expect(kinds.filter((kind) => kind === "userMessage")).toHaveLength(1);
	}
});
