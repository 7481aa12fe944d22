import type { PrefixRule, RuleDecision } from "../policy/prefixRule.ts";
import { isTable } from "./document.ts";

/** A reviewing model may not answer for the person here, so that both ways of asking are one. */
const DECISIONS: Readonly<Record<string, RuleDecision>> = {
	prompt: "prompt",
	"prompt-user": "prompt",
	forbidden: "forbidden",
};

/**
 * The prefix rules of `[rules]`. They only make stricter: with those of the person the strictest counts.
 * @throws Error in the reference's words for what it refuses, so that nothing runs under half of them
 */
export function requiredRules(rules: unknown): PrefixRule[] {
	if (rules === undefined) return [];
	if (!isTable(rules) || !Array.isArray(rules.prefix_rules)) throw new Error("`rules.prefix_rules` must be a list");
	if (rules.prefix_rules.length === 0) throw new Error("rules prefix_rules cannot be empty");
	return rules.prefix_rules.map((rule: unknown, at) => prefixRule(rule, `rules prefix_rule at index ${at}`));
}

function prefixRule(rule: unknown, where: string): PrefixRule {
	if (!isTable(rule) || !Array.isArray(rule.pattern)) throw new Error(`${where} needs a pattern, which is a list`);
	const { pattern, decision, justification } = rule;
	if (pattern.length === 0) throw new Error(`${where} has an empty pattern`);
	if (decision === undefined) throw new Error(`${where} is missing a decision`);
	const known = typeof decision === "string" && Object.hasOwn(DECISIONS, decision) ? DECISIONS[decision] : undefined;
	if (known === undefined) {
		const allowed = Object.keys(DECISIONS).join(", ");
		throw new Error(`${where} has the decision ${JSON.stringify(decision)}; it may have ${allowed}`);
	}
	if (justification !== undefined && (typeof justification !== "string" || justification.trim() === "")) {
		throw new Error(`${where} has an empty justification`);
	}
	return {
		pattern: pattern.map((token: unknown, at) => place(token, `${where} has an invalid pattern token at index ${at}`)),
		decision: known,
		justification: justification ?? null,
	};
}

function place(value: unknown, problem: string): string | string[] {
	const { token, any_of } = isTable(value) ? value : {};
	if (token === undefined && any_of === undefined) throw new Error(`${problem}: set either token or any_of`);
	if (token !== undefined && any_of !== undefined) throw new Error(`${problem}: set either token or any_of, not both`);
	if (token !== undefined) {
		if (isWord(token)) return token;
		throw new Error(`${problem}: token cannot be empty`);
	}
	if (!Array.isArray(any_of) || any_of.length === 0) throw new Error(`${problem}: any_of cannot be empty`);
	const words = any_of.filter(isWord);
	if (words.length < any_of.length) throw new Error(`${problem}: any_of cannot include empty tokens`);
	return words;
}

const isWord = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";
