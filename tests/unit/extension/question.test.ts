import { expect, test } from "vitest";
import { commandQuestion } from "../../../extension/approvals/question.ts";
import { fromWebview } from "../../../extension/chat/fromWebview.ts";

const params = {
	threadId: "t",
	turnId: "u",
	itemId: "i",
	startedAtMs: 1,
	kind: "command" as const,
	approvalId: null,
	environmentId: null,
	reason: "To see what fails",
	command: "/bin/bash -lc 'pnpm test'",
	cwd: "/shop",
	commandActions: null,
	networkApprovalContext: null,
	proposedExecpolicyAmendment: ["pnpm", "test"],
	proposedNetworkPolicyAmendments: null,
};

test("a command is asked about in these words and this order", () => {
	const asked = commandQuestion("0", params, () => "the workspace");
	expect(asked.question).toBe("Do you want to allow Heddle to run `pnpm test` in this workspace?");
	expect(asked.facts).toEqual(["To see what fails", "In the workspace"]);
	expect(asked.choices.map(({ label }) => label)).toEqual([
		"Yes",
		"Yes, and don't ask again for commands that start with `pnpm test`",
		"Yes, for this session",
		"No, and tell Heddle what to do differently",
		"Stop the turn",
	]);
});

test("without a proposed rule there is no such choice", () => {
	const { choices } = commandQuestion("0", { ...params, proposedExecpolicyAmendment: null }, (path) => path);
	expect(choices.map(({ id }) => id)).toEqual(["accept", "acceptForSession", "decline", "cancel"]);
});

test("the panel's messages are taken only in their own shape", () => {
	expect(fromWebview({ type: "send", text: "hi", clientId: "c" })).not.toBeNull();
	expect(fromWebview({ type: "send", text: 1, clientId: "c" })).toBeNull();
	expect(fromWebview({ type: "toString" })).toBeNull();
	expect(fromWebview("send")).toBeNull();
});
