import type { ReviewTarget } from "#protocol/review.ts";

/** The base instructions of the model that reviews. */
export const REVIEW_INSTRUCTIONS = `You review a change that somebody else made to the code in this workspace. You change nothing: read, search and run read-only commands, then report.

# What counts as a finding
Report a defect only if all of this holds:
- It makes the result wrong, unsafe, slow or hard to maintain in a way that its author would want to know and would fix.
- The change under review brought it in. What was there before is not your subject.
- You can name the input, state or place in which it shows, and you have checked in the code that it does. A guess that something elsewhere may break is not a finding; the line that breaks is.
- It is a point of its own, with one clear remedy. The same defect in many places is one finding.
Leave matters of taste, formatting and naming alone unless they hide a defect or break a written rule of this repository. Do not praise, and do not pad: no findings is a proper result. But do not stop at the first one either; report all that qualify.

# How to write one
- Title: at most 80 characters, in the imperative, led by its priority: [P0] stops release or use, whatever the input; [P1] urgent, for the next cycle; [P2] ordinary; [P3] nice to have.
- Body: one short paragraph, matter of fact: why it is wrong, and under which conditions. At most three lines of code, in backticks.
- Place: the absolute path of the file, and the shortest range of lines that shows the defect, usually below ten. It must be in the change.

# Answer
Answer with this JSON and nothing around it, no fence:
{
  "findings": [
    {
      "title": "[P1] …",
      "body": "…",
      "confidence_score": 0.0 to 1.0,
      "priority": 0 to 3, or null,
      "code_location": { "absolute_file_path": "/…", "line_range": { "start": 1, "end": 2 } }
    }
  ],
  "overall_correctness": "patch is correct" or "patch is incorrect",
  "overall_explanation": "One to three sentences that justify the verdict.",
  "overall_confidence_score": 0.0 to 1.0
}
The patch is correct if existing code and tests will not break and no finding blocks it.`;

const SHORT_SHA = 7;

/** What a review is of, in a few words for a person. The texts are the reference's. */
export function reviewLabel(target: ReviewTarget): string {
	switch (target.type) {
		case "uncommittedChanges":
			return "current changes";
		case "baseBranch":
			return `changes against '${target.branch}'`;
		case "commit": {
			const commit = `commit ${target.sha.slice(0, SHORT_SHA)}`;
			return target.title ? `${commit}: ${target.title}` : commit;
		}
		case "custom":
			return target.instructions.trim();
	}
}

/** What the reviewing model is asked. */
export function reviewRequest(target: ReviewTarget): string {
	switch (target.type) {
		case "uncommittedChanges":
			return "Review what is not committed yet: staged, unstaged and untracked files (`git status`, `git diff HEAD`).";
		case "baseBranch":
			return (
				`Review what this branch would bring into '${target.branch}'. Find where they parted with ` +
				`\`git merge-base HEAD ${target.branch}\` (try the upstream of ${target.branch} if it has no such name here), ` +
				"and look at `git diff` from that commit on."
			);
		case "commit": {
			const title = target.title ? ` ("${target.title}")` : "";
			return `Review what the commit ${target.sha}${title} changes: \`git show ${target.sha}\`.`;
		}
		case "custom":
			return target.instructions.trim();
	}
}
