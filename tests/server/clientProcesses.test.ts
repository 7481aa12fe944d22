import fs from "node:fs";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { isAlive } from "../support/processAlive.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

/** What has to hold of commands and processes of clients whatever becomes of the client or the server. */

const open: ServerProcess[] = [];
afterEach(async () => {
	for (const server of open.splice(0)) {
		server.child.stdout?.resume();
		await server.close();
	}
});

async function serve(): Promise<ServerProcess> {
	const server = await ServerProcess.start({ experimentalApi: true });
	open.push(server);
	return server;
}

const UNCONFINED = { sandboxPolicy: { type: "dangerFullAccess" }, disableTimeout: true };
const shell = (script: string) => ["sh", "-c", script];

/** Starts a command, and resolves with the first that it prints. `ended`: its answer. */
async function start(server: ServerProcess, processId: string, script: string, params: Json = {}) {
	const printed = server.next(
		({ method, params: said }) => method === "command/exec/outputDelta" && said?.processId === processId,
	);
	const ended = server.ask("command/exec", {
		command: shell(script),
		processId,
		streamStdoutStderr: true,
		...UNCONFINED,
		...params,
	});
	const first = await Promise.race([printed, ended.then(({ error }) => Promise.reject(new Error(error?.message)))]);
	return { ended, text: Buffer.from(String(first.params?.deltaBase64), "base64").toString() };
}

test("commands that run do not count among the requests under way", async () => {
	const server = await serve();
	const ended: Promise<unknown>[] = [];
	for (let batch = 0; batch < 130; batch += 26) {
		const names = Array.from({ length: 26 }, (_, at) => `p${batch + at}`);
		const started = await Promise.all(names.map((name) => start(server, name, "echo on; exec sleep 600")));
		ended.push(...started.map((command) => command.ended));
	}
	expect((await server.ask("thread/loaded/list", {})).result).toEqual({ data: [], nextCursor: null });
	for (let at = 0; at < 130; at++) await server.request("command/exec/terminate", { processId: `p${at}` });
	expect(await Promise.all(ended)).toHaveLength(130);
});

test.skipIf(process.platform === "win32").each([
	["with pipes", { streamStdin: true }],
	["in a terminal", { tty: true }],
])("a command %s waits while its client does not read, and loses nothing", async (_, streams) => {
	const server = await serve();
	const place = (name: string) => path.join(server.workspace, name);
	const size = 8_000_000;
	const { ended } = await start(server, "flood", `echo on; read go; head -c ${size} /dev/zero; : > flood`, {
		...streams,
		disableOutputCap: true,
		cwd: server.workspace,
	});
	const since = server.messages.length;
	server.child.stdout?.pause();
	void server.ask("command/exec/write", { processId: "flood", deltaBase64: Buffer.from("\n").toString("base64") });
	// It has far more to do, and nobody to wait for.
	const other = `head -c ${100 * size} /dev/zero | cat > /dev/null; : > other`;
	void server.ask("command/exec", { command: shell(other), cwd: server.workspace, ...UNCONFINED });
	await expect.poll(() => fs.existsSync(place("other"))).toBe(true);
	expect(fs.existsSync(place("flood"))).toBe(false);
	server.child.stdout?.resume();
	expect((await ended).result).toMatchObject({ exitCode: 0 });
	const bytes = server.messages
		.slice(since)
		.filter(({ method }) => method === "command/exec/outputDelta")
		.map(({ params }) => Buffer.from(String(params?.deltaBase64), "base64").filter((byte) => byte === 0).length);
	expect(bytes.reduce((sum, each) => sum + each, 0)).toBe(size);
});

test.skipIf(process.platform !== "linux")(
	"the folders that a sandbox stands in for are gone when the server is killed, and not what somebody put there",
	async () => {
		const server = await serve();
		const place = (...names: string[]) => path.join(server.workspace, ...names);
		const before = fs.readdirSync(server.workspace);
		const confined = { sandboxPolicy: { type: "workspaceWrite" }, cwd: server.workspace };
		// The folders of the first are those of the second, which goes on.
		const [first] = [
			await start(server, "one", "echo on; exec sleep 600", confined),
			await start(server, "two", "echo on; exec sleep 600", confined),
		];
		const made = fs.readdirSync(server.workspace).filter((name) => !before.includes(name));
		expect(made.length).toBeGreaterThan(1);
		await server.request("command/exec/terminate", { processId: "one" });
		await first.ended;
		expect(fs.readdirSync(server.workspace).sort()).toEqual([...before, ...made].sort());
		const [filled = "", ...others] = made;
		fs.writeFileSync(place(filled, "file"), "kept");
		server.child.kill("SIGKILL");
		await expect.poll(() => others.filter((name) => fs.existsSync(place(name)))).toEqual([]);
		expect(fs.readFileSync(place(filled, "file"), "utf8")).toBe("kept");
	},
);

test.skipIf(process.platform === "win32").each([
	["its input ends", (server: ServerProcess) => server.child.stdin?.end()],
	["it is told to end", (server: ServerProcess) => server.child.kill("SIGTERM")],
	["it is killed", (server: ServerProcess) => server.child.kill("SIGKILL")],
])("nothing of a client's commands and processes is left when %s", async (_, leave) => {
	const server = await serve();
	const script = 'trap "" HUP TERM; setsid sleep 600 & nohup sleep 600 & echo $$ $!; wait; sleep 600';
	const command = await start(server, "c", script);
	const printed = server.next(({ method }) => method === "process/outputDelta");
	await server.request("process/spawn", {
		command: shell(script),
		processHandle: "p",
		cwd: server.workspace,
		streamStdoutStderr: true,
		timeoutMs: null,
	});
	const spawned = Buffer.from(String((await printed).params?.deltaBase64), "base64").toString();
	const pids = `${command.text} ${spawned}`.trim().split(/\s+/).map(Number);
	expect(pids).toHaveLength(4);
	expect(pids.filter(isAlive)).toEqual(pids);
	leave(server);
	await expect.poll(() => pids.filter(isAlive)).toEqual([]);
});
