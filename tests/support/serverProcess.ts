import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { EmittedMessages } from "./emittedMessages.ts";

export type Json = Record<string, unknown>;

export interface Message {
	id?: number | string;
	method?: string;
	params?: Json;
	result?: Json;
	error?: { code: number; message: string; data?: unknown };
}

const root = path.resolve(import.meta.dirname, "../..");
/** The built server, unless HEDDLE_SERVER is a command line to use in its place. */
const [program = "", ...programArgs] = (process.env.HEDDLE_SERVER ?? path.join(root, "server/bin/heddle")).split(" ");

/**
 * The built server over a pipe, in a home of its own. Every message it writes is checked against our schemas and against the
 * reference's; `close` and `kill` fail the test when one does not fit.
 */
export class ServerProcess {
	readonly home: string;
	readonly workspace: string;
	readonly messages: Message[] = [];
	/** Lines of stderr. */
	readonly log: string[] = [];
	readonly child: ChildProcess;
	/** Resolves when it has ended and everything that it wrote is here. */
	readonly #over: Promise<unknown>;
	readonly #emitted: EmittedMessages;
	readonly #watchers = new Set<() => void>();
	#nextId = 0;

	private constructor(home: string, workspace: string, env: NodeJS.ProcessEnv, emitted: EmittedMessages) {
		this.home = home;
		this.workspace = workspace;
		this.#emitted = emitted;
		this.child = spawn(program, [...programArgs, "app-server"], {
			cwd: workspace,
			// A home without anybody's shell start-up files: what they do is not under test.
			env: { ...process.env, HEDDLE_HOME: home, HOME: workspace, ...env },
		});
		this.#over = once(this.child, "close");
		if (!this.child.stdout || !this.child.stderr) throw new Error("no pipes");
		createInterface({ input: this.child.stdout }).on("line", (line) => this.#receive(JSON.parse(line)));
		createInterface({ input: this.child.stderr }).on("line", (line) => {
			this.log.push(line);
			this.#wake();
		});
	}

	/** Starts without the handshake. `home` and `workspace` are scratch folders unless given. */
	static async spawn(
		options: { config?: string; home?: string; workspace?: string; env?: NodeJS.ProcessEnv } = {},
	): Promise<ServerProcess> {
		const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-server-"));
		const home = options.home ?? path.join(scratch, "home");
		const workspace = options.workspace ?? path.join(scratch, "workspace");
		for (const folder of [home, workspace]) fs.mkdirSync(folder, { recursive: true });
		if (options.config !== undefined) fs.writeFileSync(path.join(home, "config.toml"), options.config);
		return new ServerProcess(home, workspace, options.env ?? {}, await EmittedMessages.create());
	}

	/** Starts and greets. */
	static async start({
		experimentalApi = false,
		...options
	}: Parameters<typeof ServerProcess.spawn>[0] & { experimentalApi?: boolean } = {}): Promise<ServerProcess> {
		const server = await ServerProcess.spawn(options);
		const capabilities = { experimentalApi };
		await server.request("initialize", { clientInfo: { name: "test", version: "1" }, capabilities });
		server.write({ method: "initialized" });
		return server;
	}

	write(message: unknown): void {
		this.raw(`${JSON.stringify(message)}\n`);
	}

	raw(text: string): void {
		this.#emitted.heard(text);
		this.child.stdin?.write(text);
	}

	/** What `send` writes leaves in one piece: the server reads all of it before it has done any of it. */
	together<T>(send: () => T): T {
		this.child.stdin?.cork();
		try {
			return send();
		} finally {
			this.child.stdin?.uncork();
		}
	}

	/** Sends a request and resolves with the whole response. */
	ask(method: string, params?: unknown, id: number | string = this.#nextId++): Promise<Message> {
		this.write({ id, method, ...(params === undefined ? {} : { params }) });
		return this.next((message) => message.method === undefined && message.id === id);
	}

	/** As `ask`, for what has to succeed. */
	async request(method: string, params?: unknown): Promise<Json> {
		const { result, error } = await this.ask(method, params);
		if (!result) throw new Error(`${method}: ${error?.code} ${error?.message}`);
		return result;
	}

	/** The first message, from `since` on, for which `fits` holds; waits for it. */
	async next(fits: (message: Message) => boolean, since = 0): Promise<Message> {
		for (;;) {
			const found = this.messages.slice(since).find(fits);
			if (found) return found;
			await this.#something();
		}
	}

	/** Resolves when a line of stderr has these words: stderr and stdout arrive in no order. */
	async logged(words: string): Promise<void> {
		while (!this.log.some((line) => line.includes(words))) await this.#something();
	}

	notification(method: string, since = 0): Promise<Message> {
		return this.next((message) => message.method === method, since);
	}

	async startThread(options: Json = {}): Promise<string> {
		const { thread } = await this.request("thread/start", {
			cwd: this.workspace,
			approvalPolicy: "never",
			sandbox: "workspace-write",
			...options,
		});
		return String(Object(thread).id);
	}

	/** Starts a turn and resolves with its `turn/completed`. */
	async turn(threadId: string, words = "go"): Promise<Json> {
		const since = this.messages.length;
		await this.request("turn/start", { threadId, input: [{ type: "text", text: words }] });
		const { params } = await this.notification("turn/completed", since);
		return Object(params?.turn);
	}

	/** Closes stdin, waits for the end, and fails when a message did not fit its schema. */
	async close(): Promise<void> {
		this.child.stdin?.end();
		await this.#over;
		this.#checkEmitted();
	}

	/** As `close`, with a SIGKILL. */
	async kill(): Promise<void> {
		this.child.kill("SIGKILL");
		await this.#over;
		this.#checkEmitted();
	}

	#checkEmitted(): void {
		if (this.#emitted.violations.length > 0)
			throw new Error(`Messages that do not fit:\n${this.#emitted.violations.join("\n")}`);
	}

	#receive(message: Message): void {
		this.messages.push(message);
		this.#emitted.check(message);
		this.#wake();
	}

	#wake(): void {
		for (const watcher of [...this.#watchers]) watcher();
	}

	/** Resolves when a message or a line of stderr has come. */
	#something(): Promise<void> {
		return new Promise((resolve) => {
			const watcher = () => {
				this.#watchers.delete(watcher);
				resolve();
			};
			this.#watchers.add(watcher);
		});
	}
}
