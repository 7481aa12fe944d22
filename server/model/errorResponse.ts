import { STATUS_CODES } from "node:http";
import { ModelError } from "./modelError.ts";
import { parseRetryAfter, parseTryAgainIn } from "./retry.ts";

/** Error bodies are shown to a person; a page of HTML is not worth more than this many characters. */
const LONGEST_MESSAGE = 600;

const CONTEXT_WINDOW_MESSAGE =
	"The conversation no longer fits into the model's context window. Start a new thread, or ask for less at a time.";

const KNOWN_CODES = [
	"context_length_exceeded",
	"insufficient_quota",
	"usage_limit_reached",
	"usage_not_included",
	"model_not_found",
	"server_is_overloaded",
	"slow_down",
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

/** What an HTTP answer outside 2xx means. `body` must have been cleared of secrets. */
export function errorFromResponse(
	status: number,
	body: string,
	retryAfter: string | undefined,
	source: ErrorSource,
): ModelError {
	const error = parseApiError(body);
	const said = error.message === "" ? "" : ` ${sentence(error.message)}`;
	const byCode = errorFromCode(error, source);
	if (byCode) return byCode;
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
			{ info: "badRequest", status },
		);
	}
	if (status === 429) {
		return new ModelError(`${source.host} limits the rate of requests (${statusLine}).${said}`, {
			info: { responseTooManyFailedAttempts: { httpStatusCode: status } },
			retryable: true,
			retryAfterMs: parseRetryAfter(retryAfter) ?? parseTryAgainIn(error.message),
			status,
		});
	}
	if (status >= 500) {
		return new ModelError(`${source.host} has a problem of its own (${statusLine}).${said}`, {
			info: "internalServerError",
			retryable: true,
			retryAfterMs: parseRetryAfter(retryAfter),
			status,
		});
	}
	if (status === 408 || status === 409 || status === 425) {
		return new ModelError(`${source.host} asks to try again (${statusLine}).${said}`, {
			info: { httpConnectionFailed: { httpStatusCode: status } },
			retryable: true,
			retryAfterMs: parseRetryAfter(retryAfter),
			status,
		});
	}
	return new ModelError(`${source.host} did not accept the request (${statusLine}).${said}`, {
		info: status === 400 || status === 422 ? "badRequest" : { httpConnectionFailed: { httpStatusCode: status } },
		status,
	});
}

/** What a `response.failed` event means. */
export function errorFromFailedResponse(error: ApiError, source: ErrorSource): ModelError {
	const byCode = errorFromCode(error, source);
	if (byCode) return byCode;
	if (error.code === "rate_limit_exceeded") {
		return new ModelError(`rate limit exceeded: ${error.message}`, {
			info: "rateLimitExceeded",
			retryable: true,
			retryAfterMs: parseTryAgainIn(error.message),
		});
	}
	if (error.code === "invalid_prompt") {
		return new ModelError(sentence(error.message), { info: "badRequest" });
	}
	return new ModelError(`stream disconnected before completion: ${error.message || error.code || "no reason given"}`, {
		info: { responseStreamDisconnected: { httpStatusCode: null } },
		retryable: true,
	});
}

/** Errors that the API names by code, in an HTTP body and in the stream alike. */
function errorFromCode(error: ApiError, source: ErrorSource): ModelError | null {
	const said = error.message === "" ? "" : ` ${sentence(error.message)}`;
	switch (KNOWN_CODES.find((code) => code === error.type || code === error.code)) {
		case "context_length_exceeded":
			return new ModelError(CONTEXT_WINDOW_MESSAGE, { info: "contextWindowExceeded" });
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
		case "server_is_overloaded":
		case "slow_down":
			return new ModelError(
				`The model "${source.model}" is at capacity.${said} Try again later or pick another model.`,
				{ info: "serverOverloaded" },
			);
		default:
			return null;
	}
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

/** Reads the API's error object leniently: proxies and local servers leave parts of it out. */
export function apiError(value: unknown): ApiError {
	if (typeof value === "string") return { message: value, code: "", type: "" };
	if (!isRecord(value)) return { message: "", code: "", type: "" };
	const text = (member: unknown) => (typeof member === "string" ? member : "");
	return { message: text(value.message) || text(value.detail), code: text(value.code), type: text(value.type) };
}

function sentence(text: string): string {
	const short = text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE)}…` : text;
	return /[.!?…]$/.test(short) ? short : `${short}.`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
