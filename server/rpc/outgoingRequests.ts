import type * as z from "zod";
import { stablePart } from "#protocol/experimental.ts";
import type { ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { LazySchema } from "#protocol/schema.ts";
import { type ServerRequestMethod, serverRequests } from "#protocol/serverRequests.ts";
import { AnswerUnreadable, RequestCleared, RequestRefused } from "../agent/turnHost.ts";
import type { OutgoingRequests, Peer, PendingRequest } from "./peer.ts";

/** A connection that can carry a request of the server. */
export interface RequestChannel extends Peer {
	sendRequest(id: number, method: string, params: unknown): void;
}

/** What a client answered: the members of a JSON-RPC response. */
export interface ClientAnswer {
	id: unknown;
	result?: unknown;
	error?: unknown;
}

interface Waiting {
	answer(answer: ClientAnswer): void;
}

/** The one owner of the server's request ids and of everything that is unanswered. */
export class OutgoingRequestTable implements OutgoingRequests {
	readonly #channelOf: (peer: Peer) => RequestChannel | undefined;
	readonly #waiting = new Map<number, Waiting>();
	#nextId = 0;

	constructor(channelOf: (peer: Peer) => RequestChannel | undefined) {
		this.#channelOf = channelOf;
	}

	send<M extends ServerRequestMethod>(
		method: M,
		params: ServerRequestParams<M>,
		peers: Iterable<Peer>,
	): PendingRequest<M> {
		const id = this.#nextId++;
		const { promise, resolve, reject } = Promise.withResolvers<ServerRequestResult<M>>();
		const settle = () => this.#waiting.delete(id);
		const result: LazySchema<z.ZodType<ServerRequestResult<M>>> = serverRequests[method].result as never;
		this.#waiting.set(id, {
			answer: (answer) => {
				settle();
				const parsed = result().safeParse(answer.result);
				if (answer.error === undefined && parsed.success) resolve(parsed.data);
				else reject(refusal(method, answer, parsed.error));
			},
		});
		const resendTo = (peer: Peer) => {
			const { experimental } = serverRequests[method];
			if (experimental && !peer.experimentalApi) return;
			const sent = peer.experimentalApi ? params : stablePart(serverRequests[method].params(), params);
			this.#channelOf(peer)?.sendRequest(id, method, sent);
		};
		for (const peer of peers) resendTo(peer);
		return {
			id,
			method,
			params,
			answer: promise,
			resendTo,
			clear: () => {
				if (settle()) reject(new RequestCleared(`${method} was cleared before anyone answered`));
			},
		};
	}

	/** Takes a client's answer. False when nothing waits for it: the first answer has won. */
	settle(answer: ClientAnswer): boolean {
		const waiting = typeof answer.id === "number" ? this.#waiting.get(answer.id) : undefined;
		waiting?.answer(answer);
		return waiting !== undefined;
	}
}

function refusal(method: string, { error: refused }: ClientAnswer, error: z.ZodError | undefined): RequestRefused {
	if (refused === undefined) {
		return new AnswerUnreadable(`${method} was answered with something else: ${error?.issues[0]?.message}`);
	}
	const hasMessage = typeof refused === "object" && refused !== null && "message" in refused;
	return new RequestRefused(`${method} was refused: ${hasMessage ? String(refused.message) : "without a reason"}`);
}
