import type { ApprovalsReviewer, AskForApproval } from "#protocol/policy.ts";

/** Who decides about what needs approval. */
export type Reviewer = Exclude<ApprovalsReviewer, "guardian_subagent">;

/** The reviewer by its present name; an older one is still understood. */
export const reviewerNamed = (name: ApprovalsReviewer): Reviewer => (name === "user" ? "user" : "auto_review");

/** Whether a model decides in the person's place. Who wants to be asked about everything is asked. */
export function isAutoReviewed(approvalPolicy: AskForApproval, reviewer: Reviewer): boolean {
	return reviewer === "auto_review" && (approvalPolicy === "on-request" || typeof approvalPolicy === "object");
}
