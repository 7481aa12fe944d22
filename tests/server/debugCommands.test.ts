import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { EmittedMessages } from "../support/emittedMessages.ts";
import { heddle, type Program, runCommand } from "../support/heddleCommand.ts";
import { referenceServer } from "../support/reference.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, functionCall, message } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

/** The messages that `send-message-v2` prints, each with its side. */
function conversation(
	stdout: string,
): { side: string; message: { id?: unknown; method?: string; params?: unknown } }[] {
	const blocks = stdout.split("\n").reduce<string[][]>((all, line) => {
		if (/^[<>] \{$/.test(line)) all.push([line]);
		else if (/^[<>] [ }]/.test(line)) all.at(-1)?.push(line);
		return all;
	}, []);
	return blocks.map((lines) => ({
		side: lines[0]?.charAt(0) ?? "",
		message: JSON.parse(lines.map((line) => line.slice(2)).join("\n")),
	}));
}

/** What of the server's side fits no schema. */
async function violations(said: ReturnType<typeof conversation>): Promise<readonly string[]> {
	const emitted = await EmittedMessages.create();
	for (const { side, message } of said) {
		if (side === ">") emitted.heard(JSON.stringify(message));
		else emitted.read(JSON.stringify(message));
	}
	return emitted.violations;
}

async function send(program: Program) {
	const scratch = scratchFolder();
	const [home, cwd] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, cwd]) fs.mkdirSync(folder);
	await using endpoint = await ResponsesEndpoint.start(
		answer(
			functionCall("exec_command", {
				cmd: "touch made",
				sandbox_permissions: "require_escalated",
				justification: "because",
			}),
		),
		answer(message("Done")),
	);
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const args = ["debug", "app-server", "send-message-v2", "hello"];
	const { code, stdout } = await runCommand(program, args, { home, cwd });
	const whole = conversation(stdout);
	const said = whole.map(({ side, message: { method, id } }) => {
		if (method === undefined) return `${side} answer`;
		return id === undefined ? `${side} ${method}` : `${side} ${method}?`;
	});
	return {
		code,
		ours: said.filter((line) => line.startsWith(">")),
		ends: said.at(-1),
		violations: await violations(whole),
		isMade: fs.existsSync(path.join(cwd, "made")),
	};
}

test("send-message-v2 says to the server what the reference's says, and grants what is asked for", async () => {
	const { executable } = await referenceServer();
	const expected = await send({ executable, homeVariable: "CODEX_HOME" });
	expect(expected.isMade).toBe(true);
	expect(await send(heddle)).toEqual({ ...expected, violations: [] });
});

test("send-message-v2 fails when the server refuses", async () => {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), 'model_provider = "ollama"');
	const args = ["debug", "app-server", "-c", "model_provider=ollama", "send-message-v2", "hello"];
	const { code, stderr } = await runCommand(heddle, args, { home, cwd: home });
	expect(code).toBe(1);
	expect(stderr).toContain("thread/start");
});

test("the models are those of the reference, in its words for their members", async () => {
	const { executable } = await referenceServer();
	const home = scratchFolder();
	const models = async (program: Program) => {
		const { code, stdout } = await runCommand(program, ["debug", "models", "--bundled"], { home, cwd: home });
		expect(code).toBe(0);
		return JSON.parse(stdout).models;
	};
	const [ours, theirs] = [await models(heddle), await models({ executable, homeVariable: "CODEX_HOME" })];
	const slugs = (list: { slug: string }[]) => list.map(({ slug }) => slug).sort();
	const listed = theirs.filter(({ visibility }: { visibility: string }) => visibility === "list");
	expect(slugs(ours)).toEqual(slugs(listed));
	for (const model of ours) {
		const { effective_context_window: _, ...shared } = model;
		const reference = theirs.find(({ slug }: { slug: string }) => slug === model.slug);
		expect(Object.keys(reference)).toEqual(expect.arrayContaining(Object.keys(shared)));
		expect(shared.visibility).toBe(reference.visibility);
		expect(shared.default_reasoning_level).toBe(reference.default_reasoning_level);
	}
});

test("the models of the configured provider", async () => {
	const home = scratchFolder();
	fs.writeFileSync(path.join(home, "config.toml"), 'model_provider = "tour"');
	const { stdout } = await runCommand(heddle, ["debug", "models"], { home, cwd: home });
	expect(JSON.parse(stdout).models).toEqual([expect.objectContaining({ slug: "tour" })]);
});
