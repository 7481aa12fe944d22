import { expect, test } from "vitest";
import { closedAfterEach } from "../support/closedAfterEach.ts";
import { ResponsesEndpoint, toolNames } from "../support/responsesEndpoint.ts";
import {
	answer,
	completed,
	created,
	functionCall,
	Gate,
	message,
	messageParts,
	type Reply,
	stream,
} from "../support/responsesEvents.ts";
import { type Json, type Message, ServerProcess } from "../support/serverProcess.ts";

const open = closedAfterEach();

/** A server for an experimental client, with a thread in plan mode. */
async function serve(...script: Reply[]) {
	const endpoint = await ResponsesEndpoint.start(...script);
	open.push(endpoint);
	const server = await ServerProcess.spawn({ config: endpoint.configToml() });
	open.push(server);
	await server.request("initialize", {
		clientInfo: { name: "test", version: "1" },
		capabilities: { experimentalApi: true },
	});
	const threadId = await server.startThread();
	const settings = { model: "gpt-5.5", reasoning_effort: null, developer_instructions: null };
	await server.request("thread/settings/update", { threadId, collaborationMode: { mode: "plan", settings } });
	return { endpoint, server, threadId };
}

/** What a turn did, in short: items with their text, runs of deltas joined. */
function story(messages: Message[]): string[] {
	const lines: string[] = [];
	for (const { method, params } of messages) {
		if (method === "item/started" || method === "item/completed") {
			const { type, text } = Object(params?.item);
			if (type !== "userMessage") lines.push(`${method.slice(5)} ${type} ${JSON.stringify(text)}`);
		} else if (method === "item/plan/delta" || method === "item/agentMessage/delta") {
			const lead = method === "item/plan/delta" ? "plan +" : "message +";
			if (lines.at(-1)?.startsWith(lead)) lines.push(`${lines.pop()}${params?.delta}`);
			else lines.push(`${lead}${params?.delta}`);
		}
	}
	return lines;
}

async function turn(server: ServerProcess, threadId: string) {
	const since = server.messages.length;
	const completedTurn = await server.turn(threadId);
	return { turn: completedTurn, lines: story(server.messages.slice(since)) };
}

test("a plan is cut out of the message, wherever the stream cuts its tags", async () => {
	const text = "Intro.\n<proposed_plan>\n# Title\n- step\n</proposed_plan>\nAfter.";
	const deltas = [
		[...text],
		[text],
		["Intro.\n<propo", "sed_plan>\n# Ti", "tle\n- step\n</proposed", "_plan>\nAf", "ter."],
	];
	const { server, threadId } = await serve(...deltas.map((each) => answer(message(each))));
	for (const _ of deltas) {
		const { turn: done, lines } = await turn(server, threadId);
		expect(lines).toEqual([
			'started agentMessage ""',
			"message +Intro.\n",
			'started plan ""',
			"plan +# Title\n- step\n",
			"message +After.",
			'completed plan "# Title\\n- step\\n"',
			'completed agentMessage "Intro.\\nAfter."',
		]);
		expect(done.items).toMatchObject([{ type: "agentMessage", text: "Intro.\nAfter." }]);
	}
	const { thread } = await server.request("thread/read", { threadId, includeTurns: true });
	expect(Object(thread).turns[0].items.map(({ type }: Json) => type)).toEqual(["userMessage", "plan", "agentMessage"]);
});

test("a message that is all plan is no message; an open plan ends with it; the last of two counts; a tag in a line is text", async () => {
	const { endpoint, server, threadId } = await serve(
		answer(message("<proposed_plan>\nOnly\n</proposed_plan>")),
		answer(message("open\n<proposed_plan>\nnever closed")),
		answer(message("A\n<proposed_plan>\none\n</proposed_plan>\nB\n<proposed_plan>\ntwo\n</proposed_plan>\nC")),
		answer(message("Not <proposed_plan> here </proposed_plan>.")),
	);
	expect((await turn(server, threadId)).lines).toEqual(['started plan ""', "plan +Only\n", 'completed plan "Only\\n"']);
	expect((await turn(server, threadId)).lines.slice(-2)).toEqual([
		'completed plan "never closed"',
		'completed agentMessage "open\\n"',
	]);
	expect((await turn(server, threadId)).lines.slice(-2)).toEqual([
		'completed plan "two\\n"',
		'completed agentMessage "A\\nB\\nC"',
	]);
	expect((await turn(server, threadId)).lines.at(-1)).toBe(
		'completed agentMessage "Not <proposed_plan> here </proposed_plan>."',
	);
	// The model is told its own words as it said them.
	expect(JSON.stringify(endpoint.requests[1]?.body.input)).toContain("<proposed_plan>\\\\nOnly".replace("\\\\", "\\"));
});

test("a plan that is cut in the stream goes on where it was, and one that is stopped completes", async () => {
	const gate = new Gate();
	const half = messageParts(["<proposed_plan>\n", "one\n", "tw"]);
	const { server, threadId } = await serve(
		stream(created(), half.start, ...half.deltas, "cut"),
		answer(message(["<proposed_plan>\none\n", "two\n</proposed_plan>"])),
		stream(created(), half.start, ...half.deltas, gate, completed()),
	);
	const { lines } = await turn(server, threadId);
	expect(lines).toEqual(['started plan ""', "plan +one\ntwo\n", 'completed plan "one\\ntwo\\n"']);
	const since = server.messages.length;
	const started = await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	await server.notification("item/plan/delta", since);
	await server.request("turn/interrupt", { threadId, turnId: Object(started.turn).id });
	await server.notification("turn/completed", since);
	expect(story(server.messages.slice(since)).at(-1)).toMatch(/^completed plan "one/);
});

test("in plan mode the model may ask, and may not report progress; the mode is told once and its end too", async () => {
	const question = {
		id: "colour",
		header: "Colour",
		question: "Which?",
		options: [{ label: "Red", description: "Warm." }],
	};
	const { endpoint, server, threadId } = await serve(
		answer(
			functionCall("request_user_input", { questions: [question] }, "ask"),
			functionCall("update_plan", { plan: [] }, "plan"),
			functionCall("request_user_input", { questions: [] }, "none"),
		),
		answer(message("Red it is.")),
		answer(functionCall("request_user_input", { questions: [question] }, "late")),
		answer(message("Done.")),
	);
	const since = server.messages.length;
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
	const asked = await server.notification("item/tool/requestUserInput", since);
	expect(asked.params).toMatchObject({
		itemId: "ask",
		isBlocking: true,
		questions: [{ ...question, isOther: true, isSecret: false }],
	});
	const waits = await server.next(
		({ method, params }) =>
			method === "thread/status/changed" && String(Object(params?.status).activeFlags) === "waitingOnUserInput",
		since,
	);
	expect(waits).toBeDefined();
	server.write({ id: asked.id, result: { answers: { colour: { answers: ["Red"] } } } });
	await server.notification("turn/completed", since);
	const outputs = (index: number) =>
		Object.fromEntries(
			(endpoint.requests[index]?.body.input as Json[])
				.filter(({ type }) => type === "function_call_output")
				.map(({ call_id, output }) => [call_id, output]),
		);
	expect(JSON.parse(outputs(1).ask)).toEqual({ answers: { colour: { answers: ["Red"] } } });
	expect(outputs(1).plan).toContain("not available in Plan mode");
	expect(outputs(1).none).toContain("failed to parse function arguments");
	expect(toolNames(endpoint.requests[0]?.body ?? {})).toContain("request_user_input");
	expect(toolNames(endpoint.requests[0]?.body ?? {})).not.toContain("update_plan");

	const settings = { model: "gpt-5.5", reasoning_effort: null, developer_instructions: null };
	const collaborationMode = { mode: "default", settings };
	const next = server.messages.length;
	await server.request("turn/start", { threadId, input: [{ type: "text", text: "go" }], collaborationMode });
	await server.notification("turn/completed", next);
	expect(toolNames(endpoint.requests[2]?.body ?? {})).toContain("update_plan");
	expect(outputs(3).late).toBe("request_user_input is unavailable in Default mode");
	const modes = JSON.stringify(endpoint.requests[3]?.body.input).match(/<collaboration_mode>\\n\w+/g);
	expect(modes).toEqual(["<collaboration_mode>\\nPlan", "<collaboration_mode>\\nDefault"]);
});
