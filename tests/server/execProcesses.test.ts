import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { processesWith } from "../support/processList.ts";
import { type DrivenServer, RecordedSession } from "../support/recordedSession.ts";
import { lastItem, ResponsesEndpoint } from "../support/responsesEndpoint.ts";
import { answer, customToolCall, functionCall, message, type StreamEvent } from "../support/responsesEvents.ts";

const [program = "", ...programArgs] = (process.env.HEDDLE_SERVER ?? path.resolve("server/bin/heddle")).split(" ");
// The server runs in the workspace: a script named relative to the checkout has to be resolved here.
const args = programArgs.map((arg) => (fs.existsSync(arg) ? path.resolve(arg) : arg));
const heddle: DrivenServer = { executable: program, args, homeVariable: "HEDDLE_HOME" };

/** A thread on the server under test, in a scratch workspace outside the temporary folders. */
class Scene {
	readonly root: string;
	readonly workspace: string;
	readonly endpoint: ResponsesEndpoint;
	readonly session: RecordedSession;
	/** Set when a test ended the server itself: there is nothing left to close. */
	isKilled = false;
	#threadId: unknown;

	private constructor(root: string, endpoint: ResponsesEndpoint, session: RecordedSession) {
		this.root = root;
		this.workspace = path.join(root, "workspace");
		this.endpoint = endpoint;
		this.session = session;
	}

	static async start(settings: { approvalPolicy: string; sandbox: string }, ...calls: StreamEvent[][]): Promise<Scene> {
		const endpoint = await ResponsesEndpoint.start(...calls.map((call) => answer(call)), answer(message("Done.")));
		fs.mkdirSync(path.join(os.homedir(), ".cache"), { recursive: true });
		const root = fs.mkdtempSync(path.join(os.homedir(), ".cache", "heddle-server-"));
		const [home, workspace] = [path.join(root, "home"), path.join(root, "workspace")];
		for (const folder of [home, workspace]) fs.mkdirSync(folder);
		fs.writeFileSync(path.join(home, "config.toml"), endpoint.configToml());
		const scene = new Scene(root, endpoint, await RecordedSession.start(heddle, home, workspace));
		await scene.session.request("initialize", {
			clientInfo: { name: "test", title: null, version: "1" },
			capabilities: { experimentalApi: true },
		});
		scene.session.notify("initialized");
		const { thread } = await scene.session.request("thread/start", { cwd: scene.workspace, ...settings });
		scene.#threadId = typeof thread === "object" && thread !== null && "id" in thread ? thread.id : undefined;
		return scene;
	}

	async turn(): Promise<void> {
		const completed = this.session.next("turn/completed");
		await this.begin();
		await completed;
	}

	begin(): Promise<unknown> {
		return this.session.request("turn/start", { threadId: this.#threadId, input: [{ type: "text", text: "go" }] });
	}

	/** Tells that this client shows a question of its own, or shows it no more: meanwhile no command's time runs out. */
	elicit(change: "increment" | "decrement"): Promise<unknown> {
		return this.session.request(`thread/${change}_elicitation`, { threadId: this.#threadId });
	}

	answerCommands(decision: unknown): void {
		this.session.onRequest.set("item/commandExecution/requestApproval", () => ({ decision }));
	}

	/** What the model was told after its `index`th call, from 1. */
	told(index: number): string {
		return String(lastItem(this.endpoint.requests[index]?.body ?? {}).output);
	}

	has(name: string): boolean {
		return fs.existsSync(path.join(this.workspace, name));
	}

	async [Symbol.asyncDispose](): Promise<void> {
		if (!this.isKilled) await this.session.close();
		expect(this.session.violations).toEqual([]);
		await this.endpoint.abandon();
		fs.rmSync(this.root, { recursive: true, force: true });
	}
}

const exec = (cmd: string, more: Record<string, unknown> = {}) =>
	functionCall("exec_command", { cmd, login: false, ...more });
const untrusted = { approvalPolicy: "untrusted", sandbox: "workspace-write" };
const onRequest = { approvalPolicy: "on-request", sandbox: "workspace-write" };
const itemState = /^item\/(started|completed) commandExecution (\w+)$/;

describe("a command that is asked for", () => {
	test.each([
		["accept", true, "completed"],
		["acceptForSession", true, "completed"],
		[{ acceptWithExecpolicyAmendment: { execpolicy_amendment: ["touch", "made"] } }, true, "completed"],
		["decline", false, "declined"],
	])("%j", async (decision, runs, status) => {
		await using scene = await Scene.start(untrusted, exec("touch made"));
		scene.answerCommands(decision);
		await scene.turn();
		expect(scene.has("made")).toBe(runs);
		expect(scene.session.lines.flatMap((line) => itemState.exec(line)?.[2] ?? [])).toEqual(["inProgress", status]);
		expect(scene.told(1)).toContain(runs ? "exited with code 0" : "rejected by the user");
		expect(fs.existsSync(path.join(scene.root, "home/rules/default.rules"))).toBe(typeof decision === "object");
	});

	test("cancel ends the turn, and nothing runs", async () => {
		await using scene = await Scene.start(untrusted, exec("touch made"));
		scene.answerCommands("cancel");
		await scene.turn();
		expect(scene.has("made")).toBe(false);
		expect(scene.session.lines.at(-1)).toMatch(/^turn\/completed interrupted/);
		// The next turn's model learns that.
		await scene.turn();
		const outputs = (scene.endpoint.requests[1]?.body.input as { output?: string }[]).flatMap(
			({ output }) => output ?? [],
		);
		expect(outputs).toEqual([expect.stringContaining("Not run")]);
	});
});

test("a patch in a read-only sandbox is asked for with its diff, then written", async () => {
	const patch = "*** Begin Patch\n*** Add File: new.txt\n+text\n*** End Patch\n";
	await using scene = await Scene.start({ ...onRequest, sandbox: "read-only" }, customToolCall("apply_patch", patch));
	scene.session.onRequest.set("item/fileChange/requestApproval", () => {
		expect(scene.has("new.txt")).toBe(false);
		return { decision: "accept" };
	});
	await scene.turn();
	expect(fs.readFileSync(path.join(scene.workspace, "new.txt"), "utf8")).toBe("text\n");
	expect(scene.session.lines).toContain("turn/diff/updated");
});

test("a long command outlives its turn, and its item ends when it does", async () => {
	await using scene = await Scene.start(
		onRequest,
		exec("echo hi; until [ -e go ]; do sleep 0.05; done", { yield_time_ms: 250 }),
	);
	const ended = scene.session.next("item/completed", ({ item }) => JSON.stringify(item).includes("commandExecution"));
	// The time after which the turn goes on begins when the command has printed.
	const printed = scene.session.next("item/commandExecution/outputDelta");
	await scene.elicit("increment");
	const turn = scene.turn();
	await printed;
	await scene.elicit("decrement");
	await turn;
	expect(scene.told(1)).toMatch(/Process running with session ID \d+\n.*hi\n$/s);
	fs.writeFileSync(path.join(scene.workspace, "go"), "");
	expect(await ended).toMatchObject({ item: { status: "completed", exitCode: 0, aggregatedOutput: "hi\n" } });
});

describe.skipIf(process.platform !== "linux")("a server that is killed", () => {
	test("leaves none of its commands alive, confined or not", async () => {
		const seconds = `600.${Math.random().toString().slice(2)}`;
		await using scene = await Scene.start(
			onRequest,
			exec(`echo $PPID > server; setsid sleep ${seconds} & sleep ${seconds} & wait`, {
				sandbox_permissions: "require_escalated",
				yield_time_ms: 400,
			}),
			exec(`setsid sleep ${seconds} & sleep ${seconds}`, { yield_time_ms: 400 }),
		);
		scene.answerCommands("accept");
		await scene.turn();
		const sleeps = () => processesWith(seconds).filter(({ commandLine }) => commandLine.startsWith("sleep"));
		await expect.poll(() => sleeps().length).toBe(4);
		process.kill(Number(fs.readFileSync(path.join(scene.workspace, "server"), "utf8")), "SIGKILL");
		scene.isKilled = true;
		await expect.poll(sleeps).toEqual([]);
	});
});
