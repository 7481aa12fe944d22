/** What a tool call rejects with when its turn is interrupted. */
export class Interruption extends Error {
	override readonly name = "AbortError";
	/** Whether anything was done before. */
	readonly hasBegun: boolean;

	constructor(hasBegun: boolean) {
		super("the turn was interrupted");
		this.hasBegun = hasBegun;
	}
}

/** Resolves when the signal aborts; `dispose` takes the listener off again. */
export function whenAborted(signal: AbortSignal): { promise: Promise<void>; dispose(): void } {
	if (signal.aborted) return { promise: Promise.resolve(), dispose: () => {} };
	let listener = () => {};
	const promise = new Promise<void>((resolve) => {
		listener = () => resolve();
		signal.addEventListener("abort", listener, { once: true });
	});
	return { promise, dispose: () => signal.removeEventListener("abort", listener) };
}
