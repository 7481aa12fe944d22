/**
 * Runs tasks one after another within a key, in the order they came, and side by side across keys.
 * A task that fails does not stop the ones behind it.
 */
export class KeyedQueue {
	readonly #tails = new Map<string, Promise<unknown>>();
	#waiting = 0;

	/** How many tasks wait for those before them. */
	get waiting(): number {
		return this.#waiting;
	}

	/** Runs at once when nothing waits under `key`. Settles as `task` does; the next one waits for `until`, too, which must not reject. */
	run<T>(key: string, task: () => Promise<T> | T, until?: Promise<void>): Promise<T> {
		const before = this.#tails.get(key);
		if (before) this.#waiting++;
		const next = () => {
			this.#waiting--;
			return task();
		};
		const result = before ? before.then(next, next) : Promise.resolve().then(task);
		const tail = result.catch(() => {}).then(() => until);
		this.#tails.set(key, tail);
		void tail.then(() => {
			if (this.#tails.get(key) === tail) this.#tails.delete(key);
		});
		return result;
	}
}
