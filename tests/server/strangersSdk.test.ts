import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { heddleBinary } from "../support/heddleCommand.ts";
import { processesWith } from "../support/processList.ts";
import { lastItem, ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, customToolCall, functionCall, httpError, message, type Reply } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { importStranger } from "../support/strangers.ts";

/** The part of `@openai/codex-sdk` that is used here. */
interface Sdk {
	Codex: new (options: {
		codexPathOverride: string;
		baseUrl: string;
		apiKey: string;
		env: Record<string, string>;
		config?: Record<string, unknown>;
	}) => {
		startThread(options: ThreadOptions): SdkThread;
		resumeThread(id: string, options: ThreadOptions): SdkThread;
	};
}
interface ThreadOptions {
	workingDirectory: string;
	sandboxMode?: string;
	model?: string;
	additionalDirectories?: string[];
	modelReasoningEffort?: string;
	skipGitRepoCheck?: boolean;
}
interface SdkThread {
	readonly id: string | null;
	run(input: Input, options?: TurnOptions): Promise<{ items: SdkItem[]; finalResponse: string; usage: unknown }>;
	runStreamed(
		input: Input,
		options?: TurnOptions,
	): Promise<{ events: AsyncGenerator<{ type: string; item?: SdkItem }> }>;
}
type Input = string | ({ type: "text"; text: string } | { type: "local_image"; path: string })[];
interface TurnOptions {
	outputSchema?: unknown;
	signal?: AbortSignal;
}
interface SdkItem {
	type: string;
	text?: string;
	status?: string;
}

async function sdk(...model: Reply[]) {
	const { Codex } = await importStranger<Sdk>("@openai/codex-sdk", "dist/index.js");
	const scratch = scratchFolder();
	const [home, workingDirectory] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, workingDirectory]) fs.mkdirSync(folder);
	execFileSync("git", ["init", "-q"], { cwd: workingDirectory });
	const endpoint = await ResponsesEndpoint.start(...model);
	const codex = new Codex({
		codexPathOverride: heddleBinary,
		baseUrl: endpoint.baseUrl,
		apiKey: "sk-of-the-sdk",
		env: { PATH: process.env.PATH ?? "", HOME: home, HEDDLE_HOME: home },
	});
	return { codex, endpoint, workingDirectory, [Symbol.asyncDispose]: () => endpoint.close() };
}

test("run gives the items, the last message and the usage; the key goes to the endpoint", async () => {
	await using at = await sdk(
		answer(functionCall("exec_command", { cmd: "echo hi" })),
		answer(customToolCall("apply_patch", "*** Begin Patch\n*** Add File: made.txt\n+one\n*** End Patch\n")),
		answer(message("Done")),
	);
	const thread = at.codex.startThread({
		workingDirectory: at.workingDirectory,
		sandboxMode: "workspace-write",
		model: "gpt-5.5",
		modelReasoningEffort: "high",
	});
	const turn = await thread.run("go");
	expect(turn.finalResponse).toBe("Done");
	expect(turn.items.map(({ type, status }) => [type, status])).toEqual([
		["command_execution", "completed"],
		["file_change", "completed"],
		["agent_message", undefined],
	]);
	expect(turn.usage).toMatchObject({ input_tokens: 30, output_tokens: 15 });
	expect(fs.readFileSync(path.join(at.workingDirectory, "made.txt"), "utf8")).toBe("one\n");
	const { headers, body } = await at.endpoint.received(1);
	expect(headers.authorization).toBe("Bearer sk-of-the-sdk");
	expect(body).toMatchObject({ model: "gpt-5.5", reasoning: { effort: "high" } });
});

test("a thread goes on in the same object, and in another one by its id", async () => {
	await using at = await sdk(answer(message("One")), answer(message("Two")), answer(message("Three")));
	const options = { workingDirectory: at.workingDirectory };
	const thread = at.codex.startThread(options);
	await thread.run("one");
	expect(thread.id).toMatch(/^[0-9a-f-]{36}$/);
	await thread.run("two");
	const again = at.codex.resumeThread(String(thread.id), options);
	expect((await again.run("three")).finalResponse).toBe("Three");
	expect(again.id).toBe(thread.id);
	const { input } = (await at.endpoint.received(3)).body;
	const said = JSON.stringify(input);
	for (const words of ["one", "One", "two", "Two", "three"]) expect(said).toContain(`"${words}"`);
});

test("runStreamed gives the events while they happen", async () => {
	await using at = await sdk(answer(functionCall("exec_command", { cmd: "echo hi" })), answer(message("Done")));
	const { events } = await at.codex.startThread({ workingDirectory: at.workingDirectory }).runStreamed("go");
	const seen: string[] = [];
	for await (const { type, item } of events) seen.push(item ? `${type} ${item.type}` : type);
	expect(seen).toEqual([
		"thread.started",
		"turn.started",
		"item.started command_execution",
		"item.completed command_execution",
		"item.completed agent_message",
		"turn.completed",
	]);
});

test("a schema and pictures reach the model", async () => {
	await using at = await sdk(answer(message('{"a":1}')));
	const picture = path.join(at.workingDirectory, "dot.png");
	const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
	fs.writeFileSync(picture, Buffer.from(dot, "base64"));
	const outputSchema = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
	const input: Input = [
		{ type: "text", text: "What is it?" },
		{ type: "local_image", path: picture },
	];
	const thread = at.codex.startThread({ workingDirectory: at.workingDirectory });
	expect((await thread.run(input, { outputSchema })).finalResponse).toBe('{"a":1}');
	const { body } = await at.endpoint.received(1);
	expect(body.text).toMatchObject({ format: { type: "json_schema", schema: outputSchema } });
	expect(JSON.stringify(lastItem(body))).toContain(`data:image/png;base64,${dot}`);
	expect(JSON.stringify(lastItem(body))).toContain("What is it?");
});

test("a failed turn is an exception with the reason", async () => {
	await using at = await sdk(httpError(400, "bad thing"));
	const thread = at.codex.startThread({ workingDirectory: at.workingDirectory });
	await expect(thread.run("go")).rejects.toThrow("400");
});

test("what stops it before it starts is an exception with the reason", async () => {
	await using at = await sdk();
	const thread = at.codex.startThread({ workingDirectory: path.parse(at.workingDirectory).root });
	await expect(thread.run("go")).rejects.toThrow("Not inside a trusted directory");
});

test("abort ends the run and what it started", async () => {
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	await using at = await sdk(answer(functionCall("exec_command", { cmd: commandLine, yield_time_ms: 30_000 })));
	const abort = new AbortController();
	const { events } = await at.codex
		.startThread({ workingDirectory: at.workingDirectory })
		.runStreamed("go", { signal: abort.signal });
	const drained = (async () => {
		for await (const { type } of events) if (type === "item.started") abort.abort();
	})();
	await expect(drained).rejects.toThrow(/abort/i);
	await expect.poll(() => processesWith(commandLine)).toEqual([]);
});
