import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	message,
	type Reply,
	stream,
} from "../support/responsesEvents.ts";
import { type Json, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

const capabilities = { experimentalApi: true };
const clientInfo = { name: "test", version: "1" };

async function serve(script: Reply[], config = "", providerExtra = "") {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.spawn({ config: endpoint.configToml(config, "gpt-5.5", providerExtra) });
	open.push(server);
	await server.request("initialize", { clientInfo, capabilities });
	const threadId = await server.startThread();
	await server.notification("thread/started");
	return { endpoint, server, threadId };
}

async function turn(server: ServerProcess, threadId: string, overrides: Json = {}) {
	const since = server.messages.length;
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }], ...overrides });
	await server.notification("turn/completed", since);
	return server.messages.slice(since);
}

const updates = (server: ServerProcess, since = 0) =>
	server.messages
		.slice(since)
		.filter(({ method }) => method === "thread/settings/updated")
		.map(({ params }) => Object(params?.threadSettings));

test("what a turn overrides stays, but for the schema of its answer and its own tier", async () => {
	const { endpoint, server, threadId } = await serve(Array.from({ length: 3 }, () => answer(message("Ok."))));
	const folder = path.join(server.workspace, "inner");
	fs.mkdirSync(folder);
	const first = await turn(server, threadId, {
		model: "gpt-6-luna",
		effort: "high",
		summary: "concise",
		cwd: "inner",
		approvalPolicy: "untrusted",
		sandboxPolicy: { type: "readOnly", networkAccess: true },
		personality: "friendly",
		serviceTier: "fast",
		outputSchema: { type: "object" },
	});
	// Told behind the answer and ahead of the turn.
	expect(first.map(({ method }) => method ?? "answer").slice(0, 4)).toEqual([
		"answer",
		"thread/settings/updated",
		"thread/status/changed",
		"turn/started",
	]);
	const settings = updates(server)[0];
	expect(settings).toMatchObject({
		model: "gpt-6-luna",
		effort: "high",
		summary: "concise",
		cwd: folder,
		approvalPolicy: "untrusted",
		sandboxPolicy: { type: "readOnly", networkAccess: true },
		personality: "friendly",
		serviceTier: "priority",
		collaborationMode: { mode: "default", settings: { model: "gpt-6-luna", reasoning_effort: "high" } },
	});
	await turn(server, threadId, { serviceTierForTurn: "flex" });
	await turn(server, threadId);
	expect(updates(server)).toHaveLength(1);
	expect(endpoint.requests.map(({ body }) => body.model)).toEqual(Array(3).fill("gpt-6-luna"));
	expect(endpoint.requests.map(({ body }) => body.reasoning)).toMatchObject(
		Array(3).fill({ effort: "high", summary: "concise" }),
	);
	expect(endpoint.requests.map(({ body }) => body.service_tier)).toEqual(["priority", "flex", "priority"]);
	expect(endpoint.requests.map(({ body }) => Object(body.text).format?.schema)).toEqual([
		{ type: "object" },
		undefined,
		undefined,
	]);
	expect(JSON.stringify(endpoint.requests[0]?.body.input)).toContain(`<cwd>${folder}</cwd>`);
});

test("settings change without a turn, are told once, and outlive the server", async () => {
	const { server, threadId } = await serve([answer(message("Ok."))]);
	await turn(server, threadId);
	const update = (changes: Json) => server.ask("thread/settings/update", { threadId, ...changes });
	expect((await update({ effort: "low", disabledPluginIds: ["x"] })).result).toEqual({});
	await update({ effort: "low" });
	await update({});
	await update({ serviceTier: "flex" });
	await update({ serviceTier: null });
	await update({ permissions: ":read-only" });
	const plan = {
		mode: "plan",
		settings: { model: "gpt-6-luna", reasoning_effort: null, developer_instructions: null },
	};
	await update({ collaborationMode: plan, model: "gpt-5.5", effort: "high" });
	// What an answer is followed by is here when the next one is.
	await server.request("thread/loaded/list", {});
	const seen = updates(server);
	expect(seen.map(({ effort, serviceTier, model }) => [model, effort, serviceTier])).toEqual([
		["gpt-5.5", "low", null],
		["gpt-5.5", "low", "flex"],
		["gpt-5.5", "low", "default"],
		["gpt-5.5", "low", "default"],
		["gpt-6-luna", null, "default"],
	]);
	expect(seen.at(-1)).toMatchObject({
		disabledPluginIds: ["x"],
		sandboxPolicy: { type: "readOnly" },
		activePermissionProfile: { id: ":read-only" },
		collaborationMode: { mode: "plan", settings: { developer_instructions: expect.stringMatching(/^Plan mode/) } },
	});
	const both = { permissions: ":workspace", sandboxPolicy: { type: "dangerFullAccess" } };
	expect((await update(both)).error).toEqual({
		code: -32600,
		message: "`permissions` cannot be combined with `sandboxPolicy`",
	});
	expect((await update({ permissions: ":nope" })).error).toEqual({
		code: -32600,
		message: "failed to load configuration: default_permissions refers to unknown built-in profile `:nope`",
	});
	await server.close();
	const again = await ServerProcess.spawn({ home: server.home, workspace: server.workspace });
	open.push(again);
	await again.request("initialize", { clientInfo, capabilities });
	expect(await again.request("thread/resume", { threadId })).toMatchObject({
		model: "gpt-6-luna",
		serviceTier: "default",
		disabledPluginIds: ["x"],
		sandbox: { type: "readOnly" },
		collaborationMode: { mode: "plan", settings: { developer_instructions: expect.stringMatching(/^Plan mode/) } },
	});
	const { data } = await again.request("collaborationMode/list", {});
	expect(data).toEqual([
		{ name: "Plan", mode: "plan", model: null, reasoning_effort: "medium" },
		{ name: "Default", mode: "default", model: null, reasoning_effort: null },
	]);
});

test("input for a turn that runs changes the settings of the next", async () => {
	const gate = new Gate();
	const { endpoint, server, threadId } = await serve([
		stream(created(), ...functionCall("exec_command", { cmd: "true" }), gate, completed()),
		answer(message("Ok.")),
		answer(message("Ok.")),
	]);
	const since = server.messages.length;
	const start = { threadId, input: [{ type: "text", text: "go" }] };
	await server.request("turn/start", start);
	await gate.reached;
	await server.request("turn/start", { ...start, effort: "xhigh" });
	await server.notification("thread/settings/updated");
	expect(updates(server)).toMatchObject([{ effort: "xhigh" }]);
	gate.release();
	await server.notification("turn/completed", since);
	await turn(server, threadId);
	expect(endpoint.requests.map(({ body }) => Object(body.reasoning).effort)).toEqual(["medium", "medium", "xhigh"]);
});

test("a running turn takes another model from its next step on, where the feature is on", async () => {
	const gate = new Gate();
	const { endpoint, server, threadId } = await serve(
		[
			stream(created(), ...functionCall("exec_command", { cmd: "true" }), gate, completed()),
			answer(message("Ok.")),
			answer(message("Ok.")),
		],
		"features.step_model_switching = true",
	);
	const since = server.messages.length;
	const { turn: started } = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await gate.reached;
	const update = (changes: Json) => server.ask("turn/settings/update", { threadId, ...changes });
	const { id: turnId } = Object(started);
	expect((await update({ turnId: "other", model: "gpt-6-luna" })).result).toEqual({ status: "targetUnavailable" });
	expect((await update({ turnId, model: "gpt-6-luna", effort: "low" })).result).toEqual({ status: "applied" });
	expect((await update({ turnId, cwd: "/x" })).error).toMatchObject({ code: -32600 });
	gate.release();
	await server.notification("turn/completed", since);
	await turn(server, threadId);
	expect(endpoint.requests.map(({ body }) => body.model)).toEqual(["gpt-5.5", "gpt-6-luna", "gpt-5.5"]);
	expect(updates(server)).toEqual([]);
	expect((await update({ turnId, model: "gpt-6-luna" })).result).toEqual({ status: "targetUnavailable" });
});

test("without the feature only the reviewer of a running turn can be changed; other mistakes are told", async () => {
	const { server, threadId } = await serve([]);
	const feature = { code: -32600, message: "turn settings updates require the step_model_switching feature" };
	const update = (changes: Json) => server.ask("turn/settings/update", { threadId, turnId: "x", ...changes });
	expect((await update({ effort: "low" })).error).toEqual(feature);
	expect((await update({})).error).toEqual(feature);
	expect((await update({ approvalsReviewer: "user" })).result).toEqual({ status: "targetUnavailable" });
	const absent = "01990000-0000-7000-8000-000000000000";
	const notFound = { code: -32600, message: `thread not found: ${absent}` };
	expect((await update({ threadId: absent, effort: "low" })).error).toEqual(notFound);
	expect((await server.ask("thread/settings/update", { threadId: absent })).error).toEqual(notFound);
	const toolOutput = { name: "n", output: "o" };
	const start = { threadId, input: [{ type: "text", text: "go" }], toolOutput };
	expect((await server.ask("turn/start", start)).error).toEqual({
		code: -32600,
		message: "`toolOutput` cannot be combined with nonempty `input`",
	});
});

test("a thread that goes on with another model says so; no name of a model is none at all", async () => {
	const { server, threadId } = await serve([answer(message("Ok."))]);
	await turn(server, threadId);
	await server.close();
	const again = await ServerProcess.start({ home: server.home, workspace: server.workspace });
	open.push(again);
	await again.request("thread/resume", { threadId, model: "gpt-6-luna" });
	const { params } = await again.notification("warning");
	expect(params).toMatchObject({
		threadId,
		message: expect.stringContaining("`gpt-5.5` and goes on with `gpt-6-luna`"),
	});
	expect(await again.request("thread/start", { model: "" })).toMatchObject({ model: "gpt-5.5" });
});

test("what the model is told first can be other words, and what it is told beside the conversation left out", async () => {
	const left = ["environment_context", "permissions_instructions", "collaboration_mode_instructions"];
	const config = [
		'instructions = "Be brief."',
		'service_tier = "fast"',
		...left.map((name) => `include_${name} = false`),
	].join("\n");
	const { endpoint, server, threadId } = await serve([answer(message("Ok."))], config);
	await turn(server, threadId, {
		collaborationMode: {
			mode: "plan",
			settings: { model: "gpt-5.5", reasoning_effort: null, developer_instructions: null },
		},
	});
	const { body } = endpoint.requests[0] ?? {};
	expect(body).toMatchObject({ instructions: "Be brief.", service_tier: "priority" });
	expect(Object(body).input).toMatchObject([{ role: "user", content: [{ text: "go" }] }]);
});

test("a project's document that is too long to be read as a whole is told of when a thread begins", async () => {
	const { server } = await serve([], "project_doc_max_bytes = 3");
	const file = path.join(server.workspace, "AGENTS.md");
	fs.writeFileSync(file, "Be brief.");
	const { thread } = await server.request("thread/start", { cwd: server.workspace });
	const { params } = await server.notification("warning");
	expect(params).toMatchObject({
		threadId: Object(thread).id,
		message: expect.stringContaining(`Only 3 of the 9 bytes of ${file}`),
	});
});

test("the model may be told where it is, and not when", async () => {
	const { endpoint, server, threadId } = await serve(
		[answer(message("Ok."))],
		"include_environment_context_time = false",
	);
	await turn(server, threadId);
	const told = JSON.stringify(Object(endpoint.requests[0]?.body).input);
	expect(told).toContain(`<cwd>${server.workspace}</cwd>`);
	expect(told).not.toContain("current_date");
});
