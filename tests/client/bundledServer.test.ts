import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { locateBinary } from "../../extension/appServer/binaryLocator.ts";
import { launchEnvironment } from "../../extension/appServer/launchEnvironment.ts";
import { isAlive } from "../support/processAlive.ts";
import { processesWith } from "../support/processList.ts";
import { shown } from "../support/provideFakeVscode.ts";
import { recordedHeddle } from "../support/recordedHeddle.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, functionCall, Gate, message, messageParts } from "../support/responsesEvents.ts";
import type { SupervisedServer } from "../support/supervisedServer.ts";

// Only after the fake is in place: the language client requires `vscode` as it is loaded.
const { SupervisedServer: Server } = await import("../support/supervisedServer.ts");
const { ConnectionLost } = await import("../../extension/appServer/appServerClient.ts");

/** Long enough that only a kill ends it, and found nowhere else in the process list. */
const seconds = String(1_000_000 + process.pid);
/** Tells this test's server from others in the process list. */
const model = `killed-${process.pid}`;

let folder: string;
let endpoint: ResponsesEndpoint;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "heddle-client-"));
	endpoint = await ResponsesEndpoint.start();
	await writeFile(join(folder, "config.toml"), endpoint.configToml());
});

afterEach(async () => {
	await endpoint.abandon();
	await rm(folder, { recursive: true });
	expect(shown.splice(0)).toEqual([]);
});

/** The server as the extension would launch it, pin check included; what it says is recorded and checked. */
async function launch(): Promise<SupervisedServer> {
	const remembered = new Map<string, unknown>();
	const bundled = await locateBinary({
		extensionPath: resolve(import.meta.dirname, "../.."),
		explicitPath: undefined,
		store: {
			get: (key) => remembered.get(key),
			update: async (key, value) => void remembered.set(key, value),
		},
	});
	const { executable: command } = recordedHeddle(bundled);
	const args = ["app-server", "-c", `model="${model}"`];
	const env = launchEnvironment(process.env, { HEDDLE_HOME: folder, HOME: folder });
	const calm = { silence: 10_000, answer: 60_000 };
	const connectTimings = { handshake: 60_000, leave: 60_000 };
	return new Server([{ command, args, env, cwd: folder }], { liveness: calm, connectTimings });
}

const input = (text: string) => [{ type: "text" as const, text }];
const serverPids = () => processesWith(model).map(({ pid }) => pid);
const commandPids = () => processesWith(`sleep ${seconds}`).map(({ pid }) => pid);

test("the bundled server passes its pin, answers, and leaves when told", async () => {
	const server = await launch();
	await server.client.start();
	expect(server.failure).toBeUndefined();
	expect(await server.client.request("thread/list", {})).toMatchObject({ data: [] });
	const pids = serverPids();
	expect(pids).toHaveLength(1);
	await server.client.dispose();
	expect(pids.filter(isAlive)).toEqual([]);
});

test("kill -9 in mid-turn: said, back, every finished item kept, the turn interrupted, nothing left running", async () => {
	const cmd = `echo begun; sleep ${seconds}`;
	endpoint.play(answer(message("I look first."), functionCall("exec_command", { cmd })));
	await using server = await launch();
	await server.client.start();
	const { thread } = await server.client.request("thread/start", {
		cwd: folder,
		approvalPolicy: "never",
		sandbox: "danger-full-access",
	});
	await server.client.request("turn/start", { threadId: thread.id, input: input("wait for me") });
	await server.until(({ notifications }) =>
		notifications.some((n) => n.method === "item/commandExecution/outputDelta" && n.params.delta.includes("begun")),
	);
	const [pid, ...others] = serverPids();
	const commands = commandPids();
	expect(others).toEqual([]);
	expect(commands).not.toEqual([]);

	process.kill(pid ?? Number.NaN, "SIGKILL");
	await server.until(({ stateNames }) => stateNames.filter((name) => name === "ready").length === 2);
	expect(server.states[1]).toMatchObject({ state: "restarting", attempt: 1, why: "signal SIGKILL" });
	await expect.poll(() => [...commands, ...commandPids()].filter(isAlive)).toEqual([]);

	const { thread: resumed } = await server.client.request("thread/resume", { threadId: thread.id });
	expect(resumed.turns.map(({ status }) => status)).toEqual(["interrupted"]);
	const items = resumed.turns.flatMap((turn) => turn.items);
	expect(items.map(({ type }) => type).slice(0, 2)).toEqual(["userMessage", "agentMessage"]);
	expect(items[1]).toMatchObject({ type: "agentMessage", text: "I look first." });

	endpoint.play(answer(message("Here again.")));
	await server.client.request("turn/start", { threadId: thread.id, input: input("go on") });
	await server.until(({ notifications }) => notifications.some((n) => n.method === "turn/completed"));
	endpoint.verify();
});

test("kill -9 while the answer streams: requests on their way are lost, not answered", async () => {
	const gate = new Gate();
	const { start, deltas } = messageParts(["Half an "]);
	endpoint.play({
		kind: "stream",
		steps: [{ type: "response.created", response: { id: "r" } }, start, ...deltas, gate],
	});
	await using server = await launch();
	await server.client.start();
	const { thread } = await server.client.request("thread/start", { cwd: folder });
	await server.client.request("turn/start", { threadId: thread.id, input: input("say something") });
	await server.until(({ notifications }) => notifications.some((n) => n.method === "item/agentMessage/delta"));
	process.kill(serverPids()[0] ?? Number.NaN, "SIGSTOP");
	const unanswered = server.client.request("thread/list", {});
	process.kill(serverPids()[0] ?? Number.NaN, "SIGKILL");
	await expect(unanswered).rejects.toBeInstanceOf(ConnectionLost);
	await server.until(({ stateNames }) => stateNames.filter((name) => name === "ready").length === 2);
	const { thread: read } = await server.client.request("thread/read", { threadId: thread.id, includeTurns: true });
	expect(read.turns.map(({ status }) => status)).toEqual(["interrupted"]);
});
