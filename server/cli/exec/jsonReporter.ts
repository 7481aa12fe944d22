import type { ServerNotification } from "#protocol/messages.ts";
import type { Reporter, RunSummary } from "./reporter.ts";
import { type ThreadEvent, ThreadEvents } from "./threadEvents.ts";

/** Shows a run as one JSON object a line on stdout. */
export class JsonReporter implements Reporter {
	readonly #events = new ThreadEvents((event) => this.#write(event));

	started({ threadId }: RunSummary): void {
		this.#write({ type: "thread.started", thread_id: threadId });
	}

	notified(notification: ServerNotification): void {
		this.#events.push(notification);
	}

	finished(): void {}

	#write(event: ThreadEvent): void {
		process.stdout.write(`${JSON.stringify(event)}\n`);
	}
}
