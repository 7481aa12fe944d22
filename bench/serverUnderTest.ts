import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** How to launch one of the two servers. */
export interface ServerKind {
	name: "heddle" | "reference";
	executable: string;
	/** Name of the environment variable that points to its home folder. */
	homeVariable: string;
}

interface Message {
	id?: number | string;
	method?: string;
	params?: { turn?: { id: string; status: string }; thread?: { id: string } };
	result?: { thread?: { id: string }; turn?: { id: string } };
	error?: { message: string };
}

const NEWLINE = 10;

/** A server process driven over JSONL, with what the operating system says about its cost. */
export class ServerUnderTest {
	readonly #child: ChildProcess;
	readonly #waiting = new Map<number, (message: Message) => void>();
	readonly #listeners = new Set<(message: Message) => void>();
	#nextId = 0;
	#partial: Buffer[] = [];

	constructor(kind: ServerKind, home: string, workspace: string) {
		this.#child = spawn(kind.executable, ["app-server"], {
			cwd: workspace,
			env: { ...process.env, [kind.homeVariable]: home, HOME: home, BENCH_KEY: "bench" },
			stdio: ["pipe", "pipe", "ignore"],
		});
		this.#child.stdout?.on("data", (chunk: Buffer) => this.#read(chunk));
	}

	#read(chunk: Buffer): void {
		let start = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
			const line = Buffer.concat([...this.#partial, chunk.subarray(start, end)]);
			this.#partial = [];
			start = end + 1;
			// A delta only has to be counted by nobody: parsing 50,000 of them would measure this client.
			if (line.includes('/delta"') || line.includes('outputDelta"')) continue;
			this.#dispatch(JSON.parse(line.toString()) as Message);
		}
		if (start < chunk.length) this.#partial.push(chunk.subarray(start));
	}

	#dispatch(message: Message): void {
		if (typeof message.id === "number" && !message.method) {
			this.#waiting.get(message.id)?.(message);
			this.#waiting.delete(message.id);
			return;
		}
		for (const listener of [...this.#listeners]) listener(message);
	}

	request(method: string, params: unknown): Promise<NonNullable<Message["result"]>> {
		const id = this.#nextId++;
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, (message) => {
				if (message.result) resolve(message.result);
				else reject(new Error(`${method}: ${message.error?.message ?? "no result"}`));
			});
			this.#child.stdin?.write(`${JSON.stringify({ id, method, params })}\n`);
		});
	}

	initialize(): Promise<unknown> {
		return this.request("initialize", { clientInfo: { name: "bench", version: "1" } });
	}

	async startThread(workspace: string): Promise<string> {
		const { thread } = await this.request("thread/start", {
			cwd: workspace,
			approvalPolicy: "never",
			sandbox: "workspace-write",
		});
		if (!thread) throw new Error("thread/start answered without a thread");
		return thread.id;
	}

	/** Runs one turn to its `turn/completed`; rejects when it did not complete. */
	async turn(threadId: string): Promise<void> {
		const done = new Promise<void>((resolve, reject) => {
			const listener = (message: Message) => {
				if (message.method !== "turn/completed") return;
				this.#listeners.delete(listener);
				const status = message.params?.turn?.status;
				if (status === "completed") resolve();
				else reject(new Error(`the turn ended as ${status}: ${JSON.stringify(message.params)}`));
			};
			this.#listeners.add(listener);
		});
		await this.request("turn/start", { threadId, input: [{ type: "text", text: "go" }] });
		await done;
	}

	get pid(): number {
		if (this.#child.pid === undefined) throw new Error("the server did not start");
		return this.#child.pid;
	}

	/** Processor time of the server and of the children it has waited for, in milliseconds. */
	cpuMs(): number {
		let ticks = 0;
		for (const pid of processTree(this.pid)) {
			const stat = readProc(pid, "stat");
			const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
			ticks += Number(fields[11]) + Number(fields[12]);
		}
		return ticks * 10;
	}

	/** Resident memory of the server and its helpers, in MiB. */
	residentMiB(): number {
		return sumStatus([this.pid, ...descendants(this.pid)], "VmRSS");
	}

	/** The highest resident memory of the server process itself so far, in MiB. */
	peakMiB(): number {
		return sumStatus([this.pid], "VmHWM");
	}

	async stop(): Promise<void> {
		if (this.#child.exitCode !== null) return;
		const gone = new Promise((resolve) => this.#child.once("exit", resolve));
		this.#child.stdin?.end();
		const timer = setTimeout(() => this.#child.kill("SIGKILL"), 5000);
		await gone;
		clearTimeout(timer);
	}
}

function readProc(pid: number, file: string): string {
	try {
		return fs.readFileSync(path.join("/proc", String(pid), file), "utf8");
	} catch {
		return "";
	}
}

function descendants(pid: number): number[] {
	const children = readProc(pid, `task/${pid}/children`).trim().split(" ").filter(Boolean).map(Number);
	return children.flatMap((child) => [child, ...descendants(child)]);
}

const processTree = (pid: number) => [pid, ...descendants(pid)].filter((each) => readProc(each, "stat") !== "");

function sumStatus(pids: number[], field: string): number {
	let kib = 0;
	for (const pid of pids)
		kib += Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(readProc(pid, "status"))?.[1] ?? 0);
	return kib / 1024;
}
