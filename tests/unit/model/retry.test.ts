import { describe, expect, it } from "vitest";
import { backoffMs, delay, parseRetryAfter, parseTryAgainIn, retryDelayMs } from "../../../server/model/retry.ts";

describe("the pause before a retry", () => {
	it("doubles from 200 ms, with a tenth of jitter", () => {
		expect([1, 2, 3, 4].map((attempt) => backoffMs(attempt, () => 0.5))).toEqual([200, 400, 800, 1600]);
		expect(backoffMs(1, () => 0)).toBeCloseTo(180);
		expect(backoffMs(1, () => 1)).toBeCloseTo(220);
	});

	it("is what the server asks for, up to five minutes", () => {
		expect(retryDelayMs(1, 1500)).toBe(1500);
		expect(retryDelayMs(1, 86_400_000)).toBe(300_000);
	});

	it("ends with the turn", async () => {
		const reason = new Error("stopped");
		await expect(delay(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
	});
});

describe("a server's hint", () => {
	it("is read from retry-after, in seconds or as a date", () => {
		expect(parseRetryAfter("2")).toBe(2000);
		expect(parseRetryAfter("0.5")).toBe(500);
		const now = Date.parse("2026-01-01T00:00:00Z");
		expect(parseRetryAfter("Thu, 01 Jan 2026 00:00:03 GMT", now)).toBe(3000);
		expect(parseRetryAfter("soon")).toBeNull();
		expect(parseRetryAfter(undefined)).toBeNull();
	});

	it("is read from a message", () => {
		expect(parseTryAgainIn("Limit reached. Please try again in 1.5s.")).toBe(1500);
		expect(parseTryAgainIn("try again in 200ms")).toBe(200);
		expect(parseTryAgainIn("Try again in 3 seconds.")).toBe(3000);
		expect(parseTryAgainIn("try again later")).toBeNull();
	});
});
