import type { ServerNotification } from "#protocol/messages.ts";

/** What a run is about, as its first lines say. */
export interface RunSummary {
	threadId: string;
	cwd: string;
	model: string;
	modelProvider: string;
	sandbox: string;
	effort: string | null;
	/** What the agent is asked; null when it is asked nothing. */
	prompt: string | null;
}

/** How a run is shown. */
export interface Reporter {
	/** Comes before everything else. */
	started(summary: RunSummary): void;
	/** What happens in the thread, and warnings of the server; the turn's end is the last. */
	notified(notification: ServerNotification): void;
	/** The last message of the agent; null when it said nothing, or the turn did not end well. */
	finished(message: string | null): void;
}
