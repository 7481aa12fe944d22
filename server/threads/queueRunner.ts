import { WireError } from "#protocol/errors.ts";
import type { QueuedSubmission } from "#protocol/threadQueue.ts";
import type { SubmissionQueue } from "../storage/submissionQueue.ts";
import type { ThreadStore } from "../storage/threadStore.ts";
import type { LoadedThread } from "./loadedThread.ts";
import type { TurnRun } from "./turnRun.ts";

/** Sends what people have queued, one submission a turn. */
export class QueueRunner {
	readonly #store: ThreadStore;
	readonly #onChanged: (threadId: string) => void;
	/** Threads whose last turn was interrupted: they wait to be told to go on. */
	readonly #paused = new Set<string>();

	/** `onChanged` is told when a queue has become another. */
	constructor(store: ThreadStore, onChanged: (threadId: string) => void) {
		this.#store = store;
		this.#onChanged = onChanged;
	}

	queue(): Promise<SubmissionQueue> {
		return this.#store.queue();
	}

	/** Starts the first submission after a turn, unless a person has stopped that turn. */
	async turnEnded(thread: LoadedThread, status: "completed" | "failed" | "interrupted"): Promise<void> {
		if (status === "interrupted") this.#paused.add(thread.threadId);
		else this.#paused.delete(thread.threadId);
		await this.startIfIdle(thread);
	}

	/** Starts the first submission of a thread that has nothing to do. */
	async startIfIdle(thread: LoadedThread): Promise<void> {
		if (thread.isEphemeral || this.#paused.has(thread.threadId) || !this.#store.hasQueue) return;
		const queue = await this.queue();
		const [first] = queue.list(thread.threadId);
		if (!first || thread.runningTurn || thread.status.type === "notLoaded") return;
		let turn: TurnRun;
		try {
			turn = this.accept(thread, queue, first);
		} catch (error) {
			if (!(error instanceof WireError)) throw error;
			thread.warn(`A queued message was not sent, and stays queued: ${error.message}`);
			return;
		}
		thread.run(turn);
	}

	/** Makes a turn of a submission, which is then no longer queued; the caller runs it. */
	accept(thread: LoadedThread, queue: SubmissionQueue, { id, input, clientUserMessageId }: QueuedSubmission): TurnRun {
		const { threadId, settings } = thread;
		this.#paused.delete(threadId);
		const begin = { task: { type: "regular" as const }, outputSchema: null, input, clientId: clientUserMessageId };
		const turn = thread.startTurn(settings, begin);
		// Only now: a submission that no turn has taken stays queued.
		queue.delete(threadId, id);
		this.#onChanged(threadId);
		return turn;
	}
}
