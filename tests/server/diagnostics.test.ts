import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { NetworkServer, SocketClient } from "../support/networkServer.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess | undefined;
afterEach(() => server?.close());

const opted = { experimentalApi: true };

test("the server tells of itself what is so", async () => {
	server = await ServerProcess.start({ config: 'model = "gpt-5.5"\n', experimentalApi: true });
	const { process: itself } = Object(await server.request("server/diagnostics", {}));
	expect(itself.id).toBe(server.child.pid);
	if (process.platform === "linux") {
		const status = fs.readFileSync(`/proc/${itself.id}/status`, "utf8");
		const resident = Number(/VmRSS:\s*(\d+) kB/.exec(status)?.[1]) * 1024;
		expect(itself.residentMemoryBytes / resident).toBeGreaterThan(0.5);
		expect(itself.residentMemoryBytes / resident).toBeLessThan(2);
	}
	expect(await server.request("mock/experimentalMethod", { value: "x" })).toEqual({ echoed: "x" });
	expect(await server.request("mock/experimentalMethod", {})).toEqual({ echoed: null });
	expect((await server.ask("feedback/upload", { classification: "bug" })).error?.message).toContain(
		"not available here",
	);
});

/** What `server/diagnostics` counts, by the last word of each gauge's name. */
async function gauges(client: Pick<ServerProcess, "ask">): Promise<Record<string, number>> {
	const { gauges } = Object((await client.ask("server/diagnostics", {})).result);
	return Object.fromEntries(gauges.map(({ name, value }: { name: string; value: number }) => [name, value]));
}

const counted = (inFlight: number, threads: number, turns: number, queued = 0) => ({
	"app.requests.in_flight": inFlight,
	"app.requests.queued": queued,
	"core.threads.live": threads,
	"core.turns.active": turns,
});

test("the gauges count the requests of all connections, the threads and the turns, up and down", async () => {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), 'model = "gpt-5.5"\n');
	const url = `ws://127.0.0.1:${await new NetworkServer(["--listen", "ws://127.0.0.1:0"], home).port()}`;
	const [one, other] = [await SocketClient.greet(url, opted), await SocketClient.greet(url, opted)];
	expect(await gauges(one)).toEqual(counted(1, 0, 0));
	const threadIds = await Promise.all(
		[one, other].map(async (client) => String(Object((await client.request("thread/start", { cwd: home })).thread).id)),
	);
	expect(await gauges(one)).toEqual(counted(1, 2, 0));
	const running = [one, other].map((client) =>
		client.request("command/exec", {
			command: ["cat"],
			processId: "cat",
			streamStdin: true,
			sandboxPolicy: { type: "dangerFullAccess" },
		}),
	);
	for (const [at, client] of [one, other].entries()) {
		await client.request("thread/shellCommand", { threadId: threadIds[at], command: "sleep 600" });
		await client.notification("item/started");
	}
	expect(await gauges(other)).toEqual(counted(3, 2, 2));
	await other.request("command/exec/write", { processId: "cat", closeStdin: true });
	await running[1];
	expect(await gauges(one)).toEqual(counted(2, 2, 2));
	await one.request("thread/archive", { threadId: threadIds[0] });
	expect(await gauges(one)).toEqual(counted(2, 1, 1));
	await one.request("command/exec/write", { processId: "cat", closeStdin: true });
	await running[0];
	expect(await gauges(one)).toEqual(counted(1, 1, 1));
});

test("the gauges count the requests that wait for others of their thread", async () => {
	server = await ServerProcess.start({ config: 'model = "gpt-5.5"\n', experimentalApi: true });
	const threadId = await server.startThread();
	const ids = Array.from({ length: 20 }, (_, at) => `read ${at}`);
	const lines = ids.map((id) => ({ id, method: "thread/read", params: { threadId } }));
	// In one piece, so that the question comes while the others have not been looked at.
	const asked = { id: "gauges", method: "server/diagnostics", params: {} };
	server.raw([...lines, asked].map((line) => `${JSON.stringify(line)}\n`).join(""));
	const { result } = await server.next(({ id }) => id === "gauges");
	const { value } = Object(result).gauges.find(({ name }: { name: string }) => name === "app.requests.queued");
	expect(value).toBeGreaterThan(0);
	expect(value).toBeLessThan(ids.length);
	await Promise.all(ids.map((id) => server?.next((message) => message.id === id)));
	expect(await gauges(server)).toEqual(counted(1, 1, 0));
});

test("permission profiles: those there always are, then the configuration's, by pages", async () => {
	server = await ServerProcess.start({
		config: '[permissions.own]\ndescription = "my own"\nextends = ":workspace"\n[permissions.bare]\n',
	});
	const builtIn = [":read-only", ":workspace", ":danger-full-access"].map((id) => ({
		id,
		description: null,
		allowed: true,
	}));
	expect(await server.request("permissionProfile/list", {})).toEqual({
		data: [
			...builtIn,
			{ id: "bare", description: null, allowed: true },
			{ id: "own", description: "my own", allowed: true },
		],
		nextCursor: null,
	});
	const first = await server.request("permissionProfile/list", { limit: 2 });
	expect(first).toEqual({ data: builtIn.slice(0, 2), nextCursor: "2" });
	const second = await server.request("permissionProfile/list", { limit: 2, cursor: "2" });
	expect(second).toMatchObject({ data: [{ id: ":danger-full-access" }, { id: "bare" }], nextCursor: "4" });
	expect((await server.ask("permissionProfile/list", { cursor: "x" })).error).toEqual({
		code: -32600,
		message: "invalid cursor: x",
	});
});

test("features: those that are switched here, as the configuration has them", async () => {
	server = await ServerProcess.start({ config: "[features]\nstep_model_switching = true\n" });
	const { data, nextCursor } = await server.request("experimentalFeature/list", {});
	expect(data).toMatchObject([
		{ name: "request_permissions_tool", stage: "underDevelopment", enabled: false, defaultEnabled: false },
		{ name: "step_model_switching", stage: "underDevelopment", enabled: true, defaultEnabled: false },
	]);
	expect(nextCursor).toBeNull();
	const message = async (params: object) => (await server?.ask("experimentalFeature/list", params))?.error?.message;
	expect(await message({ cursor: "zz" })).toBe("invalid cursor: zz");
	expect(await message({ cursor: "900" })).toBe("cursor 900 exceeds total feature flags 2");
	const absent = "01990000-0000-7000-8000-000000000000";
	expect(await message({ threadId: absent })).toBe(`thread not found: ${absent}`);
	expect(await server.request("experimentalFeature/enablement/set", { enablement: { foo: true } })).toEqual({
		enablement: {},
	});
});
