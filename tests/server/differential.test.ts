import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { type DrivenServer, RecordedSession } from "../support/recordedSession.ts";
import { referenceServer } from "../support/reference.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { type Scenario, scenarios } from "../support/scenarios.ts";

/**
 * What one of the servers sends and the other does not. Each entry is listed, with its reason, under "Differences from the
 * reference" in docs/protocol.md; nothing else may differ.
 */
const NOT_COMPARED: RegExp[] = [
	/^remoteControl\/status\/changed$/,
	/^account\/rateLimits\/updated$/,
	/^deprecationNotice$/,
	/^item\/commandExecution\/outputDelta$/,
	/^thread\/goal\/cleared$/,
	/^thread\/readState\/changed$/,
	/^mcpServer\/startupStatus\/updated$/,
	/^turn\/plan\/updated$/,
	/^thread\/read ✗ -32601/,
	/^thread\/read ✗ -32600 thread <id> is not materialized yet/,
	/^warning$/,
];

/** Members of results that belong to experimental features. */
const EXPERIMENTAL =
	/\b(activePermissionProfile|collaborationMode|initialTurnsPage|multiAgentMode|readStates?|runtimeWorkspaceRoots|turnsBackwardsCursor|itemsBackwardsCursor) ?/g;

/** Error texts beyond this prefix are the words of a deserializer. */
const FREE_TAIL = /^(.*✗ -32600 (?:invalid thread id: |thread not (?:loaded|found)|Invalid request: ))(.*)$/;

/**
 * The recorded lines without what is not promised: the status line of an approval has no fixed place among the other lines, nor has
 * `thread/started` beside its response, so statuses are compared on their own and `thread/started` follows its response.
 */
function comparable(lines: readonly string[]): { events: string[]; statuses: string[] } {
	const kept = lines
		.filter((line) => !NOT_COMPARED.some((pattern) => pattern.test(line)))
		.map((line) => line.replace(EXPERIMENTAL, "").trimEnd().replace(FREE_TAIL, "$1…"));
	const statuses = kept.filter((line) => line.startsWith("thread/status/changed"));
	const events: string[] = [];
	for (const line of kept) {
		if (statuses.includes(line)) continue;
		if (line === "turn/diff/updated" && events.includes(line)) continue;
		if (line.startsWith("thread/start ✓") && events.at(-1) === "thread/started") events.splice(-1, 0, line);
		else events.push(line);
	}
	return { events, statuses };
}

/** Takes out the last such line, which has to be there. */
function without(events: string[], line: string | undefined): void {
	if (line === undefined) return;
	expect(events).toContain(line);
	events.splice(events.lastIndexOf(line), 1);
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
	const session = new RecordedSession(server, home, workspace);
	try {
		await session.request("initialize", { clientInfo: { name: "differential", version: "1" } });
		session.notify("initialized");
		await scenario.run(session, workspace);
		endpoint.verify();
		return comparable(session.lines);
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

describe("our server and the reference show a client the same", () => {
	test.each(scenarios)("$name", async (scenario) => {
		const reference = await referenceServer();
		const { differs } = scenario;
		const expected = await play(scenario, { executable: reference.executable, args: [], homeVariable: "CODEX_HOME" });
		const shown = await play(scenario, ours);
		without(expected.events, differs?.reference);
		without(shown.events, differs?.ours);
		expect(shown).toEqual(expected);
	});
});
