import type { HandlerTable } from "../rpc/peer.ts";
import { accountHandlers } from "./account.ts";
import { approvalReviewHandlers } from "./approvalReviews.ts";
import { cloudAccountHandlers } from "./cloudAccount.ts";
import { commandExecHandlers } from "./commandExec.ts";
import { compactionHandlers } from "./compactions.ts";
import { configHandlers } from "./config.ts";
import { diagnosticsHandlers } from "./diagnostics.ts";
import { featureHandlers } from "./features.ts";
import { feedbackHandlers } from "./feedback.ts";
import { fileSearchHandlers } from "./fileSearch.ts";
import { fileHandlers } from "./files.ts";
import { legacyHandlers } from "./legacy.ts";
import { modelProviderHandlers } from "./modelProviders.ts";
import { modelHandlers } from "./models.ts";
import { processHandlers } from "./processes.ts";
import { profileHandlers } from "./profiles.ts";
import { reviewHandlers } from "./reviews.ts";
import type { Services } from "./services.ts";
import { settingsHandlers } from "./settings.ts";
import { hostHandlers } from "./tail/host.ts";
import { pluginHandlers } from "./tail/plugins.ts";
import { remoteHandlers } from "./tail/remote.ts";
import { threadExtraHandlers } from "./tail/threadExtras.ts";
import { terminalHandlers } from "./terminals.ts";
import { queueHandlers } from "./threadQueue.ts";
import { threadHandlers } from "./threads.ts";
import { turnHandlers } from "./turns.ts";

/** One handler for each method of the registry. */
export function createHandlers(services: Services): HandlerTable {
	return {
		...threadHandlers(services),
		...terminalHandlers(services),
		...queueHandlers(services),
		...turnHandlers(services),
		...compactionHandlers(services),
		...reviewHandlers(services),
		...approvalReviewHandlers(services),
		...settingsHandlers(services),
		...legacyHandlers(services),
		...modelHandlers(services),
		...modelProviderHandlers(services),
		...accountHandlers(services),
		...cloudAccountHandlers(services),
		...diagnosticsHandlers(services),
		...profileHandlers(services),
		...featureHandlers(services),
		...feedbackHandlers(services),
		...configHandlers(services),
		...commandExecHandlers(services),
		...processHandlers(services),
		...fileHandlers(),
		...fileSearchHandlers(services),
		...hostHandlers(services),
		...pluginHandlers(services),
		...remoteHandlers(services),
		...threadExtraHandlers(services),
	};
}
