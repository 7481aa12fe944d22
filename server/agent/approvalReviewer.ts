import { randomUUID } from "node:crypto";
import type { GuardianApprovalReview, ThreadGuardianAssessment } from "#protocol/guardian.ts";
import { userText } from "../model/messageContent.ts";
import { openProvider } from "../model/openProvider.ts";
import type { Delay } from "../model/retry.ts";
import type { Review, ReviewedAction, Verdict } from "../tools/approvalReview.ts";
import { createToolSession } from "../tools/session.ts";
import { AssessmentUnreadable, readAssessment } from "./approvalAssessment.ts";
import { approvalQuestion, UNREADABLE } from "./approvalPrompt.ts";
import { ApprovalReviewHost } from "./approvalReviewHost.ts";
import { DenialCount } from "./denialCount.ts";
import { readingTools } from "./review.ts";
import { sample } from "./sampling.ts";
import { StreamedItems } from "./streamedItems.ts";
import type { TurnHost } from "./turnHost.ts";

/** How long a review may take, in milliseconds, and how often a model is asked that gives no readable answer. Both are the reference's. */
const DEADLINE_MS = 90_000;
const MAX_ANSWERS = 3;
/** How often a model may look at something before it has to answer. */
const MAX_LOOKS = 20;

const TIMED_OUT = "Automatic approval review timed out while evaluating the requested approval.";

/** A model that decides about actions in the person's place. What cannot be decided is not allowed. */
export class ApprovalReviewer {
	readonly #delay: Delay;
	#denials: DenialCount | null = null;

	constructor(delay: Delay) {
		this.#delay = delay;
	}

	readonly review: Review = async (reviewed, itemId, host) => {
		const { action } = reviewed;
		const about = { reviewId: randomUUID(), targetItemId: itemId, startedAtMs: Date.now(), action };
		host.notify("item/autoApprovalReview/started", { ...about, review: unrated("inProgress", null) });
		const { review, verdict } = await this.#decide(reviewed, host);
		if (review.rationale !== null) host.warnOfReview(warning(review));
		host.notify("item/autoApprovalReview/completed", {
			...about,
			completedAtMs: Date.now(),
			decisionSource: "agent",
			review,
		});
		return verdict;
	};

	async #decide(
		reviewed: ReviewedAction,
		host: TurnHost,
	): Promise<{ review: GuardianApprovalReview; verdict: Verdict }> {
		try {
			const { outcome, ...rating } = await this.assess(reviewed, host);
			const isDenied = outcome === "deny";
			const tooMany = this.#denialsOf(host).add(isDenied);
			return isDenied
				? { review: { status: "denied", ...rating }, verdict: no("denied", deniedText(rating.rationale), tooMany) }
				: { review: { status: "approved", ...rating }, verdict: { kind: "approved" } };
		} catch (error) {
			if (host.signal.aborted) return { review: unrated("aborted", null), verdict: { kind: "aborted" } };
			if (error instanceof TimedOut)
				return { review: unrated("timedOut", TIMED_OUT), verdict: no("timedOut", TIMED_OUT_TEXT, null) };
			const failure = `Automatic approval review failed: ${error instanceof Error ? error.message : String(error)}`;
			return { review: unrated("denied", failure), verdict: no("denied", failedText(failure), null) };
		}
	}

	#denialsOf({ turnId }: TurnHost): DenialCount {
		if (this.#denials?.turnId !== turnId) this.#denials = new DenialCount(turnId);
		return this.#denials;
	}

	/** What a model says of an action. Clients are told nothing. Rejects when it says nothing readable in time, and with the signal's reason. */
	async assess(reviewed: ReviewedAction, host: TurnHost): Promise<ThreadGuardianAssessment> {
		const deadline = new AbortController();
		const timer = setTimeout(() => deadline.abort(), DEADLINE_MS);
		const reviewer = new ApprovalReviewHost(host, AbortSignal.any([host.signal, deadline.signal]));
		// Marked with an id of its own: its end is not to end the thread's commands. No rule of the person's lets it out of the sandbox.
		const tools = createToolSession({
			threadId: randomUUID(),
			ignoresRules: true,
			review: async () => ({ kind: "aborted" }),
		});
		try {
			const provider = await openProvider(reviewer, this.#delay);
			const items = new StreamedItems(reviewer, new Set());
			const sampling = { host: reviewer, provider, tools: readingTools(tools), items, delay: this.#delay };
			ask(reviewer, approvalQuestion(reviewed, host));
			for (let answers = 1, looks = 0; ; ) {
				const calls = await sample(sampling);
				reviewer.signal.throwIfAborted();
				if (calls > 0) {
					looks += calls;
					if (looks > MAX_LOOKS) throw new AssessmentUnreadable("the review did not come to a decision");
					continue;
				}
				try {
					return readAssessment(reviewer.answer);
				} catch (error) {
					if (!(error instanceof AssessmentUnreadable) || answers++ === MAX_ANSWERS) throw error;
					ask(reviewer, UNREADABLE);
				}
			}
		} catch (error) {
			throw deadline.signal.aborted && !host.signal.aborted ? new TimedOut(TIMED_OUT) : error;
		} finally {
			clearTimeout(timer);
			await tools.dispose();
		}
	}
}

class TimedOut extends Error {}

function ask(reviewer: ApprovalReviewHost, text: string): void {
	reviewer.history.append(userText(text));
}

const unrated = (status: GuardianApprovalReview["status"], rationale: string | null): GuardianApprovalReview => ({
	status,
	riskLevel: null,
	userAuthorization: null,
	rationale,
});

const no = (kind: "denied" | "timedOut", message: string, tooMany: string | null): Verdict => ({
	kind,
	message,
	tooMany,
});

/** The words are the reference's. */
function warning({ status, riskLevel, userAuthorization, rationale }: GuardianApprovalReview): string {
	if (riskLevel === null) return rationale ?? "";
	return `Automatic approval review ${status} (risk: ${riskLevel}, authorization: ${userAuthorization}): ${rationale}`;
}

const deniedText = (rationale: string) =>
	`A review denied this action: ${rationale}\nDo not reach for the same result by another way. Go on with something that is clearly safer, or end your turn by telling the person what you wanted to do, why it was denied and what it could lead to: only what they say after that counts as their consent.`;

const failedText = (failure: string) =>
	`${failure}\nThe action was not carried out, because nobody could review it. That says nothing about the action. Do not go around the review; mend what failed, or ask the person.`;

const TIMED_OUT_TEXT =
	"The review of this action did not end in time, so it was not carried out. That says nothing about the action. Try it once more, or ask the person.";
