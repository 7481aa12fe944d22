import { afterEach, describe, expect, test } from "vitest";
import type { ModelEvent } from "../../../server/model/provider.ts";
import type { ResponseItem } from "../../../server/model/responseItem.ts";
import {
	ChatEndpoint,
	chatAnswer,
	delta,
	finish,
	messagesOf,
	texts,
	toolCall,
	toolFunctions,
} from "../../support/chatEndpoint.ts";
import type { ScriptEntry } from "../../support/modelEndpoint.ts";
import { modelRequest, runProvider, userText } from "../../support/providerRun.ts";
import { type Reply, stream } from "../../support/responsesEvents.ts";

let endpoint: ChatEndpoint | undefined;
afterEach(async () => {
	await endpoint?.close();
	endpoint = undefined;
});

async function serve(...script: (ScriptEntry | Reply)[]): Promise<ChatEndpoint> {
	endpoint = await ChatEndpoint.start(...script);
	return endpoint;
}

/** The body of the request that came last. */
const sent = () => endpoint?.requests.at(-1)?.body ?? {};

/** The kinds of events, one each for a row of deltas. */
function story(events: readonly ModelEvent[]): string[] {
	const lines = events.map((event) => (event.type === "itemDone" ? `done ${event.item.type}` : event.type));
	return lines.filter((line, index) => line !== lines[index - 1] || !line.endsWith("Delta"));
}

const assistantText = (text: string): ResponseItem => ({
	type: "message",
	role: "assistant",
	content: [{ type: "output_text", text }],
});
const call = (id: string, name = "exec_command", args = "{}"): ResponseItem => ({
	type: "function_call",
	call_id: id,
	name,
	arguments: args,
});
const output = (id: string, text: string): ResponseItem => ({
	type: "function_call_output",
	call_id: id,
	output: text,
});

describe("an answer", () => {
	test("is streamed as text, with its usage", async () => {
		const counts = {
			prompt_tokens: 100,
			completion_tokens: 20,
			total_tokens: 120,
			prompt_tokens_details: { cached_tokens: 64 },
			completion_tokens_details: { reasoning_tokens: 7 },
		};
		const run = await runProvider(await serve(chatAnswer(texts("Hel", "lo"), "stop", counts)), modelRequest());
		expect(run.error).toBeUndefined();
		expect(story(run.events)).toEqual(["messageStarted", "textDelta", "done message", "completed"]);
		expect(run.items).toEqual([assistantText("Hello")]);
		expect(run.events.at(-1)).toEqual({
			type: "completed",
			usage: {
				inputTokens: 100,
				cachedInputTokens: 64,
				cacheWriteInputTokens: 0,
				outputTokens: 20,
				reasoningOutputTokens: 7,
				totalTokens: 120,
			},
		});
	});

	test("is whole where the server closes the stream after its finish", async () => {
		const run = await runProvider(await serve(stream(texts("Hello"), finish("stop"))), modelRequest());
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([assistantText("Hello")]);
		expect(run.events.at(-1)).toEqual({ type: "completed", usage: null });
	});

	test("may be a refusal, which is text too", async () => {
		const run = await runProvider(await serve(chatAnswer([delta({ refusal: "I will not." })])), modelRequest());
		expect(run.items).toEqual([assistantText("I will not.")]);
	});

	test.each([
		"reasoning_content",
		"reasoning",
	])("shows the model's %s ahead of its text, and gives it back within the turn", async (name) => {
		const server = await serve(
			chatAnswer(
				[
					delta({ [name]: "Think" }),
					delta({ [name]: "ing." }),
					...texts("Look."),
					...toolCall(0, "a", "exec_command", {}),
				],
				"tool_calls",
			),
			chatAnswer(texts("Fine.")),
			chatAnswer(texts("Again.")),
		);
		const first = await runProvider(server, modelRequest());
		expect(story(first.events)).toEqual([
			"reasoningStarted",
			"reasoningDelta",
			"done reasoning",
			"messageStarted",
			"textDelta",
			"done message",
			"done function_call",
			"completed",
		]);
		expect(first.items[0]).toMatchObject({
			type: "reasoning",
			content: [{ type: "reasoning_text", text: "Thinking." }],
		});
		const input = [userText("hello"), ...first.items, output("a", "out")];
		const second = await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent())[2]).toEqual({
			role: "assistant",
			content: "Look.",
			[name]: "Thinking.",
			tool_calls: [{ id: "a", type: "function", function: { name: "exec_command", arguments: "{}" } }],
		});
		await runProvider(server, modelRequest({ input: [...input, ...second.items, userText("more")] }));
		expect(JSON.stringify(sent())).not.toContain("Thinking.");
	});

	test("keeps the pieces of OpenRouter's reasoning details together, signature and all", async () => {
		const piece = (members: object) => delta({ reasoning_details: [{ type: "reasoning.text", index: 0, ...members }] });
		const server = await serve(
			chatAnswer(
				[
					piece({ text: "Thi" }),
					piece({ text: "nk", signature: null }),
					piece({ signature: "s1g" }),
					...toolCall(0, "a", "f", {}),
				],
				"tool_calls",
			),
			chatAnswer(texts("Fine.")),
		);
		const first = await runProvider(server, modelRequest());
		await runProvider(server, modelRequest({ input: [userText("hello"), ...first.items, output("a", "out")] }));
		expect(messagesOf(sent())[2]?.reasoning_details).toEqual([
			{ type: "reasoning.text", index: 0, text: "Think", signature: "s1g" },
		]);
	});
});

describe("tool calls", () => {
	test("are put together by their index, however their pieces are mixed", async () => {
		const head = (index: number, id: string) =>
			delta({ tool_calls: [{ index, id, type: "function", function: { name: `tool${index}`, arguments: "" } }] });
		const rest = (index: number, args: string) => delta({ tool_calls: [{ index, function: { arguments: args } }] });
		const server = await serve(
			chatAnswer(
				[head(1, "b"), head(0, "a"), rest(0, '{"x"'), rest(1, '{"y":'), rest(0, ":1}"), rest(1, "2}")],
				"tool_calls",
			),
		);
		const run = await runProvider(server, modelRequest());
		expect(run.items).toEqual([call("a", "tool0", '{"x":1}'), call("b", "tool1", '{"y":2}')]);
	});

	test("get ids of their own where the server has none, or repeats them", async () => {
		const bare = (name: string) => delta({ tool_calls: [{ function: { name, arguments: "{}" } }] });
		const server = await serve(
			chatAnswer(
				[
					delta({
						tool_calls: [
							{ id: "0", function: { name: "one", arguments: "{}" } },
							{ id: "1", function: { name: "two", arguments: "{}" } },
						],
					}),
				],
				"tool_calls",
			),
			chatAnswer([bare("three")], "tool_calls"),
		);
		const input = [userText("hello"), call("0"), output("0", "out")];
		const first = await runProvider(server, modelRequest({ input }));
		expect(first.items).toMatchObject([{ name: "one" }, { name: "two", call_id: "1" }]);
		expect(first.items[0]).toMatchObject({ call_id: expect.stringMatching(/^call_/) });
		const second = await runProvider(server, modelRequest({ input }));
		expect(second.items).toMatchObject([{ name: "three", call_id: expect.stringMatching(/^call_/) }]);
	});

	test("stand beside their outputs, whatever the order of the history", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		const input = [
			userText("hello"),
			assistantText("Look."),
			call("a"),
			call("b", "apply_patch", '{"input":"p"}'),
			output("b", "B"),
			userText("wait"),
			output("a", "A"),
		];
		await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent()).slice(1)).toEqual([
			{ role: "user", content: "hello" },
			{
				role: "assistant",
				content: "Look.",
				tool_calls: [
					{ id: "a", type: "function", function: { name: "exec_command", arguments: "{}" } },
					{ id: "b", type: "function", function: { name: "apply_patch", arguments: '{"input":"p"}' } },
				],
			},
			{ role: "tool", tool_call_id: "a", content: "A" },
			{ role: "tool", tool_call_id: "b", content: "B" },
			{ role: "user", content: "wait" },
		]);
	});

	test("of a freeform tool, from the thread's past, become calls of the function", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		const input: ResponseItem[] = [
			userText("hello"),
			{ type: "custom_tool_call", call_id: "a", name: "apply_patch", input: "*** Begin Patch" },
			{ type: "custom_tool_call_output", call_id: "a", output: "Done" },
			{ type: "reasoning", summary: [], encrypted_content: "secret" },
		];
		await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent()).slice(2)).toMatchObject([
			{ tool_calls: [{ function: { name: "apply_patch", arguments: '{"input":"*** Begin Patch"}' } }] },
			{ role: "tool", content: "Done" },
		]);
	});
});

describe("a request", () => {
	test("has the instructions and the developer's first words in one system message", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		const developer = (text: string): ResponseItem => ({ ...userText(text), role: "developer" }) as ResponseItem;
		const input = [
			developer("Rules."),
			userText("env"),
			userText("hello"),
			assistantText("Hi."),
			developer("New rules."),
			userText("go"),
		];
		await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent())).toEqual([
			{ role: "system", content: "Be brief.\n\nRules." },
			{ role: "user", content: "env\n\nhello" },
			{ role: "assistant", content: "Hi." },
			{ role: "user", content: "New rules.\n\ngo" },
		]);
	});

	test("leaves out what only the Responses API has a form for", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		// As a client may inject it.
		const input = [
			{
				type: "message",
				role: "user",
				content: [
					{ type: "input_file", file_id: "f" },
					{ type: "input_text", text: "hello" },
				],
			},
			{ type: "web_search_call", id: "ws_1", status: "completed" },
			{ type: "message", role: "assistant", content: [{ type: "refusal", refusal: "No." }] },
		];
		await runProvider(server, modelRequest({ input: JSON.parse(JSON.stringify(input)) }));
		expect(messagesOf(sent()).slice(1)).toEqual([
			{ role: "user", content: "hello" },
			{ role: "assistant", content: "No." },
		]);
	});

	test("carries images of the person and of tools", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		const image = { type: "input_image" as const, image_url: "data:image/png;base64,AAAA", detail: "high" };
		const input: ResponseItem[] = [
			{ type: "message", role: "user", content: [{ type: "input_text", text: "see" }, image] },
			call("a", "view_image"),
			{ type: "function_call_output", call_id: "a", output: [{ type: "input_text", text: "here" }, image] },
		];
		await runProvider(server, modelRequest({ input }));
		const part = { type: "image_url", image_url: { url: "data:image/png;base64,AAAA", detail: "high" } };
		expect(messagesOf(sent()).slice(1)).toMatchObject([
			{ role: "user", content: [{ type: "text", text: "see" }, part] },
			{ role: "assistant" },
			{ role: "tool", content: "here" },
			{ role: "user", content: [part] },
		]);
	});

	test("offers functions, and asks for an effort, a verbosity, a tier and a form of the answer only when told to", async () => {
		const server = await serve(chatAnswer(texts("Fine.")), chatAnswer(texts("Fine.")));
		const schema = { type: "object", properties: {}, additionalProperties: false };
		const tools = [
			{ type: "function", name: "exec_command", description: "Runs.", strict: false, parameters: schema },
			{ type: "custom", name: "apply_patch", description: "Edits." },
		];
		await runProvider(
			server,
			modelRequest({ tools, effort: "high", verbosity: "low", serviceTier: "flex", outputSchema: schema }),
		);
		expect(toolFunctions(sent())).toEqual([{ name: "exec_command", description: "Runs.", parameters: schema }]);
		expect(sent()).toMatchObject({
			reasoning_effort: "high",
			verbosity: "low",
			service_tier: "flex",
			response_format: { type: "json_schema", json_schema: { name: "output_schema", strict: true, schema } },
		});
		await runProvider(server, modelRequest());
		expect(Object.keys(sent()).sort()).toEqual(["messages", "model", "stream", "stream_options"]);
	});

	test("goes to Azure's address with its key in a header and its version in the query, and to nobody with more", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		const foreign = {
			OPENAI_CUSTOM_HEADERS: "x-foreign: 1",
			OPENAI_ORG_ID: "org",
			OPENAI_API_KEY: "not for you",
			OPENAI_LOG: "debug",
		};
		Object.assign(process.env, { TEST_AZURE_KEY: "azure-secret", ...foreign });
		try {
			await runProvider(server, modelRequest(), {
				provider: {
					queryParams: { "api-version": "2026-05-01" },
					envHttpHeaders: { "api-key": "TEST_AZURE_KEY" },
					httpHeaders: { "x-team": "blue" },
				},
			});
		} finally {
			for (const name of ["TEST_AZURE_KEY", ...Object.keys(foreign)]) delete process.env[name];
		}
		const request = server.requests[0];
		expect(request?.url).toBe("/v1/chat/completions?api-version=2026-05-01");
		expect(request?.headers).toMatchObject({ "api-key": "azure-secret", "x-team": "blue" });
		expect(request?.headers).not.toHaveProperty("authorization");
		expect(request?.headers).not.toHaveProperty("x-foreign");
		expect(request?.headers).not.toHaveProperty("openai-organization");
	});

	test("carries the key of `env_key`", async () => {
		const server = await serve(chatAnswer(texts("Fine.")));
		process.env.TEST_CHAT_KEY = "sk-test";
		try {
			await runProvider(server, modelRequest(), { provider: { envKey: "TEST_CHAT_KEY" } });
		} finally {
			delete process.env.TEST_CHAT_KEY;
		}
		expect(server.requests[0]?.headers.authorization).toBe("Bearer sk-test");
	});
});
