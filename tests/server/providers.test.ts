import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { ChatEndpoint, chatAnswer, delta, messagesOf, texts, toolCall } from "../support/chatEndpoint.ts";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ollama, startJsonServer } from "../support/jsonServer.ts";
import {
	blocksOf,
	MessagesEndpoint,
	messageStart,
	messagesAnswer,
	textBlock,
	thinkingBlock,
	toolBlock,
} from "../support/messagesEndpoint.ts";
import type { ModelEndpoint } from "../support/modelEndpoint.ts";
import { stream } from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function start(options: Parameters<typeof ServerProcess.start>[0] = {}): Promise<ServerProcess> {
	const server = await ServerProcess.start(options);
	open.push(server);
	return server;
}

async function serve<E extends ModelEndpoint>(endpoint: E) {
	open.push(endpoint);
	const server = await start({ config: endpoint.configToml("", "local-model") });
	return { endpoint, server, threadId: await server.startThread() };
}

const finished = (server: ServerProcess) =>
	server.messages
		.filter(({ method }) => method === "item/completed")
		.map(({ params }): Json => Object(params?.item))
		.filter(({ type }) => type !== "userMessage");

const bodyOf = (endpoint: ModelEndpoint, index: number): Json => endpoint.requests[index]?.body ?? {};

/** Each waits for the other's file: one after the other they would never end. */
const meet = (own: string, other: string) => `touch ${own}; while [ ! -e ${other} ]; do sleep 0.02; done; echo ${own}`;

const patch = "*** Begin Patch\n*** Add File: made.txt\n+by a function\n*** End Patch\n";
const PIXEL = "data:image/png;base64,iVBORw0KGgo=";

describe("a turn over Chat Completions", () => {
	test("thinks, runs commands beside each other, edits by a function, and goes on in another process", async () => {
		const { endpoint, server, threadId } = await serve(
			await ChatEndpoint.start(
				chatAnswer(
					[
						delta({ reasoning_content: "First look." }),
						...texts("I look."),
						...toolCall(0, "first", "exec_command", { cmd: meet("one", "two") }),
						...toolCall(1, "second", "exec_command", { cmd: meet("two", "one") }),
					],
					"tool_calls",
				),
				chatAnswer(toolCall(0, "third", "apply_patch", { input: patch }), "tool_calls"),
				chatAnswer(texts("Done", ".")),
				chatAnswer(texts("Still here.")),
			),
		);
		const since = server.messages.length;
		await server.request("turn/start", {
			threadId,
			input: [
				{ type: "text", text: "go" },
				{ type: "image", url: PIXEL },
			],
		});
		const { params } = await server.notification("turn/completed", since);
		expect(Object(params?.turn).status).toBe("completed");
		expect(fs.readFileSync(path.join(server.workspace, "made.txt"), "utf8")).toBe("by a function\n");
		expect(finished(server).map(({ type }) => type)).toEqual([
			"reasoning",
			"agentMessage",
			"commandExecution",
			"commandExecution",
			"fileChange",
			"agentMessage",
		]);
		expect(messagesOf(bodyOf(endpoint, 0)).at(-1)?.content).toMatchObject([
			...Array(1).fill({ type: "text" }),
			{ type: "text", text: "go" },
			{ type: "image_url", image_url: { url: PIXEL } },
		]);
		expect(messagesOf(bodyOf(endpoint, 1)).slice(-3)).toMatchObject([
			{ role: "assistant", reasoning_content: "First look.", tool_calls: [{ id: "first" }, { id: "second" }] },
			{ role: "tool", tool_call_id: "first", content: expect.stringMatching(/one\n$/) },
			{ role: "tool", tool_call_id: "second", content: expect.stringMatching(/two\n$/) },
		]);
		const usage = server.messages.findLast(({ method }) => method === "thread/tokenUsage/updated")?.params?.tokenUsage;
		expect(usage).toMatchObject({ total: { totalTokens: 45 }, modelContextWindow: null });
		await server.close();

		const again = await start({ home: server.home, workspace: server.workspace });
		await again.request("thread/resume", { threadId });
		expect((await again.turn(threadId, "and now?")).status).toBe("completed");
		expect(messagesOf(bodyOf(endpoint, 3)).slice(-2)).toMatchObject([
			{ role: "assistant", content: "Done." },
			{ role: "user", content: "and now?" },
		]);
	});

	test("counts against the window that the endpoint tells", async () => {
		const { endpoint, server, threadId } = await serve(
			await ChatEndpoint.start(chatAnswer(texts("One.")), chatAnswer(texts("Two."))),
		);
		endpoint.pages.set("/v1/models", { data: [{ id: "local-model", max_model_len: 10_000 }] });
		await server.turn(threadId);
		await endpoint.visited("/v1/models");
		const since = server.messages.length;
		await server.turn(threadId);
		const { params } = await server.notification("thread/tokenUsage/updated", since);
		expect(params?.tokenUsage).toMatchObject({ modelContextWindow: 9500 });
	});

	test("that is cut goes on in the same message", async () => {
		const { server, threadId } = await serve(
			await ChatEndpoint.start(stream(texts("Half of"), "cut"), chatAnswer(texts("Half of", " it."))),
		);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(finished(server)).toMatchObject([{ type: "agentMessage", text: "Half of it." }]);
		expect(server.messages.find(({ method }) => method === "error")?.params).toMatchObject({
			willRetry: true,
			error: { additionalDetails: expect.stringMatching(/^stream disconnected before completion: /) },
		});
	});
});

describe("a turn over Messages", () => {
	test("gives signed thinking back to the model, within the turn and after a restart", async () => {
		const { endpoint, server, threadId } = await serve(
			await MessagesEndpoint.start(
				messagesAnswer(
					[
						...thinkingBlock(0, ["First ", "look."], "sig=="),
						...textBlock(1, "I look."),
						...toolBlock(2, "toolu_1", "exec_command", { cmd: meet("one", "two") }),
						...toolBlock(3, "toolu_2", "exec_command", { cmd: meet("two", "one") }),
					],
					"tool_use",
				),
				messagesAnswer(toolBlock(0, "toolu_3", "apply_patch", { input: patch }), "tool_use"),
				messagesAnswer(textBlock(0, "Done.")),
				messagesAnswer(textBlock(0, "Still here.")),
			),
		);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(fs.readFileSync(path.join(server.workspace, "made.txt"), "utf8")).toBe("by a function\n");
		expect(finished(server)[0]).toMatchObject({ type: "reasoning", content: ["First look."] });
		const thinking = { type: "thinking", thinking: "First look.", signature: "sig==" };
		const [answer, results] = messagesOf(bodyOf(endpoint, 1)).slice(-2);
		expect(blocksOf(answer)).toMatchObject([thinking, { type: "text" }, { id: "toolu_1" }, { id: "toolu_2" }]);
		expect(blocksOf(results)).toMatchObject([
			{ tool_use_id: "toolu_1", content: [{ text: expect.stringMatching(/one\n$/) }] },
			{ tool_use_id: "toolu_2", content: [{ text: expect.stringMatching(/two\n$/) }] },
		]);
		await server.close();

		const again = await start({ home: server.home, workspace: server.workspace });
		await again.request("thread/resume", { threadId });
		expect((await again.turn(threadId, "and now?")).status).toBe("completed");
		expect(messagesOf(bodyOf(endpoint, 3)).flatMap(blocksOf)).toContainEqual(thinking);
	});

	test("that ends too early for good fails with the reference's words", async () => {
		const half = () => stream(messageStart(), textBlock(0, "Half"));
		const endpoint = await MessagesEndpoint.start(half(), half());
		open.push(endpoint);
		const server = await start({ config: endpoint.configToml("", "local-model", "stream_max_retries = 1") });
		expect(await server.turn(await server.startThread())).toMatchObject({
			status: "failed",
			error: {
				message: "stream disconnected before completion: stream closed before message_stop",
				codexErrorInfo: "other",
			},
		});
	});
});

describe("the providers", () => {
	const ids = (list: Json) => (Array.isArray(list.data) ? list.data : []).map((each) => Object(each).id);

	test("of this machine are listed while they run, with their models", async () => {
		const local = await startJsonServer(ollama);
		process.env.OLLAMA_HOST = local.host;
		const server = await start().finally(() => {
			delete process.env.OLLAMA_HOST;
		});
		const list = await server.request("modelProvider/list", {});
		expect(list.data).toContainEqual({
			id: "ollama",
			name: "Ollama",
			canEdit: false,
			baseUrl: `http://${local.host}/v1`,
			settings: { type: "customGateway", auth: { mode: "none" } },
		});
		expect(ids(list)).toEqual(expect.arrayContaining(["anthropic", "openai"]));
		expect(list).toMatchObject({ defaultProviderId: "openai", canChangeDefault: true });
		expect(ids(await server.request("model/list", { modelProvider: "ollama" }))).toEqual(["qwen3-coder:30b"]);
		const all = await server.request("model/list", { modelProvider: "ollama", includeHidden: true });
		expect(ids(all)).toEqual(["qwen3-coder:30b", "gemma3:4b", "nomic-embed-text:latest"]);
		await local.close();
		expect(ids(await server.request("modelProvider/list", {}))).not.toContain("ollama");
		expect(ids(await server.request("model/list", { modelProvider: "ollama" }))).toEqual([]);
	});

	test("of the configuration are listed without their secrets", async () => {
		const server = await start({
			config: `
				[model_providers.gateway]
				base_url = "https://user:secret@gateway.test/v1"
				http_headers = { authorization = "secret" }
				[model_providers.keyed]
				name = "Keyed"
				base_url = "https://keyed.test/v1"
				wire_api = "chat"
				env_key = "KEYED_KEY"`,
		});
		const { data } = await server.request("modelProvider/list", {});
		expect(data).toMatchObject([
			{ id: "anthropic", canEdit: false },
			{
				id: "gateway",
				canEdit: true,
				baseUrl: null,
				settings: { type: "customGateway", auth: { mode: "externallyConfigured", envKey: null } },
			},
			{
				id: "keyed",
				name: "Keyed",
				baseUrl: "https://keyed.test/v1",
				settings: { type: "customGateway", auth: { mode: "environmentVariable", envKey: "KEYED_KEY" } },
			},
			{ id: "openai", canEdit: false, baseUrl: null, settings: { type: "openai" } },
		]);
		expect(JSON.stringify(data)).not.toContain("secret");
	});

	test("that are not there have no models, in the reference's words", async () => {
		const server = await start();
		expect((await server.ask("model/list", { modelProvider: "nosuch" })).error).toEqual({
			code: -32600,
			message:
				"This chat uses model provider “nosuch”, which is no longer configured. Restore this provider’s configuration to continue.",
			data: { type: "modelProviderNotConfigured", modelProvider: "nosuch" },
		});
	});

	test("offer neither web search nor images through this server", async () => {
		const server = await start();
		const capabilities = await server.request("modelProvider/capabilities/read", {});
		expect(capabilities).toEqual({ imageGeneration: false, webSearch: false });
	});
});
