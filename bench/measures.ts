import fs from "node:fs";
import path from "node:path";
import { command, type ModelServer, message } from "./modelServer.ts";
import { type ServerKind, ServerUnderTest } from "./serverUnderTest.ts";

/** A figure of one server; lower is better. */
export interface Figure {
	measure: string;
	unit: "ms" | "MiB";
	value: number;
}

export interface Bench {
	model: ModelServer;
	baseUrl: string;
	/** Scratch folder, outside the system's temporary folder. */
	scratch: string;
}

const STARTS = 15;
const SHORT_TURNS = 40;
const COMMANDS = 15;
const DELTAS = 50_000;
const OUTPUT_LINES = 6_000_000;
const LONG_THREAD_TURNS = 500;
const IDLE_MS = 1500;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
	const from = performance.now();
	await work();
	return performance.now() - from;
}

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

async function launch(bench: Bench, kind: ServerKind, label: string) {
	const { home, workspace } = makeHome(bench, kind, label);
	const server = new ServerUnderTest(kind, home, workspace);
	await server.initialize();
	return { server, home, workspace };
}

export async function start(bench: Bench, kind: ServerKind): Promise<Figure[]> {
	const { home, workspace } = makeHome(bench, kind, "start");
	const times: number[] = [];
	const memory: number[] = [];
	for (let i = 0; i < STARTS; i++) {
		let server: ServerUnderTest | undefined;
		times.push(
			await timed(() => {
				server = new ServerUnderTest(kind, home, workspace);
				return server.initialize();
			}),
		);
		if (i < 3) {
			await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
			memory.push(server?.residentMiB() ?? Number.NaN);
		}
		await server?.stop();
	}
	return [
		{ measure: "start to initialize response", unit: "ms", value: median(times) },
		{ measure: "idle memory", unit: "MiB", value: median(memory) },
	];
}

export async function shortTurns(bench: Bench, kind: ServerKind): Promise<Figure[]> {
	const { server, workspace } = await launch(bench, kind, "turns");
	const threadId = await server.startThread(workspace);
	const overheads: number[] = [];
	const turns: number[] = [];
	for (let i = 0; i < SHORT_TURNS; i++) {
		bench.model.play(message(1));
		const from = performance.now();
		bench.model.onRequest = (at) => overheads.push(at - from);
		turns.push(await timed(() => server.turn(threadId)));
	}
	await server.stop();
	return [
		{ measure: "turn/start to model request", unit: "ms", value: median(overheads) },
		{ measure: "a trivial turn", unit: "ms", value: median(turns) },
	];
}

export async function streaming(bench: Bench, kind: ServerKind): Promise<Figure[]> {
	const { server, workspace } = await launch(bench, kind, "stream");
	const threadId = await server.startThread(workspace);
	const body = message(DELTAS);
	const times: number[] = [];
	const cpu: number[] = [];
	for (let i = 0; i < 3; i++) {
		bench.model.play(body);
		const before = server.cpuMs();
		times.push(await timed(() => server.turn(threadId)));
		cpu.push(server.cpuMs() - before);
	}
	await server.stop();
	return [
		{ measure: "50,000 deltas", unit: "ms", value: median(times) },
		{ measure: "50,000 deltas, processor time", unit: "ms", value: median(cpu) },
	];
}

export async function commands(bench: Bench, kind: ServerKind): Promise<Figure[]> {
	const { server, workspace } = await launch(bench, kind, "command");
	const threadId = await server.startThread(workspace);
	const times: number[] = [];
	for (let i = 0; i < COMMANDS; i++) {
		bench.model.play(command("echo hello"), message(1));
		times.push(await timed(() => server.turn(threadId)));
	}
	bench.model.play(command(`yes a line of output | head -n ${OUTPUT_LINES}`), message(1));
	const flood = await timed(() => server.turn(threadId));
	const peak = server.peakMiB();
	await server.stop();
	return [
		{ measure: "a turn with one command", unit: "ms", value: median(times) },
		{ measure: "6,000,000 lines of output", unit: "ms", value: flood },
		{ measure: "6,000,000 lines, peak memory", unit: "MiB", value: peak },
	];
}

export async function longThread(bench: Bench, kind: ServerKind): Promise<Figure[]> {
	const { server, home, workspace } = await launch(bench, kind, "long");
	const threadId = await server.startThread(workspace);
	const total = await timed(async () => {
		for (let i = 0; i < LONG_THREAD_TURNS; i++) {
			bench.model.play(message(3));
			await server.turn(threadId);
		}
	});
	await server.stop();
	const times: number[] = [];
	for (let i = 0; i < 5; i++) {
		const again = new ServerUnderTest(kind, home, workspace);
		await again.initialize();
		times.push(await timed(() => again.request("thread/resume", { threadId })));
		await again.stop();
	}
	return [
		{ measure: "a turn of 500", unit: "ms", value: total / LONG_THREAD_TURNS },
		{ measure: "resume of 500 turns", unit: "ms", value: median(times) },
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
