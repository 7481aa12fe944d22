import { type Disposable, EventEmitter } from "vscode";
import type { CommandExecutionApprovalDecision, FileChangeApprovalDecision } from "#protocol/approval.ts";
import type { ApprovalChoice, PendingApproval } from "../../webview/shared/bridge.ts";
import { type AppServerClient, ConnectionLost } from "../appServer/appServerClient.ts";
import { commandQuestion, fileQuestion } from "./question.ts";

export interface ApprovalContext {
	/** Paths that an item changes, from the events seen so far. */
	changedFiles(itemId: string): readonly string[];
	/** A path as a person knows it. */
	displayPath(path: string): string;
	showDiff(itemId: string): Promise<void>;
	/** Sends what a person wrote instead of a yes. */
	steer(threadId: string, text: string): Promise<void>;
}

interface Entry {
	approval: PendingApproval;
	settle: (choice: Exclude<ApprovalChoice["id"], "showDiff">) => void;
	drop: (reason: Error) => void;
	answer: Promise<Exclude<ApprovalChoice["id"], "showDiff">>;
}

/** Everything that waits for a person's yes or no, in the order it came. The quick pick and the card answer the same entry. */
export class ApprovalQueue implements Disposable {
	readonly #entries = new Map<string, Entry>();
	readonly #changed = new EventEmitter<void>();
	readonly #context: ApprovalContext;
	readonly #subscriptions: Disposable[];
	/** Fires after the list has changed. */
	readonly onDidChange = this.#changed.event;

	constructor(client: AppServerClient, context: ApprovalContext) {
		this.#context = context;
		this.#subscriptions = [
			client.handle("item/commandExecution/requestApproval", async (params, requestId) => {
				const key = keyOf(requestId, params.approvalId ?? null);
				const choice = await this.#ask(commandQuestion(key, params, (path) => context.displayPath(path)));
				return { decision: commandDecision(choice, params.proposedExecpolicyAmendment ?? null) };
			}),
			client.handle("item/fileChange/requestApproval", async (params, requestId) => {
				const files = context.changedFiles(params.itemId);
				const key = keyOf(requestId, null);
				const choice = await this.#ask(fileQuestion(key, params, files, (path) => context.displayPath(path)));
				return { decision: fileDecision(choice) };
			}),
			client.onNotification(({ method, params }) => {
				if (method === "serverRequest/resolved") this.#drop(String(params.requestId));
			}),
			// A server that went away has forgotten its requests; after a resume it asks again.
			client.onDidChangeState(({ state }) => {
				if (state !== "ready") for (const key of [...this.#entries.keys()]) this.#drop(key.split("/")[0] ?? key);
			}),
		];
	}

	get pending(): PendingApproval[] {
		return [...this.#entries.values()].map(({ approval }) => approval);
	}

	has(key: string): boolean {
		return this.#entries.has(key);
	}

	/** Decides. `note`, with "decline", is what Heddle should do differently. */
	async answer(key: string, choice: ApprovalChoice["id"], note?: string): Promise<void> {
		const entry = this.#entries.get(key);
		if (!entry) return;
		const { params } = entry.approval.request;
		if (choice === "showDiff") return this.#context.showDiff(params.itemId);
		this.#entries.delete(key);
		this.#changed.fire();
		try {
			// First, so that the model hears the reason together with the refusal.
			if (choice === "decline" && note?.trim()) await this.#context.steer(params.threadId, note.trim());
		} finally {
			entry.settle(choice);
		}
	}

	dispose(): void {
		for (const subscription of this.#subscriptions) subscription.dispose();
		this.#changed.dispose();
	}

	#ask(approval: PendingApproval): Promise<Exclude<ApprovalChoice["id"], "showDiff">> {
		// A request that is sent again, under its id, is the same question.
		const known = this.#entries.get(approval.key);
		if (known) return known.answer;
		const { promise, resolve, reject } = Promise.withResolvers<Exclude<ApprovalChoice["id"], "showDiff">>();
		this.#entries.set(approval.key, { approval, settle: resolve, drop: reject, answer: promise });
		this.#changed.fire();
		return promise;
	}

	#drop(requestId: string): void {
		for (const [key, entry] of [...this.#entries]) {
			if (key.split("/")[0] !== requestId) continue;
			this.#entries.delete(key);
			entry.drop(new ConnectionLost("the request was resolved elsewhere"));
			this.#changed.fire();
		}
	}
}

const keyOf = (requestId: number, approvalId: string | null) =>
	approvalId === null ? String(requestId) : `${requestId}/${approvalId}`;

function commandDecision(
	choice: Exclude<ApprovalChoice["id"], "showDiff">,
	prefix: string[] | null,
): CommandExecutionApprovalDecision {
	if (choice !== "acceptPrefix") return choice;
	return prefix === null ? "accept" : { acceptWithExecpolicyAmendment: { execpolicy_amendment: prefix } };
}

const fileDecision = (choice: Exclude<ApprovalChoice["id"], "showDiff">): FileChangeApprovalDecision =>
	choice === "acceptPrefix" ? "accept" : choice;
