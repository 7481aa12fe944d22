import { cannotSubmit, inputTooLarge, invalidRequest, MAX_INPUT_CHARS, notSteerable } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import type { FunctionCallOutputContentItem } from "#protocol/toolItem.ts";
import type { TurnToolOutput, UserInput } from "#protocol/turn.ts";
import type { AcceptedToolOutput } from "../model/unaskedOutput.ts";
import type { HandlerTable, RequestContext } from "../rpc/peer.ts";
import type { LoadedThread } from "../threads/loadedThread.ts";
import { withOverrides } from "../threads/settingsOverrides.ts";
import { asWireError } from "../threads/threadErrors.ts";
import { uuidv7 } from "../threads/uuid.ts";
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
			turn.accept({ input, clientId: clientUserMessageId });
			return { turnId: turn.turnId };
		},
		"turn/interrupt": async ({ threadId, turnId }, context) => {
			const thread = threads.requireLoaded(threadId);
			const turn = thread.runningTurn;
			// Whoever names none wants whatever runs to stop, and that may be nothing.
			if (!turn && (turnId === "" || thread.hasJustStopped(turnId))) return {};
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
	const toolOutput = params.toolOutput && acceptedOutput(params.toolOutput, params.input);
	const settings = withOverrides(thread.settings, params, thread.config());
	const running = thread.runningTurn;
	if (running) {
		if (running.unsteerable) throw cannotSubmit(running.unsteerable);
		const { input, clientUserMessageId: clientId } = params;
		if (input.length > 0 || toolOutput) running.accept({ input, toolOutput, clientId });
		changeSettings(thread, settings, context);
		return { turn: running.accepted };
	}
	try {
		announceIfChanged(thread, settings, context);
		const turn = thread.startTurn(settings, {
			task: { type: "regular" },
			outputSchema: params.outputSchema,
			serviceTier: params.serviceTierForTurn,
			// Without words nobody has said anything.
			input: params.input.length > 0 || toolOutput ? params.input : null,
			toolOutput,
			clientId: params.clientUserMessageId,
		});
		runAfterAnswer(thread, turn, context);
		return { turn: turn.accepted };
	} catch (error) {
		throw asWireError(error, thread.threadId);
	}
}

/** @throws WireError for an output that no model can be given, or one beside words */
function acceptedOutput(toolOutput: TurnToolOutput, input: readonly UserInput[]): AcceptedToolOutput {
	if (input.length > 0) throw invalidRequest("`toolOutput` cannot be combined with nonempty `input`");
	if (toolOutput.name === "") throw invalidRequest("`toolOutput.name` must not be empty");
	const { output } = toolOutput;
	if (typeof output === "string") {
		if (output.length > MAX_INPUT_CHARS) throw inputTooLarge(output.length);
	} else {
		checkInput(output.flatMap(asInput));
	}
	return { ...toolOutput, id: `fco_${uuidv7()}` };
}

/** The part of an output as the input that is checked alike. */
function asInput(part: FunctionCallOutputContentItem): UserInput[] {
	if (part.type === "input_text") return [{ type: "text", text: part.text, text_elements: [] }];
	if (part.type === "input_image" && "image_url" in part) return [{ type: "image", url: part.image_url, detail: null }];
	if (part.type === "input_audio" && "audio_url" in part) return [{ type: "audio", url: part.audio_url }];
	return [];
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
