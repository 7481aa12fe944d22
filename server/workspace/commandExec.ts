import { invalidParams, invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, RequestParams, RequestResult } from "#protocol/messages.ts";
import { clientFolder } from "../config/clientFolder.ts";
import type { ShellEnvironmentPolicy } from "../config/config.ts";
import { inheritedEnvironment } from "../exec/environment.ts";
import { isUnlimited, type PermissionRules } from "../policy/permissionRules.ts";
import { type ConfinedCommand, confine, sandboxTier } from "../sandbox/sandbox.ts";
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
import { MAX_COLLECTED_BYTES, StandaloneProcess } from "./standaloneProcess.ts";
import { stdinWrite } from "./stdinWrite.ts";

type Params = RequestParams<"command/exec">;

/** What the rest of the server decides about a command. */
export interface CommandRights {
	/** Null where nothing is confined. */
	rules: PermissionRules | null;
	/** Absolute; the writable roots follow it. */
	workspace: string;
	shellEnvironmentPolicy: ShellEnvironmentPolicy;
}

interface CommandClient extends ProcessOwner {
	readonly drained: Promise<void> | null;
	notify(method: "command/exec/outputDelta", params: NotificationParams<"command/exec/outputDelta">): void;
}

/** Commands that clients run in the sandbox, outside any thread, and wait for: `command/exec` and its kin. */
export class CommandExec {
	readonly #cwd: string;
	readonly #env: NodeJS.ProcessEnv;
	readonly #processes = new PeerProcesses({
		kind: "exec",
		duplicate: "duplicate active command/exec process id",
		unknown: "no active command/exec for process id",
		noInput: "stdin streaming is not enabled for this command/exec",
	});

	/** `cwd`: where a command runs that names no folder. */
	constructor(cwd: string, env: NodeJS.ProcessEnv) {
		this.#cwd = cwd;
		this.#env = env;
	}

	/**
	 * Resolves when the command has ended and its deltas are out. `rightsIn` is told the directory it works in; `onStarted` is called
	 * when it runs.
	 */
	async run(
		params: Params,
		rightsIn: (cwd: string) => CommandRights,
		client: CommandClient,
		onStarted: () => void,
	): Promise<RequestResult<"command/exec">> {
		check(params);
		const cwd = params.cwd === null ? this.#cwd : clientFolder(params.cwd);
		const rights = rightsIn(cwd);
		const { processId } = params;
		const process = await this.#processes.add(client, processId, (owner) =>
			this.#start(params, cwd, rights, owner, (delta) => {
				if (processId !== null) client.notify("command/exec/outputDelta", { processId, ...delta });
				return client.drained;
			}),
		);
		onStarted();
		const { exitCode, stdout, stderr, isCut } = await process.outcome;
		if (isCut) throw tooMuchOutput(exitCode);
		return { exitCode, stdout, stderr };
	}

	async write(params: RequestParams<"command/exec/write">, client: ProcessOwner): Promise<void> {
		const { data, closes } = stdinWrite("command/exec/write", params);
		await this.#processes.write(client, params.processId, data, closes);
	}

	async resize({ processId, size }: RequestParams<"command/exec/resize">, client: ProcessOwner): Promise<void> {
		checkSize("command/exec", size);
		await this.#processes.resize(client, processId, size);
	}

	async terminate({ processId }: RequestParams<"command/exec/terminate">, client: ProcessOwner): Promise<void> {
		void (await this.#processes.find(client, processId)).kill();
	}

	async #start(
		params: Params,
		cwd: string,
		rights: CommandRights,
		owner: string,
		onDelta: NonNullable<Parameters<typeof StandaloneProcess.start>[0]["onDelta"]>,
	): Promise<StandaloneProcess> {
		const { streams, isStreamed } = connections(params);
		const argv = params.command;
		const environment = changedEnvironment(inheritedEnvironment(rights.shellEnvironmentPolicy, this.#env), params.env);
		return launch("command", { argv, cwd, environment }, async () => {
			const confined = await confinement(argv, cwd, rights, streams.terminal !== null);
			try {
				const process = await StandaloneProcess.start({
					argv: confined?.argv ?? argv,
					cwd,
					environment: { ...environment, ...confined?.environment },
					streams,
					endsWithParent: confined?.endsWithParent ?? false,
					owner,
					outputBytesCap: params.disableOutputCap ? null : (params.outputBytesCap ?? defaultOutputCap),
					timeoutMs: params.disableTimeout ? null : (params.timeoutMs ?? defaultTimeoutMs),
					onDelta: isStreamed ? onDelta : null,
				});
				if (confined) void process.outcome.finally(confined.release);
				return process;
			} catch (error) {
				confined?.release();
				throw error;
			}
		});
	}
}

function check(params: Params): void {
	checkRequest("command/exec", params);
	checkSize("command/exec", params.size);
	if (params.processId === null && (params.tty || params.streamStdin || params.streamStdoutStderr)) {
		throw invalidRequest("command/exec tty or streaming requires a client-supplied processId");
	}
	if (params.disableTimeout && params.timeoutMs !== null) {
		throw invalidParams("command/exec cannot set both timeoutMs and disableTimeout");
	}
	if (params.disableOutputCap && params.outputBytesCap !== null) {
		throw invalidParams("command/exec cannot set both outputBytesCap and disableOutputCap");
	}
	checkTimeout("command/exec", params);
}

const tooMuchOutput = (exitCode: number) =>
	invalidRequest(
		`the command ended with exit code ${exitCode} and wrote more than the ${MAX_COLLECTED_BYTES} bytes that one answer can hold; ask for streamStdoutStderr or an outputBytesCap`,
	);

/** Null where the rules ask for none. @throws WireError where it asks for one and none works */
async function confinement(
	argv: readonly string[],
	cwd: string,
	{ rules, workspace }: CommandRights,
	hasTerminal: boolean,
): Promise<ConfinedCommand | null> {
	if (rules === null || isUnlimited(rules)) return null;
	const tier = await sandboxTier();
	if (tier.kind !== "none") return confine(tier, rules, argv, { cwd, roots: [workspace], hasTerminal });
	throw invalidRequest(
		`${tier.description} command/exec asks nobody; a sandboxPolicy of externalSandbox or dangerFullAccess runs it without.`,
	);
}
