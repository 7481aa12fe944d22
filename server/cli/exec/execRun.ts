import type { ThreadItem } from "#protocol/item.ts";
import type { ServerNotification } from "#protocol/messages.ts";
import type { SandboxPolicy } from "#protocol/policy.ts";
import type { ThreadStartResponse } from "#protocol/thread.ts";
import type { Turn, TurnStatus } from "#protocol/turn.ts";
import type { LocalClient } from "../localClient.ts";
import type { Reporter } from "./reporter.ts";

/** Deltas are of no use to somebody who is told of whole items. */
export const UNWANTED_NOTIFICATIONS = [
	"item/agentMessage/delta",
	"item/reasoning/summaryTextDelta",
	"item/reasoning/summaryPartAdded",
	"item/reasoning/textDelta",
	"item/commandExecution/outputDelta",
];

/** One turn of one thread, from the outside: starts it, shows it, waits for its end. */
export class ExecRun {
	readonly #client: LocalClient;
	readonly #reporter: Reporter;
	readonly #completed = Promise.withResolvers<TurnStatus>();
	/** What comes before the thread is known is shown behind its first lines. */
	#early: ServerNotification[] | null = [];
	#threadId = "";
	#turnId: string | null = null;
	#lastMessage: string | null = null;
	#isOver = false;

	constructor(client: LocalClient, reporter: Reporter) {
		this.#client = client;
		this.#reporter = reporter;
		client.onNotification((notification) => {
			if (this.#early) this.#early.push(notification);
			else this.#notified(notification);
		});
	}

	/** The thread is there: shows what it is. */
	begin(
		{ thread, model, modelProvider, cwd, sandbox, reasoningEffort }: ThreadStartResponse,
		prompt: string | null,
	): void {
		this.#threadId = thread.id;
		const effort = reasoningEffort ?? null;
		const names = { model, modelProvider, sandbox: sandboxName(sandbox, cwd), effort };
		this.#reporter.started({ threadId: thread.id, cwd, ...names, prompt });
		for (const notification of this.#early ?? []) this.#notified(notification);
		this.#early = null;
	}

	/** Begins the thread's turn and resolves at its end. */
	async turn(start: (client: LocalClient, threadId: string) => Promise<{ turn: Turn }>): Promise<TurnStatus> {
		const { turn } = await start(this.#client, this.#threadId);
		this.#turnId = turn.id;
		return this.#completed.promise;
	}

	/** Says the last word, and returns it. */
	finish(status: TurnStatus): string | null {
		const message = status === "completed" ? this.#lastMessage : null;
		this.#reporter.finished(message);
		return message;
	}

	/** Whether there was a turn to interrupt. */
	interrupt(): boolean {
		if (this.#turnId === null) return false;
		// A turn that has just ended by itself refuses; its end is on the way.
		this.#client.request("turn/interrupt", { threadId: this.#threadId, turnId: this.#turnId }).catch(() => {});
		return true;
	}

	#notified(notification: ServerNotification): void {
		// What the server says while it ends what the turn left running concerns nobody.
		if (this.#isOver) return;
		const { params } = notification;
		if ("threadId" in params && params.threadId !== null && params.threadId !== this.#threadId) return;
		if (notification.method === "item/completed") this.#heard(notification.params.item);
		this.#reporter.notified(notification);
		if (notification.method !== "turn/completed") return;
		this.#isOver = true;
		this.#completed.resolve(notification.params.turn.status);
	}

	#heard(item: ThreadItem): void {
		if (item.type === "agentMessage") this.#lastMessage = item.text;
	}
}

function sandboxName(policy: SandboxPolicy, cwd: string): string {
	switch (policy.type) {
		case "dangerFullAccess":
			return "danger-full-access";
		case "readOnly":
			return "read-only";
		case "workspaceWrite": {
			const roots = [
				cwd,
				...(policy.excludeSlashTmp ? [] : ["/tmp"]),
				...(policy.excludeTmpdirEnvVar ? [] : ["$TMPDIR"]),
			];
			return `workspace-write [${[...roots, ...policy.writableRoots].join(", ")}]${policy.networkAccess ? " with network" : ""}`;
		}
		case "externalSandbox":
			return "external-sandbox";
	}
}
