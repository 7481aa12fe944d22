import type { ThreadItem } from "#protocol/item.ts";
import type { NotificationParams, ServerNotification } from "#protocol/messages.ts";
import type { TokenUsageBreakdown } from "#protocol/thread.ts";

/** What happens in a turn, in the words of `exec --json`: snake_case, with item ids of its own. */
export type ThreadEvent =
	| { type: "thread.started"; thread_id: string }
	| { type: "turn.started" }
	| { type: "item.started" | "item.updated" | "item.completed"; item: { id: string } & ExecItem }
	| { type: "turn.completed"; usage: Usage }
	| { type: "turn.failed"; error: { message: string } }
	| { type: "error"; message: string };

type Progress = "in_progress" | "completed" | "failed" | "declined";

type ExecItem =
	| { type: "agent_message"; text: string }
	| { type: "reasoning"; text: string }
	| {
			type: "command_execution";
			command: string;
			aggregated_output: string;
			exit_code: number | null;
			status: Progress;
	  }
	| { type: "file_change"; changes: { path: string; kind: "add" | "delete" | "update" }[]; status: Progress }
	| { type: "web_search"; query: string; action: unknown }
	| { type: "todo_list"; items: { text: string; completed: boolean }[] }
	| { type: "error"; message: string };

interface Usage {
	input_tokens: number;
	cached_input_tokens: number;
	cache_write_input_tokens: number;
	output_tokens: number;
	reasoning_output_tokens: number;
}

const NO_USAGE: Usage = {
	input_tokens: 0,
	cached_input_tokens: 0,
	cache_write_input_tokens: 0,
	output_tokens: 0,
	reasoning_output_tokens: 0,
};

/** Turns the notifications of one thread into events. */
export class ThreadEvents {
	readonly #ids = new Map<string, string>();
	readonly #emit: (event: ThreadEvent) => void;
	#count = 0;
	#todo: { id: string; item: ExecItem } | null = null;
	#usage = NO_USAGE;

	constructor(emit: (event: ThreadEvent) => void) {
		this.#emit = emit;
	}

	push(notification: ServerNotification): void {
		const warning = warningOf(notification);
		if (warning !== null) this.#said(warning);
		switch (notification.method) {
			case "turn/started":
				this.#emit({ type: "turn.started" });
				break;
			case "item/started":
				this.#itemStarted(notification.params.item);
				break;
			case "item/completed":
				this.#itemCompleted(notification.params.item);
				break;
			case "turn/plan/updated":
				this.#planned(notification.params);
				break;
			case "thread/tokenUsage/updated":
				this.#usage = usageOf(notification.params.tokenUsage.total);
				break;
			case "error": {
				const { message, additionalDetails } = notification.params.error;
				this.#emit({ type: "error", message: withDetails(message, additionalDetails) });
				break;
			}
			case "turn/completed":
				this.#turnCompleted(notification.params.turn);
				break;
		}
	}

	#turnCompleted({ status, error }: NotificationParams<"turn/completed">["turn"]): void {
		if (this.#todo) this.#emit({ type: "item.completed", item: { id: this.#todo.id, ...this.#todo.item } });
		this.#todo = null;
		if (status === "completed") this.#emit({ type: "turn.completed", usage: this.#usage });
		else if (status === "failed") {
			this.#emit({ type: "turn.failed", error: { message: error?.message ?? "The turn failed." } });
		}
	}

	#newId(): string {
		return `item_${this.#count++}`;
	}

	/** An item's id here, the same at its start and at its end. */
	#idOf(item: ThreadItem): string {
		const known = this.#ids.get(item.id) ?? this.#newId();
		this.#ids.set(item.id, known);
		return known;
	}

	#itemStarted(item: ThreadItem): void {
		// Texts are told when they are whole.
		if (item.type === "agentMessage" || item.type === "reasoning") return;
		const shown = execItem(item);
		if (shown) this.#emit({ type: "item.started", item: { id: this.#idOf(item), ...shown } });
	}

	#itemCompleted(item: ThreadItem): void {
		const shown = execItem(item);
		if (shown) this.#emit({ type: "item.completed", item: { id: this.#idOf(item), ...shown } });
	}

	#planned({ plan }: NotificationParams<"turn/plan/updated">): void {
		const items = plan.map(({ step, status }) => ({ text: step, completed: status === "completed" }));
		const item: ExecItem = { type: "todo_list", items };
		const type = this.#todo ? "item.updated" : "item.started";
		this.#todo = { id: this.#todo?.id ?? this.#newId(), item };
		this.#emit({ type, item: { id: this.#todo.id, ...item } });
	}

	#said(message: string): void {
		this.#emit({ type: "item.completed", item: { id: this.#newId(), type: "error", message } });
	}
}

/** An item as `exec` shows it; null for the ones it does not show. */
function execItem(item: ThreadItem): ExecItem | null {
	switch (item.type) {
		case "agentMessage":
			return { type: "agent_message", text: item.text };
		case "reasoning": {
			const text = item.summary.join("\n").trim();
			return text === "" ? null : { type: "reasoning", text };
		}
		case "commandExecution":
			return {
				type: "command_execution",
				command: item.command,
				aggregated_output: item.aggregatedOutput ?? "",
				exit_code: item.exitCode ?? null,
				status: item.status === "inProgress" ? "in_progress" : item.status,
			};
		case "fileChange":
			return {
				type: "file_change",
				changes: item.changes.map(({ path, kind }) => ({ path, kind: kind.type })),
				status: item.status === "inProgress" ? "in_progress" : item.status,
			};
		case "webSearch":
			return { type: "web_search", query: item.query, action: item.action ?? { type: "other" } };
		default:
			return null;
	}
}

function usageOf(total: TokenUsageBreakdown): Usage {
	return {
		input_tokens: total.inputTokens,
		cached_input_tokens: total.cachedInputTokens,
		cache_write_input_tokens: total.cacheWriteInputTokens,
		output_tokens: total.outputTokens,
		reasoning_output_tokens: total.reasoningOutputTokens,
	};
}

/** What a notification warns of; null where it is none that warns. */
export function warningOf(notification: ServerNotification): string | null {
	switch (notification.method) {
		case "warning":
			return notification.params.message;
		case "configWarning":
		case "deprecationNotice":
			return withDetails(notification.params.summary, notification.params.details);
		default:
			return null;
	}
}

/** A sentence with what stands behind it. */
function withDetails(message: string, details: string | null): string {
	return details === null || details === "" ? message : `${message} (${details})`;
}
