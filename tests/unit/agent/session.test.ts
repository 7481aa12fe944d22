import { afterEach, describe, expect, it } from "vitest";
import { createAgentSession } from "../../../server/agent/session.ts";
import { FakeTools, FakeTurnHost, type FakeTurnHostOptions } from "../../support/fakeTurnHost.ts";
import type { ScriptEntry } from "../../support/modelEndpoint.ts";
import { ResponsesEndpoint } from "../../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	customToolCall,
	failed,
	functionCall,
	Gate,
	httpError,
	incomplete,
	message,
	messageParts,
	type Reply,
	reasoning,
	reset,
	stream,
} from "../../support/responsesEvents.ts";

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const dispose of cleanUp.splice(0)) await dispose();
});

const echo = () => new FakeTools((call) => ({ text: `ran ${call.input}`, success: true }), ["exec_command"]);

/** Plays one turn against a scripted endpoint; retries do not wait, but their waits are recorded. */
async function setUp(script: (ScriptEntry | Reply)[], options: FakeTurnHostOptions = {}, tools = echo()) {
	const endpoint = await ResponsesEndpoint.start(...script);
	cleanUp.push(() => endpoint.abandon());
	const host = new FakeTurnHost({ ...options, provider: { baseUrl: endpoint.baseUrl, ...options.provider } });
	host.input("hello");
	const waits: number[] = [];
	const session = createAgentSession({
		threadId: "thread",
		tools: () => tools,
		delay: async (ms, signal) => {
			signal.throwIfAborted();
			waits.push(ms);
		},
	});
	return { endpoint, host, session, tools, waits };
}

const half = () => {
	const parts = messageParts(["half ", "of it"]);
	return stream(created(), parts.start, ...parts.deltas, "cut");
};

describe("a turn", () => {
	it("streams reasoning and a message, and reports usage last", async () => {
		const { endpoint, host, session } = await setUp([
			answer(reasoning(["think"], { content: ["raw"], encryptedContent: "secret" }), message(["Hel", "lo"])),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(host.story).toEqual([
			"started reasoning",
			"summaryPartAdded 0",
			'summaryTextDelta "think"',
			'textDelta "raw"',
			"completed reasoning",
			'started agentMessage ""',
			'delta "Hel"',
			'delta "lo"',
			'completed agentMessage "Hello"',
			"usage",
		]);
		expect(host.items.at(-2)).toMatchObject({ type: "reasoning", encrypted_content: "secret" });
		endpoint.verify();
	});

	it("runs the tool calls of an answer and sends their outputs back in the order of the calls", async () => {
		const gate = new Gate();
		const tools = new FakeTools(
			async (call) => {
				// The first call ends after the second.
				if (call.input.includes("one")) await gate.released;
				else gate.release();
				return { text: `output of ${call.callId}`, success: true };
			},
			["exec_command"],
		);
		const { endpoint, host, session } = await setUp(
			[
				answer(
					functionCall("exec_command", { cmd: "one" }, "first"),
					functionCall("exec_command", { cmd: "two" }, "second"),
				),
				{ expect: { last: "output of second" }, reply: answer(message("done")) },
			],
			{},
			tools,
		);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(endpoint.requests[1]?.body.input).toMatchObject([
			{},
			{},
			{ role: "user", content: [{ text: "hello" }] },
			{ type: "function_call", call_id: "first" },
			{ type: "function_call", call_id: "second" },
			{ type: "function_call_output", call_id: "first", output: "output of first" },
			{ type: "function_call_output", call_id: "second", output: "output of second" },
		]);
		endpoint.verify();
	});

	it("runs a call that is not parallel-safe alone", async () => {
		let running = 0;
		const most: number[] = [];
		const tools = new FakeTools(async () => {
			running++;
			most.push(running);
			await new Promise(setImmediate);
			running--;
			return { text: "", success: true };
		}, ["read"]);
		const { endpoint, host, session } = await setUp(
			[
				answer(
					functionCall("read", {}),
					functionCall("read", {}),
					customToolCall("write", "x"),
					functionCall("read", {}),
				),
				answer(message("done")),
			],
			{},
			tools,
		);
		await session.runTurn(host);
		expect(most).toEqual([1, 2, 1, 1]);
		expect(tools.calls.map((call) => call.kind)).toEqual(["function", "function", "custom", "function"]);
		endpoint.verify();
	});

	it("goes on while the person has steered", async () => {
		const gate = new Gate();
		const parts = messageParts(["first"]);
		const { endpoint, host, session } = await setUp([
			stream(created(), parts.start, ...parts.deltas, gate, parts.done, completed()),
			{ expect: { last: "do it differently" }, reply: answer(message("as you wish")) },
		]);
		const shown = new Promise<void>((resolve) => {
			host.onRecord = ({ kind }) => kind === "notification" && resolve();
		});
		const turn = session.runTurn(host);
		await shown;
		// The answer stops here, before the gate.
		host.input("do it differently");
		expect(await turn).toEqual({ status: "completed" });
		gate.release();
		expect(host.messages).toEqual(["first", "as you wish"]);
		endpoint.verify();
	});

	it("tells the context once, and again only what has changed", async () => {
		const { endpoint, host, session } = await setUp([answer(message("a")), answer(message("b"))]);
		await session.runTurn(host);
		const first = host.items.length;
		host.input("again");
		host.settings.approvalPolicy = "never";
		await session.runTurn(host);
		expect(host.items.slice(first)).toMatchObject([
			{ role: "developer", content: [{ text: expect.stringContaining("Approval: never") }] },
			{ role: "user", content: [{ text: "again" }] },
			{ role: "assistant" },
		]);
		endpoint.verify();
	});

	it("sends the schema of the answer, the thread as cache key, and what the model is known to take", async () => {
		const schema = { type: "object", properties: {}, additionalProperties: false };
		const { endpoint, host, session } = await setUp([answer(message("{}"))], { settings: { outputSchema: schema } });
		await session.runTurn(host);
		expect(endpoint.requests[0]?.body).toMatchObject({
			model: "gpt-5.5",
			stream: true,
			store: false,
			tool_choice: "auto",
			parallel_tool_calls: true,
			prompt_cache_key: "thread",
			include: ["reasoning.encrypted_content"],
			reasoning: { effort: "medium" },
			text: { verbosity: "low", format: { type: "json_schema", strict: true, schema } },
		});
	});

	it("gives an id of its own to an item whose id the endpoint used before", async () => {
		const { host, session } = await setUp([
			answer(message("one", { id: "msg_0" }), functionCall("exec_command", {})),
			answer(message("two", { id: "msg_0" })),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(host.messages).toEqual(["one", "two"]);
	});
});

describe("a broken stream", () => {
	it("is asked for again; a repeated message goes on where it stopped", async () => {
		const { endpoint, host, session, waits } = await setUp([
			half(),
			answer(message(["half", " of it, and", " the rest"])),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(host.story).toEqual([
			'started agentMessage ""',
			'delta "half "',
			'delta "of it"',
			"error Reconnecting... 1/5",
			'delta ", and"',
			'delta " the rest"',
			'completed agentMessage "half of it, and the rest"',
			"usage",
		]);
		expect(waits[0]).toBeGreaterThanOrEqual(180);
		expect(waits[0]).toBeLessThanOrEqual(220);
		expect(endpoint.requests[1]?.body.input).toEqual(endpoint.requests[0]?.body.input);
		endpoint.verify();
	});

	it("leaves the half message as it is when the model then says something else", async () => {
		const { host, session } = await setUp([half(), answer(message(["hal", "lo"]))]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(host.story.slice(3)).toEqual([
			"error Reconnecting... 1/5",
			'completed agentMessage "half of it"',
			'started agentMessage ""',
			'delta "hallo"',
			'completed agentMessage "hallo"',
			"usage",
		]);
	});

	it("keeps what was finished before the cut, tool outputs included", async () => {
		const { endpoint, host, session } = await setUp([
			stream(created(), message("whole"), functionCall("exec_command", { cmd: "x" }, "call"), "cut"),
			{ expect: { last: "ran" }, reply: answer(message("done")) },
			answer(message("and more")),
		]);
		await session.runTurn(host);
		expect(endpoint.requests[1]?.body.input).toMatchObject([
			{},
			{},
			{ role: "user" },
			{ role: "assistant", content: [{ text: "whole" }] },
			{ type: "function_call", call_id: "call" },
			{ type: "function_call_output", call_id: "call" },
		]);
	});

	it("fails the turn after the last retry, with what was said still there", async () => {
		const { endpoint, host, session, waits } = await setUp([half(), half(), half()], {
			provider: { streamMaxRetries: 2 },
		});
		expect(await session.runTurn(host)).toMatchObject({
			status: "failed",
			error: {
				message: expect.stringContaining("stream disconnected before completion"),
				codexErrorInfo: "other",
			},
		});
		expect(host.story.filter((line) => line.startsWith("error"))).toEqual([
			"error Reconnecting... 1/2",
			"error Reconnecting... 2/2",
		]);
		expect(waits).toHaveLength(2);
		expect(host.openItems).toEqual([]);
		expect(host.messages).toEqual(["half of it"]);
		expect(host.items.at(-1)).toMatchObject({ role: "assistant", content: [{ text: "half of it" }] });
		endpoint.verify();
	});

	it("is noticed when it falls silent", async () => {
		const { host, session } = await setUp([stream(created(), new Gate()), answer(message("late"))], {
			provider: { streamIdleTimeoutMs: 30 },
		});
		await session.runTurn(host);
		expect(host.recorded[0]).toMatchObject({
			params: { error: { additionalDetails: "stream disconnected before completion: idle timeout waiting for SSE" } },
		});
	});

	it("ends early without response.completed", async () => {
		const { host, session } = await setUp([stream(created()), answer(message("there"))]);
		await session.runTurn(host);
		expect(host.recorded[0]).toMatchObject({
			params: {
				error: { additionalDetails: "stream disconnected before completion: stream closed before response.completed" },
			},
		});
	});

	it("passes over what is no JSON, and keeps text that arrives in odd pieces", async () => {
		const { host, session } = await setUp([
			answer({ raw: "data: {nope\n\n" }, { raw: ": comment\n\n" }, message(["🧵", "ä"])),
		]);
		await session.runTurn(host);
		expect(host.messages).toEqual(["🧵ä"]);
	});
});

describe("a refused request", () => {
	it("is repeated quietly, and ever more slowly, for 5xx", async () => {
		const { endpoint, host, session, waits } = await setUp([
			httpError(500, { message: "boom" }),
			httpError(503, { message: "boom" }),
			answer(message("fine")),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(host.story[0]).toBe('started agentMessage ""');
		expect(waits).toHaveLength(2);
		expect(waits[1]).toBeGreaterThanOrEqual(360);
		expect(waits[1]).toBeLessThanOrEqual(440);
		endpoint.verify();
	});

	it("is repeated quietly for a connection that closes without an answer", async () => {
		const { endpoint, host, session, waits } = await setUp([reset, answer(message("fine"))]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(waits).toHaveLength(1);
		endpoint.verify();
	});

	it("is repeated at once when a kept connection had gone stale", async () => {
		const { endpoint, host, session, waits } = await setUp([
			answer(functionCall("exec_command", {})),
			reset,
			answer(message("fine")),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(waits).toEqual([]);
		endpoint.verify();
	});

	it("waits as long as the server wants after 429", async () => {
		const { host, session, waits } = await setUp([
			httpError(429, { message: "slow", code: "rate_limit_exceeded" }, 7),
			stream(created(), failed("rate_limit_exceeded", "Please try again in 1.5s.")),
			answer(message("fine")),
		]);
		expect(await session.runTurn(host)).toEqual({ status: "completed" });
		expect(waits).toEqual([7000, 1500]);
		expect(host.story.slice(0, 2)).toEqual(["error Reconnecting... 1/5", "error Reconnecting... 2/5"]);
	});

	it.each([
		["401", httpError(401, { message: "bad key" }), "unauthorized"],
		["403", httpError(403, { message: "no" }), "unauthorized"],
		["an unknown model", httpError(404, { message: "no model", code: "model_not_found" }), "modelNotFound"],
		["a wrong address", httpError(404, "nothing here"), { httpConnectionFailed: { httpStatusCode: 404 } }],
		["400", httpError(400, { message: "bad" }), "other"],
		["no quota", httpError(429, { message: "limit", type: "usage_limit_reached" }), "usageLimitExceeded"],
		["no quota in the stream", stream(failed("insufficient_quota", "pay")), "usageLimitExceeded"],
		["an overload in the stream", stream(failed("server_is_overloaded", "busy")), "serverOverloaded"],
		["an incomplete answer", stream(created(), incomplete("max_output_tokens")), "other"],
	])("is final for %s", async (_, reply, info) => {
		const { endpoint, host, session, waits } = await setUp([reply]);
		expect(await session.runTurn(host)).toMatchObject({ status: "failed", error: { codexErrorInfo: info } });
		expect(waits).toEqual([]);
		endpoint.verify();
	});

	it("names the host that cannot be reached", async () => {
		const { endpoint, host, session } = await setUp([], { provider: { requestMaxRetries: 0, streamMaxRetries: 0 } });
		await endpoint.close();
		const { host: name } = new URL(endpoint.baseUrl);
		expect(await session.runTurn(host)).toMatchObject({
			error: {
				message: expect.stringContaining(`Cannot reach the model at ${name} (connection refused`),
				codexErrorInfo: { httpConnectionFailed: { httpStatusCode: null } },
			},
		});
	});

	it("names the variable and the setting when the key is missing, and sends nothing", async () => {
		const { endpoint, host, session } = await setUp([], { provider: { envKey: "HEDDLE_TEST_NO_SUCH_KEY" } });
		expect(await session.runTurn(host)).toMatchObject({
			error: {
				message: expect.stringMatching(/HEDDLE_TEST_NO_SUCH_KEY.*model_providers\.scripted\.env_key/),
				codexErrorInfo: "unauthorized",
			},
		});
		expect(endpoint.requests).toEqual([]);
	});

	it("never repeats the key", async () => {
		process.env.HEDDLE_TEST_KEY = "sk-very-secret";
		const { endpoint, host, session } = await setUp([httpError(401, { message: "wrong key sk-very-secret" })], {
			provider: { envKey: "HEDDLE_TEST_KEY" },
		});
		const outcome = await session.runTurn(host);
		delete process.env.HEDDLE_TEST_KEY;
		expect(endpoint.requests[0]?.headers.authorization).toBe("Bearer sk-very-secret");
		expect(JSON.stringify([outcome, host.recorded])).not.toContain("sk-very-secret");
	});
});

describe("an interrupted turn", () => {
	it("completes the message that was being written, and keeps it in the history", async () => {
		const gate = new Gate();
		const parts = messageParts(["half ", "of it"]);
		const { host, session } = await setUp([stream(created(), parts.start, ...parts.deltas, gate)]);
		host.onRecord = () => {
			if (host.story.at(-1) === 'delta "of it"') host.cancelTurn();
		};
		expect(await session.runTurn(host)).toEqual({ status: "interrupted" });
		expect(host.messages).toEqual(["half of it"]);
		expect(host.openItems).toEqual([]);
		expect(host.items.slice(-2)).toMatchObject([
			{ role: "assistant", content: [{ text: "half of it" }] },
			{ role: "user", content: [{ text: expect.stringContaining("<turn_aborted>") }] },
		]);
	});

	it("answers the calls that were running", async () => {
		const tools = new FakeTools((_, host) => {
			host.cancelTurn();
			throw new DOMException("aborted", "AbortError");
		});
		const { endpoint, host, session } = await setUp([answer(functionCall("exec_command", {}, "call"))], {}, tools);
		expect(await session.runTurn(host)).toEqual({ status: "interrupted" });
		expect(host.items.slice(-3)).toMatchObject([
			{ type: "function_call", call_id: "call" },
			{ type: "function_call_output", call_id: "call", output: expect.stringContaining("Stopped by the person") },
			{ role: "user" },
		]);
		endpoint.verify();
	});

	it("does not wait for a retry", async () => {
		const { host, session } = await setUp([half()]);
		host.onRecord = () => {
			if (host.story.at(-1)?.startsWith("error")) host.cancelTurn();
		};
		expect(await session.runTurn(host)).toEqual({ status: "interrupted" });
		expect(host.openItems).toEqual([]);
	});
});

it("a history that ends in mid-call is completed before it is sent", async () => {
	const { endpoint, host, session } = await setUp([answer(message("fine"))], {
		history: [{ type: "function_call", call_id: "lost", name: "exec_command", arguments: "{}" }],
	});
	await session.runTurn(host);
	expect(endpoint.requests[0]?.body.input).toMatchObject([
		{ call_id: "lost" },
		{ type: "function_call_output", call_id: "lost", output: expect.stringContaining("cut off") },
		{},
		{},
		{},
	]);
});
