import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ensureVscodeStack } from "../../../scripts/setup/vscodeStack.mjs";

export interface VscodeStack {
	folder: string;
	node: string;
	codeServer: string;
}

/** The VS Code server, set up at the first use. */
export const vscodeStack = (): Promise<VscodeStack> => ensureVscodeStack((line) => console.log(line));

export interface CodeServerOptions {
	/** A package to install; without one an extension is loaded from its folder by the page's address. */
	vsix?: string;
	/** Called with the folder that the package was installed in, before the editor starts. */
	onInstalled?: (extension: string) => void;
	/** For the server and so for the extension host. */
	env?: Record<string, string>;
	settings?: Record<string, unknown>;
	/** Whether folders are trusted without asking. */
	trusted?: boolean;
	/** A home of its own unless given. */
	home?: string;
}

const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 5_000;
const POLL_MS = 50;

const execute = promisify(execFile);

/** Nobody's variables but our own reach the editor, and it asks no gallery for anything. */
function environment(home: string, extra: Record<string, string>): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(
		([name]) => !/^(VSCODE_|npm_|NODE_|VITEST|PASSWORD$|PORT$)/.test(name),
	);
	const temporary = path.join(home, "t");
	fs.mkdirSync(temporary, { recursive: true });
	return {
		...Object.fromEntries(inherited),
		HOME: home,
		XDG_CONFIG_HOME: path.join(home, ".config"),
		XDG_DATA_HOME: path.join(home, ".local/share"),
		XDG_CACHE_HOME: path.join(home, ".cache"),
		XDG_RUNTIME_DIR: temporary,
		TMPDIR: temporary,
		EXTENSIONS_GALLERY: "{}",
		...extra,
	};
}

async function freePort(): Promise<number> {
	const server = net.createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	server.close();
	if (typeof address !== "object" || address === null) throw new Error("no port");
	return address.port;
}

/** A VS Code server on loopback, with folders of its own. */
export class CodeServer {
	readonly home: string;
	readonly origin: string;
	readonly #child: ChildProcess;

	private constructor(home: string, origin: string, child: ChildProcess) {
		this.home = home;
		this.origin = origin;
		this.#child = child;
	}

	static async start(options: CodeServerOptions = {}): Promise<CodeServer> {
		const stack = await vscodeStack();
		const home = options.home ?? fs.mkdtempSync(path.join(os.tmpdir(), "heddle-vscode-"));
		const env = environment(home, options.env ?? {});
		const folders = ["--user-data-dir", path.join(home, "data"), "--extensions-dir", path.join(home, "extensions")];
		const common = [stack.codeServer, "--config", path.join(home, "config.yaml"), ...folders];
		if (options.vsix) {
			await execute(stack.node, [...common, "--install-extension", options.vsix, "--force"], { env });
			options.onInstalled?.(installedExtension(path.join(home, "extensions")));
		}
		writeSettings(home, options.settings ?? {});
		const port = await freePort();
		const flags = [
			"--auth",
			"none",
			"--bind-addr",
			`127.0.0.1:${port}`,
			"--disable-telemetry",
			"--disable-update-check",
		];
		flags.push("--disable-getting-started-override", "--ignore-last-opened");
		if (options.trusted !== false) flags.push("--disable-workspace-trust");
		// A built product takes an extension from a folder only in its test mode, which has no toasts.
		if (!options.vsix) flags.push("--vscode-option", "enable-smoke-test-driver");
		const log = fs.openSync(path.join(home, "server.log"), "a");
		const child = spawn(stack.node, [...common, ...flags], { env, stdio: ["ignore", log, log], detached: true });
		fs.closeSync(log);
		const server = new CodeServer(home, `http://127.0.0.1:${port}`, child);
		try {
			await server.#answers();
		} catch (error) {
			await server.stop();
			throw error;
		}
		return server;
	}

	async #answers(): Promise<void> {
		const deadline = Date.now() + START_LIMIT_MS;
		for (;;) {
			const ok = await fetch(`${this.origin}/healthz`).then(
				(response) => response.ok,
				() => false,
			);
			if (ok) return;
			if (this.#child.exitCode !== null || Date.now() > deadline) {
				throw new Error(`The VS Code server did not start; see ${path.join(this.home, "server.log")}`);
			}
			await new Promise((resolve) => setTimeout(resolve, POLL_MS));
		}
	}

	/** The address of the workbench on a folder. */
	url(folder: string, payload?: readonly (readonly [string, string])[]): string {
		const url = new URL(this.origin);
		url.searchParams.set("folder", folder);
		if (payload) url.searchParams.set("payload", JSON.stringify(payload));
		return url.href;
	}

	/** How the workbench names a file of this machine. */
	remoteUri(file: string): string {
		return `vscode-remote://${new URL(this.origin).host}${file}`;
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	/** Ends the server and everything in its process group. */
	async stop(): Promise<void> {
		const { pid } = this.#child;
		if (pid === undefined) return;
		if (this.#child.exitCode === null && this.#child.signalCode === null) {
			const gone = once(this.#child, "exit");
			signalGroup(pid, "SIGTERM");
			const timer = setTimeout(() => signalGroup(pid, "SIGKILL"), STOP_LIMIT_MS);
			await gone;
			clearTimeout(timer);
		}
		signalGroup(pid, "SIGKILL");
	}
}

/** The folder of the one extension there is. */
function installedExtension(extensions: string): string {
	const folders = fs.readdirSync(extensions, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	const [name, ...others] = folders.map((entry) => entry.name);
	if (name === undefined || others.length > 0) throw new Error(`not one extension in ${extensions}`);
	return path.join(extensions, name);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// The group is gone already.
	}
}

function writeSettings(home: string, settings: Record<string, unknown>): void {
	const folder = path.join(home, "data/User");
	fs.mkdirSync(folder, { recursive: true });
	const quiet = {
		"workbench.startupEditor": "none",
		"telemetry.telemetryLevel": "off",
		"extensions.autoUpdate": false,
		"extensions.autoCheckUpdates": false,
		"extensions.ignoreRecommendations": true,
		"chat.disableAIFeatures": true,
		"workbench.secondarySideBar.defaultVisibility": "hidden",
	};
	fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ ...quiet, ...settings }));
}
