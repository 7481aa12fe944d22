import * as z from "zod";

/** What a review says that has nothing to say. The text is the reference's. */
export const NO_REVIEW = "Reviewer failed to output a response.";

const Finding = z.object({
	title: z.string(),
	body: z.string(),
	confidence_score: z.number(),
	priority: z.number().nullish(),
	code_location: z.object({
		absolute_file_path: z.string(),
		line_range: z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() }),
	}),
});

const Output = z.object({
	findings: z.array(Finding),
	overall_correctness: z.string(),
	overall_explanation: z.string(),
	overall_confidence_score: z.number(),
});

type Output = z.output<typeof Output>;

/** The answer of a reviewing model as text: its verdict, then its findings with their places. What is no such JSON is kept as it is. */
export function renderReview(answer: string): string {
	const output = parse(answer);
	if (!output) return answer.trim() || NO_REVIEW;
	const parts = [output.overall_explanation.trim(), findingsText(output)].filter((part) => part !== "");
	return parts.join("\n\n") || NO_REVIEW;
}

/** The JSON, also when words or a fence surround it. */
function parse(answer: string): Output | null {
	const inner = answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1);
	for (const text of [answer, inner]) {
		try {
			const parsed = Output.safeParse(JSON.parse(text));
			if (parsed.success) return parsed.data;
		} catch {
			// No JSON: plain words are a proper review too.
		}
	}
	return null;
}

function findingsText({ findings }: Output): string {
	if (findings.length === 0) return "";
	const lines = findings.map(({ title, body, code_location: { absolute_file_path: file, line_range } }) => {
		const indented = body.split("\n").map((line) => `  ${line}`);
		return [`- ${title} — ${file}:${line_range.start}-${line_range.end}`, ...indented].join("\n");
	});
	return [findings.length === 1 ? "Review comment:" : "Full review comments:", ...lines].join("\n\n");
}
