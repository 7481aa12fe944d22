/**
 * Runs tasks one after another within a key, in the order they came, and side by side across keys.
 * A task that fails does not stop the ones behind it.
 */
export class KeyedQueue {
	readonly #tails = new Map<string, Promise<unknown>>();

	/** Runs at once when nothing waits under `key`. Settles as `task` does. */
	run<T>(key: string, task: () => Promise<T> | T): Promise<T> {
		const before = this.#tails.get(key);
		const result = before ? before.then(task, task) : Promise.resolve().then(task);
		const tail = result.catch(() => {});
		this.#tails.set(key, tail);
		void tail.then(() => {
			if (this.#tails.get(key) === tail) this.#tails.delete(key);
		});
		return result;
	}
}
