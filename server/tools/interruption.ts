/** What a tool call rejects with when its turn is interrupted. */
export function interruption(): Error {
	const error = new Error("the turn was interrupted");
	error.name = "AbortError";
	return error;
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
