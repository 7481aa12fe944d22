import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, created, customToolCall, message, messageParts, stream } from "../support/responsesEvents.ts";
import { ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess;
afterEach(() => server.close());

test("lines that are no messages are passed over, and logged", async () => {
	server = await ServerProcess.start();
	server.raw('\n   \n{"id": 1, "method"\n[]\n"x"\n42\n{"id":{},"method":"x"}\n');
	expect(await server.request("thread/loaded/list", {})).toEqual({ data: [], nextCursor: null });
	await server.logged("A line is not JSON");
});

test("nothing is answered before initialize, and only one initialize is", async () => {
	server = await ServerProcess.spawn();
	expect((await server.ask("thread/list", {})).error).toEqual({ code: -32600, message: "Not initialized" });
	const named = { clientInfo: { name: "bad\nname", version: "1" } };
	expect((await server.ask("initialize", named)).error?.message).toBe(
		"Invalid clientInfo.name: 'bad\nname'. Must be a valid HTTP header value.",
	);
	const params = { clientInfo: { name: "test", version: "1" } };
	const { result } = await server.ask("initialize", params);
	expect(result?.userAgent).toMatch(/^test\/0\.169\.0 \(.+\) heddle\/\S+ \(test; 1\)$/);
	expect((await server.ask("initialize", params)).error).toEqual({ code: -32600, message: "Already initialized" });
});

test("unknown methods and wrong parameters are named", async () => {
	server = await ServerProcess.start();
	const unknown = await server.ask("no/such", {});
	expect(unknown.error?.code).toBe(-32600);
	expect(unknown.error?.message).toMatch(/^Invalid request: .*no\/such/);
	const wrong = await server.ask("turn/start", { threadId: 7, input: "hello" });
	expect(wrong.error?.code).toBe(-32600);
	expect(wrong.error?.message).toMatch(
		/^Invalid request: .*`input`.*`threadId`|^Invalid request: .*`threadId`.*`input`/,
	);
});

test('the ids 7 and "7" are two', async () => {
	server = await ServerProcess.start();
	const both = await Promise.all([server.ask("thread/loaded/list", {}, 7), server.ask("model/list", {}, "7")]);
	expect(both.map(({ id }) => id)).toEqual([7, "7"]);
	expect(both[1]?.result?.data).toBeInstanceOf(Array);
});

test("an over-long line is refused by its id, and the next request works", async () => {
	server = await ServerProcess.start();
	const refused = server.next(({ id, error }) => id === 900 && error !== undefined);
	server.raw(`{"id":900,"method":"thread/list","params":{"searchTerm":"${"x".repeat(70 * 1024 * 1024)}"}}\n`);
	expect((await refused).error?.message).toMatch(/longer than \d+ bytes/);
	expect((await server.request("thread/loaded/list", {})).data).toEqual([]);
});

test("a notification that the client opted out of does not come", async () => {
	server = await ServerProcess.spawn();
	const capabilities = { optOutNotificationMethods: ["thread/started", "unknown/one"] };
	await server.request("initialize", { clientInfo: { name: "test", version: "1" }, capabilities });
	const threadId = await server.startThread();
	await server.request("thread/read", { threadId });
	expect(server.messages.filter(({ method }) => method === "thread/started")).toEqual([]);
});

test("a broken config.toml is named by line and column, and the server starts", async () => {
	server = await ServerProcess.start({ config: 'model = "x"\nmodel_provider = = "y"\n' });
	const { params } = await server.notification("configWarning");
	expect(params?.summary).toMatch(/config\.toml.*line 2, column \d+/);
	expect((await server.request("thread/loaded/list", {})).data).toEqual([]);
});

test("a missing key names the variable and the setting; the next turn works", async () => {
	const endpoint = await ResponsesEndpoint.start();
	server = await ServerProcess.start({ config: endpoint.configToml("", "gpt-5.5", 'env_key = "NO_SUCH_HEDDLE_KEY"') });
	const turn = await server.turn(await server.startThread());
	expect(turn.status).toBe("failed");
	expect(Object(turn.error).message).toMatch(/NO_SUCH_HEDDLE_KEY.*env_key/s);
	await endpoint.close();
});

test("an endpoint that nobody serves is named", async () => {
	const config =
		'model = "m"\nmodel_provider = "p"\n[model_providers.p]\nname = "P"\nbase_url = "http://127.0.0.1:9/v1"\nrequest_max_retries = 0\nstream_max_retries = 0\n';
	server = await ServerProcess.start({ config });
	const turn = await server.turn(await server.startThread());
	expect(turn.status).toBe("failed");
	expect(Object(turn.error).message).toContain("127.0.0.1:9");
});

test("after a cut stream and a patch that does not apply the turn goes on", async () => {
	const half = messageParts(["Half"]);
	const patch = "*** Begin Patch\n*** Update File: absent.txt\n@@\n-a\n+b\n*** End Patch\n";
	const endpoint = await ResponsesEndpoint.start(
		stream(created(), half.start, ...half.deltas, "cut"),
		answer(customToolCall("apply_patch", patch)),
		{ expect: { last: "absent.txt" }, reply: answer(message("It is not there.")) },
	);
	server = await ServerProcess.start({ config: endpoint.configToml() });
	const turn = await server.turn(await server.startThread());
	expect(turn.status).toBe("completed");
	expect(server.messages.some(({ method, params }) => method === "error" && params?.willRetry === true)).toBe(true);
	await endpoint.close();
});

test("the server leaves when stdin ends", async () => {
	server = await ServerProcess.start();
	const gone = once(server.child, "exit");
	server.child.stdin?.end();
	expect(await gone).toEqual([0, null]);
});
