import { availability } from "./availability.ts";
import { clientNotifications } from "./clientNotifications.ts";
import { schemaRequests } from "./clientRequests.ts";
import { legacyRequests } from "./registry/legacyRequests.ts";
import { serverNotifications } from "./serverNotifications.ts";
import { serverRequests } from "./serverRequests.ts";

const BEGIN = "<!-- generated: methods -->";
const END = "<!-- end of generated -->";

const STATES = { elsewhere: "not available here", later: "later" };

const rows = (registry: object) =>
	Object.keys(registry)
		.sort()
		.map((method) => {
			const limit = availability.get(method);
			return `| \`${method}\` | ${limit ? STATES[limit.state] : "works"} | ${limit?.reason ?? ""} |`;
		});

/** The tables of docs/protocol.md. */
export function methodTables(): string {
	const table = (title: string, registry: object) =>
		`### ${title} (${Object.keys(registry).length})\n\n| method | state | what it is about |\n|---|---|---|\n${rows(registry).join("\n")}\n`;
	return [
		table("Requests of the client", schemaRequests),
		table("Requests that only the TypeScript types have", legacyRequests),
		table("Notifications of the client", clientNotifications),
		table("Requests of the server", serverRequests),
		table("Notifications of the server", serverNotifications),
	].join("\n");
}

/** The document with its generated part made anew. @throws Error when the marks are missing */
export function withMethodTables(document: string): string {
	const [from, to] = [document.indexOf(BEGIN), document.indexOf(END)];
	if (from < 0 || to < from) throw new Error(`the document has no "${BEGIN}" … "${END}"`);
	return `${document.slice(0, from + BEGIN.length)}\n\n${methodTables()}\n${document.slice(to)}`;
}
