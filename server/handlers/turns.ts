import path from "node:path";
import { inputTooLarge, invalidRequest, MAX_INPUT_CHARS } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { UserInput } from "#protocol/turn.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import { type LoadedThread, type ThreadSettings, turnMismatch } from "../threads/loadedThread.ts";
import { asWireError } from "../threads/threadManager.ts";
import type { Services } from "./services.ts";

type TurnMethod = Extract<keyof HandlerTable, `turn/${string}`>;

/** The answers to `turn/*`. */
export function turnHandlers({ threads }: Services): Pick<HandlerTable, TurnMethod> {
	return {
		"turn/start": (params, context) => start(threads.requireLoaded(params.threadId), params, context),
		"turn/steer": ({ threadId, expectedTurnId, input, clientUserMessageId }) => {
			const thread = threads.requireLoaded(threadId);
			if (expectedTurnId === "") throw invalidRequest("expectedTurnId must not be empty");
			const turn = thread.runningTurn;
			if (!turn) throw invalidRequest("no active turn to steer");
			if (turn.turnId !== expectedTurnId) throw turnMismatch(expectedTurnId, turn.turnId);
			checkInput(input);
			turn.accept(input, clientUserMessageId);
			return { turnId: turn.turnId };
		},
		"turn/interrupt": async ({ threadId, turnId }, context) => {
			const thread = threads.requireLoaded(threadId);
			const turn = thread.runningTurn;
			if (!turn) throw invalidRequest("no active turn to interrupt");
			if (turnId !== "" && turn.turnId !== turnId) throw turnMismatch(turnId, turn.turnId);
			const finish = await thread.interrupt(turn);
			if (context.signal.aborted) finish();
			else context.afterResponse(finish);
			return {};
		},
	};
}

function start(thread: LoadedThread, params: RequestParams<"turn/start">, context: RequestContext) {
	checkInput(params.input);
	const settings = withOverrides(thread.settings, params);
	const running = thread.runningTurn;
	if (running) {
		running.accept(params.input, params.clientUserMessageId);
		return { turn: running.begun };
	}
	try {
		const turn = thread.startTurn(settings, params.outputSchema, params.input, params.clientUserMessageId);
		// A client that leaves before the answer has still had its input accepted.
		if (context.signal.aborted) thread.run(turn);
		else context.afterResponse(() => thread.run(turn));
		return { turn: turn.begun };
	} catch (error) {
		throw asWireError(error, thread.threadId);
	}
}

function withOverrides(settings: ThreadSettings, params: RequestParams<"turn/start">): ThreadSettings {
	if (params.cwd !== null && !path.isAbsolute(params.cwd)) {
		throw invalidRequest(`invalid thread settings override: cwd must be an absolute path, not \`${params.cwd}\``);
	}
	return {
		...settings,
		cwd: params.cwd ?? settings.cwd,
		model: params.model ?? settings.model,
		effort: params.effort ?? settings.effort,
		summary: params.summary ?? settings.summary,
		approvalPolicy: params.approvalPolicy ?? settings.approvalPolicy,
		sandboxPolicy: params.sandboxPolicy ?? settings.sandboxPolicy,
		serviceTier: params.serviceTier ?? settings.serviceTier,
	};
}

/** @throws WireError for input that no model can be given */
function checkInput(input: readonly UserInput[]): void {
	if (input.length === 0) throw invalidRequest("input must not be empty");
	let chars = 0;
	for (const part of input) {
		if (part.type === "text") chars += part.text.length;
		if (part.type === "image" && "url" in part && /^https?:/i.test(part.url)) {
			throw invalidRequest("remote image URLs are not supported; use an inline data URL instead");
		}
		if (part.type === "audio" && "url" in part && !part.url.startsWith("data:")) {
			throw invalidRequest("remote audio URLs are not supported; use an inline data URL instead");
		}
	}
	if (chars > MAX_INPUT_CHARS) throw inputTooLarge(chars);
}
