import { Emitter, ResponseError } from "vscode-jsonrpc/node";
import { type ClientRequestMethod, clientRequests } from "#protocol/clientRequests.ts";
import { ErrorCode } from "#protocol/errors.ts";
import type { RequestInput, RequestResult, ServerNotification, ServerRequestParams } from "#protocol/messages.ts";
import { type ServerNotificationMethod, serverNotifications } from "#protocol/serverNotifications.ts";
import { type ServerRequestMethod, serverRequests } from "#protocol/serverRequests.ts";
import type { ConnectionState, NamedError } from "../../webview/shared/bridge.ts";
import { type AppServerClient, ConnectionLost, ServerError, type ServerRequestHandler } from "./appServerClient.ts";
import { CrashHistory, defaultRestartPolicy, type RestartPolicy } from "./crashHistory.ts";
import { defaultLivenessTimings, LivenessMonitor, type LivenessTimings } from "./livenessMonitor.ts";
import { crashLoop, LaunchError, launchFailed } from "./namedErrors.ts";
import {
	type Connect,
	type LaunchSpec,
	type ServerConnection,
	ServerDied,
	type ServerEnd,
} from "./serverConnection.ts";

export interface SupervisorLog {
	debug(message: string): void;
	info(message: string): void;
	warn(message: string): void;
	error(message: string): void;
}

export interface SupervisorOptions {
	connect: Connect;
	/** Asked before every launch. Rejects with LaunchError when there is nothing that may be launched. */
	launchSpec: () => Promise<LaunchSpec>;
	log: SupervisorLog;
	restartPolicy?: RestartPolicy;
	liveness?: LivenessTimings;
	/** How long a request waits for the server to be ready, in milliseconds. */
	readyWait?: number;
}

const READY_WAIT = 30_000;

interface Waiter {
	resolve: (connection: ServerConnection) => void;
	reject: (error: ConnectionLost) => void;
}

/** Keeps one server running: launches it, notices when it dies or hangs, launches it again, or gives up by name. */
export class Supervisor implements AppServerClient {
	readonly #options: SupervisorOptions;
	readonly #log: SupervisorLog;
	readonly #policy: RestartPolicy;
	readonly #crashes: CrashHistory;
	readonly #stateEmitter = new Emitter<ConnectionState>();
	readonly #notificationEmitter = new Emitter<ServerNotification>();
	readonly #handlers = new Map<string, (params: unknown, requestId: number) => Promise<unknown>>();
	readonly #waiters = new Set<Waiter>();
	readonly #undecodable = new Set<string>();
	#state: ConnectionState = { state: "starting" };
	#current: { connection: ServerConnection; monitor: LivenessMonitor } | undefined;
	#run: { abort: AbortController; ended: Promise<void>; settled: Promise<void> } | undefined;
	#restarting: Promise<void> | undefined;
	#disposed = false;

	readonly onDidChangeState = this.#stateEmitter.event;
	readonly onNotification = this.#notificationEmitter.event;

	constructor(options: SupervisorOptions) {
		this.#options = options;
		this.#log = options.log;
		this.#policy = options.restartPolicy ?? defaultRestartPolicy;
		this.#crashes = new CrashHistory(this.#policy);
	}

	get state(): ConnectionState {
		return this.#state;
	}

	async request<M extends ClientRequestMethod>(method: M, params: RequestInput<M>): Promise<RequestResult<M>> {
		// Without an await in between: what a listener of `ready` sends goes before what had to wait for it.
		const connection = this.#current?.connection ?? (await this.#ready(method));
		const answer = await this.#send(connection, method, params);
		const parsed = clientRequests[method].result().safeParse(answer);
		if (!parsed.success) {
			this.#log.warn(`The answer to ${method} is not as the protocol says: ${parsed.error.message}`);
			throw new ServerError(ErrorCode.internal, `Heddle's server gave an answer to ${method} that cannot be read.`, {
				issues: parsed.error.issues,
			});
		}
		// Parsed by the schema of M just now; the compiler does not follow the index by a type parameter.
		return parsed.data as RequestResult<M>;
	}

	handle<M extends ServerRequestMethod>(method: M, handler: ServerRequestHandler<M>): { dispose(): void } {
		const decodeAndHandle = async (params: unknown, requestId: number) => {
			const parsed = serverRequests[method].params().safeParse(params);
			if (!parsed.success) {
				this.#log.warn(`Refused ${method}, whose parameters cannot be read: ${parsed.error.message}`);
				throw new ResponseError(ErrorCode.refused, `The parameters of ${method} cannot be read.`);
			}
			// Parsed by the schema of M just now; the compiler does not follow the index by a type parameter.
			return handler(parsed.data as ServerRequestParams<M>, requestId);
		};
		this.#handlers.set(method, decodeAndHandle);
		return {
			dispose: () => {
				if (this.#handlers.get(method) === decodeAndHandle) {
					this.#handlers.delete(method);
				}
			},
		};
	}

	async start(): Promise<void> {
		if (this.#disposed) {
			return;
		}
		this.#run ??= this.#begin();
		await this.#run.settled;
	}

	restart(): Promise<void> {
		this.#restarting ??= this.#restart().finally(() => {
			this.#restarting = undefined;
		});
		return this.#restarting;
	}

	async dispose(): Promise<void> {
		this.#disposed = true;
		await this.#end();
		this.#rejectWaiters("Heddle is shutting down.");
		this.#stateEmitter.dispose();
		this.#notificationEmitter.dispose();
	}

	async #restart(): Promise<void> {
		if (this.#run !== undefined) {
			this.#setState({ state: "starting" });
			await this.#end();
		}
		this.#crashes.clear();
		await this.start();
	}

	#begin() {
		const abort = new AbortController();
		const settled = Promise.withResolvers<void>();
		const ended = this.#keepRunning(abort.signal, settled.resolve).finally(settled.resolve);
		return { abort, ended, settled: settled.promise };
	}

	async #end(): Promise<void> {
		const run = this.#run;
		run?.abort.abort();
		await run?.ended;
		this.#run = undefined;
	}

	async #keepRunning(signal: AbortSignal, onReady: () => void): Promise<void> {
		while (!signal.aborted) {
			this.#setState({ state: "starting" });
			const died = await this.#serve(signal, onReady);
			if (died === undefined || signal.aborted) {
				return;
			}
			const { attempt, delay, giveUp } = this.#crashes.record(performance.now(), Math.random());
			this.#log.warn(`The server ended: ${died} (${attempt} of ${this.#policy.maxCrashes} within the window).`);
			if (giveUp) {
				this.#fail(crashLoop(attempt, Math.round(this.#policy.window / 1_000), died));
				return;
			}
			this.#setState({ state: "restarting", attempt, inMs: delay, why: died });
			await abortableDelay(delay, signal);
		}
	}

	/** One server from launch to end. Resolves to why it died; undefined when it was stopped or cannot be had. */
	async #serve(signal: AbortSignal, onReady: () => void): Promise<string | undefined> {
		let monitor: LivenessMonitor | undefined;
		let connection: ServerConnection;
		try {
			const spec = await this.#options.launchSpec();
			signal.throwIfAborted();
			this.#log.info(`Starting ${spec.command}`);
			const listener = {
				onActivity: () => monitor?.activity(),
				onNotification: (method: string, params: unknown) => this.#notify(method, params),
				onRequest: (method: string, id: number, params: unknown) => this.#answer(method, id, params),
			};
			connection = await this.#options.connect(spec, listener, signal);
		} catch (error) {
			if (signal.aborted) {
				return undefined;
			}
			if (error instanceof ServerDied) {
				return error.message;
			}
			this.#fail(error instanceof LaunchError ? error.named : launchFailed(messageOf(error)));
			return undefined;
		}
		const hung = Promise.withResolvers<ServerEnd>();
		monitor = new LivenessMonitor(
			this.#options.liveness ?? defaultLivenessTimings,
			() => connection.sendRequest("thread/loaded/list", {}).catch((error) => this.#log.debug(messageOf(error))),
			(silentFor) => {
				hung.resolve({ why: `no sign of life for ${Math.round(silentFor / 1_000)} s` });
				void connection.kill();
			},
		);
		this.#current = { connection, monitor };
		this.#log.info(`The server ${connection.serverVersion} is ready.`);
		this.#setState({ state: "ready", serverVersion: connection.serverVersion });
		onReady();
		this.#releaseWaiters(connection);
		const end = await Promise.race([connection.ended, hung.promise, aborted(signal)]);
		this.#current = undefined;
		monitor.dispose();
		await connection.stop();
		return end?.why;
	}

	async #send(connection: ServerConnection, method: string, params: unknown): Promise<unknown> {
		const monitor = this.#current?.connection === connection ? this.#current.monitor : undefined;
		monitor?.requestSent();
		try {
			return await sendWithRetry(connection, method, params);
		} finally {
			monitor?.requestSettled();
		}
	}

	/** The connection, as soon as there is one. Rejects with ConnectionLost. */
	#ready(method: string): Promise<ServerConnection> {
		if (this.#disposed || this.#state.state === "failed") {
			const why = this.#state.state === "failed" ? this.#state.error.title : "Heddle is shutting down";
			return Promise.reject(new ConnectionLost(`${method} was not sent: ${why}.`));
		}
		return new Promise((resolve, reject) => {
			const settle = () => {
				clearTimeout(timer);
				this.#waiters.delete(waiter);
			};
			const waiter: Waiter = {
				resolve: (connection) => {
					settle();
					resolve(connection);
				},
				reject: (error) => {
					settle();
					reject(error);
				},
			};
			const timer = setTimeout(
				() => waiter.reject(new ConnectionLost(`${method} was not sent: Heddle's server was not ready in time.`)),
				this.#options.readyWait ?? READY_WAIT,
			);
			this.#waiters.add(waiter);
		});
	}

	#releaseWaiters(connection: ServerConnection): void {
		for (const waiter of [...this.#waiters]) {
			waiter.resolve(connection);
		}
	}

	#rejectWaiters(why: string): void {
		for (const waiter of [...this.#waiters]) {
			waiter.reject(new ConnectionLost(why));
		}
	}

	#fail(error: NamedError): void {
		this.#log.error(`${error.title} (${error.name}): ${error.detail}`);
		this.#setState({ state: "failed", error });
		this.#rejectWaiters(`${error.title}. ${error.detail}`);
	}

	#setState(state: ConnectionState): void {
		const isRepeated = state.state === "starting" && this.#state.state === "starting";
		this.#state = state;
		if (!isRepeated && !this.#disposed) {
			this.#stateEmitter.fire(state);
		}
	}

	#notify(method: string, params: unknown): void {
		if (!isNotificationMethod(method)) {
			return;
		}
		const parsed = serverNotifications[method].params().safeParse(params);
		if (parsed.success) {
			// Parsed by the schema of this very method, which the compiler cannot relate to the union's member.
			this.#notificationEmitter.fire({ method, params: parsed.data } as ServerNotification);
		} else if (!this.#undecodable.has(method)) {
			this.#undecodable.add(method);
			this.#log.warn(`Ignoring notifications of ${method} that cannot be read: ${parsed.error.message}`);
		}
	}

	async #answer(method: string, requestId: number, params: unknown): Promise<unknown> {
		const handler = this.#handlers.get(method);
		if (handler === undefined) {
			throw new ResponseError(ErrorCode.refused, `This client does not answer ${method}.`);
		}
		try {
			return await handler(params, requestId);
		} catch (error) {
			if (error instanceof ResponseError) {
				throw error;
			}
			this.#log.error(`Answering ${method} failed: ${messageOf(error)}`);
			throw new ResponseError(ErrorCode.refused, `The client could not answer ${method}.`);
		}
	}
}

/** Delays before a request is sent again that the server had no room for, in milliseconds. */
const OVERLOAD_DELAYS = [100, 200, 400, 800, 1_600];

/** A request refused for lack of room has not been looked at, so it may be sent again. */
async function sendWithRetry(connection: ServerConnection, method: string, params: unknown): Promise<unknown> {
	for (const delay of OVERLOAD_DELAYS) {
		try {
			return await connection.sendRequest(method, params);
		} catch (error) {
			if (!(error instanceof ServerError) || error.code !== ErrorCode.overloaded) {
				throw error;
			}
			const ended = new AbortController();
			void connection.ended.then(() => ended.abort());
			await abortableDelay(delay * (0.5 + Math.random()), ended.signal);
		}
	}
	return connection.sendRequest(method, params);
}

function isNotificationMethod(method: string): method is ServerNotificationMethod {
	return Object.hasOwn(serverNotifications, method);
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

function aborted(signal: AbortSignal): Promise<undefined> {
	return new Promise((resolve) => {
		if (signal.aborted) {
			resolve(undefined);
		} else {
			signal.addEventListener("abort", () => resolve(undefined), { once: true });
		}
	});
}

/** Resolves early when `signal` is aborted. */
function abortableDelay(ms: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		const finish = () => {
			clearTimeout(timer);
			signal.removeEventListener("abort", finish);
			resolve();
		};
		const timer = setTimeout(finish, ms);
		signal.addEventListener("abort", finish, { once: true });
	});
}
