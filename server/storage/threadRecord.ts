import type { ThreadItem } from "#protocol/item.ts";
import type { ReasoningEffort } from "#protocol/model.ts";
import type { GitInfo, SessionSource, ThreadHistoryMode } from "#protocol/thread.ts";

/** What a list shows of a thread: a row of the index, and the durable part of a `Thread`. */
export interface ThreadRecord {
	id: string;
	/** Of the thread at the root of its session: its own for most. */
	sessionId: string;
	/** Null for a thread in memory. */
	path: string | null;
	preview: string;
	name: string | null;
	/** Of the last turn, as are model and effort. */
	cwd: string;
	/** Where it was started: lists show it there and filter by it. */
	startCwd: string;
	model: string | null;
	reasoningEffort: ReasoningEffort | null;
	modelProvider: string;
	source: SessionSource;
	threadSource: string | null;
	originator: string | null;
	cliVersion: string;
	git: GitInfo | null;
	forkedFromId: string | null;
	/** The thread that started this one for a part of its work. */
	parentThreadId: string | null;
	agentNickname: string | null;
	agentRole: string | null;
	historyMode: ThreadHistoryMode;
	archived: boolean;
	/** In milliseconds, as are the other times: clients are told seconds, and lists are sorted by these. */
	createdAt: number;
	/** When something was last appended. */
	updatedAt: number;
	/** When the last turn began. */
	recencyAt: number;
}

/** How much of the first message a list shows, in characters. */
const PREVIEW_CHARS = 500;

/** The beginning of a thread in one piece of text, as the reference shows it. */
export function previewOf({ content }: Pick<Extract<ThreadItem, { type: "userMessage" }>, "content">): string {
	const hasImage = content.some(({ type }) => type === "image" || type === "localImage");
	return previewText(content.map((part) => (part.type === "text" ? part.text : "")).join(""), hasImage);
}

/** A message without words is shown by what it has instead. */
export function previewText(text: string, hasImage: boolean): string {
	return text.trim().slice(0, PREVIEW_CHARS) || (hasImage ? "[Image]" : "");
}
