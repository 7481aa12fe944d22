import type { Scenario } from "./scenario.ts";

/** A sandbox given by mode stays with a thread that is forked; the reference goes back to the configured one. */
const keptSandbox = /^thread\/fork\.(?:sandbox|activePermissionProfile)\b/;

/** What one scenario shows differently, by its name. Each has its reason in docs/protocol.md. */
export const differences: Record<string, Scenario["differs"]> = {
	// The reference tells the use of the summary, an estimate and the use once more; ours the use and the estimate.
	"a history is compacted by hand": {
		reference: ["thread/tokenUsage/updated"],
		values: /^thread\/tokenUsage\/updated\.tokenUsage\./,
	},
	// The reference starts a message that it never completes, under a turn id that the answer did not name.
	"a review of the changes": {
		reference: ["item/started agentMessage"],
		values: /\.id: /,
	},
	"a whole thread is forked": { values: keptSandbox },
	"a fork through a turn goes on by itself": { values: keptSandbox },
	// What was accepted is shown, which the reference forgets; the command ends, and nothing is asked any more when the turn is over.
	"a turn is interrupted that was told more": {
		reference: ["serverRequest/resolved"],
		statuses: true,
		values: /[iI]d: "<id/,
		ours: [
			"serverRequest/resolved",
			"item/completed commandExecution declined",
			...Array(2).fill(["item/started userMessage", "item/completed userMessage"]).flat(),
		],
	},
	// Each has its own words for the model.
	"a plan in plan mode": { values: /\.developer_instructions: / },
	// The words are each one's own.
	"a thread begins with a plan that was approved in another one": {
		ours: Array(4).fill(
			"thread/prepareApprovedPlan ✗ -32600 The approved plan is too long to be told whole (at most 40000 bytes), and no file with the same text can be read. Implement it in the thread that made it.",
		),
		reference: Array(4).fill(
			"thread/prepareApprovedPlan ✗ -32600 The executor could not read the plan attachment and the complete plan is too large to send as context. Implement it in the original thread.",
		),
	},
	// A killed command's exit code names the signal.
	"a command that outlives its turn": { values: /^item\/completed\.item\.exitCode: 137 / },
	// The reference's sandbox helper breaks instead.
	"commands that cannot be run": {
		ours: ["command/exec ✗ -32603 failed to spawn command: No such file or directory (os error 2)"],
		reference: ["command/exec ✓ exitCode stderr stdout"],
	},
	// The reference says that the thread is gone and that it is not loaded.
	"a thread is deleted": { statuses: true },
	// A thread in memory is read as it is.
	"an ephemeral fork": {
		values: /^thread\/(?:fork\.(?:sandbox|activePermissionProfile)|read\.thread\.(?:forkedFromId|preview))\b/,
	},
	"an ephemeral thread": { values: /^thread\/read\.thread\.preview\b/ },
	// The reference loads the thread anew.
	"a thread is taken back to before a turn": { statuses: true },
	// Positions in a rollout are bytes here and lines there; both are opaque.
	"words are searched in all threads": { values: /\.turnCursor: / },
	// Features and clouds that are not here; the machine's own file; layers as they were written; whole numbers as JavaScript has them.
	"a configuration is read": {
		values:
			/^config\/read\.(?:config\.(?:features\.|chatgpt_base_url)|layers\.\d\.(?:disabledReason|name\.file: "\/etc|config\.approval_policy)|\S*model_context_window)/,
	},
	// Each has its own words; the configured model is the default one.
	"models to choose from": {
		values: /\.(?:description|isDefault|migrationMarkdown|multiAgentVersion|defaultServiceTier|availabilityNux): /,
	},
	"memories and predictions": { values: /^memory\/status\.v2Ready\b/ },
};
