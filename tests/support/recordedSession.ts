import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { EmittedMessages } from "./emittedMessages.ts";

type Json = Record<string, unknown>;

interface Message {
	id?: number;
	method?: string;
	params?: Json;
	result?: Json;
	error?: { code: number; message: string };
}

/** A server to drive: its executable and the variable that names its home folder. */
export interface DrivenServer {
	executable: string;
	args: string[];
	homeVariable: string;
}

/** Something a client saw. */
export interface Entry {
	/** A short line: a notification's method with the state of its item, turn or thread; a server request; an answer. */
	line: string;
	/** The whole of it; null for deltas, which two servers cut differently. */
	value: unknown;
}

/**
 * A session with a server over JSONL that keeps what a client sees, so that two servers can be compared. A run of deltas of one
 * kind is one entry.
 */
export class RecordedSession {
	readonly entries: Entry[] = [];
	readonly #emitted: EmittedMessages;
	readonly #child: ChildProcess;
	readonly #asked = new Map<number, string>();
	readonly #answers = new Map<number, (message: Message) => void>();
	readonly #watchers = new Set<(message: Message) => void>();
	/** What the session does with a server request, by method; the answer is the `result`. */
	readonly onRequest = new Map<string, (params: Json) => Json | Promise<Json>>();
	#nextId = 0;

	private constructor(server: DrivenServer, home: string, workspace: string, emitted: EmittedMessages) {
		this.#emitted = emitted;
		fs.mkdirSync(home, { recursive: true });
		this.#child = spawn(server.executable, [...server.args, "app-server"], {
			cwd: workspace,
			// A home without anybody's shell start-up files: what they do is not under test.
			env: { ...process.env, [server.homeVariable]: home, HOME: home },
			stdio: ["pipe", "pipe", "ignore"],
		});
		if (!this.#child.stdout) throw new Error("no stdout");
		createInterface({ input: this.#child.stdout }).on("line", (line) => this.#receive(JSON.parse(line)));
	}

	static async start(server: DrivenServer, home: string, workspace: string): Promise<RecordedSession> {
		return new RecordedSession(server, home, workspace, await EmittedMessages.create());
	}

	get lines(): string[] {
		return this.entries.map(({ line }) => line);
	}

	/** What did not fit its schema. */
	get violations(): readonly string[] {
		return this.#emitted.violations;
	}

	#receive(message: Message): void {
		this.#emitted.check(message);
		if (message.method === undefined) {
			const method = this.#asked.get(message.id ?? -1);
			if (method !== undefined) this.#note(answerLine(method, message), message.error ?? message.result);
			if (message.id !== undefined) this.#answers.get(message.id)?.(message);
		} else {
			this.#note(describe(message.method, message.params ?? {}), message.params);
			if (message.id !== undefined) void this.#reply(message.id, message.method, message.params ?? {});
		}
		for (const watcher of [...this.#watchers]) watcher(message);
	}

	#note(line: string, value: unknown): void {
		const isDelta = line.endsWith("elta");
		if (isDelta && this.entries.at(-1)?.line === line) return;
		this.entries.push({ line, value: isDelta ? null : value });
	}

	async #reply(id: number, method: string, params: Json): Promise<void> {
		const answer = this.onRequest.get(method);
		const reply = answer ? { id, result: await answer(params) } : { id, error: { code: -32000, message: "refused" } };
		this.#child.stdin?.write(`${JSON.stringify(reply)}\n`);
	}

	/** Sends a request and records its answer: the shape of the result, or the error's code and text. */
	async request(method: string, params?: unknown): Promise<Json> {
		const id = this.#nextId++;
		this.#asked.set(id, method);
		this.#emitted.asked(id, method);
		const answered = new Promise<Message>((resolve) => this.#answers.set(id, resolve));
		this.#child.stdin?.write(`${JSON.stringify({ id, method, ...(params !== undefined && { params }) })}\n`);
		return (await answered).result ?? {};
	}

	/** Records something else that the two servers have to share. */
	observe(line: string, value: unknown): void {
		this.#note(line, value);
	}

	notify(method: string): void {
		this.#child.stdin?.write(`${JSON.stringify({ method })}\n`);
	}

	/** The parameters of the next notification or request of that method for which `when` holds. */
	next(method: string, when: (params: Json) => boolean = () => true): Promise<Json> {
		return new Promise((resolve) => {
			const watcher = (message: Message) => {
				if (message.method !== method || !when(message.params ?? {})) return;
				this.#watchers.delete(watcher);
				resolve(message.params ?? {});
			};
			this.#watchers.add(watcher);
		});
	}

	/** Ends the session by closing stdin and waits for the server to leave. */
	async close(): Promise<void> {
		if (this.#child.exitCode !== null) return;
		const gone = once(this.#child, "exit");
		this.#child.stdin?.end();
		await gone;
	}
}

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? { ...value } : {});

function answerLine(method: string, { error, result }: Message): string {
	if (error) return `${method} ✗ ${error.code} ${mask(error.message)}`;
	return `${method} ✓ ${Object.keys(result ?? {})
		.sort()
		.join(" ")}`;
}

/** Ids and paths out of an error text. */
function mask(text: string): string {
	return text
		.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "<id>")
		.replaceAll(/(\/[\w.@-]+)+/g, (path_) => (path.isAbsolute(path_) ? "<path>" : path_))
		.replace(/^(Invalid request: ).*$/s, "$1…");
}

function describe(method: string, params: Json): string {
	const item = object(params.item);
	if (typeof item.type === "string") return [method, item.type, item.status, item.phase].filter(Boolean).join(" ");
	if (method === "thread/status/changed") {
		const status = object(params.status);
		const flags = Array.isArray(status.activeFlags) ? status.activeFlags.map(String) : [];
		return [method, status.type, ...flags].join(" ");
	}
	if (method === "turn/completed" || method === "turn/started") {
		const turn = object(params.turn);
		const items = Array.isArray(turn.items) ? turn.items.length : 0;
		return `${method} ${turn.status} items:${items} error:${turn.error !== null}`;
	}
	if (method === "error") return `error willRetry:${params.willRetry}`;
	return method;
}
