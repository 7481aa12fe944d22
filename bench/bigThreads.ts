import type { RolloutPayload } from "../server/storage/rolloutLine.ts";
import type { ThreadStore } from "../server/storage/threadStore.ts";

export const idOf = (n: number) => `01a1fd85-0000-7000-8000-${String(n).padStart(12, "0")}`;

/** Writes a thread as a server would, `turns` long. */
export function writeThread(store: ThreadStore, n: number, turns: number, outputChars: number): string {
	const id = idOf(n);
	const created = new Date(Date.UTC(2026, 0, 1) + n * 60_000);
	const file = store.pathFor(id, created);
	const log = store.open(id, file);
	log.append({
		type: "session_meta",
		payload: {
			id,
			session_id: id,
			timestamp: created.toISOString(),
			cwd: "/work",
			originator: "bench",
			cli_version: "1",
			source: "vscode",
			model_provider: "bench",
			model: "bench",
			base_instructions: null,
			developer_instructions: null,
			git: null,
		},
	});
	for (let turn = 0; turn < turns; turn++) log.append(...turnLines(`${id}-${turn}`, n, turn, outputChars));
	log.close();
	return file;
}

/** A turn with a question, a command with output, and an answer. */
export function turnLines(turnId: string, thread: number, turn: number, outputChars: number): RolloutPayload[] {
	const event = (payload: Extract<RolloutPayload, { type: "event_msg" }>["payload"]): RolloutPayload => ({
		type: "event_msg",
		payload,
	});
	const text = `Question ${turn} of thread ${thread}: where does the loom keep its shuttle, and why?`;
	const input = [{ type: "text" as const, text, text_elements: [] }];
	const reply = `It is on shelf ${(thread * 31 + turn * 17) % 1009}, because the weaver ${turn} put it there.`;
	const output = "a line of output that says little\n".repeat(Math.ceil(outputChars / 34)).slice(0, outputChars);
	return [
		{
			type: "turn_context",
			payload: {
				turn_id: turnId,
				cwd: "/work",
				model: "bench",
				model_provider: "bench",
				effort: null,
				summary: null,
				approval_policy: "never",
				sandbox_policy: { type: "dangerFullAccess" },
				service_tier: null,
			},
		},
		event({ type: "task_started", turn_id: turnId, started_at: 1_767_225_600 + thread }),
		event({ type: "input_accepted", turn_id: turnId, item_id: `${turnId}-q`, client_id: null, input }),
		event({
			type: "item_completed",
			turn_id: turnId,
			item: { type: "userMessage", id: `${turnId}-q`, clientId: null, content: input },
		}),
		{
			type: "response_item",
			payload: { type: "message", role: "user", content: [{ type: "input_text", text }] },
			accepted: `${turnId}-q`,
		},
		event({
			type: "item_completed",
			turn_id: turnId,
			item: {
				type: "commandExecution",
				id: `${turnId}-c`,
				command: `ls shelf-${turn}`,
				cwd: "/work",
				status: "completed",
				commandActions: [],
				source: "agent",
				processId: null,
				aggregatedOutput: output,
				exitCode: 0,
				durationMs: 5,
				pluginId: null,
				scriptPath: null,
			},
		}),
		{ type: "response_item", payload: { type: "function_call_output", call_id: `call-${turn}`, output } },
		event({
			type: "item_completed",
			turn_id: turnId,
			item: {
				type: "agentMessage",
				id: `${turnId}-a`,
				text: reply,
				phase: null,
				memoryCitation: null,
				delivery: null,
				questions: null,
				moderation: null,
			},
		}),
		{
			type: "response_item",
			payload: { type: "message", role: "assistant", content: [{ type: "output_text", text: reply }] },
		},
		event({
			type: "task_complete",
			turn_id: turnId,
			status: "completed",
			error: null,
			completed_at: 1_767_225_601 + thread,
			duration_ms: 1000,
		}),
	];
}

/** Turns after which a long thread is compacted. */
const COMPACTED_EVERY = 50;

/** Writes a thread of at least `bytes`, with compactions, as a server would over months. */
export function writeHugeThread(store: ThreadStore, n: number, bytes: number): void {
	const file = writeThread(store, n, 1, 100);
	const log = store.open(idOf(n), file);
	for (let turn = 1; log.endPosition < bytes; turn++) {
		log.append(...turnLines(`${idOf(n)}-${turn}`, n, turn, 20_000));
		if (turn % COMPACTED_EVERY !== 0) continue;
		log.append({ type: "compacted", payload: { message: "What was done so far. ".repeat(100), kept: [] } });
	}
	log.close();
}
