/** When to launch again after a crash, and when to give up. Times in milliseconds. */
export interface RestartPolicy {
	/** Delays before the first, second, … relaunch; the last repeats. */
	backOff: readonly number[];
	/** Each delay is varied by up to this share of itself, so that windows do not restart in step. */
	jitter: number;
	/** This many crashes within `window` end in `crashLoop`. */
	maxCrashes: number;
	window: number;
}

export const defaultRestartPolicy: RestartPolicy = {
	backOff: [500, 1_000, 2_000, 4_000],
	jitter: 0.2,
	maxCrashes: 5,
	window: 60_000,
};

/** The recent crashes of the server. */
export class CrashHistory {
	readonly #policy: RestartPolicy;
	#crashes: number[] = [];

	constructor(policy: RestartPolicy) {
		this.#policy = policy;
	}

	/** Notes a crash at `now`. `giveUp` is true when there were too many; else launch again in `delay` ms. */
	record(now: number, random: number): { attempt: number; delay: number; giveUp: boolean } {
		this.#crashes = this.#crashes.filter((at) => now - at < this.#policy.window);
		this.#crashes.push(now);
		const attempt = this.#crashes.length;
		const { backOff, jitter, maxCrashes } = this.#policy;
		const base = backOff[Math.min(attempt, backOff.length) - 1] ?? 0;
		const delay = Math.round(base * (1 + jitter * (2 * random - 1)));
		return { attempt, delay, giveUp: attempt >= maxCrashes };
	}

	clear(): void {
		this.#crashes = [];
	}
}
