import type { WrittenJson } from "#common/writtenJson.ts";
import type { ClientRequestMethod } from "#protocol/clientRequests.ts";
import type { ClientInfo } from "#protocol/initialize.ts";
import type {
	NotificationParams,
	RequestParams,
	RequestResult,
	ServerRequestParams,
	ServerRequestResult,
} from "#protocol/messages.ts";
import type { ServerNotificationMethod } from "#protocol/serverNotifications.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";

/** An initialized connection, as the layers above rpc/ see it. */
export interface Peer {
	/** Unique in this process. */
	readonly id: number;
	readonly clientInfo: ClientInfo;
	readonly experimentalApi: boolean;
	/** Sends unless the client opted out of `method`. Order is kept; never throws on a closed connection. */
	notify<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void;
	/** Null while the client keeps up with what it is sent; else what resolves when it has caught up or gone. */
	readonly drained: Promise<void> | null;
	/** Calls `listener` once when the connection has ended. */
	onClose(listener: () => void): { dispose(): void };
}

/** The initialized connections of this process. */
export interface Peers extends Iterable<Peer> {
	notifyAll<M extends ServerNotificationMethod>(method: M, params: NotificationParams<M>): void;
}

/** One owner of the server's request ids (integers from 0) and of all that is unanswered. */
export interface OutgoingRequests {
	/** Sends one request, under one id, to every peer; the first answer wins and later ones are ignored. */
	send<M extends ServerRequestMethod>(
		method: M,
		params: ServerRequestParams<M>,
		peers: Iterable<Peer>,
	): PendingRequest<M>;
}

export interface PendingRequest<M extends ServerRequestMethod> {
	readonly id: number;
	readonly method: M;
	readonly params: ServerRequestParams<M>;
	/** Rejects with RequestRefused (an error or undecodable answer) or RequestCleared (see agent/turnHost.ts). */
	readonly answer: Promise<ServerRequestResult<M>>;
	/** Sends it again, under the same id, to a client that joined or came back. */
	resendTo(peer: Peer): void;
	/** Settles it with RequestCleared when nobody has answered. */
	clear(): void;
}

export interface RequestContext {
	readonly peer: Peer;
	/** Aborted when the connection ends. */
	readonly signal: AbortSignal;
	/** Runs `send` right after this request's response has been written, before anything later. */
	afterResponse(send: () => void): void;
	/** Resolves when the response is written and what `afterResponse` was given has run. */
	readonly answered: Promise<void>;
	/** Runs `work` when the response has left this process: for what nobody waits for. */
	afterSent(work: () => void): void;
	/** Says that the work now waits for something that may last as it likes: it counts no more among the requests under way. */
	waits(): void;
}

/**
 * One handler for every method of the registry but `initialize`, which rpc/ answers itself. A result that is too long to be copied
 * comes as the JSON that it is.
 */
export type HandlerTable = {
	[M in Exclude<ClientRequestMethod, "initialize">]: (
		params: RequestParams<M>,
		context: RequestContext,
	) => Promise<RequestResult<M> | WrittenJson> | RequestResult<M>;
};
