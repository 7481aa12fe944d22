import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rebuild } from "../../../server/storage/rebuild.ts";
import type { RolloutPayload } from "../../../server/storage/rolloutLine.ts";
import { ThreadStore } from "../../../server/storage/threadStore.ts";

let folder: string;
beforeEach(() => {
	folder = fs.mkdtempSync(path.join(os.tmpdir(), "heddle-rollout-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const openLog = (file: string) => new ThreadStore(folder, () => {}).open("t", file);

const item = (id: string): RolloutPayload => ({
	type: "event_msg",
	payload: { type: "item_completed", turn_id: "u", item: { type: "plan", id, text: "größer ≥ 🧵" } },
});

test("cut off at every byte, every complete item is there and nothing is deleted", () => {
	const file = path.join(folder, "rollout.jsonl");
	const log = openLog(file);
	log.append({ type: "event_msg", payload: { type: "task_started", turn_id: "u", started_at: 1 } });
	const ends = ["a", "b", "c"].map((id) => {
		log.append(item(id));
		return fs.statSync(file).size;
	});
	log.close();
	const whole = fs.readFileSync(file);
	const cut = path.join(folder, "cut.jsonl");
	for (let size = 0; size <= whole.length; size++) {
		fs.writeFileSync(cut, whole.subarray(0, size));
		const { turns } = rebuild(openLog(cut).lines(), null);
		// The newline is no part of a line: without it the item is complete all the same.
		const complete = ends.filter((end) => end - 1 <= size).length;
		expect(turns[0]?.items.length ?? 0).toBe(complete);
		expect(fs.statSync(cut).size).toBe(size);
	}
});

test("what is appended after a cut-off line stands on a line of its own", () => {
	const file = path.join(folder, "rollout.jsonl");
	fs.writeFileSync(file, '{"timestamp":"x","type":"event_msg","payload":{"ty');
	const log = openLog(file);
	log.append(item("a"));
	log.close();
	expect(rebuild(log.lines(), null).turns[0]?.items.map(({ id }) => id)).toEqual(["a"]);
});

test("accepted input that no item came of is shown, its turn interrupted, and the model is told", () => {
	const log = openLog(path.join(folder, "rollout.jsonl"));
	const input = [{ type: "text" as const, text: "hello", text_elements: [] }];
	log.append(
		{ type: "event_msg", payload: { type: "task_started", turn_id: "u", started_at: 1 } },
		{ type: "event_msg", payload: { type: "input_accepted", turn_id: "u", item_id: "i", client_id: "c", input } },
		{ type: "response_item", payload: { type: "function_call", call_id: "k", name: "exec_command", arguments: "{}" } },
	);
	log.close();
	const { turns, history } = rebuild(log.lines(), null);
	expect(turns[0]).toMatchObject({ status: "interrupted", items: [{ type: "userMessage", clientId: "c" }] });
	expect(JSON.stringify(history.items)).toContain("hello");
});
