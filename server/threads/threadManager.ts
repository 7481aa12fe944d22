import { threadNotFound } from "#protocol/errors.ts";
import type { GitInfo, Thread } from "#protocol/thread.ts";
import type { AgentSession, TurnOutcome } from "../agent/turnHost.ts";
import type { ConfigStore } from "../config/configStore.ts";
import type { OutgoingRequests, Peers } from "../rpc/peer.ts";
import { MemoryLog } from "../storage/memoryLog.ts";
import { rebuildTurns } from "../storage/rebuild.ts";
import type { RolloutFile } from "../storage/rolloutFile.ts";
import type { SessionMeta } from "../storage/rolloutLine.ts";
import type { StoredState } from "../storage/threadHistory.ts";
import type { ThreadLog } from "../storage/threadLog.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { ThreadStore } from "../storage/threadStore.ts";
import { LoadedThread, type LoadedThreadOptions, type ThreadSettings } from "./loadedThread.ts";
import { QueueRunner } from "./queueRunner.ts";
import { sessionMeta } from "./sessionMeta.ts";
import { asWireError, checkId, noRollout } from "./threadErrors.ts";
import { toThread } from "./threadView.ts";

export interface ThreadManagerOptions {
	home: string;
	config: ConfigStore;
	peers: Peers;
	outgoing: OutgoingRequests;
	/** Makes the agent of a thread, at its first use. */
	createAgent: (threadId: string) => Promise<AgentSession>;
	/** What goes wrong without anybody having asked. */
	warn: (message: string) => void;
}

type Load = Pick<LoadedThreadOptions, "record" | "settings" | "history" | "usage" | "sessionConfig">;

/** Every thread there is: the loaded ones, and the files of all. */
export class ThreadManager {
	readonly #options: ThreadManagerOptions;
	/** The threads that have files. */
	readonly store: ThreadStore;
	readonly runner: QueueRunner;
	readonly #loaded = new Map<string, LoadedThread>();
	readonly #unloading = new Map<string, NodeJS.Timeout>();

	constructor(options: ThreadManagerOptions) {
		this.#options = options;
		this.store = new ThreadStore(options.home, options.warn);
		this.runner = new QueueRunner(this.store, (threadId) => this.peers.notifyAll("thread/queue/changed", { threadId }));
	}

	get peers(): Peers {
		return this.#options.peers;
	}

	get config(): ConfigStore {
		return this.#options.config;
	}

	get loadedIds(): string[] {
		return [...this.#loaded.keys()];
	}

	/** How many turns run. */
	get runningTurns(): number {
		return [...this.#loaded.values()].filter(({ runningTurn }) => runningTurn !== null).length;
	}

	loaded(id: string): LoadedThread | null {
		checkId(id);
		return this.#loaded.get(id) ?? null;
	}

	/** @throws WireError when the thread is not loaded */
	requireLoaded(id: string): LoadedThread {
		const thread = this.loaded(id);
		if (!thread) throw threadNotFound(id);
		return thread;
	}

	/** A loaded or stored thread's row. @throws WireError with `absent` when there is none */
	async record(id: string, absent: (id: string) => Error): Promise<ThreadRecord> {
		const record = this.loaded(id)?.record ?? (await this.store.get(id));
		if (!record) throw absent(id);
		return record;
	}

	pathFor(id: string, created: Date): string {
		return this.store.pathFor(id, created);
	}

	/** Loads a thread that is new; `log` has its beginning, if it has one. */
	add(load: Load, log?: ThreadLog): LoadedThread {
		const { id, path: file } = load.record;
		return this.#load(load, log ?? (file === null ? new MemoryLog() : this.store.open(id, file)));
	}

	/** The log of a thread that has a file, for reading. @throws WireError for any other */
	logOf({ id, path: file }: ThreadRecord): RolloutFile {
		if (file === null) throw noRollout(id);
		return this.store.open(id, file);
	}

	/**
	 * Loads a stored thread, of which this process becomes the writer. `settings` decides from what the rollout says.
	 * @throws WireError when another process writes it
	 */
	async open(
		record: ThreadRecord,
		sessionConfig: Record<string, unknown> | null,
		settings: (stored: StoredState) => ThreadSettings,
	): Promise<LoadedThread> {
		const log = this.logOf(record);
		const stored = await (await this.store.history()).load(log);
		const inTheMeantime = this.#loaded.get(record.id);
		if (inTheMeantime) return inTheMeantime;
		const { history, usage } = stored;
		const load = { record, settings: settings(stored), history, usage, sessionConfig };
		try {
			log.acquire();
		} catch (error) {
			throw asWireError(error, record.id);
		}
		return this.#load(load, log);
	}

	/**
	 * Unloads a thread and loads it again from the log that `change` makes of its own, for the same subscribers and with the same
	 * settings.
	 */
	async reload(id: string, change: (log: RolloutFile, meta: SessionMeta) => RolloutFile): Promise<LoadedThread> {
		const before = this.requireLoaded(id);
		const { settings, subscribers, sessionConfig } = before;
		await this.unload(id);
		const log = change(this.logOf(before.record), sessionMeta(before.record, settings));
		const { history, usage } = await (await this.store.history()).load(log);
		const record = (await this.store.refresh(id, log.path)) ?? before.record;
		const thread = this.#load({ record, settings, history, usage, sessionConfig }, log);
		for (const peer of subscribers) thread.subscribe(peer);
		this.peers.notifyAll("thread/status/changed", { threadId: id, status: thread.status });
		return thread;
	}

	#load(load: Load, log: ThreadLog): LoadedThread {
		const { id } = load.record;
		const thread: LoadedThread = new LoadedThread({
			...load,
			log,
			peers: this.#options.peers,
			outgoing: this.#options.outgoing,
			agent: () => this.#options.createAgent(id),
			config: (cwd, session) => this.config.effective(cwd, session),
			onRecordChanged: (record) => void this.#store(record),
			onIdle: () => this.#scheduleUnload(thread),
			onTurnEnded: (status) => void this.#goOn(thread, status),
		});
		this.#loaded.set(id, thread);
		return thread;
	}

	async #goOn(thread: LoadedThread, status: TurnOutcome["status"]): Promise<void> {
		try {
			await this.runner.turnEnded(thread, status);
		} catch (error) {
			this.#options.warn(`A queued message could not be sent: ${String(error)}`);
		}
	}

	async #store(record: ThreadRecord): Promise<void> {
		try {
			await this.store.refresh(record.id, record.path ?? undefined);
		} catch (error) {
			// The files are the truth; the next opening of the index reads them again.
			this.#options.warn(`The list of threads could not be updated: ${String(error)}`);
		}
	}

	/** The view of a thread that is not loaded, read from its file. */
	readStored(record: ThreadRecord, withTurns: boolean): Thread {
		return toThread(record, null, withTurns ? rebuildTurns(this.logOf(record), null) : []);
	}

	async rename(record: ThreadRecord, name: string): Promise<void> {
		this.#loaded.get(record.id)?.rename(name);
		await this.store.rename(record.id, name);
	}

	async setGit(record: ThreadRecord, git: GitInfo): Promise<ThreadRecord> {
		record.git = git;
		return (await this.store.setGit(record.id, git)) ?? record;
	}

	/** Deletes a thread for good; a loaded one is unloaded first. */
	async delete(id: string): Promise<void> {
		await this.unload(id);
		try {
			await this.store.delete(id);
		} catch (error) {
			throw asWireError(error, id);
		}
	}

	/** Moves a rollout into the archive or back; a loaded thread is unloaded first. */
	async setArchived(record: ThreadRecord, archived: boolean): Promise<ThreadRecord> {
		const isFresh = this.#loaded.get(record.id)?.isMaterialized === false;
		await this.unload(record.id);
		if (isFresh) return record;
		try {
			const moved = await this.store.setArchived(record.id, archived);
			if (!moved) throw noRollout(record.id);
			return moved;
		} catch (error) {
			throw asWireError(error, record.id);
		}
	}

	#scheduleUnload(thread: LoadedThread): void {
		const { threadId } = thread;
		clearTimeout(this.#unloading.get(threadId));
		const delay = thread.config().threadUnloadDelaySecs * 1000;
		const timer = setTimeout(() => {
			this.#unloading.delete(threadId);
			if (thread.subscribers.size > 0 || thread.runningTurn) return;
			void this.unload(threadId).then(() => this.#options.peers.notifyAll("thread/closed", { threadId }));
		}, delay);
		timer.unref();
		this.#unloading.set(threadId, timer);
	}

	async unload(id: string): Promise<void> {
		const thread = this.#loaded.get(id);
		if (!thread) return;
		await thread.close();
		this.#loaded.delete(id);
	}

	/** Resolves when no turn runs any more. */
	async idle(): Promise<void> {
		for (;;) {
			const running = [...this.#loaded.values()].filter((thread) => thread.runningTurn);
			if (running.length === 0) return;
			await Promise.all(running.map((thread) => thread.turnEnded));
			// A turn that was just accepted begins behind the answer to its request.
			await new Promise((resolve) => setImmediate(resolve));
		}
	}

	/** Ends every turn and process. */
	async close(): Promise<void> {
		for (const timer of this.#unloading.values()) clearTimeout(timer);
		await Promise.allSettled([...this.#loaded.keys()].map((id) => this.unload(id)));
		await this.store.close();
	}
}
