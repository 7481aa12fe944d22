/** How to launch the server once. */
export interface LaunchSpec {
	command: string;
	args: string[];
	/** The whole environment of the process. */
	env: Record<string, string>;
	cwd: string;
}

/** What a connection tells its owner; called in the order of the wire. */
export interface ConnectionListener {
	onNotification(method: string, params: unknown): void;
	/** Resolves to the result; a thrown `ResponseError` becomes the error answer. */
	onRequest(method: string, requestId: number, params: unknown): Promise<unknown>;
	/** Any message arrived: the server is alive. */
	onActivity(): void;
}

/** Why a server is gone, in words fit for a person: "exit code 3", "signal SIGKILL". */
export interface ServerEnd {
	why: string;
}

/** One launched server that has answered `initialize`. */
export interface ServerConnection {
	/** From the `userAgent` of the handshake. */
	readonly serverVersion: string;
	/** Rejects with ServerError, or ConnectionLost when the server goes away first. */
	sendRequest(method: string, params: unknown): Promise<unknown>;
	/** Settles once, when the server is gone, whoever ended it. */
	readonly ended: Promise<ServerEnd>;
	/** Closes stdin, then insists with signals; resolves when the process and its children are gone. */
	stop(): Promise<void>;
	/** As `stop`, without waiting for a server that answers nothing any more. */
	kill(): Promise<void>;
}

/** The server ended before the handshake was done; launching it again may help. */
export class ServerDied extends Error {
	override name = "ServerDied";
}

/**
 * Launches a server and shakes hands. Rejects with LaunchError (give up), ServerDied (try again),
 * or the signal's reason; in every case the process is gone by then.
 */
export type Connect = (
	spec: LaunchSpec,
	listener: ConnectionListener,
	signal: AbortSignal,
) => Promise<ServerConnection>;
