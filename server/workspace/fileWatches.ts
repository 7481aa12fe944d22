import path from "node:path";
import { invalidRequest } from "#protocol/errors.ts";
import type { NotificationParams, RequestParams, RequestResult } from "#protocol/messages.ts";
import { PathWatch } from "./pathWatch.ts";

interface WatchingClient {
	readonly id: number;
	notify(method: "fs/changed", params: NotificationParams<"fs/changed">): void;
	onClose(listener: () => void): unknown;
}

/** What clients watch: `fs/watch`. Ids are a connection's own, and its watches end with it. */
export class FileWatches {
	readonly #clients = new Map<number, Map<string, PathWatch>>();

	/** @throws a system error for what cannot be watched */
	watch({ watchId, path: file }: RequestParams<"fs/watch">, client: WatchingClient): RequestResult<"fs/watch"> {
		const watches = this.#of(client);
		if (watches.has(watchId)) throw invalidRequest(`watchId already exists: ${watchId}`);
		const target = path.resolve(file);
		const watch = new PathWatch(target, (changedPaths) => client.notify("fs/changed", { watchId, changedPaths }));
		watches.set(watchId, watch);
		return { path: target };
	}

	unwatch({ watchId }: RequestParams<"fs/unwatch">, client: WatchingClient): void {
		const watches = this.#clients.get(client.id);
		watches?.get(watchId)?.close();
		watches?.delete(watchId);
	}

	#of(client: WatchingClient): Map<string, PathWatch> {
		const known = this.#clients.get(client.id);
		if (known) return known;
		const watches = new Map<string, PathWatch>();
		this.#clients.set(client.id, watches);
		client.onClose(() => {
			this.#clients.delete(client.id);
			for (const watch of watches.values()) watch.close();
		});
		return watches;
	}
}
