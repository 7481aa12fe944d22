import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createAgentSession } from "../../../server/agent/session.ts";
import type { ToolCall } from "../../../server/tools/tool.ts";
import { FakeTools, FakeTurnHost } from "../../support/fakeTurnHost.ts";

const SAMPLE = path.join(import.meta.dirname, "../../../media/tour");

let cwd: string;
beforeEach(async () => {
	cwd = await mkdtemp(path.join(tmpdir(), "tour-"));
	await cp(SAMPLE, cwd, { recursive: true });
});
afterEach(() => rm(cwd, { recursive: true }));

const exited = (code: number, output: string) =>
	`Wall time: 0.1 seconds\nProcess exited with code ${code}\nOutput:\n${output}`;
const failing = () => exited(1, "✖ every fourth century is a leap year");
const passing = () => exited(0, "✔ every fourth century is a leap year");

/** The file as the patch of the lesson leaves it. */
async function applyPatch(call: ToolCall): Promise<string> {
	const file = path.join(cwd, "src/dates.js");
	const lines = call.input.split("\n");
	const [before = "", after = ""] = ["-", "+"].map((sign) => lines.find((line) => line.startsWith(sign))?.slice(1));
	await writeFile(file, (await readFile(file, "utf8")).replace(before, after));
	return "Success. Updated the following files:\nM src/dates.js\n";
}

/** `answers` may replace what the nth call with that name gets to hear. */
function setUp(answers: Record<string, (() => string)[]> = {}, settings = {}) {
	const host = new FakeTurnHost({
		settings: { cwd, modelProvider: "tour", model: "tour", ...settings },
		provider: { id: "tour", wireApi: "tour", baseUrl: null, queryParams: { word_delay_ms: "0" } },
	});
	const fixed = async () => (await readFile(path.join(cwd, "src/dates.js"), "utf8")).includes("400");
	const tools = new FakeTools(async (call) => {
		const name = call.input.includes("npm test") ? "npm test" : call.name;
		const scripted = answers[name]?.shift();
		if (scripted) return { text: scripted(), success: true };
		if (name === "npm test") return { text: (await fixed()) ? passing() : failing(), success: true };
		if (name === "apply_patch") return { text: await applyPatch(call), success: true };
		return { text: exited(0, "…"), success: true };
	});
	const session = createAgentSession({ threadId: "thread", tools: () => tools });
	const say = async (text: string) => {
		host.input(text);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		return host.messages.at(-1) ?? "";
	};
	return { host, tools, say, calls: () => tools.calls.map((call) => call.name) };
}

describe("the tour", () => {
	it("announces itself, finds the bug, fixes it and checks", async () => {
		const { host, tools, say, calls } = setUp();
		const last = await say("run the tests and fix what fails");
		expect(host.messages[0]).toContain("This is Heddle's offline tour");
		expect(calls()).toEqual([
			"update_plan",
			"exec_command",
			"exec_command",
			"apply_patch",
			"exec_command",
			"update_plan",
		]);
		expect(JSON.parse(tools.calls[1]?.input ?? "")).toMatchObject({
			cmd: "npm test",
			sandbox_permissions: "require_escalated",
			prefix_rule: ["npm", "test"],
		});
		expect(last).toContain("from exit code 1 to exit code 0");
		expect(await say("thanks! and now?")).toContain("the tour has no model");
		expect(calls()).toHaveLength(6);
	});

	it("fixes exactly the bug: the real tests of the sample pass afterwards", async () => {
		await setUp().say("go");
		const { isLeapYear } = await import(path.join(cwd, "src/dates.js"));
		expect([1900, 2000, 2024, 2025].map(isLeapYear)).toEqual([false, true, true, false]);
	});

	it("says so when the command was declined, and asks again when the person goes on", async () => {
		const { say, calls } = setUp({ "npm test": [() => "Rejected by the person."] });
		expect(await say("go")).toContain("The command was not run. What I was told: “Rejected by the person.”");
		expect(calls()).toEqual(["update_plan", "exec_command"]);
		expect(await say("all right")).toContain("Done.");
	});

	it("says so when the edit was declined", async () => {
		const { say, calls } = setUp({ apply_patch: [() => "patch rejected by user"] });
		expect(await say("go")).toContain("The file was not changed");
		expect(calls().at(-1)).toBe("apply_patch");
		expect(await say("again")).toContain("Done.");
	});

	it("does not claim success when the tests still fail", async () => {
		const { say } = setUp({ "npm test": [failing, () => exited(1, "✖ months have the right number of days")] });
		expect(await say("go")).toContain("That is not what the lesson expects: the command ended with exit code 1");
	});

	it("says what to install when npm is missing", async () => {
		const { say } = setUp({ "npm test": [() => exited(127, "bash: npm: command not found")] });
		expect(await say("go")).toContain("install it from <https://nodejs.org>");
		expect(await say("done")).toContain("Done.");
	});

	it("waits for a command that takes its time", async () => {
		const { say, calls } = setUp({
			"npm test": [() => "Wall time: 30 seconds\nProcess running with session ID 7\nOutput:\n"],
			write_stdin: [failing],
		});
		expect(await say("go")).toContain("Done.");
		expect(calls()).toContain("write_stdin");
	});

	it("does not ask where asking is switched off", async () => {
		const { tools, say } = setUp({}, { approvalPolicy: "never" });
		await say("go");
		expect(tools.calls[1]?.input).not.toContain("require_escalated");
	});

	it("notices that the bug is fixed already", async () => {
		await setUp().say("go");
		const { say, calls } = setUp();
		expect(await say("go")).toContain("the bug was already fixed");
		expect(calls()).toEqual(["update_plan", "exec_command"]);
	});

	it("touches nothing outside the sample workspace", async () => {
		await rm(path.join(cwd, "package.json"));
		const { say, calls } = setUp();
		const text = await say("go");
		expect(text).toContain("This is Heddle's offline tour");
		expect(text).toContain("Take the tour");
		expect(calls()).toEqual([]);
	});
});
