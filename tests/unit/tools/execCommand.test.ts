import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { RequestRefused } from "../../../server/agent/turnHost.ts";
import { isAlive } from "../../support/processAlive.ts";
import { processesWith } from "../../support/processList.ts";
import { ToolHost } from "./toolHost.ts";

const escalated = { sandbox_permissions: "require_escalated", justification: "May I?" };

/** Resolves when the file has content: commands tell of their processes that way. */
function contentOf(file: string): Promise<string> {
	return new Promise((resolve) => {
		const look = () => {
			const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
			if (!text.endsWith("\n")) return;
			watcher.close();
			resolve(text.trim());
		};
		const watcher = fs.watch(path.dirname(file), look);
		look();
	});
}

function runningId(host: ToolHost): number {
	const started = host.recorded.findLast((record) => record.kind === "started");
	if (started?.kind !== "started" || started.item.type !== "commandExecution") throw new Error("nothing runs");
	return Number(started.item.processId);
}

describe("running", () => {
	test("the item and the model get output in order, and the exit code", async () => {
		await using host = new ToolHost();
		const { text } = await host.exec("echo out; echo err >&2; echo dev >/dev/stderr; exit 3");
		expect(text).toMatch(
			/^Chunk ID: [0-9a-f]{6}\nWall time: \d+\.\d{4} seconds\nProcess exited with code 3\nOriginal token count: 3\nOutput:\nout\nerr\ndev\n$/,
		);
		expect(host.completed("commandExecution")).toMatchObject([
			{
				source: "unifiedExecStartup",
				status: "failed",
				exitCode: 3,
				aggregatedOutput: "out\nerr\ndev\n",
				processId: expect.stringMatching(/^\d+$/),
			},
		]);
	});

	test("a character that arrives in two parts is one character", async () => {
		await using host = new ToolHost();
		await host.exec("printf '\\342\\202'; sleep 0.2; printf '\\254'");
		const deltas = host.notifications("item/commandExecution/outputDelta");
		expect(deltas.map(({ delta }) => delta).join("")).toBe("€");
	});

	test("a flood keeps its head and tail, in a bounded item and bounded deltas", async () => {
		await using host = new ToolHost();
		const { text } = await host.exec("echo first; yes line | head -n 3000000; echo last");
		const output = host.completed("commandExecution")[0]?.aggregatedOutput ?? "";
		expect(output.length).toBeLessThan(1024 * 1024 + 100);
		expect(output).toMatch(/^first\n.*bytes omitted.*last\n$/s);
		const deltas = host.notifications("item/commandExecution/outputDelta");
		expect(deltas.reduce((sum, { delta }) => sum + String(delta).length, 0)).toBeLessThanOrEqual(1024 * 1024);
		expect(text.length).toBeLessThan(41_000);
		expect(text).toMatch(/Output:\nWarning: .*\nfirst\n.*truncated.*last\n$/s);
	});

	test("a long command goes on in the background, takes input, and ends its item when it exits", async () => {
		await using host = new ToolHost();
		const first = await host.exec("echo hi; read line; echo got $line", { tty: true, yield_time_ms: 400 });
		const id = runningId(host);
		expect(first.text).toContain(`Process running with session ID ${id}\n`);
		expect(host.openItems).toHaveLength(1);
		const second = await host.call("write_stdin", { session_id: id, chars: "words\n", yield_time_ms: 5000 });
		expect(second.text).toMatch(/Process exited with code 0\n.*got words/s);
		expect(host.notifications("item/commandExecution/terminalInteraction")).toEqual([
			{ itemId: "call-1", processId: String(id), stdin: "words\n" },
		]);
		expect(host.openItems).toEqual([]);
		expect((await host.call("write_stdin", { session_id: id })).text).toContain(`${id}`);
	});

	test.each([
		["{oops", /failed to parse function arguments/],
		['{"cmd": 3}', /cmd: .*string/],
		["{}", /cmd: /],
	])("malformed arguments %s fail for the model only", async (input, message) => {
		await using host = new ToolHost();
		const output = await host.call("exec_command", input);
		expect(output).toMatchObject({ success: false, text: expect.stringMatching(message) });
		expect(host.recorded).toEqual([]);
	});

	test("a missing folder is named", async () => {
		await using host = new ToolHost();
		expect((await host.exec("pwd", { workdir: "gone" })).text).toContain("gone does not exist");
		expect(host.completed("commandExecution").map((item) => item.status)).toEqual(["failed"]);
	});
});

describe.skipIf(process.platform !== "linux")("ending", () => {
	test.each([
		["confined", {}],
		["unconfined", escalated],
	])("an interrupted %s command ends with its whole tree, and its item completes", async (_name, more) => {
		await using host = new ToolHost();
		host.answers = ["accept"];
		const seconds = `600.${Math.random().toString().slice(2)}`;
		const running = host.exec(
			`(trap '' TERM; setsid sleep ${seconds} & echo $! >> pids); sleep ${seconds} & echo $! >> pids; echo >> pids; wait`,
			more,
		);
		await contentOf(host.file("pids"));
		expect(processesWith(`sleep ${seconds}`)).not.toEqual([]);
		host.cancelTurn();
		await expect(running).rejects.toMatchObject({ name: "AbortError" });
		expect(processesWith(`sleep ${seconds}`)).toEqual([]);
		expect(host.completed("commandExecution").map((item) => item.status)).toEqual(["failed"]);
	});

	test("dispose ends what is in the background, and the jobs that finished commands left", async () => {
		const host = new ToolHost();
		host.answers = ["accept"];
		await host.exec("setsid sleep 602 >/dev/null 2>&1 & echo $!", escalated);
		const left = Number(host.completed("commandExecution")[0]?.aggregatedOutput);
		expect(isAlive(left)).toBe(true);
		await host.exec("sleep 603", { yield_time_ms: 250 });
		await host[Symbol.asyncDispose]();
		await expect.poll(() => isAlive(left)).toBe(false);
		expect(host.openItems).toEqual([]);
	});
});

describe.skipIf(process.platform !== "linux")("the sandbox", () => {
	test("lets the workspace be written and nothing else, and shuts the network", async () => {
		await using host = new ToolHost();
		fs.mkdirSync(host.file(".git"));
		fs.writeFileSync(host.file(".git/config"), "mine");
		await host
			.exec(
				"echo x > in; echo x > ../out; echo x > .git/config; mkdir .codex; mv .git moved; rm -r .git; echo > /dev/tcp/127.0.0.1/9",
				{ yield_time_ms: 5000 },
			)
			.catch(() => {});
		expect(host.questions).toEqual([]);
		expect(fs.readdirSync(host.workspace).sort()).toEqual([".git", "in"]);
		expect(fs.readFileSync(host.file(".git/config"), "utf8")).toBe("mine");
		expect(fs.existsSync(path.join(host.workspace, "../out"))).toBe(false);
		const { text } = await host.exec("grep -c : /proc/net/dev; cat /proc/1/comm");
		expect(text).toMatch(/Output:\n1\n(bwrap|apply-seccomp)\n$/);
	});

	test("another working directory gives a command no right to write there", async () => {
		await using host = new ToolHost();
		await host.exec("touch here", { workdir: ".." });
		expect(fs.existsSync(path.join(host.workspace, "../here"))).toBe(false);
	});

	test("is left after a yes to escalation", async () => {
		await using host = new ToolHost();
		host.answers = ["accept"];
		await host.exec("touch ../out", escalated);
		expect(host.questions).toMatchObject([
			{
				method: "item/commandExecution/requestApproval",
				params: { reason: "May I?", command: "/bin/bash -c 'touch ../out'" },
			},
		]);
		expect(fs.existsSync(path.join(host.workspace, "../out"))).toBe(true);
	});

	test("when it stops a command under untrusted, one item asks twice and runs free after the second yes", async () => {
		await using host = new ToolHost({ approvalPolicy: "untrusted" });
		host.answers = ["accept", "accept"];
		const { text } = await host.exec("touch ../out && echo made");
		expect(host.questions).toHaveLength(2);
		expect(text).toContain("made");
		host.answers = ["accept", "decline"];
		await host.exec("touch ../out2");
		expect(host.completed("commandExecution").map((item) => [item.status, item.exitCode])).toEqual([
			["completed", 0],
			["failed", 1],
		]);
	});
});

describe("answers", () => {
	const untrusted = { approvalPolicy: "untrusted" } as const;

	test("for the session: the same command is not asked again, another one is", async () => {
		await using host = new ToolHost(untrusted);
		host.answers = ["acceptForSession", "accept"];
		await host.exec("touch x");
		await host.exec("touch x");
		await host.exec("touch y");
		expect(host.questions).toHaveLength(2);
	});

	test("with a rule: saved, and in force at once outside the sandbox", async () => {
		await using host = new ToolHost(untrusted);
		host.answers = [{ acceptWithExecpolicyAmendment: { execpolicy_amendment: ["touch"] } }];
		await host.exec("touch x");
		expect(host.questions[0]?.params.proposedExecpolicyAmendment).toEqual(["touch", "x"]);
		await host.exec("touch ../out");
		expect(fs.existsSync(path.join(host.workspace, "../out"))).toBe(true);
		expect(host.questions).toHaveLength(1);
		expect(fs.readFileSync(path.join(host.home, "rules/default.rules"), "utf8")).toBe(
			'prefix_rule(pattern=["touch"], decision="allow")\n',
		);
	});

	test.each([
		["decline" as const, "declined", "rejected by the user"],
		[new RequestRefused("no"), "failed", "counts as a no"],
	])("%s: not run, and the model is told", async (answer, status, text) => {
		await using host = new ToolHost(untrusted);
		host.answers = [answer];
		expect((await host.exec("touch x")).text).toContain(text);
		expect(fs.existsSync(host.file("x"))).toBe(false);
		expect(host.completed("commandExecution")).toMatchObject([{ status, processId: null, source: "agent" }]);
	});

	test("cancel interrupts; a turn that ends first leaves no item open", async () => {
		await using host = new ToolHost(untrusted);
		await expect(host.exec("touch x")).rejects.toMatchObject({ name: "AbortError" });
		host.answers = ["cancel"];
		await expect(host.exec("touch x")).rejects.toMatchObject({ name: "AbortError" });
		expect(host.signal.aborted).toBe(true);
		expect(host.openItems).toEqual([]);
		expect(fs.existsSync(host.file("x"))).toBe(false);
	});

	test("a rule that cannot be read is named once with its line, and commands go on", async () => {
		await using host = new ToolHost();
		fs.mkdirSync(path.join(host.home, "rules"), { recursive: true });
		fs.writeFileSync(path.join(host.home, "rules/default.rules"), "\nprefix_rule(pattern=[)\n");
		await host.exec("true");
		await host.exec("true");
		expect(host.story.filter((line) => line.startsWith("warning"))).toEqual([
			expect.stringContaining("rules/default.rules:2: "),
		]);
	});
});
