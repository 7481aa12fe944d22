import type { ReviewTarget } from "#protocol/review.ts";
import type { TurnBegin } from "./loadedThread.ts";

/** What a review's turn begins with, and what it is of in a few words for a person. */
export async function reviewBegin(target: ReviewTarget): Promise<{ begin: TurnBegin; label: string }> {
	const { reviewLabel, reviewRequest } = await import("../agent/reviewPrompt.ts");
	const label = reviewLabel(target);
	const input = [{ type: "text" as const, text: reviewRequest(target), text_elements: [] }];
	return { begin: { task: { type: "review", label }, outputSchema: undefined, input, clientId: null }, label };
}
