import type { HandlerTable } from "../rpc/peer.ts";
import { accountHandlers } from "./account.ts";
import { configHandlers } from "./config.ts";
import { modelHandlers } from "./models.ts";
import type { Services } from "./services.ts";
import { threadHandlers } from "./threads.ts";
import { turnHandlers } from "./turns.ts";

/** One handler for each method of the registry. */
export function createHandlers(services: Services): HandlerTable {
	return {
		...threadHandlers(services),
		...turnHandlers(services),
		...modelHandlers(services),
		...accountHandlers(services),
		...configHandlers(services),
	};
}
