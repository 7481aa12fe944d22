import { invalidRequest } from "#protocol/errors.ts";
import { ownerMark } from "../exec/commandProcess.ts";
import { killMarked } from "../exec/processTree.ts";
import type { TerminalSize } from "../exec/startedChild.ts";
import type { StandaloneProcess } from "./standaloneProcess.ts";

/** A connection, as far as its processes go: they end with it. */
export interface ProcessOwner {
	readonly id: number;
	onClose(listener: () => void): unknown;
}

/** How a group of methods names its processes in errors. */
export interface ProcessWords {
	/** In the marks of its processes. */
	kind: string;
	duplicate: string;
	unknown: string;
	noInput: string;
}

/** The processes of one group of methods, by connection and by the id that the client gave them. */
export class PeerProcesses {
	readonly #words: ProcessWords;
	readonly #peers = new Map<number, Map<string | symbol, Promise<StandaloneProcess>>>();

	constructor(words: ProcessWords) {
		this.#words = words;
	}

	/**
	 * Starts a process under a client's id, which it holds from now until it has ended; null for one that nothing can name.
	 * `start` is given its owner's name. Resolves as `start` does.
	 * @throws WireError when the id is taken
	 */
	async add(
		peer: ProcessOwner,
		id: string | null,
		start: (owner: string) => Promise<StandaloneProcess>,
	): Promise<StandaloneProcess> {
		const processes = this.#of(peer);
		if (id !== null && processes.has(id)) throw invalidRequest(`${this.#words.duplicate}: ${JSON.stringify(id)}`);
		// One that nothing can name has to end with its connection all the same.
		const key = id ?? Symbol();
		const starting = start(this.#ownerName(peer));
		processes.set(key, starting);
		const forget = () => {
			if (processes.get(key) === starting) processes.delete(key);
		};
		starting.then((process) => process.outcome.finally(forget), forget);
		return starting;
	}

	/** Waits for a process that is being started. @throws WireError when there is none of this id */
	async find(peer: ProcessOwner, id: string): Promise<StandaloneProcess> {
		const process = this.#peers.get(peer.id)?.get(id);
		const unknown = () => invalidRequest(`${this.#words.unknown} ${JSON.stringify(id)}`);
		if (!process) throw unknown();
		return process.catch(() => {
			throw unknown();
		});
	}

	/** @throws WireError when there is none of this id, or its input takes nothing */
	async write(peer: ProcessOwner, id: string, data: Buffer, closes: boolean): Promise<void> {
		const process = await this.find(peer, id);
		if (!process.takesInput) throw invalidRequest(this.#words.noInput);
		if (!process.write(data, closes)) throw invalidRequest("stdin is already closed");
	}

	/** @throws WireError when there is none of this id, or it has no terminal */
	async resize(peer: ProcessOwner, id: string, size: TerminalSize): Promise<void> {
		const process = await this.find(peer, id);
		if (!process.resize(size)) throw invalidRequest("failed to resize PTY: process is not attached to a PTY");
	}

	#of(peer: ProcessOwner): Map<string | symbol, Promise<StandaloneProcess>> {
		const known = this.#peers.get(peer.id);
		if (known) return known;
		const processes = new Map<string | symbol, Promise<StandaloneProcess>>();
		this.#peers.set(peer.id, processes);
		peer.onClose(() => {
			this.#peers.delete(peer.id);
			for (const starting of processes.values()) void starting.then((process) => process.kill()).catch(() => {});
			// What finished ones have left running.
			void killMarked(ownerMark(this.#ownerName(peer)));
		});
		return processes;
	}

	#ownerName(peer: ProcessOwner): string {
		return `${this.#words.kind}-${peer.id}`;
	}
}
