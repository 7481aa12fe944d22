import type { GuardianApprovalReviewAction } from "#protocol/guardian.ts";
import type { TurnHost } from "../agent/turnHost.ts";
import { isAutoReviewed } from "../policy/approvalsReviewer.ts";
import { Interruption } from "./interruption.ts";
import type { ToolContext } from "./session.ts";

/** Something that needs approval, for a model that decides in the person's place. */
export interface ReviewedAction {
	/** As clients see it. */
	action: GuardianApprovalReviewAction;
	/** The whole of it, as the reviewing model reads it. */
	planned: Record<string, unknown>;
}

export type Verdict =
	| { kind: "approved" }
	/** `message` is for the model that wanted to act. `tooMany`: why the turn ends here; null where it goes on. */
	| { kind: "denied" | "timedOut"; message: string; tooMany: string | null }
	/** The turn ended first. */
	| { kind: "aborted" };

/** Has an action reviewed and tells the clients of it. `itemId` is what waits for the verdict. Never rejects: what fails is no yes. */
export type Review = (reviewed: ReviewedAction, itemId: string, host: TurnHost) => Promise<Verdict>;

/** Whether a model decides about what needs approval: by the settings, or because more rights were granted on this condition. */
export function isReviewed(context: ToolContext, host: TurnHost): boolean {
	const { approvalPolicy, approvalsReviewer } = host.settings;
	return isAutoReviewed(approvalPolicy, approvalsReviewer) || context.rights.isStrict(host);
}

/**
 * What the model is told of a verdict that is no yes, when everything that waited for it is completed.
 * `hasBegun`: whether a part of it was done before.
 * @throws Interruption when the turn has ended, or ends here
 */
export function refusal(verdict: Exclude<Verdict, { kind: "approved" }>, host: TurnHost, hasBegun = false): string {
	if (verdict.kind === "aborted") throw new Interruption(hasBegun);
	if (verdict.tooMany !== null) {
		host.warnOfReview(verdict.tooMany);
		host.cancelTurn();
		throw new Interruption(hasBegun);
	}
	return verdict.message;
}
