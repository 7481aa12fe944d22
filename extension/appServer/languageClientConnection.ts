import { randomUUID } from "node:crypto";
import type { LogOutputChannel } from "vscode";
import { ResponseError } from "vscode-jsonrpc/node";
import { type ClientInfo, InitializeResponse } from "#protocol/initialize.ts";
import { ConnectionLost, ServerError } from "./appServerClient.ts";
import { AppServerLanguageClient } from "./appServerLanguageClient.ts";
import {
	type ConnectTimings,
	defaultConnectTimings,
	HandshakeDeadline,
	LaunchedServer,
	SERVER_MARKER,
} from "./launchedServer.ts";
import { LaunchError, wrongProtocol } from "./namedErrors.ts";
import type { Connect, ServerConnection, ServerEnd } from "./serverConnection.ts";

export interface ConnectOptions {
	clientInfo: ClientInfo;
	clientLog: LogOutputChannel;
	onServerLogLine: (line: string) => void;
	timings?: ConnectTimings;
}

/** Errors the library makes itself when there is no connection; servers may not use these codes. */
const connectionErrorCodes = new Set([-32096, -32097, -32098, -32099]);

/** A `Connect` over the language client. */
export function languageClientConnect(options: ConnectOptions): Connect {
	const timings = options.timings ?? defaultConnectTimings;
	return async (spec, listener, signal) => {
		const marker = randomUUID();
		const closed = Promise.withResolvers<void>();
		const client = new AppServerLanguageClient({
			...options,
			listener,
			spec: { ...spec, env: { ...spec.env, [SERVER_MARKER]: marker } },
			onClosed: closed.resolve,
		});
		const started = client.start();
		const launched = new LaunchedServer(client, started, closed.promise, marker, timings);
		try {
			await withDeadline(started, timings.handshake, signal);
			return new LanguageClientConnection(launched, versionOf(client));
		} catch (error) {
			const reason = await launched.explainFailedStart(error, signal);
			await (error instanceof HandshakeDeadline ? launched.kill() : launched.stop());
			throw reason;
		}
	};
}

async function withDeadline(started: Promise<void>, ms: number, signal: AbortSignal): Promise<void> {
	const deadline = Promise.withResolvers<never>();
	const timer = setTimeout(() => deadline.reject(new HandshakeDeadline()), ms);
	const onAbort = () => deadline.reject(signal.reason);
	signal.addEventListener("abort", onAbort, { once: true });
	try {
		await Promise.race([started, deadline.promise]);
	} finally {
		clearTimeout(timer);
		signal.removeEventListener("abort", onAbort);
	}
}

/** Reads `<originator>/<version> (…)` out of the handshake, which every server of this protocol sends. */
function versionOf(client: AppServerLanguageClient): string {
	const answer = client.handshakeAnswer;
	const result = InitializeResponse().safeParse(answer.kind === "result" ? answer.result : undefined);
	const version = /^[^/\s]+\/(\S+)/.exec(result.data?.userAgent ?? "")?.[1];
	if (version === undefined) {
		throw new LaunchError(wrongProtocol("Its answer to “initialize” is not that of an app-server."));
	}
	return version;
}

class LanguageClientConnection implements ServerConnection {
	readonly serverVersion: string;
	readonly ended: Promise<ServerEnd>;
	readonly #server: LaunchedServer;

	constructor(server: LaunchedServer, serverVersion: string) {
		this.#server = server;
		this.serverVersion = serverVersion;
		this.ended = server.ended;
	}

	async sendRequest(method: string, params: unknown): Promise<unknown> {
		try {
			return await this.#server.client.sendRequest<unknown>(method, params);
		} catch (error) {
			if (error instanceof ResponseError && !connectionErrorCodes.has(error.code)) {
				throw new ServerError(error.code, error.message, error.data);
			}
			throw new ConnectionLost(`Heddle's server went away before it answered ${method}.`, { cause: error });
		}
	}

	stop(): Promise<void> {
		return this.#server.stop();
	}

	kill(): Promise<void> {
		return this.#server.kill();
	}
}
