import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { answer, customToolCall, functionCall, message, type Reply } from "../support/responsesEvents.ts";
import type { Json, ServerProcess } from "../support/serverProcess.ts";
import { ThreadServers } from "../support/threadServer.ts";

const servers = new ThreadServers();

/** What the model asks for, and a command that needs it. */
const request = (permissions: Json) =>
	answer(functionCall("request_permissions", { permissions, reason: "to note it" }));
const write = { file_system: { write: ["../other"] } };
const touch = (name: string) => answer(functionCall("exec_command", { cmd: `touch ../other/${name}` }));
const done = () => answer(message("Done."));

async function serve(script: Reply[], thread: Json = {}) {
	const endpoint = await servers.endpoint(...script);
	const server = await servers.serve({
		config: endpoint.configToml("", undefined, "\n[features]\nrequest_permissions_tool = true"),
	});
	const other = path.join(path.dirname(server.workspace), "other");
	fs.mkdirSync(other);
	// The temporary folder, in which all of this lies, is not to be writable anyway.
	const sandboxPolicy = { type: "workspaceWrite", excludeSlashTmp: true, excludeTmpdirEnvVar: true };
	const threadId = await server.startThread({ approvalPolicy: "on-request", ...thread });
	await server.request("thread/settings/update", { threadId, sandboxPolicy });
	return { endpoint, server, threadId, other, made: () => fs.readdirSync(other).toSorted() };
}

/** Answers the next question for permissions by what `grant` makes of those asked for. */
async function grant(server: ServerProcess, decide: (permissions: unknown) => Json): Promise<Json> {
	const { id, params } = await server.notification("item/permissions/requestApproval", server.messages.length);
	server.write({ id, result: decide(params?.permissions) });
	return params ?? {};
}

const answerOf = (endpoint: { requests: { body: Json }[] }, index: number): unknown =>
	JSON.parse(String((endpoint.requests[index]?.body.input as Json[]).at(-1)?.output));

test("what is granted for a turn holds for its later commands and edits, and no longer", async () => {
	const { endpoint, server, threadId, other, made } = await serve([
		request(write),
		touch("one"),
		answer(customToolCall("apply_patch", "*** Begin Patch\n*** Add File: ../other/two\n+x\n*** End Patch\n")),
		done(),
		touch("three"),
		done(),
	]);
	const asked = grant(server, (permissions) => ({ permissions }));
	await server.turn(threadId);
	expect(await asked).toMatchObject({
		cwd: server.workspace,
		reason: "to note it",
		permissions: { network: null, fileSystem: { read: null, write: [other] } },
	});
	expect(answerOf(endpoint, 1)).toEqual({
		permissions: { network: null, file_system: { write: [other] } },
		scope: "turn",
	});
	expect(made()).toEqual(["one", "two"]);
	await server.turn(threadId);
	expect(made()).toEqual(["one", "two"]);
});

test("what is granted for the session holds for later turns, and for no other thread", async () => {
	const { server, threadId, made } = await serve([request(write), done(), touch("one"), done(), touch("two"), done()]);
	const asked = grant(server, (permissions) => ({ permissions, scope: "session" }));
	await server.turn(threadId);
	await asked;
	await server.turn(threadId);
	expect(made()).toEqual(["one"]);
	const another = await server.startThread({ approvalPolicy: "on-request", sandbox: "read-only" });
	await server.turn(another);
	expect(made()).toEqual(["one"]);
});

test.each<[string, Json]>([
	["nothing", { permissions: {} }],
	["more than was asked for", { permissions: { fileSystem: { write: ["/"] }, network: { enabled: true } } }],
	["an answer that cannot be read", { allowed: true }],
	[
		"strict rights for the session",
		{ permissions: { fileSystem: { write: ["OTHER"] } }, scope: "session", strictAutoReview: true },
	],
])("an answer of %s grants nothing", async (_, result) => {
	const { endpoint, server, threadId, other, made } = await serve([request(write), touch("one"), done()]);
	const asked = grant(server, () => JSON.parse(JSON.stringify(result).replace("OTHER", other)));
	await server.turn(threadId);
	await asked;
	expect(answerOf(endpoint, 1)).toEqual({ permissions: { network: null, file_system: null }, scope: "turn" });
	expect(made()).toEqual([]);
});

test("a part of what was asked for is granted alone", async () => {
	const { server, threadId, other, made } = await serve([
		request(write),
		answer(functionCall("exec_command", { cmd: "touch ../other/sub/one; touch ../other/two" })),
		done(),
	]);
	fs.mkdirSync(path.join(other, "sub"));
	const asked = grant(server, () => ({ permissions: { fileSystem: { write: [path.join(other, "sub")] } } }));
	await server.turn(threadId);
	await asked;
	expect(made()).toEqual(["sub"]);
	expect(fs.readdirSync(path.join(other, "sub"))).toEqual(["one"]);
});

test("nobody is asked where nobody is to be", async () => {
	const { endpoint, server, threadId, made } = await serve([request(write), touch("one"), done()], {
		approvalPolicy: "never",
	});
	await server.turn(threadId);
	expect(answerOf(endpoint, 1)).toMatchObject({ permissions: { file_system: null } });
	expect(server.messages.some(({ method }) => method === "item/permissions/requestApproval")).toBe(false);
	expect(made()).toEqual([]);
});

test("the network is open for what runs after it was granted", async () => {
	const count = () => answer(functionCall("exec_command", { cmd: "grep -c : /proc/net/dev" }));
	const { endpoint, server, threadId } = await serve([
		count(),
		request({ network: { enabled: true } }),
		count(),
		done(),
	]);
	const asked = grant(server, (permissions) => ({ permissions }));
	await server.turn(threadId);
	expect((await asked).permissions).toEqual({ network: { enabled: true }, fileSystem: null });
	const counted = (index: number) =>
		Number(/(\d+)\s*$/.exec(String((endpoint.requests[index]?.body.input as Json[]).at(-1)?.output))?.[1]);
	const here = fs.readFileSync("/proc/net/dev", "utf8").match(/:/g)?.length;
	expect([counted(1), counted(3)]).toEqual([1, here]);
});

test("a tool that is not switched on is not offered", async () => {
	const endpoint = await servers.endpoint(done());
	const server = await servers.serve({ config: endpoint.configToml() });
	await server.turn(await server.startThread());
	expect(JSON.stringify(endpoint.requests[0]?.body.tools)).not.toContain("request_permissions");
});
