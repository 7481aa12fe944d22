import { invalidRequest } from "#protocol/errors.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type DiagnosticMethods = "server/diagnostics" | "mock/experimentalMethod" | "rollout/compress";

/** The answers to what is asked about the server itself. */
export function diagnosticsHandlers({ threads }: Services): Pick<HandlerTable, DiagnosticMethods> {
	return {
		"server/diagnostics": () => ({
			process: { id: process.pid, residentMemoryBytes: process.memoryUsage.rss(), physicalFootprintBytes: null },
			gauges: [{ name: "core.threads.live", value: threads.loadedIds.length }],
		}),
		"mock/experimentalMethod": ({ value }) => ({ echoed: value }),
		"rollout/compress": () => {
			throw invalidRequest("rollout/compress is not available here: rollouts are kept as plain text");
		},
	};
}
