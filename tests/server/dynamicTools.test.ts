import { describe, expect, test } from "vitest";
import { ChatEndpoint, chatAnswer, texts, toolCall } from "../support/chatEndpoint.ts";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { MessagesEndpoint, messagesAnswer, textBlock, toolBlock } from "../support/messagesEndpoint.ts";
import { isObject, type ModelEndpoint } from "../support/modelEndpoint.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, functionCall, message, toolSearchCall } from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

const inputSchema = { type: "object", properties: { place: { type: "string" } }, required: ["place"] };
const weather = { type: "function", name: "weather", description: "The weather of a place", inputSchema };
const traffic = { ...weather, name: "traffic", description: "How slow the roads are", deferLoading: true };
const parking = { ...weather, name: "parking", description: "Where a car may stand", deferLoading: true };
const city = { type: "namespace", name: "city", description: "Of a city", tools: [weather, traffic, parking] };
const dynamicTools = [weather, city];

const PIXEL =
	"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function start(options: { config?: string; home?: string; workspace?: string }): Promise<ServerProcess> {
	const server = await ServerProcess.start({ experimentalApi: true, ...options });
	open.push(server);
	return server;
}

async function serve<E extends ModelEndpoint>(endpoint: E, model?: string) {
	open.push(endpoint);
	const server = await start({ config: endpoint.configToml("", model) });
	return { endpoint, server, threadId: await server.startThread({ dynamicTools }) };
}

/** Answers the next call of a tool and resolves with what was asked. */
async function answerCall(server: ServerProcess, contentItems: Json[], success = true): Promise<Json> {
	const since = server.messages.length;
	const { id, params } = await server.notification("item/tool/call", since);
	server.write({ id, result: { contentItems, success } });
	return params ?? {};
}

const words = (text: string) => [{ type: "inputText", text }];
const inputOf = (endpoint: ModelEndpoint, index: number) => endpoint.requests[index]?.body.input as Json[];
const toolsOf = (endpoint: ModelEndpoint, index: number) =>
	(endpoint.requests[index]?.body.tools as unknown[]).filter(isObject);
const offered = (endpoint: ModelEndpoint, index: number) =>
	toolsOf(endpoint, index).map((tool) => String(tool.name ?? tool.type));

describe("tools that a client brings", () => {
	test("are called with what the model wrote; the answer reaches the model, the rollout and every later load", async () => {
		const { endpoint, server, threadId } = await serve(
			await ResponsesEndpoint.start(
				answer(functionCall("weather", { place: "Basel" }, "first")),
				answer(message("Rain.")),
				answer(message("Still rain.")),
				answer(message("Rain, in the fork too.")),
			),
		);
		const call = answerCall(server, [...words("See:"), { type: "inputImage", imageUrl: PIXEL }]);
		expect((await server.turn(threadId)).status).toBe("completed");
		expect(await call).toMatchObject({
			callId: "first",
			namespace: null,
			tool: "weather",
			arguments: { place: "Basel" },
		});
		expect(offered(endpoint, 0)).toEqual(expect.arrayContaining(["weather", "city"]));
		expect(toolsOf(endpoint, 0).find(({ name }) => name === "weather")).toEqual({
			type: "function",
			name: "weather",
			description: "The weather of a place",
			strict: false,
			parameters: inputSchema,
		});
		const output = [
			{ type: "input_text", text: "See:" },
			{ type: "input_image", image_url: PIXEL },
		];
		expect(inputOf(endpoint, 1).at(-1)).toMatchObject({ call_id: "first", output });
		await server.close();

		const second = await start({ home: server.home, workspace: server.workspace });
		const { thread } = await second.request("thread/resume", { threadId });
		expect(Object(thread).turns[0].items[1]).toMatchObject({
			type: "dynamicToolCall",
			id: "first",
			status: "completed",
			success: true,
			contentItems: [{ text: "See:" }, { imageUrl: PIXEL }],
		});
		await second.turn(threadId);
		expect(offered(endpoint, 2)).toEqual(offered(endpoint, 0));
		const forked = await second.request("thread/fork", { threadId });
		await second.turn(String(Object(forked.thread).id));
		expect(offered(endpoint, 3)).toEqual(offered(endpoint, 0));
	});

	test("run beside each other, and each answer goes to its own call", async () => {
		const { endpoint, server, threadId } = await serve(
			await ResponsesEndpoint.start(
				answer(functionCall("weather", {}, "here"), functionCall("weather", {}, "there", "city")),
				answer(message("Rain and sun.")),
			),
		);
		const turn = server.turn(threadId);
		const called = (callId: string) =>
			server.next(({ method, params }) => method === "item/tool/call" && params?.callId === callId);
		// Both are asked before any is answered.
		const [here, there] = [await called("here"), await called("there")];
		server.write({ id: there.id, result: { contentItems: words("sun"), success: true } });
		server.write({ id: here.id, result: { contentItems: words("rain"), success: true } });
		await turn;
		expect(inputOf(endpoint, 1).slice(-2)).toMatchObject([
			{ call_id: "here", output: "rain" },
			{ call_id: "there", output: "sun" },
		]);
	});

	test("are found by a search when they are to be loaded late", async () => {
		const { endpoint, server, threadId } = await serve(
			await ResponsesEndpoint.start(
				answer(toolSearchCall("slow roads", "search")),
				answer(functionCall("traffic", {}, "found", "city")),
				answer(message("Slow.")),
			),
		);
		const call = answerCall(server, words("slow"));
		await server.turn(threadId);
		expect(await call).toMatchObject({ namespace: "city", tool: "traffic" });
		const names = (tool: Json | undefined) => (tool?.tools as Json[]).map(({ name }) => name);
		expect(names(toolsOf(endpoint, 0).find(({ name }) => name === "city"))).toEqual(["weather"]);
		expect(offered(endpoint, 0)).toContain("tool_search");
		const found = inputOf(endpoint, 1).at(-1);
		expect(found).toMatchObject({ type: "tool_search_output", call_id: "search", execution: "client" });
		expect((found?.tools as Json[]).map((tool) => [tool.name, names(tool)])).toEqual([["city", ["traffic"]]]);
	});

	test("wait for a client that comes back, under the same id", async () => {
		const { endpoint, server, threadId } = await serve(
			await ResponsesEndpoint.start(answer(functionCall("weather", {}, "first")), answer(message("Rain."))),
		);
		await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
		const { id } = await server.notification("item/tool/call");
		await server.request("thread/unsubscribe", { threadId });
		const since = server.messages.length;
		const { thread } = await server.request("thread/resume", { threadId });
		expect(Object(thread).status).toEqual({ type: "active", activeFlags: [] });
		expect(Object(thread).turns[0].items.at(-1)).toMatchObject({ id: "first", status: "inProgress" });
		const again = await server.notification("item/tool/call", since);
		expect(again.id).toBe(id);
		server.write({ id, result: { contentItems: words("rain"), success: true } });
		await server.notification("turn/completed");
		expect(inputOf(endpoint, 1).at(-1)).toMatchObject({ call_id: "first", output: "rain" });
	});
});

const LONG = "n".repeat(60);

describe.each([
	{
		wire: "Chat Completions",
		endpoint: (call: string) =>
			ChatEndpoint.start(
				chatAnswer(toolCall(0, "first", call, { place: "Basel" }), "tool_calls"),
				chatAnswer(texts("Rain.")),
			),
		names: (body: Json) => (body.tools as Json[]).map((tool) => Object(tool.function).name),
		called: (body: Json) => Object((body.messages as Json[]).at(-2)).tool_calls[0].function.name,
	},
	{
		wire: "Messages",
		endpoint: (call: string) =>
			MessagesEndpoint.start(
				messagesAnswer(toolBlock(0, "first", call, { place: "Basel" }), "tool_use"),
				messagesAnswer(textBlock(0, "Rain.")),
			),
		names: (body: Json) => (body.tools as Json[]).map(({ name }) => name),
		called: (body: Json) => Object((body.messages as Json[]).at(-2)).content[0].name,
	},
])("tools that a client brings, over $wire", ({ endpoint: startEndpoint, names, called }) => {
	test("have one name for namespace and function, and nothing is hidden", async () => {
		const { endpoint, server, threadId } = await serve(await startEndpoint("city__traffic"), "local-model");
		const call = answerCall(server, words("slow"));
		await server.turn(threadId);
		expect(await call).toMatchObject({ namespace: "city", tool: "traffic", arguments: { place: "Basel" } });
		const body = endpoint.requests[0]?.body ?? {};
		expect(names(body)).toEqual(expect.arrayContaining(["weather", "city__weather", "city__traffic", "city__parking"]));
		expect(called(endpoint.requests[1]?.body ?? {})).toBe("city__traffic");
	});

	test("have names that the API takes", async () => {
		const { endpoint, server } = await serve(await startEndpoint("weather"), "local-model");
		const threadId = await server.startThread({
			dynamicTools: [weather, { ...city, name: LONG, tools: [weather, { ...weather, name: "weathers" }] }],
		});
		const call = answerCall(server, words("rain"));
		await server.turn(threadId);
		await call;
		const long = names(endpoint.requests[0]?.body ?? {}).filter((name) => String(name).startsWith("nnn"));
		expect(new Set(long).size).toBe(2);
		for (const name of long) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
	});
});
