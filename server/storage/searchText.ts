import type { ThreadItem } from "#protocol/item.ts";
import type { RolloutLine } from "./rolloutLine.ts";

/** Kinds of item in which a search looks, as the turn tables name them. */
export const SEARCHED_KINDS = [
	"accepted",
	"userMessage",
	"agentMessage",
	"plan",
	"commandExecution",
	"fileChange",
	"mcpToolCall",
	"dynamicToolCall",
	"webSearch",
];

/** Kinds that are somebody's words. */
export const MESSAGE_KINDS = ["accepted", "userMessage", "agentMessage"];

/** What a search looks at in the item of a line: words, commands, paths, diffs. Not what commands printed. */
export function searchedText(line: RolloutLine | null): string {
	if (line?.type !== "event_msg") return "";
	if (line.payload.type === "input_accepted") return inputText(line.payload.input);
	return line.payload.type === "item_completed" ? textOf(line.payload.item) : "";
}

function textOf(item: ThreadItem): string {
	switch (item.type) {
		case "userMessage":
			return inputText(item.content);
		case "agentMessage":
		case "plan":
			return item.text;
		case "commandExecution":
			return `${item.command}\n${item.cwd}`;
		case "fileChange":
			return item.changes.map(({ path, diff }) => `${path}\n${diff}`).join("\n");
		case "mcpToolCall":
			return `${item.server} ${item.tool} ${JSON.stringify(item.arguments)}`;
		case "dynamicToolCall":
			return `${item.tool} ${JSON.stringify(item.arguments)}`;
		case "webSearch":
			return item.query;
		default:
			return "";
	}
}

const inputText = (content: Extract<ThreadItem, { type: "userMessage" }>["content"]) =>
	content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("");

/** How long a regular expression may be, in characters, with room below what the engine takes. */
const LONGEST_PATTERN = 10_000;

/** How many runs of three characters the index is asked for; what it finds is read and compared whole. */
const MOST_RUNS = 200;

/** A search term: found wherever its letters stand in a row, in whatever case. */
export class SearchTerm {
	readonly text: string;
	readonly #patterns: RegExp[] = [];

	constructor(text: string) {
		this.text = text;
		const characters = [...text];
		for (let at = 0; at < characters.length; at += LONGEST_PATTERN) {
			const part = characters.slice(at, at + LONGEST_PATTERN).join("");
			this.#patterns.push(new RegExp(part.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), at === 0 ? "giu" : "iuy"));
		}
	}

	/** Where it stands, in UTF-16 code units; one after another, none within another. */
	*matches(text: string): Iterable<{ start: number; end: number }> {
		const [first, ...rest] = this.#patterns;
		for (let from = 0; first; ) {
			first.lastIndex = from;
			const match = first.exec(text);
			if (!match) return;
			const { index: start } = match;
			const end = rest.reduce((at, pattern) => behind(text, at, pattern), start + match[0].length);
			if (end > start) yield { start, end };
			from = Math.max(end, start + 1);
		}
	}

	/**
	 * A query that finds every text with the term, and a few more: by all runs of three of its characters. Null for a term that
	 * is too short for that.
	 */
	get query(): string | null {
		const characters = [...this.text];
		const runs = characters.slice(2).map((_, at) => characters.slice(at, at + 3).join(""));
		const usable = [...new Set(runs)].filter((run) => !run.includes("\0")).slice(0, MOST_RUNS);
		return usable.length === 0 ? null : usable.map((run) => `"${run.replaceAll('"', '""')}"`).join(" AND ");
	}
}

/** Where what `pattern` describes ends, if it begins at `at`; else, and for an `at` of -1, -1. */
function behind(text: string, at: number, pattern: RegExp): number {
	pattern.lastIndex = Math.max(at, 0);
	const match = at < 0 ? null : pattern.exec(text);
	return match ? at + match[0].length : -1;
}

/** How much of the text around a match is shown, in characters. */
const BEFORE = 49;
const AFTER = 96;
const CUT = "...";

/** The text around a match, and where in it the match stands, in UTF-16 code units. */
export function excerpt(text: string, match: { start: number; end: number }) {
	const before = [...text.slice(0, match.start)];
	const after = [...text.slice(match.end)];
	const lead = (before.length > BEFORE ? `${CUT} ` : "") + before.slice(-BEFORE).join("");
	const words = text.slice(match.start, match.end);
	const trail = after.slice(0, AFTER).join("") + (after.length > AFTER ? ` ${CUT}` : "");
	return {
		snippet: lead + words + trail,
		snippetMatchRange: { start: lead.length, end: lead.length + words.length },
	};
}
