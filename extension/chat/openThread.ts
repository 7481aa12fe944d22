import { type Disposable, EventEmitter } from "vscode";
import type { FileUpdateChange } from "#protocol/item.ts";
import type { ServerNotification } from "#protocol/messages.ts";
import type { Thread, ThreadTokenUsage } from "#protocol/thread.ts";
import type { ApprovalMode } from "../../webview/shared/bridge.ts";
import { type AppServerClient, ServerError } from "../appServer/appServerClient.ts";
import { threadPolicy, turnPolicy } from "../config/approvalMode.ts";
import type { Settings } from "../config/settings.ts";
import type { OpenThreadFile } from "./openThreadFile.ts";

/** What the model is told when a reload or a crash came between its question and the person's answer. */
const CONTINUE =
	"Go on. The editor was restarted while a request of yours waited for my answer; ask again for what you still need.";

/** The thread that the panel shows: started at the first message, resumed after a restart or a reload. */
export class OpenThread implements Disposable {
	readonly #client: AppServerClient;
	readonly #settings: Settings;
	readonly #file: OpenThreadFile;
	readonly #cwd: () => string | undefined;
	readonly #onError: (error: unknown) => void;
	readonly #subscriptions: Disposable[];
	readonly #replaced = new EventEmitter<void>();
	readonly #event = new EventEmitter<ServerNotification>();
	readonly #runningChanged = new EventEmitter<void>();
	readonly #changes = new Map<string, FileUpdateChange[]>();
	#thread: Thread | null = null;
	#mode: ApprovalMode | null = null;
	#model: string | null = null;
	#turnId: string | null = null;
	#usage: ThreadTokenUsage | null = null;
	#lastInput: string | null = null;
	/** The panel has to take the thread anew. */
	readonly onDidReplace = this.#replaced.event;
	/** An event of the open thread, in the order of the wire. */
	readonly onEvent = this.#event.event;
	readonly onDidChangeRunning = this.#runningChanged.event;

	constructor(
		client: AppServerClient,
		settings: Settings,
		file: OpenThreadFile,
		cwd: () => string | undefined,
		onError: (error: unknown) => void,
	) {
		this.#client = client;
		this.#settings = settings;
		this.#file = file;
		this.#cwd = cwd;
		this.#onError = onError;
		this.#subscriptions = [
			client.onNotification((event) => this.#take(event)),
			client.onDidChangeState(({ state: now }) => {
				if (now === "ready") this.resume().catch((error: unknown) => this.#onError(error));
				else this.#setTurn(null);
			}),
		];
	}

	get id(): string | null {
		return this.#thread?.id ?? this.#file.threadId;
	}

	get thread(): Thread | null {
		return this.#thread;
	}

	get usage(): ThreadTokenUsage | null {
		return this.#usage;
	}

	get isRunning(): boolean {
		return this.#turnId !== null;
	}

	get isTour(): boolean {
		return this.#thread?.modelProvider === "tour";
	}

	/** What was sent last, for another try. */
	get lastInput(): string | null {
		return this.#lastInput;
	}

	/** The changes of a file-change item of this thread, as far as it has been seen. */
	changesOf(itemId: string): readonly FileUpdateChange[] {
		return this.#changes.get(itemId) ?? [];
	}

	/** Takes up the stored thread again, with every finished item; pending requests are sent again by the server. */
	async resume(threadId = this.id): Promise<void> {
		if (threadId === null) return;
		const thread = await this.#fetch(threadId);
		this.#mode = null;
		this.#model = null;
		this.#open(thread);
		if (thread) await this.#continueWaiting(thread);
	}

	async #fetch(threadId: string): Promise<Thread | null> {
		try {
			return (await this.#client.request("thread/resume", { threadId })).thread;
		} catch (error) {
			// A thread that never got a message has no file: there is nothing to come back to.
			if (error instanceof ServerError) return null;
			throw error;
		}
	}

	/** Notes that a question waits for a person, or none: it survives the end of the editor and of the server. */
	noteWaiting(isWaiting: boolean): void {
		this.#file.update({ isWaiting });
	}

	/** A question whose turn was cut off is asked again, so that the person's work is not left hanging. */
	async #continueWaiting(thread: Thread): Promise<void> {
		if (!this.#file.isWaiting) return;
		this.noteWaiting(false);
		if (thread.turns.at(-1)?.status === "interrupted") await this.send(CONTINUE, crypto.randomUUID());
	}

	/** The newest state, for a panel that begins. */
	async refresh(): Promise<void> {
		const { id } = this;
		if (id === null || this.#thread === null) return;
		const { thread } = await this.#client.request("thread/read", { threadId: id, includeTurns: true });
		this.#remember(thread);
	}

	async startNew(): Promise<void> {
		await this.#leave();
		this.#open(null);
	}

	async switchTo(threadId: string): Promise<void> {
		if (threadId === this.#thread?.id) return;
		await this.#leave();
		await this.resume(threadId);
	}

	/** Starts the lesson in its own folder. */
	async startTour(folder: string): Promise<void> {
		await this.#leave();
		const { thread } = await this.#client.request("thread/start", {
			cwd: folder,
			modelProvider: "tour",
			...threadPolicy("ask"),
		});
		this.#mode = this.#settings.approvalMode;
		this.#open(thread);
	}

	/** Sends a message: it starts a turn, or steers the one that runs. */
	async send(text: string, clientId: string): Promise<void> {
		this.#lastInput = text;
		const input = [{ type: "text" as const, text }];
		const thread = this.#thread ?? (await this.#startThread());
		if (this.#turnId !== null) {
			try {
				const steering = { threadId: thread.id, expectedTurnId: this.#turnId, input, clientUserMessageId: clientId };
				await this.#client.request("turn/steer", steering);
				return;
			} catch (error) {
				// The turn ended in between: the message begins the next one.
				if (!(error instanceof ServerError)) throw error;
			}
		}
		await this.#client.request("turn/start", {
			threadId: thread.id,
			input,
			clientUserMessageId: clientId,
			...this.#overrides(),
		});
	}

	/** Ends the running turn. */
	async stop(): Promise<void> {
		if (this.#thread === null || this.#turnId === null) return;
		await this.#client.request("turn/interrupt", { threadId: this.#thread.id, turnId: this.#turnId });
	}

	dispose(): void {
		for (const each of [...this.#subscriptions, this.#replaced, this.#event, this.#runningChanged]) each.dispose();
	}

	async #startThread(): Promise<Thread> {
		const cwd = this.#cwd();
		const { approvalMode, model } = this.#settings;
		const { thread } = await this.#client.request("thread/start", {
			...(cwd === undefined ? {} : { cwd }),
			...(model === null ? {} : { model }),
			...threadPolicy(approvalMode),
		});
		this.#mode = approvalMode;
		this.#model = model;
		this.#open(thread);
		return thread;
	}

	/** What has been chosen since the thread was given its settings. */
	#overrides() {
		const { approvalMode, model } = this.#settings;
		const changedMode = this.#mode !== approvalMode && !this.isTour;
		const changedModel = this.#model !== model && model !== null && !this.isTour;
		this.#mode = approvalMode;
		this.#model = model;
		return { ...(changedMode ? turnPolicy(approvalMode) : {}), ...(changedModel ? { model } : {}) };
	}

	async #leave(): Promise<void> {
		const { id } = this;
		if (id !== null && this.#thread !== null) await this.#client.request("thread/unsubscribe", { threadId: id });
	}

	#open(thread: Thread | null): void {
		this.#changes.clear();
		this.#usage = null;
		this.#thread = thread;
		this.#file.update({ threadId: thread?.id ?? null });
		if (thread) this.#remember(thread);
		else this.#setTurn(null);
		this.#replaced.fire();
	}

	#remember(thread: Thread): void {
		this.#thread = thread;
		for (const item of thread.turns.flatMap((turn) => turn.items)) {
			if (item.type === "fileChange") this.#changes.set(item.id, item.changes);
		}
		this.#setTurn(thread.turns.find((turn) => turn.status === "inProgress")?.id ?? null);
	}

	#setTurn(turnId: string | null): void {
		if (turnId === this.#turnId) return;
		this.#turnId = turnId;
		this.#runningChanged.fire();
	}

	#take(event: ServerNotification): void {
		const { params } = event;
		if (!this.#thread || !("threadId" in params) || params.threadId !== this.#thread.id) return;
		if (event.method === "turn/started") this.#setTurn(event.params.turn.id);
		if (event.method === "turn/completed") this.#setTurn(null);
		if (event.method === "thread/tokenUsage/updated") this.#usage = event.params.tokenUsage;
		if (event.method === "thread/name/updated") this.#thread.name = event.params.threadName ?? null;
		if (event.method === "item/started" || event.method === "item/completed") {
			const { item } = event.params;
			if (item.type === "fileChange") this.#changes.set(item.id, item.changes);
		}
		this.#event.fire(event);
	}
}
