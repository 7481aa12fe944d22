import fs from "node:fs";
import path from "node:path";
import type { GitInfo } from "#protocol/thread.ts";
import { decoded, linesOfFile } from "./lineSpans.ts";
import { Pace } from "./pace.ts";
import { revisionOf, type Segment, threadIdOf } from "./rolloutFile.ts";
import { parseLine, type SessionMeta } from "./rolloutLine.ts";
import { isStored, plainPath } from "./storedFile.ts";

/** What people and clients said about a thread apart from its rollout. */
export interface ThreadNote {
	name?: string | null;
	git?: GitInfo | null;
}

export interface ThreadFile {
	path: string;
	archived: boolean;
}

/** The folders of `$HEDDLE_HOME` that hold rollouts, and the notes about threads. */
export class ThreadFiles {
	readonly #home: string;

	constructor(home: string) {
		this.#home = home;
	}

	/** `sessions/YYYY/MM/DD/rollout-<local time>-<id>[_<revision>].jsonl` */
	pathFor(id: string, created: Date, revision?: string): string {
		const local = new Date(created.getTime() - created.getTimezoneOffset() * 60_000).toISOString();
		const time = local.slice(0, 19).replaceAll(":", "-");
		return this.#activePathFor(`rollout-${time}-${id}${revision === undefined ? "" : `_${revision}`}.jsonl`);
	}

	/** Where a rollout belongs, by its name. */
	placeFor(rollout: string, archived: boolean): string {
		return archived ? path.join(this.#home, "archived_sessions", rollout) : this.#activePathFor(rollout);
	}

	#activePathFor(rollout: string): string {
		const day = rollout.slice("rollout-".length, "rollout-".length + 10);
		return path.join(this.#home, "sessions", ...day.split("-"), rollout);
	}

	/** Where a rollout is; null when it is gone. */
	locate(rollout: string): string | null {
		for (const archived of [false, true]) {
			const file = this.placeFor(rollout, archived);
			if (isStored(file)) return file;
		}
		return null;
	}

	/** The rollouts of every thread, its newest first: that is the one that counts. */
	all(): Map<string, ThreadFile[]> {
		const found = new Map<string, ThreadFile[]>();
		for (const [folder, archived] of this.#folders()) {
			if (!fs.existsSync(folder)) continue;
			collect(fs.readdirSync(folder, { recursive: true, withFileTypes: true }), archived, found);
		}
		return newestFirst(found);
	}

	/** As `all`, letting others go first between the folders. */
	async listing(): Promise<Map<string, ThreadFile[]>> {
		const found = new Map<string, ThreadFile[]>();
		const pace = new Pace();
		const read = async (folder: string, archived: boolean): Promise<void> => {
			const entries = await fs.promises.readdir(folder, { withFileTypes: true });
			collect(entries, archived, found);
			await pace.pause();
			for (const entry of entries) if (entry.isDirectory()) await read(path.join(folder, entry.name), archived);
		};
		for (const [folder, archived] of this.#folders()) if (fs.existsSync(folder)) await read(folder, archived);
		return newestFirst(found);
	}

	#folders(): [folder: string, archived: boolean][] {
		return [
			[path.join(this.#home, "sessions"), false],
			[path.join(this.#home, "archived_sessions"), true],
		];
	}

	/** The files whose history comes before the first line of a rollout, the oldest first. */
	before(rollout: string): Segment[] {
		const segments: Segment[] = [];
		const seen = new Set([path.basename(rollout)]);
		for (let file: string | null = rollout; file !== null; ) {
			const base = readMeta(file)?.history_base;
			if (!base || seen.has(base.rollout)) break;
			seen.add(base.rollout);
			segments.unshift({
				rollout: base.rollout,
				start: base.end_position - base.end_byte_offset,
				end: base.end_position,
			});
			file = this.locate(base.rollout);
		}
		return segments;
	}

	/** The newest notes about each thread. */
	notes(): Map<string, ThreadNote> {
		const notes = new Map<string, ThreadNote>();
		for (const { raw } of linesOfFile(this.#notesFile)) {
			try {
				const line: unknown = JSON.parse(decoded(raw));
				if (typeof line !== "object" || line === null || !("id" in line)) continue;
				const note = { ...notes.get(String(line.id)) };
				if ("thread_name" in line) note.name = String(line.thread_name);
				if ("git" in line) note.git = line.git as GitInfo;
				notes.set(String(line.id), note);
			} catch {
				// A line cut short by a crash; what was said before it stands.
			}
		}
		return notes;
	}

	addNote(id: string, { name, git }: { name?: string; git?: GitInfo }): void {
		const line = { id, thread_name: name, git, updated_at: new Date().toISOString() };
		fs.appendFileSync(this.#notesFile, `${JSON.stringify(line)}\n`, { mode: 0o600 });
	}

	get #notesFile(): string {
		return path.join(this.#home, "session_index.jsonl");
	}
}

/** Adds the rollouts among the entries of folders to those of their threads. */
function collect(entries: fs.Dirent[], archived: boolean, found: Map<string, ThreadFile[]>): void {
	for (const entry of entries) {
		const name = plainPath(entry.name);
		const id = entry.isFile() ? threadIdOf(name) : null;
		if (id === null) continue;
		const files = found.get(id) ?? [];
		found.set(id, files);
		// The one that was found first counts: a process that is killed can leave a compressed one beside it.
		if (files.some((file) => path.basename(file.path) === name)) continue;
		files.push({ path: path.join(entry.parentPath, name), archived });
	}
}

function newestFirst(found: Map<string, ThreadFile[]>): Map<string, ThreadFile[]> {
	for (const files of found.values())
		files.sort(
			(a, b) => Number(revisionOf(a.path) < revisionOf(b.path)) - Number(revisionOf(a.path) > revisionOf(b.path)),
		);
	return found;
}

/** How many lines are looked at for what the thread was when it began. */
const META_LINES = 50;

/** What a rollout says of its beginning; null when that cannot be read. */
export function readMeta(file: string): SessionMeta | null {
	let seen = 0;
	for (const { raw } of linesOfFile(file)) {
		const line = parseLine(decoded(raw));
		if (line?.type === "session_meta") return line.payload;
		if (++seen >= META_LINES) break;
	}
	return null;
}
