import fs from "node:fs";
import path from "node:path";
import * as z from "zod";
import type { TurnHost } from "../agent/turnHost.ts";
import { CommandProcess } from "../exec/commandProcess.ts";
import { commandEnvironment } from "../exec/environment.ts";
import { loginShell, namedShell, shellCommand } from "../exec/shell.ts";
import { type CommandDecision, decideCommand } from "../policy/commandDecision.ts";
import { quoteCommand } from "../policy/shellQuote.ts";
import { confine, type SandboxTier, sandboxTier } from "../sandbox/sandbox.ts";
import { patchToReview } from "./applyPatch.ts";
import { isReviewed, type ReviewedAction, refusal } from "./approvalReview.ts";
import { CommandItem } from "./commandItem.ts";
import { Interruption } from "./interruption.ts";
import { clamp, defaultOutputTokens, formatReport } from "./outputLimits.ts";
import { workspaceOf } from "./rights.ts";
import { RunningCommand } from "./runningCommand.ts";
import { looksDenied } from "./sandboxDenial.ts";
import type { ToolContext } from "./session.ts";
import { shellPatch } from "./shellPatch.ts";
import type { ToolOutput, ToolSpec } from "./tool.ts";
import { ArgumentError, optionalCount, parseArguments } from "./toolArguments.ts";

const minYieldMs = 250;
const maxYieldMs = 30_000;
const defaultYieldMs = 10_000;
/** Of the terminal of a command that asks for one. */
const terminalSize = { rows: 24, cols: 80 };

const Arguments = z.object({
	cmd: z.string(),
	workdir: z.string().nullish(),
	shell: z.string().nullish(),
	login: z.boolean().nullish(),
	tty: z.boolean().nullish(),
	yield_time_ms: optionalCount(),
	max_output_tokens: optionalCount(),
	sandbox_permissions: z.enum(["use_default", "require_escalated"]).nullish(),
	justification: z.string().nullish(),
	prefix_rule: z.array(z.string()).nullish(),
});

export const execCommandSpec: ToolSpec = {
	type: "function",
	name: "exec_command",
	description:
		"Runs a shell command. Returns its output and exit code, or a session ID if it still runs after the wait.",
	strict: false,
	parameters: {
		type: "object",
		properties: {
			cmd: { type: "string", description: "The shell command." },
			workdir: { type: "string", description: "Folder to run in; the turn's working directory by default." },
			shell: { type: "string", description: "Shell to use instead of the person's own." },
			login: { type: "boolean", description: "Whether the shell reads the person's profile. Default true." },
			tty: {
				type: "boolean",
				description: "Whether the command gets a terminal, and with it standard input. Default false.",
			},
			yield_time_ms: { type: "number", description: "How long to wait for the end: 250 to 30000, default 10000." },
			max_output_tokens: { type: "number", description: "Output longer than this loses its middle. Default 10000." },
			sandbox_permissions: {
				type: "string",
				enum: ["use_default", "require_escalated"],
				description: "require_escalated asks the person to run this command outside the sandbox.",
			},
			justification: { type: "string", description: "With require_escalated: the question the person is asked." },
			prefix_rule: {
				type: "array",
				items: { type: "string" },
				description:
					'With require_escalated: the first words of commands that could be allowed for good, such as ["npm", "test"].',
			},
		},
		required: ["cmd"],
		additionalProperties: false,
	},
};

/** A call with everything that depends on the machine and the turn resolved. */
interface Invocation {
	callId: string;
	script: string;
	cwd: string;
	/** The shell's command line. */
	shellArgv: string[];
	hasTerminal: boolean;
	yieldMs: number;
	maxTokens: number;
	escalation: { justification: string | null; prefixRule: string[] | null } | null;
}

type Approval = { isApproved: true } | { isApproved: false; output: ToolOutput };

/** Decides, asks, runs, and reports what came within the wait. Rejects with an AbortError on interruption. */
export async function execCommand(
	context: ToolContext,
	callId: string,
	input: string,
	host: TurnHost,
): Promise<ToolOutput> {
	const args = parseArguments(Arguments, input);
	const cwd = path.resolve(host.settings.cwd, args.workdir ?? "");
	const patch = context.interceptPatch(args.cmd, cwd);
	if (patch) return patch(callId, host);
	return runInvocation(context, invocationOf(callId, args, host), host);
}

function invocationOf(callId: string, args: z.output<typeof Arguments>, host: TurnHost): Invocation {
	const cwd = path.resolve(host.settings.cwd, args.workdir ?? "");
	if (args.login && !host.config.allowLoginShell)
		throw new ArgumentError("A shell may not read the person's profile here: leave `login` out, or set it to false.");
	const shell = args.shell ? (namedShell(args.shell) ?? loginShell()) : loginShell();
	return {
		callId,
		script: args.cmd,
		cwd,
		shellArgv: shellCommand(shell, args.cmd, args.login ?? host.config.allowLoginShell),
		hasTerminal: args.tty ?? false,
		yieldMs: clamp(args.yield_time_ms ?? defaultYieldMs, minYieldMs, maxYieldMs),
		maxTokens: outputBudget(args.max_output_tokens, host),
		escalation:
			args.sandbox_permissions === "require_escalated"
				? { justification: args.justification ?? null, prefixRule: args.prefix_rule ?? null }
				: null,
	};
}

/** What the model asked for, or the default, within what the configuration allows. In tokens. */
export function outputBudget(wanted: number | null | undefined, host: TurnHost): number {
	return Math.min(wanted ?? defaultOutputTokens, host.config.toolOutputTokenLimit ?? defaultOutputTokens);
}

/** What a call would have to be approved for; null for one that needs no approval. @throws ArgumentError for one that would be refused */
export async function commandToReview(
	context: ToolContext,
	input: string,
	host: TurnHost,
): Promise<ReviewedAction | null> {
	const args = parseArguments(Arguments, input);
	const patch = shellPatch(args.cmd, path.resolve(host.settings.cwd, args.workdir ?? ""));
	if (patch) return patchToReview(context, patch.patch, patch.cwd, host);
	const invocation = invocationOf("", args, host);
	const { decision } = await decide(context, invocation, quoteCommand(invocation.shellArgv), host);
	if (decision.kind === "reject") throw new ArgumentError(decision.message);
	return decision.kind === "ask" || context.rights.isStrict(host) ? reviewedCommand(invocation, null) : null;
}

async function runInvocation(context: ToolContext, invocation: Invocation, host: TurnHost): Promise<ToolOutput> {
	const item = new CommandItem(invocation.callId, invocation.shellArgv, invocation.script, invocation.cwd, host);
	const { tier, decision } = await decide(context, invocation, item.display, host);
	context.announceTier(tier, host);
	if (decision.kind === "reject") return failure(decision.message);
	const question = decision.kind === "ask" ? decision : strictQuestion(context, decision, host);
	if (question) {
		const approval = await askToRun(context, invocation, item, question, host);
		if (!approval.isApproved) return approval.output;
	}
	return runApproved(context, invocation, item, { tier, isSandboxed: decision.isSandboxed }, host);
}

async function decide(context: ToolContext, invocation: Invocation, display: string, host: TurnHost) {
	const [tier, rules] = await Promise.all([sandboxTier(), context.rules(host)]);
	const decision = decideCommand({
		script: invocation.script,
		display,
		cwd: host.settings.cwd,
		approvalPolicy: host.settings.approvalPolicy,
		isRestricted: context.rights.rules(host) !== null,
		sandboxWorks: tier.kind !== "none",
		escalation: invocation.escalation,
		rules,
	});
	return { tier, decision };
}

/** Who has granted rights strictly is asked for what runs with them. */
function strictQuestion(
	context: ToolContext,
	{ isSandboxed }: Extract<CommandDecision, { kind: "run" }>,
	host: TurnHost,
): Pick<Extract<CommandDecision, { kind: "ask" }>, "isSandboxed" | "reason" | "amendment"> | null {
	if (!context.rights.isStrict(host)) return null;
	return {
		isSandboxed,
		reason: "Each command of this turn is asked for, since it was granted more rights.",
		amendment: null,
	};
}

async function askToRun(
	context: ToolContext,
	invocation: Invocation,
	item: CommandItem,
	decision: Pick<Extract<CommandDecision, { kind: "ask" }>, "isSandboxed" | "reason" | "amendment">,
	host: TurnHost,
	/** The confined attempt, when this asks for another one: without a yes the item ends as that did. */
	attempt: RunningCommand | null = null,
): Promise<Approval> {
	const giveUp = (status: "failed" | "declined") => (attempt ? item.completeWith(attempt) : item.complete(status));
	const permissions = decision.isSandboxed ? JSON.stringify(context.rights.rules(host)) : "unconfined";
	const key = [invocation.shellArgv, invocation.cwd, permissions] as const;
	if (context.approvals.isCommandAllowed(...key)) return { isApproved: true };
	if (isReviewed(context, host)) {
		item.announce();
		const verdict = await context.review(reviewedCommand(invocation, attempt && decision.reason), item.id, host);
		if (verdict.kind === "approved") return { isApproved: true };
		giveUp(verdict.kind === "timedOut" ? "failed" : "declined");
		return { isApproved: false, output: failure(refusal(verdict, host, attempt !== null)) };
	}
	const answer = await item.askApproval(decision.reason, decision.amendment);
	switch (answer.kind) {
		case "accept":
			if (answer.forSession) context.approvals.allowCommand(...key);
			if (answer.amendment) await context.saveRule(answer.amendment, host);
			return { isApproved: true };
		case "cancel":
			giveUp("declined");
			host.cancelTurn();
			throw new Interruption(attempt !== null);
		case "cleared":
			giveUp("declined");
			throw new Interruption(attempt !== null);
		case "refused":
			giveUp("failed");
			return { isApproved: false, output: failure("the approval request failed, which counts as a no") };
		case "decline":
			giveUp("declined");
			return { isApproved: false, output: failure("rejected by the user") };
	}
}

function reviewedCommand(
	{ shellArgv, cwd, hasTerminal, escalation }: Invocation,
	retryReason: string | null,
): ReviewedAction {
	return {
		action: { type: "command", source: "unifiedExec", command: quoteCommand(shellArgv), cwd },
		planned: {
			tool: "exec_command",
			command: shellArgv,
			cwd,
			tty: hasTerminal,
			sandbox_permissions: escalation ? "require_escalated" : "use_default",
			...(escalation?.justification != null && { justification: escalation.justification }),
			...(retryReason !== null && { retry_reason: retryReason }),
		},
	};
}

/** The confinement there is, and whether a command is held to its turn's rules. */
interface Confinement {
	tier: SandboxTier;
	isSandboxed: boolean;
}

async function runApproved(
	context: ToolContext,
	invocation: Invocation,
	item: CommandItem,
	confinement: Confinement,
	host: TurnHost,
): Promise<ToolOutput> {
	host.signal.throwIfAborted();
	const from = performance.now();
	const id = context.processes.freshId();
	if (!isFolder(invocation.cwd)) {
		const message = `the working directory ${invocation.cwd} does not exist`;
		item.start(null);
		item.complete("failed", { aggregatedOutput: message, exitCode: -1, durationMs: 0 });
		return failure(message);
	}
	item.start(String(id));
	let command: RunningCommand;
	try {
		command = await startCommand(context, invocation, item, id, confinement, host);
	} catch (error) {
		const message = `the command could not be started: ${error instanceof Error ? error.message : String(error)}`;
		item.complete("failed", { aggregatedOutput: message, exitCode: -1, durationMs: 0 });
		return failure(message);
	}
	try {
		await command.wait(invocation.yieldMs, host);
	} catch (error) {
		await command.kill();
		item.completeWith(command);
		throw error;
	}
	if (command.exitCode === null) {
		await context.processes.add(command);
		command.onEnd(() => item.completeWith(command));
	} else {
		if (
			mayRetryUnconfined(command, confinement, host) &&
			(await askToRetry(context, invocation, item, command, host))
		) {
			return runApproved(context, invocation, item, { ...confinement, isSandboxed: false }, host);
		}
		item.completeWith(command);
	}
	const text = formatReport({
		wallMs: performance.now() - from,
		exitCode: command.exitCode,
		sessionId: id,
		output: command.takeUnread(),
		maxTokens: invocation.maxTokens,
	});
	return { text, success: command.exitCode === null || command.exitCode === 0 };
}

async function startCommand(
	context: ToolContext,
	invocation: Invocation,
	item: CommandItem,
	id: number,
	{ tier, isSandboxed }: Confinement,
	host: TurnHost,
): Promise<RunningCommand> {
	const { settings, config } = host;
	const { script, cwd, shellArgv, hasTerminal } = invocation;
	const limits = context.rights.limits(host, isSandboxed);
	if (limits?.withheld && tier.kind === "none") {
		throw new Error(`no sandbox works here to hide what ${config.requirements.file} denies`);
	}
	const command = new RunningCommand({ id, itemId: item.id, script, cwd }, (delta) => item.addOutput(delta));
	const confined =
		tier.kind !== "none" && limits
			? confine(tier, limits, shellArgv, { cwd, roots: workspaceOf(settings), hasTerminal })
			: null;
	try {
		const process_ = await CommandProcess.start({
			argv: confined?.argv ?? shellArgv,
			cwd,
			environment: {
				...commandEnvironment(config.shellEnvironmentPolicy, process.env, context.threadId),
				...confined?.environment,
			},
			streams: hasTerminal ? { terminal: terminalSize } : { terminal: null, hasStdin: false, outputs: "merged" },
			endsWithParent: confined?.endsWithParent ?? false,
			owner: context.threadId,
			onOutput: (chunk) => command.push(chunk),
		});
		command.attach(process_, () => confined?.release());
	} catch (error) {
		confined?.release();
		throw error;
	}
	return command;
}

/** Where the person decides about everything, a command that the sandbox stopped may be tried without it. */
function mayRetryUnconfined(command: RunningCommand, { isSandboxed }: Confinement, host: TurnHost): boolean {
	const { approvalPolicy } = host.settings;
	const isAsked =
		approvalPolicy === "untrusted" || (typeof approvalPolicy === "object" && approvalPolicy.granular.sandbox_approval);
	return isAsked && isSandboxed && looksDenied(command.exitCode, command.aggregatedOutput);
}

async function askToRetry(
	context: ToolContext,
	invocation: Invocation,
	item: CommandItem,
	attempt: RunningCommand,
	host: TurnHost,
): Promise<boolean> {
	const reason = "The sandbox stopped this command. Run it again without the sandbox?";
	const question = { isSandboxed: false, reason, amendment: null };
	return (await askToRun(context, invocation, item, question, host, attempt)).isApproved;
}

function isFolder(folder: string): boolean {
	return fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function failure(message: string): ToolOutput {
	return { text: `exec_command failed: ${message}`, success: false };
}
