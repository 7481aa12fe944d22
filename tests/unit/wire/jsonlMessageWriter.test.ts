import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import type { RequestMessage } from "vscode-jsonrpc/node";
import { JsonlMessageReader } from "#wire/jsonlMessageReader.ts";
import { JsonlMessageWriter } from "#wire/jsonlMessageWriter.ts";

/** A stream that takes one write at a time, when it is told to. */
class SlowStream extends Writable {
	readonly writes: string[] = [];
	#taken: (() => void) | undefined;

	constructor() {
		super({ highWaterMark: 1, decodeStrings: false });
	}

	override _write(chunk: string, _encoding: BufferEncoding, taken: () => void): void {
		this.writes.push(chunk);
		this.#taken = taken;
	}

	take(): void {
		this.#taken?.();
	}
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test("messages of one tick leave in one write, without the jsonrpc member", async () => {
	const stream = new SlowStream();
	const writer = new JsonlMessageWriter(stream);
	const request: RequestMessage = { jsonrpc: "2.0", id: 1, method: "a" };
	void writer.write(request);
	writer.send({ method: "b", params: "two\nlines" });
	expect(stream.writes).toEqual([]);
	await tick();
	expect(stream.writes).toEqual(['{"id":1,"method":"a"}\n{"method":"b","params":"two\\nlines"}\n']);
});

test("while the stream is full messages wait, and leave in their order when it drains", async () => {
	const stream = new SlowStream();
	const writer = new JsonlMessageWriter(stream);
	for (const method of ["a", "b", "c"]) {
		writer.send({ method });
		await tick();
	}
	expect(stream.writes).toEqual(['{"method":"a"}\n']);
	const drained = once(stream, "drain");
	stream.take();
	await drained;
	await tick();
	expect(stream.writes.join("")).toBe('{"method":"a"}\n{"method":"b"}\n{"method":"c"}\n');
	expect(stream.writes).toHaveLength(2);
});

test("what waits is written before the end, and nothing after it", async () => {
	const stream = new PassThrough({ encoding: "utf8" });
	const writer = new JsonlMessageWriter(stream);
	writer.send({ method: "last" });
	writer.end();
	writer.send({ method: "late" });
	expect((await stream.toArray()).join("")).toBe('{"method":"last"}\n');
});

test('ids come back as they went in: 7 and "7" stay two', async () => {
	const stream = new PassThrough();
	const writer = new JsonlMessageWriter(stream);
	const seen: unknown[] = [];
	new JsonlMessageReader(
		new PassThrough().end('{"id":7,"method":"a"}\n{"id":"7","method":"b"}\n{"id":"s:7","method":"c"}'),
	).listen((message) => {
		seen.push(Reflect.get(message, "id"));
		void writer.write(message);
	});
	const [chunk] = await once(stream, "data");
	expect(new Set(seen).size).toBe(3);
	expect(String(chunk)).toBe('{"id":7,"method":"a"}\n{"id":"7","method":"b"}\n{"id":"s:7","method":"c"}\n');
});
