import fs from "node:fs";
import { WrittenJson } from "#common/writtenJson.ts";
import type { Channel } from "./channel.ts";
import { LineChannel } from "./lineChannel.ts";
import { LineReader, type MessageListener } from "./lineReader.ts";
import type { WireMessage } from "./message.ts";

const STDIN = 0;
const STDOUT = 1;
const FIRST_BYTES = 64 * 1024;
const LINE_END = Uint8Array.of(0x0a);

/**
 * The channel over standard input and output. Loading Node's streams for them is a tenth of a start: what comes first is read
 * without them, as soon as it is there, and answered before they are loaded.
 */
export class StdioChannel implements Channel {
	#load: (() => LineChannel) | null = null;
	#loaded: LineChannel | null = null;
	/** What is sent before the streams are there. */
	#early: { line: readonly Uint8Array[]; sent: (() => void) | undefined }[] = [];

	/** Waits for the first bytes; until they are there nothing else of the process runs. */
	listen(listener: MessageListener): void {
		const reader = new LineReader(listener);
		this.#load = () => {
			const channel = new LineChannel(process.stdin, process.stdout);
			channel.listen(listener, reader);
			return channel;
		};
		const first = readFirst();
		if (first) reader.take(first);
		// The answer to a greeting is there by then.
		setImmediate(() => this.#streams());
	}

	#streams(): LineChannel | null {
		if (this.#loaded || !this.#load) return this.#loaded;
		const early = this.#early.splice(0);
		const rest = writeNow(Buffer.concat(early.flatMap(({ line }) => line)));
		const written = () => {
			for (const { sent } of early) sent?.();
		};
		this.#loaded = this.#load();
		if (rest.length > 0) process.stdout.write(rest, written);
		else written();
		return this.#loaded;
	}

	send(message: WireMessage | WrittenJson, sent?: () => void): void {
		if (this.#loaded) this.#loaded.send(message, sent);
		else {
			const written =
				message instanceof WrittenJson ? message : new WrittenJson([Buffer.from(JSON.stringify(message))]);
			this.#early.push({ line: [...written.parts, LINE_END], sent });
		}
	}

	get drained(): Promise<void> | null {
		return this.#loaded?.drained ?? null;
	}

	async end(): Promise<void> {
		await this.#streams()?.end();
	}
}

/** Null where only the stream can tell: at a terminal, on Windows, at the end, or when the client made reading return at once. */
function readFirst(): Buffer | null {
	if (process.platform === "win32") return null;
	try {
		if (fs.fstatSync(STDIN).isCharacterDevice()) return null;
		const bytes = Buffer.allocUnsafe(FIRST_BYTES);
		const length = fs.readSync(STDIN, bytes);
		return length === 0 ? null : bytes.subarray(0, length);
	} catch {
		return null;
	}
}

/** Writes as much as can be at once, and gives back the rest. */
function writeNow(bytes: Buffer): Buffer {
	let rest = bytes;
	try {
		while (rest.length > 0) rest = rest.subarray(fs.writeSync(STDOUT, rest));
	} catch {
		// Full for now, or closed: the stream knows what to do about it.
	}
	return rest;
}
