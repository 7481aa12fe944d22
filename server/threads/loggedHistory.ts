import type { History } from "../agent/turnHost.ts";
import type { ModelHistory } from "../model/modelHistory.ts";
import type { RolloutPayload } from "../storage/rolloutLine.ts";

/** A history whose every change is in the rollout. */
export function loggedHistory(known: () => ModelHistory, log: (...lines: RolloutPayload[]) => number[]): History {
	return {
		get items() {
			return known().items;
		},
		append: (...items) => {
			const history = known();
			const ordinals = log(...items.map((payload) => ({ type: "response_item" as const, payload })));
			for (const [at, item] of items.entries()) history.push(item, ordinals[at] ?? 0);
		},
		appendAccepted: (accepted, item) => {
			const history = known();
			const [ordinal] = log({ type: "response_item", payload: item, accepted });
			history.push(item, ordinal ?? 0);
		},
		ordinalOf: (item) => known().ordinalOf(item),
		compact: (compaction) => {
			const history = known();
			log({ type: "compacted", payload: compaction });
			history.compact(compaction);
		},
	};
}
