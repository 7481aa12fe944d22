import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { AskForApproval } from "#protocol/policy.ts";
import type { ModelProviderConfig } from "../config/config.ts";
import { isInterruptedMarker } from "./interruption.ts";
import type { ModelEvent, ModelProvider, ModelRequest } from "./provider.ts";
import type { MessageItem, ResponseItem } from "./responseItem.ts";
import type { Delay } from "./retry.ts";
import {
	BUGGY_LINE,
	type CommandResult,
	FIXED_LINE,
	type LessonAnswer,
	type LessonState,
	type LessonStep,
	lessonAnswer,
	SOURCE_FILE,
} from "./tourLesson.ts";

/** In milliseconds for each word: a calm reading pace. */
const WORD_DELAY_MS = 30;
/** Query parameter of a provider with `wire_api = "tour"` that sets another pace, in milliseconds for each word. */
const WORD_DELAY_PARAM = "word_delay_ms";
const SAMPLE_PACKAGE = "heddle-tour";
const CALL_PREFIX = "tour";

export interface TourSettings {
	cwd: string;
	approvalPolicy: AskForApproval;
}

/**
 * The offline tour: a provider that plays a fixed lesson as model events, through the same loop and with the same
 * tools as a model. Where the lesson stands is read from the history and from the files, so it goes on after a
 * restart, and tells what really happened.
 */
export class TourProvider implements ModelProvider {
	readonly customTools = true;
	readonly toolSearch = false;
	readonly #settings: TourSettings;
	readonly #wordDelayMs: number;
	readonly #delay: Delay;

	constructor(config: ModelProviderConfig, settings: TourSettings, wait: Delay) {
		this.#settings = settings;
		this.#delay = wait;
		const pace = Number(config.queryParams[WORD_DELAY_PARAM] ?? WORD_DELAY_MS);
		this.#wordDelayMs = Number.isFinite(pace) && pace >= 0 ? pace : WORD_DELAY_MS;
	}

	async stream(request: ModelRequest, signal: AbortSignal, onEvent: (event: ModelEvent) => void): Promise<void> {
		const state = await lessonState(request.input, this.#settings);
		signal.throwIfAborted();
		const answer = lessonAnswer(state);
		await this.#say(answer, signal, onEvent);
		if (answer.call) onEvent({ type: "itemDone", item: callItem(answer.call) });
		onEvent({ type: "completed", usage: null });
	}

	async #say({ text, call }: LessonAnswer, signal: AbortSignal, onEvent: (event: ModelEvent) => void): Promise<void> {
		const itemId = `msg_${randomUUID()}`;
		const phase = call ? "commentary" : "final_answer";
		onEvent({ type: "messageStarted", itemId, phase });
		for (const delta of text.match(/\s*\S+\s*/g) ?? []) {
			if (this.#wordDelayMs > 0) await this.#delay(this.#wordDelayMs, signal);
			onEvent({ type: "textDelta", itemId, delta });
		}
		const content: MessageItem["content"] = [{ type: "output_text", text }];
		onEvent({ type: "itemDone", item: { type: "message", role: "assistant", id: itemId, phase, content } });
	}
}

function callItem(call: NonNullable<LessonAnswer["call"]>): ResponseItem {
	const callId = `${CALL_PREFIX}_${call.step}_${randomUUID()}`;
	return call.kind === "function"
		? { type: "function_call", call_id: callId, name: call.name, arguments: call.input }
		: { type: "custom_tool_call", call_id: callId, name: call.name, input: call.input };
}

async function lessonState(input: readonly ResponseItem[], settings: TourSettings): Promise<LessonState> {
	const files = await readSample(settings.cwd);
	const outputs = lessonOutputs(input);
	const result = (step: LessonStep) => {
		const text = outputs.get(step);
		return text === undefined ? null : commandResult(text);
	};
	const lastAnswer = input.findLastIndex((item) => item.type === "message" && item.role === "assistant");
	// The final words are the answer after the closing plan.
	const closing = input.findIndex((item) => item.type === "function_call_output" && stepOf(item.call_id) === "close");
	return {
		isSampleWorkspace: files.isSample,
		cwd: settings.cwd,
		mayAsk: settings.approvalPolicy !== "never",
		source: files.source,
		resumed: isResumed(input.slice(Math.max(lastAnswer, 0))),
		planned: outputs.has("plan"),
		test: result("test"),
		read: result("read"),
		patch: outputs.get("patch") ?? null,
		retest: result("retest"),
		closed: outputs.has("close"),
		finished: closing !== -1 && lastAnswer > closing,
	};
}

/** Whether the person wrote after the lesson had stopped: by an answer that calls nothing, or by an interruption. */
function isResumed([answer, ...since]: readonly ResponseItem[]): boolean {
	const written = since.filter((item) => item.type === "message").filter((item) => item.role === "user");
	const interrupted = written.some(({ content }) =>
		content.some((part) => part.type === "input_text" && isInterruptedMarker(part.text)),
	);
	const stopped = answer?.type === "message" && answer.phase === "final_answer";
	return written.length > 0 && (stopped || interrupted);
}

/** The newest output of each step. */
function lessonOutputs(input: readonly ResponseItem[]): Map<LessonStep, string> {
	const outputs = new Map<LessonStep, string>();
	for (const item of input) {
		if (item.type !== "function_call_output" && item.type !== "custom_tool_call_output") continue;
		const step = stepOf(item.call_id);
		if (step && typeof item.output === "string") outputs.set(step, item.output);
	}
	return outputs;
}

function stepOf(callId: string | undefined): LessonStep | null {
	const [prefix, step] = callId?.split("_") ?? [];
	if (prefix !== CALL_PREFIX) return null;
	return (["plan", "test", "read", "patch", "retest", "close"] as const).find((name) => name === step) ?? null;
}

function commandResult(text: string): CommandResult {
	const exited = /^Process exited with code (-?\d+)/m.exec(text);
	if (exited) return { kind: "exited", code: Number(exited[1]), output: text.slice(exited.index + exited[0].length) };
	const running = /^Process running with session ID (\d+)/m.exec(text);
	if (running) return { kind: "running", sessionId: Number(running[1]) };
	return { kind: "notRun", why: text };
}

async function readSample(cwd: string): Promise<{ isSample: boolean; source: LessonState["source"] }> {
	const manifest = await readText(path.join(cwd, "package.json"));
	const source = await readText(path.join(cwd, SOURCE_FILE));
	const isSample = manifest !== null && source !== null && nameOf(manifest) === SAMPLE_PACKAGE;
	if (source?.includes(FIXED_LINE)) return { isSample, source: "fixed" };
	return { isSample, source: source?.includes(BUGGY_LINE) ? "buggy" : "other" };
}

function nameOf(manifest: string): unknown {
	try {
		const value: unknown = JSON.parse(manifest);
		return typeof value === "object" && value !== null && "name" in value ? value.name : null;
	} catch {
		return null;
	}
}

async function readText(file: string): Promise<string | null> {
	try {
		return await readFile(file, "utf8");
	} catch {
		return null;
	}
}
