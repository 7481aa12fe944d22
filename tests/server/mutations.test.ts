import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientRequestMethod, clientRequests } from "../../server/protocol/clientRequests.ts";
import { type SchemaDocument, samples } from "../support/corpus.ts";
import { mutated } from "../support/mutations.ts";
import { referenceServer } from "../support/reference.ts";
import { type Message, ServerProcess } from "../support/serverProcess.ts";

/** Messages of each method. */
const RUNS = 25;

const DOCUMENTED = [-32600, -32601, -32602, -32603, -32001];

/** What a client is told when a handler broke. */
const FAULT = /failed inside the server/;

/** A model that nobody can reach, so that a turn which does start ends at once. */
const UNREACHABLE = `model = "m"
model_provider = "p"
[model_providers.p]
name = "p"
base_url = "http://127.0.0.1:9/v1"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`;

let server: ServerProcess;
let document: SchemaDocument;
let threadId: string;

beforeAll(async () => {
	const { experimentalSchemas } = await referenceServer();
	const file = path.join(experimentalSchemas, "codex_app_server_protocol.schemas.json");
	document = JSON.parse(fs.readFileSync(file, "utf8"));
	server = await ServerProcess.spawn({ config: UNREACHABLE });
	const capabilities = { experimentalApi: true };
	await server.request("initialize", { clientInfo: { name: "mutations", version: "1" }, capabilities });
	threadId = await server.startThread();
});

afterAll(() => server.close());

/** Messages that fit, for a thread and a folder that are there. */
function fitting(method: ClientRequestMethod): unknown[] {
	const { schemaName } = clientRequests[method].params;
	if (schemaName === "null") return [{}];
	const place = schemaName in document.definitions ? schemaName : `v2/${schemaName}`;
	return samples({ $ref: `#/definitions/${place}` }, document)
		.slice(0, 40)
		.map((sample) => inPlace(sample));
}

function inPlace(sample: unknown): unknown {
	if (typeof sample !== "object" || sample === null || Array.isArray(sample)) return sample;
	const members: Record<string, unknown> = { ...sample };
	if ("threadId" in members) members.threadId = threadId;
	for (const name of ["cwd", "path", "sourcePath", "destinationPath", "savePath"])
		if (typeof members[name] === "string") members[name] = path.join(server.workspace, "place");
	return members;
}

function expectDocumented({ error }: Message): void {
	if (error === undefined) return;
	expect(DOCUMENTED, JSON.stringify(error)).toContain(error.code);
	expect(error.message).not.toBe("");
	expect(error.message).not.toMatch(FAULT);
}

describe("whatever a client sends is answered", () => {
	test.each(Object.keys(clientRequests) as ClientRequestMethod[])("%s", async (method) => {
		await fc.assert(
			fc.asyncProperty(mutated(fitting(method)), async (params) => expectDocumented(await server.ask(method, params))),
			{ numRuns: RUNS },
		);
		expect(server.child.exitCode).toBeNull();
	});

	test("lines that are no messages are passed over", async () => {
		const lines = fc.oneof(
			fc.string({ maxLength: 200 }).map((text) => text.replaceAll("\n", " ")),
			fc.json({ maxDepth: 3 }),
			fc.constantFrom(
				"[".repeat(5_000),
				`{"id":${"9".repeat(400)},"method":"thread/list"}`,
				'{"id":{},"method":"x"}',
				"null",
			),
			fc.constantFrom(
				'{"id":null,"method":"thread/list","params":{}}',
				'{"method":"initialized","params":[[[]]]}',
				'{"id":1}',
			),
		);
		await fc.assert(
			fc.asyncProperty(lines, async (line) => {
				server.raw(`${line}\n`);
				expect((await server.ask("thread/loaded/list", {})).result).toBeDefined();
			}),
			{ numRuns: 100 },
		);
	});
});
