import { AsyncLocalStorage } from "node:async_hooks";

/** The place of a request in its client's trace, as W3C Trace Context writes it. */
export interface RequestTrace {
	traceparent?: string;
	tracestate?: string;
}

const current = new AsyncLocalStorage<RequestTrace>();

/** The trace of the request that the running code works for. */
export const requestTrace = (): RequestTrace | undefined => current.getStore();

/** Does `work`, and what it begins, under the trace that a request carries. One that is malformed is left out. */
export function underTrace<T>(trace: unknown, work: () => T): T {
	const { traceparent, tracestate }: Record<string, unknown> = { ...(trace as object | null | undefined) };
	const read: RequestTrace = {};
	if (typeof traceparent === "string") read.traceparent = traceparent;
	if (typeof tracestate === "string") read.tracestate = tracestate;
	return read.traceparent === undefined && read.tracestate === undefined ? work() : current.run(read, work);
}
