import { describe, expect, test } from "vitest";
import type { ResponseItem } from "../../../server/model/responseItem.ts";
import { closedAfterEach } from "../../support/closedAfterEach.ts";
import { modelRequest, runProvider } from "../../support/providerRun.ts";
import { ResponsesEndpoint } from "../../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	failed,
	functionCall,
	Gate,
	httpError,
	incomplete,
	message,
	type Reply,
	stream,
} from "../../support/responsesEvents.ts";

const open = closedAfterEach();
let endpoint: ResponsesEndpoint;

async function run(reply: Reply, request = modelRequest(), provider = {}) {
	endpoint = await ResponsesEndpoint.start(reply);
	open.push(endpoint);
	return runProvider(endpoint, request, { provider: { requestMaxRetries: 0, ...provider } });
}

describe("an answer over the Responses API", () => {
	test("has its calls beside each other, and what they cost", async () => {
		const usage = { input: 100, cached: 40, output: 20, reasoning: 5 };
		const calls = [functionCall("one", { x: 1 }, "a"), functionCall("two", { y: 2 }, "b")];
		const { items, events, error } = await run(stream(created(), ...calls, completed(usage)));
		expect(error).toBeUndefined();
		expect(items).toMatchObject([
			{ type: "function_call", call_id: "a", name: "one", arguments: '{"x":1}' },
			{ type: "function_call", call_id: "b", name: "two", arguments: '{"y":2}' },
		]);
		expect(events.at(-1)).toMatchObject({
			usage: {
				inputTokens: 100,
				cachedInputTokens: 40,
				outputTokens: 20,
				reasoningOutputTokens: 5,
				totalTokens: 120,
			},
		});
	});

	test("is to images of the person and of tools", async () => {
		const image = { type: "input_image" as const, image_url: "data:image/png;base64,AA==" };
		const input: ResponseItem[] = [
			{ type: "message", role: "user", content: [{ type: "input_text", text: "look" }, image] },
			{ type: "function_call", call_id: "a", name: "view_image", arguments: "{}" },
			{ type: "function_call_output", call_id: "a", output: [image] },
		];
		await run(answer(message("Seen.")), modelRequest({ input }));
		expect(endpoint.requests[0]?.body.input).toEqual(input);
	});
});

describe("what goes wrong over the Responses API", () => {
	test.each<[string, Reply]>([
		["before it answers", httpError(400, { message: "Too long.", code: "context_length_exceeded" })],
		["in the stream", stream(created(), failed("context_length_exceeded", "Too long."))],
	])("a prompt that is too long, told %s", async (_when, reply) => {
		expect((await run(reply)).error).toMatchObject({ info: "contextWindowExceeded", retryable: false });
	});

	test.each<[string, Record<string, string>, string, number | null]>([
		["in seconds", { "retry-after": "2" }, "Slow down.", 2000],
		["in milliseconds", { "retry-after-ms": "350", "retry-after": "1" }, "Slow down.", 350],
		["in words", {}, "Rate limit reached. Please try again in 1.5s.", 1500],
		["nowhere", {}, "Slow down.", null],
	])("a limited rate, whose end is told %s", async (_where, headers, words, retryAfterMs) => {
		const reply: Reply = { kind: "http", status: 429, body: JSON.stringify({ error: { message: words } }), headers };
		expect((await run(reply)).error).toMatchObject({ retryable: true, retryAfterMs, status: 429 });
	});

	test("a limited rate in the stream names its end in words", async () => {
		const { error } = await run(stream(created(), failed("rate_limit_exceeded", "Please try again in 1.5s.")));
		expect(error).toMatchObject({ info: "rateLimitExceeded", retryable: true, retryAfterMs: 1500 });
	});

	test("no quota is no reason to try again", async () => {
		const { error } = await run(httpError(429, { message: "Pay first.", code: "insufficient_quota" }));
		expect(error).toMatchObject({ info: "usageLimitExceeded", retryable: false });
	});

	test.each<[string, Reply]>([
		["without a word", stream(created(), "end")],
		["in the middle", stream(created(), ...message("Half"), "cut")],
	])("a stream that is cut %s may be asked for again", async (_where, reply) => {
		expect((await run(reply)).error).toMatchObject({ retryable: true });
	});

	test("a silent stream is given up", async () => {
		const { error } = await run(stream(created(), new Gate()), modelRequest(), { streamIdleTimeoutMs: 50 });
		expect(error).toMatchObject({
			retryable: true,
			message: "stream disconnected before completion: idle timeout waiting for SSE",
		});
	});

	test.each(["max_output_tokens", "content_filter"])("an answer that ends for %s", async (reason) => {
		const { error } = await run(stream(created(), message("Half"), incomplete(reason)));
		expect(error).toMatchObject({ message: expect.stringContaining(reason) });
	});

	test("a refusal is what the model says", async () => {
		const refusal = {
			type: "message",
			id: "msg_1",
			role: "assistant",
			content: [{ type: "refusal", refusal: "I will not." }],
		};
		const { items, error } = await run(
			stream(created(), { type: "response.output_item.done", output_index: 0, item: refusal }, completed()),
		);
		expect(error).toBeUndefined();
		expect(JSON.stringify(items)).toContain("I will not.");
	});
});
