import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LogOutputChannel } from "vscode";
import type { ServerNotification } from "#protocol/messages.ts";
import { languageClientConnect } from "../../extension/appServer/languageClientConnection.ts";
import { launchEnvironment } from "../../extension/appServer/launchEnvironment.ts";
import type { ConnectTimings } from "../../extension/appServer/launchedServer.ts";
import { LaunchError } from "../../extension/appServer/namedErrors.ts";
import type { LaunchSpec } from "../../extension/appServer/serverConnection.ts";
import { Supervisor, type SupervisorOptions } from "../../extension/appServer/supervisor.ts";
import type { ConnectionState, NamedError } from "../../webview/shared/bridge.ts";
import { isAlive } from "./processAlive.ts";

/** Milliseconds. What a test is not about does not run out, however busy the machine is; `leave` and `terminate` do no harm. */
const timings: ConnectTimings = { handshake: 60_000, leave: 1_500, terminate: 300, drain: 60_000 };

export interface SupervisedOptions extends Partial<SupervisorOptions> {
	connectTimings?: Partial<ConnectTimings>;
	env?: Record<string, string>;
}

/** What a supervisor did and said, recorded from its creation on. */
export class SupervisedServer implements AsyncDisposable {
	readonly client: Supervisor;
	readonly states: ConnectionState[] = [];
	readonly notifications: ServerNotification[] = [];
	readonly serverLines: string[] = [];
	readonly clientLines: string[] = [];
	readonly #changes = new EventEmitter();

	/** `specs` are launched in turn, the last one again and again. */
	constructor(specs: [LaunchSpec, ...LaunchSpec[]] | LaunchError, options: SupervisedOptions = {}) {
		const note = (line: string) => {
			this.clientLines.push(line);
			this.#changes.emit("change");
		};
		const clientLog = recordingChannel(note);
		let launches = 0;
		this.client = new Supervisor({
			connect: languageClientConnect({
				clientInfo: { name: "heddle_vscode", title: "Heddle", version: "0.1.0" },
				clientLog,
				onServerLogLine: (line) => {
					this.serverLines.push(line);
					this.#changes.emit("change");
				},
				timings: { ...timings, ...options.connectTimings },
			}),
			launchSpec: async () => {
				if (specs instanceof LaunchError) {
					throw specs;
				}
				return specs[Math.min(launches++, specs.length - 1)] ?? specs[0];
			},
			log: clientLog,
			restartPolicy: { backOff: [10, 20, 30, 40], jitter: 0, maxCrashes: 5, window: 60_000 },
			liveness: { silence: 200, answer: 60_000 },
			...options,
		});
		this.client.onDidChangeState((state) => {
			this.states.push(state);
			this.#changes.emit("change");
		});
		this.client.onNotification((notification) => {
			this.notifications.push(notification);
			this.#changes.emit("change");
		});
	}

	get stateNames(): string[] {
		return this.states.map(({ state }) => state);
	}

	/** The texts of all `warning` notifications, by which the fixtures say what they saw. */
	get warnings(): string[] {
		return this.notifications.flatMap((n) => (n.method === "warning" ? [n.params.message] : []));
	}

	/** What the fixtures said they started, themselves first. */
	get pids(): number[] {
		return this.serverLines.flatMap((line) => (line.startsWith("pid ") ? [Number(line.slice(4))] : []));
	}

	get livingPids(): number[] {
		return this.pids.filter(isAlive);
	}

	get failure(): NamedError | undefined {
		return this.client.state.state === "failed" ? this.client.state.error : undefined;
	}

	/** Resolves as soon as `holds` is true after some event; the test's own time-out bounds it. */
	async until(holds: (server: this) => boolean): Promise<void> {
		while (!holds(this)) {
			await once(this.#changes, "change");
		}
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.client.dispose();
	}
}

/** How to launch `tests/fixtures/servers/<name>.mjs`. */
export function fixtureSpec(name: string): LaunchSpec {
	return {
		command: process.execPath,
		args: [fileURLToPath(new URL(`../fixtures/servers/${name}.mjs`, import.meta.url))],
		env: launchEnvironment(process.env, {}),
		cwd: import.meta.dirname,
	};
}

function recordingChannel(note: (line: string) => void): LogOutputChannel {
	return {
		name: "Heddle",
		logLevel: 3,
		onDidChangeLogLevel: () => ({ dispose: () => undefined }),
		trace: note,
		debug: note,
		info: note,
		warn: note,
		error: (error) => note(String(error)),
		append: note,
		appendLine: note,
		replace: note,
		clear: () => undefined,
		show: () => undefined,
		hide: () => undefined,
		dispose: () => undefined,
	};
}
