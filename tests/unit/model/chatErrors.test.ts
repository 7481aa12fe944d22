import { afterEach, describe, expect, test } from "vitest";
import {
	ChatEndpoint,
	chatAnswer,
	done,
	finish,
	streamError,
	texts,
	toolCall,
	usage,
} from "../../support/chatEndpoint.ts";
import { modelRequest, runProvider } from "../../support/providerRun.ts";
import { Gate, httpError, type Reply, reset, stream } from "../../support/responsesEvents.ts";

let endpoint: ChatEndpoint | undefined;
afterEach(async () => {
	await endpoint?.close();
	endpoint = undefined;
});

async function serve(...script: Reply[]): Promise<ChatEndpoint> {
	endpoint = await ChatEndpoint.start(...script);
	return endpoint;
}

describe("what goes wrong over Chat Completions", () => {
	const fails = async (reply: Reply, provider = {}) =>
		(await runProvider(await serve(reply), modelRequest(), { provider })).error;

	test.each([
		["OpenAI", httpError(400, { message: "Too long.", code: "context_length_exceeded" })],
		[
			"vLLM",
			httpError(400, {
				message: "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
			}),
		],
		[
			"llama.cpp",
			httpError(400, { message: "the request exceeds the available context size", type: "exceed_context_size_error" }),
		],
		[
			"LM Studio",
			stream(streamError({ message: "The number of tokens to keep is greater than the context length of 4096" })),
		],
	])("a prompt that is too long for %s", async (_name, reply) => {
		expect(await fails(reply)).toMatchObject({ info: "contextWindowExceeded", retryable: false });
	});

	test.each([
		["OpenAI", httpError(404, { message: "The model `x` does not exist.", code: "model_not_found" })],
		["vLLM", httpError(404, { message: "The model `x` does not exist.", type: "NotFoundError" })],
		["Ollama", httpError(404, { message: 'model "x" not found, try pulling it first', type: "api_error" })],
	])("a model that %s has not", async (_name, reply) => {
		expect(await fails(reply)).toMatchObject({
			info: "modelNotFound",
			message: expect.stringContaining('"some-model"'),
		});
	});

	test("a key that is refused is never shown", async () => {
		process.env.TEST_CHAT_KEY = "sk-very-secret";
		try {
			const error = await fails(httpError(401, { message: "Incorrect API key provided: sk-very-secret" }), {
				envKey: "TEST_CHAT_KEY",
			});
			expect(error).toMatchObject({
				info: "unauthorized",
				retryable: false,
				message: expect.stringContaining("TEST_CHAT_KEY"),
			});
			expect(String(error)).not.toContain("very-secret");
		} finally {
			delete process.env.TEST_CHAT_KEY;
		}
	});

	test("no quota is no reason to try again", async () => {
		const reply = httpError(429, {
			message: "You exceeded your quota.",
			code: "insufficient_quota",
			type: "insufficient_quota",
		});
		expect(await fails(reply)).toMatchObject({ info: "usageLimitExceeded", retryable: false });
	});

	test.each([
		["in seconds", { "retry-after": "2" }, "Slow down.", 2000],
		["in milliseconds", { "retry-after-ms": "350", "retry-after": "1" }, "Slow down.", 350],
		["in words", {}, "Rate limit reached. Please try again in 1.5s.", 1500],
		["nowhere", {}, "Slow down.", null],
	])("a limited rate, with the hint %s", async (_where, headers, message, retryAfterMs) => {
		const reply: Reply = { kind: "http", status: 429, body: JSON.stringify({ error: { message } }), headers };
		expect(await fails(reply)).toMatchObject({ retryable: true, retryAfterMs, status: 429 });
	});

	test("a server that is down is asked again, after the time it names", async () => {
		const server = await serve(reset, httpError(503, { message: "loading" }, 3), chatAnswer(texts("Fine.")));
		const run = await runProvider(server, modelRequest());
		expect(run.text).toBe("Fine.");
		expect(run.waits).toHaveLength(2);
		expect(run.waits[1]).toBe(3000);
	});

	test.each([
		["is cut", stream(texts("Half"), "cut")],
		["ends without a finish", stream(texts("Half"))],
		["reports an error of the server", stream(texts("Half"), streamError({ code: 502, message: "Upstream error" }))],
	])("a stream that %s may be asked for again", async (_name, reply) => {
		const run = await runProvider(await serve(reply), modelRequest());
		expect(run.text).toBe("Half");
		expect(run.items).toEqual([]);
		expect(run.error).toMatchObject({
			retryable: true,
			info: "other",
			message: expect.stringMatching(/^stream disconnected before completion: /),
		});
	});

	test("a rate limit in mid-stream may be asked for again", async () => {
		const error = { code: "rate_limit_exceeded", message: "Please try again in 20ms." };
		expect(await fails(stream(texts("Half"), streamError(error)))).toMatchObject({
			info: "rateLimitExceeded",
			retryAfterMs: 20,
		});
	});

	test("a silent stream is given up", async () => {
		const error = await fails(stream(texts("Half"), new Gate()), { streamIdleTimeoutMs: 50 });
		expect(error).toMatchObject({
			retryable: true,
			message: "stream disconnected before completion: idle timeout waiting for SSE",
		});
	});

	test.each([
		["length", "max_output_tokens"],
		["content_filter", "content_filter"],
	])("an answer that stops for %s is not run", async (reason, word) => {
		const run = await runProvider(
			await serve(chatAnswer([...texts("Half"), ...toolCall(0, "a", "exec_command", '{"cmd":"rm -rf')], reason)),
			modelRequest(),
		);
		expect(run.items).toMatchObject([{ type: "message", content: [{ text: "Half" }] }]);
		expect(run.error).toMatchObject({ info: "other", message: expect.stringContaining(word) });
	});

	test("an interruption ends the stream with its reason", async () => {
		const abort = new AbortController();
		const reason = new Error("stopped");
		const run = await runProvider(await serve(stream(texts("Half"), new Gate(), done)), modelRequest(), {
			signal: abort.signal,
			onEvent: (event) => event.type === "textDelta" && abort.abort(reason),
		});
		expect(run.error).toBe(reason);
	});

	test("usage that comes before the finish counts too", async () => {
		const counts = { prompt_tokens: 3, completion_tokens: 2, prompt_cache_hit_tokens: 1 };
		const run = await runProvider(await serve(stream(texts("x"), usage(counts), finish("stop"), done)), modelRequest());
		expect(run.events.at(-1)).toMatchObject({ usage: { inputTokens: 3, cachedInputTokens: 1, totalTokens: 5 } });
	});
});
