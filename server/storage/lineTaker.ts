import { parseStoredLine, peekKind, type RolloutEvent } from "./rolloutLine.ts";
import type { Statements } from "./statements.ts";

/** Lines that say nothing about turns and items. */
const PASSED_OVER = new Set(["response_item", "session_meta", "item_injected"]);

/** How a line begins to say which of its texts are stored elsewhere. */
const BLOBS = '"blobs":[';

/** Takes lines of one rollout into the tables. */
export class LineTaker {
	readonly #statements: Statements;
	readonly #rollout: number;
	/** Where the last turns before a position begin. */
	readonly #positionBack: (count: number, position: number) => number | null;
	readonly #known = new Set<string>();

	constructor(
		statements: Statements,
		rollout: number,
		positionBack: (count: number, position: number) => number | null,
	) {
		this.#statements = statements;
		this.#rollout = rollout;
		this.#positionBack = positionBack;
	}

	/** False for a line that cannot be read. */
	take(raw: string, position: number): boolean {
		const kind = peekKind(raw);
		if (kind !== null && PASSED_OVER.has(kind) && !raw.includes(BLOBS)) return true;
		const line = parseStoredLine(raw);
		if (!line) return false;
		for (const { sha256 } of line.blobs ?? []) {
			this.#statements.run("INSERT OR IGNORE INTO blob_uses (sha256, rollout) VALUES (?, ?)", sha256, this.#rollout);
		}
		if (line.type === "event_msg") this.#event(line.payload, position);
		else if (line.type === "turn_context" || line.type === "compacted") this.#mark(line.type, position, null);
		return true;
	}

	#event(event: RolloutEvent, position: number): void {
		switch (event.type) {
			case "task_started":
				this.#turn(event.turn_id, position, event.started_at);
				break;
			case "input_accepted":
				this.#item(event.turn_id, event.item_id, "accepted", position);
				break;
			case "item_completed":
				if (event.item.type === "userMessage" || event.item.type === "functionCallOutput") {
					this.#statements.run(
						"UPDATE items SET replaced_at = ? WHERE rollout = ? AND turn_id = ? AND item_id = ? AND kind = 'accepted'",
						position,
						this.#rollout,
						event.turn_id,
						event.item.id,
					);
				}
				this.#item(event.turn_id, event.item.id, event.item.type, position);
				break;
			case "token_count":
				this.#mark("token_count", position, null);
				break;
			case "task_complete":
				this.#statements.run(
					"UPDATE turns SET end_position = ?, outcome = ? WHERE rollout = ? AND turn_id = ?",
					position,
					JSON.stringify(event),
					this.#rollout,
					event.turn_id,
				);
				break;
			case "thread_rolled_back":
				this.#mark(event.type, position, this.#positionBack(event.num_turns, position) ?? position);
		}
	}

	#turn(turnId: string, position: number, startedAt: number): void {
		this.#known.add(turnId);
		this.#statements.run(
			"INSERT OR REPLACE INTO turns (rollout, position, turn_id, started_at) VALUES (?, ?, ?, ?)",
			this.#rollout,
			position,
			turnId,
			startedAt,
		);
	}

	#item(turnId: string, itemId: string, kind: string, position: number): void {
		// A turn whose beginning could not be read begins with its first item.
		if (!this.#isKnown(turnId)) this.#turn(turnId, position, 0);
		this.#statements.run(
			"INSERT OR REPLACE INTO items (rollout, position, turn_id, item_id, kind) VALUES (?, ?, ?, ?, ?)",
			this.#rollout,
			position,
			turnId,
			itemId,
			kind,
		);
	}

	#isKnown(turnId: string): boolean {
		if (this.#known.has(turnId)) return true;
		const sql = "SELECT 1 FROM turns WHERE rollout = ? AND turn_id = ?";
		if (!this.#statements.get(sql, this.#rollout, turnId)) return false;
		this.#known.add(turnId);
		return true;
	}

	#mark(kind: string, position: number, hiddenFrom: number | null): void {
		this.#statements.run(
			"INSERT OR REPLACE INTO marks (rollout, kind, position, hidden_from) VALUES (?, ?, ?, ?)",
			this.#rollout,
			kind,
			position,
			hiddenFrom,
		);
	}
}
