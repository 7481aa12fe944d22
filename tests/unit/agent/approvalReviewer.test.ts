import { afterEach, expect, test, vi } from "vitest";
import { ApprovalReviewer } from "../../../server/agent/approvalReviewer.ts";
import type { ReviewedAction } from "../../../server/tools/approvalReview.ts";
import { FakeTurnHost } from "../../support/fakeTurnHost.ts";
import { ResponsesEndpoint } from "../../support/responsesEndpoint.ts";
import { created, Gate, stream } from "../../support/responsesEvents.ts";

afterEach(() => {
	vi.useRealTimers();
});

const ACTION: ReviewedAction = {
	action: { type: "command", source: "unifiedExec", command: "true", cwd: "/nonexistent/workspace" },
	planned: { tool: "exec_command", command: ["true"] },
};

test("a model that does not answer in time has not said yes", async () => {
	const gate = new Gate();
	const endpoint = await ResponsesEndpoint.start(stream(created(), gate));
	const host = new FakeTurnHost({ provider: { baseUrl: endpoint.baseUrl } });
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	const verdict = new ApprovalReviewer(async () => {}).review(ACTION, "item", host);
	await gate.reached;
	vi.advanceTimersByTime(90_000);
	expect(await verdict).toMatchObject({ kind: "timedOut", tooMany: null });
	vi.useRealTimers();
	expect(host.recorded.at(-1)).toMatchObject({
		method: "item/autoApprovalReview/completed",
		params: { review: { status: "timedOut", riskLevel: null } },
	});
	await endpoint.abandon();
});
