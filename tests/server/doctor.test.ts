import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { controlSocketPath } from "../../server/cli/controlSocket.ts";
import { WriterLocks } from "../../server/storage/writerLock.ts";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

interface Finding {
	id: string;
	status: string;
	summary: string;
	fix: string | null;
}

const KEY = "sk-doctor-0123456789";

async function examine(home: string, env: NodeJS.ProcessEnv = {}, args: readonly string[] = []) {
	const cwd = scratchFolder();
	const { code, stdout, stderr } = await runCommand(heddle, ["doctor", "--json", ...args], { home, cwd, env });
	expect(stderr).toBe("");
	const { checks }: { checks: Finding[] } = JSON.parse(stdout);
	// A finding is what has a fix, and the exit code says whether there is one.
	for (const { status, fix } of checks) expect(fix === null).toBe(status === "ok");
	expect(code).toBe(checks.some(({ fix }) => fix !== null) ? 1 : 0);
	return { code, stdout, of: (id: string) => checks.filter((check) => check.id === id), checks };
}

const ALL = "version home config provider key address locks socket index sandbox shell git rg node-pty".split(" ");

test("where all is well nothing needs a fix, and nothing is sent to the model's address", async () => {
	await using endpoint = await ResponsesEndpoint.start();
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), `${endpoint.configToml()}\nenv_key = "DOCTOR_KEY"\n`);
	const { checks, stdout, of } = await examine(home, { DOCTOR_KEY: KEY });
	expect(checks.map(({ id }) => id)).toEqual(ALL);
	// Whether commands can be confined depends on the machine.
	expect(checks.filter(({ id, fix }) => id !== "sandbox" && fix !== null)).toEqual([]);
	expect(of("key")[0]?.summary).toContain("DOCTOR_KEY");
	expect(stdout).not.toContain(KEY);
	expect(endpoint.requests).toEqual([]);
	const text = await runCommand(heddle, ["doctor"], { home, cwd: home, env: { DOCTOR_KEY: KEY } });
	const lines = text.stdout.trimEnd().split("\n");
	expect(lines.filter((line) => !line.startsWith(" "))).toHaveLength(ALL.length);
	expect(lines).toContain(`ok       config: ${path.join(home, "config.toml")} has no problems`);
});

test("the provider's key and address are told by name when they fail", async () => {
	const closed = net.createServer().listen(0, "127.0.0.1");
	await once(closed, "listening");
	const { port } = Object(closed.address());
	closed.close();
	await once(closed, "close");
	const home = scratchFolder();
	const table = `[model_providers.mine]\nbase_url = "http://127.0.0.1:${port}/v1"\nenv_key = "DOCTOR_KEY"\n`;
	fs.writeFileSync(path.join(home, "config.toml"), `model_provider = "mine"\n${table}`);
	const { of } = await examine(home);
	expect(of("key")).toEqual([
		expect.objectContaining({ status: "problem", fix: "Set DOCTOR_KEY where the server is started." }),
	]);
	expect(of("address")[0]).toMatchObject({ status: "problem", summary: expect.stringContaining("ECONNREFUSED") });
	expect(of("address")[0]?.summary).toContain(`127.0.0.1:${port}`);
});

test("a key that is missing is told with each way to bring one", async () => {
	const home = scratchFolder();
	const fix = async (env: NodeJS.ProcessEnv, ...args: string[]) => (await examine(home, env, args)).of("key")[0]?.fix;
	const variables = { OPENAI_API_KEY: "", CODEX_API_KEY: "" };
	expect(await fix(variables)).toBe(
		"Pipe a key to heddle login --with-api-key, or set OPENAI_API_KEY where the server is started.",
	);
	if (process.platform !== "linux") return;
	// No variable helps where the keyring is the place that was chosen and cannot be asked.
	const nowhere = { ...variables, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(home, "none")}` };
	expect(await fix(nowhere, "-c", "cli_auth_credentials_store=keyring")).toContain(
		'set cli_auth_credentials_store = "file" in config.toml',
	);
});

test("a built-in address is not tried", async () => {
	const home = scratchFolder();
	const { of } = await examine(home, { ANTHROPIC_API_KEY: KEY }, ["-c", "model_provider=anthropic"]);
	expect(of("address")).toEqual([
		expect.objectContaining({ status: "ok", summary: expect.stringContaining("not tried") }),
	]);
});

test("every part of the configuration that is not used is a finding with its place", async () => {
	const home = scratchFolder();
	const file = path.join(home, "config.toml");
	fs.writeFileSync(file, 'model_provider = "nobody"\nnonsense = 1\nmodel_context_window = "big"\n');
	const { of } = await examine(home);
	const summaries = of("config").map(({ summary }) => summary);
	for (const [place, name] of [
		["1:18", "model_provider"],
		["2:1", "nonsense"],
		["3:24", "model_context_window"],
	])
		expect(summaries).toContainEqual(expect.stringMatching(new RegExp(`^${file}:${place}: .*\`${name}\``)));
	expect(summaries).toHaveLength(3);
	expect(of("provider")[0]).toMatchObject({ status: "problem", fix: expect.stringContaining("openai, anthropic") });
	const override = await examine(home, {}, ["-c", "nothing.like.this=1"]);
	expect(override.of("config").map(({ summary }) => summary)).toContainEqual(expect.stringContaining("(-c)"));
	fs.writeFileSync(file, "model = \n");
	expect((await examine(home)).of("config")[0]?.summary).toContain(`${file}:1:`);
});

test("what crashed processes left in the folder is found, what living ones hold is not", async () => {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), 'model_provider = "tour"\n');
	const locks = new WriterLocks(home);
	onTestFinished(() => locks.close());
	locks.acquire("held");
	const folder = path.join(home, "thread-writer-locks");
	const dead = path.join(folder, "dead");
	fs.writeFileSync(dead, "1 00000000-0000-4000-8000-000000000000");
	const socket = controlSocketPath(home);
	fs.mkdirSync(path.dirname(socket));
	const leftOver = path.join(path.dirname(socket), "other.sock");
	const server = net.createServer().listen(leftOver);
	await once(server, "listening");
	// A socket whose server goes takes its own name along, and not another one of the same file.
	fs.linkSync(leftOver, socket);
	expect((await examine(home)).of("socket")).toEqual([expect.objectContaining({ status: "ok" })]);
	server.close();
	await once(server, "close");
	fs.writeFileSync(path.join(home, "threads.sqlite"), "no database at all".repeat(100));
	const { of } = await examine(home);
	expect(of("locks").map(({ summary, fix }) => [summary.split(" ")[0], fix])).toEqual([[dead, `rm ${dead}`]]);
	expect(of("socket")).toEqual([expect.objectContaining({ status: "warning", fix: `rm ${socket}` })]);
	expect(of("index")[0]).toMatchObject({ status: "problem", summary: expect.stringContaining("not a database") });
});

test.skipIf(process.platform === "win32")("a folder that is open to others, or none at all", async () => {
	const home = scratchFolder();
	fs.chmodSync(home, 0o750);
	expect((await examine(home)).of("home")).toEqual([
		{ id: "home", status: "warning", summary: expect.stringContaining("0750"), fix: `chmod 700 ${home}` },
	]);
	const file = path.join(home, "file");
	fs.writeFileSync(file, "");
	const { of, checks } = await examine(home, { HEDDLE_HOME: file });
	expect(of("home")[0]).toMatchObject({ status: "problem", summary: expect.stringContaining(file) });
	expect(checks.map(({ id }) => id)).toContain("git");
});

test("programs that are missing are findings", async () => {
	const home = scratchFolder();
	const { of } = await examine(home, { PATH: home });
	expect(of("git")).toEqual([
		expect.objectContaining({ status: "warning", fix: expect.stringContaining("Install git") }),
	]);
	if (process.platform === "linux")
		expect(of("sandbox")[0]).toMatchObject({ status: "problem", fix: expect.stringContaining("bubblewrap") });
	expect(of("rg")[0]?.status).toBe("ok");
});

test.skipIf(process.platform !== "linux")("a sandbox that is slow to begin, as on a busy machine, is one", async () => {
	const home = scratchFolder();
	const [usual] = (await examine(home)).of("sandbox");
	const script = `#!/bin/sh\nsleep 1\nPATH=${JSON.stringify(process.env.PATH)} exec bwrap "$@"\n`;
	fs.writeFileSync(path.join(home, "bwrap"), script, { mode: 0o755 });
	expect((await examine(home, { PATH: `${home}:${process.env.PATH}` })).of("sandbox")).toEqual([usual]);
});
