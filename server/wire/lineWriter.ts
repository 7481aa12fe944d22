import type { Writable } from "node:stream";
import { WrittenJson } from "#common/writtenJson.ts";
import type { WireMessage } from "./message.ts";

/** From how many characters that wait on those who produce should wait, too. */
export const PATIENCE_CHARS = 1024 * 1024;

/**
 * Writes one JSON object per line. Messages of one tick leave in one write, and while the stream is full nothing more
 * is written to it, so that their order is that of the calls.
 */
export class LineWriter {
	readonly #stream: Writable;
	#lines: (string | WrittenJson)[] = [];
	/** Who is told when these have left. */
	#sent: (() => void)[] = [];
	#waiting = 0;
	#drained: PromiseWithResolvers<void> | null = null;
	#scheduled = false;
	#full = false;
	#ended: Promise<void> | null = null;

	constructor(stream: Writable) {
		this.#stream = stream;
		stream.on("drain", () => {
			this.#full = false;
			this.#goOn();
			this.#schedule();
		});
		stream.on("close", () => {
			this.#goOn();
			this.#drop();
		});
	}

	/** Null while the reader keeps up; else what resolves when it has caught up or gone. */
	get drained(): Promise<void> | null {
		if (!this.#full || this.#waiting < PATIENCE_CHARS || this.#stream.destroyed) return null;
		this.#drained ??= Promise.withResolvers();
		return this.#drained.promise;
	}

	#goOn(): void {
		this.#drained?.resolve();
		this.#drained = null;
	}

	/** Lets go of what nobody will take any more. */
	#drop(): void {
		this.#lines = [];
		this.#waiting = 0;
		for (const sent of this.#sent.splice(0)) sent();
	}

	/** `sent` is called when the operating system has all of it, or never will. */
	send(message: WireMessage | WrittenJson, sent?: () => void): void {
		if (this.#ended || this.#stream.destroyed) {
			sent?.();
			return;
		}
		const line = message instanceof WrittenJson ? message : JSON.stringify(message);
		this.#lines.push(line);
		if (sent) this.#sent.push(sent);
		this.#waiting += line instanceof WrittenJson ? line.size : line.length;
		this.#schedule();
	}

	#schedule(): void {
		if (this.#scheduled || this.#full || this.#lines.length === 0) return;
		this.#scheduled = true;
		setImmediate(() => {
			this.#scheduled = false;
			this.#flush();
		});
	}

	/** Hands everything that waits to the stream. */
	#flush(): void {
		if (this.#lines.length === 0) return;
		const lines = this.#lines;
		const isPlain = this.#waiting <= PATIENCE_CHARS && lines.every((line) => typeof line === "string");
		this.#lines = [];
		this.#waiting = 0;
		const sent = this.#sent;
		this.#sent = [];
		const written = () => {
			for (const each of sent) each();
		};
		if (isPlain) this.#full = !this.#stream.write(`${lines.join("\n")}\n`, written);
		else this.#full = !this.#writeApart(lines, written);
	}

	/** Lines that together might be longer than a text can be. */
	#writeApart(lines: (string | WrittenJson)[], written: () => void): boolean {
		this.#stream.cork();
		for (const line of lines) {
			for (const part of line instanceof WrittenJson ? line.parts : [line]) this.#stream.write(part);
			this.#stream.write("\n");
		}
		const hasRoom = this.#stream.write("", written);
		this.#stream.uncork();
		return hasRoom;
	}

	/** Takes no more, and resolves when everything is written or the stream has failed. */
	end(): Promise<void> {
		this.#ended ??= new Promise((resolve) => {
			this.#full = false;
			this.#flush();
			this.#stream.once("close", resolve);
			// The callback is also told of errors: there is nothing more to wait for then.
			this.#stream.end(() => resolve());
		});
		return this.#ended;
	}
}
