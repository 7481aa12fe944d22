import { randomUUID } from "node:crypto";
import type { TokenUsageBreakdown } from "#protocol/thread.ts";
import { contextWindow } from "../model/catalog.ts";
import { isInterruptedMarker } from "../model/interruption.ts";
import { userText } from "../model/messageContent.ts";
import { ModelError } from "../model/modelError.ts";
import type { Compaction } from "../model/modelHistory.ts";
import type { ModelProvider } from "../model/provider.ts";
import type { MessageItem, ResponseItem } from "../model/responseItem.ts";
import type { Delay } from "../model/retry.ts";
import { USER_COMMAND_TAG } from "../tools/userCommand.ts";
import { isContext, missingContext } from "./context.ts";
import { itemTokens, textTokens } from "./contextSize.ts";
import { promptInput } from "./promptInput.ts";
import { REVIEW_TAG } from "./review.ts";
import { baseRequest, withRetries } from "./sampling.ts";
import { messageText } from "./streamedItems.ts";
import type { TurnHost } from "./turnHost.ts";

/** How much of what people wrote is kept word for word, in tokens. */
const KEPT_MESSAGE_TOKENS = 20_000;

const COMPACT_PROMPT = `This conversation has grown too long to go on with. Write the notes from which a colleague who has not seen it can carry on without asking:
- what the person wants, with every constraint and preference they stated;
- what was done and decided, and why; which files were read or changed, and how they stand now;
- what commands, tests and errors showed, with the exact names, values and messages that still matter;
- what is unfinished, and the next steps in order.
The person's own messages stay; do not repeat them. Answer with the notes alone.`;

/** By these words a summary is known in the history. */
const SUMMARY_LEAD =
	"The conversation up to here was too long and has been replaced by the notes below, written by the model that led it. " +
	"The files and everything else on this machine are as it left them. Go on from the notes, and do not repeat finished work.";

const NO_SUMMARY = "(No notes were written.)";

/**
 * Replaces the history by the context, the most recent of the person's own messages and a summary by the model, shown as one item.
 * `model` is asked for the summary. Rejects with a ModelError, or with the signal's reason; the history is then as it was.
 */
export async function compact(
	host: TurnHost,
	provider: ModelProvider,
	delay: Delay,
	model: string = host.settings.model,
): Promise<void> {
	const item = { type: "contextCompaction" as const, id: randomUUID() };
	host.startItem(item);
	try {
		const summary = await askForSummary(host, provider, delay, model);
		const own = ownMessages(host.history.items);
		const context = await toldContext(host);
		host.history.compact({
			message: `${SUMMARY_LEAD}\n\n${summary.trim() === "" ? NO_SUMMARY : summary}`,
			kept: [...context.map((message) => ({ message, chars: null })), ...withinBudget(own)].flatMap(
				({ message, chars }): Compaction["kept"] => {
					const ordinal = host.history.ordinalOf(message);
					return ordinal === null ? [] : [{ ordinal, chars }];
				},
			),
		});
		const { instructions } = baseRequest(host, model);
		host.reportContextSize(
			textTokens(instructions) + itemTokens(host.history.items),
			contextWindow(host.config, host.settings.model, host.settings.modelProvider),
		);
	} finally {
		host.completeItem(item);
	}
}

/** Asks without tools. As long as the history is too long for that, its oldest item is left out. */
async function askForSummary(host: TurnHost, provider: ModelProvider, delay: Delay, model: string): Promise<string> {
	const question = userText(host.config.compactPrompt ?? COMPACT_PROMPT);
	for (let history = host.history.items; ; history = history.slice(1)) {
		try {
			return await ask(host, provider, delay, model, [...promptInput(history), question]);
		} catch (error) {
			if (!isContextOverflow(error) || history.length <= 1) throw error;
		}
	}
}

async function ask(
	host: TurnHost,
	provider: ModelProvider,
	delay: Delay,
	model: string,
	input: ResponseItem[],
): Promise<string> {
	let answer = "";
	let usage: TokenUsageBreakdown | null = null;
	const stream = () =>
		provider.stream({ ...baseRequest(host, model), input }, host.signal, (event) => {
			if (event.type === "itemDone" && event.item.type === "message") answer = messageText(event.item);
			else if (event.type === "completed") usage = event.usage;
		});
	await withRetries(host, delay, stream);
	if (usage !== null) host.reportUsage(usage, contextWindow(host.config, model, host.settings.modelProvider));
	return answer;
}

/** Whether the model refused the request because it is too long. */
export const isContextOverflow = (error: unknown) =>
	error instanceof ModelError && error.info === "contextWindowExceeded";

/** The whole context as it is now. What the history does not have in these very messages is appended, so that it can be named. */
async function toldContext(host: TurnHost): Promise<ResponseItem[]> {
	const context = await missingContext(host, []);
	return context.map((message) => {
		const told = host.history.items.find((item) => isSameMessage(item, message));
		if (told) return told;
		host.history.append(message);
		return message;
	});
}

function isSameMessage(item: ResponseItem, message: MessageItem): boolean {
	return (
		item.type === "message" &&
		item.role === message.role &&
		JSON.stringify(item.content) === JSON.stringify(message.content)
	);
}

/** What people wrote, oldest first. */
const ownMessages = (items: readonly ResponseItem[]) => items.filter(isOwnMessage);

/** Whether people wrote it: it is no context and no note of ours. */
export function isOwnMessage(item: ResponseItem): item is MessageItem {
	if (item.type !== "message" || item.role !== "user" || isContext(item)) return false;
	const [first] = item.content;
	const text = first?.type === "input_text" ? first.text : "";
	return (
		!isInterruptedMarker(text) &&
		!text.startsWith(SUMMARY_LEAD) &&
		!text.startsWith(REVIEW_TAG) &&
		!text.startsWith(USER_COMMAND_TAG)
	);
}

/** The most recent messages, oldest first; the one that crosses the budget is cut to `chars` of its text. */
function withinBudget(messages: readonly MessageItem[]): { message: MessageItem; chars: number | null }[] {
	const kept: { message: MessageItem; chars: number | null }[] = [];
	let room = KEPT_MESSAGE_TOKENS;
	for (const message of messages.toReversed()) {
		const tokens = textTokens(messageText(message));
		if (tokens <= room) {
			kept.unshift({ message, chars: null });
			room -= tokens;
			continue;
		}
		if (room > 0) kept.unshift({ message, chars: room * 4 });
		break;
	}
	return kept;
}
