import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { Masker } from "../support/masked.ts";
import { type DrivenServer, type Entry, RecordedSession } from "../support/recordedSession.ts";
import { referenceServer } from "../support/reference.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { scenarios } from "../support/scenarios/all.ts";
import { differences } from "../support/scenarios/differences.ts";
import type { Scenario } from "../support/scenarios/scenario.ts";

/**
 * What one of the servers sends and the other does not. Each entry is listed, with its reason, under "Differences from the
 * reference" in docs/protocol.md; nothing else may differ.
 */
const NOT_COMPARED: RegExp[] = [
	/^remoteControl\/status\/changed$/,
	/^account\/rateLimits\/updated$/,
	/^item\/commandExecution\/outputDelta$/,
	/^thread\/readState\/changed$/,
	/^mcpServer\/startupStatus\/updated$/,
	/^turn\/plan\/updated$/,
	/^thread\/read ✗ -32601/,
	/^thread\/read ✗ -32600 thread <id> is not materialized yet/,
	/^warning$/,
];

/** Places whose values may differ; the reasons are there too. */
const VALUES_NOT_COMPARED: RegExp[] = [
	/\.readStates?(?:\.[^:]*)?: /,
	/\.(?:turns|items)BackwardsCursor: /,
	/\.error\.(?:message|additionalDetails|codexErrorInfo): /,
	/(?:^item\/completed\.item|^turn\/completed\.turn\.items\.0)\.id: "<id 4>" ≠ "<id 5>"/,
];

/** Error texts beyond this prefix are the words of a deserializer. */
const FREE_TAIL =
	/^(.*✗ -32600 (?:invalid thread id: |thread not (?:loaded|found)|Invalid request: |Invalid configuration: |invalid Guardian denial event: |items\[0\] is not a valid response item: ))(.*)$/s;

/**
 * The recorded entries without what is not promised: the status line of an approval has no fixed place among the other lines, so
 * statuses are compared on their own; and a response comes before what its request has caused.
 */
function comparable(recorded: readonly Entry[], masker: Masker): { events: Entry[]; statuses: string[] } {
	const kept = recorded
		.filter(({ line }) => !NOT_COMPARED.some((pattern) => pattern.test(line)))
		.map(({ line, value }) => ({ line: line.replace(FREE_TAIL, "$1…"), value }));
	const statuses = kept.map(({ line }) => line).filter((line) => line.startsWith("thread/status/changed"));
	const events: Entry[] = [];
	for (const entry of kept) {
		if (statuses.includes(entry.line)) continue;
		if (entry.line === "turn/diff/updated" && events.some(({ line }) => line === entry.line)) continue;
		// Deltas of several streams, and the answers between them, have no order.
		if (entry.line.endsWith("elta") && events.some(({ line }) => line === entry.line)) continue;
		// The reference enters the review before it says that the turn has begun.
		const isReview = ({ line: last }: Entry) => last.endsWith(" enteredReviewMode");
		if (entry.line.startsWith("turn/started") && events.some(isReview)) {
			events.splice(events.findIndex(isReview), 0, entry);
			continue;
		}
		events.splice(isAnswer(entry) ? events.findLastIndex((each) => !isApart(each)) + 1 : events.length, 0, entry);
	}
	return {
		events: events.map(({ line, value }) => ({ line, value: FREE_TAIL.test(line) ? line : masker.value(value) })),
		statuses,
	};
}

/** The reference at times, not always, tells twice in a row that an archived thread is not loaded. Ours must not. */
function withoutRepeatedStatuses(entries: readonly Entry[]): Entry[] {
	const last = new Map<string, string>();
	return entries.filter(({ line, value }) => {
		if (!line.startsWith("thread/status/changed")) return true;
		const { threadId, status } = value as { threadId: string; status: unknown };
		const repeated = last.get(threadId) === JSON.stringify(status);
		last.set(threadId, JSON.stringify(status));
		return !repeated;
	});
}

const isAnswer = ({ line }: Entry) => / [✓✗] /.test(line);
/**
 * What the reference may send before the answer to the request that it comes from, or behind the answer to the next one; and output,
 * which answers do not wait for.
 */
const isApart = ({ line }: Entry) =>
	/^(?:thread\/(?:started|queue\/changed|settings\/updated|name\/updated|archived|unarchived|deleted|closed|goal\/cleared)|turn\/started|account\/updated|(?:process|command\/exec)\/outputDelta)\b/.test(
		line,
	);

/** The places in which two values differ, each as a path with both sides. */
function unequal(ours: unknown, theirs: unknown, at: string): string[] {
	if (typeof ours !== "object" || typeof theirs !== "object" || ours === null || theirs === null) {
		return Object.is(ours, theirs) ? [] : [`${at}: ${JSON.stringify(ours)} ≠ ${JSON.stringify(theirs)}`];
	}
	const [left, right]: Record<string, unknown>[] = [{ ...ours }, { ...theirs }];
	const names = new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})]);
	return [...names].flatMap((name) => unequal(left?.[name], right?.[name], `${at}.${name}`));
}

/** Takes out the lines that only one of the two shows: each has to stand where the two first differ. */
function leaveOut(
	{ ours: mine = [], reference = [] }: NonNullable<Scenario["differs"]>,
	shown: Entry[],
	expected: Entry[],
) {
	const [left, right] = [[...mine], [...reference]];
	while (left.length > 0 || right.length > 0) {
		const at = shown.findIndex(({ line }, index) => line !== expected[index]?.line);
		const place = at < 0 ? Math.min(shown.length, expected.length) : at;
		const [own, other] = [shown[place]?.line, expected[place]?.line];
		if (own !== undefined && own === left[0]) shown.splice(place, 1) && left.shift();
		else if (other !== undefined && other === right[0]) expected.splice(place, 1) && right.shift();
		else throw new Error(`what is said to differ does not: ${[...left, ...right].join("; ")}`);
	}
}

async function play(scenario: Scenario, server: DrivenServer) {
	// The reference refuses to make its sandbox helper below the system's temporary folder.
	const cache = process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache");
	fs.mkdirSync(cache, { recursive: true });
	const scratch = fs.mkdtempSync(path.join(cache, "heddle-differential-"));
	const home = path.join(scratch, "home");
	const workspace = path.join(scratch, "workspace");
	for (const folder of [home, workspace]) fs.mkdirSync(folder);
	const endpoint = await ResponsesEndpoint.start(...(scenario.model?.() ?? []));
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const session = await RecordedSession.start(server, home, workspace);
	try {
		await session.request("initialize", {
			clientInfo: { name: "differential", version: "1" },
			capabilities: { experimentalApi: scenario.experimental ?? false },
		});
		session.notify("initialized");
		await scenario.run(session, workspace);
		// Whatever was on its way has arrived when this is answered.
		await session.request("thread/loaded/list", {});
		await session.close();
		endpoint.verify();
		if (server === ours) expect(session.violations).toEqual([]);
		const folders: [string, string][] = [
			[workspace, "<workspace>"],
			[home, "<home>"],
			[endpoint.baseUrl, "<endpoint>"],
		];
		const barrier = session.entries.findLastIndex(({ line }) => line.startsWith("thread/loaded/list "));
		const entries = session.entries.toSpliced(barrier, 1);
		return comparable(server === ours ? entries : withoutRepeatedStatuses(entries), new Masker(folders));
	} catch (error) {
		throw new Error(`${server.homeVariable}: ${String(error)}\n${session.lines.join("\n")}`, { cause: error });
	} finally {
		await session.close();
		await endpoint.abandon();
		fs.rmSync(scratch, { recursive: true, force: true });
	}
}

const root = path.resolve(import.meta.dirname, "../..");
const ours: DrivenServer = {
	executable: path.join(root, "server/bin", process.platform === "win32" ? "heddle.exe" : "heddle"),
	args: [],
	homeVariable: "HEDDLE_HOME",
};

describe.each(Object.entries(scenarios))("our server and the reference show a client the same of %s", (_, scripts) => {
	test.each(scripts)("$name", async (scenario) => {
		const reference = await referenceServer();
		const differs = scenario.differs ?? differences[scenario.name];
		const expected = await play(scenario, { executable: reference.executable, args: [], homeVariable: "CODEX_HOME" });
		const shown = await play(scenario, ours);
		if (differs) leaveOut(differs, shown.events, expected.events);
		const lines = ({ events }: typeof shown) => events.map(({ line }) => line);
		expect(lines(shown)).toEqual(lines(expected));
		if (!differs?.statuses) expect(shown.statuses).toEqual(expected.statuses);
		const differing = shown.events.flatMap(({ line, value }, index) =>
			unequal(value, expected.events[index]?.value, line.split(" ")[0] ?? line),
		);
		expect(
			differing.filter(
				(difference) =>
					![...VALUES_NOT_COMPARED, ...(differs?.values ? [differs.values] : [])].some((pattern) =>
						pattern.test(difference),
					),
			),
		).toEqual([]);
	});
});
