import type { WebSocket } from "ws";
import { WrittenJson } from "#common/writtenJson.ts";
import type { Channel } from "./channel.ts";
import type { MessageListener } from "./lineReader.ts";
import { parseMessage, UnreadableMessage, type WireMessage } from "./message.ts";

/**
 * How much may wait for a peer that does not read, before it is disconnected: one message more than either bound. One message that is
 * longer by itself does not count while it is on its way.
 */
export const MAX_WAITING_MESSAGES = 8192;
export const MAX_WAITING_BYTES = 16 * 1024 * 1024;

/** How long a peer may take to answer the end of the connection. */
const CLOSE_LIMIT_MS = 1000;
/** Close code of an endpoint that goes away (RFC 6455 §7.4.1). */
const GOING_AWAY = 1001;

/** One message a text frame. A peer that does not read what it is sent is disconnected, so that it fills no memory. */
export class WebSocketChannel implements Channel {
	/** Nobody waits for a peer of many. */
	readonly drained = null;
	readonly #socket: WebSocket;
	/** Messages since nothing waited. */
	#waiting = 0;
	/** Bytes of the one message on its way that is longer than all that may wait; 0 when there is none. */
	#long = 0;
	#listener: MessageListener | null = null;

	constructor(socket: WebSocket) {
		this.#socket = socket;
	}

	listen(listener: MessageListener): void {
		this.#listener = listener;
		const socket = this.#socket;
		socket.on("message", (data, isBinary) => {
			if (isBinary) listener.error(new UnreadableMessage("A binary frame was passed over."));
			else this.#read(String(data), listener);
		});
		// An error of the socket is followed by its close.
		socket.on("error", (error) => listener.error(error));
		socket.on("close", () => listener.closed());
	}

	#read(text: string, listener: MessageListener): void {
		let message: WireMessage;
		try {
			message = parseMessage(text, "frame");
		} catch (error) {
			listener.error(error as Error);
			return;
		}
		listener.message(message);
	}

	send(message: WireMessage | WrittenJson, sent?: () => void): void {
		const socket = this.#socket;
		if (socket.bufferedAmount === 0) this.#waiting = 0;
		const isOpen = socket.readyState === socket.OPEN;
		if (isOpen && (++this.#waiting > MAX_WAITING_MESSAGES || socket.bufferedAmount - this.#long > MAX_WAITING_BYTES)) {
			this.#listener?.error(new Error("A client does not read what it is sent and was disconnected."));
			socket.terminate();
		}
		if (socket.readyState !== socket.OPEN) {
			sent?.();
			return;
		}
		const parts = message instanceof WrittenJson ? message.parts : [Buffer.from(JSON.stringify(message))];
		const size = parts.reduce((sum, { length }) => sum + length, 0);
		const isLong = this.#long === 0 && size > MAX_WAITING_BYTES;
		if (isLong) this.#long = size;
		parts.forEach((part, at) => {
			const isLast = at === parts.length - 1;
			socket.send(part, { binary: false, fin: isLast }, () => {
				if (isLong) this.#long -= part.length;
				if (isLast) sent?.();
			});
		});
	}

	end(): Promise<void> {
		const socket = this.#socket;
		if (socket.readyState === socket.CLOSED) return Promise.resolve();
		return new Promise((resolve) => {
			const limit = setTimeout(() => socket.terminate(), CLOSE_LIMIT_MS);
			socket.once("close", () => {
				clearTimeout(limit);
				resolve();
			});
			socket.close(GOING_AWAY);
		});
	}
}
