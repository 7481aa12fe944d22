import { StringDecoder } from "node:string_decoder";
import { deltaCapacity } from "./outputLimits.ts";

/** The least time between two deltas of one command, in milliseconds. */
const intervalMs = 40;

/**
 * Turns a command's output into few deltas: the first at once, later ones collected, none that cuts a character in two,
 * and none beyond the capacity (the completed item has the end of the output).
 */
export class OutputDeltas {
	readonly #emit: (delta: string) => void;
	readonly #decoder = new StringDecoder("utf8");
	#pending = "";
	#sentBytes = 0;
	#lastSent = Number.NEGATIVE_INFINITY;
	#timer: NodeJS.Timeout | undefined;

	constructor(emit: (delta: string) => void) {
		this.#emit = emit;
	}

	push(chunk: Buffer): void {
		const room = deltaCapacity - this.#sentBytes;
		if (room <= 0) return;
		this.#sentBytes += chunk.length;
		this.#pending += this.#decoder.write(chunk.length > room ? chunk.subarray(0, room) : chunk);
		if (this.#timer) return;
		const wait = this.#lastSent + intervalMs - performance.now();
		if (wait <= 0) this.#send();
		else this.#timer = setTimeout(() => this.#send(), wait);
	}

	/** Sends what is pending. Nothing may be pushed afterwards. */
	finish(): void {
		this.#pending += this.#decoder.end();
		this.#send();
	}

	#send(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		if (this.#pending === "") return;
		const delta = this.#pending;
		this.#pending = "";
		this.#lastSent = performance.now();
		this.#emit(delta);
	}
}
