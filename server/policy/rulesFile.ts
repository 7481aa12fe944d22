import { type PrefixRule, type RuleDecision, ruleMatches } from "./prefixRule.ts";
import { parseScript } from "./shellScript.ts";

/** A statement of a rules file that was not understood; the others still hold. */
export interface RuleProblem {
	message: string;
	/** One-based. */
	line: number;
}

type Value = string | Value[];

class SyntaxProblem extends Error {
	readonly line: number;
	constructor(message: string, line: number) {
		super(message);
		this.line = line;
	}
}

/**
 * Reads the part of Starlark that rules files are made of: calls with keyword arguments whose values are strings and
 * lists. `prefix_rule` yields rules, with its `match` and `not_match` examples checked; `host_executable` and
 * `network_rule` are accepted and have no effect here. A statement with a mistake is skipped and reported.
 */
export function parseRules(source: string): { rules: PrefixRule[]; problems: RuleProblem[] } {
	const reader = new Reader(source);
	const rules: PrefixRule[] = [];
	const problems: RuleProblem[] = [];
	while (reader.skipBlank()) {
		const line = reader.line;
		try {
			const { name, args } = reader.readCall();
			if (name === "prefix_rule") rules.push(prefixRule(args, line));
			else if (name !== "host_executable" && name !== "network_rule") {
				throw new SyntaxProblem(`unknown function ${name}`, line);
			}
		} catch (error) {
			if (!(error instanceof SyntaxProblem)) throw error;
			problems.push({ message: error.message, line: error.line });
			reader.skipStatement();
		}
	}
	return { rules, problems };
}

function prefixRule(args: Map<string, Value>, line: number): PrefixRule {
	const pattern = args.get("pattern");
	if (!Array.isArray(pattern) || pattern.length === 0) {
		throw new SyntaxProblem("pattern must be a list with at least one word", line);
	}
	const places = pattern.map((place): string | string[] => {
		if (typeof place === "string") return place;
		if (Array.isArray(place) && place.length > 0) return place.map((word) => asString(word, "pattern", line));
		throw new SyntaxProblem("an element of pattern must be a word or a list of words", line);
	});
	const decision = asDecision(args.get("decision") ?? "allow", line);
	const justification = args.get("justification");
	const rule: PrefixRule = {
		pattern: places,
		decision,
		justification: justification === undefined ? null : asString(justification, "justification", line),
	};
	checkExamples(rule, args.get("match"), true, line);
	checkExamples(rule, args.get("not_match"), false, line);
	return rule;
}

/** An example is a command line or a list of words; a rule that contradicts its own examples is a mistake. */
function checkExamples(rule: PrefixRule, examples: Value | undefined, expected: boolean, line: number): void {
	if (examples === undefined) return;
	if (!Array.isArray(examples)) throw new SyntaxProblem("match and not_match must be lists", line);
	for (const example of examples) {
		const words =
			typeof example === "string"
				? (parseScript(example)?.[0]?.words ?? [])
				: example.map((word) => asString(word, "match", line));
		if (ruleMatches(rule, words) !== expected) {
			const text = words.join(" ");
			throw new SyntaxProblem(
				expected ? `the rule does not match its example: ${text}` : `the rule matches: ${text}`,
				line,
			);
		}
	}
}

function asDecision(value: Value, line: number): RuleDecision {
	if (value === "allow" || value === "prompt" || value === "forbidden") return value;
	throw new SyntaxProblem('decision must be "allow", "prompt" or "forbidden"', line);
}

function asString(value: Value, name: string, line: number): string {
	if (typeof value === "string") return value;
	throw new SyntaxProblem(`${name} must be a string`, line);
}

const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", "\\": "\\", '"': '"', "'": "'" };

class Reader {
	readonly #source: string;
	#position = 0;

	constructor(source: string) {
		this.#source = source;
	}

	get line(): number {
		return this.#source.slice(0, this.#position).split("\n").length;
	}

	/** Skips white space and comments; false at the end. */
	skipBlank(): boolean {
		const blank = /(?:\s|#[^\n]*)*/y;
		blank.lastIndex = this.#position;
		this.#position += blank.exec(this.#source)?.[0].length ?? 0;
		return this.#position < this.#source.length;
	}

	/** After a mistake: goes on at the next line that begins like a statement. */
	skipStatement(): void {
		const next = /\n(?=[A-Za-z_#])/g;
		next.lastIndex = this.#position;
		this.#position = next.exec(this.#source) ? next.lastIndex : this.#source.length;
	}

	readCall(): { name: string; args: Map<string, Value> } {
		const name = this.#name();
		this.#expect("(");
		const args = new Map<string, Value>();
		while (!this.#accept(")")) {
			const key = this.#name();
			this.#expect("=");
			args.set(key, this.#value());
			if (!this.#accept(",")) {
				this.#expect(")");
				break;
			}
		}
		return { name, args };
	}

	#name(): string {
		this.skipBlank();
		const name = /[A-Za-z_][A-Za-z0-9_]*/y;
		name.lastIndex = this.#position;
		const text = name.exec(this.#source)?.[0];
		if (text === undefined) throw this.#problem("a name was expected");
		this.#position += text.length;
		return text;
	}

	#value(): Value {
		this.skipBlank();
		if (this.#accept("[")) return this.#list();
		const quote = this.#source.charAt(this.#position);
		if (quote === '"' || quote === "'") return this.#string(quote);
		throw this.#problem("a string or a list was expected");
	}

	#list(): Value[] {
		const values: Value[] = [];
		while (!this.#accept("]")) {
			values.push(this.#value());
			if (!this.#accept(",")) {
				this.#expect("]");
				break;
			}
		}
		return values;
	}

	#string(quote: string): string {
		const start = this.#position++;
		let text = "";
		for (;;) {
			const character = this.#source.charAt(this.#position++);
			if (character === quote) return text;
			if (character === "" || character === "\n") {
				this.#position = start;
				throw this.#problem("the string does not end");
			}
			if (character !== "\\") {
				text += character;
				continue;
			}
			const escaped = this.#source.charAt(this.#position++);
			text += escapes[escaped] ?? `\\${escaped}`;
		}
	}

	#accept(token: string): boolean {
		this.skipBlank();
		if (!this.#source.startsWith(token, this.#position)) return false;
		this.#position += token.length;
		return true;
	}

	#expect(token: string): void {
		if (!this.#accept(token)) throw this.#problem(`"${token}" was expected`);
	}

	#problem(message: string): SyntaxProblem {
		return new SyntaxProblem(message, this.line);
	}
}
