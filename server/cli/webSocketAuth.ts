import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import fs from "node:fs";
import { type ParsedArguments, UsageError } from "./commandLine.ts";

/** Looks at the `Authorization` header of an upgrade: null lets it pass, else what the refusal says. */
export type WebSocketAuth = (authorization: string | undefined) => string | null;

const CAPABILITY_ONLY = ["ws-token-file", "ws-token-sha256"];
const SIGNED_ONLY = ["ws-shared-secret-file", "ws-issuer", "ws-audience", "ws-max-clock-skew-seconds"];
const MIN_SECRET_BYTES = 32;
const DEFAULT_SKEW_SECONDS = 30;

/**
 * The check that the options ask for; null when they ask for none.
 * @throws Error when they contradict each other or a file cannot be read
 */
export function webSocketAuth(args: ParsedArguments): WebSocketAuth | null {
	const mode = args.text("ws-auth");
	const given = (names: readonly string[]) => names.some((name) => args.has(name));
	if (mode === null) {
		if (!given([...CAPABILITY_ONLY, ...SIGNED_ONLY])) return null;
		throw new Error("websocket auth flags require `--ws-auth capability-token` or `--ws-auth signed-bearer-token`");
	}
	if (mode === "capability-token") {
		if (given(SIGNED_ONLY)) {
			throw new Error(
				"`--ws-shared-secret-file`, `--ws-issuer`, `--ws-audience`, and `--ws-max-clock-skew-seconds` require `--ws-auth signed-bearer-token`",
			);
		}
		return bearer(capabilityCheck(args));
	}
	if (given(CAPABILITY_ONLY)) {
		throw new Error(
			"`--ws-token-file` and `--ws-token-sha256` require `--ws-auth capability-token`, not `signed-bearer-token`",
		);
	}
	return bearer(signatureCheck(args));
}

/** Takes the token out of the header. */
function bearer(check: (token: string) => string | null): WebSocketAuth {
	return (authorization) => {
		if (authorization === undefined) return "missing websocket bearer token";
		const [, token] = /^bearer\s+(\S.*?)\s*$/i.exec(authorization) ?? [];
		return token === undefined ? "invalid authorization header" : check(token);
	};
}

function capabilityCheck(args: ParsedArguments): (token: string) => string | null {
	const [file, hex] = [args.text("ws-token-file"), args.text("ws-token-sha256")];
	if (file !== null && hex !== null) {
		throw new Error("`--ws-token-file` and `--ws-token-sha256` are mutually exclusive");
	}
	if (file === null && hex === null) {
		throw new Error("`--ws-token-file` or `--ws-token-sha256` is required when `--ws-auth capability-token` is set");
	}
	if (hex !== null && !/^[\da-f]{64}$/i.test(hex)) {
		throw new Error("--ws-token-sha256 must be a 64-character hex SHA-256 digest");
	}
	const expected = file === null ? Buffer.from(hex ?? "", "hex") : sha256(readSecret(file));
	return (token) => (timingSafeEqual(sha256(token), expected) ? null : "invalid websocket bearer token");
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();

function readSecret(file: string): string {
	let text: string;
	try {
		text = fs.readFileSync(file, "utf8").trim();
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`failed to read websocket auth secret ${file}: ${reason}`);
	}
	if (text === "") throw new Error(`websocket auth secret ${file} must not be empty`);
	return text;
}

const INVALID = "invalid websocket jwt";

/** JSON Web Tokens (RFC 7519) signed with HMAC SHA-256, which must say when they expire. */
function signatureCheck(args: ParsedArguments): (token: string) => string | null {
	const file = args.text("ws-shared-secret-file");
	if (file === null) {
		throw new Error("`--ws-shared-secret-file` is required when `--ws-auth signed-bearer-token` is set");
	}
	const secret = readSecret(file);
	if (Buffer.byteLength(secret) < MIN_SECRET_BYTES) {
		throw new Error(`signed websocket bearer secret ${file} must be at least ${MIN_SECRET_BYTES} bytes`);
	}
	const skew = skewSeconds(args);
	const [issuer, audience] = [args.text("ws-issuer"), args.text("ws-audience")];
	return (token) => {
		const claims = signedClaims(token, secret);
		if (!claims) return INVALID;
		const { exp, nbf, iss, aud } = claims;
		const now = Date.now() / 1000;
		if (!Number.isInteger(exp) || !(nbf === undefined || Number.isInteger(nbf))) return INVALID;
		if (!(iss === undefined || typeof iss === "string") || !isAudience(aud)) return INVALID;
		if (Number(exp) + skew < now) return "expired websocket jwt";
		if (nbf !== undefined && Number(nbf) - skew > now) return "websocket jwt is not valid yet";
		if (issuer !== null && iss !== issuer) return "websocket jwt issuer mismatch";
		if (audience !== null && ![aud].flat().includes(audience)) return "websocket jwt audience mismatch";
		return null;
	};
}

const isAudience = (aud: unknown): aud is string | string[] | undefined =>
	aud === undefined || [aud].flat().every((each) => typeof each === "string");

function skewSeconds(args: ParsedArguments): number {
	const text = args.text("ws-max-clock-skew-seconds");
	if (text === null) return DEFAULT_SKEW_SECONDS;
	if (/^\d{1,15}$/.test(text)) return Number(text);
	const what = "invalid digit found in string";
	throw new UsageError(`invalid value '${text}' for '--ws-max-clock-skew-seconds <SECONDS>': ${what}`, args.path);
}

/** Null when the token is no JSON Web Token of ours. */
function signedClaims(token: string, secret: string): Record<string, unknown> | null {
	const [head = "", body = "", signature = "", ...more] = token.split(".");
	const expected = createHmac("sha256", secret).update(`${head}.${body}`).digest();
	const given = Buffer.from(signature, "base64url");
	if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
	return jsonObject(head)?.alg === "HS256" ? jsonObject(body) : null;
}

function jsonObject(part: string): Record<string, unknown> | null {
	try {
		const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
		return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
	} catch {
		return null;
	}
}
