import type { RolloutFile } from "./rolloutFile.ts";
import { excerpt, MESSAGE_KINDS, SEARCHED_KINDS, SearchTerm, searchedText } from "./searchText.ts";
import type { TextIndex } from "./textIndex.ts";
import { sortValue, type ThreadIndex, type ThreadQuery } from "./threadIndex.ts";
import type { ThreadRecord } from "./threadRecord.ts";
import type { ItemRow, TurnIndex } from "./turnIndex.ts";

/** A thread that holds what was looked for, and the text around its first occurrence. */
export interface FoundThread {
	record: ThreadRecord;
	/** In one line. */
	snippet: string;
}

/** One occurrence in what somebody said. */
export interface Occurrence {
	turnId: string;
	itemId: string;
	snippet: string;
	/** In the snippet, in UTF-16 code units. */
	snippetMatchRange: { start: number; end: number };
	/** Where its turn begins, and its item stands, in the history; and which of the item's occurrences it is. */
	turnPosition: number;
	position: number;
	index: number;
}

/** How many rows are looked at in one go. */
const STEP = 50;

/** How many items of a thread are read before the index is asked which of them to read. */
const FIRST = 10;

/** Searches the histories of threads, what they share with the thread they were forked from included. */
export class ThreadSearch {
	readonly #threads: ThreadIndex;
	readonly #turns: TurnIndex;
	readonly #texts: TextIndex;
	readonly #open: (record: ThreadRecord) => RolloutFile | null;

	constructor(
		threads: ThreadIndex,
		turns: TurnIndex,
		texts: TextIndex,
		open: (record: ThreadRecord) => RolloutFile | null,
	) {
		this.#threads = threads;
		this.#turns = turns;
		this.#texts = texts;
		this.#open = open;
	}

	/** Threads of a list in whose items, or name, the term stands. The query's own `searchTerm` and `limit` are as for lists. */
	threads(text: string, query: ThreadQuery): FoundThread[] {
		const term = new SearchTerm(text);
		const hits = this.#texts.threads(term.query);
		const candidates = hits && { ids: [...new Set([...hits, ...this.#threads.named(term)])] };
		const found: FoundThread[] = [];
		for (let from = query.from; ; ) {
			const rows = this.#threads.list({ ...query, from, limit: STEP, ...candidates });
			for (const record of rows) {
				const snippet = this.#firstMatch(record, term);
				if (snippet !== null) found.push({ record, snippet });
				if (found.length === query.limit) return found;
			}
			const last = rows.at(-1);
			if (!last || rows.length < STEP) return found;
			from = { value: sortValue(last, query), id: last.id };
		}
	}

	#firstMatch(record: ThreadRecord, term: SearchTerm): string | null {
		const log = this.#open(record);
		for (const row of log ? this.#likely(log, term) : []) {
			const text = searchedText(log?.lineAt(row.position) ?? null);
			for (const match of term.matches(text)) return inOneLine(excerpt(text, match).snippet);
		}
		for (const match of term.matches(record.name ?? "")) return inOneLine(excerpt(record.name ?? "", match).snippet);
		return null;
	}

	/** Items that may hold the term, in their order: the first ones at once, which is where what is common stands. */
	*#likely(log: RolloutFile, term: SearchTerm): Iterable<ItemRow> {
		const first = { from: null, descending: false, limit: FIRST, kinds: SEARCHED_KINDS };
		const begin = this.#turns.items(log, first);
		yield* begin;
		if (begin.length === FIRST) yield* this.#candidates(log, term, SEARCHED_KINDS, (begin.at(-1)?.position ?? 0) + 1);
	}

	/** Occurrences in the messages of one thread, in their order, from the `index`-th of the item at `position` on. */
	occurrences(log: RolloutFile, text: string, from: { position: number; index: number }, limit: number): Occurrence[] {
		const term = new SearchTerm(text);
		const found: Occurrence[] = [];
		for (const row of this.#candidates(log, term, MESSAGE_KINDS, from.position)) {
			const said = searchedText(log.lineAt(row.position));
			for (const [index, match] of [...term.matches(said)].entries()) {
				if (row.position === from.position && index < from.index) continue;
				const { turnId, itemId, position } = row;
				found.push({ turnId, itemId, position, index, turnPosition: this.#begin(log, row), ...excerpt(said, match) });
				if (found.length === limit) return found;
			}
		}
		return found;
	}

	#begin(log: RolloutFile, { turnId, position }: ItemRow): number {
		const [turn] = this.#turns.turns(log, { from: null, descending: true, limit: 1, turnId });
		return turn?.position ?? position;
	}

	/** Items that may hold the term, in their order. */
	*#candidates(log: RolloutFile, term: SearchTerm, kinds: readonly string[], start: number): Iterable<ItemRow> {
		const matching = term.query ?? undefined;
		for (let from = { position: start, inclusive: true }; ; ) {
			const rows = this.#turns.items(log, { from, descending: false, limit: STEP, kinds, matching });
			yield* rows;
			const last = rows.at(-1);
			if (!last || rows.length < STEP) return;
			from = { position: last.position, inclusive: false };
		}
	}
}

const inOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
