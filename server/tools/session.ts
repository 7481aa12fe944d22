import type { TurnHost } from "../agent/turnHost.ts";
import { ownerMark } from "../exec/commandProcess.ts";
import { killMarked } from "../exec/processTree.ts";
import { isOverBroadPrefix, type PrefixRule } from "../policy/prefixRule.ts";
import { RuleStore } from "../policy/ruleStore.ts";
import type { SandboxTier } from "../sandbox/sandbox.ts";
import { applyPatch, applyPatchCustomSpec, applyPatchFunctionSpec, patchText, patchToReview } from "./applyPatch.ts";
import type { Review, ReviewedAction } from "./approvalReview.ts";
import { SessionApprovals } from "./approvals.ts";
import { dynamicSpecs } from "./dynamicSpecs.ts";
import { callDynamicTool, isDynamic } from "./dynamicTools.ts";
import { commandToReview, execCommand, execCommandSpec } from "./execCommand.ts";
import { ProcessTable } from "./processTable.ts";
import { requestPermissions, requestPermissionsSpec, rightsToReview } from "./requestPermissions.ts";
import { requestUserInput, requestUserInputSpec } from "./requestUserInput.ts";
import { Rights } from "./rights.ts";
import { shellPatch } from "./shellPatch.ts";
import type { Terminal, ThreadTools, ToolCall, ToolCapabilities, ToolOutput } from "./tool.ts";
import { ArgumentError } from "./toolArguments.ts";
import { searchTools } from "./toolSearch.ts";
import { TurnDiff } from "./turnDiff.ts";
import { updatePlan, updatePlanSpec } from "./updatePlan.ts";
import { userCommand } from "./userCommand.ts";
import { viewImage, viewImageSpec } from "./viewImage.ts";
import { writeStdin, writeStdinSpec } from "./writeStdin.ts";

/** What the tools of one thread share. */
export interface ToolContext {
	readonly threadId: string;
	readonly processes: ProcessTable;
	readonly approvals: SessionApprovals;
	readonly rights: Rights;
	/** The prefix rules in force; warns once about what is wrong in the files. */
	rules(host: TurnHost): Promise<readonly PrefixRule[]>;
	/** Allows a prefix for good. An over-broad one, or one that cannot be written, is reported and not saved. */
	saveRule(prefix: readonly string[], host: TurnHost): Promise<void>;
	/** Warns once where no sandbox works. */
	announceTier(tier: SandboxTier, host: TurnHost): void;
	/** Has a model decide about an action. */
	readonly review: Review;
	/** The diff of the host's turn so far. */
	turnDiff(host: TurnHost): TurnDiff;
	/** For a script that only calls apply_patch: what to do instead of running it. */
	interceptPatch(script: string, cwd: string): ((callId: string, host: TurnHost) => Promise<ToolOutput>) | null;
}

/** Calls that run alone and in order within one response: edits, plans and questions. */
const exclusive = new Set(["apply_patch", "update_plan", "request_user_input", "request_permissions"]);

export interface ToolSessionOptions {
	threadId: string;
	/** Whether the command rules of the home folder are left out. */
	ignoresRules?: boolean;
	review: Review;
}

/** The tools of one loaded thread. */
export function createToolSession(deps: ToolSessionOptions): ThreadTools {
	return new Tools(deps);
}

class Tools implements ThreadTools, ToolContext {
	readonly threadId: string;
	readonly processes = new ProcessTable();
	readonly approvals = new SessionApprovals();
	readonly rights = new Rights();
	readonly review: Review;
	#ruleStore: { home: string; store: RuleStore } | null = null;
	readonly #ignoresRules: boolean;
	#hasAnnouncedTier = false;
	#diff: { turnId: string; diff: TurnDiff } | null = null;
	#disposed: Promise<void> | undefined;

	constructor({ threadId, ignoresRules, review }: ToolSessionOptions) {
		this.threadId = threadId;
		this.#ignoresRules = ignoresRules ?? false;
		this.review = review;
	}

	specs({ settings, config }: TurnHost, capabilities: ToolCapabilities) {
		const patch = capabilities.customTools ? applyPatchCustomSpec : applyPatchFunctionSpec;
		// A plan is worked out with the person; progress is for work.
		const ofMode = settings.mode.kind === "plan" ? requestUserInputSpec : updatePlanSpec;
		const asks = config.canRequestPermissions ? [requestPermissionsSpec] : [];
		const own = [execCommandSpec, writeStdinSpec, patch, viewImageSpec, ofMode, ...asks];
		return [...own, ...dynamicSpecs(settings.dynamicTools, own, capabilities.toolSearch)];
	}

	isParallelSafe(name: string): boolean {
		return !exclusive.has(name);
	}

	async call(call: ToolCall, host: TurnHost): Promise<ToolOutput> {
		try {
			return await this.#dispatch(call, host);
		} catch (error) {
			if (error instanceof ArgumentError) return { text: error.message, success: false };
			throw error;
		}
	}

	async toReview(call: ToolCall, host: TurnHost): Promise<ReviewedAction | null> {
		switch (call.name) {
			case "exec_command":
				return commandToReview(this, call.input, host);
			case "apply_patch":
				if (call.kind === "search") break;
				return patchToReview(this, patchText(call.input, call.kind), host.settings.cwd, host);
			case "request_permissions":
				return rightsToReview(call.input, host);
		}
		throw new ArgumentError("unsupported tool for direct review");
	}

	terminals(): Terminal[] {
		return this.processes.running.map(({ id, itemId, script, cwd }) => ({
			processId: id,
			itemId,
			command: script,
			cwd,
		}));
	}

	async endTerminal(processId: number): Promise<boolean> {
		const command = this.processes.running.find(({ id }) => id === processId);
		await command?.kill();
		return command !== undefined;
	}

	async endTerminals(): Promise<void> {
		await Promise.all(this.processes.running.map((command) => command.kill()));
	}

	userCommand(script: string, timeoutMs: number, host: TurnHost): Promise<string> {
		return userCommand(this, script, timeoutMs, host);
	}

	dispose(): Promise<void> {
		// Background jobs of finished commands are in no table; their marks tell whose they are.
		this.#disposed ??= this.processes.killAll().then(() => killMarked(ownerMark(this.threadId)));
		return this.#disposed;
	}

	async rules(host: TurnHost): Promise<readonly PrefixRule[]> {
		const required = host.config.requirements.rules;
		if (this.#ignoresRules) return required;
		const { rules, warnings, isNew } = await this.#rulesOf(host).load();
		if (isNew) {
			for (const { path, line, message } of warnings) {
				host.warn(`${line === null ? path : `${path}:${line}`}: ${message}. This rule is not in force.`);
			}
		}
		return [...required, ...rules];
	}

	async saveRule(prefix: readonly string[], host: TurnHost): Promise<void> {
		if (isOverBroadPrefix(prefix)) {
			host.warn(`The rule for \`${prefix.join(" ")}\` was not saved: it would allow almost anything.`);
			return;
		}
		try {
			await this.#rulesOf(host).allowPrefix(prefix);
		} catch (error) {
			host.warn(`The rule could not be saved: ${error instanceof Error ? error.message : String(error)}`);
		}
	}

	announceTier(tier: SandboxTier, host: TurnHost): void {
		if (tier.kind !== "none" || this.#hasAnnouncedTier) return;
		this.#hasAnnouncedTier = true;
		host.warn(tier.description);
	}

	turnDiff(host: TurnHost): TurnDiff {
		if (this.#diff?.turnId !== host.turnId) {
			this.#diff = { turnId: host.turnId, diff: new TurnDiff(host.settings.cwd) };
		}
		return this.#diff.diff;
	}

	interceptPatch(script: string, cwd: string) {
		const found = shellPatch(script, cwd);
		if (!found) return null;
		return (callId: string, host: TurnHost) => applyPatch(this, callId, found.patch, found.cwd, host);
	}

	async #dispatch(call: ToolCall, host: TurnHost): Promise<ToolOutput> {
		if (call.kind === "search") return searchTools(host.settings.dynamicTools, call.input);
		if (call.namespace !== undefined) return this.#dispatchDynamic(call, host);
		switch (call.name) {
			case "exec_command":
				return execCommand(this, call.callId, call.input, host);
			case "write_stdin":
				return writeStdin(this, call.input, host);
			case "apply_patch":
				return applyPatch(this, call.callId, patchText(call.input, call.kind), host.settings.cwd, host);
			case "update_plan":
				return updatePlan(call.input, host);
			case "view_image":
				return viewImage(this, call.callId, call.input, host);
			case "request_permissions":
				return requestPermissions(this, call.callId, call.input, host);
			case "request_user_input":
				return requestUserInput(call.callId, call.input, host);
			default:
				return this.#dispatchDynamic(call, host);
		}
	}

	async #dispatchDynamic(call: ToolCall, host: TurnHost): Promise<ToolOutput> {
		if (isDynamic(host.settings, call)) return callDynamicTool(call, host);
		const kind = call.kind === "custom" ? "custom tool call" : "call";
		return { text: `unsupported ${kind}: ${call.name}`, success: false };
	}

	#rulesOf(host: TurnHost): RuleStore {
		const { home } = host.config;
		if (this.#ruleStore?.home !== home) this.#ruleStore = { home, store: new RuleStore(home) };
		return this.#ruleStore.store;
	}
}
