import type { RecordedSession } from "../recordedSession.ts";
import { answer, customToolCall, functionCall, httpError, message, type Reply } from "../responsesEvents.ts";
import { runTurn, type Scenario } from "./scenario.ts";

const says = (verdict: object) => answer(message(JSON.stringify(verdict)));
const ALLOW = { outcome: "allow", risk_level: "low", user_authorization: "high", rationale: "It was asked for." };
const DENY = { outcome: "deny", risk_level: "high", user_authorization: "low", rationale: "Nobody asked for it." };
const escalated = { cmd: "true", sandbox_permissions: "require_escalated", justification: "I need it" };
const run = () => answer(functionCall("exec_command", escalated));
const edit = () => answer(customToolCall("apply_patch", "*** Begin Patch\n*** Add File: a.txt\n+x\n*** End Patch\n"));
const done = () => answer(message("Done."));

async function start(session: RecordedSession, cwd: string, more: object = {}): Promise<string> {
	const announced = session.next("thread/started");
	const { thread } = await session.request("thread/start", {
		cwd,
		approvalPolicy: "on-request",
		approvalsReviewer: "auto_review",
		sandbox: "read-only",
		...more,
	});
	await announced;
	return String(Object(thread).id);
}

/** What a command is about that is to leave the sandbox, which the reference does not say; and why a model could not be asked. */
const differing =
	/\.commandActions\.0\.command: |: "Automatic approval review failed: .*" ≠ "Automatic approval review failed: /;

const turn = (name: string, model: () => Reply[]): Scenario => ({
	name,
	model,
	differs: { values: differing },
	run: async (session, workspace) => runTurn(session, await start(session, workspace)),
});

/** A model in the person's place. */
export const approvalReviewScenarios: Scenario[] = [
	turn("a command that the reviewer allows", () => [run(), says(ALLOW), done()]),
	turn("a command that the reviewer denies", () => [run(), says(DENY), done()]),
	turn("a command that the reviewer denies without a reason", () => [run(), says({ outcome: "deny" }), done()]),
	turn("a review that is not to be had", () => [run(), httpError(400, { message: "no such model" }), done()]),
	turn("an edit that the reviewer allows", () => [edit(), says({ outcome: "allow" }), done()]),
	turn("an edit that the reviewer denies", () => [edit(), says(DENY), done()]),
	turn("three denials in a row", () => [run(), says(DENY), run(), says(DENY), run(), says(DENY)]),
	{
		name: "the reviewer is chosen",
		run: async (session, workspace) => {
			for (const approvalsReviewer of ["user", "auto_review", "guardian_subagent", null, "nobody"])
				await session.request("thread/start", { cwd: workspace, approvalsReviewer });
			await session.request("thread/start", { cwd: workspace, config: { approvals_reviewer: "auto_review" } });
		},
	},
	{
		name: "a review on demand, and consent to what was denied",
		experimental: true,
		model: () => [done(), says(DENY)],
		run: async (session, workspace) => {
			const threadId = await start(session, workspace, { approvalsReviewer: "user" });
			const review = () => session.request("thread/guardianReview", { threadId });
			const inject = (call_id: string, name: string, args: object) =>
				session.request("thread/inject_items", {
					threadId,
					items: [{ type: "function_call", name, call_id, arguments: JSON.stringify(args) }],
				});
			await review();
			await runTurn(session, threadId);
			await review();
			await inject("a", "exec_command", escalated);
			await review();
			await inject("b", "exec_command", { cmd: "ls" });
			await review();
			await inject("c", "request_permissions", { permissions: { network: { enabled: true } } });
			await review();
			await session.request("thread/guardianReview", { threadId: "nobody" });
			const action = { type: "command", source: "shell", command: "true", cwd: workspace };
			const event = { id: "a", turn_id: "b", started_at_ms: 1, status: "denied", action };
			const nobody = "01a1fda9-ebf3-7692-9c4a-c3f603da9616";
			for (const each of [event, { ...event, status: "aborted" }, {}, null, { ...event, action: {} }])
				await session.request("thread/approveGuardianDeniedAction", { threadId, event: each });
			await session.request("thread/approveGuardianDeniedAction", { threadId: nobody, event });
		},
	},
];
