import {
	Agent,
	type AgentOptions,
	type ClientRequest,
	request as httpRequest,
	type IncomingMessage,
	type RequestOptions,
} from "node:http";
import { type Json, parseRecord } from "./json.ts";

/*
 * node:http rather than fetch: measured on the pinned Node, the first request of a process costs half as much, later
 * ones a third, and a long stream the same.
 */

/** Opens a request over a kept-alive connection. */
type Open = (url: URL, options: RequestOptions) => ClientRequest;

const openers = new Map<string, Promise<Open>>();

/** Whether an address is this machine's own. */
const isLocalHost = ({ hostname }: URL) =>
	hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");

/** `https` is loaded only where it is used. A model server on this machine is never looked for behind a proxy. */
function opener(url: URL): Promise<Open> {
	const { protocol } = url;
	const isLocal = isLocalHost(url);
	const key = `${protocol}${isLocal}`;
	const known = openers.get(key);
	if (known) return known;
	const options = { keepAlive: true, ...(isLocal ? {} : { proxyEnv: process.env }) };
	const opened = protocol === "https:" ? openSecure(options) : openPlain(options);
	openers.set(key, opened);
	return opened;
}

async function openPlain(options: AgentOptions): Promise<Open> {
	const agent = new Agent(options);
	return (url, request) => httpRequest(url, { ...request, agent });
}

async function openSecure(options: AgentOptions): Promise<Open> {
	const https = await import("node:https");
	const agent = new https.Agent(options);
	return (url, request) => https.request(url, { ...request, agent });
}

/** The connection failed before there was an answer. `code` is Node's, such as ECONNREFUSED. */
export class TransportError extends Error {
	readonly code: string;

	constructor(cause: unknown) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
		this.name = "TransportError";
		this.code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "";
	}
}

export interface HttpRequest {
	method: "GET" | "POST";
	url: URL;
	headers: Record<string, string>;
	body?: string;
}

/**
 * Sends a request, and resolves when the headers of the answer are there. Rejects with a TransportError, or with the
 * signal's reason; the signal also ends the answer's stream. `timeoutMs` limits the wait for the headers.
 */
export async function send(
	{ method, url, headers, body }: HttpRequest,
	signal: AbortSignal,
	timeoutMs: number,
): Promise<IncomingMessage> {
	const open = await opener(url);
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const attempt = (mayRepeat: boolean) => {
			const request = open(url, { method, headers, signal });
			const timer = setTimeout(() => request.destroy(new Error("no answer in time")), timeoutMs);
			request.once("response", (response) => {
				clearTimeout(timer);
				resolve(response);
			});
			// Stays attached: the request may also fail after its answer has begun.
			request.on("error", (error) => {
				clearTimeout(timer);
				if (signal.aborted) return reject(signal.reason);
				// A kept-alive connection may be closed by the server just when we use it again: not a failure of the server.
				if (mayRepeat && request.reusedSocket) return attempt(false);
				reject(new TransportError(error));
			});
			request.end(body);
		};
		attempt(true);
	});
}

/** In characters: what tells of a server's models is not longer. */
const LONGEST_JSON = 4 * 1024 * 1024;

/** Asks for a JSON object; `body` is null when the answer is none. Rejects as `send` does; `timeoutMs` is for all of it. */
export async function fetchJson(
	request: HttpRequest,
	signal: AbortSignal,
	timeoutMs: number,
): Promise<{ status: number; body: Json | null }> {
	const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
	try {
		const response = await send(request, inTime, timeoutMs);
		const text = await readBody(response, LONGEST_JSON);
		return { status: response.statusCode ?? 0, body: parseRecord(text) };
	} catch (error) {
		if (inTime.aborted && !signal.aborted) throw new TransportError(error);
		throw error;
	}
}

/** Reads a short body, at most `limit` characters of it. */
export async function readBody(response: IncomingMessage, limit: number): Promise<string> {
	response.setEncoding("utf8");
	let text = "";
	try {
		for await (const chunk of response) {
			text += String(chunk);
			if (text.length > limit) break;
		}
	} catch {
		// What arrived is all there is to say about an answer that was an error anyway.
	}
	return text.slice(0, limit);
}
