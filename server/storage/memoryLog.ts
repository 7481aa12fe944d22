import type { PlacedLine, RolloutPayload } from "./rolloutLine.ts";
import type { ThreadLog } from "./threadLog.ts";

/** The log of an ephemeral thread: gone when the thread is unloaded. */
export class MemoryLog implements ThreadLog {
	readonly path = null;
	/** The history it was forked from. */
	readonly #before: readonly PlacedLine[];
	readonly #lines: PlacedLine[] = [];

	constructor(before: Iterable<PlacedLine> = []) {
		this.#before = [...before];
	}

	get exists(): boolean {
		return this.#lines.length > 0;
	}

	get endPosition(): number {
		return ((this.#lines.at(-1) ?? this.#before.at(-1))?.position ?? -1) + 1;
	}

	acquire(): void {}

	append(...lines: RolloutPayload[]): number[] {
		const timestamp = new Date().toISOString();
		return lines.map((line) => {
			const position = this.endPosition;
			this.#lines.push({ timestamp, ...line, position });
			return position;
		});
	}

	*lines(from = 0, wants: (kind: string) => boolean = () => true): Iterable<PlacedLine> {
		for (const part of [this.#before, this.#lines]) {
			for (const line of part) {
				const kind = line.type === "event_msg" ? line.payload.type : line.type;
				if (line.position >= from && wants(kind)) yield line;
			}
		}
	}

	lineAt(position: number): PlacedLine | null {
		for (const line of this.lines(position)) return line.position === position ? line : null;
		return null;
	}

	/** Nothing can go on from what is in memory only. */
	baseAt(): null {
		return null;
	}

	sync(): Promise<void> {
		return Promise.resolve();
	}

	close(): void {}
}
