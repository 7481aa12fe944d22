import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { go, type SnapshotKey, snapshot } from "fuzzysort";
import type { FuzzyFileSearchResult } from "#protocol/fuzzyFileSearch.ts";
import type { ListedEntry } from "./fileList.ts";

/** How many matches are told at most. */
const MAX_MATCHES = 50;

/** How many entries are compared before others get their turn on the event loop. */
const SLICE = 5000;

/** A score from 0 to 1 becomes a whole number. */
const SCORE_UNIT = 10_000;

export type RankableEntries = SnapshotKey<ListedEntry>[];

/** Done once for a list that is searched again and again. */
export async function prepareEntries(entries: readonly ListedEntry[], signal: AbortSignal): Promise<RankableEntries> {
	const slices: RankableEntries = [];
	for (let start = 0; start < entries.length && !signal.aborted; start += SLICE) {
		slices.push(snapshot(entries.slice(start, start + SLICE), { key: "path" }));
		await setImmediate();
	}
	return slices;
}

/**
 * The entries whose path holds the letters of each word of `query` in their order, the best first. An empty query has none.
 * @returns nothing when `signal` aborts
 */
export async function rank(
	query: string,
	slices: RankableEntries,
	signal: AbortSignal,
): Promise<FuzzyFileSearchResult[]> {
	const words = query.trim().replaceAll(/\s+/g, " ");
	if (words === "") return [];
	let best: FuzzyFileSearchResult[] = [];
	for (const slice of slices) {
		if (signal.aborted) return [];
		const found = go(words, slice, { limit: MAX_MATCHES, threshold: 0 }).map(({ obj, score, indexes }) => ({
			root: obj.root,
			path: obj.path,
			match_type: obj.isDirectory ? ("directory" as const) : ("file" as const),
			file_name: path.basename(obj.path),
			score: Math.round(score * SCORE_UNIT),
			indices: [...indexes].sort((a, b) => a - b),
		}));
		best = [...best, ...found].sort(better).slice(0, MAX_MATCHES);
		await setImmediate();
	}
	return signal.aborted ? [] : best;
}

const better = (a: FuzzyFileSearchResult, b: FuzzyFileSearchResult) =>
	b.score - a.score || (a.path < b.path ? -1 : Number(a.path > b.path));
