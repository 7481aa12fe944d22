import fs from "node:fs";
import path from "node:path";
import { textLines } from "./rolloutFile.ts";
import { parseLine, type SessionMeta } from "./rolloutLine.ts";
import { previewOf, type ThreadRecord } from "./threadRecord.ts";

const ROLLOUT = /^rollout-.*-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.jsonl$/;

/** How many lines of a rollout are looked at for its first message. */
const HEAD_LINES = 50;

/** The folders of `$HEDDLE_HOME` that hold rollouts, and the names people gave. */
export class ThreadFiles {
	readonly #home: string;

	constructor(home: string) {
		this.#home = home;
	}

	/** `sessions/YYYY/MM/DD/rollout-<local time>-<id>.jsonl` */
	pathFor(id: string, created: Date): string {
		const local = new Date(created.getTime() - created.getTimezoneOffset() * 60_000).toISOString();
		const [day = "", time = ""] = local.slice(0, 19).split("T");
		const name = `rollout-${day}T${time.replaceAll(":", "-")}-${id}.jsonl`;
		return path.join(this.#home, "sessions", ...day.split("-"), name);
	}

	archivedPathFor(file: string): string {
		return path.join(this.#home, "archived_sessions", path.basename(file));
	}

	/** Every rollout, by thread id. */
	all(): Map<string, { path: string; archived: boolean }> {
		const found = new Map<string, { path: string; archived: boolean }>();
		const collect = (folder: string, archived: boolean) => {
			for (const entry of readdir(folder)) {
				const id = entry.isFile() ? ROLLOUT.exec(entry.name)?.[1] : undefined;
				if (id !== undefined) found.set(id, { path: path.join(entry.parentPath, entry.name), archived });
			}
		};
		collect(path.join(this.#home, "archived_sessions"), true);
		collect(path.join(this.#home, "sessions"), false);
		return found;
	}

	/** The row of a rollout; null when its beginning cannot be read. */
	describe(file: string, archived: boolean, names: ReadonlyMap<string, string>): ThreadRecord | null {
		const head = readHead(file);
		if (head === null) return null;
		const { meta, preview } = head;
		return {
			id: meta.id,
			path: file,
			preview,
			name: names.get(meta.id) ?? null,
			cwd: meta.cwd,
			model: meta.model,
			modelProvider: meta.model_provider,
			source: meta.source,
			originator: meta.originator,
			cliVersion: meta.cli_version,
			git: meta.git,
			archived,
			createdAt: Math.floor(Date.parse(meta.timestamp) / 1000),
			updatedAt: Math.floor(fs.statSync(file).mtimeMs / 1000),
		};
	}

	/** The newest name of each thread. */
	names(): Map<string, string> {
		const names = new Map<string, string>();
		if (!fs.existsSync(this.#namesFile)) return names;
		for (const text of textLines(this.#namesFile)) {
			try {
				const line: unknown = JSON.parse(text);
				if (typeof line !== "object" || line === null || !("id" in line) || !("thread_name" in line)) continue;
				names.set(String(line.id), String(line.thread_name));
			} catch {
				// A line cut short by a crash; the name before it stands.
			}
		}
		return names;
	}

	addName(id: string, name: string): void {
		const line = JSON.stringify({ id, thread_name: name, updated_at: new Date().toISOString() });
		fs.appendFileSync(this.#namesFile, `${line}\n`, { mode: 0o600 });
	}

	get #namesFile(): string {
		return path.join(this.#home, "session_index.jsonl");
	}
}

function readdir(folder: string): fs.Dirent[] {
	if (!fs.existsSync(folder)) return [];
	return fs.readdirSync(folder, { recursive: true, withFileTypes: true });
}

function readHead(file: string): { meta: SessionMeta; preview: string } | null {
	let meta: SessionMeta | null = null;
	let seen = 0;
	for (const text of textLines(file)) {
		if (++seen > HEAD_LINES) break;
		const line = parseLine(text);
		if (line?.type === "session_meta") meta ??= line.payload;
		if (line?.type !== "event_msg" || line.payload.type !== "input_accepted" || meta === null) continue;
		const { item_id, client_id, input } = line.payload;
		return { meta, preview: previewOf({ type: "userMessage", id: item_id, clientId: client_id, content: input }) };
	}
	return meta === null ? null : { meta, preview: "" };
}
