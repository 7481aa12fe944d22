import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { availability } from "../../server/protocol/availability.ts";
import { clientRequests, schemaRequests } from "../../server/protocol/clientRequests.ts";
import { serverNotifications } from "../../server/protocol/serverNotifications.ts";
import { serverRequests } from "../../server/protocol/serverRequests.ts";

const server = path.resolve(import.meta.dirname, "../../server");

/** The sources of the server without the declarations of its protocol. */
const sources = fs
	.readdirSync(server, { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".ts") && !file.startsWith("protocol"))
	.map((file) => fs.readFileSync(path.join(server, file), "utf8"))
	.join("\n");

const isLimited = (method: string) => availability.has(method);

test("the registries hold the whole protocol", () => {
	expect(Object.keys(schemaRequests)).toHaveLength(184);
	expect(Object.values(schemaRequests).filter(({ experimental }) => experimental)).toHaveLength(75);
	expect(Object.keys(serverNotifications)).toHaveLength(86);
	expect(Object.keys(serverRequests)).toHaveLength(11);
});

test("every method with a limit is one of the protocol's", () => {
	const known = new Set(
		[clientRequests, serverNotifications, serverRequests].flatMap((registry) => Object.keys(registry)),
	);
	expect([...availability.keys()].filter((method) => !known.has(method))).toEqual([]);
});

test("a request that is said to work has somebody who answers it", () => {
	const refused = [...sources.matchAll(/\bnotYet\(([^)]*)\);/g)].flatMap(([, methods = ""]) =>
		[...methods.matchAll(/"([^"]+)"/g)].map(([, method = ""]) => method),
	);
	expect(refused).toContain("marketplace/add");
	expect(refused.filter((method) => !isLimited(method))).toEqual([]);
});

test("what the server is said to send is sent somewhere, and the rest nowhere", () => {
	const sent = [...Object.keys(serverNotifications), ...Object.keys(serverRequests)];
	const isSent = (method: string) => sources.includes(`"${method}"`);
	expect(sent.filter((method) => !isLimited(method) && !isSent(method))).toEqual([]);
});
