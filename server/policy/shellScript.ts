/** What joins a command to the one before it. A line break counts as `;`. */
export type Joint = "&&" | "||" | ";" | "|";

/** One simple command of a script: words after quote removal, without expansions or redirections. */
export interface PlainCommand {
	words: string[];
	/** Assignments in front of the command (`CI=1 npm test`). */
	environment: ReadonlyMap<string, string>;
	/** Null for the first command. */
	joint: Joint | null;
}

type Token = { kind: "word"; text: string; assignable: boolean } | { kind: "joint"; joint: Joint };

/** Unquoted characters that mean themselves. Everything else makes the script opaque. */
const plainCharacter = /[A-Za-z0-9_\-./:=@%+,]/;
const assignment = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s;
/** Words that change how the rest is read, so that what follows is no simple command. */
const reservedWords = new Set([
	"if",
	"then",
	"else",
	"elif",
	"fi",
	"do",
	"done",
	"case",
	"esac",
	"while",
	"until",
	"for",
	"in",
	"function",
	"select",
	"time",
	"coproc",
]);

/**
 * Reads a script made only of simple commands joined by `&&`, `||`, `;`, `|` or line breaks. Returns null for anything
 * richer (expansions, globs, redirections, sub-shells, background jobs, control flow, comments, unbalanced
 * quotes): such a script is opaque, and no rule or list may be applied to its parts.
 */
export function parseScript(script: string): PlainCommand[] | null {
	const tokens = tokenize(script);
	if (!tokens) return null;
	const commands: PlainCommand[] = [];
	let words: string[] = [];
	let environment = new Map<string, string>();
	let joint: Joint | null = null;
	const finish = (): boolean => {
		const [first] = words;
		if (first === undefined || reservedWords.has(first)) return false;
		commands.push({ words, environment, joint });
		words = [];
		environment = new Map();
		return true;
	};
	for (const token of tokens) {
		if (token.kind === "joint") {
			if (!finish()) return null;
			joint = token.joint;
			continue;
		}
		const match = words.length === 0 && token.assignable ? assignment.exec(token.text) : null;
		if (match) environment.set(match[1] ?? "", match[2] ?? "");
		else words.push(token.text);
	}
	// A trailing `;` or line break ends the script properly; a trailing `&&`, `||` or `|` does not.
	if (words.length === 0 && environment.size === 0) return joint === ";" ? commands : null;
	return finish() ? commands : null;
}

function tokenize(script: string): Token[] | null {
	const tokens: Token[] = [];
	let position = 0;
	while (position < script.length) {
		const character = script.charAt(position);
		if (character === " " || character === "\t") {
			position++;
			continue;
		}
		const joint = jointAt(script, position);
		if (joint) {
			position += joint.length;
			if (!pushJoint(tokens, joint)) return null;
			continue;
		}
		const word = wordAt(script, position);
		if (!word) return null;
		tokens.push({ kind: "word", text: word.text, assignable: word.assignable });
		position = word.end;
	}
	return tokens;
}

function jointAt(script: string, position: number): "&&" | "||" | ";" | "|" | "\n" | null {
	const two = script.slice(position, position + 2);
	if (two === "&&" || two === "||") return two;
	// `;;` and `|&` are other operators; `&` alone is no joint of ours.
	if (two === ";;" || two === "|&") return null;
	const one = script.charAt(position);
	return one === ";" || one === "|" || one === "\n" ? one : null;
}

/** Line breaks after a joint, at the start and in rows are blank; other joints need a command before them. */
function pushJoint(tokens: Token[], joint: Joint | "\n"): boolean {
	const last = tokens.at(-1);
	if (joint === "\n") {
		if (last?.kind === "word") tokens.push({ kind: "joint", joint: ";" });
		return true;
	}
	if (last?.kind !== "word") return false;
	tokens.push({ kind: "joint", joint });
	return true;
}

function wordAt(script: string, start: number): { text: string; end: number; assignable: boolean } | null {
	let text = "";
	let position = start;
	// The name and the `=` of an assignment must be unquoted.
	let unquotedLength = -1;
	while (position < script.length) {
		const character = script.charAt(position);
		if (character === "'") {
			const close = script.indexOf("'", position + 1);
			if (close < 0) return null;
			if (unquotedLength < 0) unquotedLength = text.length;
			text += script.slice(position + 1, close);
			position = close + 1;
		} else if (character === '"') {
			const quoted = doubleQuotedAt(script, position + 1);
			if (!quoted) return null;
			if (unquotedLength < 0) unquotedLength = text.length;
			text += quoted.text;
			position = quoted.end;
		} else if (plainCharacter.test(character) || character > "\u007f") {
			text += character;
			position++;
		} else if (" \t\n;|&".includes(character)) {
			break;
		} else {
			return null;
		}
	}
	if (position === start) return null;
	const equals = text.indexOf("=");
	return { text, end: position, assignable: unquotedLength < 0 || equals < unquotedLength };
}

/** Reads to the closing quote; null when something in between would be expanded. `end` is after the quote. */
function doubleQuotedAt(script: string, start: number): { text: string; end: number } | null {
	let text = "";
	for (let position = start; position < script.length; position++) {
		const character = script.charAt(position);
		if (character === '"') return { text, end: position + 1 };
		if (character === "$" || character === "`") return null;
		if (character === "\\") {
			const next = script.charAt(position + 1);
			if (!'"\\$`'.includes(next) || next === "") {
				text += character;
				continue;
			}
			text += next;
			position++;
			continue;
		}
		text += character;
	}
	return null;
}
