import { ErrorCode, invalidRequest, notSupported, WireError } from "#protocol/errors.ts";
import { HistoryInUse } from "../storage/threadStore.ts";
import { ThreadInUse } from "../storage/writerLock.ts";
import { uuidProblem } from "./uuid.ts";

/** @throws WireError -32600 for what cannot be a thread's id; `what` names it as the method does */
export function checkId(id: string, what: "thread" | "session" = "thread"): void {
	const problem = uuidProblem(id);
	if (problem !== null) throw invalidRequest(`invalid ${what} id: ${problem.slice(0, 200)}`);
}

export const noRollout = (id: string) => invalidRequest(`no rollout found for thread id ${id}`);
export const notLoaded = (id: string) => invalidRequest(`thread not loaded: ${id}`);
export const turnNotFound = (id: string) => invalidRequest(`turn not found: ${id}`);
export const isArchived = (id: string) =>
	invalidRequest(`session ${id} is archived; bring it back with thread/unarchive first`);
export const invalidCursor = (cursor: string) => invalidRequest(`invalid cursor: ${cursor}`);
export const badArgument = (message: string) => new WireError(ErrorCode.invalidParams, message);
export const cannotList = (method: string) => notSupported(`${method} is not supported yet`);

/** What storage refuses is the caller's to solve. */
export function asWireError(error: unknown, id: string): unknown {
	if (error instanceof ThreadInUse) return invalidRequest(`thread ${id} already has an active writer`);
	return error instanceof HistoryInUse ? invalidRequest(error.message) : error;
}

/** A text as a whole number of 32 bits. @throws WireError -32600 that begins with `what`, and says why it is none in the reference's words */
export function int32(text: string, what: string): number {
	const value = Number(text);
	const isNumber = /^[+-]?\d+$/.test(text);
	if (isNumber && Math.abs(value + 0.5) < 2 ** 31) return value;
	const problem = isNumber ? `number too ${value > 0 ? "large" : "small"} to fit in target type` : integerProblem(text);
	throw invalidRequest(`${what}: ${problem}`);
}

/** Why a text is no integer, in the reference's words. */
export function integerProblem(text: string): string {
	return text === "" ? "cannot parse integer from empty string" : "invalid digit found in string";
}
