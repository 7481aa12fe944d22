import fs from "node:fs";
import path from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import { type ClientRequestMethod, clientRequests } from "../../server/protocol/clientRequests.ts";
import { referenceServer } from "../support/reference.ts";

type Json = Record<string, unknown>;

/** Parameters with every member in use, by method: what is taken from them and put into them makes the corpus. */
const complete: Record<ClientRequestMethod, Json> = {
	initialize: {
		clientInfo: { name: "test", title: "Test", version: "1" },
		capabilities: {
			experimentalApi: true,
			optOutNotificationMethods: ["warning"],
			extensions: {},
			requestAttestation: false,
		},
	},
	"thread/start": {
		approvalPolicy: "on-request",
		approvalsReviewer: "user",
		baseInstructions: "b",
		config: { "a.b": 1 },
		cwd: "/w",
		developerInstructions: "d",
		ephemeral: true,
		model: "m",
		modelProvider: "p",
		personality: "friendly",
		sandbox: "workspace-write",
		serviceTier: "t",
		sessionStartSource: "startup",
	},
	"thread/resume": {
		threadId: "t",
		model: "m",
		cwd: "/w",
		approvalPolicy: "never",
		sandbox: "read-only",
		excludeTurns: true,
	},
	"thread/read": { threadId: "t", includeTurns: true },
	"thread/list": {
		cursor: "c",
		limit: 3,
		sortKey: "updated_at",
		sortDirection: "asc",
		modelProviders: ["p"],
		sourceKinds: ["cli"],
		archived: false,
		cwd: ["/w"],
		searchTerm: "s",
	},
	"thread/name/set": { threadId: "t", name: "n" },
	"thread/archive": { threadId: "t" },
	"thread/unarchive": { threadId: "t" },
	"thread/unsubscribe": { threadId: "t" },
	"thread/loaded/list": { cursor: "c", limit: 3 },
	"turn/start": {
		threadId: "t",
		input: [{ type: "text", text: "hello" }],
		cwd: "/w",
		approvalPolicy: "untrusted",
		sandboxPolicy: { type: "workspaceWrite", writableRoots: ["/w"], networkAccess: true },
		model: "m",
		effort: "high",
		summary: "auto",
		outputSchema: { type: "object" },
	},
	"turn/steer": { threadId: "t", expectedTurnId: "u", input: [{ type: "image", url: "data:," }] },
	"turn/interrupt": { threadId: "t", turnId: "u" },
	"model/list": { cursor: "c", limit: 3, includeHidden: true },
	"account/read": { refreshToken: true },
	"config/read": { cwd: "/w", includeLayers: true },
};

/** One value of each kind, and some that look right. */
const values = [null, true, 0, -1, 1.5, "text", "", [], ["text"], [null], {}, { type: "text" }, { granular: {} }];

/** `params` themselves, and with each member (also of members) taken out or replaced by each of the values. */
function* variants(params: Json): Generator<{ change: string; params: Json }> {
	yield { change: "nothing", params };
	for (const [name, member] of Object.entries(params)) {
		const { [name]: _, ...rest } = params;
		yield { change: `without ${name}`, params: rest };
		for (const value of values)
			yield { change: `${name} = ${JSON.stringify(value)}`, params: { ...params, [name]: value } };
		if (typeof member !== "object" || member === null || Array.isArray(member)) continue;
		for (const inner of variants({ ...member })) {
			yield { change: `${name}: ${inner.change}`, params: { ...params, [name]: inner.params } };
		}
	}
}

let accepts: (method: string, params: Json) => boolean;

beforeAll(async () => {
	const { schemas } = await referenceServer();
	const schema = JSON.parse(fs.readFileSync(path.join(schemas, "ClientRequest.json"), "utf8"));
	const ajv = new Ajv({ strict: false, validateFormats: false });
	const byMethod = new Map<string, ValidateFunction>();
	for (const variant of schema.oneOf) {
		byMethod.set(variant.properties.method.enum[0], ajv.compile({ ...schema, oneOf: undefined, ...variant }));
	}
	accepts = (method, params) => byMethod.get(method)?.({ id: 1, method, params }) ?? false;
});

describe("we accept and reject what the reference's schema does", () => {
	test.each(Object.keys(complete) as ClientRequestMethod[])("%s", (method) => {
		const ours = clientRequests[method].params();
		const differences: string[] = [];
		let accepted = 0;
		for (const { change, params } of variants(complete[method])) {
			const isAccepted = ours.safeParse(params).success;
			if (isAccepted !== accepts(method, params))
				differences.push(`${change}: ${isAccepted ? "only we accept" : "only we reject"}`);
			if (isAccepted) accepted++;
		}
		expect(differences).toEqual([]);
		expect(accepted).toBeGreaterThan(0);
	});
});
