import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { commandScenarios } from "../support/commandScenarios.ts";
import { type ExecScenario, execScenarios } from "../support/execScenarios.ts";
import { heddle, type Program, runCommand } from "../support/heddleCommand.ts";
import { referenceServer } from "../support/reference.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function fill(workspace: string): void {
	fs.mkdirSync(path.join(workspace, "inner"), { recursive: true });
	for (const name of ["old", "gone"]) fs.writeFileSync(path.join(workspace, `${name}.txt`), `${name}\n`);
	fs.writeFileSync(path.join(workspace, "schema.json"), JSON.stringify({ type: "object", properties: {} }));
	fs.writeFileSync(path.join(workspace, "dot.png"), Buffer.from(DOT, "base64"));
}

/** What the model was asked last in a request: the person's words, pictures included. */
function asked(body: Record<string, unknown>): unknown {
	const { input, model, text } = body;
	const messages = (Array.isArray(input) ? input : []).filter(({ role }) => role === "user");
	const last = messages.at(-1)?.content ?? [];
	const { schema } = Object(Object(text).format);
	const kinds = last.map(({ type, text: words, image_url }: Record<string, unknown>) => {
		// How a picture is introduced are words for the model.
		if (typeof words === "string") return words.startsWith("<image") || words.startsWith("</image") ? null : words;
		return typeof image_url === "string" ? `${type} ${image_url.length}` : type;
	});
	return { model, schema, content: kinds.filter((kind: unknown) => kind !== null) };
}

function mask(line: string, scratch: string, hasOwnWords: boolean): unknown {
	if (!line.startsWith("{")) return line;
	const event: unknown = JSON.parse(line.replaceAll(scratch, "<scratch>").replace(/("thread_id":)"[^"]+"/, '$1"<id>"'));
	if (!hasOwnWords) return event;
	return JSON.parse(JSON.stringify(event, (key, value) => (key === "message" ? "<words>" : value)));
}

async function play(scenario: ExecScenario, program: Program) {
	const scratch = scratchFolder();
	const [home, workspace] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, workspace]) fs.mkdirSync(folder);
	fill(workspace);
	if (!scenario.isBare) execFileSync("git", ["init", "-q"], { cwd: workspace });
	await using endpoint = await ResponsesEndpoint.start(...(scenario.model?.() ?? []));
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const runs: unknown[] = [];
	let id = "";
	for (const { args, stdin } of scenario.runs) {
		const typed = args.map((arg) => arg.replace("$ID", id));
		const { code, stdout } = await runCommand(program, typed, { home, cwd: workspace, ...(stdin ? { stdin } : {}) });
		id = /"thread_id":"([^"]+)"/.exec(stdout)?.[1] ?? id;
		const lines = stdout.split("\n").filter((line) => line !== "");
		runs.push({ code, stdout: lines.map((line) => mask(line, scratch, scenario.hasOwnWords ?? false)) });
	}
	const keyFile = path.join(home, "auth.json");
	const files = fs.readdirSync(workspace).filter((name) => name !== ".git");
	return {
		runs,
		asked: endpoint.requests.map(({ body }) => (scenario.hasOwnQuestion ? null : asked(body))),
		files: files.map((name) => {
			const file = path.join(workspace, name);
			return [name, fs.statSync(file).isFile() ? fs.readFileSync(file, "utf8") : null];
		}),
		key: fs.existsSync(keyFile) ? JSON.parse(fs.readFileSync(keyFile, "utf8")) : null,
		config: fs
			.readFileSync(path.join(home, "config.toml"), "utf8")
			.replaceAll(/127\.0\.0\.1:\d+/g, "<endpoint>")
			.replaceAll(/\n+/g, "\n"),
	};
}

async function compare(scenario: ExecScenario): Promise<void> {
	const { executable } = await referenceServer();
	const expected = await play(scenario, { executable, homeVariable: "CODEX_HOME" });
	const shown = await play(scenario, heddle);
	expect(shown).toEqual(expected);
}

describe("exec does what the reference's does", () => {
	test.each(execScenarios)("$name", compare);
});

describe("signing in and switching features do what the reference's do", () => {
	test.each(commandScenarios)("$name", compare);
});
