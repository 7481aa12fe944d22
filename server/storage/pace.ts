/** How long work may go on before others get their turn, in ms. */
const STRETCH_MS = 8;

/** Keeps long work from holding up everything else of the process. */
export class Pace {
	#since = performance.now();

	/** To be awaited between pieces of the work: lets others go first when it is due. */
	async pause(): Promise<void> {
		if (!this.isDue) return;
		await new Promise(setImmediate);
		this.#since = performance.now();
	}

	/** Whether the work has gone on for long enough. */
	get isDue(): boolean {
		return performance.now() - this.#since >= STRETCH_MS;
	}
}
