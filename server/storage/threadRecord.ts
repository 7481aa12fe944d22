import type { ThreadItem } from "#protocol/item.ts";
import type { GitInfo, SessionSource } from "#protocol/thread.ts";

/** What a list shows of a thread: a row of the index, and the durable part of a `Thread`. */
export interface ThreadRecord {
	id: string;
	/** Null for a thread in memory. */
	path: string | null;
	preview: string;
	name: string | null;
	cwd: string;
	model: string | null;
	modelProvider: string;
	source: SessionSource;
	originator: string | null;
	cliVersion: string;
	git: GitInfo | null;
	archived: boolean;
	/** Seconds. */
	createdAt: number;
	updatedAt: number;
}

/** How much of the first message a list shows, in characters. */
const PREVIEW_CHARS = 500;

/** The beginning of a thread in one piece of text. */
export function previewOf(item: Extract<ThreadItem, { type: "userMessage" }>): string {
	const text = item.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
	return text.slice(0, PREVIEW_CHARS);
}
