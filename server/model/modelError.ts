import type { CodexErrorInfo, TurnError } from "#protocol/turn.ts";

export interface ModelErrorOptions {
	info: CodexErrorInfo;
	/** Whether asking again may help. */
	retryable?: boolean;
	/** The server's own hint of when to ask again. In milliseconds. */
	retryAfterMs?: number | null;
	/** HTTP status, where there was one. */
	status?: number | null;
	/** What a person may do about it, where `message` is only the reference's own words. */
	advice?: string | null;
	cause?: unknown;
}

/**
 * The model could not be asked, or did not answer properly. `message` is for a person: it says what to do,
 * and holds no secret.
 */
export class ModelError extends Error {
	readonly info: CodexErrorInfo;
	readonly retryable: boolean;
	readonly retryAfterMs: number | null;
	readonly status: number | null;
	readonly advice: string | null;

	constructor(message: string, options: ModelErrorOptions) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = "ModelError";
		this.info = options.info;
		this.retryable = options.retryable ?? false;
		this.retryAfterMs = options.retryAfterMs ?? null;
		this.status = options.status ?? null;
		this.advice = options.advice ?? null;
	}

	toTurnError(): TurnError {
		return { message: this.message, codexErrorInfo: this.info, additionalDetails: this.advice, misalignment: null };
	}
}

/** The stream ended before the answer was complete, for the reason given. */
export function streamDisconnected(reason: string, cause?: unknown): ModelError {
	return new ModelError(`stream disconnected before completion: ${reason}`, {
		info: "other",
		retryable: true,
		cause,
	});
}

/** The model stopped before its answer was whole. `reason` is the API's word, or empty. */
export function incompleteAnswer(reason: string): ModelError {
	const advice =
		reason === "max_output_tokens"
			? "The model reached its limit of output: ask it to go on, or for less at a time."
			: null;
	return new ModelError(`Incomplete response returned, reason: ${reason || "unknown"}`, { info: "other", advice });
}
