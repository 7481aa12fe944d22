import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { ThreadItem } from "#protocol/item.ts";
import type { ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import { RequestCleared } from "../../../server/agent/turnHost.ts";
import { createToolSession } from "../../../server/tools/session.ts";
import type { ToolOutput } from "../../../server/tools/tool.ts";
import { FakeTurnHost, type FakeTurnHostOptions } from "../../support/fakeTurnHost.ts";

interface Question {
	method: ServerRequestMethod;
	params: Record<string, unknown>;
}

type ApprovalMethod = "item/commandExecution/requestApproval" | "item/fileChange/requestApproval";
type Answer = ServerRequestResult<ApprovalMethod>["decision"] | Error;

/** A turn in a scratch workspace whose person answers by script, with a tool session to call. */
export class ToolHost extends FakeTurnHost {
	readonly questions: Question[] = [];
	readonly tools = createToolSession({
		threadId: `unit-${crypto.randomUUID()}`,
		review: () => Promise.reject(new Error("nobody reviews")),
	});
	readonly workspace: string;
	readonly home: string;
	/** Taken one a question; none left means that the turn ends before anybody answers. */
	answers: Answer[] = [];
	#calls = 0;

	constructor(settings: FakeTurnHostOptions["settings"] = {}, config: FakeTurnHostOptions["config"] = {}) {
		// Outside the temporary folder, which is writable in every sandbox.
		const cache = path.join(os.homedir(), ".cache");
		fs.mkdirSync(cache, { recursive: true });
		const root = fs.mkdtempSync(path.join(cache, "heddle-unit-"));
		const workspace = path.join(root, "workspace");
		const home = path.join(root, "home");
		fs.mkdirSync(workspace);
		super({ settings: { cwd: workspace, ...settings }, config: { home, ...config } });
		this.workspace = workspace;
		this.home = home;
	}

	override request<M extends ServerRequestMethod>(
		method: M,
		params: Omit<ServerRequestParams<M>, "threadId" | "turnId">,
	): Promise<ServerRequestResult<M>> {
		this.questions.push({ method, params });
		const answer = this.answers.shift();
		if (answer === undefined) return Promise.reject(new RequestCleared("the turn ended"));
		if (answer instanceof Error) return Promise.reject(answer);
		return Promise.resolve({ decision: answer } as ServerRequestResult<M>);
	}

	/** Runs one call as the agent would. */
	call(name: string, input: unknown, kind: "function" | "custom" = "function"): Promise<ToolOutput> {
		const text = typeof input === "string" ? input : JSON.stringify(input);
		return this.tools.call({ callId: `call-${++this.#calls}`, name, input: text, kind }, this);
	}

	/** A command without the person's profile, which may print things of its own. */
	exec(cmd: string, more: Record<string, unknown> = {}): Promise<ToolOutput> {
		return this.call("exec_command", { cmd, login: false, ...more });
	}

	patch(text: string): Promise<ToolOutput> {
		return this.call("apply_patch", text, "custom");
	}

	completed<T extends ThreadItem["type"]>(type: T): Extract<ThreadItem, { type: T }>[] {
		return this.recorded.flatMap((record) =>
			record.kind === "completed" && record.item.type === type ? [record.item as Extract<ThreadItem, { type: T }>] : [],
		);
	}

	notifications(method: string): Record<string, unknown>[] {
		return this.recorded.flatMap((record) =>
			record.kind === "notification" && record.method === method ? [record.params] : [],
		);
	}

	file(name: string): string {
		return path.join(this.workspace, name);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.tools.dispose();
		fs.rmSync(path.dirname(this.workspace), { recursive: true, force: true });
	}
}
