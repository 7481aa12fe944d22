import fs from "node:fs";
import { structuredPatch } from "diff";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RequestRefused } from "../../../server/agent/turnHost.ts";
import { applyHunks } from "../../../server/tools/patchMatch.ts";
import { parsePatch } from "../../../server/tools/patchParser.ts";
import { joinLines, splitLines } from "../../../server/tools/textFile.ts";
import { ToolHost } from "./toolHost.ts";

const patch = (...lines: string[]) => ["*** Begin Patch", ...lines, "*** End Patch"].join("\n");
const update = (name: string, ...lines: string[]) => patch(`*** Update File: ${name}`, ...lines);

test("a patch made from two texts turns the first into exactly the second", () => {
	const line = fc.constantFrom("a", "b", "c", "", "  d", "é");
	const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("\n", "\r\n"));
	fc.assert(
		fc.property(text, fc.array(line, { minLength: 1, maxLength: 30 }), ([before, ending], after) => {
			fc.pre(before.length > 0 && before.join("\n") !== after.join("\n"));
			const whole = (lines: string[]) => lines.map((each) => `${each}\n`).join("");
			// Full context: where a repeated line is meant is then not in doubt.
			const { hunks } = structuredPatch("", "", whole(before), whole(after), "", "", { context: 100 });
			const body = hunks.flatMap((hunk) => ["@@", ...hunk.lines]);
			const [operation] = parsePatch(update("f", ...body));
			if (operation?.type !== "update") throw new Error("no update");
			const source = splitLines(before.map((each) => each + ending).join(""));
			expect(joinLines(applyHunks(source, operation.hunks))).toBe(after.map((each) => each + ending).join(""));
		}),
		{ numRuns: 300 },
	);
});

describe("a file keeps its form", () => {
	test.each([
		["CRLF", Buffer.from("a\r\nb\r\nc\r\n"), Buffer.from("a\r\nB\r\nnew\r\nc\r\n")],
		["mixed endings", Buffer.from("a\nb\r\nc\n"), Buffer.from("a\nB\r\nnew\r\nc\n")],
		["a UTF-8 byte order mark", Buffer.from("\ufeffa\nb\nc\n"), Buffer.from("\ufeffa\nB\nnew\nc\n")],
		["UTF-16 LE", Buffer.from("\ufeffa\nb\nc\n", "utf16le"), Buffer.from("\ufeffa\nB\nnew\nc\n", "utf16le")],
		[
			"UTF-16 BE",
			Buffer.from("\ufeffa\nb\nc", "utf16le").swap16(),
			Buffer.from("\ufeffa\nB\nnew\nc", "utf16le").swap16(),
		],
		["no final line break", Buffer.from("a\nb\nc"), Buffer.from("a\nB\nnew\nc")],
		[
			"bytes of an unknown encoding",
			Buffer.from("a\nb\nc\xe9\n", "latin1"),
			Buffer.from("a\nB\nnew\nc\xe9\n", "latin1"),
		],
	])("%s", async (_name, before, after) => {
		await using host = new ToolHost();
		fs.writeFileSync(host.file("f"), before);
		fs.chmodSync(host.file("f"), 0o755);
		fs.symlinkSync("f", host.file("link"));
		const { success, text } = await host.patch(update("link", "@@", " a", "-b", "+B", "+new"));
		expect(text).toContain("M link");
		expect(success).toBe(true);
		expect(fs.readFileSync(host.file("f"))).toEqual(after);
		expect(fs.lstatSync(host.file("link")).isSymbolicLink()).toBe(true);
		expect(fs.statSync(host.file("f")).mode & 0o777).toBe(0o755);
	});
});

test("one patch adds, deletes, moves; its item has each file's diff and the turn's diff is git's", async () => {
	await using host = new ToolHost();
	fs.writeFileSync(host.file("a.txt"), "one\ntwo\nthree\nfour\nfive\n");
	fs.writeFileSync(host.file("b.txt"), "bee\n");
	const text = patch(
		"*** Update File: a.txt",
		"*** Move to: c/d.txt",
		"@@ one",
		"-two",
		"+2",
		"*** Add File: sub/n.txt",
		"+new",
		"+file",
		"*** Delete File: b.txt",
	);
	expect((await host.patch(text)).text).toMatch(
		/^Exit code: 0\nWall time: .*\nOutput:\nSuccess.*:\nA sub\/n.txt\nM c\/d.txt\nD b.txt\n$/,
	);
	expect(host.completed("fileChange")).toMatchObject([
		{
			status: "completed",
			changes: [
				{
					path: host.file("a.txt"),
					kind: { type: "update", move_path: host.file("c/d.txt") },
					diff: `@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n\n\nMoved to: ${host.file("c/d.txt")}`,
				},
				{ path: host.file("b.txt"), kind: { type: "delete" }, diff: "bee\n" },
				{ path: host.file("sub/n.txt"), kind: { type: "add" }, diff: "new\nfile\n" },
			],
		},
	]);
	expect(fs.existsSync(host.file("a.txt"))).toBe(false);
	await host.patch(update("sub/n.txt", "@@", "-new", "+newer"));
	const [, last] = host.notifications("turn/diff/updated");
	expect(last?.diff).toContain("rename from a.txt\nrename to c/d.txt");
	expect(last?.diff).toContain("--- /dev/null\n+++ b/sub/n.txt\n@@ -0,0 +1,2 @@\n+newer\n+file\n");
});

test.each([
	[update("f", "@@", "-nope", "+x"), /f: hunk 1 .*nope/s],
	[update("f", "@@ missing", "-a", "+x"), /f: hunk 1 .*the context line "missing"/s],
	[update("gone", "@@", "-a", "+x"), /gone cannot be updated: there is no such file/],
	[patch("*** Delete File: gone"), /gone cannot be deleted/],
	[patch(), /empty/],
	[update("f"), /the update of f has no hunk/],
	["garbage", /first line of a patch/],
])("a patch that does not apply says so by file and hunk, and changes nothing", async (text, message) => {
	await using host = new ToolHost();
	fs.writeFileSync(host.file("f"), "a\nb\n");
	const output = await host.patch(text);
	expect(output.success).toBe(false);
	expect(output.text).toMatch(message);
	expect(fs.readFileSync(host.file("f"), "utf8")).toBe("a\nb\n");
	expect(host.recorded).toEqual([]);
});

test("matching forgives spaces and typographic characters, and keeps the lines it matched", async () => {
	await using host = new ToolHost();
	fs.writeFileSync(host.file("f"), "  x = “1” – 2  \n  y\n");
	await host.patch(update("f", "@@", ' x = "1" - 2', "-y", "+z", "*** End of File"));
	expect(fs.readFileSync(host.file("f"), "utf8")).toBe("  x = “1” – 2  \nz\n");
});

describe("questions", () => {
	const readOnly = { sandboxPolicy: { type: "readOnly", networkAccess: false } } as const;
	const add = (name: string) => patch(`*** Add File: ${name}`, "+x");

	test("in a read-only sandbox a yes writes, for the session also the next time", async () => {
		await using host = new ToolHost(readOnly);
		host.answers = ["acceptForSession"];
		await host.patch(add("n"));
		expect((await host.patch(update("n", "@@", "-x", "+y"))).success).toBe(true);
		expect(fs.readFileSync(host.file("n"), "utf8")).toBe("y\n");
		expect(host.questions.map(({ method }) => method)).toEqual(["item/fileChange/requestApproval"]);
	});

	test.each([
		["decline" as const, "rejected by the user"],
		[new RequestRefused("no"), "counts as a no"],
	])("%s leaves the file alone and tells the model", async (answer, text) => {
		await using host = new ToolHost(readOnly);
		host.answers = [answer];
		expect((await host.patch(add("n"))).text).toContain(text);
		expect(fs.existsSync(host.file("n"))).toBe(false);
		expect(host.completed("fileChange").map((item) => item.status)).toEqual(["declined"]);
	});

	test("cancel interrupts the turn; an unanswered question completes its item", async () => {
		await using host = new ToolHost(readOnly);
		await expect(host.patch(add("n"))).rejects.toMatchObject({ name: "AbortError" });
		host.answers = ["cancel"];
		await expect(host.patch(add("n"))).rejects.toMatchObject({ name: "AbortError" });
		expect(host.signal.aborted).toBe(true);
		expect(host.openItems).toEqual([]);
	});

	test("under never it is rejected without a question, and protected folders are not writable", async () => {
		await using host = new ToolHost({ approvalPolicy: "never" });
		expect((await host.patch(add("../n"))).text).toContain("patch rejected");
		expect((await host.patch(add(".git/hooks/pre-commit"))).text).toContain("patch rejected");
		expect((await host.patch(add("n"))).success).toBe(true);
		expect(host.questions).toEqual([]);
	});
});

test("through the shell a patch is applied like any other", async () => {
	await using host = new ToolHost();
	fs.mkdirSync(host.file("sub"));
	await host.exec(`cd sub && apply_patch <<'EOF'\n${patch("*** Add File: n", "+x")}\nEOF\n`);
	expect(fs.readFileSync(host.file("sub/n"), "utf8")).toBe("x\n");
	expect(host.completed("fileChange")).toHaveLength(1);
	expect(host.completed("commandExecution")).toHaveLength(0);
});
