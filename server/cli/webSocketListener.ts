import http, { type IncomingMessage, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Channel } from "#wire/channel.ts";
import { MAX_LINE_BYTES } from "#wire/lineReader.ts";
import { WebSocketChannel } from "#wire/webSocketChannel.ts";
import type { WebSocketAuth } from "./webSocketAuth.ts";

/** What supervisors ask whether the server is up. */
const HEALTH = new Set(["/readyz", "/healthz"]);

/**
 * Meets clients over WebSocket, on a port or on a Unix socket. A request that comes from a web page, which is one with an `Origin`
 * header, is refused: a page must not reach the agent of whoever looks at it.
 */
export class WebSocketListener {
	readonly #server: http.Server;
	readonly #sockets = new WebSocketServer({
		noServer: true,
		maxPayload: MAX_LINE_BYTES,
		perMessageDeflate: false,
		clientTracking: false,
	});

	/** @param onClient called with each client that was let in */
	constructor(auth: WebSocketAuth | null, onClient: (channel: Channel) => void) {
		this.#server = http.createServer((request, response) => {
			const [status, text] = answer(request);
			response.writeHead(status, text === "" ? {} : { "content-type": "text/plain; charset=utf-8" }).end(text);
		});
		this.#server.on("upgrade", (request, socket, head) => {
			const refused = refusal(request, auth);
			if (refused) refuse(socket, ...refused);
			else {
				this.#sockets.handleUpgrade(request, socket, head, (client) => onClient(new WebSocketChannel(client)));
			}
		});
	}

	/** Resolves with the port, which is the system's choice where 0 was asked for. @throws Error of the system */
	async listenOnPort(host: string, port: number): Promise<number> {
		await this.#listening(() => this.#server.listen(port, host));
		return (this.#server.address() as AddressInfo).port;
	}

	/** Listens on a socket that only this user can open. @throws Error of the system */
	async listenOnSocket(path: string): Promise<void> {
		// The socket is made within the call, before anybody else could open it.
		await this.#listening(() => {
			const before = process.umask(0o177);
			this.#server.listen(path);
			process.umask(before);
		});
	}

	#listening(listen: () => void): Promise<void> {
		return new Promise((resolve, reject) => {
			this.#server.once("listening", resolve).once("error", reject);
			listen();
		});
	}

	/** Lets nobody in any more. */
	close(): void {
		this.#server.close();
	}
}

type Refusal = readonly [status: number, text: string];

/** The answer to a request that is no upgrade. */
function answer({ headers, method = "", url = "" }: IncomingMessage): Refusal {
	if (headers.origin !== undefined) return [403, ""];
	if (method !== "GET" && method !== "HEAD") return [405, "Request method must be `GET`"];
	if (HEALTH.has(url.split("?")[0] ?? "")) return [200, ""];
	return [400, "Connection header did not include 'upgrade'"];
}

function refusal({ headers }: IncomingMessage, auth: WebSocketAuth | null): Refusal | null {
	if (headers.origin !== undefined) return [403, ""];
	const unauthorized = auth?.(headers.authorization) ?? null;
	return unauthorized === null ? null : [401, unauthorized];
}

function refuse(socket: Duplex, status: number, text: string): void {
	socket.on("error", () => socket.destroy());
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
	);
}
