import { expect, test } from "vitest";
import { CrashHistory, defaultRestartPolicy } from "../../extension/appServer/crashHistory.ts";

const average = 0.5;

test("delays double from half a second, and the fifth crash within a minute is the last", () => {
	const history = new CrashHistory(defaultRestartPolicy);
	const crashes = [0, 1_000, 2_000, 3_000, 59_999].map((at) => history.record(at, average));
	expect(crashes.map(({ delay }) => delay).slice(0, 4)).toEqual([500, 1_000, 2_000, 4_000]);
	expect(crashes.map(({ giveUp }) => giveUp)).toEqual([false, false, false, false, true]);
});

test("crashes are forgotten after a minute, or when a person restarts", () => {
	const history = new CrashHistory(defaultRestartPolicy);
	for (const at of [0, 1, 2, 3]) {
		history.record(at, average);
	}
	expect(history.record(60_003, average)).toMatchObject({ attempt: 1, giveUp: false });
	history.clear();
	expect(history.record(60_004, average).attempt).toBe(1);
});

test("delays vary by a fifth either way", () => {
	const delayAt = (random: number) => new CrashHistory(defaultRestartPolicy).record(0, random).delay;
	expect([delayAt(0), delayAt(1)]).toEqual([400, 600]);
});
