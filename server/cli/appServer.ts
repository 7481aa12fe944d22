import { randomUUID } from "node:crypto";
import os from "node:os";
import { KeyedQueue } from "#common/keyedQueue.ts";
import type { ClientInfo, InitializeResponse } from "#protocol/initialize.ts";
import { PROTOCOL_RELEASE } from "#protocol/release.ts";
import { ConfigStore } from "../config/configStore.ts";
import { Connection, type ConnectionHost } from "../rpc/connection.ts";
import { OutgoingRequestTable } from "../rpc/outgoingRequests.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { PeerSet } from "../rpc/peerSet.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import { parseServerArguments } from "./arguments.ts";
import { heddleHome } from "./home.ts";
import { log } from "./log.ts";
import { version } from "./version.ts";

/** How long the end of turns and processes may take before the process leaves all the same. */
const SHUTDOWN_LIMIT_MS = 3000;

/** The server over stdio. Leaves when stdin ends or on SIGTERM, SIGINT and SIGHUP, with everything it started. */
export function runAppServer(args: readonly string[]): void {
	const { overrides } = parseServerArguments(args);
	new ServerProcess(heddleHome(), overrides).serve();
}

class ServerProcess implements ConnectionHost {
	readonly queue = new KeyedQueue();
	readonly log = log;
	readonly #home: string;
	readonly #config: ConfigStore;
	readonly #peers = new PeerSet<Connection>();
	readonly #outgoing = new OutgoingRequestTable((peer) => this.#peers.find(peer));
	#threads: ThreadManager | null = null;
	#handlers: Promise<HandlerTable> | null = null;
	#leaving = false;

	constructor(home: string, overrides: readonly string[]) {
		this.#home = home;
		this.#config = new ConfigStore(home, overrides);
	}

	get isDraining(): boolean {
		return this.#leaving;
	}

	serve(): void {
		const connection = new Connection(process.stdin, process.stdout, this);
		connection.onClose(() => void this.#leave(0));
		for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => void this.#leave(0));
	}

	handlers(): Promise<HandlerTable> {
		this.#handlers ??= this.#load();
		return this.#handlers;
	}

	async #load(): Promise<HandlerTable> {
		const [{ createHandlers }, { ThreadManager }] = await Promise.all([
			import("../handlers/table.ts"),
			import("../threads/threadManager.ts"),
		]);
		const threads = new ThreadManager({
			home: this.#home,
			config: this.#config,
			peers: this.#peers,
			outgoing: this.#outgoing,
			createAgent: async (threadId) => (await import("../agent/session.ts")).createAgentSession({ threadId }),
			warn: (message) => {
				log("warn", message);
				this.#peers.notifyAll("warning", { threadId: null, message });
			},
		});
		this.#threads = threads;
		return createHandlers({ threads, cwd: process.cwd(), version, env: process.env });
	}

	initialize(client: ClientInfo): InitializeResponse {
		return {
			userAgent: userAgent(client),
			codexHome: this.#home,
			platformFamily: process.platform === "win32" ? "windows" : "unix",
			platformOs: { darwin: "macos", win32: "windows" }[process.platform as string] ?? process.platform,
		};
	}

	onInitialized(connection: Connection): void {
		this.#peers.add(connection);
		connection.notify("remoteControl/status/changed", {
			status: "disabled",
			serverName: os.hostname(),
			installationId: randomUUID(),
			environmentId: null,
		});
		// Reading the files belongs behind the answer, not before it.
		setImmediate(() => {
			for (const problem of this.#config.effective(process.cwd()).problems) connection.notify("configWarning", problem);
		});
	}

	onAnswer(answer: Parameters<ConnectionHost["onAnswer"]>[0]): boolean {
		return this.#outgoing.settle(answer);
	}

	async #leave(code: number): Promise<void> {
		if (this.#leaving) return;
		this.#leaving = true;
		const limit = setTimeout(() => process.exit(code), SHUTDOWN_LIMIT_MS);
		await this.#threads?.close();
		for (const peer of this.#peers) peer.end();
		clearTimeout(limit);
		process.exit(code);
	}
}

/** `<client>/<protocol release> (<os>; <architecture>) heddle/<version> (<client>; <its version>)` */
function userAgent(client: ClientInfo): string {
	const system = `${os.type()} ${os.release()}; ${os.machine()}`;
	const originator = process.env.CODEX_INTERNAL_ORIGINATOR_OVERRIDE || client.name;
	return `${originator}/${PROTOCOL_RELEASE} (${system}) heddle/${version} (${client.name}; ${client.version})`;
}
