import type { RecordedSession } from "../recordedSession.ts";
import {
	answer,
	completed,
	created,
	customToolCall,
	failed,
	functionCall,
	Gate,
	httpError,
	message,
	messageParts,
	type Reply,
	reasoning,
	stream,
} from "../responsesEvents.ts";
import { runTurn, type Scenario, startThread, type ThreadOptions, text } from "./scenario.ts";

/** A scenario of one turn in a fresh thread. */
const oneTurn = (name: string, model: () => Reply[], options: ThreadOptions = {}): Scenario => ({
	name,
	model,
	run: async (session, workspace) => runTurn(session, await startThread(session, workspace, options)),
});

const COMMAND = "item/commandExecution/requestApproval";
const FILE = "item/fileChange/requestApproval";

/** A turn in which the model wants to run `touch made`, and the client decides. */
const decided = (decision: unknown, after: () => Reply[] = () => []): Scenario => ({
	name: `a command that is asked for: ${JSON.stringify(decision)}`,
	model: () => [answer(functionCall("exec_command", { cmd: "touch made" })), ...after()],
	run: async (session, workspace) => {
		session.onRequest.set(COMMAND, () => ({ decision }));
		await runTurn(session, await startThread(session, workspace, { approvalPolicy: "untrusted" }));
	},
});

const addFile = "*** Begin Patch\n*** Add File: made.txt\n+one\n+two\n*** End Patch\n";

const patched = (name: string, options: ThreadOptions, decision?: string): Scenario => ({
	name,
	model: () => [answer(customToolCall("apply_patch", addFile)), answer(message("Done."))],
	run: async (session, workspace) => {
		session.onRequest.set(FILE, () => ({ decision }));
		await runTurn(session, await startThread(session, workspace, options));
	},
});

/** A turn that an error of the model's own ends at once: what kind of error it is, clients read from its `codexErrorInfo`. */
const refused = (code: string): Scenario => ({
	name: `a model that gives up: ${code}`,
	model: () => [stream(created(), failed(code, "The reason."))],
	run: async (session, workspace) => {
		const threadId = await startThread(session, workspace);
		const done = session.next("turn/completed");
		await session.request("turn/start", { threadId, input: text("go") });
		const { error } = Object((await done).turn);
		session.observe(`codexErrorInfo ${JSON.stringify(Object(error).codexErrorInfo)}`, null);
	},
});

/** A search that the provider runs, as far as it is known when it begins and when it is over. */
const searched = (query: string, begun: object | null, action?: object): Scenario => ({
	name: `a search of the provider's own: ${query}`,
	model: () => {
		const item = { type: "web_search_call", id: "ws_1" };
		const added = { type: "response.output_item.added", item: { ...item, status: "in_progress", ...begun } };
		const done = { type: "response.output_item.done", item: { ...item, status: "completed", action } };
		return [stream(created(), begun ? [added] : [], done, message("Found."), completed()), answer(message("Next."))];
	},
	run: async (session, workspace) => {
		const threadId = await startThread(session, workspace);
		await runTurn(session, threadId);
		await runTurn(session, threadId);
		await session.request("thread/read", { threadId, includeTurns: true });
	},
});

async function threadLife(session: RecordedSession, workspace: string): Promise<void> {
	const threadId = await startThread(session, workspace);
	await session.request("thread/read", { threadId, includeTurns: true });
	await runTurn(session, threadId);
	await session.request("thread/read", { threadId, includeTurns: true });
	await session.request("thread/loaded/list", {});
	await session.request("thread/name/set", { threadId, name: "A name" });
	await session.request("thread/list", {});
	const again = session.request("thread/resume", { threadId });
	await again;
	await session.request("thread/archive", { threadId });
	await session.request("thread/list", { archived: true });
	await session.request("thread/unarchive", { threadId });
	await session.request("thread/unsubscribe", { threadId });
}

async function mistakes(session: RecordedSession, workspace: string): Promise<void> {
	const absent = "01990000-0000-7000-8000-000000000000";
	await session.request("no/such/method", {});
	await session.request("thread/read", {});
	await session.request("thread/read", { threadId: "no uuid" });
	await session.request("thread/read", { threadId: absent });
	await session.request("thread/resume", { threadId: absent });
	await session.request("thread/archive", { threadId: absent });
	await session.request("thread/unsubscribe", { threadId: absent });
	await session.request("turn/start", { threadId: absent, input: text("hello") });
	await session.request("initialize", { clientInfo: { name: "again", version: "1" } });
	const threadId = await startThread(session, workspace);
	await session.request("turn/steer", { threadId, expectedTurnId: "x", input: text("hello") });
	await session.request("turn/steer", { threadId, expectedTurnId: "", input: text("hello") });
	await session.request("turn/interrupt", { threadId, turnId: "x" });
	await session.request("turn/interrupt", { threadId, turnId: "" });
	await session.request("turn/start", { threadId, input: [{ type: "image", url: "http://127.0.0.1/x.png" }] });
}

export const turnScenarios: Scenario[] = [
	oneTurn("an answer", () => [answer(message(["Hel", "lo"]))]),
	oneTurn("reasoning before an answer", () => [answer(reasoning(["Looking", "Thinking"]), message("Hello"))]),
	oneTurn("a command in the sandbox", () => [
		answer(functionCall("exec_command", { cmd: "echo hello" })),
		answer(message("It said hello.")),
	]),
	oneTurn("a command that fails", () => [
		answer(functionCall("exec_command", { cmd: "exit 3" })),
		answer(message("It failed.")),
	]),
	oneTurn("a plan", () => [
		answer(
			functionCall("update_plan", {
				plan: [
					{ step: "one", status: "in_progress" },
					{ step: "two", status: "pending" },
				],
			}),
		),
		answer(message("Planned.")),
	]),
	oneTurn("arguments that are no JSON", () => [
		answer(functionCall("exec_command", "{")),
		answer(message("Never mind.")),
	]),
	decided("accept", () => [answer(message("Made."))]),
	decided("acceptForSession", () => [answer(message("Made."))]),
	decided({ acceptWithExecpolicyAmendment: { execpolicy_amendment: ["touch", "made"] } }, () => [
		answer(message("Made.")),
	]),
	decided("decline", () => [answer(message("As you wish."))]),
	decided("cancel"),
	{
		name: "a command approval that the client refuses with an error",
		model: () => [answer(functionCall("exec_command", { cmd: "touch made" })), answer(message("As you wish."))],
		run: async (session, workspace) =>
			runTurn(session, await startThread(session, workspace, { approvalPolicy: "untrusted" })),
	},
	patched("an edit inside the workspace", { approvalPolicy: "on-request" }),
	patched("an edit that is asked for and accepted", { approvalPolicy: "untrusted", sandbox: "read-only" }, "accept"),
	patched("an edit that is asked for and declined", { approvalPolicy: "untrusted", sandbox: "read-only" }, "decline"),
	{
		...oneTurn("a stream that is cut and comes back", () => [
			stream(created(), messageParts(["Hel"]).start, ...messageParts(["Hel"]).deltas, "cut"),
			answer(message("Hello")),
		]),
		differs: { reference: ["item/started agentMessage"] },
	},
	oneTurn("a request the provider calls bad", () => [httpError(400, { message: "no such parameter" })]),
	...["invalid_prompt", "cyber_policy", "bio_policy", "content_policy_violation", "server_is_overloaded"].map(refused),
	searched("words", {}, { type: "search", query: "cats" }),
	searched("several", null, { type: "search", queries: ["cats", "dogs"] }),
	searched("a page", { action: { type: "open_page", url: "https://a.test/x" } }, { type: "open_page" }),
	searched("a place", null, { type: "find_in_page", url: "https://a.test/x", pattern: "cats" }),
	searched("unknown", {}),
	oneTurn("a message without words", () => [answer(message(""))]),
	oneTurn("a freeform tool that is not there", () => [answer(customToolCall("none", "x")), answer(message("Pity."))]),
	{
		name: "a turn without words",
		experimental: true,
		model: () => [answer(message("Yes?"))],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const done = session.next("turn/completed");
			await session.request("turn/start", { threadId, input: [] });
			await done;
			await session.request("thread/read", { threadId, includeTurns: true });
			await session.request("thread/resume", { threadId, path: "" });
			await session.request("thread/list", {});
		},
	},
	{
		name: "an interruption in the stream",
		differs: { ours: ["item/completed agentMessage"] },
		model: () => {
			const parts = messageParts(["Hel", "lo"]);
			return [stream(created(), parts.start, ...parts.deltas, new Gate())];
		},
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const streaming = session.next("item/agentMessage/delta");
			const done = session.next("turn/completed");
			const { turn } = await session.request("turn/start", { threadId, input: text("go") });
			await streaming;
			await session.request("turn/interrupt", { threadId, turnId: Object(turn).id });
			await done;
		},
	},
	{ name: "the life of a thread", model: () => [answer(message("Hello"))], run: threadLife },
	{ name: "mistakes of a client", run: mistakes },
];
