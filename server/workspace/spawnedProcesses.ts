import { invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, RequestParams } from "#protocol/messages.ts";
import {
	changedEnvironment,
	checkRequest,
	checkSize,
	checkTimeout,
	connections,
	defaultOutputCap,
	defaultTimeoutMs,
	launch,
} from "./launch.ts";
import { PeerProcesses, type ProcessOwner } from "./peerProcesses.ts";
import { StandaloneProcess } from "./standaloneProcess.ts";
import { stdinWrite } from "./stdinWrite.ts";

interface ProcessClient extends ProcessOwner {
	readonly drained: Promise<void> | null;
	notify<M extends "process/outputDelta" | "process/exited">(method: M, params: NotificationParams<M>): void;
}

/** Processes that clients start, outside the sandbox and any thread, and hear of again: `process/*`. */
export class SpawnedProcesses {
	readonly #env: NodeJS.ProcessEnv;
	readonly #processes = new PeerProcesses({
		kind: "process",
		duplicate: "duplicate active process handle",
		unknown: "no active process for process handle",
		noInput: "stdin streaming is not enabled for this process",
	});

	constructor(env: NodeJS.ProcessEnv) {
		this.#env = env;
	}

	/** Resolves when it has been started. `answered` resolves when the client has been told so: it hears of it only then. */
	async spawn(params: RequestParams<"process/spawn">, client: ProcessClient, answered: Promise<void>): Promise<void> {
		checkRequest("process/spawn", params);
		checkTimeout("process/spawn", params);
		checkSize("process", params.size);
		const { processHandle, command: argv, cwd } = params;
		if (processHandle === "") throw invalidRequest("processHandle must not be empty");
		const { streams, isStreamed } = connections(params);
		const environment = changedEnvironment(this.#env, params.env);
		const process = await this.#processes.add(client, processHandle, (owner) =>
			launch("process", { argv, cwd, environment }, () =>
				StandaloneProcess.start({
					argv,
					cwd,
					environment,
					streams,
					endsWithParent: false,
					owner,
					outputBytesCap: params.outputBytesCap === undefined ? defaultOutputCap : params.outputBytesCap,
					timeoutMs: params.timeoutMs === undefined ? defaultTimeoutMs : params.timeoutMs,
					onDelta: isStreamed
						? (delta) => {
								void answered.then(() => client.notify("process/outputDelta", { processHandle, ...delta }));
								return client.drained;
							}
						: null,
				}),
			),
		);
		void Promise.all([process.outcome, answered]).then(([{ isCut: _, ...outcome }]) =>
			client.notify("process/exited", { processHandle, ...outcome }),
		);
	}

	async write(params: RequestParams<"process/writeStdin">, client: ProcessOwner): Promise<void> {
		const { data, closes } = stdinWrite("process/writeStdin", params);
		await this.#processes.write(client, params.processHandle, data, closes);
	}

	async resize({ processHandle, size }: RequestParams<"process/resizePty">, client: ProcessOwner): Promise<void> {
		checkSize("process", size);
		await this.#processes.resize(client, processHandle, size);
	}

	async kill({ processHandle }: RequestParams<"process/kill">, client: ProcessOwner): Promise<void> {
		void (await this.#processes.find(client, processHandle)).kill();
	}
}
