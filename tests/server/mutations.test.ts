import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ClientRequestMethod, clientRequests } from "../../server/protocol/clientRequests.ts";
import { definitionsOf } from "../../server/protocol/generate.ts";
import { requiredMembers, type SchemaDocument, samples } from "../support/corpus.ts";
import { mutated, thinned } from "../support/mutations.ts";
import { referenceServer } from "../support/reference.ts";
import { type Message, ServerProcess } from "../support/serverProcess.ts";

/** Messages of each method: the same in every run, unless a number of others is asked for to look further. */
const further = process.env.HEDDLE_MUTATIONS;
const SOURCE = further ? { numRuns: Number(further) } : { numRuns: 25, seed: 20_261_121 };

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
/** Members of parameters that name something, and what there is of it. */
let known: Record<string, readonly unknown[]>;

beforeAll(async () => {
	const { experimentalSchemas } = await referenceServer();
	const file = path.join(experimentalSchemas, "codex_app_server_protocol.schemas.json");
	document = JSON.parse(fs.readFileSync(file, "utf8"));
	// The requests that are only in the reference's TypeScript.
	document.definitions = { ...definitionsOf(), ...document.definitions };
	server = await ServerProcess.spawn({ config: UNREACHABLE });
	const capabilities = { experimentalApi: true };
	await server.request("initialize", { clientInfo: { name: "mutations", version: "1" }, capabilities });
});

afterAll(() => server.close());

/** A thread with a turn, and folders and files, for each method: the one before may have taken them away. */
beforeEach(async () => {
	const folder = fs.mkdtempSync(path.join(server.workspace, "place-"));
	fs.writeFileSync(path.join(folder, "file"), "text");
	const threadId = await server.startThread({ cwd: folder });
	const turn = await server.turn(threadId);
	const paths = [folder, ...["file", "absent", "no\0path"].map((name) => path.join(folder, name))];
	const turnIds = [turn.id, "absent"];
	known = {
		threadId: [threadId],
		conversationId: [threadId],
		...Object.fromEntries(["turnId", "lastTurnId", "beforeTurnId", "expectedTurnId"].map((name) => [name, turnIds])),
		...Object.fromEntries(
			["path", "sourcePath", "destinationPath", "savePath", "filePath", "rolloutPath"].map((name) => [name, paths]),
		),
		cwd: [folder, ...paths],
		cwds: [[folder], paths],
		roots: [[folder], paths],
		modelProvider: ["p"],
		model: ["m"],
		command: [["true"], "true"],
	};
});

/** Messages that fit: those of the schema, some of their optional members left out, about things that are there. */
function fitting(method: ClientRequestMethod): fc.Arbitrary<unknown> {
	const { schemaName } = clientRequests[method].params;
	if (schemaName === "null") return fc.constant({});
	const inV2 = Object(document.definitions.v2);
	const $ref = `#/definitions/${schemaName in inV2 ? "v2/" : ""}${schemaName}`;
	const required = requiredMembers($ref, document);
	const whole = samples({ $ref }, document).slice(0, 40);
	return fc.constantFrom(...whole).chain((sample) => thinned(sample, { required, known }));
}

function expectDocumented({ error }: Message): void {
	if (error === undefined) return;
	expect(DOCUMENTED, JSON.stringify(error)).toContain(error.code);
	expect(error.message).not.toBe("");
	expect(error.message).not.toMatch(FAULT);
}

describe("whatever a client sends is answered", () => {
	test.each(Object.keys(clientRequests) as ClientRequestMethod[])("%s", async (method) => {
		const messages = fc.oneof(fitting(method), fitting(method).chain(mutated));
		await fc.assert(
			fc.asyncProperty(messages, async (params) => expectDocumented(await server.ask(method, params))),
			SOURCE,
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
			{ ...SOURCE, numRuns: 4 * SOURCE.numRuns },
		);
	});
});
