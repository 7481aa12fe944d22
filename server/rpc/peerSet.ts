import type { NotificationParams } from "#protocol/messages.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { Peer, Peers } from "./peer.ts";

/** The initialized connections of this process, in the order they came. */
export class PeerSet<P extends Peer> implements Peers {
	readonly #peers = new Set<P>();

	add(peer: P): void {
		this.#peers.add(peer);
		peer.onClose(() => this.#peers.delete(peer));
	}

	find(peer: Peer): P | undefined {
		for (const each of this.#peers) if (each.id === peer.id) return each;
		return undefined;
	}

	notifyAll<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void {
		for (const peer of this.#peers) peer.notify(method, params);
	}

	[Symbol.iterator](): Iterator<P> {
		return this.#peers.values();
	}
}
