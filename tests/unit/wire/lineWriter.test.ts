import { once } from "node:events";
import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { WrittenJson } from "#common/writtenJson.ts";
import { LineWriter, PATIENCE_CHARS } from "#wire/lineWriter.ts";

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
		const taken = this.#taken;
		this.#taken = undefined;
		taken?.();
	}
}

const tick = () => new Promise((resolve) => setImmediate(resolve));

test("messages of one tick leave in one write", async () => {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
	writer.send({ id: 1, method: "a" });
	writer.send({ method: "b", params: "two\nlines" });
	expect(stream.writes).toEqual([]);
	await tick();
	expect(stream.writes).toEqual(['{"id":1,"method":"a"}\n{"method":"b","params":"two\\nlines"}\n']);
});

test("while the stream is full messages wait, and leave in their order when it drains", async () => {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
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

test("much that waits leaves in its order, without being one text", async () => {
	const stream = new PassThrough({ encoding: "utf8" });
	const writer = new LineWriter(stream);
	const methods = ["a", "b"].map((letter) => letter.repeat(PATIENCE_CHARS));
	const sent: string[] = [];
	for (const method of methods) writer.send({ method }, () => sent.push(method));
	const ended = writer.end();
	expect((await stream.toArray()).join("")).toBe(methods.map((method) => `{"method":"${method}"}\n`).join(""));
	await ended;
	expect(sent).toEqual(methods);
});

test("behind a long message others wait until the reader has taken it, and are not made one text with it", async () => {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
	const [long = "", longer = ""] = [1, 2].map((times) => "x".repeat(times * PATIENCE_CHARS));
	const methods = [long, "a", longer, "b"];
	writer.send({ method: long });
	await tick();
	for (const method of methods.slice(1)) writer.send({ method });
	await tick();
	expect(stream.writableLength).toBe(`{"method":"${long}"}\n`.length);
	expect(writer.drained).toBeInstanceOf(Promise);
	const lines = methods.map((method) => `{"method":"${method}"}\n`);
	while (stream.writes.join("").length < lines.join("").length) {
		stream.take();
		await tick();
	}
	expect(stream.writes.join("") === lines.join("")).toBe(true);
	expect(Math.max(...stream.writes.map(({ length }) => length))).toBe(`{"method":"${longer}"}`.length);
});

test("JSON that is written already leaves in its place, as one line", async () => {
	const stream = new PassThrough({ encoding: "utf8" });
	const writer = new LineWriter(stream);
	writer.send({ id: 1 });
	writer.send(
		new WrittenJson(['{"id":', "2"].map((part) => Buffer.from(part))).within(Buffer.from(""), Buffer.from("}")),
	);
	writer.send({ id: 3 });
	const ended = writer.end();
	expect((await stream.toArray()).join("")).toBe('{"id":1}\n{"id":2}\n{"id":3}\n');
	await ended;
});

test("what waits is written before the end, and nothing after it", async () => {
	const stream = new PassThrough({ encoding: "utf8" });
	const writer = new LineWriter(stream);
	writer.send({ method: "last" });
	const ended = writer.end();
	writer.send({ method: "late" });
	expect((await stream.toArray()).join("")).toBe('{"method":"last"}\n');
	await ended;
});

test("the end is over when the last message is written, not before", async () => {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
	writer.send({ method: "last" });
	let over = false;
	const ended = writer.end().then(() => {
		over = true;
	});
	await tick();
	expect([stream.writes, over]).toEqual([['{"method":"last"}\n'], false]);
	stream.take();
	await ended;
	await writer.end();
});

test("a peer that has gone does not hold up the end", async () => {
	const stream = new SlowStream();
	stream.on("error", () => {});
	const writer = new LineWriter(stream);
	writer.send({ method: "last" });
	const ended = writer.end();
	stream.destroy(new Error("gone"));
	await ended;
});

/** A writer whose reader has taken nothing, with `chars` and a little more waiting. */
async function behind(chars: number) {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
	writer.send({ method: "first" });
	await tick();
	expect(writer.drained).toBeNull();
	writer.send({ method: "x".repeat(chars) });
	return { stream, writer };
}

test("who produces is asked to wait once much waits, until the reader has taken what it was given", async () => {
	expect((await behind(PATIENCE_CHARS / 2)).writer.drained).toBeNull();
	const { stream, writer } = await behind(PATIENCE_CHARS);
	const { drained } = writer;
	expect(drained).toBeInstanceOf(Promise);
	stream.take();
	await drained;
	expect(writer.drained).toBeNull();
});

test("nobody waits for a reader that has gone", async () => {
	const { stream, writer } = await behind(PATIENCE_CHARS);
	const { drained } = writer;
	stream.destroy();
	await drained;
	expect(writer.drained).toBeNull();
});

test("who asks is told when the reader goes before its message has left", async () => {
	const { stream, writer } = await behind(1);
	const told: string[] = [];
	writer.send({ method: "waits" }, () => told.push("waits"));
	stream.destroy();
	await once(stream, "close");
	writer.send({ method: "late" }, () => told.push("late"));
	expect(told).toEqual(["waits", "late"]);
});

test("who asks is told when a message has left, not when it waits", async () => {
	const stream = new SlowStream();
	const writer = new LineWriter(stream);
	const told: string[] = [];
	for (const method of ["a", "b"]) {
		writer.send({ method }, () => told.push(method));
		await tick();
	}
	expect(told).toEqual([]);
	stream.take();
	await tick();
	expect(told).toEqual(["a"]);
	await tick();
	stream.take();
	await tick();
	expect(told).toEqual(["a", "b"]);
});
