import type { CodexErrorInfo, TurnError } from "#protocol/turn.ts";

export interface ModelErrorOptions {
	info: CodexErrorInfo;
	/** Whether asking again may help. */
	retryable?: boolean;
	/** The server's own hint of when to ask again. In milliseconds. */
	retryAfterMs?: number | null;
	/** HTTP status, where there was one. */
	status?: number | null;
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

	constructor(message: string, options: ModelErrorOptions) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.name = "ModelError";
		this.info = options.info;
		this.retryable = options.retryable ?? false;
		this.retryAfterMs = options.retryAfterMs ?? null;
		this.status = options.status ?? null;
	}

	toTurnError(): TurnError {
		return { message: this.message, codexErrorInfo: this.info, additionalDetails: null, misalignment: null };
	}
}

/** The stream ended before `response.completed`, for the reason given. */
export function streamDisconnected(reason: string, cause?: unknown): ModelError {
	return new ModelError(`stream disconnected before completion: ${reason}`, {
		info: { responseStreamDisconnected: { httpStatusCode: null } },
		retryable: true,
		cause,
	});
}
