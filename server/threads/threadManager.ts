import fs from "node:fs";
import path from "node:path";
import { invalidRequest, threadNotFound } from "#protocol/errors.ts";
import type { Thread } from "#protocol/thread.ts";
import type { AgentSession } from "../agent/turnHost.ts";
import type { ConfigStore } from "../config/configStore.ts";
import type { OutgoingRequests, Peers } from "../rpc/peer.ts";
import { rebuild } from "../storage/rebuild.ts";
import { MemoryLog, RolloutFile, ThreadInUse, type ThreadLog } from "../storage/rolloutFile.ts";
import { ThreadFiles } from "../storage/threadFiles.ts";
import { ThreadIndex } from "../storage/threadIndex.ts";
import type { ThreadRecord } from "../storage/threadRecord.ts";
import { LoadedThread, type LoadedThreadOptions, type ThreadSettings } from "./loadedThread.ts";
import { toThread } from "./threadView.ts";
import { isUuid } from "./uuid.ts";

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
	readonly #files: ThreadFiles;
	readonly #loaded = new Map<string, LoadedThread>();
	readonly #unloading = new Map<string, NodeJS.Timeout>();
	#index: Promise<ThreadIndex> | null = null;

	constructor(options: ThreadManagerOptions) {
		this.#options = options;
		this.#files = new ThreadFiles(options.home);
	}

	get peers(): Peers {
		return this.#options.peers;
	}

	get config(): ConfigStore {
		return this.#options.config;
	}

	index(): Promise<ThreadIndex> {
		this.#index ??= ThreadIndex.open(this.#options.home, this.#files, (reason) =>
			this.#options.warn(`The list of threads was made anew from their files (${reason}).`),
		);
		return this.#index;
	}

	get loadedIds(): string[] {
		return [...this.#loaded.keys()];
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
		const record = this.loaded(id)?.record ?? (await this.index()).get(id);
		if (!record) throw absent(id);
		return record;
	}

	pathFor(id: string, created: Date): string {
		return this.#files.pathFor(id, created);
	}

	/** Loads a thread that is new. */
	add(load: Load): LoadedThread {
		const { path: file } = load.record;
		return this.#load(load, file === null ? new MemoryLog() : new RolloutFile(file));
	}

	/** Loads a stored thread. `settings` decides from what the rollout says. */
	open(
		record: ThreadRecord,
		sessionConfig: Record<string, unknown> | null,
		settings: (rebuilt: ReturnType<typeof rebuild>) => ThreadSettings,
	): LoadedThread {
		if (record.path === null) throw noRollout(record.id);
		const log = new RolloutFile(record.path);
		const rebuilt = rebuild(log.lines(), null);
		const { history, usage } = rebuilt;
		return this.#load({ record, settings: settings(rebuilt), history, usage, sessionConfig }, log);
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
		});
		this.#loaded.set(id, thread);
		return thread;
	}

	async #store(record: ThreadRecord): Promise<void> {
		try {
			(await this.index()).put(record);
		} catch (error) {
			// The files are the truth; the next opening of the index reads them again.
			this.#options.warn(`The list of threads could not be updated: ${String(error)}`);
		}
	}

	/** The view of a thread that is not loaded, read from its file. */
	readStored(record: ThreadRecord, withTurns: boolean): Thread {
		const turns = withTurns && record.path !== null ? rebuild(new RolloutFile(record.path).lines(), null).turns : [];
		return toThread(record, { type: "notLoaded" }, turns);
	}

	async rename(record: ThreadRecord, name: string): Promise<void> {
		this.#files.addName(record.id, name);
		const thread = this.#loaded.get(record.id);
		if (thread) thread.rename(name);
		else await this.#store({ ...record, name });
	}

	/** Moves a rollout into the archive or back; a loaded thread is unloaded first. */
	async setArchived(record: ThreadRecord, archived: boolean): Promise<ThreadRecord> {
		const from = record.path;
		if (from === null || !fs.existsSync(from)) throw noRollout(record.id);
		await this.unload(record.id);
		const to = archived
			? this.#files.archivedPathFor(from)
			: this.#files.pathFor(record.id, new Date(record.createdAt * 1000));
		fs.mkdirSync(path.dirname(to), { recursive: true, mode: 0o700 });
		fs.renameSync(from, to);
		const moved = { ...record, path: to, archived };
		await this.#store(moved);
		return moved;
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

	/** Ends every turn and process. */
	async close(): Promise<void> {
		for (const timer of this.#unloading.values()) clearTimeout(timer);
		await Promise.allSettled([...this.#loaded.keys()].map((id) => this.unload(id)));
		if (this.#index) (await this.#index).close();
	}
}

/** @throws WireError -32600 for what cannot be a thread's id */
export function checkId(id: string): void {
	if (!isUuid(id)) throw invalidRequest(`invalid thread id: \`${id.slice(0, 80)}\` is not a UUID`);
}

export const noRollout = (id: string) => invalidRequest(`no rollout found for thread id ${id}`);

/** A file held by another process is the caller's to solve. */
export function asWireError(error: unknown, id: string): unknown {
	return error instanceof ThreadInUse ? invalidRequest(`thread ${id} cannot be written: ${error.message}`) : error;
}
