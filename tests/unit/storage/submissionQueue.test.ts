import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { MAX_QUEUED, SubmissionQueue } from "../../../server/storage/submissionQueue.ts";
import { idOf, ScratchHome } from "./scratchHome.ts";

const home = new ScratchHome();
const open = () => SubmissionQueue.open(home.path, (message) => home.warnings.push(message));
const submission = (id: string, text = id) => ({
	id,
	input: [{ type: "text" as const, text, text_elements: [] }],
	clientUserMessageId: `client-${id}`,
	responsesapiClientMetadata: null,
});
const [one, two] = [idOf(1), idOf(2)];

test("what waits keeps its order, its thread and its words over a restart", async () => {
	const queue = await open();
	for (const id of ["a", "b", "c"]) queue.add(one, submission(id));
	queue.add(two, submission("x"));
	queue.reorder(one, ["c", "a", "b"]);
	queue.update(one, "a", { input: submission("", "changed").input, responsesapiClientMetadata: { k: "v" } });
	expect(queue.delete(one, "b")).toBe(true);
	expect(queue.delete(one, "b")).toBe(false);
	expect(queue.delete(one, "x")).toBe(false);
	queue.add(one, submission("d"));
	queue.close();
	// The list of threads can be deleted; this cannot be made anew and is not part of it.
	fs.rmSync(path.join(home.path, "threads.sqlite"), { force: true });
	const again = await open();
	expect(again.list(one)).toEqual([
		submission("c"),
		{ ...submission("a", "changed"), responsesapiClientMetadata: { k: "v" } },
		submission("d"),
	]);
	again.clear(one);
	expect(again.list(one)).toEqual([]);
	expect(again.list(two)).toHaveLength(1);
	again.close();
});

test("a full queue, an unknown id and an order that leaves one out are refused, and nothing changes", async () => {
	const queue = await open();
	for (let n = 0; n < MAX_QUEUED; n++) queue.add(one, submission(`s${n}`));
	expect(() => queue.add(one, submission("more"))).toThrow("queue cannot contain more than 100 submissions");
	queue.add(two, submission("other"));
	expect(() => queue.get(one, "other")).toThrow("queued submission not found: other");
	const ids = queue.list(one).map(({ id }) => id);
	const wrong = [[], ids.slice(1), ids.with(1, "s0"), [...ids, "s0"]];
	for (const order of wrong) {
		expect(() => queue.reorder(one, order)).toThrow("queue reorder must include every queued submission exactly once");
	}
	expect(queue.list(one).map(({ id }) => id)).toEqual(ids);
	queue.close();
});

test("a damaged file is put aside, said, and not deleted", async () => {
	fs.writeFileSync(path.join(home.path, "queue.sqlite"), "not a database at all, but somebody's");
	const queue = await open();
	queue.add(one, submission("a"));
	queue.close();
	const [aside = ""] = fs.readdirSync(home.path).filter((name) => name.startsWith("queue.sqlite.damaged-"));
	expect(fs.readFileSync(path.join(home.path, aside), "utf8")).toContain("somebody's");
	expect(home.warnings.join()).toContain(aside);
});
