import * as z from "zod";
import type { TurnHost } from "../agent/turnHost.ts";
import { ask } from "./approvals.ts";
import { Interruption } from "./interruption.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { ArgumentError, parseArguments } from "./toolArguments.ts";

const MOST_QUESTIONS = 3;

const Arguments = z.object({
	questions: z
		.array(
			z.object({
				id: z.string().min(1),
				header: z.string(),
				question: z.string(),
				options: z.array(z.object({ label: z.string(), description: z.string() })).min(1),
			}),
		)
		.min(1)
		.max(MOST_QUESTIONS),
});

export const requestUserInputSpec: ToolSpec = {
	type: "function",
	name: "request_user_input",
	description: "Asks the person one to three short questions and waits for the answers. For plan mode only.",
	strict: false,
	parameters: {
		type: "object",
		properties: {
			questions: {
				type: "array",
				description: "One question if that will do, at most three.",
				items: {
					type: "object",
					properties: {
						id: { type: "string", description: "Name of the question, in snake_case; the answer comes under it." },
						header: { type: "string", description: "What it is about, in at most 12 characters." },
						question: { type: "string", description: "The question, in one sentence." },
						options: {
							type: "array",
							description:
								"Two or three answers that exclude each other, the one you advise first. The person can always answer otherwise: offer no such option.",
							items: {
								type: "object",
								properties: {
									label: { type: "string", description: "One to five words." },
									description: { type: "string", description: "What follows from it, in one sentence." },
								},
								required: ["label", "description"],
								additionalProperties: false,
							},
						},
					},
					required: ["id", "header", "question", "options"],
					additionalProperties: false,
				},
			},
		},
		required: ["questions"],
		additionalProperties: false,
	},
};

/** The answers as JSON. Rejects with an AbortError when the turn ends before they come. */
export async function requestUserInput(callId: string, input: string, host: TurnHost): Promise<ToolOutput> {
	if (host.settings.mode.kind !== "plan") {
		return { text: "request_user_input is unavailable in Default mode", success: false };
	}
	const { questions } = parseArguments(Arguments, input);
	if (new Set(questions.map(({ id }) => id)).size < questions.length) {
		throw new ArgumentError("failed to parse function arguments: two questions have the same id");
	}
	const answer = await ask(host, "item/tool/requestUserInput", {
		itemId: callId,
		questions: questions.map((question) => ({ ...question, isOther: true, isSecret: false })),
		isBlocking: true,
		autoResolutionMs: null,
	});
	if (answer === "cleared") throw new Interruption(false);
	if (answer === "refused") return { text: "The question could not be put to the person.", success: false };
	return { text: JSON.stringify(answer), success: true };
}
