import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { ThreadItem } from "../../../server/protocol/item.ts";
import type { RolloutFile } from "../../../server/storage/rolloutFile.ts";
import type { RolloutPayload, SessionMeta } from "../../../server/storage/rolloutLine.ts";
import { ThreadStore } from "../../../server/storage/threadStore.ts";

/** A home in a scratch folder, a new one for every test. */
export class ScratchHome {
	path = "";
	readonly warnings: string[] = [];
	readonly #stores: ThreadStore[] = [];

	constructor() {
		beforeEach(() => {
			this.path = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-home-"));
		});
		afterEach(async () => {
			for (const store of this.#stores.splice(0)) await store.close();
			this.warnings.length = 0;
			fs.rmSync(this.path, { recursive: true });
		});
	}

	/** A store, as a server's process opens one. */
	open(): ThreadStore {
		const store = new ThreadStore(this.path, (message) => this.warnings.push(message));
		this.#stores.push(store);
		return store;
	}

	/** A new thread with its first line. */
	thread(store: ThreadStore, id: string, meta: Partial<SessionMeta> = {}): RolloutFile {
		const log = store.open(id, store.pathFor(id, new Date(metaOf(id).timestamp)));
		log.append({ type: "session_meta", payload: { ...metaOf(id), ...meta } });
		return log;
	}
}

/** The id of thread number `n`. */
export const idOf = (n: number) => `01a1fd85-0000-7000-8000-${String(n).padStart(12, "0")}`;

export const metaOf = (id: string): SessionMeta => ({
	id,
	session_id: id,
	timestamp: "2026-01-02T03:04:05.678Z",
	cwd: "/w",
	originator: "test",
	cli_version: "1",
	source: "vscode",
	model_provider: "p",
	model: "m",
	base_instructions: null,
	developer_instructions: null,
	git: null,
});

export const event = (payload: Extract<RolloutPayload, { type: "event_msg" }>["payload"]): RolloutPayload => ({
	type: "event_msg",
	payload,
});

export const says = (role: "user" | "assistant", text: string) => ({
	type: "message" as const,
	role,
	content: [{ type: role === "user" ? ("input_text" as const) : ("output_text" as const), text }],
});

/** The beginning of a turn, with the question that began it as an item and in the model's history. */
export function question(turn: string, text: string): RolloutPayload[] {
	const input = [{ type: "text" as const, text, text_elements: [] }];
	return [
		event({ type: "task_started", turn_id: turn, started_at: 1_700_000_000 }),
		event({ type: "input_accepted", turn_id: turn, item_id: `${turn}-q`, client_id: null, input }),
		completed(turn, { type: "userMessage", id: `${turn}-q`, clientId: null, content: input }),
		{ type: "response_item", payload: says("user", text), accepted: `${turn}-q` },
	];
}

export const completed = (turn: string, item: ThreadItem) =>
	event({ type: "item_completed", turn_id: turn, item: { ...item, startedAtMs: 1, completedAtMs: 2 } });

/** The answer of a turn, and its end. */
export function answer(turn: string, text: string): RolloutPayload[] {
	return [
		completed(turn, { type: "plan", id: `${turn}-p`, text: "plan" }),
		completed(turn, agentMessage(`${turn}-a`, text)),
		{ type: "response_item", payload: says("assistant", text) },
		event({
			type: "task_complete",
			turn_id: turn,
			status: "completed",
			error: null,
			completed_at: 1_700_000_001,
			duration_ms: 7,
		}),
	];
}

export const agentMessage = (id: string, text: string): ThreadItem => ({
	type: "agentMessage",
	id,
	text,
	phase: null,
	memoryCitation: null,
	delivery: null,
	questions: null,
	moderation: null,
});
