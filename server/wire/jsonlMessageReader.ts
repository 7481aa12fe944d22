import type { Readable } from "node:stream";
import { AbstractMessageReader, type DataCallback, type Disposable } from "vscode-jsonrpc/node";
import { LineReader } from "./lineReader.ts";
import { encodeId } from "./messageId.ts";

/** The reader of lines as vscode-jsonrpc wants it. What is unreadable is reported through `onError` and passed over. */
export class JsonlMessageReader extends AbstractMessageReader {
	readonly #stream: Readable;
	readonly #maxLineBytes: number | undefined;

	constructor(stream: Readable, maxLineBytes?: number) {
		super();
		this.#stream = stream;
		this.#maxLineBytes = maxLineBytes;
	}

	listen(callback: DataCallback): Disposable {
		const reader = new LineReader(
			{
				message: (message) => {
					if ("id" in message) message.id = encodeId(message.id);
					callback({ ...message, jsonrpc: "2.0" });
				},
				error: (error) => this.fireError(error),
				closed: () => this.fireClose(),
			},
			this.#maxLineBytes,
		);
		return { dispose: reader.read(this.#stream) };
	}
}
