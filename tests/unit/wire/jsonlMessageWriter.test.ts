import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import type { RequestMessage } from "vscode-jsonrpc/node";
import { JsonlMessageReader } from "#wire/jsonlMessageReader.ts";
import { JsonlMessageWriter } from "#wire/jsonlMessageWriter.ts";

test("a message of the library is a line without the jsonrpc member", async () => {
	const stream = new PassThrough({ encoding: "utf8" });
	const writer = new JsonlMessageWriter(stream);
	const request: RequestMessage = { jsonrpc: "2.0", id: 1, method: "a" };
	void writer.write(request);
	writer.end();
	expect((await stream.toArray()).join("")).toBe('{"id":1,"method":"a"}\n');
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
