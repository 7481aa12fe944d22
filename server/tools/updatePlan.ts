import * as z from "zod";
import type { TurnHost } from "../agent/turnHost.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { parseArguments } from "./toolArguments.ts";

const Arguments = z.object({
	explanation: z.string().nullish(),
	plan: z.array(z.object({ step: z.string(), status: z.enum(["pending", "in_progress", "completed"]) })),
});

export const updatePlanSpec: ToolSpec = {
	type: "function",
	name: "update_plan",
	description: "Shows the person the plan of work and how far it is. At most one step is in progress.",
	strict: false,
	parameters: {
		type: "object",
		properties: {
			explanation: { type: "string", description: "Why the plan changed." },
			plan: {
				type: "array",
				description: "All steps, in order.",
				items: {
					type: "object",
					properties: {
						step: { type: "string" },
						status: { type: "string", enum: ["pending", "in_progress", "completed"] },
					},
					required: ["step", "status"],
					additionalProperties: false,
				},
			},
		},
		required: ["plan"],
		additionalProperties: false,
	},
};

/** Plans are no items: the clients get the whole plan each time. */
export function updatePlan(input: string, host: TurnHost): ToolOutput {
	if (host.settings.mode.kind === "plan") {
		return { text: "update_plan is for work in progress and not available in Plan mode", success: false };
	}
	const { explanation, plan } = parseArguments(Arguments, input);
	host.notify("turn/plan/updated", {
		explanation: explanation ?? null,
		plan: plan.map(({ step, status }) => ({ step, status: status === "in_progress" ? "inProgress" : status })),
	});
	return { text: "Plan updated", success: true };
}
