import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { processesWith } from "../support/processList.ts";
import { recordedHeddle } from "../support/recordedHeddle.ts";
import { lastItem, ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, functionCall, message, type Reply, reasoning } from "../support/responsesEvents.ts";
import { scratchFolder } from "../support/scratchFolder.ts";
import { importStranger } from "../support/strangers.ts";

/** The part of `ai-sdk-provider-codex-app-server` that is used here. */
interface AiSdk {
	createCodexAppServer(options: { defaultSettings: Record<string, unknown> }): (model: string) => LanguageModel;
	listModels(options: Record<string, unknown>): Promise<{ models: { id: string }[]; defaultModel?: { id: string } }>;
}
interface LanguageModel {
	doStream(call: { prompt: unknown }): Promise<{ stream: AsyncIterable<Part> }>;
	doGenerate(call: {
		prompt: unknown;
		responseFormat?: unknown;
	}): Promise<{ content: Part[]; finishReason: { raw: string } }>;
	/** Ends its server. */
	dispose(): void;
}
interface Part {
	type: string;
	delta?: string;
	text?: string;
	result?: { status?: string; aggregatedOutput?: string };
	finishReason?: { raw: string };
}
interface Session {
	threadId: string;
	injectMessage(content: string): Promise<void>;
	interrupt(): Promise<void>;
}

/** A picture of one dot. */
const DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const asks = (text: string) => ({ prompt: [{ role: "user", content: [{ type: "text", text }] }] });

async function aiSdk(...model: Reply[]) {
	const { createCodexAppServer, listModels } = await importStranger<AiSdk>(
		"ai-sdk-provider-codex-app-server",
		"dist/index.js",
	);
	const scratch = scratchFolder();
	const [home, cwd] = [path.join(scratch, "home"), path.join(scratch, "workspace")];
	for (const folder of [home, cwd]) fs.mkdirSync(folder);
	const endpoint = await ResponsesEndpoint.start(...model);
	fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
	const env = { HEDDLE_HOME: home, HOME: home };
	const session = Promise.withResolvers<Session>();
	const { executable: codexPath } = recordedHeddle();
	const settings = { codexPath, cwd, env, logger: false, approvalMode: "on-request" };
	const opened: LanguageModel[] = [];
	const open = () => {
		const model = createCodexAppServer({
			defaultSettings: {
				...settings,
				sandboxMode: "workspace-write",
				onSessionCreated: session.resolve,
			},
		})("gpt-5.5");
		opened.push(model);
		return model;
	};
	return {
		cwd,
		endpoint,
		open,
		session: session.promise,
		models: () => listModels({ codexPath, env, cwd }),
		[Symbol.asyncDispose]: () => {
			for (const model of opened) model.dispose();
			return endpoint.close();
		},
	};
}

test("a streamed answer: thoughts, a command, text", async () => {
	await using at = await aiSdk(
		answer(reasoning(["Thinking"]), functionCall("exec_command", { cmd: "echo hi" })),
		answer(message(["Hel", "lo"])),
	);
	const { stream } = await at.open().doStream(asks("go"));
	const parts: Part[] = [];
	for await (const part of stream) parts.push(part);
	const deltas = (type: string) =>
		parts.flatMap((part) => (part.type === type && part.delta !== undefined ? [part.delta] : []));
	expect(deltas("reasoning-delta")).toEqual(["Thinking"]);
	expect(deltas("text-delta")).toEqual(["Hel", "lo"]);
	const results = parts.filter(({ type }) => type === "tool-result");
	expect(results.map(({ result }) => [result?.status, result?.aggregatedOutput])).toEqual([["completed", "hi\n"]]);
	expect(parts.at(-1)).toMatchObject({ type: "finish", finishReason: { raw: "completed" } });
});

test("a whole answer; the next one goes on in the same thread", async () => {
	await using at = await aiSdk(answer(message("One")), answer(message("Two")));
	const model = at.open();
	const { content } = await model.doGenerate(asks("one"));
	expect(content).toContainEqual(expect.objectContaining({ type: "text", text: "One" }));
	await model.doGenerate(asks("two"));
	const said = JSON.stringify((await at.endpoint.received(2)).body.input);
	for (const words of ["one", "One", "two"]) expect(said).toContain(`"${words}"`);
});

test("a schema and a picture of a file reach the model", async () => {
	await using at = await aiSdk(answer(message('{"a":1}')));
	const picture = path.join(at.cwd, "dot.png");
	fs.writeFileSync(picture, Buffer.from(DOT, "base64"));
	const content = [
		{ type: "text", text: "What is it?" },
		{ type: "file", mediaType: "image/png", data: pathToFileURL(picture) },
	];
	const schema = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
	const { content: said } = await at
		.open()
		.doGenerate({ prompt: [{ role: "user", content }], responseFormat: { type: "json", schema } });
	expect(said).toContainEqual(expect.objectContaining({ type: "text", text: '{"a":1}' }));
	const { body } = await at.endpoint.received(1);
	expect(body.text).toMatchObject({ format: { type: "json_schema", schema } });
	expect(JSON.stringify(lastItem(body))).toContain(`data:image/png;base64,${DOT}`);
});

test("a message that comes while the agent works reaches it in the same turn", async () => {
	await using at = await aiSdk(
		answer(functionCall("exec_command", { cmd: "until [ -e told ]; do sleep 0.05; done", yield_time_ms: 30_000 })),
		answer(message("Heard")),
	);
	const { stream } = await at.open().doStream(asks("go"));
	const session = await at.session;
	let text = "";
	for await (const part of stream) {
		if (part.type === "tool-call") {
			await session.injectMessage("and this too");
			fs.writeFileSync(path.join(at.cwd, "told"), "");
		}
		if (part.type === "text-delta") text += part.delta;
	}
	expect(text).toBe("Heard");
	expect(JSON.stringify((await at.endpoint.received(2)).body.input)).toContain('"and this too"');
});

test("an interrupt ends the turn and what runs in it", async () => {
	const commandLine = `sleep 600.${Math.random().toString().slice(2)}`;
	await using at = await aiSdk(answer(functionCall("exec_command", { cmd: commandLine, yield_time_ms: 30_000 })));
	const { stream } = await at.open().doStream(asks("go"));
	const session = await at.session;
	let end: Part | undefined;
	for await (const part of stream) {
		if (part.type === "tool-call") await session.interrupt();
		end = part;
	}
	expect(end).toMatchObject({ type: "finish", finishReason: { raw: "interrupted" } });
	await expect.poll(() => processesWith(commandLine)).toEqual([]);
});

test("the models are listed", async () => {
	await using at = await aiSdk();
	const { models } = await at.models();
	expect(models.map(({ id }) => id)).toContain("gpt-5.5");
});
