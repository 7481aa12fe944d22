import path from "node:path";
import type { AskForApproval } from "#protocol/policy.ts";
import { isDangerous, isKnownSafe } from "./commandSafety.ts";
import { isOverBroadPrefix, type PrefixRule, ruleMatches, strictestRule } from "./prefixRule.ts";
import { type PlainCommand, parseScript } from "./shellScript.ts";

/** A command the model wants to run. */
export interface CommandRequest {
	/** The text for the shell. */
	script: string;
	/** The command line as people see it, for messages. */
	display: string;
	/** Absolute. */
	cwd: string;
	approvalPolicy: AskForApproval;
	/** Whether the turn's sandbox policy confines commands at all. */
	isRestricted: boolean;
	/** Whether the confinement it asks for works here. */
	sandboxWorks: boolean;
	/** Present when the model asked to run outside the sandbox. */
	escalation: { justification: string | null; prefixRule: readonly string[] | null } | null;
	rules: readonly PrefixRule[];
}

export type CommandDecision =
	/** Runs without a question; `because` names the rule that made it so. */
	| { kind: "run"; isSandboxed: boolean; because: string }
	/** `isSandboxed`: how it runs after a yes. `amendment`: the prefix that could be allowed for good. */
	| { kind: "ask"; isSandboxed: boolean; reason: string | null; amendment: string[] | null }
	| { kind: "reject"; message: string };

/** One simple command, or the whole script when it is opaque. */
interface Segment {
	words: string[];
	/** False for opaque scripts and for commands that change their environment. */
	isSimple: boolean;
}

/** Variables that change how a tool reports, not what it runs. */
const harmlessVariable =
	/^(CI|NO_COLOR|FORCE_COLOR|CLICOLOR|TERM|COLUMNS|LINES|TZ|LANG|LC_[A-Z]+|DEBUG|VERBOSE|NODE_ENV|RUST_BACKTRACE|RUST_LOG|PYTHONUNBUFFERED)$/;
const shells = new Set(["bash", "sh", "zsh", "/bin/bash", "/bin/sh", "/bin/zsh", "/usr/bin/bash", "/usr/bin/sh"]);

/** Decides by protocol.md §9.5 whether a command runs, and how; session approvals are the caller's. Pure. */
export function decideCommand(request: CommandRequest): CommandDecision {
	const commands = parseScript(request.script);
	const segments = commands ? commands.flatMap(flatten) : [{ words: ["bash", "-lc", request.script], isSimple: false }];
	const isSandboxed = request.isRestricted && request.sandboxWorks && request.escalation === null;

	const stop = decideByStrictRule(request, segments, isSandboxed);
	if (stop) return stop;
	const covering = coveringRule(request, commands, segments);
	if (covering) return { kind: "run", isSandboxed: false, because: `the rule for ${covering}` };
	return decideByTable(request, segments, isSandboxed);
}

/** `forbidden` and `prompt` rules hold for every part, also for what an opaque script seems to hold. */
function decideByStrictRule(
	request: CommandRequest,
	segments: readonly Segment[],
	isSandboxed: boolean,
): CommandDecision | null {
	const commandLines = segments.flatMap((segment) =>
		segment.isSimple ? [segment.words] : crudeCommands(request.script),
	);
	const matched = commandLines.flatMap((words) => strictestRule(request.rules, words) ?? []);
	const forbidden = matched.find((rule) => rule.decision === "forbidden");
	if (forbidden) {
		const prefix = forbidden.pattern.flat().join(" ");
		return reject(request, forbidden.justification ?? `policy forbids commands starting with \`${prefix}\``);
	}
	const prompt = matched.find((rule) => rule.decision === "prompt");
	if (!prompt) return null;
	if (!mayAsk(request.approvalPolicy, "rules"))
		return reject(request, "approval required by policy, but it may not be asked for");
	const reason = prompt.justification
		? `\`${request.display}\` requires approval: ${prompt.justification}`
		: `\`${request.display}\` requires approval by policy`;
	return { kind: "ask", isSandboxed, reason, amendment: null };
}

/**
 * The allow rule that covers the whole script, as text: every part has one, or only reads, or changes to a folder inside
 * the working directory.
 */
function coveringRule(
	request: CommandRequest,
	commands: readonly PlainCommand[] | null,
	segments: readonly Segment[],
): string | null {
	if (!commands) return null;
	let covering: string | null = null;
	for (const { words, isSimple } of segments) {
		if (!isSimple) return null;
		const rule = strictestRule(request.rules, words);
		if (rule) covering ??= `\`${rule.pattern.flat().join(" ")}\``;
		else if (words[0] === "cd" ? !staysInside(request.cwd, words) : !isKnownSafe(words)) return null;
	}
	return covering;
}

function staysInside(cwd: string, words: readonly string[]): boolean {
	const [, target, ...more] = words;
	if (target === undefined || target.startsWith("-") || more.length > 0) return false;
	const relative = path.relative(cwd, path.resolve(cwd, target));
	return relative === "" || (relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

function decideByTable(request: CommandRequest, segments: readonly Segment[], isSandboxed: boolean): CommandDecision {
	const { approvalPolicy, isRestricted, escalation } = request;
	const isDangerousScript = segments.some(({ words, isSimple }) =>
		isSimple ? isDangerous(words) : crudeCommands(request.script).some(isDangerous),
	);
	const isSafeScript = segments.every(({ words, isSimple }) => isSimple && isKnownSafe(words));
	const ask = (): CommandDecision => ({
		kind: "ask",
		isSandboxed,
		reason: escalation?.justification ?? noSandboxReason(request),
		amendment: isDangerousScript ? null : proposeAmendment(request, segments),
	});

	if (escalation && isRestricted) {
		if (approvalPolicy === "never") {
			return { kind: "reject", message: "the approval policy is never: commands cannot be run outside the sandbox" };
		}
		return mayAsk(approvalPolicy, "sandbox_approval") ? ask() : reject(request, "blocked by policy");
	}
	if (isDangerousScript) {
		if (mayAsk(approvalPolicy, "sandbox_approval")) return ask();
		if (isRestricted) return reject(request, "blocked by policy: it destroys files beyond recall; use a safer way");
		return { kind: "run", isSandboxed: false, because: "the sandbox is off" };
	}
	if (isRestricted && !request.sandboxWorks) {
		return mayAsk(approvalPolicy, "sandbox_approval") ? ask() : reject(request, "no sandbox works on this machine");
	}
	if (approvalPolicy === "untrusted" && !isSafeScript) return ask();
	return { kind: "run", isSandboxed, because: isSandboxed ? "it is confined by the sandbox" : "the sandbox is off" };
}

function noSandboxReason(request: CommandRequest): string | null {
	return request.isRestricted && !request.sandboxWorks
		? "No sandbox works on this machine: the command would run unconfined."
		: null;
}

function mayAsk(policy: AskForApproval, category: "rules" | "sandbox_approval"): boolean {
	if (typeof policy === "object") return policy.granular[category];
	return policy !== "never";
}

function reject(request: CommandRequest, why: string): CommandDecision {
	return { kind: "reject", message: `\`${request.display}\` rejected: ${why}` };
}

/** The model's own prefix where it covers every part, otherwise the first part that is asked about. */
function proposeAmendment(request: CommandRequest, segments: readonly Segment[]): string[] | null {
	if (segments.some(({ words }) => request.rules.some((rule) => ruleMatches(rule, words)))) return null;
	const wanted = request.escalation?.prefixRule;
	if (wanted && wanted.length > 0 && !isOverBroadPrefix(wanted)) {
		const rule: PrefixRule = { pattern: [...wanted], decision: "allow", justification: null };
		if (segments.every(({ words, isSimple }) => isSimple && ruleMatches(rule, words))) return [...wanted];
	}
	const asked = segments.find(({ words, isSimple }) => isSimple && !isKnownSafe(words));
	return asked && !isOverBroadPrefix(asked.words) ? [...asked.words] : null;
}

/** Looks through `bash -c '…'`, so that rules and lists see the commands inside. */
function flatten(command: PlainCommand): Segment[] {
	const { words, environment } = command;
	const isSimple = [...environment.keys()].every((name) => harmlessVariable.test(name));
	const [program, flag, script, ...more] = words;
	if (
		program !== undefined &&
		shells.has(program) &&
		/^-(l?c|cl)$/.test(flag ?? "") &&
		script !== undefined &&
		more.length === 0
	) {
		const inner = parseScript(script);
		if (inner) return inner.flatMap(flatten).map((segment) => ({ ...segment, isSimple: segment.isSimple && isSimple }));
		return [{ words, isSimple: false }];
	}
	return [{ words, isSimple }];
}

/** What an opaque script seems to run: enough to be strict with it, never to be lenient. */
function crudeCommands(script: string): string[][] {
	return script
		.split(/[;&|\n(){}`]|\$\(/)
		.map((part) => part.split(/\s+/).flatMap((word) => word.replace(/["'\\]/g, "") || []))
		.map((words) => words.slice(words.findIndex((word) => !/^(\w+=.*|if|then|else|do|while|until|!)$/.test(word))))
		.filter((words) => words.length > 0);
}
