import type { IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { afterEach, expect, test, vi } from "vitest";
import { readAnswer } from "../../../server/model/answerStream.ts";

afterEach(() => {
	vi.useRealTimers();
});

const IDLE_MS = 1000;
const tick = () => new Promise((resolve) => setImmediate(resolve));

test("while the clients are behind nothing more is read, and the silence does not count", async () => {
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	const body = new PassThrough();
	const seen: string[] = [];
	let behind: PromiseWithResolvers<void> | null = Promise.withResolvers<void>();
	const decoder = {
		lastEvent: "end",
		onData: (data: string) => {
			seen.push(data);
			return data === "end";
		},
		onEnd: () => false,
	};
	// A response is read as any stream is.
	const response = body as unknown as IncomingMessage;
	const read = readAnswer(response, decoder, IDLE_MS, new AbortController().signal, () => behind?.promise ?? null);
	body.write("data: one\n\n");
	await tick();
	body.write("data: two\n\n");
	await tick();
	vi.advanceTimersByTime(5 * IDLE_MS);
	await tick();
	expect(seen).toEqual(["one"]);

	const { resolve } = behind;
	behind = null;
	resolve();
	await tick();
	expect(seen).toEqual(["one", "two"]);
	vi.advanceTimersByTime(IDLE_MS);
	await expect(read).rejects.toThrow("idle timeout");
});
