import type { ClientRequestMethod } from "#protocol/clientRequests.ts";
import { invalidRequest, notSupported } from "#protocol/errors.ts";

type Refusals<M extends ClientRequestMethod> = Record<M, () => never>;

/** Answers that say what would be needed: `<what>`, by method, as the reference says it without an account. */
export function refusals<M extends ClientRequestMethod>(reasons: Record<M, string>): Refusals<M> {
	const entries = Object.entries<string>(reasons).map(([method, reason]) => [
		method,
		() => {
			throw invalidRequest(reason);
		},
	]);
	return Object.fromEntries(entries);
}

/** Answers of methods that this server cannot serve yet: -32601, so that a client knows it is not its own mistake. */
export function notYet<M extends ClientRequestMethod>(...methods: M[]): Refusals<M> {
	const entries = methods.map((method) => [
		method,
		() => {
			throw notSupported(`${method} is not supported yet`);
		},
	]);
	return Object.fromEntries(entries);
}
