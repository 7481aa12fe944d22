/** Times in milliseconds. */
export interface LivenessTimings {
	/** With a request unanswered and nothing received for this long, the server is asked for a sign of life. */
	silence: number;
	/** Nothing received for this long after that: it hangs. */
	answer: number;
}

export const defaultLivenessTimings: LivenessTimings = { silence: 10_000, answer: 20_000 };

/**
 * Notices a server that has stopped to answer. It watches only while requests are pending: a server that
 * nobody waits for may be silent, and then no timer runs here either.
 */
export class LivenessMonitor {
	readonly #timings: LivenessTimings;
	readonly #ping: () => void;
	readonly #onHung: (silentFor: number) => void;
	#pending = 0;
	#lastActivity = 0;
	#timer: NodeJS.Timeout | undefined;
	#pinged = false;

	/** `ping` sends something cheap that every healthy server answers; any message counts as the answer. */
	constructor(timings: LivenessTimings, ping: () => void, onHung: (silentFor: number) => void) {
		this.#timings = timings;
		this.#ping = ping;
		this.#onHung = onHung;
	}

	requestSent(): void {
		this.#pending++;
		if (this.#pending === 1) {
			this.#lastActivity = performance.now();
			this.#arm(this.#timings.silence);
		}
	}

	requestSettled(): void {
		this.#pending--;
		if (this.#pending === 0) {
			this.dispose();
		}
	}

	activity(): void {
		this.#lastActivity = performance.now();
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#pinged = false;
	}

	#arm(delay: number): void {
		this.#timer = setTimeout(() => this.#check(), delay);
	}

	#check(): void {
		const silentFor = performance.now() - this.#lastActivity;
		if (silentFor < this.#timings.silence) {
			this.#pinged = false;
			this.#arm(this.#timings.silence - silentFor);
		} else if (!this.#pinged) {
			this.#pinged = true;
			this.#ping();
			this.#arm(this.#timings.answer);
		} else {
			this.dispose();
			this.#onHung(silentFor);
		}
	}
}
