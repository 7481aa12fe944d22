import type { NonSteerableTurnKind, TurnError } from "./turn.ts";

/** The error codes of the protocol and what each is used for. */
export const ErrorCode = {
	/** Almost everything: handshake, unknown method, malformed parameters, unknown ids, state conflicts. */
	invalidRequest: -32600,
	/** A known method that this store cannot serve. */
	notSupported: -32601,
	/** Oversized input and argument problems. */
	invalidParams: -32602,
	internal: -32603,
	/** The request queue is full; the client may retry with back-off. */
	overloaded: -32001,
	/** Used by clients to refuse a server request. */
	refused: -32000,
} as const;

/** An error that becomes the `error` member of a response, word for word. */
export class WireError extends Error {
	readonly code: number;
	readonly data: unknown;
	constructor(code: number, message: string, data?: unknown) {
		super(message);
		this.name = "WireError";
		this.code = code;
		this.data = data;
	}
}

export const invalidRequest = (message: string, data?: unknown) =>
	new WireError(ErrorCode.invalidRequest, message, data);
/** A malformed request: unknown method or parameters that do not fit; clients match the prefix. */
export const malformed = (detail: string) => invalidRequest(`Invalid request: ${detail}`);
export const internalError = (message: string) => new WireError(ErrorCode.internal, message);
/** Arguments that do not fit together, of `command/exec` and its like. */
export const invalidParams = (message: string) => new WireError(ErrorCode.invalidParams, message);
/** A known method that this server cannot serve. */
export const notSupported = (message: string) => new WireError(ErrorCode.notSupported, message);
export const overloaded = () => new WireError(ErrorCode.overloaded, "Server overloaded; retry later.");
/** New work for a server that is about to leave. */
export const draining = () =>
	invalidRequest("Server is draining; retry after reconnecting", { reason: "serverShuttingDown" });
export const notInitialized = () => invalidRequest("Not initialized");
export const alreadyInitialized = () => invalidRequest("Already initialized");
export const threadNotFound = (id: string) => invalidRequest(`thread not found: ${id}`);
export const needsExperimental = (descriptor: string) =>
	invalidRequest(`${descriptor} requires experimentalApi capability`);

/** The text is the reference's. */
export const modelProviderNotConfigured = (id: string) =>
	invalidRequest(
		`This chat uses model provider “${id}”, which is no longer configured. Restore this provider’s configuration to continue.`,
		{ type: "modelProviderNotConfigured", modelProvider: id },
	);

/** The longest text one input may carry, in characters. */
export const MAX_INPUT_CHARS = 1_048_576;
export const inputTooLarge = (actual: number) =>
	new WireError(ErrorCode.invalidParams, `Input exceeds the maximum length of ${MAX_INPUT_CHARS} characters.`, {
		input_error_code: "input_too_large",
		max_chars: MAX_INPUT_CHARS,
		actual_chars: actual,
	});

/** Steering of a turn that takes no words. */
export function notSteerable(turnKind: NonSteerableTurnKind): WireError {
	const message = `cannot steer a ${turnKind} turn`;
	const data: TurnError = {
		message,
		codexErrorInfo: { activeTurnNotSteerable: { turnKind } },
		additionalDetails: null,
		misalignment: null,
	};
	return invalidRequest(message, data);
}

/** `turn/start` while a turn runs that takes no words. The text is the reference's. */
export function cannotSubmit(turnKind: NonSteerableTurnKind): WireError {
	const kind = turnKind === "compact" ? "Compact" : "Review";
	return internalError(`failed to submit turn input: ActiveTurnNotSteerable { turn_kind: ${kind} }`);
}
