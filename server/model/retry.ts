import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as wait } from "node:timers/promises";

const BASE_DELAY_MS = 200;
/** A server's hint may be hours away; beyond this we ask again anyway and let the answer decide. */
const LONGEST_HINT_MS = 300_000;

/** Waits, or rejects with the signal's reason. Injected so that tests need not wait. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

export const delay: Delay = async (ms, signal) => {
	try {
		await wait(ms, undefined, { signal });
	} catch {
		signal.throwIfAborted();
	}
};

/** The pause before attempt `attempt` (1 = the first retry): doubling, with ±10% of jitter. In milliseconds. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
	return BASE_DELAY_MS * 2 ** (attempt - 1) * (0.9 + 0.2 * random());
}

/** The server's hint if there is one, else the back-off. In milliseconds. */
export function retryDelayMs(attempt: number, hintMs: number | null): number {
	return hintMs === null ? backoffMs(attempt) : Math.min(hintMs, LONGEST_HINT_MS);
}

/** The server's own hint in the headers of its answer, in milliseconds. */
export function retryHint(headers: IncomingHttpHeaders): number | null {
	const inMs = headers["retry-after-ms"];
	const ms = typeof inMs === "string" && inMs.trim() !== "" ? Number(inMs) : Number.NaN;
	return Number.isFinite(ms) ? Math.max(0, ms) : parseRetryAfter(headers["retry-after"]);
}

/** `retry-after` in seconds or as a date, in milliseconds. */
export function parseRetryAfter(header: string | undefined, now: number = Date.now()): number | null {
	if (header === undefined) return null;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The hint inside a message such as "Please try again in 1.5s." or "… in 200ms". In milliseconds. */
export function parseTryAgainIn(message: string): number | null {
	const match = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|s|seconds?)\b/i.exec(message);
	if (!match?.[1] || !match[2]) return null;
	return Number(match[1]) * (match[2].toLowerCase() === "ms" ? 1 : 1000);
}
