import type { Readable } from "node:stream";

/** The outputs of a program that are not read for now. */
export class HeldOutputs {
	readonly #held = new Map<Readable, Promise<void>>();
	#released: PromiseWithResolvers<void> = Promise.withResolvers();
	#isReleased = false;

	/** Null when all are read; else what resolves when another look is worth it. */
	get until(): Promise<unknown> | null {
		return this.#held.size === 0 ? null : Promise.race([this.#released.promise, ...this.#held.values()]);
	}

	holdUntil(moment: Promise<void> | null | undefined | void, output: Readable): void {
		if (!moment || this.#isReleased || this.#held.has(output)) return;
		output.pause();
		const resumed = moment.then(() => {
			if (!this.#held.delete(output)) return;
			output.resume();
		});
		this.#held.set(output, resumed);
	}

	release(): void {
		this.#isReleased = true;
		const outputs = [...this.#held.keys()];
		this.#held.clear();
		for (const output of outputs) output.resume();
		this.#released.resolve();
	}
}
