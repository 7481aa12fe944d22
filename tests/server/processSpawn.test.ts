import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { isAlive } from "../support/processAlive.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

let server: ServerProcess;
/** Where the messages of the running test begin. */
let since = 0;
beforeAll(async () => {
	server = await ServerProcess.start({ experimentalApi: true });
});
beforeEach(() => {
	since = server.messages.length;
});
afterAll(() => server.close());

const base64 = (text: string) => Buffer.from(text).toString("base64");
const sh = (script: string, more: Json = {}) => ({
	processHandle: "p",
	cwd: server.workspace,
	command: ["/bin/sh", "-c", script],
	...more,
});
const spawn = (params: Json) => server.request("process/spawn", params);
const exited = async () => (await server.notification("process/exited", since)).params;

/** Runs to the end; what the client hears, in order: the methods, and the answer as `null`. */
async function run(params: Json): Promise<{ end: Json | undefined; order: (string | null)[] }> {
	await spawn(params);
	const end = await exited();
	const order = server.messages.slice(since).map(({ method }: Message) => method ?? null);
	return { end, order: order.filter((method) => method === null || method.startsWith("process/")) };
}

const nothing = { stdoutCapReached: false, stderrCapReached: false, outputDrainTimedOut: false };

test("answers when it has started and tells of the end with all output", async () => {
	const { end, order } = await run(sh("cat; echo out; echo err >/dev/stderr; exit 3"));
	expect(end).toEqual({ processHandle: "p", exitCode: 3, stdout: "out\n", stderr: "err\n", ...nothing });
	expect(order).toEqual([null, "process/exited"]);
});

test("streamed output comes behind the answer and is not told again", async () => {
	const { end, order } = await run(sh("echo out", { streamStdoutStderr: true }));
	expect(end).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
	expect(order).toEqual([null, "process/outputDelta", "process/exited"]);
	const delta = await server.notification("process/outputDelta", since);
	expect(delta.params).toEqual({
		processHandle: "p",
		stream: "stdout",
		deltaBase64: base64("out\n"),
		capReached: false,
	});
});

test("it runs outside the sandbox, with the server's environment and the changes", async () => {
	const script = 'touch /var/tmp/heddle-$$ && rm /var/tmp/heddle-$$ && echo "$X-$HOME-$PATH"';
	const { end } = await run(sh(script, { env: { X: "1", HOME: null } }));
	expect(end).toMatchObject({ exitCode: 0, stdout: `1--${process.env.PATH}\n`, stderr: "" });
});

test("an absent limit is a mebibyte, null is none", async () => {
	const flood = sh("yes 1234567 | head -c 2000000");
	expect(String((await run(flood)).end?.stdout).length).toBe(1024 * 1024);
	since = server.messages.length;
	expect(String((await run({ ...flood, outputBytesCap: null })).end?.stdout).length).toBe(2_000_000);
	since = server.messages.length;
	expect((await run(sh("echo abc; echo ab >&2", { outputBytesCap: 4 }))).end).toMatchObject({
		stdout: "abc\n",
		stdoutCapReached: true,
		stderr: "ab\n",
		stderrCapReached: false,
	});
});

test("of more than can be told at once the first is told", async () => {
	const size = 64 * 1024 * 1024;
	const { end } = await run(
		sh(`head -c ${size + 1} /dev/zero | tr '\\0' x`, { outputBytesCap: null, timeoutMs: null }),
	);
	expect(String(end?.stdout).length).toBe(size);
	expect(end).toMatchObject({ exitCode: 0, stdoutCapReached: true, stderrCapReached: false });
});

test("one whose time is over ends with all it started, as 124", async () => {
	const { end } = await run(sh("setsid sleep 700 & echo $!; sleep 700", { timeoutMs: 300 }));
	expect(end).toMatchObject({ exitCode: 124, outputDrainTimedOut: false });
	await expect.poll(() => isAlive(Number(end?.stdout))).toBe(false);
});

test("what a finished one left behind may hold the output no longer than two seconds", async () => {
	const { end } = await run(sh("(while kill -0 $$; do sleep 0.02; done; echo late; sleep 700) 2>/dev/null & echo now"));
	expect(end).toMatchObject({ stdout: "now\nlate\n", outputDrainTimedOut: true });
});

test("input, and the end of one that is killed", async () => {
	await spawn(sh("cat; sleep 700", { streamStdin: true, streamStdoutStderr: true }));
	const write = (params: Json) => server.ask("process/writeStdin", { processHandle: "p", ...params });
	expect((await write({ deltaBase64: base64("words\n") })).result).toEqual({});
	const { params } = await server.notification("process/outputDelta", since);
	expect(params?.deltaBase64).toBe(base64("words\n"));
	expect((await write({ closeStdin: true })).result).toEqual({});
	expect((await write({ closeStdin: true })).result).toEqual({});
	const closed = { code: -32600, message: "stdin is already closed" };
	expect((await write({ deltaBase64: base64("x") })).error).toEqual(closed);
	const { error } = await server.ask("process/spawn", sh("true"));
	expect(error).toEqual({ code: -32600, message: 'duplicate active process handle: "p"' });
	expect(await server.request("process/kill", { processHandle: "p" })).toEqual({});
	expect(await exited()).toMatchObject({ exitCode: 137 });
});

test("a terminal has a size that can change; all it shows is stdout", async () => {
	await spawn(sh("stty -echo; stty size; read line; stty size >&2", { tty: true, size: { rows: 3, cols: 4 } }));
	const shown = () =>
		server.messages
			.slice(since)
			.filter(({ method, params }) => method === "process/outputDelta" && params?.stream === "stdout")
			.map(({ params }) => Buffer.from(String(params?.deltaBase64), "base64").toString())
			.join("");
	await server.next(() => shown() === "3 4\r\n");
	await server.request("process/resizePty", { processHandle: "p", size: { rows: 30, cols: 40 } });
	await server.request("process/writeStdin", { processHandle: "p", deltaBase64: base64("\n") });
	expect(await exited()).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
	expect(shown()).toBe("3 4\r\n30 40\r\n");
});

test.each([
	["spawn", { command: [] }, -32600, "command must not be empty"],
	["spawn", { processHandle: "" }, -32600, "processHandle must not be empty"],
	["spawn", { size: { rows: 1, cols: 1 } }, -32602, "process/spawn size requires tty: true"],
	["spawn", { tty: true, size: { rows: 0, cols: 1 } }, -32602, "process size rows and cols must be greater than 0"],
	["spawn", { timeoutMs: -1 }, -32602, "process/spawn timeoutMs must be non-negative, got -1"],
	["spawn", { cwd: "/no/such" }, -32603, "failed to spawn process: No such file or directory (os error 2)"],
	["spawn", { command: ["no-such"] }, -32603, "failed to spawn process: No such file or directory (os error 2)"],
	["writeStdin", {}, -32602, "process/writeStdin requires deltaBase64 or closeStdin"],
	["writeStdin", { deltaBase64: "YQ=" }, -32602, "invalid deltaBase64: Invalid padding"],
	["writeStdin", { closeStdin: true }, -32600, 'no active process for process handle "p"'],
	["resizePty", { size: { rows: 1, cols: 1 } }, -32600, 'no active process for process handle "p"'],
	["kill", {}, -32600, 'no active process for process handle "p"'],
])("process/%s %j is refused", async (action, params, code, message) => {
	const { error } = await server.ask(`process/${action}`, { ...sh("true"), ...params });
	expect(error).toEqual({ code, message });
});
