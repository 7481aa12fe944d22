import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { processesWith } from "../support/processList.ts";
import { shown } from "../support/provideFakeVscode.ts";
import type { SupervisedOptions, SupervisedServer } from "../support/supervisedServer.ts";

// Only after the fake is in place: the language client requires `vscode` as it is loaded.
const { SupervisedServer: Server, fixtureSpec } = await import("../support/supervisedServer.ts");
const { ConnectionLost, ServerError } = await import("../../extension/appServer/appServerClient.ts");

const servers: SupervisedServer[] = [];

/** A supervisor over one fixture, or over several that follow each other; ended after the test. */
function supervise(names: [string, ...string[]], options?: SupervisedOptions): SupervisedServer {
	const [first, ...rest] = names;
	const server = new Server([fixtureSpec(first), ...rest.map(fixtureSpec)], options);
	servers.push(server);
	return server;
}

afterEach(async () => {
	const all = servers.splice(0);
	await Promise.all(all.map(({ client }) => client.dispose()));
	// What was sent a SIGKILL ends when the machine gets round to it.
	await expect.poll(() => all.flatMap(({ livingPids }) => livingPids)).toEqual([]);
	expect(shown.splice(0)).toEqual([]);
});

/** What runs of a fixture, whether it has come to say so or not. */
const running = (name: string) => processesWith(path.resolve(import.meta.dirname, `../fixtures/servers/${name}.mjs`));

const setName = { threadId: "t", name: "n" };
const turnStart = { threadId: "t", input: [] };

describe("a healthy server", () => {
	test("is greeted in the app-server's own words", async () => {
		const server = supervise(["healthy"]);
		await server.client.start();
		expect(server.client.state).toEqual({ state: "ready", serverVersion: "9.8.7" });
		await server.until(({ warnings }) => warnings.length === 3);
		expect(server.warnings).toEqual([
			`initialize ${JSON.stringify({
				clientInfo: { name: "heddle_vscode", title: "Heddle", version: "0.1.0" },
				capabilities: {
					experimentalApi: false,
					requestAttestation: false,
					extensions: null,
					optOutNotificationMethods: null,
				},
			})}`,
			"members id method params",
			"initialized false",
		]);
	});

	test("is heard in the order of the wire, answers between notifications", async () => {
		const server = supervise(["healthy"]);
		await server.client.start();
		const seen: string[] = [];
		server.client.onNotification((n) => n.method === "warning" && seen.push(n.params.message));
		await Promise.all(
			["a", "b", "c"].map(async (name) => {
				await server.client.request("thread/name/set", { threadId: "t", name });
				seen.push(`answer ${name}`);
			}),
		);
		await server.until(({ warnings }) => warnings.includes("after c"));
		expect(seen.filter((line) => /^(before|answer|after)/.test(line))).toEqual(
			["a", "b", "c"].flatMap((name) => [`before ${name}`, `answer ${name}`, `after ${name}`]),
		);
	});

	test("tells errors apart from a lost connection", async () => {
		const server = supervise(["healthy"]);
		await server.client.start();
		const failed = server.client.request("thread/archive", { threadId: "t" });
		await expect(failed).rejects.toBeInstanceOf(ServerError);
		await expect(failed).rejects.toMatchObject({
			code: -32600,
			message: "thread not found: t",
			data: { hint: "none" },
		});
		await expect(server.client.request("model/list", {})).rejects.toBeInstanceOf(ServerError);
	});

	test("serves what was asked for before it was ready, and nothing after its end", async () => {
		const server = supervise(["healthy"]);
		const early = server.client.request("thread/loaded/list", {});
		await server.client.start();
		expect(await early).toEqual({ data: [], nextCursor: null });
		await server.client.dispose();
		await expect(server.client.request("thread/loaded/list", {})).rejects.toBeInstanceOf(ConnectionLost);
	});

	test("is asked again when it had no room for a request", async () => {
		const server = supervise(["overloaded"]);
		await server.client.start();
		expect(await server.client.request("thread/name/set", setName)).toEqual({});
	});

	test("is replaced by restart, once however often it is asked for", async () => {
		const server = supervise(["healthy"]);
		await server.client.start();
		await Promise.all([server.client.restart(), server.client.restart()]);
		expect(server.stateNames).toEqual(["ready", "starting", "ready"]);
		await server.until(({ pids }) => pids.length === 2);
		expect(server.livingPids).toEqual(server.pids.slice(1));
	});
});

describe("a server with requests of its own", () => {
	test("gets the handler's answer to what is known, and a refusal to all else", async () => {
		const server = supervise(["asks"]);
		const asked: unknown[] = [];
		server.client.handle("item/commandExecution/requestApproval", async (params, requestId) => {
			asked.push([requestId, params.command, params.reason]);
			return { decision: "accept" };
		});
		await server.client.start();
		await server.client.request("turn/start", turnStart);
		await server.until(({ warnings }) => warnings.length === 4);
		expect(asked).toEqual([[0, "pnpm test", undefined]]);
		expect(server.warnings.toSorted()).toEqual(['0 {"decision":"accept"}', "1 -32000", "2 -32000", "3 -32000"]);
	});
});

describe("a server that ends", () => {
	test("at every start: is tried again with back-off, then given up by name", async () => {
		const server = supervise(["crashOnStart"]);
		const waiting = server.client.request("thread/loaded/list", {});
		const lost = expect(waiting).rejects.toBeInstanceOf(ConnectionLost);
		await server.client.start();
		await lost;
		expect(server.states.flatMap((s) => (s.state === "restarting" ? [[s.attempt, s.inMs, s.why]] : []))).toEqual([
			[1, 10, "exit code 3"],
			[2, 20, "exit code 3"],
			[3, 30, "exit code 3"],
			[4, 40, "exit code 3"],
		]);
		expect(server.failure).toMatchObject({ name: "crashLoop", actions: ["restartServer", "showLogs"] });
		expect(server.failure?.detail).toContain("exit code 3");
		await server.until(({ serverLines }) => serverLines.includes("cannot find my configuration"));
		await expect(server.client.request("thread/loaded/list", {})).rejects.toBeInstanceOf(ConnectionLost);
	});

	test("at its first start only: is ready the second time", async () => {
		const server = supervise(["crashOnStart", "healthy"]);
		await server.client.start();
		expect(server.stateNames).toEqual(["restarting", "starting", "ready"]);
	});

	test("in a turn: pending requests are lost, it comes back, and what it had started is gone", async () => {
		const server = supervise(["crashInTurn"]);
		await server.client.start();
		await server.client.request("turn/start", turnStart);
		await server.until(({ notifications, pids }) => notifications.length === 1 && pids.length === 2);
		const steer = { threadId: "t", expectedTurnId: "turn-1", input: [] };
		await expect(server.client.request("turn/steer", steer)).rejects.toBeInstanceOf(ConnectionLost);
		await server.until(({ stateNames }) => stateNames.filter((name) => name === "ready").length === 2);
		expect(server.states.slice(1, 2)).toEqual([{ state: "restarting", attempt: 1, inMs: 10, why: "exit code 7" }]);
		await server.until(({ pids }) => pids.length === 3);
		await expect.poll(() => server.livingPids).toEqual(server.pids.slice(2));
		expect(await server.client.request("thread/loaded/list", {})).toEqual({ data: [], nextCursor: null });
	});

	test("and takes long to come back: requests do not wait for ever", async () => {
		const restartPolicy = { backOff: [60_000], jitter: 0, maxCrashes: 5, window: 60_000 };
		const server = supervise(["crashOnStart"], { restartPolicy, readyWait: 50 });
		void server.client.start();
		await expect(server.client.request("thread/loaded/list", {})).rejects.toThrow("not ready in time");
		await expect(server.client.request("thread/loaded/list", {})).rejects.toBeInstanceOf(ConnectionLost);
	});

	test("too often: works again once a person restarts it", async () => {
		const crashes = Array<string>(5).fill("crashOnStart");
		const server = supervise(["crashOnStart", ...crashes.slice(1), "healthy"]);
		await server.client.start();
		expect(server.failure?.name).toBe("crashLoop");
		await server.client.restart();
		expect(server.client.state.state).toBe("ready");
	});
});

describe("a server that hangs", () => {
	test("at the handshake: is ended and named", async () => {
		const server = supervise(["hangOnInitialize"], { connectTimings: { handshake: 800 } });
		await server.client.start();
		expect(server.stateNames).toEqual(["failed"]);
		expect(server.failure?.name).toBe("handshakeTimeout");
		expect(running("hangOnInitialize")).toEqual([]);
	});

	test("later: is noticed while somebody waits for it, and replaced", async () => {
		const server = supervise(["hangLater", "healthy"], {
			connectTimings: { leave: 300 },
			liveness: { silence: 200, answer: 300 },
		});
		await server.client.start();
		await expect(server.client.request("thread/name/set", setName)).rejects.toBeInstanceOf(ConnectionLost);
		await server.until(({ stateNames }) => stateNames.at(-1) === "ready" && stateNames.length > 1);
		expect(server.states[1]).toMatchObject({ state: "restarting", why: expect.stringContaining("no sign of life") });
		await server.until(({ pids }) => pids.length === 2);
		await expect.poll(() => server.livingPids).toEqual(server.pids.slice(1));
	});

	test("only in one request: is left alone, for it answers others", async () => {
		const server = supervise(["hangLater"], { liveness: { silence: 30, answer: 60_000 } });
		await server.client.start();
		const stuck = server.client.request("thread/archive", { threadId: "t" });
		const lost = expect(stuck).rejects.toBeInstanceOf(ConnectionLost);
		for (let asked = 0; asked < 5; asked++) {
			await server.client.request("thread/loaded/list", {});
		}
		expect(server.stateNames).toEqual(["ready"]);
		await server.client.dispose();
		await lost;
	});
});

describe("a server whose stdout is not clean", () => {
	test.each(["garbage", "hugeLine", "slow"])("%s: good lines count, the rest is skipped", async (name) => {
		const server = supervise([name], {
			liveness: { silence: 20_000, answer: 60_000 },
		});
		await server.client.start();
		expect(await server.client.request("thread/name/set", setName)).toEqual({});
		expect(server.warnings).toEqual(name === "slow" ? ["größer 🧵 als gedacht"] : ["first", "last"]);
		expect(await server.client.request("thread/loaded/list", {})).toEqual({ data: [], nextCursor: null });
		expect(server.stateNames).toEqual(["ready"]);
	});

	test("a message of 50 MB arrives whole", async () => {
		const server = supervise(["hugeLine"], { liveness: { silence: 20_000, answer: 60_000 } });
		await server.client.start();
		expect(await server.client.request("thread/archive", { threadId: "t" })).toEqual({});
		expect(server.warnings[0]?.length).toBe(25_000_000);
		expect(server.stateNames).toEqual(["ready"]);
	});

	test("closed: counts as gone", async () => {
		const server = supervise(["closesStdout", "healthy"], { connectTimings: { leave: 300, drain: 300 } });
		await server.client.start();
		await expect(server.client.request("thread/name/set", setName)).rejects.toBeInstanceOf(ConnectionLost);
		await server.until(({ stateNames }) => stateNames.at(-1) === "ready" && stateNames.length > 1);
		await server.until(({ pids }) => pids.length === 2);
		await expect.poll(() => server.livingPids).toEqual(server.pids.slice(1));
	});
});

describe("a server of another protocol", () => {
	test.each([
		// Its text has to come before the time is up.
		["languageServer", "printed text", 5_000],
		["otherProtocol", "not that of an app-server", 60_000],
		["refusesHandshake", "Invalid clientInfo.name", 60_000],
	])("%s: is named, and not tried again", async (name, detail, handshake) => {
		const server = supervise([name], { connectTimings: { handshake } });
		await server.client.start();
		expect(server.stateNames).toEqual(["failed"]);
		expect(server.failure?.name).toBe("wrongProtocol");
		expect(server.failure?.detail).toContain(detail);
		expect(running(name)).toEqual([]);
	});
});

describe("ending a server", () => {
	test("gives it time to finish", async () => {
		const server = supervise(["exitsLate"], { connectTimings: { leave: 60_000 } });
		await server.client.start();
		await server.client.dispose();
		await server.until(({ serverLines }) => serverLines.includes("finished"));
		expect(running("exitsLate")).toEqual([]);
	});

	test("that ignores every request to leave takes down all it started", async () => {
		const server = supervise(["ignoresEof"], { connectTimings: { leave: 2_000, terminate: 2_000 } });
		await server.client.start();
		await server.client.request("turn/start", turnStart);
		await server.until(({ pids }) => pids.length === 2);
		await server.client.dispose();
		await server.until(({ serverLines }) => serverLines.includes("ignored SIGTERM"));
		expect(server.serverLines).toContain("ignored the end of stdin");
		await expect.poll(() => server.livingPids).toEqual([]);
	});

	test("is quiet while it starts, hangs, or waits to start again", async () => {
		const slow = { backOff: [60_000], jitter: 0, maxCrashes: 5, window: 60_000 };
		const starting = supervise(["healthy"]);
		const hanging = supervise(["hangOnInitialize"], { connectTimings: { leave: 200 } });
		const waiting = supervise(["crashOnStart"], { restartPolicy: slow });
		void starting.client.start();
		void hanging.client.start();
		void waiting.client.start();
		await Promise.all([
			hanging.until(({ pids }) => pids.length === 1),
			waiting.until(({ states }) => states.length === 1),
		]);
		await Promise.all([starting, hanging, waiting].map(({ client }) => client.dispose()));
		expect(["healthy", "hangOnInitialize", "crashOnStart"].flatMap(running)).toEqual([]);
	});
});
