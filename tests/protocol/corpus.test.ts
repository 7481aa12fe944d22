import fs from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { schemaRequests } from "../../server/protocol/clientRequests.ts";
import { jsonSchemaBundle } from "../../server/protocol/generate.ts";
import type { LazySchema } from "../../server/protocol/schema.ts";
import { serverNotifications } from "../../server/protocol/serverNotifications.ts";
import { serverRequests } from "../../server/protocol/serverRequests.ts";
import { type Json, type SchemaDocument, samples, variants } from "../support/corpus.ts";
import { referenceServer } from "../support/reference.ts";

type Declared = LazySchema<z.ZodType>;

/** The complete sample of a type is varied in depth, this many others at their top. */
const MAX_OTHERS = 60;

let document: SchemaDocument;
let theirs: (name: string) => ValidateFunction;
let ours: (name: string) => ValidateFunction;
const counted = { accepted: 0, rejected: 0 };

beforeAll(async () => {
	const { experimentalSchemas } = await referenceServer();
	const file = path.join(experimentalSchemas, "codex_app_server_protocol.schemas.json");
	document = JSON.parse(fs.readFileSync(file, "utf8"));
	theirs = compiler(document);
	ours = compiler(jsonSchemaBundle() as unknown as SchemaDocument);
});

function compiler(schemas: SchemaDocument): (name: string) => ValidateFunction {
	const ajv = new Ajv({ strict: false, validateFormats: false });
	ajv.addSchema(schemas as unknown as Json, "bundle");
	return (name) => ajv.compile({ $ref: `bundle#/definitions/${isV2(name, schemas) ? "v2/" : ""}${name}` });
}

const isV2 = (name: string, { definitions }: SchemaDocument) =>
	definitions.v2 !== undefined && !(name in definitions) && name in (definitions.v2 as Json);

/** The types of a registry's entries, told apart by method. */
function types(registry: Record<string, { params: Declared; result?: Declared }>): [string, Declared][] {
	return Object.entries(registry).flatMap(([method, { params, result }]): [string, Declared][] =>
		result
			? [
					[method, params],
					[`${method} (result)`, result],
				]
			: [[method, params]],
	);
}

const isDeclared = ([, type]: [string, Declared]) => type.schemaName !== "null";

describe.each([
	["requests of the client", types(schemaRequests).filter(isDeclared)],
	["requests of the server", types(serverRequests)],
	["notifications of the server", types(serverNotifications)],
])("%s: we accept and reject what the reference's schema does", (_, all) => {
	test.each(all)("%s", (_method, type) => {
		const accepts = theirs(type.schemaName);
		const generated = ours(type.schemaName);
		const schema = type();
		const differences = new Set<string>();
		let accepted = 0;
		const reference = `#/definitions/${isV2(type.schemaName, document) ? "v2/" : ""}${type.schemaName}`;
		const [complete, ...others] = samples({ $ref: reference }, document);
		const all = [...variants(complete), ...others.slice(0, MAX_OTHERS).flatMap((each) => [...variants(each, 1)])];
		for (const { change, value } of all) {
			const isAccepted = accepts(value);
			if (schema.safeParse(value).success !== isAccepted)
				differences.add(`${change}: ${isAccepted ? "only we reject" : "only we accept"}`);
			if (generated(value) !== isAccepted)
				differences.add(`${change}: ${isAccepted ? "only our JSON Schema rejects" : "only our JSON Schema accepts"}`);
			if (isAccepted) accepted++;
			counted[isAccepted ? "accepted" : "rejected"]++;
		}
		expect([...differences]).toEqual([]);
		expect(accepted).toBeGreaterThan(0);
	});
});

test("the corpus has thousands of messages of each kind", () => {
	console.log(`${counted.accepted} accepted and ${counted.rejected} rejected messages compared`);
	expect(counted.accepted).toBeGreaterThan(20_000);
	expect(counted.rejected).toBeGreaterThan(20_000);
});
