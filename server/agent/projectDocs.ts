import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { EffectiveConfig } from "../config/config.ts";

const OVERRIDE = "AGENTS.override.md";
const DEFAULT = "AGENTS.md";
const SEPARATOR = "\n\n--- project-doc ---\n\n";

/** The AGENTS.md files in force for a directory. */
export interface ProjectDocs {
	/** Absolute paths, the global one first, then root to cwd. */
	sources: string[];
	/** Null when there is nothing to say. */
	text: string | null;
	/** The file that did not fit, with what was read of it and its length in bytes; null when everything did. */
	cut: { path: string; read: number; length: number } | null;
}

type DocsConfig = Pick<
	EffectiveConfig,
	"home" | "projectDocMaxBytes" | "projectDocFallbackFilenames" | "projectRootMarkers"
>;

/** Reads the global AGENTS.md and those from the project's root down to `cwd` (protocol.md §9.7). */
export async function loadProjectDocs(cwd: string, config: DocsConfig): Promise<ProjectDocs> {
	const sources: string[] = [];
	const project: string[] = [];
	let room = config.projectDocMaxBytes;
	let cut: ProjectDocs["cut"] = null;
	const names = [OVERRIDE, DEFAULT, ...config.projectDocFallbackFilenames];
	const directories = room > 0 ? directoriesDownTo(cwd, config.projectRootMarkers) : [];
	const [global, ...documents] = await Promise.all([
		firstDocument(config.home, [OVERRIDE, DEFAULT]),
		...(await directories).map((directory) => firstDocument(directory, names)),
	]);
	if (global) sources.push(global.path);
	for (const found of documents) {
		if (!found || found.path === global?.path) continue;
		const text = firstBytes(found.bytes, room);
		if (found.bytes.length > room) cut = { path: found.path, read: room, length: found.bytes.length };
		room -= Math.min(room, found.bytes.length);
		if (text.trim() === "") continue;
		sources.push(found.path);
		project.push(text);
		if (room === 0) break;
	}
	const parts = [global ? global.bytes.toString("utf8") : "", project.join("\n\n")].filter((part) => part !== "");
	return { sources, text: parts.length > 0 ? parts.join(SEPARATOR) : null, cut };
}

/** From the project's root (the nearest ancestor with a marker, else `cwd` itself) down to `cwd`. */
async function directoriesDownTo(cwd: string, markers: readonly string[]): Promise<string[]> {
	const upwards = [cwd];
	for (let last = cwd; path.dirname(last) !== last; upwards.push(last)) last = path.dirname(last);
	const isRoot = async (directory: string) =>
		(await Promise.all(markers.map((marker) => exists(path.join(directory, marker))))).some(Boolean);
	const root = (await Promise.all(upwards.map(isRoot))).indexOf(true);
	return root < 0 ? [cwd] : upwards.slice(0, root + 1).reverse();
}

async function firstDocument(
	directory: string,
	names: readonly string[],
): Promise<{ path: string; bytes: Buffer } | null> {
	for (const name of names) {
		// A configured name could otherwise lead out of the project.
		if (name !== path.basename(name)) continue;
		const file = path.join(directory, name);
		try {
			const bytes = await readFile(file);
			if (bytes.toString("utf8").trim() !== "") return { path: file, bytes };
		} catch {
			// Missing, a directory, or unreadable: the next name is tried, as the reference does.
		}
	}
	return null;
}

/** At most `limit` bytes, cut at the end of a character. */
function firstBytes(bytes: Buffer, limit: number): string {
	if (bytes.length <= limit) return bytes.toString("utf8");
	let end = limit;
	while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
	return bytes.toString("utf8", 0, end);
}

async function exists(file: string): Promise<boolean> {
	try {
		await stat(file);
		return true;
	} catch {
		return false;
	}
}
