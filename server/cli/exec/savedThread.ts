import type { ThreadSourceKind } from "#protocol/thread.ts";
import { uuidProblem } from "../../threads/uuid.ts";
import type { LocalClient } from "../localClient.ts";

/** Threads that a person started, in an editor or by a command. */
const SOURCES: ThreadSourceKind[] = ["cli", "vscode", "exec", "appServer", "unknown"];

/** The thread of that id or, where it is no id, of that name: the one last worked on. @throws Error when there is none */
export async function findThread(client: LocalClient, idOrName: string): Promise<string> {
	if (uuidProblem(idOrName) === null) return idOrName;
	for (let cursor: string | null = null; ; ) {
		const page = await list(client, { searchTerm: idOrName, cursor });
		const found = page.data.find(({ name }) => name === idOrName);
		if (found) return found.id;
		cursor = page.nextCursor ?? null;
		if (cursor === null) throw new Error(`There is no thread named "${idOrName}".`);
	}
}

/** The thread last worked on, in `cwd` unless that is null. @throws Error when there is none */
export async function lastThread(client: LocalClient, cwd: string | null): Promise<string> {
	const { data } = await list(client, { cwd, limit: 1 });
	const last = data[0];
	if (last) return last.id;
	throw new Error(
		cwd === null
			? "There is no thread to resume."
			: `There is no thread to resume in ${cwd}. --all looks in every folder.`,
	);
}

function list(
	client: LocalClient,
	filter: { cwd?: string | null; searchTerm?: string; cursor?: string | null; limit?: number },
) {
	return client.request("thread/list", { sortKey: "updated_at", sourceKinds: SOURCES, ...filter });
}
