import * as z from "zod";
import type { FileUpdateChange } from "#protocol/item.ts";
import type { TurnHost } from "../agent/turnHost.ts";
import { accessUnder } from "../sandbox/filesystemPolicy.ts";
import { isReviewed, type ReviewedAction, refusal } from "./approvalReview.ts";
import { ask } from "./approvals.ts";
import { fileUpdateChanges } from "./fileDiff.ts";
import { Interruption } from "./interruption.ts";
import { PatchSyntaxError, parsePatch, patchGrammar } from "./patchParser.ts";
import { PatchMismatch, type PatchPlan, planPatch } from "./patchPlan.ts";
import { PatchWriteError, writePlan } from "./patchWriter.ts";
import { workspaceOf } from "./rights.ts";
import type { ToolContext } from "./session.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { ArgumentError, parseArguments } from "./toolArguments.ts";

const FORBIDDEN =
	"patch rejected: it writes where the sandbox does not allow it, and the approval settings forbid asking";
const Arguments = z.object({ input: z.string() });

export const applyPatchCustomSpec: ToolSpec = {
	type: "custom",
	name: "apply_patch",
	description: "Edits files. The input is the patch itself, not JSON.",
	format: { type: "grammar", syntax: "lark", definition: patchGrammar },
};

/** For providers without custom tools: the same patch as a string, with its form in words. */
export const applyPatchFunctionSpec: ToolSpec = {
	type: "function",
	name: "apply_patch",
	description: `Edits files with a patch of this form:

*** Begin Patch
*** Add File: <path>
+<each line of the new file>
*** Delete File: <path>
*** Update File: <path>
*** Move to: <new path, optional>
@@ <a line before the change that tells its place, optional>
 <unchanged line>
-<removed line>
+<added line>
*** End of File (optional: the lines above end the file)
*** End Patch

Any number of sections; paths are relative to the working directory; about three unchanged lines around each change.`,
	strict: false,
	parameters: {
		type: "object",
		properties: { input: { type: "string", description: "The whole patch." } },
		required: ["input"],
		additionalProperties: false,
	},
};

/** The patch text of a call. Throws ArgumentError. */
export function patchText(input: string, kind: "function" | "custom"): string {
	return kind === "custom" ? input : parseArguments(Arguments, input).input;
}

/** What a patch would have to be approved for; null for one that needs no approval. @throws ArgumentError for one that would be refused */
export async function patchToReview(
	context: ToolContext,
	patch: string,
	cwd: string,
	host: TurnHost,
): Promise<ReviewedAction | null> {
	const plan = await planned(patch, cwd);
	if (typeof plan === "string") throw new ArgumentError(plan);
	const paths = plan.changes.map((change) => change.path);
	const decision = decidePatch(context, paths, host);
	if (typeof decision === "object") throw new ArgumentError(decision.refused);
	return decision === "ask" ? reviewedPatch(paths, patch, cwd) : null;
}

/** Plans a patch, asks where it must, writes it. Relative paths start at `cwd`. Rejects with an AbortError on interruption. */
export async function applyPatch(
	context: ToolContext,
	callId: string,
	patch: string,
	cwd: string,
	host: TurnHost,
): Promise<ToolOutput> {
	const from = performance.now();
	const plan = await planned(patch, cwd);
	if (typeof plan === "string") return failure(plan);
	const paths = plan.changes.map((change) => change.path);
	const decision = decidePatch(context, paths, host);
	if (typeof decision === "object") return failure(decision.refused);
	const item = new FileChangeItem(callId, fileUpdateChanges(plan.changes), host);
	item.start();
	if (decision === "ask") {
		const refused = isReviewed(context, host)
			? await reviewToWrite(context, item, reviewedPatch(paths, patch, cwd), host)
			: await askToWrite(context, item, paths, host);
		if (refused) return refused;
	}
	return write(context, plan, item, host, from);
}

/** Whether an administrator denies a file, so that nobody can be asked. */
function isWithheld({ rights }: ToolContext, file: string, host: TurnHost): boolean {
	return accessUnder(rights.limits(host, false), workspaceOf(host.settings), process.env)(file) !== "write";
}

/** The plan of a patch, or why there is none. */
async function planned(patch: string, cwd: string): Promise<PatchPlan | string> {
	try {
		const plan = await planPatch(parsePatch(patch), cwd);
		return plan.changes.length > 0 ? plan : "patch rejected: the patch is empty";
	} catch (error) {
		if (error instanceof PatchSyntaxError) return `apply_patch verification failed: invalid patch: ${error.message}`;
		if (error instanceof PatchMismatch) return `apply_patch verification failed: ${error.message}`;
		throw error;
	}
}

function reviewedPatch(files: string[], patch: string, cwd: string): ReviewedAction {
	return { action: { type: "applyPatch", cwd, files }, planned: { tool: "apply_patch", cwd, files, patch } };
}

/** Returns null when the verdict was yes. */
async function reviewToWrite(
	context: ToolContext,
	item: FileChangeItem,
	reviewed: ReviewedAction,
	host: TurnHost,
): Promise<ToolOutput | null> {
	const verdict = await context.review(reviewed, item.id, host);
	if (verdict.kind === "approved") return null;
	item.complete(verdict.kind === "timedOut" ? "failed" : "declined");
	return failure(refusal(verdict, host));
}

type PatchDecision = "run" | "ask" | { refused: string };

function decidePatch(context: ToolContext, paths: readonly string[], host: TurnHost): PatchDecision {
	const deniedPath = paths.find((file) => isWithheld(context, file, host));
	if (deniedPath !== undefined) {
		return { refused: `patch rejected: ${deniedPath} is not to be read (set by ${host.config.requirements.file})` };
	}
	const { approvalPolicy } = host.settings;
	const rules = context.rights.rules(host);
	if (context.approvals.areFilesAllowed(paths)) return "run";
	if (approvalPolicy === "untrusted" || context.rights.isStrict(host)) return "ask";
	const accessTo = accessUnder(rules, workspaceOf(host.settings), process.env);
	if (paths.every((file) => accessTo(file) === "write")) return "run";
	const mayAsk =
		typeof approvalPolicy === "object" ? approvalPolicy.granular.sandbox_approval : approvalPolicy !== "never";
	return mayAsk ? "ask" : { refused: FORBIDDEN };
}

/** Returns null when the answer was yes. */
async function askToWrite(
	context: ToolContext,
	item: FileChangeItem,
	paths: readonly string[],
	host: TurnHost,
): Promise<ToolOutput | null> {
	const answer = await ask(host, "item/fileChange/requestApproval", {
		itemId: item.id,
		startedAtMs: Date.now(),
		reason: null,
		grantRoot: null,
	});
	if (answer === "cleared") {
		item.complete("declined");
		throw new Interruption(false);
	}
	if (answer === "refused") {
		item.complete("declined");
		return failure("the approval request failed, which counts as a no");
	}
	switch (answer.decision) {
		case "acceptForSession":
			context.approvals.allowFiles(paths);
			return null;
		case "accept":
			return null;
		case "decline":
			item.complete("declined");
			return failure("patch rejected by the user");
		case "cancel":
			item.complete("declined");
			host.cancelTurn();
			throw new Interruption(false);
	}
}

async function write(
	context: ToolContext,
	plan: PatchPlan,
	item: FileChangeItem,
	host: TurnHost,
	from: number,
): Promise<ToolOutput> {
	if (host.signal.aborted) {
		item.complete("declined");
		throw new Interruption(false);
	}
	const diff = context.turnDiff(host);
	let error: PatchWriteError | null = null;
	try {
		await writePlan(plan);
		diff.record(plan.changes);
	} catch (cause) {
		error = cause instanceof PatchWriteError ? cause : new PatchWriteError(String(cause), []);
		diff.record(error.applied);
	}
	item.complete(error ? "failed" : "completed");
	if (!error || error.applied.length > 0) host.notify("turn/diff/updated", { diff: diff.render() });
	const seconds = ((performance.now() - from) / 1000).toFixed(1);
	const report = error
		? `${error.message}\n${error.applied.map((change) => `Changed before that: ${change.path}`).join("\n")}`
		: `Success. Updated the following files:\n${plan.summary.join("\n")}`;
	const text = `Exit code: ${error ? 1 : 0}\nWall time: ${seconds} seconds\nOutput:\n${report.trimEnd()}\n`;
	return { text, success: error === null };
}

/** The item of one patch. */
class FileChangeItem {
	readonly id: string;
	readonly #changes: FileUpdateChange[];
	readonly #host: TurnHost;

	constructor(id: string, changes: FileUpdateChange[], host: TurnHost) {
		this.id = id;
		this.#changes = changes;
		this.#host = host;
	}

	start(): void {
		this.#host.startItem({ type: "fileChange", id: this.id, changes: this.#changes, status: "inProgress" });
	}

	complete(status: "completed" | "failed" | "declined"): void {
		this.#host.completeItem({ type: "fileChange", id: this.id, changes: this.#changes, status });
	}
}

function failure(text: string): ToolOutput {
	return { text, success: false };
}
