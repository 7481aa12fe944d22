import { invalidRequest } from "#protocol/errors.ts";
import { listFeatures } from "../config/features.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type FeatureMethods = "experimentalFeature/list" | "experimentalFeature/enablement/set";

/** The answers to `experimentalFeature/*`. */
export function featureHandlers({ threads, cwd }: Services): Pick<HandlerTable, FeatureMethods> {
	return {
		"experimentalFeature/list": ({ threadId, cursor, limit }) => {
			const config = threadId === null ? threads.config.effective(cwd) : threads.requireLoaded(threadId).config();
			const all = listFeatures(config);
			const from = cursor === null ? 0 : Number(cursor);
			if (!Number.isInteger(from) || from < 0 || cursor === "") throw invalidRequest(`invalid cursor: ${cursor}`);
			if (from > all.length) throw invalidRequest(`cursor ${from} exceeds total feature flags ${all.length}`);
			const to = Math.min(from + (limit === null ? all.length : Math.max(limit, 1)), all.length);
			return { data: all.slice(from, to), nextCursor: to < all.length ? String(to) : null };
		},
		// The reference ignores features that cannot be switched in a running process; none here can be.
		"experimentalFeature/enablement/set": () => ({ enablement: {} }),
	};
}
