import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { heddle, runCommand } from "../support/heddleCommand.ts";
import { recordedHeddle } from "../support/recordedHeddle.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

const greeting = { id: "hello", method: "initialize", params: { clientInfo: { name: "test", version: "1" } } };

/** A server whose stdin is written in one go and ended. */
async function converse(home: string, requests: object[] = [], program = recordedHeddle()) {
	const stdin = [greeting, ...requests].map((request) => `${JSON.stringify(request)}\n`).join("");
	const { code, stdout, stderr } = await runCommand(program, ["app-server"], { home, cwd: import.meta.dirname, stdin });
	const messages = stdout.split("\n").filter((line) => line !== "");
	return { code, stderr, messages: messages.map((line) => JSON.parse(line)) };
}

test("what was asked before stdin ended is answered, the greeting first", async () => {
	const { code, messages } = await converse(scratchFolder(), [
		{ id: 1, method: "thread/start", params: {} },
		{ id: 2, method: "model/list", params: {} },
		{ id: 3, method: "thread/loaded/list", params: {} },
	]);
	expect(code).toBe(0);
	expect(messages[0]?.id).toBe("hello");
	const answers = messages.filter(({ result }) => result !== undefined).map(({ id }) => id);
	expect(answers.sort()).toEqual([1, 2, 3, "hello"]);
});

test("a greeting of a rare form is answered before what follows it", async () => {
	const capabilities = { extensions: { "a/b": {} }, requiredHumanApproval: true };
	const home = scratchFolder();
	const rare = { ...greeting, id: 0, params: { ...greeting.params, capabilities } };
	const stdin = `${JSON.stringify(rare)}\n${JSON.stringify({ id: 1, method: "thread/loaded/list", params: {} })}\n`;
	const { stdout } = await runCommand(recordedHeddle(), ["app-server"], { home, cwd: home, stdin });
	const answers = stdout.split("\n").filter((line) => line.startsWith('{"id"'));
	expect(answers.map((line) => JSON.parse(line))).toMatchObject([
		{ id: 0, result: { codexHome: home } },
		{ id: 1, result: { data: [] } },
	]);
});

test("what stands in a file is read to its end, wherever its pieces end", async () => {
	const home = scratchFolder();
	const file = path.join(home, "requests");
	const requests = [
		greeting,
		{ id: 1, method: "none", params: "é".repeat(100_000) },
		{ id: 2, method: "thread/loaded/list", params: {} },
	];
	fs.writeFileSync(file, requests.map((request) => `${JSON.stringify(request)}\n`).join(""));
	const shell = { ...heddle, executable: "/bin/sh" };
	const args = ["-c", 'exec "$0" app-server < "$1"', heddle.executable, file];
	const { code, stdout } = await runCommand(shell, args, { home, cwd: home });
	expect(code).toBe(0);
	const answers = stdout.split("\n").filter((line) => line.startsWith('{"id"'));
	expect(answers.map((line) => JSON.parse(line))).toMatchObject([
		{ id: "hello", result: { codexHome: home } },
		{ id: 1, error: { code: -32600 } },
		{ id: 2, result: { data: [] } },
	]);
});

test("a client that says nothing and leaves is no mistake", async () => {
	const home = scratchFolder();
	const { code, stdout, stderr } = await runCommand(heddle, ["app-server"], { home, cwd: home, stdin: "" });
	expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("a home has one installation id, whoever connects", async () => {
	const home = scratchFolder();
	const idOf = async () => {
		const { messages } = await converse(home, [{ id: 1, method: "model/list", params: {} }]);
		return messages.find(({ method }) => method === "remoteControl/status/changed")?.params.installationId;
	};
	const id = await idOf();
	expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/);
	expect(await idOf()).toBe(id);
	expect(fs.readFileSync(path.join(home, "installation_id"), "utf8")).toBe(id);
	const other = scratchFolder();
	expect((await converse(other)).code).toBe(0);
	expect(fs.readFileSync(path.join(other, "installation_id"), "utf8")).not.toBe(id);
});

test("what NODE_OPTIONS sets for other programs does not reach the server", async () => {
	const home = scratchFolder();
	const { code, stdout } = await runCommand(recordedHeddle(), ["app-server"], {
		home,
		cwd: home,
		stdin: `${JSON.stringify(greeting)}\n`,
		env: { NODE_OPTIONS: `--require ${path.join(home, "missing.cjs")}` },
	});
	expect(code).toBe(0);
	expect(JSON.parse(stdout.split("\n")[0] ?? "")).toMatchObject({ id: "hello", result: { codexHome: home } });
});

test("a home that cannot be made is named, and the server ends", async () => {
	const file = path.join(scratchFolder(), "file");
	fs.writeFileSync(file, "");
	const { code, stderr, messages } = await converse(path.join(file, "home"), [], heddle);
	expect(code).toBe(1);
	expect(stderr).toContain(`cannot use its folder ${file}/home`);
	expect(stderr).toContain("HEDDLE_HOME");
	expect(messages).toEqual([]);
});
