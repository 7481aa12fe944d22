import type { HistoryBase, PlacedLine, RolloutPayload } from "./rolloutLine.ts";

/** Where a thread keeps what happened. Appending is in order; reading gives every complete line. */
export interface ThreadLog {
	/** Null for a thread that is kept in memory only. */
	readonly path: string | null;
	/** Whether anything has been appended. */
	readonly exists: boolean;
	/** Where the next line will stand, unless a cut-off line has to be ended first. */
	readonly endPosition: number;
	/** Makes this process the thread's only writer, until `close`; the first append does it too. @throws ThreadInUse */
	acquire(): void;
	/** Gives the lines' positions. */
	append(...lines: RolloutPayload[]): number[];
	/** The whole history, that of the thread it was forked from included; or its lines from a line's position on that are wanted by their kind (`peekKind`). */
	lines(from?: number, wants?: (kind: string | null) => boolean): Iterable<PlacedLine>;
	/** The line that begins at a position; null when none does or it cannot be read. */
	lineAt(position: number): PlacedLine | null;
	/** Names the history before a position for another file to go on from; null for none at all. */
	baseAt(position: number): HistoryBase | null;
	/** Asks the operating system to put everything on the disk. */
	sync(): Promise<void>;
	/** Releases the thread for other processes. Idempotent. */
	close(): void;
}
