import type { Writable } from "node:stream";
import { AbstractMessageWriter, type Message, type MessageWriter } from "vscode-jsonrpc/node";
import { decodeId } from "./messageId.ts";

/** A message of the wire: a request, a notification or a response, without the `jsonrpc` member. */
export type WireMessage = Record<string, unknown>;

/**
 * Writes one JSON object per line. Messages of one tick leave in one write, and while the stream is full nothing more
 * is written to it, so that their order is that of the calls.
 */
export class JsonlMessageWriter extends AbstractMessageWriter implements MessageWriter {
	readonly #stream: Writable;
	#lines: string[] = [];
	#scheduled = false;
	#full = false;
	#ended = false;

	constructor(stream: Writable) {
		super();
		this.#stream = stream;
		stream.on("error", (error) => this.fireError(error));
		stream.on("close", () => this.fireClose());
		stream.on("drain", () => {
			this.#full = false;
			this.#schedule();
		});
	}

	write(message: Message): Promise<void> {
		const { jsonrpc: _, ...rest } = message as Message & WireMessage;
		if ("id" in rest) rest.id = decodeId(rest.id);
		this.send(rest);
		return Promise.resolve();
	}

	/** As `write`, for messages that never went through vscode-jsonrpc. */
	send(message: WireMessage): void {
		if (this.#ended) return;
		this.#lines.push(JSON.stringify(message));
		this.#schedule();
	}

	#schedule(): void {
		if (this.#scheduled || this.#full || this.#lines.length === 0) return;
		this.#scheduled = true;
		setImmediate(() => {
			this.#scheduled = false;
			this.flush();
		});
	}

	/** Hands everything that waits to the stream. */
	flush(): void {
		if (this.#lines.length === 0 || this.#full) return;
		const text = `${this.#lines.join("\n")}\n`;
		this.#lines = [];
		this.#full = !this.#stream.write(text);
	}

	/** Writes what waits and ends the stream. */
	end(): void {
		if (this.#ended) return;
		this.#full = false;
		this.flush();
		this.#ended = true;
		this.#stream.end();
	}
}
