import { internalError, invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, RequestParams, RequestResult } from "#protocol/messages.ts";
import { findRipgrep, listEntries } from "./fileList.ts";
import { prepareEntries, type RankableEntries, rank } from "./fileRanking.ts";

type SessionNews = "fuzzyFileSearch/sessionUpdated" | "fuzzyFileSearch/sessionCompleted";

interface SearchingClient {
	readonly id: number;
	notify<M extends SessionNews>(method: M, params: NotificationParams<M>): void;
	onClose(listener: () => void): unknown;
}

/** One list of files, made when the session starts, and the query that is being answered from it. */
interface Session {
	readonly entries: Promise<RankableEntries>;
	readonly ended: AbortController;
	query: AbortController;
}

interface ClientSearches {
	/** By cancellation token. */
	readonly running: Map<string, AbortController>;
	readonly sessions: Map<string, Session>;
	readonly ended: AbortController;
}

/** `fuzzyFileSearch` and its sessions. Ids and tokens are a connection's own, and end with it. */
export class FileSearches {
	readonly #clients = new Map<number, ClientSearches>();
	readonly #log: (level: "warn", message: string) => void;

	constructor(log: (level: "warn", message: string) => void) {
		this.#log = log;
	}

	/** What is found; nothing when a later search with the same token has taken its place. */
	async search(
		{ query, roots, cancellationToken: token }: RequestParams<"fuzzyFileSearch">,
		client: SearchingClient,
	): Promise<RequestResult<"fuzzyFileSearch">> {
		const { running, ended } = this.#of(client);
		const cancelled = new AbortController();
		if (token != null) {
			running.get(token)?.abort();
			running.set(token, cancelled);
		}
		try {
			const signal = AbortSignal.any([cancelled.signal, ended.signal]);
			if (query === "") return { files: [] };
			return { files: await rank(query, await listed(findRipgrep(), roots, signal), signal) };
		} finally {
			if (token != null && running.get(token) === cancelled) running.delete(token);
		}
	}

	/** Takes the place of a session of the same id. `answered` resolves when the client may hear of it. */
	startSession(
		{ sessionId, roots }: RequestParams<"fuzzyFileSearch/sessionStart">,
		client: SearchingClient,
		answered: Promise<void>,
	): void {
		if (sessionId === "") throw invalidRequest("sessionId must not be empty");
		if (roots.length === 0) {
			throw internalError("failed to start fuzzy file search session: at least one search directory is required");
		}
		const ripgrep = findRipgrep();
		const { sessions, ended: gone } = this.#of(client);
		sessions.get(sessionId)?.ended.abort();
		const ended = new AbortController();
		const entries = listed(ripgrep, roots, AbortSignal.any([ended.signal, gone.signal]));
		const session = { entries, ended, query: new AbortController() };
		sessions.set(sessionId, session);
		void this.#answer(session, { sessionId, query: "" }, client, answered);
	}

	updateSession(
		params: RequestParams<"fuzzyFileSearch/sessionUpdate">,
		client: SearchingClient,
		answered: Promise<void>,
	): void {
		const session = this.#of(client).sessions.get(params.sessionId);
		if (!session) throw invalidRequest(`fuzzy file search session not found: ${params.sessionId}`);
		void this.#answer(session, params, client, answered);
	}

	stopSession({ sessionId }: RequestParams<"fuzzyFileSearch/sessionStop">, client: SearchingClient): void {
		const { sessions } = this.#of(client);
		sessions.get(sessionId)?.ended.abort();
		sessions.delete(sessionId);
	}

	/** Tells what is found, unless another query comes first. A search that fails ends with no answer but a line of the log. */
	async #answer(
		session: Session,
		{ sessionId, query }: RequestParams<"fuzzyFileSearch/sessionUpdate">,
		client: SearchingClient,
		answered: Promise<void>,
	): Promise<void> {
		session.query.abort();
		session.query = new AbortController();
		const signal = AbortSignal.any([session.query.signal, session.ended.signal]);
		const files = await session.entries.then(
			(entries) => rank(query, entries, signal),
			(error: unknown) => {
				this.#log("warn", `file search: ${error instanceof Error ? error.message : error}`);
				return null;
			},
		);
		await answered;
		if (signal.aborted) return;
		if (files) client.notify("fuzzyFileSearch/sessionUpdated", { sessionId, query, files });
		client.notify("fuzzyFileSearch/sessionCompleted", { sessionId });
	}

	#of(client: SearchingClient): ClientSearches {
		const known = this.#clients.get(client.id);
		if (known) return known;
		const ended = new AbortController();
		const searches = { running: new Map(), sessions: new Map(), ended };
		this.#clients.set(client.id, searches);
		client.onClose(() => {
			this.#clients.delete(client.id);
			ended.abort();
		});
		return searches;
	}
}

async function listed(ripgrep: string, roots: readonly string[], signal: AbortSignal): Promise<RankableEntries> {
	return prepareEntries(await listEntries(ripgrep, roots, signal), signal);
}
