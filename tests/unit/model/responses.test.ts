import { afterEach, expect, test } from "vitest";
import type { ResponseItem } from "../../../server/model/responseItem.ts";
import type { ScriptEntry } from "../../support/modelEndpoint.ts";
import { modelRequest, runProvider, userText } from "../../support/providerRun.ts";
import { ResponsesEndpoint } from "../../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	failed,
	httpError,
	message,
	type Reply,
	stream,
} from "../../support/responsesEvents.ts";

let endpoint: ResponsesEndpoint | undefined;
afterEach(async () => {
	await endpoint?.close();
	endpoint = undefined;
});

async function serve(...script: (ScriptEntry | Reply)[]): Promise<ResponsesEndpoint> {
	endpoint = await ResponsesEndpoint.start(...script);
	return endpoint;
}

test("reasoning that another wire left in the thread stays here, its own goes back", async () => {
	const server = await serve(answer(message("Fine.")));
	const own: ResponseItem = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "own" };
	const input: ResponseItem[] = [
		userText("hello"),
		own,
		{ type: "reasoning", summary: [], content: [], origin: { wire: "chat", message: { reasoning_content: "x" } } },
	];
	await runProvider(server, modelRequest({ input }));
	expect(server.requests[0]?.body.input).toEqual([userText("hello"), own]);
});

test("key, headers and query of the provider are on the request", async () => {
	const server = await serve(answer(message("Fine.")));
	Object.assign(process.env, { TEST_KEY: "sk-test", TEST_TEAM: "blue" });
	try {
		await runProvider(server, modelRequest(), {
			provider: {
				envKey: "TEST_KEY",
				envHttpHeaders: { "x-team": "TEST_TEAM" },
				httpHeaders: { "x-title": "t" },
				queryParams: { "api-version": "1" },
			},
		});
	} finally {
		delete process.env.TEST_KEY;
		delete process.env.TEST_TEAM;
	}
	expect(server.requests[0]?.url).toBe("/v1/responses?api-version=1");
	expect(server.requests[0]?.headers).toMatchObject({
		authorization: "Bearer sk-test",
		"x-team": "blue",
		"x-title": "t",
		accept: "text/event-stream",
	});
});

test("events of unknown types, and what is no JSON, are passed over", async () => {
	const odd = { raw: "event: x\ndata: {broken\n\ndata: null\n\n: a comment\n\n" };
	const server = await serve(stream(created(), odd, { type: "response.something.new" }, message("Fine."), completed()));
	const run = await runProvider(server, modelRequest());
	expect(run.error).toBeUndefined();
	expect(run.text).toBe("Fine.");
});

test.each([
	["cyber_policy", "cyberPolicy", false],
	["bio_policy", "other", false],
	["invalid_prompt", "other", false],
	["server_is_overloaded", "serverOverloaded", false],
	["slow_down", "rateLimitExceeded", true],
	["rate_limit_exceeded", "rateLimitExceeded", true],
])("an answer that fails with %s", async (code, info, retryable) => {
	const inStream = await runProvider(await serve(stream(created(), failed(code, "Words."))), modelRequest());
	expect(inStream.error).toMatchObject({ info, retryable });
});

test("a refusal for the policy is known by its code in the body of an error, too", async () => {
	const run = await runProvider(
		await serve(httpError(400, { message: "Words.", code: "cyber_policy" })),
		modelRequest(),
	);
	expect(run.error).toMatchObject({ info: "cyberPolicy", retryable: false, message: "Words." });
});
