import { invalidRequest } from "#protocol/errors.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

/** The answers to `feedback/*`. */
export function feedbackHandlers(services: Services): Pick<HandlerTable, "feedback/save" | "feedback/upload"> {
	return {
		"feedback/save": async (params) => (await import("./feedbackReport.ts")).saveReport(params, services),
		"feedback/upload": () => {
			throw invalidRequest("feedback/upload is not available here: nothing is sent anywhere");
		},
	};
}
