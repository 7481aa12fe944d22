import { type IncomingHttpHeaders, STATUS_CODES } from "node:http";
import { isRecord, textOf } from "./json.ts";
import { ModelError, streamDisconnected } from "./modelError.ts";
import { parseTryAgainIn, retryHint } from "./retry.ts";

/** Error bodies are shown to a person; a page of HTML is not worth more than this many characters. */
const LONGEST_MESSAGE = 600;

const KNOWN_CODES = [
	"context_length_exceeded",
	"insufficient_quota",
	"usage_limit_reached",
	"usage_not_included",
	"model_not_found",
	"server_is_overloaded",
	"slow_down",
	"cyber_policy",
	"bio_policy",
	"content_policy_violation",
] as const;

interface ApiError {
	message: string;
	code: string;
	type: string;
}

export interface ErrorSource {
	model: string;
	/** Host of the endpoint, with its port. */
	host: string;
	/** Name of the variable the key came from, if the endpoint needs one. */
	envKey: string | null;
}

export function contextWindowExceeded(): ModelError {
	return new ModelError(
		"The conversation no longer fits into the model's context window. Start a new thread, or ask for less at a time.",
		{ info: "contextWindowExceeded" },
	);
}

/** What an HTTP answer outside 2xx means. `body` must have been cleared of secrets. */
export function errorFromResponse(
	status: number,
	body: string,
	headers: IncomingHttpHeaders,
	source: ErrorSource,
): ModelError {
	const error = parseApiError(body);
	const said = error.message === "" ? "" : ` ${sentence(error.message)}`;
	const byCode = errorFromCode(error, source, status);
	if (byCode) return byCode;
	const hint = retryHint(headers);
	const statusLine = `${status} ${STATUS_CODES[status] ?? ""}`.trim();
	if (status === 401 || status === 403) {
		const key = source.envKey
			? ` Check the key in the environment variable ${source.envKey}.`
			: " The endpoint asks for a key: name the environment variable that holds it as `env_key` of the provider.";
		return new ModelError(`${source.host} refused the request (${statusLine}).${said}${key}`, {
			info: "unauthorized",
			status,
		});
	}
	if (status === 404) {
		return new ModelError(
			`${source.host} has no such address (404).${said} Check \`base_url\` of the provider and the model "${source.model}".`,
			{ info: { httpConnectionFailed: { httpStatusCode: status } }, status },
		);
	}
	if (status === 429) {
		return new ModelError(`${source.host} limits the rate of requests (${statusLine}).${said}`, {
			info: { responseTooManyFailedAttempts: { httpStatusCode: status } },
			retryable: true,
			retryAfterMs: hint ?? parseTryAgainIn(error.message),
			status,
		});
	}
	if (error.type === "overloaded_error") return overloaded(error, source, hint, status);
	if (status >= 500) {
		return new ModelError(`${source.host} has a problem of its own (${statusLine}).${said}`, {
			info: status === 500 ? "internalServerError" : { httpConnectionFailed: { httpStatusCode: status } },
			retryable: true,
			retryAfterMs: hint,
			status,
		});
	}
	if (status === 408 || status === 409 || status === 425) {
		return new ModelError(`${source.host} asks to try again (${statusLine}).${said}`, {
			info: { httpConnectionFailed: { httpStatusCode: status } },
			retryable: true,
			retryAfterMs: hint,
			status,
		});
	}
	return new ModelError(`${source.host} did not accept the request (${statusLine}).${said}`, {
		info: status === 400 ? "other" : { httpConnectionFailed: { httpStatusCode: status } },
		status,
	});
}

/** What an error inside a stream means: that of a `response.failed` event, or of another wire. */
export function errorFromStream(value: unknown, source: ErrorSource): ModelError {
	const error = apiError(value);
	const byCode = errorFromCode(error, source);
	if (byCode) return byCode;
	if (["rate_limit_exceeded", "rate_limit_error", "429"].some((each) => each === error.code || each === error.type)) {
		return limited(error, null);
	}
	if (error.type === "overloaded_error") return overloaded(error, source, null, null);
	if (error.code === "invalid_prompt") return new ModelError(sentence(error.message), { info: "other" });
	if (error.type === "invalid_request_error") return new ModelError(sentence(error.message), { info: "badRequest" });
	return streamDisconnected(error.message || error.code || "no reason given");
}

function limited(error: ApiError, status: number | null): ModelError {
	return new ModelError(`rate limit exceeded: ${error.message}`, {
		info: "rateLimitExceeded",
		retryable: true,
		retryAfterMs: parseTryAgainIn(error.message),
		status,
	});
}

function overloaded(error: ApiError, source: ErrorSource, retryAfterMs: number | null, status: number | null) {
	const said = error.message === "" ? "" : ` ${sentence(error.message)}`;
	return new ModelError(`The model "${source.model}" is at capacity.${said}`, {
		info: "serverOverloaded",
		retryable: true,
		retryAfterMs,
		status,
	});
}

/** Errors that the API names by code, in an HTTP body and in the stream alike. */
function errorFromCode(error: ApiError, source: ErrorSource, status: number | null = null): ModelError | null {
	const said = error.message === "" ? "" : ` ${sentence(error.message)}`;
	switch (knownCode(error, status)) {
		case "context_length_exceeded":
			return contextWindowExceeded();
		case "insufficient_quota":
		case "usage_limit_reached":
		case "usage_not_included":
			return new ModelError(`The account at ${source.host} has no quota left for this.${said}`, {
				info: "usageLimitExceeded",
			});
		case "model_not_found":
			return new ModelError(
				`${source.host} does not know the model "${source.model}".${said} Pick another model, or change \`model\` in config.toml.`,
				{ info: "modelNotFound" },
			);
		case "cyber_policy":
			return new ModelError(sentence(error.message), { info: "cyberPolicy" });
		case "bio_policy":
		case "content_policy_violation":
			return new ModelError(sentence(error.message), { info: "other" });
		case "slow_down":
			return limited(error, status);
		case "server_is_overloaded":
			return new ModelError(
				`The model "${source.model}" is at capacity.${said} Try again later or pick another model.`,
				{ info: "serverOverloaded" },
			);
		default:
			return null;
	}
}

/** How servers that name no code, or one of their own, say that a prompt is too long. */
const TOO_LONG =
	/maximum context length|prompt is too long|(?:exceed\w*|(?:greater|larger|longer) than) (?:the |its )?(?:\w+ )?context (?:length|size|window)/i;

/** The code of an error, where it has one of its own or where only its words tell. */
function knownCode({ code, type, message }: ApiError, status: number | null) {
	const named = KNOWN_CODES.find((each) => each === type || each === code);
	if (named) return named;
	if (type === "exceed_context_size_error") return "context_length_exceeded";
	if ((status === null || status === 400 || status === 413 || status === 422) && TOO_LONG.test(message)) {
		return "context_length_exceeded";
	}
	if (type === "billing_error" || status === 402) return "insufficient_quota";
	if (status === 404 && /^model\b|\bmodel\b.*(?:not found|not exist)/i.test(message)) return "model_not_found";
	return null;
}

function parseApiError(body: string): ApiError {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		return { message: body.trimStart().startsWith("<") ? "" : body.trim(), code: "", type: "" };
	}
	return apiError(isRecord(value) && "error" in value ? value.error : value);
}

/** Reads the API's error object leniently: proxies and local servers leave parts of it out, or write the code as a number. */
function apiError(value: unknown): ApiError {
	if (typeof value === "string") return { message: value, code: "", type: "" };
	if (!isRecord(value)) return { message: "", code: "", type: "" };
	return {
		message: textOf(value.message) || textOf(value.detail),
		code: typeof value.code === "number" ? String(value.code) : textOf(value.code),
		type: textOf(value.type),
	};
}

function sentence(text: string): string {
	const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
	return /[.!?\u2026]$/.test(short) ? short : `${short}.`;
}
