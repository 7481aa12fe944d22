import { styleText } from "node:util";
import type { ThreadItem } from "#protocol/item.ts";
import type { NotificationParams, ServerNotification } from "#protocol/messages.ts";
import { version } from "../version.ts";
import type { Reporter, RunSummary } from "./reporter.ts";
import { warningOf } from "./threadEvents.ts";

type Style = Parameters<typeof styleText>[0];

/** Shows a run to a person: what happens on stderr, the last message on stdout. */
export class TextReporter implements Reporter {
	readonly #hasColors: boolean;
	#lastError: string | null = null;
	#tokens: number | null = null;

	constructor(color: "always" | "never" | "auto") {
		this.#hasColors =
			color === "always" || (color === "auto" && process.stderr.isTTY === true && !process.env.NO_COLOR);
	}

	started({ threadId, cwd, model, modelProvider, sandbox, effort, prompt }: RunSummary): void {
		this.#line("bold", `Heddle v${version}`);
		const rows = { workdir: cwd, model, provider: modelProvider, approval: "never", sandbox };
		const more = { "reasoning effort": effort ?? "none", "session id": threadId };
		this.#line(null, "--------");
		for (const [name, value] of Object.entries({ ...rows, ...more })) this.#line(null, `${name}: ${value}`);
		this.#line(null, "--------");
		if (prompt === null) return;
		this.#line("cyan", "user");
		this.#line(null, prompt);
	}

	notified(notification: ServerNotification): void {
		const warning = warningOf(notification);
		if (warning !== null) this.#line("yellow", `warning: ${warning}`);
		switch (notification.method) {
			case "item/started":
				this.#itemStarted(notification.params.item);
				break;
			case "item/completed":
				this.#itemCompleted(notification.params.item);
				break;
			case "turn/plan/updated":
				this.#planned(notification.params);
				break;
			case "thread/tokenUsage/updated": {
				const { inputTokens, cachedInputTokens, outputTokens } = notification.params.tokenUsage.total;
				this.#tokens = inputTokens - cachedInputTokens + outputTokens;
				break;
			}
			case "error":
				this.#failed(notification.params.error.message);
				break;
			case "turn/completed":
				this.#turnCompleted(notification.params.turn);
				break;
		}
	}

	finished(message: string | null): void {
		// On a terminal the message stands there already.
		if (message === null || (process.stdout.isTTY && process.stderr.isTTY)) return;
		process.stdout.write(`${message}\n`);
	}

	#line(style: Style | null, text: string): void {
		const isStyled = this.#hasColors && style !== null;
		process.stderr.write(`${isStyled ? styleText(style, text, { validateStream: false }) : text}\n`);
	}

	/** What ends a turn has been told before the turn ends: once is enough. */
	#failed(message: string): void {
		if (message !== this.#lastError) this.#line("red", `ERROR: ${message}`);
		this.#lastError = message;
	}

	#itemStarted(item: ThreadItem): void {
		if (item.type === "commandExecution") {
			this.#line("magenta", "exec");
			this.#line("bold", `${item.command} in ${item.cwd}`);
		} else if (item.type === "fileChange") this.#line("magenta", "apply patch");
	}

	#itemCompleted(item: ThreadItem): void {
		switch (item.type) {
			case "agentMessage":
				this.#line("magenta", "heddle");
				this.#line(null, item.text);
				break;
			case "reasoning":
				for (const text of item.summary) this.#line("italic", text);
				break;
			case "commandExecution": {
				const took = `in ${item.durationMs ?? 0}ms:`;
				const { exitCode, status } = item;
				const ended = exitCode === null || exitCode === undefined ? status : `exited ${exitCode}`;
				this.#line(exitCode === 0 ? "green" : "red", exitCode === 0 ? ` succeeded ${took}` : ` ${ended} ${took}`);
				if (item.aggregatedOutput) this.#line("dim", item.aggregatedOutput.trimEnd());
				break;
			}
			case "fileChange":
				this.#line(item.status === "completed" ? "green" : "red", `patch: ${item.status}`);
				for (const { path, diff } of item.changes) {
					this.#line("bold", path);
					this.#line(null, diff.trimEnd());
				}
				break;
		}
	}

	#planned({ plan }: NotificationParams<"turn/plan/updated">): void {
		this.#line("magenta", "plan");
		const marks = { completed: "✓", inProgress: "→", pending: "•" };
		for (const { step, status } of plan) this.#line(null, `  ${marks[status]} ${step}`);
	}

	#turnCompleted({ status, error }: NotificationParams<"turn/completed">["turn"]): void {
		if (status === "interrupted") this.#line("yellow", "turn interrupted");
		if (status === "failed") this.#failed(error?.message ?? "the turn failed");
		if (this.#tokens !== null) this.#line("dim", `tokens used\n${this.#tokens.toLocaleString("en-US")}`);
	}
}
