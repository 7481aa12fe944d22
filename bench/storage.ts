import fs from "node:fs";
import path from "node:path";
import type { ThreadQuery } from "../server/storage/threadIndex.ts";
import { ThreadStore } from "../server/storage/threadStore.ts";
import { idOf, writeHugeThread, writeThread } from "./bigThreads.ts";
import { type ServerKind, ServerUnderTest } from "./serverUnderTest.ts";
import { median, timed } from "./timing.ts";

/** One figure of the storage, which no other server can be measured by: its files are its own. */
export interface StorageFigure {
	measure: string;
	unit: "ms" | "MiB";
	value: number;
	/** What issue 3 asks for; null where it names nothing. */
	limit: number | null;
}

const LISTED_THREADS = 10_000;
const SEARCHED_THREADS = 1000;
const SEARCHED_TURNS = 10;
const HUGE_BYTES = 1 << 30;
const REPEATS = 20;
const PAGE = 100;

const everything: ThreadQuery = {
	archived: false,
	sortBy: "updated_at",
	descending: true,
	limit: PAGE,
	from: null,
	modelProviders: [],
	sources: ["vscode"],
	cwds: [],
	searchTerm: null,
	excludedIds: [],
};

async function repeated(work: () => Promise<unknown>): Promise<number> {
	const times: number[] = [];
	for (let n = 0; n < REPEATS; n++) times.push(await timed(work));
	return median(times);
}

/** Lists of many threads: the first page when the index is there, and making the index from the files. */
export async function listMany(scratch: string): Promise<StorageFigure[]> {
	const home = path.join(scratch, "list");
	fs.mkdirSync(home, { recursive: true });
	const writer = new ThreadStore(home, () => {});
	for (let n = 0; n < LISTED_THREADS; n++) writeThread(writer, n, 1, 100);
	await writer.close();
	const store = new ThreadStore(home, () => {});
	const made = await timed(() => store.list(everything));
	const warm = await repeated(() => store.list(everything));
	const all = await repeated(async () => {
		for (let from: ThreadQuery["from"] = null; ; ) {
			const page = await store.list({ ...everything, from });
			const last = page.at(-1);
			if (!last) return;
			from = { value: last.updatedAt, id: last.id };
		}
	});
	await store.close();
	const again = new ThreadStore(home, () => {});
	const opened = await timed(() => again.list(everything));
	await again.close();
	return [
		{ measure: `list ${PAGE} of ${LISTED_THREADS} threads, warm`, unit: "ms", value: warm, limit: 20 },
		{ measure: `list all ${LISTED_THREADS}, page by page`, unit: "ms", value: all, limit: null },
		{ measure: "first list of a process", unit: "ms", value: opened, limit: null },
		{ measure: "first list without an index", unit: "ms", value: made, limit: null },
	];
}

/** Searches over many threads: for what is rare, what is everywhere, and what is nowhere. */
export async function searchMany(scratch: string): Promise<StorageFigure[]> {
	const home = path.join(scratch, "search");
	fs.mkdirSync(home, { recursive: true });
	const store = new ThreadStore(home, () => {});
	for (let n = 0; n < SEARCHED_THREADS; n++) writeThread(store, n, SEARCHED_TURNS, 2000);
	const indexed = await timed(async () => store.search());
	const figures: StorageFigure[] = [];
	for (const [what, term] of [
		["rare", "question 7 of thread 77:"],
		["common", "SHUTTLE"],
		["absent", "shuttlecock"],
		["short", "of"],
	]) {
		const value = await repeated(async () => (await store.search()).threads(term ?? "", { ...everything, limit: 25 }));
		figures.push({ measure: `search ${SEARCHED_THREADS} threads, ${what} words`, unit: "ms", value, limit: 100 });
	}
	await store.close();
	return [...figures, { measure: "index their text at once", unit: "ms", value: indexed, limit: null }];
}

/** A server takes up a thread of 1 GiB, without an index and with one, and shows its newest turns. */
export async function resumeHuge(scratch: string, kind: ServerKind): Promise<StorageFigure[]> {
	const home = path.join(scratch, "huge");
	fs.mkdirSync(home, { recursive: true });
	fs.writeFileSync(
		path.join(home, "config.toml"),
		'model = "bench"\nmodel_provider = "bench"\n[model_providers.bench]\nname = "bench"\nbase_url = "http://127.0.0.1:9/v1"\n',
	);
	const store = new ThreadStore(home, () => {});
	writeHugeThread(store, 1, HUGE_BYTES);
	await store.close();
	const figures: StorageFigure[] = [];
	for (const state of ["without an index", "with one"]) {
		const server = new ServerUnderTest(kind, home, scratch);
		await server.initialize();
		const resume = await timed(() => server.request("thread/resume", { threadId: idOf(1), excludeTurns: true }));
		const page = await timed(() => server.request("thread/turns/list", { threadId: idOf(1) }));
		figures.push(
			{ measure: `resume 1 GiB ${state}`, unit: "ms", value: resume, limit: null },
			{ measure: `newest turns of 1 GiB ${state}`, unit: "ms", value: page, limit: null },
			{ measure: `peak memory at 1 GiB ${state}`, unit: "MiB", value: server.peakMiB(), limit: 200 },
		);
		await server.stop();
	}
	return figures;
}
