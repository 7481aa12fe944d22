import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint, toolNames } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	httpError,
	message,
	type Reply,
	stream,
} from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

async function serve(script: Reply[], config = "", thread: Json = {}) {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.start({ config: endpoint.configToml(config) });
	open.push(server);
	return { endpoint, server, threadId: await server.startThread(thread) };
}

const uncommitted = { type: "uncommittedChanges" };

/** Starts a review and resolves with its answer, its turn at the end and the messages of the turn. */
async function review(server: ServerProcess, threadId: string, target: Json) {
	const since = server.messages.length;
	const result = await server.request("review/start", { threadId, target });
	const { params } = await server.next(
		({ method, params }) => method === "turn/completed" && Object(params?.turn).id === Object(result.turn).id,
		since,
	);
	return { result, turn: Object(params?.turn), messages: server.messages.slice(since) };
}

const items = (messages: Message[], event = "item/completed") =>
	messages.filter(({ method }) => method === event).map(({ params }) => Object(params?.item));

const texts = (endpoint: ResponsesEndpoint, index: number): string[] => {
	const input = endpoint.requests[index]?.body.input;
	return (Array.isArray(input) ? input : [])
		.filter(({ type }: Json) => type === "message")
		.map(({ content }: Json) => (Array.isArray(content) ? content : []).map(({ text }: Json) => text).join(""));
};

const finding = (title: string, file: string, start: number, end: number, body = "It is wrong.") => ({
	title,
	body,
	confidence_score: 0.9,
	priority: 1,
	code_location: { absolute_file_path: file, line_range: { start, end } },
});
const verdict = (findings: Json[], explanation = "It breaks.") =>
	JSON.stringify({
		findings,
		overall_correctness: "patch is incorrect",
		overall_explanation: explanation,
		overall_confidence_score: 0.8,
	});

test("a review is a conversation of its own, whose findings come back as text", async () => {
	const { endpoint, server, threadId } = await serve([
		answer(message("Hello.")),
		answer(message("I look."), functionCall("exec_command", { cmd: "cat secret.txt; echo x > made.txt" })),
		answer(message(verdict([finding("[P1] Bad", "/w/a.ts", 1, 2, "One.\nTwo."), finding("Other", "/w/b.ts", 3, 3)]))),
		answer(message("Fixed.")),
	]);
	fs.writeFileSync(path.join(server.workspace, "secret.txt"), "the words\n");
	await server.turn(threadId, "first words");
	const { result, turn, messages } = await review(server, threadId, uncommitted);
	const turnId = Object(result.turn).id;
	expect(result).toMatchObject({
		reviewThreadId: threadId,
		turn: {
			status: "inProgress",
			items: [{ type: "userMessage", id: turnId, content: [{ text: "current changes" }] }],
		},
	});
	const rendered =
		"It breaks.\n\nFull review comments:\n\n- [P1] Bad — /w/a.ts:1-2\n  One.\n  Two.\n\n- Other — /w/b.ts:3-3\n  It is wrong.";
	expect(items(messages)).toMatchObject([
		{ type: "enteredReviewMode", review: "current changes" },
		{ type: "userMessage" },
		{ type: "commandExecution", aggregatedOutput: expect.stringContaining("the words") },
		{ type: "exitedReviewMode", review: rendered },
		{ type: "agentMessage", text: rendered },
	]);
	expect(items(messages, "item/started").map(({ id }) => id)).toEqual(items(messages).map(({ id }) => id));
	expect(messages.every(({ params }) => params?.turnId === undefined || params.turnId === turnId)).toBe(true);
	expect(turn).toMatchObject({ id: turnId, status: "completed", items: [{ type: "agentMessage", text: rendered }] });
	// The reviewer has heard nothing of the thread, cannot write, and its tokens are not the thread's.
	expect(texts(endpoint, 1).join()).not.toContain("first words");
	expect(endpoint.requests[1]?.body.instructions).toMatch(/^You review/);
	expect(toolNames(endpoint.requests[1]?.body ?? {}).sort()).toEqual(["exec_command", "view_image", "write_stdin"]);
	expect(fs.existsSync(path.join(server.workspace, "made.txt"))).toBe(false);
	expect(messages.some(({ method }) => method === "thread/tokenUsage/updated")).toBe(false);
	// The thread's model is told the result, and nothing of the way to it.
	await server.turn(threadId, "fix it");
	const told = texts(endpoint, 3);
	expect(told.at(-2)).toBe(rendered);
	expect(told.join()).toContain("first words");
	expect(told.join()).not.toContain("I look.");
	const { thread } = await server.request("thread/read", { threadId, includeTurns: true });
	expect(Object(thread).turns[1].items.map(({ type }: Json) => type)).toEqual(items(messages).map(({ type }) => type));
});

test("each target says what is reviewed, to the person and to the model", async () => {
	const { endpoint, server, threadId } = await serve(Array.from({ length: 4 }, () => answer(message("Fine."))));
	const labels: unknown[] = [];
	for (const target of [
		{ type: "baseBranch", branch: "main" },
		{ type: "commit", sha: "0123456789abcdef", title: "Make it so" },
		{ type: "commit", sha: "0123456789abcdef" },
		{ type: "custom", instructions: "  only the\ntests " },
	]) {
		const { messages } = await review(server, threadId, target);
		labels.push(items(messages)[0].review);
	}
	expect(labels).toEqual(["changes against 'main'", "commit 0123456: Make it so", "commit 0123456", "only the\ntests"]);
	expect(texts(endpoint, 0).at(-1)).toContain("git merge-base HEAD main");
	expect(texts(endpoint, 1).at(-1)).toContain("git show 0123456789abcdef");
	expect(texts(endpoint, 3).at(-1)).toBe("only the\ntests");
	const { data } = await server.request("thread/list", {});
	expect(data).toMatchObject([{ id: threadId, preview: expect.stringContaining("main") }]);
});

test("what the reviewer answers is shown as it is when it is no such JSON, and its absence is said", async () => {
	const one = verdict([finding("Bad", "/w/a.ts", 1, 2)], "");
	const cases: [answer: string, shown: string][] = [
		["Plain words.", "Plain words."],
		[`Here:\n\`\`\`json\n${one}\n\`\`\`\nThat is all.`, "Review comment:\n\n- Bad — /w/a.ts:1-2\n  It is wrong."],
		['{"findings":[{"title":"Bad"}]}', '{"findings":[{"title":"Bad"}]}'],
		[verdict([], " All good. "), "All good."],
		[verdict([], ""), "Reviewer failed to output a response."],
		["", "Reviewer failed to output a response."],
	];
	const { server, threadId } = await serve(cases.map(([text]) => answer(message(text))));
	for (const [, shown] of cases) {
		const { turn, messages } = await review(server, threadId, uncommitted);
		expect(turn.status).toBe("completed");
		expect(items(messages).at(-2)).toMatchObject({ type: "exitedReviewMode", review: shown });
		expect(items(messages).at(-1)).toMatchObject({ type: "agentMessage", text: shown });
	}
});

test("a review takes no words; another one takes its place; stopped or failed it leaves the review mode", async () => {
	const gate = new Gate();
	const { server, threadId } = await serve(
		[stream(created(), ...message("Hm"), gate, completed()), httpError(400, { message: "bad" })],
		'review_model = "gpt-6-luna"',
	);
	const since = server.messages.length;
	const { turn } = await server.request("review/start", { threadId, target: uncommitted });
	await gate.reached;
	const words = { threadId, input: [{ type: "text", text: "no" }] };
	const steered = await server.ask("turn/steer", { ...words, expectedTurnId: Object(turn).id });
	expect(steered.error).toMatchObject({
		message: "cannot steer a review turn",
		data: { codexErrorInfo: { activeTurnNotSteerable: { turnKind: "review" } } },
	});
	expect((await server.ask("turn/start", words)).error).toEqual({
		code: -32603,
		message: "failed to submit turn input: ActiveTurnNotSteerable { turn_kind: Review }",
	});
	const second = await review(server, threadId, { type: "custom", instructions: "again" });
	const ends = server.messages
		.slice(since)
		.filter(({ method }) => method === "turn/completed")
		.map(({ params }) => Object(params?.turn));
	expect(ends).toMatchObject([
		{ id: Object(turn).id, status: "interrupted" },
		{ id: Object(second.result.turn).id, status: "failed" },
	]);
	const exits = items(server.messages.slice(since)).filter(({ type }) => type === "exitedReviewMode");
	expect(exits.map(({ review }) => review)).toEqual(Array(2).fill("Reviewer failed to output a response."));
	expect(items(server.messages.slice(since)).at(-1)).toMatchObject({ type: "agentMessage" });
});

test("review_model reviews, and the thread keeps its own", async () => {
	const { endpoint, server, threadId } = await serve(
		[answer(message("Fine.")), answer(message("Hello."))],
		'review_model = "gpt-6-luna"',
	);
	await review(server, threadId, uncommitted);
	await server.turn(threadId);
	expect(endpoint.requests.map(({ body }) => body.model)).toEqual(["gpt-6-luna", "gpt-5.5"]);
});

test("a target that names nothing is refused", async () => {
	const { server, threadId } = await serve([]);
	const refused = async (target: Json, more: Json = {}) =>
		(await server.ask("review/start", { threadId, target, ...more })).error;
	expect(await refused({ type: "baseBranch", branch: " " })).toEqual({
		code: -32600,
		message: "branch must not be empty",
	});
	expect(await refused({ type: "commit", sha: "" })).toEqual({ code: -32600, message: "sha must not be empty" });
	expect(await refused({ type: "custom", instructions: "\n" })).toEqual({
		code: -32600,
		message: "instructions must not be empty",
	});
	expect(await refused({ type: "other" })).toMatchObject({ code: -32600, message: /^Invalid request: / });
	expect(await refused(uncommitted, { delivery: "detached" })).toMatchObject({ code: -32600 });
	const absent = "01990000-0000-7000-8000-000000000000";
	expect(await refused(uncommitted, { threadId: absent })).toEqual({
		code: -32600,
		message: `thread not found: ${absent}`,
	});
});
