/*
 * Reading JSON that somebody else wrote: a part that is missing or of another type counts as absent, because proxies and
 * local servers leave parts out.
 */

export type Json = Record<string, unknown>;

export function isRecord(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const recordOf = (value: unknown): Json => (isRecord(value) ? value : {});
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
/** A whole number of at least 0. */
export const countOf = (value: unknown): number => (typeof value === "number" && value > 0 ? Math.trunc(value) : 0);

/** The JSON object in a text; null when it is none. */
export function parseRecord(text: string): Json | null {
	try {
		const value: unknown = JSON.parse(text);
		return isRecord(value) ? value : null;
	} catch {
		return null;
	}
}
