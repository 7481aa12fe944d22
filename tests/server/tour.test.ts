import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

const APPROVAL = "item/commandExecution/requestApproval";

/** A server in the tour's sample workspace, with no model and no pauses. */
async function takeTour() {
	const server = await ServerProcess.spawn({
		config: `model_provider = "tour"\n[model_providers.tour]\nquery_params = { word_delay_ms = "0" }\n`,
	});
	open.push(server);
	fs.cpSync(path.resolve("media/tour"), server.workspace, { recursive: true });
	await server.request("initialize", { clientInfo: { name: "test", version: "1" } });
	server.write({ method: "initialized" });
	return { server, threadId: await server.startThread({ approvalPolicy: "on-request" }) };
}

/** Runs a turn, answering each approval with the next decision. Resolves with the agent's last words. */
async function turn(server: ServerProcess, threadId: string, decisions: string[]): Promise<string> {
	const since = server.messages.length;
	const done = server.turn(threadId);
	for (const decision of decisions) {
		const answered = new Set(server.messages.filter(({ method }) => method === "serverRequest/resolved").map(resolved));
		const asked = await server.next(({ method, id }) => method === APPROVAL && !answered.has(id), since);
		server.write({ id: asked.id, result: { decision } });
		await server.next((each) => each.method === "serverRequest/resolved" && resolved(each) === asked.id, since);
	}
	expect((await done).status).toBe("completed");
	const items = server.messages.filter(({ method }) => method === "item/completed").map(({ params }) => params?.item);
	return String(Object(items.findLast((item) => Object(item).type === "agentMessage")).text);
}

const resolved = ({ params }: Message) => params?.requestId;

test("the tour finds the failing test, asks, fixes the code and checks", async () => {
	const { server, threadId } = await takeTour();
	const last = await turn(server, threadId, ["accept", "accept"]);
	expect(last).toContain("from exit code 1 to exit code 0");
	const items = server.messages
		.filter(({ method }) => method === "item/completed")
		.map(({ params }) => Object(params?.item));
	expect(items.find(({ type }) => type === "agentMessage").text).toContain("This is Heddle's offline tour");
	expect(items.filter(({ type }) => type !== "agentMessage").map(({ type, status }) => [type, status])).toEqual([
		["userMessage", undefined],
		["commandExecution", "failed"],
		["commandExecution", "completed"],
		["fileChange", "completed"],
		["commandExecution", "completed"],
	]);
	expect(fs.readFileSync(path.join(server.workspace, "src/dates.js"), "utf8")).toContain("year % 400 === 0");
	expect(await turn(server, threadId, [])).toContain("the tour has no model");
});

test("a declined command is not run, and the tour says how it goes on", async () => {
	const { server, threadId } = await takeTour();
	expect(await turn(server, threadId, ["decline"])).toContain("The command was not run");
	expect(await turn(server, threadId, ["accept", "accept"])).toContain("**Done.**");
});
