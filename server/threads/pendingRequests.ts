import type { ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import { type ServerRequestMethod, serverRequests } from "#protocol/serverRequests.ts";
import type { ThreadActiveFlag } from "#protocol/thread.ts";
import type { OutgoingRequests, Peer, PendingRequest } from "../rpc/peer.ts";

type AnyPending = PendingRequest<ServerRequestMethod>;

/** The unanswered server requests of one thread. */
export class PendingRequests {
	readonly #outgoing: OutgoingRequests;
	readonly #peers: () => Iterable<Peer>;
	readonly #onResolved: (requestId: number) => void;
	readonly #onFlags: () => void;
	readonly #pending = new Map<number, AnyPending>();

	/**
	 * @param onResolved called when a request is answered or cleared
	 * @param onFlags called after each change of `flags`
	 */
	constructor(
		outgoing: OutgoingRequests,
		peers: () => Iterable<Peer>,
		onResolved: (requestId: number) => void,
		onFlags: () => void,
	) {
		this.#outgoing = outgoing;
		this.#peers = peers;
		this.#onResolved = onResolved;
		this.#onFlags = onFlags;
	}

	/** What the thread waits for, as its status shows it. */
	get flags(): ThreadActiveFlag[] {
		const kinds = new Set([...this.#pending.values()].map(({ method }) => serverRequests[method].waitsOn));
		// What is asked of the client itself waits on nobody.
		kinds.delete(null);
		return [...kinds].map((kind) => (kind === "approval" ? "waitingOnApproval" : "waitingOnUserInput"));
	}

	async ask<M extends ServerRequestMethod>(method: M, params: ServerRequestParams<M>): Promise<ServerRequestResult<M>> {
		const pending = this.#outgoing.send(method, params, this.#peers());
		this.#pending.set(pending.id, pending as unknown as AnyPending);
		this.#onFlags();
		try {
			return await pending.answer;
		} finally {
			this.#pending.delete(pending.id);
			this.#onResolved(pending.id);
			this.#onFlags();
		}
	}

	/** Sends everything again to a client that joined, under the same ids. */
	resendTo(peer: Peer): void {
		for (const pending of this.#pending.values()) pending.resendTo(peer);
	}

	/** Settles everything as cleared; resolves when those who asked have been told. */
	async clear(): Promise<void> {
		const all = [...this.#pending.values()];
		for (const pending of all) pending.clear();
		await Promise.allSettled(all.map((pending) => pending.answer));
	}
}
