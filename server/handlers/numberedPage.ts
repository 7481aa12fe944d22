import { invalidRequest } from "#protocol/errors.ts";

/**
 * A page of a short list, whose cursors are places in it as numbers. A page has at least one row.
 * @param what the rows, as the error names them
 * @throws WireError in the reference's words for a cursor that is no number, or beyond the end
 */
export function numberedPage<T>(
	all: readonly T[],
	{ cursor, limit }: { cursor: string | null; limit: number | null },
	what: string,
): { data: T[]; nextCursor: string | null } {
	if (cursor !== null && !/^\+?\d+$/.test(cursor)) throw invalidRequest(`invalid cursor: ${cursor}`);
	const from = Number(cursor ?? 0);
	if (from > all.length) throw invalidRequest(`cursor ${from} exceeds total ${what} ${all.length}`);
	const to = Math.min(from + (limit === null ? all.length : Math.max(limit, 1)), all.length);
	return { data: all.slice(from, to), nextCursor: to < all.length ? String(to) : null };
}
