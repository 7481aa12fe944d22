import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { AppServerLanguageClient } from "./appServerLanguageClient.ts";
import { handshakeTimeout, LaunchError, launchFailed, wrongProtocol } from "./namedErrors.ts";
import { killGroup, killMarked, killTree } from "./processTree.ts";
import { ServerDied, type ServerEnd } from "./serverConnection.ts";

/** Times in milliseconds. */
export interface ConnectTimings {
	/** From the launch to the answer to `initialize`. */
	handshake: number;
	/** A server that is told to leave by the end of stdin has this long to do so, */
	leave: number;
	/** then this long after SIGTERM, until it is killed. */
	terminate: number;
	/** After the process has ended, for its last output to arrive; a grandchild may hold the pipe for ever. */
	drain: number;
}

export const defaultConnectTimings: ConnectTimings = { handshake: 10_000, leave: 2_000, terminate: 1_000, drain: 300 };

/** Everything a server starts inherits this variable, which is how its leftovers are found after a crash. */
export const SERVER_MARKER = "HEDDLE_SERVER_ID";

/** `initialize` was not answered in time. */
export class HandshakeDeadline extends Error {
	override name = "HandshakeDeadline";
}

/** The process behind one language client, from spawn to the last of its children. */
export class LaunchedServer {
	readonly client: AppServerLanguageClient;
	/** Settles when the process and its children are gone; never when it could not be spawned. */
	readonly ended: Promise<ServerEnd>;
	readonly #timings: ConnectTimings;
	readonly #started: Promise<void>;
	readonly #exited = Promise.withResolvers<ServerEnd>();
	#stopping: Promise<void> | undefined;

	constructor(
		client: AppServerLanguageClient,
		started: Promise<void>,
		closed: Promise<void>,
		marker: string,
		timings: ConnectTimings,
	) {
		this.client = client;
		this.#timings = timings;
		this.#started = started.catch(() => undefined);
		this.ended = this.#watch(marker);
		// A server that lives on behind a closed stdout can be reached no more.
		void closed.then(async () => {
			if (!(await settledWithin(this.#exited.promise, timings.drain))) {
				await this.stop();
			}
		});
	}

	/** What made the start fail, told by what was seen of the process. */
	async explainFailedStart(error: unknown, signal: AbortSignal): Promise<unknown> {
		if (signal.aborted || error instanceof LaunchError) {
			return error;
		}
		if (error instanceof HandshakeDeadline) {
			const noise = wrongProtocol("It printed text where messages were expected.");
			return new LaunchError(this.client.heardOnlyNoise ? noise : handshakeTimeout(this.#timings.handshake / 1_000));
		}
		if (this.client.child === undefined) {
			return new LaunchError(launchFailed(String(error)), { cause: error });
		}
		if (this.client.handshakeAnswer.kind === "error") {
			const message = error instanceof Error ? error.message : String(error);
			return new LaunchError(wrongProtocol(`It refused the handshake: ${message}.`), { cause: error });
		}
		if (await settledWithin(this.#exited.promise, this.#timings.drain)) {
			return new ServerDied((await this.#exited.promise).why);
		}
		return new ServerDied("it closed its output");
	}

	/** Lets the server leave by itself if it will. */
	stop(): Promise<void> {
		this.#stopping ??= this.#end((child) => this.#insist(child));
		return this.#stopping;
	}

	/** For a server that answers nothing any more. */
	kill(): Promise<void> {
		this.#stopping ??= this.#end(async ({ pid }) => {
			if (pid !== undefined) {
				await killTree(pid);
			}
		});
		return this.#stopping;
	}

	async #end(insist: (child: ChildProcess) => Promise<void>): Promise<void> {
		// While the spawn is under way there is no process yet that could be ended.
		await Promise.race([this.client.spawned, this.#started]);
		const { child } = this.client;
		// Rejects when the client never ran, and then there is nothing to shut down but the process.
		await this.client.dispose(this.#timings.leave).catch(() => undefined);
		if (child !== undefined) {
			child.stdin?.end();
			await insist(child);
			await this.ended;
		}
	}

	async #insist(child: ChildProcess): Promise<void> {
		if (await settledWithin(this.#exited.promise, this.#timings.leave)) {
			return;
		}
		// On Windows there is no asking: SIGTERM would end the server at once and leave its children behind.
		if (process.platform !== "win32") {
			child.kill("SIGTERM");
			if (await settledWithin(this.#exited.promise, this.#timings.terminate)) {
				return;
			}
		}
		if (child.pid !== undefined) {
			await killTree(child.pid);
		}
	}

	async #watch(marker: string): Promise<ServerEnd> {
		const child = await this.client.spawned;
		const end = await exitOf(child);
		this.#exited.resolve(end);
		if (child.pid !== undefined) {
			killGroup(child.pid);
		}
		await killMarked(SERVER_MARKER, marker);
		if (child.stdout?.closed === false) {
			await settledWithin(once(child, "close"), this.#timings.drain);
			child.stdout.destroy();
		}
		return end;
	}
}

function exitOf(child: ChildProcess): Promise<ServerEnd> {
	const describe = (code: number | null, signal: string | null): ServerEnd => ({
		why: signal === null ? `exit code ${code}` : `signal ${signal}`,
	});
	if (child.exitCode !== null || child.signalCode !== null) {
		return Promise.resolve(describe(child.exitCode, child.signalCode));
	}
	return new Promise((resolve) => {
		child.once("exit", (code, signal) => resolve(describe(code, signal)));
	});
}

async function settledWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
	const elapsed = Promise.withResolvers<false>();
	const timer = setTimeout(() => elapsed.resolve(false), ms);
	try {
		return await Promise.race([promise.then(() => true), elapsed.promise]);
	} finally {
		clearTimeout(timer);
	}
}
