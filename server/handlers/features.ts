import { listFeatures } from "../config/features.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { numberedPage } from "./numberedPage.ts";
import type { Services } from "./services.ts";

type FeatureMethods = "experimentalFeature/list" | "experimentalFeature/enablement/set";

/** The answers to `experimentalFeature/*`. */
export function featureHandlers({ threads, cwd }: Services): Pick<HandlerTable, FeatureMethods> {
	return {
		"experimentalFeature/list": ({ threadId, ...page }) => {
			const config = threadId === null ? threads.config.effective(cwd) : threads.requireLoaded(threadId).config();
			return numberedPage(listFeatures(config), page, "feature flags");
		},
		// The reference ignores features that cannot be switched in a running process; none here can be.
		"experimentalFeature/enablement/set": () => ({ enablement: {} }),
	};
}
