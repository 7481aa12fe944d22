import type { RecordedSession } from "../recordedSession.ts";
import { answer, completed, created, functionCall, Gate, message, messageParts, stream } from "../responsesEvents.ts";
import { afterTurns, runTurn, type Scenario, startThread, text } from "./scenario.ts";

const absent = "01990000-0000-7000-8000-000000000000";
const review =
	'{"findings":[],"overall_correctness":"patch is correct","overall_explanation":"All well.","overall_confidence_score":0.9}';

/** An answer that stops in its middle until the client has done something. */
function heldAnswer() {
	const gate = new Gate();
	const { start, deltas, done } = messageParts(["Half ", "and half."]);
	const [first, second] = deltas;
	if (!first || !second) throw new Error("two deltas");
	return { gate, reply: stream(created(), start, first, gate, second, done, completed()) };
}

/** A scenario whose client does something while the model speaks; `after` follows in the same turn or the next. */
function amid(
	name: string,
	after: string[],
	run: (session: RecordedSession, threadId: string) => Promise<void>,
): Scenario {
	let held = heldAnswer();
	return {
		name,
		model: () => {
			held = heldAnswer();
			return [held.reply, ...after.map((words) => answer(message(words)))];
		},
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const streaming = session.next("item/agentMessage/delta");
			const done = session.next("turn/completed");
			await session.request("turn/start", { threadId, input: text("go") });
			await streaming;
			await run(session, threadId);
			held.gate.release();
			await done;
			await session.request("thread/read", { threadId, includeTurns: true });
		},
	};
}

/** A scenario whose client says something while the turn waits for an approval, and then ends the wait. */
function amidApproval(
	name: string,
	after: string,
	end: (session: RecordedSession, turn: { threadId: string; turnId: string }, decline: () => void) => Promise<void>,
): Scenario {
	return {
		name,
		model: () => [answer(functionCall("exec_command", { cmd: "touch made" })), answer(message(after))],
		run: async (session, workspace) => {
			const asked = Promise.withResolvers<void>();
			const decided = Promise.withResolvers<void>();
			session.onRequest.set("item/commandExecution/requestApproval", async () => {
				asked.resolve();
				await decided.promise;
				return { decision: "decline" };
			});
			const threadId = await startThread(session, workspace, { approvalPolicy: "untrusted" });
			const { turn } = await session.request("turn/start", { threadId, input: text("go") });
			const turnId = String(Object(turn).id);
			await asked.promise;
			const item = { type: "message", role: "user", content: [{ type: "input_text", text: "An item." }] };
			await session.request("turn/steer", { threadId, expectedTurnId: turnId, input: text("Words.") });
			await session.request("thread/inject_items", { threadId, items: [item] });
			await session.request("turn/steer", { threadId, expectedTurnId: turnId, input: text("More words.") });
			const done = session.next("turn/completed");
			await end(session, { threadId, turnId }, decided.resolve);
			await done;
		},
	};
}

export const longTurnScenarios: Scenario[] = [
	amid("items are injected while the model speaks", ["I see."], async (session, threadId) => {
		const item = { type: "message", role: "user", content: [{ type: "input_text", text: "Injected." }] };
		await session.request("thread/inject_items", { threadId, items: [item] });
	}),
	amidApproval("words and items come while an approval is waited for", "I see.", async (_session, _turn, decline) =>
		decline(),
	),
	amidApproval("a turn is interrupted that was told more", "Never said.", async (session, turn) => {
		const done = session.next("turn/completed");
		await session.request("turn/interrupt", turn);
		await done;
		await runTurn(session, turn.threadId, "next");
	}),
	afterTurns(
		"a history is compacted by hand",
		1,
		async (session, threadId) => {
			const done = session.next("turn/completed");
			await session.request("thread/compact/start", { threadId });
			await done;
			await runTurn(session, threadId, "Question 2");
			await session.request("thread/compact/start", { threadId: absent });
		},
		() => [answer(message("A summary.")), answer(message("Answer 2"))],
	),
	{
		name: "a review of the changes",
		model: () => [answer(message(review))],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			await session.request("review/start", { threadId, target: { type: "baseBranch", branch: " " } });
			await session.request("review/start", { threadId, target: { type: "commit", sha: "" } });
			await session.request("review/start", { threadId, target: { type: "custom", instructions: " " } });
			await session.request("review/start", { threadId: absent, target: { type: "uncommittedChanges" } });
			const done = session.next("turn/completed");
			await session.request("review/start", { threadId, target: { type: "custom", instructions: "Look at a.ts" } });
			await done;
		},
	},
	{
		name: "a command of the person's own",
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const done = session.next("turn/completed");
			await session.request("thread/shellCommand", { threadId, command: "echo own" });
			await done;
			await session.request("thread/shellCommand", { threadId, command: "" });
			await session.request("thread/shellCommand", { threadId: absent, command: "true" });
		},
	},
	{
		name: "a plan in plan mode",
		experimental: true,
		model: () => [answer(message(["Before.\n<proposed_plan>\n- one\n", "- two\n</proposed_plan>\nAfter."]))],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const done = session.next("turn/completed");
			await session.request("turn/start", {
				threadId,
				input: text("Plan it"),
				collaborationMode: { mode: "plan", settings: { model: "gpt-5.5" } },
			});
			await done;
		},
	},
	{
		name: "settings of a thread",
		experimental: true,
		model: () => [answer(message("Hello"))],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			await session.request("thread/settings/update", { threadId, effort: "low", approvalPolicy: "on-request" });
			await session.request("thread/settings/update", { threadId });
			await session.request("thread/settings/update", { threadId: absent, effort: "low" });
			await session.request("turn/settings/update", { threadId, turnId: absent, model: "gpt-5.5" });
			await runTurn(session, threadId);
			await session.request("collaborationMode/list", {});
		},
	},
	{
		name: "overrides of one turn stay",
		model: () => [answer(message("One")), answer(message("Two"))],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			const done = session.next("turn/completed");
			await session.request("turn/start", {
				threadId,
				input: text("go"),
				effort: "low",
				approvalPolicy: "on-request",
				sandboxPolicy: { type: "readOnly", networkAccess: false },
				outputSchema: { type: "object", properties: {}, additionalProperties: false },
			});
			await done;
			await runTurn(session, threadId);
			await session.request("thread/resume", { threadId });
		},
	},
	{
		name: "a command that outlives its turn",
		experimental: true,
		model: () => [
			answer(functionCall("exec_command", { cmd: "sleep 30", yield_time_ms: 300 })),
			answer(message("It runs.")),
		],
		run: async (session, workspace) => {
			const threadId = await startThread(session, workspace);
			await runTurn(session, threadId);
			await session.request("thread/backgroundTerminals/list", { threadId });
			const done = session.next("item/completed", ({ item }) => Object(item).type === "commandExecution");
			await session.request("thread/backgroundTerminals/clean", { threadId });
			await done;
			await session.request("thread/backgroundTerminals/list", { threadId });
			await session.request("thread/backgroundTerminals/terminate", { threadId, processId: "1" });
			await session.request("thread/backgroundTerminals/list", { threadId: absent });
		},
	},
];
