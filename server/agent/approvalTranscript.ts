import type { MessageContent, ResponseItem } from "../model/responseItem.ts";
import { truncateMiddle } from "../tools/outputLimits.ts";
import { isOwnMessage } from "./compaction.ts";
import { isContext } from "./context.ts";
import { PERMISSIONS_TAG } from "./instructions.ts";

/** In tokens. */
const LIMITS = { entry: 2_000, said: 10_000, done: 10_000 };

interface Entry {
	/** Who speaks or what it is: `user`, `developer`, `assistant`, `note`, `call of exec_command`, `output of exec_command`. */
	from: string;
	text: string;
	/** Whether the person or their client says it. */
	isPersons: boolean;
}

/**
 * The conversation as a reviewing model reads it: the newest entries, numbered, as one JSON list. JSON keeps what somebody wrote
 * apart from what is told about it. What the person said and what was done have budgets of their own, so that a flood of output
 * cannot drive their words out.
 */
export function approvalTranscript(items: readonly ResponseItem[]): string {
	const names = new Map<string, string>();
	const entries = items.flatMap((item) => entriesOf(item, names));
	const left = { said: LIMITS.said, done: LIMITS.done };
	const kept: Record<string, unknown>[] = [];
	let omitted = 0;
	for (const [index, { from, text, isPersons }] of [...entries.entries()].reverse()) {
		const short = truncateMiddle(text, LIMITS.entry);
		const cost = Math.ceil(Buffer.byteLength(short) / 4) + 10;
		const budget = isPersons ? "said" : "done";
		if (cost > left[budget]) {
			// What is older than a gap would be read as if nothing were missing.
			left[budget] = 0;
			omitted++;
			continue;
		}
		left[budget] -= cost;
		kept.push({ entry: index + 1, from, text: short });
	}
	const list = kept.reverse().map((entry) => JSON.stringify(entry));
	const gap = omitted > 0 ? [JSON.stringify({ left_out: `${omitted} older entries, for their length` })] : [];
	return [...gap, ...list].join("\n");
}

function entriesOf(item: ResponseItem, names: Map<string, string>): Entry[] {
	switch (item.type) {
		case "message": {
			// What the server itself tells the model of its surroundings speaks for nobody.
			if (isContext(item)) return [];
			const text = textOf(
				item.content.filter((part) => !(part.type === "input_text" && part.text.startsWith(PERMISSIONS_TAG))),
			);
			if (text === "") return [];
			// Summaries, and what commands printed, come as messages of the user's role too.
			if (item.role === "user" && !isOwnMessage(item)) return [done("note", text)];
			return [{ from: item.role, text, isPersons: item.role !== "assistant" }];
		}
		case "function_call":
			names.set(item.call_id, item.name);
			return [done(`call of ${item.name}`, item.arguments)];
		case "custom_tool_call":
			names.set(item.call_id, item.name);
			return [done(`call of ${item.name}`, item.input)];
		case "function_call_output":
		case "custom_tool_call_output": {
			const name = (item.call_id !== undefined && names.get(item.call_id)) || "a tool";
			const { output } = item;
			return [done(`output of ${name}`, typeof output === "string" ? output : JSON.stringify(output))];
		}
		default:
			return [];
	}
}

const done = (from: string, text: string): Entry => ({ from, text, isPersons: false });

function textOf(content: readonly MessageContent[]): string {
	return content.map((part) => (part.type === "input_image" ? "[an image]" : part.text)).join("\n");
}
