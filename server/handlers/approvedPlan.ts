import fs from "node:fs/promises";
import path from "node:path";
import { ErrorCode, invalidRequest, WireError } from "#protocol/errors.ts";
import type { RequestParams, RequestResult } from "#protocol/messages.ts";
import { unaskedOutput } from "../model/unaskedOutput.ts";
import { uuidv7 } from "../threads/uuid.ts";
import type { Services } from "./services.ts";

/** How long a plan may be that the model is told whole, in bytes of UTF-8; the reference takes as many. */
const MOST_TOLD_BYTES = 40_000;

/**
 * Answers `thread/prepareApprovedPlan`: the model is told a plan that a person approved in another thread, or where to read one that is
 * too long to be told, and the client sends the answer's prompt as the first message.
 */
export async function prepareApprovedPlan(
	{ threads }: Services,
	{ threadId, markdown, attachmentPath }: RequestParams<"thread/prepareApprovedPlan">,
): Promise<RequestResult<"thread/prepareApprovedPlan">> {
	const thread = threads.requireLoaded(threadId);
	if (attachmentPath !== null && !path.isAbsolute(attachmentPath)) {
		throw new WireError(ErrorCode.invalidParams, "`attachmentPath` must be absolute on the app server");
	}
	if (markdown.trim() === "") throw invalidRequest("The approved plan is empty.");
	if (thread.runningTurn) throw invalidRequest("The thread already has an active turn.");
	if (Buffer.byteLength(markdown) > MOST_TOLD_BYTES) {
		if (attachmentPath !== null && (await holds(attachmentPath, markdown)))
			return { prompt: `Read the approved plan at ${attachmentPath} and implement it.` };
		throw invalidRequest(
			`The approved plan is too long to be told whole (at most ${MOST_TOLD_BYTES} bytes), and no file with the same text can be read. Implement it in the thread that made it.`,
		);
	}
	const output = { id: `fco_${uuidv7()}`, namespace: "agent", name: "proposed_plan", output: markdown };
	thread.inject([unaskedOutput(output, (text) => text)]);
	return { prompt: "Implement the plan." };
}

async function holds(file: string, text: string): Promise<boolean> {
	try {
		const { size } = await fs.stat(file);
		return size === Buffer.byteLength(text) && (await fs.readFile(file, "utf8")) === text;
	} catch {
		return false;
	}
}
