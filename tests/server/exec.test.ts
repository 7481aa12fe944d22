import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { heddle, runCommand, startCommand } from "../support/heddleCommand.ts";
import { processesWith } from "../support/processList.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, created, functionCall, Gate, message, type Reply, stream } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { ServerProcess } from "../support/serverProcess.ts";

async function place(...model: Reply[]) {
	const scratch = scratchFolder();
	const [home, cwd] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, cwd]) fs.mkdirSync(folder);
	execFileSync("git", ["init", "-q"], { cwd });
	const endpoint = await ResponsesEndpoint.start(...model);
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	return {
		home,
		cwd,
		endpoint,
		exec: (args: string[], stdin?: string) =>
			runCommand(heddle, ["exec", ...args], { home, cwd, ...(stdin === undefined ? {} : { stdin }) }),
		[Symbol.asyncDispose]: () => endpoint.close(),
	};
}

const events = (stdout: string) =>
	stdout
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line));

const rollouts = (home: string) =>
	fs.readdirSync(home, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".jsonl"));

/** Calls for a command that stays; its command line, which no other process has, finds it. */
function stay() {
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	const reply = answer(
		functionCall("exec_command", { cmd: `echo > began; exec ${commandLine}`, yield_time_ms: 30_000 }),
	);
	return { commandLine, reply };
}

async function fileIn(folder: string, name: string): Promise<void> {
	for await (const _ of fs.promises.watch(folder)) if (fs.existsSync(path.join(folder, name))) return;
}

describe("text mode", () => {
	test("what happens is on stderr, and only the last message on stdout", async () => {
		await using at = await place(
			answer(message("Wait", { phase: "commentary" }), functionCall("exec_command", { cmd: "echo out; exit 3" })),
			answer(message("All done")),
		);
		const { code, stdout, stderr } = await at.exec(["do it"]);
		expect([code, stdout]).toEqual([0, "All done\n"]);
		for (const words of ["do it", "Wait", "sandbox: read-only", "echo out; exit 3", "exited 3", "out", "tokens used"]) {
			expect(stderr).toContain(words);
		}
		// biome-ignore lint/suspicious/noControlCharactersInRegex: a pipe gets no colours
		expect(stderr).not.toMatch(/\u001b/);
	});

	test("colours come where they are wanted", async () => {
		await using at = await place(answer(message("Hello")));
		const { stderr } = await at.exec(["--color", "always", "hi"]);
		expect(stderr).toContain("\u001b[");
	});
});

describe("events", () => {
	test("a plan is one list, which ends with the turn", async () => {
		const plan = (...steps: [string, string][]) =>
			functionCall("update_plan", { plan: steps.map(([step, status]) => ({ step, status })) });
		await using at = await place(
			answer(plan(["a", "in_progress"], ["b", "pending"])),
			answer(plan(["a", "completed"], ["b", "in_progress"])),
			answer(message("Done")),
		);
		const { stdout } = await at.exec(["--json", "go"]);
		const list = (a: boolean) => ({
			id: "item_0",
			type: "todo_list",
			items: [
				{ text: "a", completed: a },
				{ text: "b", completed: false },
			],
		});
		expect(events(stdout).slice(2, -1)).toEqual([
			{ type: "item.started", item: list(false) },
			{ type: "item.updated", item: list(true) },
			{ type: "item.completed", item: { id: "item_1", type: "agent_message", text: "Done" } },
			{ type: "item.completed", item: list(true) },
		]);
	});

	test("a warning is an item behind the thread's first line", async () => {
		await using at = await place(answer(message("Done")));
		const { stdout } = await at.exec(["--json", "-c", "model_verbosity=loud", "go"]);
		expect(events(stdout).slice(0, 2)).toEqual([
			{ type: "thread.started", thread_id: expect.any(String) },
			{
				type: "item.completed",
				item: { id: "item_0", type: "error", message: expect.stringContaining("model_verbosity") },
			},
		]);
	});

	test("a warning of the turn is told, as an event and as a line", async () => {
		const runs = () => answer(functionCall("exec_command", { cmd: "rm -rf none" }));
		await using at = await place(runs(), answer(message("One")), runs(), answer(message("Two")));
		fs.mkdirSync(path.join(at.home, "rules"));
		fs.writeFileSync(path.join(at.home, "rules/default.rules"), "prefix_rule(\n");
		const { stdout } = await at.exec(["--json", "go"]);
		expect(events(stdout)).toContainEqual(
			expect.objectContaining({
				item: expect.objectContaining({ type: "error", message: expect.stringContaining("default.rules") }),
			}),
		);
		expect((await at.exec(["go"])).stderr).toMatch(/warning: .*default\.rules/);
	});
});

describe("the thread", () => {
	test("an ephemeral one leaves no file, any other one is listed as what it is", async () => {
		await using at = await place(answer(message("One")), answer(message("Two")));
		await at.exec(["--ephemeral", "go"]);
		expect(rollouts(at.home)).toEqual([]);
		await at.exec(["go"]);
		expect(rollouts(at.home)).toHaveLength(1);
		const server = await ServerProcess.start({ home: at.home, workspace: at.cwd });
		expect((await server.request("thread/list", {})).data).toEqual([]);
		expect((await server.request("thread/list", { sourceKinds: ["exec"] })).data).toEqual([
			expect.objectContaining({ source: "exec", preview: "go" }),
		]);
		await server.close();
	});

	test("one is taken up by its name; without one of that name a new one begins, and says so", async () => {
		await using at = await place(answer(message("One")), answer(message("Two")), answer(message("Three")));
		const first = events((await at.exec(["--json", "one"])).stdout)[0].thread_id;
		const server = await ServerProcess.start({ home: at.home, workspace: at.cwd });
		await server.request("thread/name/set", { threadId: first, name: "The first one" });
		await server.close();
		const again = await at.exec(["--json", "resume", "The first one", "two"]);
		expect(events(again.stdout)[0].thread_id).toBe(first);
		const { stdout, stderr } = await at.exec(["--json", "resume", "The first", "x"]);
		expect(events(stdout)[0].thread_id).not.toBe(first);
		expect(stderr).toContain('warning: There is no thread named "The first": a new one begins.');
	});

	test("the last one is that of the folder, unless every folder counts", async () => {
		await using at = await place(answer(message("One")), answer(message("New")), answer(message("Two")));
		const first = events((await at.exec(["--json", "one"])).stdout)[0].thread_id;
		const [elsewhere, empty] = ["elsewhere", "empty"].map((name) => path.join(at.cwd, name)) as [string, string];
		for (const folder of [elsewhere, empty]) fs.mkdirSync(folder);
		const { stdout } = await at.exec(["-C", elsewhere, "--json", "resume", "--last", "--all", "two"]);
		expect(events(stdout)[0].thread_id).toBe(first);
		const made = await at.exec(["-C", empty, "--json", "resume", "--last", "three"]);
		expect(events(made.stdout)[0].thread_id).not.toBe(first);
		expect(made.stderr).toContain(`There is no thread to resume in ${empty}`);
	});
});

describe("what may be done", () => {
	test("a folder more may be written", async () => {
		await using at = await place(
			answer(functionCall("exec_command", { cmd: 'echo more > "$ELSEWHERE/made"' })),
			answer(message("Done")),
		);
		const elsewhere = scratchFolder();
		fs.appendFileSync(
			path.join(at.home, "config.toml"),
			`\n[shell_environment_policy.set]\nELSEWHERE = "${elsewhere}"\n`,
		);
		await at.exec(["-s", "workspace-write", "--add-dir", elsewhere, "go"]);
		expect(fs.readFileSync(path.join(elsewhere, "made"), "utf8")).toBe("more\n");
	});

	test("rules hold, unless they are left out", async () => {
		const touch = () => [answer(functionCall("exec_command", { cmd: "touch made" })), answer(message("Done"))];
		await using at = await place(...touch(), ...touch());
		fs.mkdirSync(path.join(at.home, "rules"));
		fs.writeFileSync(path.join(at.home, "rules/default.rules"), 'prefix_rule(pattern=["touch"], decision="allow")\n');
		await at.exec(["--ignore-rules", "go"]);
		expect(fs.existsSync(path.join(at.cwd, "made"))).toBe(false);
		await at.exec(["go"]);
		expect(fs.existsSync(path.join(at.cwd, "made"))).toBe(true);
	});

	test("the user's configuration can be left out", async () => {
		await using at = await place();
		const { code, stderr } = await at.exec(["--ignore-user-config", "-c", "model_provider=scripted", "go"]);
		expect([code, stderr]).toEqual([1, expect.stringContaining("Model provider `scripted` not found")]);
	});

	test("a project is trusted only when that is said", async () => {
		await using at = await place(answer(message("One")), answer(message("Two")));
		const trusted = () => fs.readFileSync(path.join(at.home, "config.toml"), "utf8").includes("trust_level");
		await at.exec(["-s", "workspace-write", "go"]);
		expect(trusted()).toBe(false);
		await at.exec(["--trust", "go"]);
		expect(trusted()).toBe(true);
	});
});

describe("an end before the end", () => {
	test.each([
		["SIGINT", 1],
		["SIGTERM", 143],
	] as const)("%s ends the turn and everything it started", async (signal, code) => {
		const { commandLine, reply } = stay();
		await using at = await place(reply);
		const begun = fileIn(at.cwd, "began");
		const child = startCommand(heddle, ["exec", "-s", "workspace-write", "go"], at);
		child.stdin?.end();
		await begun;
		const gone = once(child, "close");
		child.kill(signal);
		await gone;
		expect(child.exitCode).toBe(code);
		expect(processesWith(commandLine)).toEqual([]);
		expect(rollouts(at.home)).toHaveLength(1);
	});

	test("an interrupted turn says so", async () => {
		const { reply } = stay();
		await using at = await place(reply);
		const begun = fileIn(at.cwd, "began");
		const child = startCommand(heddle, ["exec", "-s", "workspace-write", "go"], at);
		child.stdin?.end();
		if (!child.stderr) throw new Error("no stderr");
		const words = text(child.stderr);
		await begun;
		child.kill("SIGINT");
		expect(await words).toContain("turn interrupted");
	});

	test("a reader that leaves ends it", async () => {
		const [first, second] = [new Gate(), new Gate()];
		await using at = await place(stream(created(), first, message("Nobody reads this"), second));
		const child = startCommand(heddle, ["exec", "--json", "go"], at);
		child.stdin?.end();
		await first.reached;
		child.stdout?.destroy();
		const gone = once(child, "close");
		first.release();
		await gone;
		expect(child.exitCode).toBe(1);
	});
});
