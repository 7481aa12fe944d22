import { cannotSubmit, inputTooLarge, invalidRequest, MAX_INPUT_CHARS, notSteerable } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { UserInput } from "#protocol/turn.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { withOverrides } from "../threads/settingsOverrides.ts";
import { asWireError } from "../threads/threadErrors.ts";
import type { Services } from "./services.ts";
import { announceIfChanged, changeSettings } from "./settings.ts";
import { runAfterAnswer } from "./turnBegin.ts";

type TurnMethod = "turn/start" | "turn/steer" | "turn/interrupt";

/** The answers to `turn/*`. */
export function turnHandlers({ threads }: Services): Pick<HandlerTable, TurnMethod> {
	return {
		"turn/start": (params, context) => start(threads.requireLoaded(params.threadId), params, context),
		"turn/steer": ({ threadId, expectedTurnId, input, clientUserMessageId }) => {
			const thread = threads.requireLoaded(threadId);
			if (expectedTurnId === "") throw invalidRequest("expectedTurnId must not be empty");
			const turn = thread.runningTurn;
			if (!turn) throw invalidRequest("no active turn to steer");
			if (turn.turnId !== expectedTurnId) {
				// By these quotes clients find the id of the turn that runs; an interruption's answer has none.
				throw invalidRequest(`expected active turn id \`${expectedTurnId}\` but found \`${turn.turnId}\``);
			}
			if (input.length === 0) throw invalidRequest("input must not be empty");
			if (turn.unsteerable) throw notSteerable(turn.unsteerable);
			checkInput(input);
			turn.accept(input, clientUserMessageId);
			return { turnId: turn.turnId };
		},
		"turn/interrupt": async ({ threadId, turnId }, context) => {
			const thread = threads.requireLoaded(threadId);
			const turn = thread.runningTurn;
			if (!turn) throw invalidRequest("no active turn to interrupt");
			if (turnId !== "" && turn.turnId !== turnId) {
				throw invalidRequest(`expected active turn id ${turnId} but found ${turn.turnId}`);
			}
			const finish = await thread.interrupt(turn);
			if (context.signal.aborted) finish();
			else context.afterResponse(finish);
			return {};
		},
	};
}

function start(thread: LoadedThread, params: RequestParams<"turn/start">, context: RequestContext) {
	checkInput(params.input);
	if (params.toolOutput !== null && params.input.length > 0) {
		throw invalidRequest("`toolOutput` cannot be combined with nonempty `input`");
	}
	const settings = withOverrides(thread.settings, params, thread.config());
	const running = thread.runningTurn;
	if (running) {
		if (running.unsteerable) throw cannotSubmit(running.unsteerable);
		if (params.input.length > 0) running.accept(params.input, params.clientUserMessageId);
		changeSettings(thread, settings, context);
		return { turn: running.accepted };
	}
	try {
		announceIfChanged(thread, settings, context);
		const turn = thread.startTurn(settings, {
			task: { type: "regular" },
			outputSchema: params.outputSchema,
			serviceTier: params.serviceTierForTurn,
			input: params.input,
			clientId: params.clientUserMessageId,
		});
		runAfterAnswer(thread, turn, context);
		return { turn: turn.accepted };
	} catch (error) {
		throw asWireError(error, thread.threadId);
	}
}

/** @throws WireError for input that no model can be given */
export function checkInput(input: readonly UserInput[]): void {
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
