import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { heddle, type Program, runCommand, startCommand } from "../support/heddleCommand.ts";
import { recordedHeddle } from "../support/recordedHeddle.ts";
import { referenceServer } from "../support/reference.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

async function heddleSays(args: readonly string[], program: Program = heddle) {
	const home = scratchFolder();
	return runCommand(program, args, { home, cwd: home });
}

/** The first line of a complaint, without the program's own name for its values. */
const complaint = (stderr: string) => (stderr.split("\n")[0] ?? "").replace("CONFIG_PROFILE_V2", "NAME");

describe("mistakes on the command line are told as the reference tells them", () => {
	test.each([
		[["app-server", "--bogus"]],
		[["app-server", "-x"]],
		[["app-server", "--enable"]],
		[["app-server", "--listen"]],
		[["app-server", "--stdio", "--stdio"]],
		[["app-server", "--stdio=yes"]],
		[["app-server", "--listen", "bogus"]],
		[["app-server", "--listen", "ws://localhost:0"]],
		[["app-server", "--listen", "ws://127.0.0.1:99999"]],
		[["app-server", "--stdio", "--listen", "stdio://"]],
		[["app-server", "--ws-auth", "nothing"]],
		[["app-server", "nothing"]],
		[["--profile", "a/b", "app-server"]],
		[["app-server", "generate-ts"]],
		[["app-server", "generate-ts", "--out", "x", "more"]],
	])("%j", async (args) => {
		const reference = await referenceServer();
		const theirs = await heddleSays(args, { executable: reference.executable, homeVariable: "CODEX_HOME" });
		const ours = await heddleSays(args);
		expect(theirs.code).toBe(2);
		expect({ code: ours.code, complaint: complaint(ours.stderr) }).toEqual({
			code: theirs.code,
			complaint: complaint(theirs.stderr),
		});
		expect(ours.stdout).toBe("");
	});

	test.each([
		["nothing=", ["app-server", "-c", "model"], "error parsing -c overrides: Invalid override (missing '='): model"],
		["no key", ["app-server", "-c", "=x"], "error parsing -c overrides: Empty key in override: =x"],
	])("an override with %s", async (_, args, words) => {
		const reference = await referenceServer();
		const theirs = await heddleSays(args, { executable: reference.executable, homeVariable: "CODEX_HOME" });
		const ours = await heddleSays(args);
		expect([theirs.code, theirs.stderr.split("\n")[0]]).toEqual([1, `Error: ${words}`]);
		expect([ours.code, ours.stderr.trim()]).toEqual([1, `heddle: ${words}`]);
	});
});

describe("help", () => {
	test.each([["--help"], ["-h"], ["help"]])("%s names every command", async (word) => {
		const { code, stdout, stderr } = await heddleSays([word]);
		expect([code, stderr]).toEqual([0, ""]);
		expect(stdout).toContain("heddle [OPTIONS] <COMMAND> [ARGS]");
		for (const name of ["app-server", "generate-ts", "generate-json-schema"]) expect(stdout).toContain(`\n  ${name} `);
	});

	test.each([[["app-server", "--help"]], [["help", "app-server"]]])("%j tells its options", async (args) => {
		const { code, stdout } = await heddleSays(args);
		expect(code).toBe(0);
		expect(stdout).toContain("heddle app-server [OPTIONS]");
		for (const option of ["--config <key=value>", "--enable <FEATURE>", "--listen <URL>", "--stdio"]) {
			expect(stdout).toContain(option);
		}
	});

	test.each([
		["exec", ["approve-for-me", "cyber-access-program", "dangerously-bypass-hook-trust", "worktree"]],
		["exec resume", ["cyber-access-program", "dangerously-bypass-hook-trust", "worktree"]],
		["exec fork", ["cyber-access-program", "dangerously-bypass-hook-trust", "worktree"]],
		["exec review", ["cyber-access-program", "dangerously-bypass-hook-trust", "worktree"]],
		["review", []],
		[
			"app-server",
			["cloud-skills-snapshot", "code-mode-host", "print-startup-config", "startup-client-info", "startup-sign-out"],
		],
		["app-server generate-ts", []],
		["app-server generate-json-schema", []],
		["features", []],
		["features list", []],
		["features enable", []],
		["features disable", []],
		["login", ["device-auth", "with-access-token"]],
		["login status", []],
		["logout", []],
		["debug models", []],
		["debug app-server send-message-v2", []],
	])("of %s has the reference's options", async (command, missing) => {
		const reference = await referenceServer();
		const args = [...command.split(" "), "--help"];
		const theirs = await heddleSays(args, { executable: reference.executable, homeVariable: "CODEX_HOME" });
		const ours = await heddleSays(args);
		const options = (help: string) => [...help.matchAll(/^ {2,6}(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name);
		expect(
			options(theirs.stdout)
				.filter((name) => !options(ours.stdout).includes(name))
				.sort(),
		).toEqual(missing);
	});

	test("what a word stands for, and whether it is needed, is the same above and below", async () => {
		const { stdout } = await heddleSays(["exec", "fork", "--help"]);
		expect(stdout).toContain("exec fork [OPTIONS] <SESSION_ID> [PROMPT]");
		expect(stdout).toMatch(/\n {2}<SESSION_ID> .*\n {2}\[PROMPT\] /);
		expect((await heddleSays(["--help"])).stdout).toMatch(/\n {2}exec .*\[also: e\]\n/);
	});

	test.each([
		["--yolo", "exec", "--help"],
		["-a", "never", "exec", "--help"],
		["exec", "resume", "--yolo", "--help"],
		["app-server", "--analytics-default-enabled", "--help"],
	])("what scripts give to the reference is understood: %s %s", async (...args) => {
		expect(await heddleSays(args)).toMatchObject({ code: 0, stderr: "" });
	});

	test("a program without a command says what there is, and fails", async () => {
		const { code, stdout, stderr } = await heddleSays([]);
		expect([code, stdout]).toEqual([2, ""]);
		expect(stderr).toContain("app-server");
	});

	test("the version is one line", async () => {
		const { code, stdout } = await heddleSays(["--version"]);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^heddle \d+\.\d+\.\d+\n$/);
	});
});

/** The layers of `config/read` of a server started so, highest first. */
async function layersWith(args: readonly string[], files: Record<string, string> = {}, expectWarning = false) {
	const home = scratchFolder();
	for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(home, name), text);
	const child = startCommand(recordedHeddle(), args, { home, cwd: home });
	const messages: { id?: number; method?: string; result?: never; params?: { summary?: string } }[] = [];
	const send = (message: unknown) => child.stdin?.write(`${JSON.stringify(message)}\n`);
	send({ id: 0, method: "initialize", params: { clientInfo: { name: "test", version: "1" } } });
	send({ id: 1, method: "config/read", params: { includeLayers: true } });
	const { createInterface } = await import("node:readline");
	if (!child.stdout) throw new Error("no stdout");
	for await (const line of createInterface({ input: child.stdout })) {
		const message = JSON.parse(line);
		messages.push(message);
		const isTold = messages.some(({ method }) => method === "configWarning");
		if (messages.some(({ id }) => id === 1) && (isTold || !expectWarning)) child.stdin?.end();
	}
	const { layers } = Object(messages.find(({ id }) => id === 1)?.result);
	return {
		layers: layers
			.filter(({ config }: { config: object }) => Object.keys(config).length > 0)
			.map((layer: { name: { file?: string }; config: unknown }) => ({
				...layer.name,
				...(layer.name.file === undefined ? {} : { file: path.basename(layer.name.file) }),
				config: layer.config,
			})),
		warnings: messages.flatMap(({ method, params }) => (method === "configWarning" ? [params?.summary] : [])),
	};
}

describe("what the command line says of the configuration", () => {
	test("values are TOML, or texts; later and nearer ones win; features come last", async () => {
		const { layers } = await layersWith([
			...["-c", "model=far", "app-server", "-c", "model=o3=4", "--enable", "goals"],
			...["-c", "features.goals=false", "-c", "a.b=[1, 2]", "-c", 'review_model="half', "-ctool_output_token_limit=5"],
		]);
		expect(layers).toEqual([
			{
				type: "sessionFlags",
				config: {
					model: "o3=4",
					features: { goals: true },
					a: { b: [1, 2] },
					review_model: "half",
					tool_output_token_limit: 5,
				},
			},
		]);
	});

	test("a profile lies over the user's file and under the command line", async () => {
		const files = { "config.toml": 'model = "user"', "work.config.toml": 'model = "profile"' };
		const { layers, warnings } = await layersWith(["-p", "work", "app-server", "-c", "model=flag"], files);
		expect(layers).toEqual([
			{ type: "sessionFlags", config: { model: "flag" } },
			{ type: "user", file: "work.config.toml", profile: "work", config: { model: "profile" } },
			{ type: "user", file: "config.toml", profile: null, config: { model: "user" } },
		]);
		expect(warnings).toEqual([]);
	});

	test("a profile that is not there is told", async () => {
		const { warnings } = await layersWith(["-p", "absent", "app-server"], {}, true);
		expect(warnings).toEqual([expect.stringContaining('no profile "absent"')]);
	});
});
