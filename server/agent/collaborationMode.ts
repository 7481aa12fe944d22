import type { ModeKind } from "#protocol/thread.ts";

/** How the model is to work with the person. */
export interface Mode {
	kind: ModeKind;
	/** What the model is told about it; null as long as nobody has chosen a mode. */
	instructions: string | null;
}

export const NO_MODE: Mode = { kind: "default", instructions: null };

const PLAN = `Plan mode. You and the person work out a plan; nothing is carried out before this mode ends. A request to do something is a request to plan it.

- Explore first: read files, search, run commands that change nothing in the workspace. No edits, no installs, no commits.
- What you can find out yourself, do not ask. What remains open and changes the plan (goals, trade-offs, taste), ask with \`request_user_input\`: a few questions, each with two or three options, the one you advise first.
- Go on until somebody else could carry the plan out without deciding anything: what changes where, interfaces, order, edge cases, how it is tested, what is assumed.
- Then give the plan once, in Markdown, between two tags that each stand alone on their line:
<proposed_plan>
the plan
</proposed_plan>
- Revise it the same way when the person wants changes. Do not ask whether to go on; the person ends this mode. \`update_plan\` is for work in progress and not for this.`;

const DEFAULT =
	"Default mode. Earlier instructions of another mode hold no longer. Carry tasks out; where something is unclear, prefer a sensible assumption that you state to a question.";

/** What the model is told about a mode unless the client says something else. */
export const modeInstructions = (kind: ModeKind): string => (kind === "plan" ? PLAN : DEFAULT);

/** As a rollout keeps it: without instructions that are ours; nothing when nobody has chosen. */
export type StoredMode = { kind: ModeKind; instructions: string | null } | undefined;

export function storedMode({ kind, instructions }: Mode): StoredMode {
	if (instructions === null) return undefined;
	return { kind, instructions: instructions === modeInstructions(kind) ? null : instructions };
}

export function restoredMode(stored: StoredMode): Mode {
	if (!stored) return NO_MODE;
	return { kind: stored.kind, instructions: stored.instructions ?? modeInstructions(stored.kind) };
}
