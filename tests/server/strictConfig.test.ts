import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { heddle, type Program, runCommand } from "../support/heddleCommand.ts";
import { referenceServer } from "../support/reference.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

interface Case {
	name: string;
	args: string[];
	files: Record<string, string>;
	/** What is complained of, after the place. */
	words: RegExp;
}

const INNER = 'model = "x"\n[model_providers.p]\nname = "P"\n  bad.er = 2\n';

const cases: Case[] = [
	{
		name: "app-server, the user's file",
		args: ["app-server", "--strict-config"],
		files: { config: 'model = "x"\nfoo_key = 1\n' },
		words: /config\.toml:2:1: unknown configuration field `foo_key`/,
	},
	{
		name: "before the command",
		args: ["--strict-config", "app-server"],
		files: { config: INNER },
		words: /config\.toml:4:3: unknown configuration field `model_providers\.p\.bad`/,
	},
	{
		name: "app-server, -c",
		args: ["app-server", "--strict-config", "-c", "bar.baz=1"],
		files: {},
		words: /: unknown configuration field `bar` in -c\/--config override/,
	},
	{
		name: "a value that does not fit",
		args: ["app-server", "--strict-config"],
		files: { config: "model = 5\n" },
		words: /config\.toml:1:9: invalid type: integer `5`, expected a string/,
	},
	{
		name: "a value before a key",
		args: ["app-server", "--strict-config"],
		files: { config: "foo_key = 1\nmodel = 5\n" },
		words: /config\.toml:2:9: invalid type/,
	},
	{
		name: "the first of several, a table",
		args: ["app-server", "--strict-config"],
		files: { config: '[zoo]\na = 1\n[model_providers.x]\nname = "X"\nbad = 1\n[ant]\n' },
		words: /config\.toml:1:2: unknown configuration field `zoo`/,
	},
	{
		name: "exec, the user's file",
		args: ["exec", "--strict-config", "hi"],
		files: { config: INNER },
		words: /config\.toml:4:3: unknown configuration field `model_providers\.p\.bad`/,
	},
	{
		name: "exec, the profile",
		args: ["exec", "--strict-config", "-p", "work", "hi"],
		files: { "work.config": '\nzip = "x"\n' },
		words: /work\.config\.toml:2:1: unknown configuration field `zip`/,
	},
	{
		name: "exec, -c",
		args: ["exec", "--strict-config", "-c", "bar=1", "hi"],
		files: {},
		words: /: unknown configuration field `bar` in -c\/--config override/,
	},
];

async function say({ args, files }: Pick<Case, "args" | "files">, program: Program) {
	const home = scratchFolder();
	for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(home, `${name}.toml`), text);
	return runCommand(program, args, { home, cwd: home });
}

async function reference(): Promise<Program> {
	const { executable } = await referenceServer();
	return { executable, homeVariable: "CODEX_HOME" };
}

describe("a strict configuration is refused as by the reference", () => {
	test.each(cases)("$name", async (each) => {
		const theirs = await say(each, await reference());
		expect(theirs.stderr).toMatch(each.words);
		const ours = await say(each, heddle);
		expect(ours.stderr).toMatch(each.words);
		expect([ours.code, ours.stdout]).toEqual([theirs.code, theirs.stdout]);
		expect(ours.code).toBe(1);
	});

	test.each([
		["a configuration without mistakes", ["--strict-config"], 'model = "x"\n'],
		["mistakes, but nobody is strict", [], "foo_key = 1\n"],
	])("%s starts", async (_, options, config) => {
		const each = { args: ["app-server", ...options], files: { config } };
		const [theirs, ours] = [await say(each, await reference()), await say(each, heddle)];
		expect([theirs.code, ours.code, ours.stderr]).toEqual([0, 0, ""]);
	});

	test("a file that is no TOML", async () => {
		const { code, stderr } = await say(
			{ args: ["app-server", "--strict-config"], files: { config: "a = 1\nb = \n" } },
			heddle,
		);
		expect([code, stderr]).toEqual([1, expect.stringMatching(/config\.toml:2:\d+: /)]);
	});

	test.each([
		[["--strict-config", "debug", "models"], "debug"],
		[["app-server", "--strict-config", "generate-ts", "--out", "made"], "app-server generate-ts"],
	])("%j is not supported", async (args, command) => {
		const [theirs, ours] = [await say({ args, files: {} }, await reference()), await say({ args, files: {} }, heddle)];
		expect(theirs.stderr).toContain(`\`--strict-config\` is not supported for \`codex ${command}`);
		expect(ours.stderr).toContain(`\`--strict-config\` is not supported for \`heddle ${command}`);
		expect([ours.code, theirs.code]).toEqual([1, 1]);
	});
});
