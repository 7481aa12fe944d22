import type { CommandExecutionApprovalDecision } from "#protocol/approval.ts";
import type { ThreadItem } from "#protocol/item.ts";
import type { TurnHost } from "../agent/turnHost.ts";
import { commandActions } from "../policy/commandActions.ts";
import { quoteCommand } from "../policy/shellQuote.ts";
import { ask } from "./approvals.ts";
import type { RunningCommand } from "./runningCommand.ts";

type CommandExecution = Extract<ThreadItem, { type: "commandExecution" }>;
type Result = Pick<CommandExecution, "aggregatedOutput" | "exitCode" | "durationMs">;

/** What the person said. `amendment`: a prefix to allow from now on. */
export type CommandAnswer =
	| { kind: "accept"; forSession: boolean; amendment: string[] | null }
	| { kind: "decline" | "cancel" | "refused" | "cleared" };

/** The item of one command: started once, by the question or by the start, and completed once. */
export class CommandItem {
	readonly id: string;
	/** The command line as people see it. */
	readonly display: string;
	readonly #host: TurnHost;
	#item: CommandExecution;
	/** The output that the clients have been told of. */
	#told = "";
	#hasStarted = false;
	#hasCompleted = false;

	constructor(
		id: string,
		argv: readonly string[],
		script: string,
		cwd: string,
		host: TurnHost,
		source: "agent" | "userShell" = "agent",
	) {
		this.id = id;
		this.display = quoteCommand(argv);
		this.#host = host;
		this.#item = {
			type: "commandExecution",
			id,
			pluginId: null,
			scriptPath: null,
			command: this.display,
			cwd,
			processId: null,
			source,
			status: "inProgress",
			commandActions: commandActions(script, cwd),
			aggregatedOutput: null,
			exitCode: null,
			durationMs: null,
		};
	}

	/** The process starts under this id; null when there will be none. */
	start(processId: string | null): void {
		const { source } = this.#item;
		this.#item = { ...this.#item, source: source === "agent" ? "unifiedExecStartup" : source, processId };
		this.announce();
	}

	/** Asks the person whether to run it. The item then exists without a process. */
	async askApproval(reason: string | null, amendment: string[] | null): Promise<CommandAnswer> {
		this.announce();
		const answer = await ask(this.#host, "item/commandExecution/requestApproval", {
			kind: "command",
			itemId: this.id,
			startedAtMs: Date.now(),
			environmentId: "local",
			...(reason !== null && { reason }),
			command: this.display,
			cwd: this.#item.cwd,
			commandActions: this.#item.commandActions,
			...(amendment && { proposedExecpolicyAmendment: amendment }),
			availableDecisions: ["accept", ...amendmentDecision(amendment), "cancel"],
		});
		if (answer === "refused" || answer === "cleared") return { kind: answer };
		const { decision } = answer;
		if (typeof decision === "object") {
			// A host rule was never on offer: whoever sends one has not said yes to this command.
			if (!("acceptWithExecpolicyAmendment" in decision)) return { kind: "decline" };
			const prefix = decision.acceptWithExecpolicyAmendment.execpolicy_amendment;
			return { kind: "accept", forSession: false, amendment: prefix.length > 0 ? prefix : null };
		}
		if (decision === "decline" || decision === "cancel") return { kind: decision };
		return { kind: "accept", forSession: decision === "acceptForSession", amendment: null };
	}

	/** Tells the clients a piece of its output. */
	addOutput(delta: string): void {
		this.#told += delta;
		this.#host.notify("item/commandExecution/outputDelta", { itemId: this.id, delta });
	}

	/** Idempotent. */
	complete(status: "completed" | "failed" | "declined", result?: Result): void {
		if (this.#hasCompleted) return;
		this.#hasCompleted = true;
		this.announce();
		this.#host.completeItem({ ...this.#item, status, ...result });
	}

	/** Completes as the command ended. */
	completeWith(command: RunningCommand): void {
		const { aggregatedOutput, exitCode, durationMs } = command;
		this.complete(exitCode === 0 ? "completed" : "failed", { aggregatedOutput, exitCode, durationMs });
	}

	/** Shows it to the clients, once. */
	announce(): void {
		if (this.#hasStarted) return;
		this.#hasStarted = true;
		this.#host.startItem(this.#item, () => ({ ...this.#item, aggregatedOutput: this.#told || null }));
	}
}

/** The decision that also allows what `prefix` begins. */
function amendmentDecision(prefix: string[] | null): CommandExecutionApprovalDecision[] {
	return prefix ? [{ acceptWithExecpolicyAmendment: { execpolicy_amendment: prefix } }] : [];
}
