import fs from "node:fs";
import path from "node:path";
import { command, type ModelServer, message } from "./modelServer.ts";
import { type ServerKind, ServerUnderTest } from "./serverUnderTest.ts";
import { median, timed } from "./timing.ts";

/** What one measure gave for each server, in the order of {@link Bench.kinds}; lower is better. */
export interface Figure {
	measure: string;
	unit: "ms" | "MiB";
	values: number[];
}

export interface Bench {
	kinds: ServerKind[];
	model: ModelServer;
	baseUrl: string;
	/** Scratch folder, outside the system's temporary folder. */
	scratch: string;
}

const STARTS = 25;
const IDLE_STARTS = 3;
const RESUMES = 15;
const STREAMS = 3;
const SHORT_TURNS = 40;
const COMMANDS = 15;
const DELTAS = 50_000;
const OUTPUT_LINES = 6_000_000;
const LONG_THREAD_TURNS = 500;
const IDLE_MS = 1500;

/** A fresh home whose only provider is the bench's endpoint, and an empty workspace. */
function makeHome(bench: Bench, kind: ServerKind, label: string): { home: string; workspace: string } {
	const home = path.join(bench.scratch, `${kind.name}-${label}`);
	const workspace = path.join(bench.scratch, `${kind.name}-${label}-workspace`);
	for (const folder of [home, workspace]) fs.mkdirSync(folder, { recursive: true });
	fs.writeFileSync(
		path.join(home, "config.toml"),
		`model = "gpt-5.5"\nmodel_provider = "bench"\n[model_providers.bench]\nname = "bench"\nbase_url = "${bench.baseUrl}"\nenv_key = "BENCH_KEY"\nwire_api = "responses"\n`,
	);
	return { home, workspace };
}

interface Side {
	kind: ServerKind;
	server: ServerUnderTest;
	home: string;
	workspace: string;
	threadId: string;
}

/** Each server on a home of its own, with one thread. */
async function launch(bench: Bench, label: string): Promise<Side[]> {
	const sides: Side[] = [];
	for (const kind of bench.kinds) {
		const { home, workspace } = makeHome(bench, kind, label);
		const server = new ServerUnderTest(kind, home, workspace);
		await server.initialize();
		sides.push({ kind, server, home, workspace, threadId: await server.startThread(workspace) });
	}
	return sides;
}

async function stop(sides: Side[]): Promise<void> {
	for (const { server } of sides) await server.stop();
}

/**
 * What `work` gives for each of `sides`, `rounds` times. They take turns, so that a machine which is slow for a while is
 * slow for all of them.
 */
async function inTurn<Each, Value>(
	sides: Each[],
	rounds: number,
	work: (side: Each) => Promise<Value>,
): Promise<Value[][]> {
	const values: Value[][] = sides.map(() => []);
	for (let round = 0; round < rounds; round++)
		for (const [index, side] of sides.entries()) values[index]?.push(await work(side));
	return values;
}

const medians = (values: number[][]) => values.map(median);

export async function start(bench: Bench): Promise<Figure[]> {
	const homes = bench.kinds.map((kind) => ({ kind, ...makeHome(bench, kind, "start") }));
	const launched = async ({ kind, home, workspace }: (typeof homes)[number]) => {
		const from = performance.now();
		const server = new ServerUnderTest(kind, home, workspace);
		await server.initialize();
		return { server, ms: performance.now() - from };
	};
	const times = await inTurn(homes, STARTS, async (side) => {
		const { server, ms } = await launched(side);
		await server.stop();
		return ms;
	});
	const memory = await inTurn(homes, IDLE_STARTS, async (side) => {
		const { server } = await launched(side);
		await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
		const resident = server.residentMiB();
		await server.stop();
		return resident;
	});
	return [
		{ measure: "start to initialize response", unit: "ms", values: medians(times) },
		{ measure: "idle memory", unit: "MiB", values: medians(memory) },
	];
}

export async function shortTurns(bench: Bench): Promise<Figure[]> {
	const sides = await launch(bench, "turns");
	const turns = await inTurn(sides, SHORT_TURNS, async ({ server, threadId }) => {
		let requested = Number.NaN;
		bench.model.play(message(1));
		bench.model.onRequest = (at) => {
			requested = at;
		};
		const from = performance.now();
		const whole = await timed(() => server.turn(threadId));
		return { toRequest: requested - from, whole };
	});
	await stop(sides);
	const each = (pick: (turn: { toRequest: number; whole: number }) => number) =>
		medians(turns.map((ofOne) => ofOne.map(pick)));
	return [
		{ measure: "turn/start to model request", unit: "ms", values: each(({ toRequest }) => toRequest) },
		{ measure: "a trivial turn", unit: "ms", values: each(({ whole }) => whole) },
	];
}

export async function streaming(bench: Bench): Promise<Figure[]> {
	const sides = await launch(bench, "stream");
	const body = message(DELTAS);
	const streams = await inTurn(sides, STREAMS, async ({ server, threadId }) => {
		bench.model.play(body);
		const before = server.cpuMs();
		const ms = await timed(() => server.turn(threadId));
		return { ms, cpu: server.cpuMs() - before };
	});
	await stop(sides);
	return [
		{ measure: "50,000 deltas", unit: "ms", values: medians(streams.map((ofOne) => ofOne.map(({ ms }) => ms))) },
		{
			measure: "50,000 deltas, processor time",
			unit: "ms",
			values: medians(streams.map((ofOne) => ofOne.map(({ cpu }) => cpu))),
		},
	];
}

export async function commands(bench: Bench): Promise<Figure[]> {
	const sides = await launch(bench, "command");
	const times = await inTurn(sides, COMMANDS, ({ server, threadId }) => {
		bench.model.play(command("echo hello"), message(1));
		return timed(() => server.turn(threadId));
	});
	const flood = await inTurn(sides, 1, ({ server, threadId }) => {
		bench.model.play(command(`yes a line of output | head -n ${OUTPUT_LINES}`), message(1));
		return timed(() => server.turn(threadId));
	});
	const peaks = sides.map(({ server }) => server.peakMiB());
	await stop(sides);
	return [
		{ measure: "a turn with one command", unit: "ms", values: medians(times) },
		{ measure: "6,000,000 lines of output", unit: "ms", values: medians(flood) },
		{ measure: "6,000,000 lines, peak memory", unit: "MiB", values: peaks },
	];
}

export async function longThread(bench: Bench): Promise<Figure[]> {
	const sides = await launch(bench, "long");
	const turns = await inTurn(sides, LONG_THREAD_TURNS, ({ server, threadId }) => {
		bench.model.play(message(3));
		return timed(() => server.turn(threadId));
	});
	await stop(sides);
	const resumes = await inTurn(sides, RESUMES, async ({ kind, home, workspace, threadId }) => {
		const server = new ServerUnderTest(kind, home, workspace);
		await server.initialize();
		const ms = await timed(() => server.request("thread/resume", { threadId }));
		await server.stop();
		return ms;
	});
	const mean = (values: number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
	return [
		{ measure: "a turn of 500", unit: "ms", values: turns.map(mean) },
		{ measure: "resume of 500 turns", unit: "ms", values: medians(resumes) },
	];
}

/** Every measure in the order it is printed, with the ratio to the reference that the project aims for. */
export const measures = [start, shortTurns, streaming, commands, longThread];

export const budgets: ReadonlyMap<string, number> = new Map([
	["start to initialize response", 0.35],
	["idle memory", 0.85],
	["turn/start to model request", 0.15],
	["50,000 deltas", 0.25],
	["50,000 deltas, processor time", 0.25],
	["a turn with one command", 0.5],
	["6,000,000 lines, peak memory", 0.7],
	["a turn of 500", 0.2],
	["resume of 500 turns", 0.2],
]);
