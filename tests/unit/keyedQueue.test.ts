import { expect, test } from "vitest";
import { KeyedQueue } from "../../server/common/keyedQueue.ts";

test("those that wait for others of their key are counted until they begin", async () => {
	const queue = new KeyedQueue();
	const first = Promise.withResolvers<void>();
	const work = [
		queue.run("a", () => first.promise),
		queue.run("a", () => expect(queue.waiting).toBe(1)),
		queue.run("a", () => expect(queue.waiting).toBe(0)),
		queue.run("b", () => expect(queue.waiting).toBe(2)),
	];
	await work[3];
	first.reject(new Error("failed"));
	await expect(work[0]).rejects.toThrow("failed");
	await Promise.all(work.slice(1));
	expect(queue.waiting).toBe(0);
});
