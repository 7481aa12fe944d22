import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, message } from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function serve(config = ""): Promise<ServerProcess> {
	const server = await ServerProcess.start({ config });
	open.push(server);
	await server.notification("remoteControl/status/changed");
	return server;
}

const KEY = "sk-of-a-test-123456789";
const login = (server: ServerProcess, params: Json) => server.ask("account/login/start", params);
const authFile = (server: ServerProcess) => path.join(server.home, "auth.json");
const account = async (server: ServerProcess) => (await server.request("account/read", {})).account;
const since = (server: ServerProcess, from: number) =>
	server.messages.slice(from).map(({ id, method }: Message) => method ?? `answer ${id !== undefined}`);

test("signing in with a key: the answer, then completed, then updated; the key is the owner's alone and in no log", async () => {
	const server = await serve();
	const from = server.messages.length;
	expect((await login(server, { type: "apiKey", apiKey: KEY })).result).toEqual({ type: "apiKey" });
	const updated = await server.notification("account/updated", from);
	expect(updated.params).toEqual({ authMode: "apikey", planType: null });
	expect(since(server, from)).toEqual(["answer true", "account/login/completed", "account/updated"]);
	expect(server.messages[from + 1]?.params).toEqual({
		loginId: null,
		success: true,
		error: null,
		onboardingEntrypoint: null,
	});
	expect(await account(server)).toEqual({ type: "apiKey" });
	expect(JSON.parse(fs.readFileSync(authFile(server), "utf8"))).toEqual({ auth_mode: "apikey", OPENAI_API_KEY: KEY });
	expect(fs.statSync(authFile(server)).mode & 0o777).toBe(0o600);

	const before = server.messages.length;
	expect(await server.request("account/logout")).toEqual({});
	expect((await server.notification("account/updated", before)).params).toEqual({ authMode: null, planType: null });
	expect(since(server, before)).toEqual(["answer true", "account/updated"]);
	expect(fs.existsSync(authFile(server))).toBe(false);
	expect(server.log.join("\n")).not.toContain(KEY);
});

test("the key reaches the provider that wants such an account", async () => {
	const endpoint = await ResponsesEndpoint.start(answer(message("Hello")));
	open.push({ close: () => endpoint.abandon() });
	const server = await serve(endpoint.configToml("", "gpt-5.5", "requires_openai_auth = true"));
	await login(server, { type: "apiKey", apiKey: KEY });
	const turn = await server.turn(await server.startThread());
	expect(turn.status).toBe("completed");
	expect(endpoint.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
});

test("in memory a key is in no file and gone with the server", async () => {
	const server = await serve('cli_auth_credentials_store = "ephemeral"\n');
	await login(server, { type: "apiKey", apiKey: KEY });
	expect(await account(server)).toEqual({ type: "apiKey" });
	expect(fs.existsSync(authFile(server))).toBe(false);
});

test("what cannot be signed in with says so", async () => {
	const server = await serve();
	expect((await login(server, { type: "chatgpt" })).error).toEqual({
		code: -32600,
		message: "sign-in with chatgpt is not available here; sign in with an API key (type apiKey)",
	});
	expect((await login(server, { type: "apiKey", apiKey: " " })).error?.message).toBe("apiKey must not be empty");
	const cancel = (loginId: string) => server.ask("account/login/cancel", { loginId });
	expect((await cancel("x")).error?.message).toBe("invalid login id: x");
	expect((await cancel("01990000-0000-7000-8000-000000000000")).result).toEqual({ status: "notFound" });
	fs.writeFileSync(authFile(server), "{");
	expect((await server.ask("account/read", {})).result).toMatchObject({ account: null });
});

test("what needs an account in a cloud is refused in the reference's words, signed in with a key or not", async () => {
	const server = await serve();
	const refusals = async () => {
		const asked: [string, Json?][] = [
			["account/rateLimits/read"],
			["account/rateLimitResetCredit/consume", { idempotencyKey: "k" }],
			["account/usage/read", {}],
			["account/workspaceMessages/read"],
			["account/sendAddCreditsNudgeEmail", { creditType: "credits" }],
		];
		return Promise.all(asked.map(async ([method, params]) => (await server.ask(method, params)).error?.message));
	};
	const needs = (kind: string) =>
		[
			"to read rate limits",
			"for rate limit reset credits",
			"to read token usage",
			"to read workspace messages",
			"to notify workspace owner",
		].map((what) => `${kind} authentication required ${what}`);
	expect(await refusals()).toEqual(needs("codex account"));
	await login(server, { type: "apiKey", apiKey: KEY });
	expect(await refusals()).toEqual(needs("chatgpt"));
	expect(await server.request("account/securitySetup/read")).toEqual({ notice: null });
	expect(await server.request("account/gatewayOAuth/read", {})).toMatchObject({
		providerId: "openai",
		required: false,
	});
	expect((await server.ask("account/gatewayOAuth/login", {})).error?.message).toBe(
		"The selected provider does not use gateway OAuth",
	);
	expect((await server.ask("account/gatewayOAuth/read", { modelProvider: "none" })).error?.data).toEqual({
		type: "modelProviderNotConfigured",
		modelProvider: "none",
	});
	expect(await server.request("account/gatewayOAuth/cancel")).toEqual({});
});
