import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-jsonrpc/node";
import { LineWriter } from "./lineWriter.ts";
import type { WireMessage } from "./message.ts";
import { decodeId } from "./messageId.ts";

/** The writer of lines as vscode-jsonrpc wants it. */
export class JsonlMessageWriter extends AbstractMessageWriter implements MessageWriter {
	readonly #lines: LineWriter;

	constructor(stream: Writable) {
		super();
		this.#lines = new LineWriter(stream);
		stream.on("error", (error) => this.fireError(error));
		stream.on("close", () => this.fireClose());
	}

	write(message: Message): Promise<void> {
		const { jsonrpc: _, ...rest } = message as Message & WireMessage;
		if ("id" in rest) rest.id = decodeId(rest.id);
		this.#lines.send(rest);
		return Promise.resolve();
	}

	end(): void {
		void this.#lines.end();
	}
}
