import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type DiagnosticMethods = "server/diagnostics" | "mock/experimentalMethod" | "rollout/compress";

/** The answers to what is asked about the server itself. */
export function diagnosticsHandlers({ threads, requests }: Services): Pick<HandlerTable, DiagnosticMethods> {
	return {
		"server/diagnostics": () => ({
			process: { id: process.pid, residentMemoryBytes: process.memoryUsage.rss(), physicalFootprintBytes: null },
			// The names are the reference's.
			gauges: [
				{ name: "app.requests.in_flight", value: requests().underWay },
				{ name: "app.requests.queued", value: requests().queued },
				{ name: "core.threads.live", value: threads.loadedIds.length },
				{ name: "core.turns.active", value: threads.runningTurns },
			],
		}),
		"mock/experimentalMethod": ({ value }) => ({ echoed: value }),
		// The answer only says that it has begun.
		"rollout/compress": async () => {
			await threads.store.compressArchived();
			return {};
		},
	};
}
