import type { RecordedSession } from "../recordedSession.ts";
import { answer, message, type Reply } from "../responsesEvents.ts";

/** One script for two servers: what the model answers, and what the client does. */
export interface Scenario {
	name: string;
	/** Made anew for each server. */
	model?: () => Reply[];
	/** Whether the client has the capability `experimentalApi`. */
	experimental?: boolean;
	run: (session: RecordedSession, workspace: string) => Promise<void>;
	/**
	 * Lines that only one of the two shows, each once; the places whose values differ; whether statuses do. The reasons are in
	 * docs/protocol.md.
	 */
	differs?: { ours?: string[]; reference?: string[]; values?: RegExp; statuses?: boolean };
}

export const text = (words: string) => [{ type: "text", text: words }];

export interface ThreadOptions {
	approvalPolicy?: string;
	sandbox?: string;
}

export async function startThread(session: RecordedSession, cwd: string, options: ThreadOptions = {}): Promise<string> {
	const announced = session.next("thread/started");
	const { thread } = await session.request("thread/start", {
		cwd,
		approvalPolicy: options.approvalPolicy ?? "never",
		sandbox: options.sandbox ?? "workspace-write",
	});
	await announced;
	if (typeof thread !== "object" || thread === null || !("id" in thread)) throw new Error("no thread");
	return String(thread.id);
}

export async function runTurn(session: RecordedSession, threadId: string, words = "go"): Promise<void> {
	const done = session.next("turn/completed");
	await session.request("turn/start", { threadId, input: text(words) });
	await done;
}

/** A scenario of requests alone, one after another. */
export const requests = (
	name: string,
	calls: (workspace: string) => [method: string, params?: unknown][],
): Scenario => ({
	name,
	run: async (session, workspace) => {
		for (const [method, params] of calls(workspace)) await session.request(method, params);
	},
});

/** A scenario in a thread that has had one turn for each answer. */
export const afterTurns = (
	name: string,
	answers: number,
	run: (session: RecordedSession, threadId: string, workspace: string) => Promise<void>,
	more: () => Reply[] = () => [],
): Scenario => ({
	name,
	model: () => [...Array.from({ length: answers }, (_, turn) => answer(message(`Answer ${turn + 1}`))), ...more()],
	run: async (session, workspace) => {
		const threadId = await startThread(session, workspace);
		for (let turn = 1; turn <= answers; turn++) await runTurn(session, threadId, `Question ${turn}`);
		await run(session, threadId, workspace);
	},
});
