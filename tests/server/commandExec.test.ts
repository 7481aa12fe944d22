import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { isAlive } from "../support/processAlive.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

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

const full = { sandboxPolicy: { type: "dangerFullAccess" } };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const sh = (script: string, more: Json = {}) => ({ command: ["/bin/sh", "-c", script], ...more });
const exec = (params: Json) => server.request("command/exec", params);
const deltas = () => server.messages.slice(since).filter(({ method }) => method === "command/exec/outputDelta");

/** What one stream of a process gave, put together. */
function streamed(processId: string, stream: string): string {
	const own = deltas().filter(({ params }) => params?.processId === processId && params.stream === stream);
	return own.map(({ params }) => Buffer.from(String(params?.deltaBase64), "base64").toString()).join("");
}

/** Waits until a process has given `text`. */
async function given(processId: string, text: string): Promise<void> {
	await server.next(() => streamed(processId, "stdout").includes(text));
}

describe("command/exec", () => {
	test("answers with the exit code and each stream for itself", async () => {
		expect(await exec(sh("echo out; echo err >/dev/stderr; exit 3"))).toEqual({
			exitCode: 3,
			stdout: "out\n",
			stderr: "err\n",
		});
	});

	test("without an input reads end at once, and a signal counts 128 and its number", async () => {
		expect(await exec(sh("cat; kill -9 $$"))).toEqual({ exitCode: 137, stdout: "", stderr: "" });
	});

	test("the environment is the server's with the changes; null takes one away", async () => {
		const { stdout } = await exec(sh('echo "$X-$HOME-$PATH"', { env: { X: "1", HOME: null } }));
		expect(stdout).toBe(`1--${process.env.PATH}\n`);
	});

	test("the directory is relative to the server's", async () => {
		fs.mkdirSync(path.join(server.workspace, "inner"));
		expect(await exec(sh("pwd", { cwd: "inner" }))).toMatchObject({ stdout: `${server.workspace}/inner\n` });
	});

	test("more than the limit of a stream is dropped; the limit is a mebibyte", async () => {
		expect(await exec(sh("echo abcdef; echo 123456 >&2", { outputBytesCap: 4 }))).toMatchObject({
			stdout: "abcd",
			stderr: "1234",
		});
		const flood = sh("yes 1234567 | head -c 2000000");
		expect(String((await exec(flood)).stdout).length).toBe(1024 * 1024);
		expect(String((await exec({ ...flood, disableOutputCap: true })).stdout).length).toBe(2_000_000);
	});

	test("what no answer can hold is not kept: the command goes on to its end, and the answer says what would help", async () => {
		const script = `head -c ${65 * 1024 * 1024} /dev/zero; echo done >&2; exit 3`;
		const { error } = await server.ask("command/exec", sh(script, { disableOutputCap: true, disableTimeout: true }));
		expect(error).toEqual({
			code: -32600,
			message:
				"the command ended with exit code 3 and wrote more than the 67108864 bytes that one answer can hold; ask for streamStdoutStderr or an outputBytesCap",
		});
	});

	test.each([2 ** 31, 2 ** 63])("a limit of %d stands for none", async (limit) => {
		expect(await exec(sh("sleep 0.2; echo on", { timeoutMs: limit, outputBytesCap: limit }))).toMatchObject({
			exitCode: 0,
			stdout: "on\n",
		});
	});

	test("one whose time is over ends with all it started, as 124 with what it wrote", async () => {
		const script = "setsid sleep 700 & echo $!; sleep 700";
		const { exitCode, stdout } = await exec(sh(script, { ...full, timeoutMs: 300 }));
		expect(exitCode).toBe(124);
		await expect.poll(() => isAlive(Number(stdout))).toBe(false);
	});

	test.each([
		[{ command: [] }, -32600, "command must not be empty"],
		[sh("", { tty: true }), -32600, "command/exec tty or streaming requires a client-supplied processId"],
		[sh("", { streamStdin: true }), -32600, "command/exec tty or streaming requires a client-supplied processId"],
		[sh("", { timeoutMs: -5 }), -32602, "command/exec timeoutMs must be non-negative, got -5"],
		[
			sh("", { timeoutMs: 5, disableTimeout: true }),
			-32602,
			"command/exec cannot set both timeoutMs and disableTimeout",
		],
		[
			sh("", { outputBytesCap: 5, disableOutputCap: true }),
			-32602,
			"command/exec cannot set both outputBytesCap and disableOutputCap",
		],
		[sh("", { size: { rows: 1, cols: 1 } }), -32602, "command/exec size requires tty: true"],
		[
			sh("", { tty: true, processId: "p", size: { rows: 0, cols: 1 } }),
			-32602,
			"command/exec size rows and cols must be greater than 0",
		],
		[
			sh("", { timeoutMs: -5, disableTimeout: true }),
			-32602,
			"command/exec cannot set both timeoutMs and disableTimeout",
		],
		[sh("", { timeoutMs: 1.5 }), -32600, expect.stringMatching(/^Invalid request: command\/exec: `timeoutMs`: /)],
		[
			sh("", { tty: true, processId: "p", size: { rows: 1, cols: 65_536 } }),
			-32600,
			"Invalid request: command/exec size rows and cols must be at most 65535",
		],
		[{ command: ["no-such-program"] }, -32603, "failed to spawn command: No such file or directory (os error 2)"],
		[{ command: ["/etc/passwd/x"] }, -32603, "failed to spawn command: Not a directory (os error 20)"],
		[
			{ command: ["true", "x".repeat(200_000)] },
			-32603,
			"failed to spawn command: Argument list too long (os error 7)",
		],
		[{ command: ["/etc/passwd"] }, -32603, "failed to spawn command: Permission denied (os error 13)"],
		[{ command: ["a\0b"] }, -32603, "failed to spawn command: nul byte found in provided data"],
		[sh("", { cwd: "/no/such" }), -32603, "failed to spawn command: No such file or directory (os error 2)"],
		[
			sh("", { permissionProfile: ":read-only", ...full }),
			-32600,
			"`permissionProfile` cannot be combined with `sandboxPolicy`",
		],
		[
			sh("", { permissionProfile: ":other" }),
			-32600,
			"invalid permission profile: default_permissions refers to unknown built-in profile `:other`",
		],
	])("%j is refused", async (params, code, message) => {
		expect((await server.ask("command/exec", params)).error).toEqual({ code, message });
	});
});

describe.skipIf(process.platform !== "linux")("the sandbox of command/exec", () => {
	test.each([
		["nothing said, in a folder that nobody trusts", {}, false],
		["a policy that writes", { sandboxPolicy: { type: "workspaceWrite" } }, true],
		["a policy that reads", { sandboxPolicy: { type: "readOnly" } }, false],
		["the profile of a workspace", { permissionProfile: ":workspace" }, true],
		["the profile of a reader", { permissionProfile: ":read-only" }, false],
	])("%s: writes in the workspace %j: %j", async (_name, more, mayWrite) => {
		const [inside, outside] = [server.workspace, server.home].map((folder) => path.join(folder, "made"));
		for (const file of [inside, outside]) fs.rmSync(String(file), { force: true });
		const { exitCode } = await exec(sh(`touch made; r=$?; touch ${outside}; exit $r`, more));
		expect([exitCode === 0, fs.existsSync(String(inside))]).toEqual([mayWrite, mayWrite]);
		// Temporary folders may be written in a workspace, and the home of this test lies in one.
		expect(fs.existsSync(String(outside))).toBe(mayWrite);
	});

	test.each(["dangerFullAccess", "externalSandbox"])("%s means none", async (type) => {
		expect(
			await exec(sh("touch /var/tmp/heddle-$$ && rm /var/tmp/heddle-$$", { sandboxPolicy: { type } })),
		).toMatchObject({
			exitCode: 0,
			stderr: "",
		});
	});
});

describe("a command that a client goes on with", () => {
	test("gets input, streams its output before the answer, and gives its id back", async () => {
		const running = exec({ command: ["cat"], processId: "a", streamStdin: true, streamStdoutStderr: true });
		await server.request("command/exec/write", { processId: "a", deltaBase64: base64("one\n") });
		await given("a", "one\n");
		const again = await server.ask("command/exec", { command: ["cat"], processId: "a" });
		expect(again.error).toEqual({ code: -32600, message: 'duplicate active command/exec process id: "a"' });
		await server.request("command/exec/write", { processId: "a", deltaBase64: base64("two\n"), closeStdin: true });
		expect(await running).toEqual({ exitCode: 0, stdout: "", stderr: "" });
		expect(streamed("a", "stdout")).toBe("one\ntwo\n");
		const { error } = await server.ask("command/exec/write", { processId: "a", closeStdin: true });
		expect(error).toEqual({ code: -32600, message: 'no active command/exec for process id "a"' });
		expect(await exec(sh("echo again", { processId: "a" }))).toMatchObject({ stdout: "again\n" });
	});

	test("the last delta of a stream that reached its limit says so", async () => {
		await exec(
			sh("echo abcdef; echo more; echo err >&2", { processId: "a", streamStdoutStderr: true, outputBytesCap: 5 }),
		);
		const own = deltas().map(({ params }) => [params?.stream, params?.deltaBase64, params?.capReached]);
		expect(own).toHaveLength(2);
		expect(own).toEqual(
			expect.arrayContaining([
				["stdout", base64("abcde"), true],
				["stderr", base64("err\n"), false],
			]),
		);
	});

	test.each([
		["write", { deltaBase64: null }, -32602, "command/exec/write requires deltaBase64 or closeStdin"],
		["write", { deltaBase64: "!!!" }, -32602, "invalid deltaBase64: Invalid symbol 33, offset 0."],
		["write", { deltaBase64: "YQ==" }, -32600, "stdin streaming is not enabled for this command/exec"],
		["resize", { size: { rows: 1, cols: 1 } }, -32600, "failed to resize PTY: process is not attached to a PTY"],
		["resize", { size: { rows: 1, cols: 0 } }, -32602, "command/exec size rows and cols must be greater than 0"],
	])("%s %j is refused where there is no input and no terminal", async (action, params, code, message) => {
		const running = exec(sh("sleep 700", { processId: "p" }));
		expect((await server.ask(`command/exec/${action}`, { processId: "p", ...params })).error).toEqual({
			code,
			message,
		});
		expect(await server.request("command/exec/terminate", { processId: "p" })).toEqual({});
		expect(await running).toMatchObject({ exitCode: 137 });
	});

	test("a closed input takes nothing more", async () => {
		const running = exec(
			sh("cat; echo end; sleep 700", { processId: "p", streamStdin: true, streamStdoutStderr: true }),
		);
		await server.request("command/exec/write", { processId: "p", closeStdin: true });
		await given("p", "end");
		const write = (params: Json) => server.ask("command/exec/write", { processId: "p", ...params });
		const nothing = [{ closeStdin: true }, { deltaBase64: "" }, { deltaBase64: "", closeStdin: true }];
		for (const params of nothing) expect((await write(params)).result).toEqual({});
		const { error } = await write({ deltaBase64: base64("x") });
		expect(error).toEqual({ code: -32600, message: "stdin is already closed" });
		await server.request("command/exec/terminate", { processId: "p" });
		await running;
	});
});

describe.each([
	["confined", {}],
	["unconfined", full],
])("a terminal, %s", (_name, more) => {
	test("has a size that can change and takes input", async () => {
		const script = `stty -echo; trap 'stty size' WINCH; stty size
			while :; do read line && echo "got $line"; done`;
		const running = exec(sh(script, { ...more, tty: true, processId: "t", size: { rows: 11, cols: 22 } }));
		await given("t", "11 22\r\n");
		const write = (text: string) => server.request("command/exec/write", { processId: "t", deltaBase64: base64(text) });
		await write("words\n");
		await given("t", "got words\r\n");
		await server.request("command/exec/resize", { processId: "t", size: { rows: 5, cols: 7 } });
		await write("\n");
		await given("t", "5 7\r\n");
		await server.request("command/exec/terminate", { processId: "t" });
		expect(await running).toMatchObject({ stdout: "", stderr: "" });
	});

	test("closing the input ends a program that reads to its end", async () => {
		const running = exec({ command: ["cat"], ...more, tty: true, processId: "t" });
		await server.request("command/exec/write", { processId: "t", deltaBase64: base64("a"), closeStdin: true });
		expect(await running).toEqual({ exitCode: 0, stdout: "", stderr: "" });
		expect(streamed("t", "stdout")).toBe("a\r\na\r\n");
	});
});

test("a terminal has no name of its own, and what its program leaves behind is shown for two seconds", async () => {
	const script = "trap '' HUP; echo [$TERM]; (while kill -0 $$; do sleep 0.02; done; echo late) 2>/dev/null & echo now";
	await exec(sh(script, { ...full, tty: true, processId: "t", env: { TERM: null } }));
	expect(streamed("t", "stdout")).toBe("[]\r\nnow\r\nlate\r\n");
});

test("a program that closes its terminal before it ends is not ended by it", async () => {
	const script = "exec </dev/null >/dev/null 2>&1; sleep 0.3; exit 7";
	expect(await exec(sh(script, { ...full, tty: true, processId: "t" }))).toMatchObject({ exitCode: 7 });
});

test("Ctrl-C in a terminal interrupts its program", async () => {
	const script = "trap 'echo stopped; exit 3' INT; echo ready; while :; do sleep 0.1; done";
	const running = exec(sh(script, { ...full, tty: true, processId: "t" }));
	await given("t", "ready");
	await server.request("command/exec/write", { processId: "t", deltaBase64: base64("\u0003") });
	expect(await running).toMatchObject({ exitCode: 3 });
	expect(streamed("t", "stdout")).toContain("stopped");
});

test("commands of a connection end with it, also what a finished one has left", async () => {
	const left = await exec(sh("setsid sleep 700 >/dev/null 2>&1 & echo $!", full));
	void server.ask("command/exec", sh("echo $$; sleep 700", { ...full, processId: "p", streamStdoutStderr: true }));
	await given("p", "\n");
	const pids = [left.stdout, streamed("p", "stdout")].map(Number);
	expect(pids.map(isAlive)).toEqual([true, true]);
	await server.close();
	await expect.poll(() => pids.filter(isAlive)).toEqual([]);
});
