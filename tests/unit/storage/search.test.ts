import fs from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { ThreadItem } from "../../../server/protocol/item.ts";
import type { ThreadQuery } from "../../../server/storage/threadIndex.ts";
import type { ThreadStore } from "../../../server/storage/threadStore.ts";
import { agentMessage, answer, completed, idOf, metaOf, question, ScratchHome } from "./scratchHome.ts";

const home = new ScratchHome();
const all: ThreadQuery = {
	archived: false,
	sortBy: "created_at",
	descending: false,
	limit: 50,
	from: null,
	modelProviders: [],
	sources: [],
	cwds: [],
	searchTerm: null,
	excludedIds: [],
};

/** A thread of one turn. */
async function said(store: ThreadStore, n: number, asked: string, items: ThreadItem[] = []) {
	const log = home.thread(store, idOf(n));
	log.append(...question("u1", asked), ...items.map((item) => completed("u1", item)), ...answer("u1", "done"));
	await store.refresh(idOf(n), log.path);
	return log;
}

const found = async (store: ThreadStore, term: string, query: Partial<ThreadQuery> = {}) =>
	(await store.search()).threads(term, { ...all, ...query }).map(({ record }) => record.id);

const command = (text: string): ThreadItem => ({
	type: "commandExecution",
	id: "c",
	command: text,
	cwd: "/srv/place",
	status: "completed",
	commandActions: [],
	source: "agent",
	processId: null,
	aggregatedOutput: "printed",
	exitCode: 0,
	durationMs: 1,
	pluginId: null,
	scriptPath: null,
});
const change = (file: string, diff: string): ThreadItem => ({
	type: "fileChange",
	id: "f",
	status: "completed",
	changes: [{ path: file, kind: { type: "update", move_path: null }, diff }],
});

test("a search looks at what was said, at commands, paths, diffs and names, in any case, at any part of a word", async () => {
	const store = home.open();
	await said(store, 1, "Größer, please: the NEEDLE in the haystack 🧵x");
	await said(store, 2, "b", [command("npm run needlework")]);
	await said(store, 3, "c", [change("/src/quilt.ts", "-  return old;\n+  return patchwork;")]);
	await said(store, 4, "d");
	await store.rename(idOf(4), "Sewing lessons");
	expect(await found(store, "needle")).toEqual([idOf(1), idOf(2)]);
	expect(await found(store, "EEDLEW")).toEqual([idOf(2)]);
	const many = Array.from({ length: 40 }, (_, n) => agentMessage(`m${n}`, n === 35 ? "one selvedge" : "cloth"));
	await said(store, 5, "e", many);
	expect(await found(store, "selvedge")).toEqual([idOf(5)]);
	expect(await found(store, "quilt.TS")).toEqual([idOf(3)]);
	expect(await found(store, "return patch")).toEqual([idOf(3)]);
	expect(await found(store, "sewing")).toEqual([idOf(4)]);
	expect(await found(store, "GRÖSSER")).toEqual([]);
	expect(await found(store, "GRÖßER")).toEqual([idOf(1)]);
	expect(await found(store, "🧵X")).toEqual([idOf(1)]);
	// Its letters are all there, but not in a row; what a command printed is not searched.
	expect(await found(store, "needle haystack")).toEqual([]);
	expect(await found(store, "printed")).toEqual([]);
	expect(await found(store, '" OR "')).toEqual([]);
	expect(await found(store, ".*")).toEqual([]);
	// Shorter than what the index is made of.
	expect(await found(store, "qu")).toEqual([idOf(3)]);
});

test("a term may be longer than a regular expression can be", async () => {
	const store = home.open();
	const long = Array.from({ length: 70_000 }, (_, n) => String.fromCharCode(97 + (n % 23))).join("");
	await said(store, 1, `see ${long.toUpperCase()}`);
	await said(store, 2, `${long.slice(0, -1)}!`);
	expect(await found(store, long)).toEqual([idOf(1)]);
});

test("results come in the order of the list, filtered as it is, page by page, with the words around the match", async () => {
	const store = home.open();
	for (let n = 1; n <= 60; n++)
		await said(store, n, n % 2 === 0 ? `${"x ".repeat(60)}needle\n  in ${n}` : "nothing here");
	await store.setArchived(idOf(4), true);
	const search = await store.search();
	const first = search.threads("needle", { ...all, limit: 2 });
	expect(first.map(({ record }) => record.id)).toEqual([idOf(2), idOf(6)]);
	expect(first[0]?.snippet).toBe(`... ${"x ".repeat(60).slice(-48)}needle in 2`);
	const last = first[1]?.record;
	const from = { value: last?.createdAt ?? 0, id: last?.id ?? "", inclusive: false };
	expect(search.threads("needle", { ...all, limit: 100, from })).toHaveLength(27);
	expect(await found(store, "needle", { archived: true })).toEqual([idOf(4)]);
});

test("a fork is found by what it has in common with its parent, and not by what came after in the parent", async () => {
	const store = home.open();
	const log = await said(store, 1, "the shared needle");
	const fork = store.fork(log, log.endPosition, metaOf(idOf(2)));
	await store.refresh(idOf(2), fork.path);
	log.append(...question("u2", "only the parent has thimbles"), ...answer("u2", "yes"));
	expect(await found(store, "needle")).toEqual([idOf(1), idOf(2)]);
	expect(await found(store, "thimbles")).toEqual([idOf(1)]);
});

test("what was said a moment ago is found, as accepted input too, once; what is deleted is not; nor is there an index needed", async () => {
	const store = home.open();
	const log = await said(store, 1, "hello");
	expect(await found(store, "bobbin")).toEqual([]);
	const [started, accepted, item] = question("u2", "a bobbin");
	if (!started || !accepted || !item) throw new Error("three lines");
	log.append(started, accepted);
	expect(await found(store, "bobbin")).toEqual([idOf(1)]);
	log.append(item);
	expect((await store.search()).occurrences(log, "bobbin", { position: 0, index: 0 }, 9)).toHaveLength(1);
	log.close();
	await store.close();
	for (const file of fs.readdirSync(home.path).filter((name) => name.startsWith("threads.sqlite"))) {
		fs.rmSync(path.join(home.path, file));
	}
	const again = home.open();
	expect(await found(again, "bobbin")).toEqual([idOf(1)]);
	await again.delete(idOf(1));
	expect(await found(again, "bobbin")).toEqual([]);
	const index = new DatabaseSync(path.join(home.path, "threads.sqlite"));
	expect(index.prepare("SELECT rowid FROM texts WHERE texts MATCH ?").all('"bob"')).toEqual([]);
	index.close();
});

test("what is said while a search looks is found by the next one", async () => {
	const store = home.open();
	const log = await said(store, 1, "a");
	let searching = true;
	log.append(completed("u1", agentMessage("first", "first words")));
	const search = store.search().finally(() => {
		searching = false;
	});
	let last = 0;
	while (searching) {
		last += 1;
		log.append(completed("u1", agentMessage(`m${last}`, `number ${last} of them`)));
		await null;
	}
	await search;
	expect(await found(store, `number ${last} of`)).toEqual([idOf(1)]);
});

test("a search waits for what is being taken in for another", async () => {
	const store = home.open();
	const log = await said(store, 1, "a");
	log.append(...Array.from({ length: 3_000 }, (_, n) => completed("u1", agentMessage(`m${n}`, `number ${n} of them`))));
	const [, , results] = await Promise.all([store.search(), null, found(store, "number 2999 of")]);
	expect(results).toEqual([idOf(1)]);
});

test("occurrences are those in messages, each with its place in UTF-16 units, page by page", async () => {
	const store = home.open();
	const log = await said(store, 1, "🧵 Pin pin, and no more PIN", [
		command("pin"),
		agentMessage("m", `${"é".repeat(60)}pin`),
	]);
	const search = await store.search();
	const every = search.occurrences(log, "pin", { position: 0, index: 0 }, 10);
	expect(every).toMatchObject([
		{ turnId: "u1", itemId: "u1-q", snippetMatchRange: { start: 3, end: 6 }, index: 0 },
		{ itemId: "u1-q", snippetMatchRange: { start: 7, end: 10 }, index: 1 },
		{ itemId: "u1-q", snippetMatchRange: { start: 24, end: 27 }, index: 2 },
		{ itemId: "m", snippet: `... ${"é".repeat(49)}pin`, snippetMatchRange: { start: 53, end: 56 }, index: 0 },
	]);
	const turn = await (await store.history()).turn(log, "u1", null);
	expect(every[3]?.turnPosition).toBe(turn?.position);
	const second = every[1];
	if (!second) throw new Error("no second");
	expect(search.occurrences(log, "pin", second, 2)).toEqual(every.slice(1, 3));
	expect(search.occurrences(log, "nothing", { position: 0, index: 0 }, 10)).toEqual([]);
});
