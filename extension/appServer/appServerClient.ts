import type { Event } from "vscode";
import type { ClientRequestMethod } from "#protocol/clientRequests.ts";
import type {
	RequestInput,
	RequestResult,
	ServerNotification,
	ServerRequestParams,
	ServerRequestResult,
} from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { ConnectionState } from "../../webview/shared/bridge.ts";

/** The server answered with an error. */
export class ServerError extends Error {
	readonly code: number;
	readonly data: unknown;
	constructor(code: number, message: string, data: unknown) {
		super(message);
		this.name = "ServerError";
		this.code = code;
		this.data = data;
	}
}
/** The connection ended before an answer came: whether the request took effect is unknown. */
export class ConnectionLost extends Error {
	override name = "ConnectionLost";
}

export type ServerRequestHandler<M extends ServerRequestMethod> = (
	params: ServerRequestParams<M>,
	/** The server's id of the request, as `serverRequest/resolved` names it. */
	requestId: number,
) => Promise<ServerRequestResult<M>>;

/** All that the rest of the extension knows of the app-server. */
export interface AppServerClient {
	readonly state: ConnectionState;
	readonly onDidChangeState: Event<ConnectionState>;
	/** Fires in the order of the wire. */
	readonly onNotification: Event<ServerNotification>;
	/** Waits for `ready`. Rejects with ServerError, or ConnectionLost when the server goes away or has failed. */
	request<M extends ClientRequestMethod>(method: M, params: RequestInput<M>): Promise<RequestResult<M>>;
	/** One handler a method; without one the request is refused with -32000. */
	handle<M extends ServerRequestMethod>(method: M, handler: ServerRequestHandler<M>): { dispose(): void };
	/** Launches the server. Resolves when `state` is `ready` or `failed`; never rejects. */
	start(): Promise<void>;
	/** Ends the server, forgets its crashes and starts again; calls in between share one restart. Resolves as `start`. */
	restart(): Promise<void>;
	/** Ends the server and everything it started; resolves when it is gone. */
	dispose(): Promise<void>;
}
