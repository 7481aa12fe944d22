import type { Readable, Writable } from "node:stream";
import type { WrittenJson } from "#common/writtenJson.ts";
import type { Channel } from "./channel.ts";
import { LineReader, type MessageListener } from "./lineReader.ts";
import { LineWriter } from "./lineWriter.ts";
import type { WireMessage } from "./message.ts";

/** One JSON object per line over a pair of streams. The end of either stream is the end of the peer. */
export class LineChannel implements Channel {
	readonly #input: Readable;
	readonly #output: Writable;
	readonly #writer: LineWriter;

	constructor(input: Readable, output: Writable) {
		this.#input = input;
		this.#output = output;
		this.#writer = new LineWriter(output);
	}

	/** `reader` may have read something of it already. */
	listen(listener: MessageListener, reader = new LineReader(listener)): void {
		this.#output.on("error", (error) => listener.error(error)).on("close", () => listener.closed());
		reader.read(this.#input);
	}

	send(message: WireMessage | WrittenJson, sent?: () => void): void {
		this.#writer.send(message, sent);
	}

	get drained(): Promise<void> | null {
		return this.#writer.drained;
	}

	end(): Promise<void> {
		return this.#writer.end();
	}
}
