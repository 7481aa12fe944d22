import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { commandActions } from "../../../server/policy/commandActions.ts";
import { RuleStore } from "../../../server/policy/ruleStore.ts";
import { parseRules } from "../../../server/policy/rulesFile.ts";
import { quoteCommand } from "../../../server/policy/shellQuote.ts";
import { parseScript } from "../../../server/policy/shellScript.ts";

test("what is quoted, a real shell and our parser split back into the same words", () => {
	const word = fc.string({ unit: fc.constantFrom(...`ab '"\\$\`!^*~;&|<>(){}[]#=é\n\t`), minLength: 1, maxLength: 8 });
	fc.assert(
		fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
			const line = quoteCommand(words);
			const seen = execFileSync("/bin/sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
			expect(seen.split("\0").slice(0, -1)).toEqual(words);
		}),
		{ numRuns: 60 },
	);
	expect(quoteCommand(["/bin/bash", "-lc", "echo hello"])).toBe("/bin/bash -lc 'echo hello'");
	expect(quoteCommand(["grep", "-E '^(a)'"])).toBe(`grep "-E '"'^(a)'"'"`);
});

test.each([
	"ls $HOME",
	"ls *.ts",
	"a > b",
	"a & b",
	"(a)",
	"a `b`",
	"if a; then b; fi",
	"a 'b",
	"ls ~",
	"a && ",
	"| a",
	"a # b",
	"a;; b",
])("%s is opaque", (script) => expect(parseScript(script)).toBeNull());

test("simple commands are split at their joints, with quotes removed", () => {
	expect(parseScript(`A=1 b 'c d' "e\\"f" && g | h; i\nj\n`)).toEqual([
		{ words: ["b", "c d", 'e"f'], environment: new Map([["A", "1"]]), joint: null },
		{ words: ["g"], environment: new Map(), joint: "&&" },
		{ words: ["h"], environment: new Map(), joint: "|" },
		{ words: ["i"], environment: new Map(), joint: ";" },
		{ words: ["j"], environment: new Map(), joint: ";" },
	]);
});

test("actions say what a script reads, lists and searches, as the reference does", () => {
	const actions = (script: string) => commandActions(script, "/w");
	expect(actions("cat a && ls src")).toEqual([
		{ type: "read", command: "cat a", name: "a", path: "/w/a" },
		{ type: "listFiles", command: "ls src", path: "src" },
	]);
	expect(actions("cd x && sed -n 1,5p f")).toEqual([
		{ type: "read", command: "sed -n '1,5p' f", name: "f", path: "/w/x/f" },
	]);
	expect(actions("rg -n --glob '*.ts' foo src | head -5")).toEqual([
		{ type: "search", command: "rg -n --glob '*.ts' foo src", query: "foo", path: "src" },
	]);
	expect(actions("rg foo src && npm test")).toEqual([{ type: "unknown", command: "rg foo src && npm test" }]);
	expect(actions("cat a > b")).toEqual([{ type: "unknown", command: "cat a > b" }]);
	expect(actions("find . -name '*.ts'")).toEqual([
		{ type: "search", command: "find . -name '*.ts'", query: "*.ts", path: "." },
	]);
});

test("a mistake in a rules file names its line, and the other rules hold", () => {
	const { rules, problems } = parseRules(
		`# ours\nprefix_rule(pattern=["npm", ["test", "run"]], decision="allow")\nprefix_rule(pattern=[])\nprefix_rule(\n  pattern=["git"], match=["ls"],\n)\nprefix_rule(pattern=["a", decision="prompt")\nprefix_rule(pattern=["b"], decision="forbidden", justification='no', not_match=["c b"])\n`,
	);
	expect(rules).toEqual([
		{ pattern: ["npm", ["test", "run"]], decision: "allow", justification: null },
		{ pattern: ["b"], decision: "forbidden", justification: "no" },
	]);
	expect(problems.map(({ line }) => line)).toEqual([3, 4, 7]);
});

test("a saved rule is in the file and in force, also for another server, and is saved once", async () => {
	const home = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-rules-"));
	const store = new RuleStore(home);
	expect((await store.load()).rules).toEqual([]);
	await store.allowPrefix(["npm", 'te"st']);
	await store.allowPrefix(["npm", 'te"st']);
	const rule = { pattern: ["npm", 'te"st'], decision: "allow", justification: null };
	expect((await store.load()).rules).toEqual([rule]);
	expect((await new RuleStore(home).load()).rules).toEqual([rule]);
	expect(fs.readFileSync(path.join(home, "rules/default.rules"), "utf8")).toBe(
		'prefix_rule(pattern=["npm", "te\\"st"], decision="allow")\n',
	);
	fs.rmSync(home, { recursive: true });
});
