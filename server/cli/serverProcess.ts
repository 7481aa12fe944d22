import os from "node:os";
import { KeyedQueue } from "#common/keyedQueue.ts";
import type { ClientInfo, InitializeResponse } from "#protocol/initialize.ts";
import { PROTOCOL_RELEASE } from "#protocol/release.ts";
import type { RemoteControlStatusReadResponse } from "#protocol/remoteControl.ts";
import type { SessionSource } from "#protocol/thread.ts";
import type { Channel } from "#wire/channel.ts";
import type { ConfigFlags, ConfigStore } from "../config/configStore.ts";
import { Connection, type ConnectionHost } from "../rpc/connection.ts";
import type { Dispatcher, DispatcherHost } from "../rpc/dispatcher.ts";
import type { OutgoingRequestTable } from "../rpc/outgoingRequests.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { PeerSet } from "../rpc/peerSet.ts";
import type { ThreadManager } from "../threads/threadManager.ts";
import { log, recentLog } from "./log.ts";
import { version } from "./version.ts";

/** What tells one kind of server process from another. */
export interface ServerKind {
	/** What new threads are recorded to come from. */
	source: SessionSource;
	/** Whether the command rules of the home folder are left out. */
	ignoresRules: boolean;
}

/** The one source that every client's default list shows. */
const FOR_CLIENTS: ServerKind = { source: "vscode", ignoresRules: false };

/**
 * A server and everything that its connections share. Whoever makes it decides who connects and when the process leaves.
 * What the handshake does not need is loaded behind its answer.
 */
export class ServerProcess implements ConnectionHost, DispatcherHost {
	readonly queue = new KeyedQueue();
	readonly log = log;
	readonly #home: string;
	readonly #flags: ConfigFlags;
	readonly #kind: ServerKind;
	readonly #peers = new PeerSet<Connection>();
	readonly #connections = new Set<Connection>();
	#config: Promise<ConfigStore> | null = null;
	#dispatcher: Promise<Dispatcher> | null = null;
	#handlers: Promise<HandlerTable> | null = null;
	#threads: ThreadManager | null = null;
	#outgoing: OutgoingRequestTable | null = null;
	#installationId: string | null = null;
	#leaving = false;

	constructor(home: string, flags: ConfigFlags, kind: ServerKind = FOR_CLIENTS) {
		this.#home = home;
		this.#flags = flags;
		this.#kind = kind;
	}

	get isDraining(): boolean {
		return this.#leaving;
	}

	connect(channel: Channel): Connection {
		const connection = new Connection(channel, this);
		this.#connections.add(connection);
		connection.onClose(async () => {
			await connection.end();
			this.#connections.delete(connection);
		});
		return connection;
	}

	/** Rejects when an option of the command line makes no sense. */
	config(): Promise<ConfigStore> {
		this.#config ??= import("../config/configStore.ts").then(
			({ ConfigStore }) => new ConfigStore(this.#home, this.#flags),
		);
		return this.#config;
	}

	dispatcher(): Promise<Dispatcher> {
		this.#dispatcher ??= this.#loadDispatcher();
		return this.#dispatcher;
	}

	async #loadDispatcher(): Promise<Dispatcher> {
		// A request that came along with the greeting does not hold up the answer to it.
		await new Promise((resolve) => setImmediate(resolve));
		const { Dispatcher } = await import("../rpc/dispatcher.ts");
		return new Dispatcher(this);
	}

	handlers(): Promise<HandlerTable> {
		this.#handlers ??= this.#load();
		return this.#handlers;
	}

	async #load(): Promise<HandlerTable> {
		const [{ createHandlers }, { ThreadManager }, { OutgoingRequestTable }, { installationId }, config] =
			await Promise.all([
				import("../handlers/table.ts"),
				import("../threads/threadManager.ts"),
				import("../rpc/outgoingRequests.ts"),
				import("./installationId.ts"),
				this.config(),
			]);
		this.#outgoing = new OutgoingRequestTable((peer) => this.#peers.find(peer));
		const threads = new ThreadManager({
			home: this.#home,
			config,
			peers: this.#peers,
			outgoing: this.#outgoing,
			createAgent: async (threadId) => {
				const { createAgentSession } = await import("../agent/session.ts");
				return createAgentSession({ threadId, ignoresRules: this.#kind.ignoresRules });
			},
			warn: (message) => {
				log("warn", message);
				this.#peers.notifyAll("warning", { threadId: null, message });
			},
		});
		this.#threads = threads;
		return createHandlers({
			threads,
			cwd: process.cwd(),
			version,
			source: this.#kind.source,
			env: process.env,
			log,
			recentLog,
			requests: () => ({
				underWay: [...this.#connections].reduce((sum, connection) => sum + connection.underWay, 0),
				queued: this.queue.waiting,
			}),
			remoteControl: () => this.#remoteControl(installationId),
		});
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
		// Reading files belongs behind the answer, not before it.
		setImmediate(() => void this.#welcome(connection));
	}

	async #welcome(connection: Connection): Promise<void> {
		const { installationId } = await import("./installationId.ts");
		connection.notify("remoteControl/status/changed", this.#remoteControl(installationId));
		const { problems } = (await this.config()).effective(process.cwd());
		for (const problem of problems) connection.notify("configWarning", problem);
	}

	#remoteControl(readId: (home: string) => string): RemoteControlStatusReadResponse {
		this.#installationId ??= readId(this.#home);
		return {
			status: "disabled",
			serverName: os.hostname(),
			installationId: this.#installationId,
			environmentId: null,
		};
	}

	onAnswer(answer: Parameters<ConnectionHost["onAnswer"]>[0]): boolean {
		return this.#outgoing?.settle(answer) ?? false;
	}

	/** Takes no new work, and resolves when the turns that run have ended by themselves. */
	async drain(): Promise<void> {
		this.#leaving = true;
		await this.#threads?.idle();
	}

	/** Takes no new work, ends every turn and everything that was started, then the connections. */
	async close(): Promise<void> {
		this.#leaving = true;
		await this.#threads?.close();
		await Promise.all([...this.#connections].map((connection) => connection.end()));
	}
}

/** `<client>/<protocol release> (<os>; <architecture>) heddle/<version> (<client>; <its version>)` */
function userAgent(client: ClientInfo): string {
	const system = `${os.type()} ${os.release()}; ${os.machine()}`;
	const originator = process.env.CODEX_INTERNAL_ORIGINATOR_OVERRIDE || client.name;
	return `${originator}/${PROTOCOL_RELEASE} (${system}) heddle/${version} (${client.name}; ${client.version})`;
}
