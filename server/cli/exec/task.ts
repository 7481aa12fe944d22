import fs from "node:fs";
import path from "node:path";
import type { RequestInput } from "#protocol/messages.ts";
import type { ReviewTarget } from "#protocol/review.ts";
import type { Turn } from "#protocol/turn.ts";
import { reviewLabel } from "../../agent/reviewPrompt.ts";
import type { ParsedArguments } from "../commandLine.ts";
import type { LocalClient } from "../localClient.ts";
import { readPrompt } from "./prompt.ts";

/** What a run is for: one turn. */
export interface Task {
	/** Shown to the person as what was asked. */
	words: string;
	start(client: LocalClient, threadId: string): Promise<{ turn: Turn }>;
}

/** A turn with the person's words and pictures. @throws Error when the schema of the last message cannot be read */
export function promptTask(args: ParsedArguments, words: string): Task {
	const outputSchema = readSchema(args.text("output-schema"));
	const pictures = args.texts("image").map((image) => ({ type: "localImage" as const, path: path.resolve(image) }));
	const input: RequestInput<"turn/start">["input"] = [...pictures, { type: "text", text: words }];
	return { words, start: (client, threadId) => client.request("turn/start", { threadId, input, outputSchema }) };
}

/** A review of what the command line names. @throws Error when it names nothing */
export async function reviewTask(args: ParsedArguments): Promise<Task> {
	const target = await reviewTarget(args);
	return {
		words: reviewLabel(target),
		start: (client, threadId) => client.request("review/start", { threadId, target }),
	};
}

async function reviewTarget(args: ParsedArguments): Promise<ReviewTarget> {
	if (args.has("uncommitted")) return { type: "uncommittedChanges" };
	const branch = args.text("base");
	if (branch !== null) return { type: "baseBranch", branch };
	const sha = args.text("commit");
	if (sha !== null) return { type: "commit", sha, title: args.text("title") };
	const [word] = args.positionals;
	if (word === undefined)
		throw new Error("Nothing to review: give --uncommitted, --base, --commit or instructions of your own.");
	const instructions = await readPrompt(word, false);
	if (instructions.trim() === "") throw new Error("The instructions for a review must not be empty.");
	return { type: "custom", instructions };
}

function readSchema(file: string | null): unknown {
	if (file === null) return undefined;
	let text: string;
	try {
		text = fs.readFileSync(file, "utf8");
	} catch (error) {
		throw new Error(`Failed to read output schema file ${file}: ${reasonOf(error)}`);
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new Error(`Output schema file ${file} is not valid JSON: ${reasonOf(error)}`);
	}
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
