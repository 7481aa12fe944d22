import { afterEach, expect, test } from "vitest";
import { ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess | undefined;
afterEach(() => server?.close());

const experimental = {
	clientInfo: { name: "test", version: "1" },
	capabilities: { experimentalApi: true },
};

test("the server tells of itself what is so", async () => {
	server = await ServerProcess.spawn({ config: 'model = "gpt-5.5"\n' });
	await server.request("initialize", experimental);
	server.write({ method: "initialized" });
	const gauge = async () => Object(await server?.request("server/diagnostics", {}));
	const before = await gauge();
	expect(before.process.id).toBe(server.child.pid);
	expect(before.process.residentMemoryBytes).toBeGreaterThan(10_000_000);
	const gauges = (inFlight: number, threads: number, turns: number) => [
		{ name: "app.requests.in_flight", value: inFlight },
		{ name: "app.requests.queued", value: 0 },
		{ name: "core.threads.live", value: threads },
		{ name: "core.turns.active", value: turns },
	];
	expect(before.gauges).toEqual(gauges(1, 0, 0));
	const threadId = await server.startThread();
	expect((await gauge()).gauges).toEqual(gauges(1, 1, 0));
	const ended = server.request("command/exec", {
		command: ["cat"],
		processId: "cat",
		streamStdin: true,
		sandboxPolicy: { type: "dangerFullAccess" },
	});
	await server.request("thread/shellCommand", { threadId, command: "sleep 600" });
	await server.notification("item/started");
	expect((await gauge()).gauges).toEqual(gauges(2, 1, 1));
	await server.request("command/exec/write", { processId: "cat", closeStdin: true });
	await ended;
	expect((await gauge()).gauges).toEqual(gauges(1, 1, 1));
	expect(await server.request("mock/experimentalMethod", { value: "x" })).toEqual({ echoed: "x" });
	expect(await server.request("mock/experimentalMethod", {})).toEqual({ echoed: null });
	expect((await server.ask("rollout/compress")).error?.message).toContain("not available here");
	expect((await server.ask("feedback/upload", { classification: "bug" })).error?.message).toContain(
		"not available here",
	);
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
