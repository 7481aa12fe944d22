import { afterEach, describe, expect, test } from "vitest";
import type { ResponseItem } from "../../../server/model/responseItem.ts";
import { toldWindow } from "../../../server/model/toldWindows.ts";
import {
	apiError,
	blocksOf,
	MessagesEndpoint,
	messageEnd,
	messageStart,
	messagesAnswer,
	messagesOf,
	redactedBlock,
	streamError,
	textBlock,
	thinkingBlock,
	toolBlock,
} from "../../support/messagesEndpoint.ts";
import type { ScriptEntry } from "../../support/modelEndpoint.ts";
import { modelRequest, runProvider, userText } from "../../support/providerRun.ts";
import { Gate, type Reply, stream } from "../../support/responsesEvents.ts";

let endpoint: MessagesEndpoint | undefined;
afterEach(async () => {
	await endpoint?.close();
	endpoint = undefined;
});

async function serve(...script: (ScriptEntry | Reply)[]): Promise<MessagesEndpoint> {
	endpoint = await MessagesEndpoint.start(...script);
	return endpoint;
}

const sent = () => endpoint?.requests.at(-1)?.body ?? {};
const fine = () => messagesAnswer(textBlock(0, "Fine."));
const CACHED = { type: "ephemeral" };

const assistantText = (text: string): ResponseItem => ({
	type: "message",
	role: "assistant",
	content: [{ type: "output_text", text }],
});
const call = (id: string, args = "{}"): ResponseItem => ({
	type: "function_call",
	call_id: id,
	name: "exec_command",
	arguments: args,
});
const output = (id: string, text: string): ResponseItem => ({
	type: "function_call_output",
	call_id: id,
	output: text,
});

describe("an answer", () => {
	test("is streamed as text, with its usage, the cache's part included", async () => {
		const counts = { input_tokens: 10, cache_creation_input_tokens: 20, cache_read_input_tokens: 70, output_tokens: 1 };
		const details = { output_tokens: 30, input_tokens: null, output_tokens_details: { thinking_tokens: 12 } };
		const run = await runProvider(
			await serve(stream(messageStart(counts), textBlock(0, "Hel", "lo"), messageEnd("end_turn", details))),
			modelRequest(),
		);
		expect(run.error).toBeUndefined();
		expect(run.text).toBe("Hello");
		expect(run.items).toEqual([assistantText("Hello")]);
		expect(run.events.at(-1)).toEqual({
			type: "completed",
			usage: {
				inputTokens: 100,
				cachedInputTokens: 70,
				cacheWriteInputTokens: 20,
				outputTokens: 30,
				reasoningOutputTokens: 12,
				totalTokens: 130,
			},
		});
	});

	test("gives its thinking back exactly as it came, to the same model only", async () => {
		const server = await serve(
			messagesAnswer(
				[
					...thinkingBlock(0, ["Thi", "nk."], "sig=="),
					...redactedBlock(1, "opaque"),
					...textBlock(2, "Look."),
					...toolBlock(3, "toolu_1", "exec_command", { cmd: "ls -la" }),
					...toolBlock(4, "toolu_2", "exec_command", undefined),
				],
				"tool_use",
			),
			fine(),
			fine(),
		);
		const first = await runProvider(server, modelRequest());
		expect(first.events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1])).toEqual([
			"reasoningStarted",
			"reasoningDelta",
			"itemDone",
			"reasoningStarted",
			"itemDone",
			"messageStarted",
			"textDelta",
			"itemDone",
			"completed",
		]);
		expect(first.items).toMatchObject([
			{ type: "reasoning", content: [{ text: "Think." }] },
			{ type: "reasoning", content: [] },
			{ type: "message" },
			{ type: "function_call", call_id: "toolu_1", arguments: '{"cmd":"ls -la"}' },
			{ type: "function_call", call_id: "toolu_2", arguments: "{}" },
		]);
		const input = [userText("hello"), ...first.items, output("toolu_1", "one"), output("toolu_2", "")];
		await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent()).slice(1)).toEqual([
			{
				role: "assistant",
				content: [
					{ type: "thinking", thinking: "Think.", signature: "sig==" },
					{ type: "redacted_thinking", data: "opaque" },
					{ type: "text", text: "Look." },
					{ type: "tool_use", id: "toolu_1", name: "exec_command", input: { cmd: "ls -la" } },
					{ type: "tool_use", id: "toolu_2", name: "exec_command", input: {} },
				],
			},
			{
				role: "user",
				content: [
					{ type: "tool_result", tool_use_id: "toolu_1", content: [{ type: "text", text: "one" }] },
					{ type: "tool_result", tool_use_id: "toolu_2", cache_control: CACHED },
				],
			},
		]);
		await runProvider(server, modelRequest({ input, model: "another-model" }));
		expect(blocksOf(messagesOf(sent())[1]).map(({ type }) => type)).toEqual(["text", "tool_use", "tool_use"]);
	});
});

describe("a request", () => {
	test("marks the instructions and the last two messages of the person for the cache", async () => {
		const server = await serve(fine());
		const developer = { ...userText("Rules."), role: "developer" } as ResponseItem;
		const input = [
			developer,
			userText("one"),
			assistantText("1"),
			userText("two"),
			assistantText("2"),
			userText("three"),
		];
		await runProvider(server, modelRequest({ input }));
		expect(sent().system).toEqual([
			{ type: "text", text: "Be brief." },
			{ type: "text", text: "Rules.", cache_control: CACHED },
		]);
		const people = messagesOf(sent()).filter(({ role }) => role === "user");
		expect(people.map((message) => blocksOf(message)[0]?.cache_control)).toEqual([undefined, CACHED, CACHED]);
	});

	test("carries images, of the person and of tools", async () => {
		const server = await serve(fine());
		const png = { type: "input_image" as const, image_url: "data:image/png;base64,AAAA" };
		const input: ResponseItem[] = [
			{
				type: "message",
				role: "user",
				content: [
					png,
					{ type: "input_image", image_url: "https://x.test/a.png" },
					{ type: "input_image", image_url: "data:image/tiff;base64,AA" },
				],
			},
			call("a"),
			{ type: "function_call_output", call_id: "a", output: [{ type: "input_text", text: "see" }, png] },
		];
		await runProvider(server, modelRequest({ input }));
		const source = { type: "base64", media_type: "image/png", data: "AAAA" };
		expect(blocksOf(messagesOf(sent())[0])).toMatchObject([
			{ type: "image", source },
			{ type: "image", source: { type: "url", url: "https://x.test/a.png" } },
			{ type: "text", text: expect.stringContaining("does not read") },
		]);
		expect(blocksOf(messagesOf(sent())[2])).toMatchObject([
			{
				content: [
					{ type: "text", text: "see" },
					{ type: "image", source },
				],
			},
		]);
	});

	test("survives what other wires and models have left in the thread", async () => {
		const server = await serve(fine());
		const input: ResponseItem[] = [
			userText("hello"),
			{ type: "reasoning", summary: [{ type: "summary_text", text: "x" }], encrypted_content: "secret" },
			assistantText(""),
			call("functions.exec:0", "{broken"),
			output("functions.exec:0", "failed"),
			assistantText("Half an ans"),
		];
		await runProvider(server, modelRequest({ input }));
		expect(messagesOf(sent()).slice(1)).toMatchObject([
			{ content: [{ type: "tool_use", id: "functions_exec_0", input: { malformed_json: "{broken" } }] },
			{ content: [{ type: "tool_result", tool_use_id: "functions_exec_0" }] },
			{ content: [{ type: "text", text: "Half an ans" }] },
			{ role: "user", content: [{ type: "text", text: expect.stringContaining("Go on") }] },
		]);
		expect(JSON.stringify(sent())).not.toContain("secret");
	});

	const model = (members: object) => ({ type: "model", id: "some-model", ...members });
	const yes = { supported: true };
	const no = { supported: false };
	const capabilities = (types: object) => ({
		thinking: { supported: true, types },
		effort: { supported: true, low: yes, medium: yes, high: yes, xhigh: no, max: yes },
	});

	test("asks a model that thinks as it sees fit to do so, within what the endpoint says of it", async () => {
		const server = await serve(fine(), fine());
		server.pages.set(
			"/v1/models/some-model",
			model({
				max_tokens: 8192,
				max_input_tokens: 200_000,
				capabilities: capabilities({ adaptive: yes, enabled: yes }),
			}),
		);
		const schema = { type: "object", properties: {} };
		await runProvider(server, modelRequest({ effort: "high", outputSchema: schema }));
		expect(toldWindow("scripted", "some-model")).toBe(200_000);
		expect(sent()).toMatchObject({
			max_tokens: 8192,
			thinking: { type: "adaptive", display: "summarized" },
			output_config: { effort: "high", format: { type: "json_schema", schema } },
		});
		await runProvider(server, modelRequest({ effort: "xhigh", summary: "none" }));
		expect(sent()).toMatchObject({ thinking: { type: "adaptive", display: "omitted" } });
		expect(sent()).not.toHaveProperty("output_config");
		expect(server.visits).toEqual(["/v1/models/some-model"]);
	});

	test("gives an older model a budget, and no more output than is of use", async () => {
		const server = await serve(fine(), fine());
		server.pages.set(
			"/v1/models/some-model",
			model({ max_tokens: 128_000, capabilities: capabilities({ adaptive: no, enabled: yes }) }),
		);
		await runProvider(server, modelRequest({ effort: "medium" }));
		expect(sent()).toMatchObject({ max_tokens: 64_000, thinking: { type: "enabled", budget_tokens: 8192 } });
		await runProvider(server, modelRequest({ effort: "none" }));
		expect(sent().thinking).toEqual({ type: "disabled" });
	});

	test("says nothing of thinking to an endpoint that does not tell about its models", async () => {
		const server = await serve(fine(), fine());
		await runProvider(server, modelRequest());
		expect(Object.keys(sent()).sort()).toEqual(["max_tokens", "messages", "model", "stream", "system"]);
		await runProvider(server, modelRequest());
		expect(server.visits).toHaveLength(1);
	});

	test("offers tools with their schema", async () => {
		const server = await serve(fine());
		const parameters = { type: "object", properties: { cmd: { type: "string" } } };
		const tools = [{ type: "function", name: "exec_command", description: "Runs.", strict: false, parameters }];
		await runProvider(server, modelRequest({ tools }));
		expect(sent().tools).toEqual([{ name: "exec_command", description: "Runs.", input_schema: parameters }]);
	});

	test("carries the configured key, headers and query, and nothing of the SDK's environment", async () => {
		const server = await serve(fine(), fine());
		const env = {
			TEST_KEY: "sk-mine",
			TEST_GATEWAY: "gw",
			ANTHROPIC_CUSTOM_HEADERS: "x-foreign: 1",
			ANTHROPIC_API_KEY: "not for you",
		};
		Object.assign(process.env, env);
		try {
			const provider = {
				queryParams: { tenant: "t" },
				httpHeaders: { "x-team": "blue" },
				envHttpHeaders: { "x-gateway": "TEST_GATEWAY" },
			};
			await runProvider(server, modelRequest(), { provider: { ...provider, envKey: "TEST_KEY" } });
			await runProvider(server, modelRequest(), { provider });
		} finally {
			for (const name of Object.keys(env)) delete process.env[name];
		}
		const [withKey, without] = server.requests;
		expect(withKey?.url).toBe("/v1/messages?tenant=t");
		expect(server.visits[0]).toBe("/v1/models/some-model?tenant=t");
		expect(withKey?.headers).toMatchObject({ authorization: "Bearer sk-mine", "x-team": "blue", "x-gateway": "gw" });
		expect(without?.headers).not.toHaveProperty("authorization");
		expect(without?.headers).not.toHaveProperty("x-api-key");
		expect(without?.headers).not.toHaveProperty("x-foreign");
	});
});

describe("what goes wrong", () => {
	const fails = async (reply: Reply, provider = {}) =>
		(await runProvider(await serve(reply), modelRequest(), { provider })).error;

	test.each([
		["before it begins", apiError(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")],
		["while it is answered", stream(messageStart(), textBlock(0, "Half"), messageEnd("model_context_window_exceeded"))],
	])("a conversation that is too long %s", async (_when, reply) => {
		expect(await fails(reply)).toMatchObject({ info: "contextWindowExceeded", retryable: false });
	});

	test("a model that is not there", async () => {
		expect(await fails(apiError(404, "not_found_error", "model: some-model"))).toMatchObject({ info: "modelNotFound" });
	});

	test("a key that is refused", async () => {
		expect(await fails(apiError(401, "authentication_error", "invalid api key"))).toMatchObject({
			info: "unauthorized",
			retryable: false,
		});
	});

	test("an account without credit", async () => {
		expect(await fails(apiError(402, "billing_error", "Add credit."))).toMatchObject({ info: "usageLimitExceeded" });
	});

	test("a limited rate, with its hint", async () => {
		expect(await fails(apiError(429, "rate_limit_error", "Slow down.", { "retry-after": "7" }))).toMatchObject({
			retryable: true,
			retryAfterMs: 7000,
			info: { responseTooManyFailedAttempts: { httpStatusCode: 429 } },
		});
	});

	test("a model at capacity is asked again", async () => {
		const overloaded = apiError(529, "overloaded_error", "Overloaded");
		const server = await serve(overloaded, fine());
		expect(await runProvider(server, modelRequest())).toMatchObject({ text: "Fine.", waits: [expect.any(Number)] });
		await server.close();
		expect(await fails(overloaded, { requestMaxRetries: 0 })).toMatchObject({
			info: "serverOverloaded",
			retryable: true,
		});
	});

	test("an error in mid-stream", async () => {
		expect(await fails(stream(messageStart(), streamError("overloaded_error", "Overloaded")))).toMatchObject({
			info: "serverOverloaded",
			retryable: true,
		});
		await endpoint?.close();
		expect(await fails(stream(messageStart(), streamError("api_error", "Oops")))).toMatchObject({
			retryable: true,
			message: "stream disconnected before completion: Oops",
		});
		await endpoint?.close();
		expect(await fails(stream(messageStart(), streamError("rate_limit_error", "Slow down.")))).toMatchObject({
			info: "rateLimitExceeded",
			retryable: true,
		});
	});

	test.each([
		["is cut", stream(messageStart(), textBlock(0, "Half"), "cut")],
		["ends without its end", stream(messageStart(), textBlock(0, "Half"))],
	])("a stream that %s may be asked for again", async (_name, reply) => {
		const run = await runProvider(await serve(reply), modelRequest());
		expect(run).toMatchObject({
			text: "Half",
			items: [],
			error: { retryable: true, info: "other" },
		});
	});

	test("a silent stream is given up", async () => {
		expect(await fails(stream(messageStart(), new Gate()), { streamIdleTimeoutMs: 50 })).toMatchObject({
			retryable: true,
			message: "stream disconnected before completion: idle timeout waiting for SSE",
		});
	});

	test("a refusal ends the turn with the model's reason", async () => {
		const details = { type: "refusal", category: "cyber", explanation: "No malware." };
		expect(await fails(stream(messageStart(), messageEnd("refusal", {}, details)))).toMatchObject({
			info: "cyberPolicy",
			retryable: false,
			message: expect.stringContaining("No malware."),
		});
	});

	test("an answer that was too long is not run", async () => {
		const reply = messagesAnswer(
			[...textBlock(0, "Half"), ...toolBlock(1, "toolu_1", "exec_command", { cmd: "rm" })],
			"max_tokens",
		);
		const run = await runProvider(await serve(reply), modelRequest());
		expect(run.items).toEqual([assistantText("Half")]);
		expect(run.error).toMatchObject({ info: "other", message: expect.stringContaining("max_output_tokens") });
	});
});
