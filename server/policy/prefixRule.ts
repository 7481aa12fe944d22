/** Strictest first wins: forbidden, prompt, allow. */
export type RuleDecision = "allow" | "prompt" | "forbidden";

/** A rule over the first words of a simple command. */
export interface PrefixRule {
	/** One element a word; a list holds alternatives for its place. Never empty. */
	pattern: (string | string[])[];
	decision: RuleDecision;
	/** Shown to the person or the model when the rule stops a command. */
	justification: string | null;
}

const strictness: Record<RuleDecision, number> = { allow: 0, prompt: 1, forbidden: 2 };

/** Whether `words` begin as the rule's pattern says. */
export function ruleMatches(rule: PrefixRule, words: readonly string[]): boolean {
	return rule.pattern.every((place, index) => {
		const word = words[index];
		return word !== undefined && (typeof place === "string" ? place === word : place.includes(word));
	});
}

/** As `ruleMatches`; a strict rule also holds for its program by a path. */
function holdsFor(rule: PrefixRule, words: readonly string[]): boolean {
	if (ruleMatches(rule, words)) return true;
	const [program = "", ...rest] = words;
	return rule.decision !== "allow" && ruleMatches(rule, [program.slice(program.lastIndexOf("/") + 1), ...rest]);
}

/** The strictest rule that matches, or null. */
export function strictestRule(rules: readonly PrefixRule[], words: readonly string[]): PrefixRule | null {
	let strictest: PrefixRule | null = null;
	for (const rule of rules) {
		if (!holdsFor(rule, words)) continue;
		if (!strictest || strictness[rule.decision] > strictness[strictest.decision]) strictest = rule;
	}
	return strictest;
}

/** The line that is appended to a rules file for an allowed prefix. */
export function allowRuleLine(prefix: readonly string[]): string {
	return `prefix_rule(pattern=[${prefix.map((word) => JSON.stringify(word)).join(", ")}], decision="allow")\n`;
}

/** Programs that run whatever follows: a rule that ends right after one of them would allow everything. */
const launchers = new Set(
	(
		"bash sh zsh fish dash ksh pwsh powershell cmd python python2 python3 node nodejs deno bun ruby perl php lua osascript " +
		"sudo doas su env xargs nohup time timeout nice ssh docker podman kubectl git npx pnpx uvx eval exec source command " +
		"make just npm pnpm yarn pip pip3 cargo go rm chmod chown dd tee awk sed find"
	).split(" "),
);
/** Options and sub-commands after which a launcher takes code or a program. */
const launcherOptions =
	/^(-c|-lc|-cl|-l|-e|-i|-p|-m|-u|-x|-E|-n|--|--eval|--print|--command|-Command|exec|run|eval|dlx|x|--version|-s|-C|-S)$/;

/** Whether a prefix is too broad to be offered or saved as an allow rule. */
export function isOverBroadPrefix(prefix: readonly string[]): boolean {
	const [program, ...rest] = prefix;
	if (program === undefined) return true;
	const name = program.slice(program.lastIndexOf("/") + 1).replace(/\.exe$/i, "");
	if (!launchers.has(name) && !/^(python|ruby|perl|node)[\d.]+$/.test(name)) return false;
	return rest.every((word) => launcherOptions.test(word));
}
