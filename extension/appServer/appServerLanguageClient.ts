import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { LogOutputChannel } from "vscode";
import type { MessageReader, MessageWriter } from "vscode-jsonrpc/node";
import {
	CloseAction,
	ErrorAction,
	type InitializeParams,
	LanguageClient,
	type MessageTransports,
	RevealOutputChannelOn,
} from "vscode-languageclient/node";
import type { ClientInfo, InitializeCapabilities } from "#protocol/initialize.ts";
import { serverNotifications } from "#protocol/serverNotifications.ts";
import { serverRequests } from "#protocol/serverRequests.ts";
import { JsonlMessageReader } from "#wire/jsonlMessageReader.ts";
import { JsonlMessageWriter } from "#wire/jsonlMessageWriter.ts";
import { type HandshakeAnswer, type IdentifiedParams, LifecycleShim } from "./lifecycleShim.ts";
import type { ConnectionListener, LaunchSpec } from "./serverConnection.ts";

export interface AppServerLanguageClientOptions {
	spec: LaunchSpec;
	clientInfo: ClientInfo;
	listener: ConnectionListener;
	/** What this client has to say. */
	clientLog: LogOutputChannel;
	/** Called with each line the server writes to stderr. */
	onServerLogLine: (line: string) => void;
	/** The wire has closed: the server ended, or closed its stdout. */
	onClosed: () => void;
}

const capabilities: InitializeCapabilities = {
	experimentalApi: false,
	requestAttestation: false,
	extensions: null,
	optOutNotificationMethods: null,
};

/**
 * The library's language client, which spawns, traces and tears down, speaking the app-server protocol instead
 * of the Language Server Protocol. Good for one launch; it shows nothing and restarts nothing by itself.
 */
export class AppServerLanguageClient extends LanguageClient {
	readonly #options: AppServerLanguageClientOptions;
	#shim: LifecycleShim | undefined;
	#child: ChildProcess | undefined;
	readonly #spawned = Promise.withResolvers<ChildProcess>();
	#unreadableLines = 0;

	constructor(options: AppServerLanguageClientOptions) {
		const { spec, listener, clientLog } = options;
		super(
			"heddle",
			"Heddle",
			{
				command: spec.command,
				args: spec.args,
				// A group of its own, so that what is left of it can be ended after the server's death. On Windows
				// `detached` would open a console instead.
				options: { cwd: spec.cwd, env: spec.env, detached: process.platform !== "win32" },
			},
			{
				documentSelector: [],
				outputChannel: clientLog,
				revealOutputChannelOn: RevealOutputChannelOn.Never,
				initializationFailedHandler: () => false,
				errorHandler: {
					error: () => ({ action: ErrorAction.Continue, handled: true }),
					closed: () => {
						options.onClosed();
						return { action: CloseAction.DoNotRestart, handled: true };
					},
				},
				stdioOptions: {
					stdout: () => undefined,
					stderr: (input) => {
						createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY }).on("line", options.onServerLogLine);
					},
				},
			},
		);
		this.#options = options;
		for (const method of Object.keys(serverNotifications)) {
			this.onNotification(method, (params: unknown) => listener.onNotification(method, params));
		}
		for (const method of Object.keys(serverRequests)) {
			this.onRequest(method, ({ requestId, params }: IdentifiedParams) =>
				listener.onRequest(method, requestId, params),
			);
		}
	}

	/** The server's process once it is spawned; stays known after its end, when the library forgets it. */
	get child(): ChildProcess | undefined {
		return this.#child;
	}

	/** Never settles when there was nothing to spawn; `start` rejects then. */
	get spawned(): Promise<ChildProcess> {
		return this.#spawned.promise;
	}

	get handshakeAnswer(): HandshakeAnswer {
		return this.#shim?.handshakeAnswer ?? { kind: "none" };
	}

	/** Something was printed, and none of it was a message: this is no app-server. */
	get heardOnlyNoise(): boolean {
		return this.#unreadableLines > 0 && this.#shim?.hasReceived === false;
	}

	/** The library's way to complain is a pop-up; ours is the log, and the supervisor's named errors. */
	override error(message: string, data?: unknown): void {
		super.error(message, data, false);
	}

	override warn(message: string, data?: unknown): void {
		super.warn(message, data, false);
	}

	override info(message: string, data?: unknown): void {
		super.info(message, data, false);
	}

	protected override async createMessageTransports(encoding: string): Promise<MessageTransports> {
		await super.createMessageTransports(encoding);
		const child = this.serverProcess;
		if (!child?.stdin || !child.stdout) {
			throw new Error("The server was started without pipes.");
		}
		this.#child = child;
		this.#spawned.resolve(child);
		// Without a listener these would be uncaught exceptions of the extension host.
		child.on("error", (error) => this.error("The server's process reports an error.", error));
		child.stdin.on("error", (error) => this.#options.clientLog.debug(`Writing to the server failed: ${error.message}`));
		const reader: MessageReader = new JsonlMessageReader(child.stdout);
		const writer: MessageWriter = new JsonlMessageWriter(child.stdin);
		reader.onError(() => {
			this.#unreadableLines++;
		});
		this.#shim = new LifecycleShim({ reader, writer }, this.#options.listener.onActivity, this.#options.clientLog);
		return { reader: this.#shim.reader, writer: this.#shim.writer };
	}

	/** None of the Language Server Protocol's members mean anything to the app-server. */
	protected override fillInitializeParams(params: InitializeParams): void {
		for (const key of Object.keys(params)) {
			Reflect.deleteProperty(params, key);
		}
		Object.assign(params, { clientInfo: this.#options.clientInfo, capabilities });
	}
}
