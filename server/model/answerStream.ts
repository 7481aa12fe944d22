import type { IncomingMessage } from "node:http";
import { createParser } from "eventsource-parser";
import { ModelError, streamDisconnected } from "./modelError.ts";
import type { AnswerDecoder } from "./wire.ts";

/** How long a finished answer may take to end its body before its connection is given up. In milliseconds. */
const END_GRACE_MS = 1000;
/** A stream whose one event grows beyond this many characters is broken. */
const LONGEST_EVENT = 64 * 1024 * 1024;

/**
 * Reads the server-sent events of `response` until the answer is complete. Rejects with a ModelError when the decoder
 * does, when the stream ends before, or when it is silent for `idleMs`; with the signal's reason when that aborts.
 * @param drained asked after each piece: while its promise waits nothing more is read, and the silence does not count
 */
export function readAnswer(
	response: IncomingMessage,
	decoder: AnswerDecoder,
	idleMs: number,
	signal: AbortSignal,
	drained: () => Promise<void> | null = () => null,
): Promise<void> {
	return new Promise((resolve, reject) => {
		let settled = false;
		let held = false;
		const settle = (error: unknown) => {
			if (settled) return;
			settled = true;
			clearTimeout(idle);
			response.off("data", onData);
			if (error === null) {
				// Read to its end, the connection can serve the next request.
				response.resume();
				const grace = setTimeout(() => response.destroy(), END_GRACE_MS);
				response.once("close", () => clearTimeout(grace));
				resolve();
			} else {
				response.destroy();
				reject(signal.aborted ? signal.reason : error);
			}
		};
		/** Settles when `decode` says that the answer is complete, or throws. */
		const guarded = (decode: () => boolean) => {
			try {
				if (decode()) settle(null);
			} catch (error) {
				settle(error instanceof ModelError ? error : streamDisconnected("the stream cannot be read", error));
			}
		};
		const parser = createParser({
			onEvent: ({ data }) => {
				if (!settled) guarded(() => decoder.onData(data));
			},
			onError: (error) => {
				if (error.type === "max-buffer-size-exceeded") settle(streamDisconnected("the stream cannot be read", error));
			},
			maxBufferSize: LONGEST_EVENT,
		});
		const onData = (text: string) => {
			idle.refresh();
			parser.feed(text);
			const catchingUp = settled ? null : drained();
			if (catchingUp) void hold(catchingUp);
		};
		const hold = async (until: Promise<void>) => {
			held = true;
			response.pause();
			await until;
			held = false;
			if (settled) return;
			idle.refresh();
			response.resume();
		};
		const onEnd = () => {
			if (settled) return;
			guarded(() => decoder.onEnd());
			settle(streamDisconnected(`stream closed before ${decoder.lastEvent}`));
		};
		const idle = setTimeout(() => {
			if (held) idle.refresh();
			else settle(streamDisconnected("idle timeout waiting for SSE"));
		}, idleMs);
		response.setEncoding("utf8");
		response.on("data", onData);
		response.once("end", onEnd);
		response.once("close", () => settle(streamDisconnected(`stream closed before ${decoder.lastEvent}`)));
		// Stays attached after settling: destroying the response may still report an error.
		response.on("error", (error) => settle(streamDisconnected(`the connection broke (${error.message})`, error)));
	});
}
