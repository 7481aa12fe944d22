import type { ThreadSourceKind } from "#protocol/thread.ts";
import { uuidProblem } from "../../threads/uuid.ts";
import type { LocalClient } from "../localClient.ts";

/** Threads that a person started, in an editor or by a command. */
const SOURCES: ThreadSourceKind[] = ["cli", "vscode", "exec", "appServer", "unknown"];

/** The thread of that id or, where it is no id, of that name: the one last worked on. Null when there is none of that name. */
export async function findThread(client: LocalClient, idOrName: string): Promise<string | null> {
	if (uuidProblem(idOrName) === null) return idOrName;
	for (let cursor: string | null = null; ; ) {
		const page = await list(client, { searchTerm: idOrName, cursor });
		const found = page.data.find(({ name }) => name === idOrName);
		if (found) return found.id;
		cursor = page.nextCursor ?? null;
		if (cursor === null) return null;
	}
}

/** The thread last worked on, in `cwd` unless that is null; null when there is none. */
export async function lastThread(client: LocalClient, cwd: string | null): Promise<string | null> {
	const { data } = await list(client, { cwd, limit: 1 });
	return data[0]?.id ?? null;
}

function list(
	client: LocalClient,
	filter: { cwd?: string | null; searchTerm?: string; cursor?: string | null; limit?: number },
) {
	return client.request("thread/list", { sortKey: "updated_at", sourceKinds: SOURCES, ...filter });
}
