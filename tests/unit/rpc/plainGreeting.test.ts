import fc from "fast-check";
import { expect, test } from "vitest";
import { InitializeParams } from "#protocol/initialize.ts";
import { plainGreeting } from "../../../server/rpc/plainGreeting.ts";

const maybe = <T>(value: fc.Arbitrary<T>) =>
	fc.oneof({ weight: 6, arbitrary: value }, fc.constant(null), fc.anything());

const capabilities = fc.record(
	{
		experimentalApi: maybe(fc.boolean()),
		requestAttestation: maybe(fc.boolean()),
		optOutNotificationMethods: maybe(fc.array(fc.string())),
		extensions: maybe(fc.dictionary(fc.string(), fc.anything())),
		explicitGatewayOauth: maybe(fc.boolean()),
		mcpServerOpenaiFormElicitation: maybe(fc.boolean()),
		requiredHumanApproval: maybe(fc.boolean()),
		unknownMember: fc.anything(),
	},
	{ requiredKeys: [] },
);
const clientInfo = fc.record(
	{ name: maybe(fc.string()), title: maybe(fc.string()), version: maybe(fc.string()), unknownMember: fc.anything() },
	{ requiredKeys: ["name"] },
);
const params = maybe(
	fc.record({ clientInfo: maybe(clientInfo), capabilities: maybe(capabilities) }, { requiredKeys: [] }),
);

test("a greeting that is read by hand is what the schema makes of it", () => {
	let plain = 0;
	fc.assert(
		fc.property(params, (greeting) => {
			// Only what JSON can carry arrives.
			const text = JSON.stringify(greeting);
			const sent: unknown = text === undefined ? undefined : JSON.parse(text);
			const read = plainGreeting(sent);
			if (read === null) return;
			plain++;
			expect(read).toEqual(InitializeParams().parse(sent));
		}),
		{ numRuns: 3000 },
	);
	expect(plain).toBeGreaterThan(100);
});

test("what our own extension and the usual clients send is plain", () => {
	const client = { name: "heddle-vscode", title: "Heddle", version: "1" };
	expect(plainGreeting({ clientInfo: client })).toEqual({ clientInfo: client, capabilities: null });
	const sent = {
		experimentalApi: true,
		requestAttestation: false,
		extensions: null,
		optOutNotificationMethods: ["a/b"],
	};
	expect(plainGreeting({ clientInfo: client, capabilities: sent })).toEqual({ clientInfo: client, capabilities: sent });
});
