import type { ServerNotification } from "#protocol/messages.ts";

/** The pace of the panel: one message a frame. */
const FRAME_MS = 16;

/** Collects notifications and hands them on once a frame; deltas that follow each other for one item become one. */
export class EventBatcher {
	readonly #post: (events: ServerNotification[]) => void;
	#events: ServerNotification[] = [];
	#timer: NodeJS.Timeout | null = null;

	constructor(post: (events: ServerNotification[]) => void) {
		this.#post = post;
	}

	push(event: ServerNotification): void {
		const joined = join(this.#events.at(-1), event);
		if (joined) this.#events.splice(-1, 1, joined);
		else this.#events.push(event);
		this.#timer ??= setTimeout(() => this.flush(), FRAME_MS);
	}

	flush(): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		if (this.#events.length === 0) return;
		const events = this.#events;
		this.#events = [];
		this.#post(events);
	}

	/** Forgets what has not been handed on: a snapshot is about to replace it. */
	clear(): void {
		this.#events = [];
	}
}

/** One event in place of two, when both are deltas of the same text. */
function join(last: ServerNotification | undefined, next: ServerNotification): ServerNotification | null {
	if (last?.method !== next.method) return null;
	switch (next.method) {
		case "item/agentMessage/delta":
		case "item/commandExecution/outputDelta": {
			if (last.method !== next.method || last.params.itemId !== next.params.itemId) return null;
			return { ...next, params: { ...next.params, delta: last.params.delta + next.params.delta } };
		}
		case "item/reasoning/summaryTextDelta": {
			if (last.method !== next.method || last.params.itemId !== next.params.itemId) return null;
			if (last.params.summaryIndex !== next.params.summaryIndex) return null;
			return { ...next, params: { ...next.params, delta: last.params.delta + next.params.delta } };
		}
		default:
			return null;
	}
}
