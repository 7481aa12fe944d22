import { answer, functionCall, message } from "../responsesEvents.ts";
import { afterTurns, runTurn, type Scenario, startThread, text } from "./scenario.ts";

const absent = "01990000-0000-7000-8000-000000000000";
const review =
	'{"findings":[],"overall_correctness":"patch is correct","overall_explanation":"All well.","overall_confidence_score":0.9}';

export const longTurnScenarios: Scenario[] = [
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
