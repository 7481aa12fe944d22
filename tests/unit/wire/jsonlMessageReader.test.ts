import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { Message } from "vscode-jsonrpc/node";
import { JsonlMessageReader } from "#wire/jsonlMessageReader.ts";
import { MAX_LINE_BYTES } from "#wire/lineReader.ts";

/** What a reader makes of `chunks`, after the stream has ended. */
async function read(chunks: (string | Buffer)[], maxLineBytes?: number) {
	const stream = new PassThrough();
	const reader = new JsonlMessageReader(stream, maxLineBytes);
	const messages: Message[] = [];
	const errors: string[] = [];
	let closed = 0;
	reader.onError((error) => errors.push(error.message));
	reader.onClose(() => closed++);
	reader.listen((message) => messages.push(message));
	for (const chunk of chunks) stream.write(chunk);
	stream.end();
	await once(stream, "close");
	return { messages, errors, closed };
}

const line = (message: unknown) => `${JSON.stringify(message)}\n`;

test("messages may be cut anywhere, also within a character", async () => {
	const text = Buffer.from(line({ method: "a", params: { text: "ünïcødé 🧵" } }) + line({ id: 1, method: "b" }));
	const bytes = Array.from(text, (byte) => Buffer.from([byte]));
	const { messages } = await read(bytes);
	expect(messages).toEqual([
		{ jsonrpc: "2.0", method: "a", params: { text: "ünïcødé 🧵" } },
		{ jsonrpc: "2.0", id: 1, method: "b" },
	]);
});

test("many lines of one chunk, a CRLF and a last line without an end are all read", async () => {
	const { messages, closed } = await read([`{"method":"a"}\r\n\n  \n{"method":"b"}\n{"method":"c"}`]);
	expect(messages.map((message) => Reflect.get(message, "method"))).toEqual(["a", "b", "c"]);
	expect(closed).toBe(1);
});

test("stray input is reported and what follows is read", async () => {
	const { messages, errors } = await read([
		'Debugger attached.\n[]\n{"id":null,"method":"x"}\n{"id":2}\n',
		line({ method: "a" }),
	]);
	expect(errors).toHaveLength(4);
	expect(errors[0]).toContain("not JSON");
	expect(messages).toEqual([{ jsonrpc: "2.0", method: "a" }]);
});

test("a line of the longest length is read, one byte more is skipped and its id named", async () => {
	const request = { id: 5, method: "a", params: { text: "xxxx" } };
	const { length } = JSON.stringify(request);
	const { messages, errors } = await read(
		[line(request), line({ ...request, method: "ab" }), line({ method: "c" })],
		length,
	);
	expect(messages.map((message) => Reflect.get(message, "method"))).toEqual(["a", "c"]);
	expect(errors).toEqual([`A line is longer than ${length} bytes and was skipped.`]);
	expect(MAX_LINE_BYTES).toBe(64 * 1024 * 1024);
});

test("a long line in small pieces costs as little as its length", async () => {
	const size = 48 * 1024 * 1024;
	const piece = Buffer.alloc(4096, "x");
	const chunks = [
		'{"method":"a","params":{"text":"',
		...Array.from({ length: size / piece.length }, () => piece),
		'"}}\n',
	];
	const { messages, errors } = await read(chunks);
	expect(errors).toEqual([]);
	expect(String(Reflect.get(Object(Reflect.get(messages[0] ?? {}, "params")), "text")).length).toBe(size);
});
