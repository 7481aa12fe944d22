import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { EffectiveConfig } from "./config.ts";
import { type ConfigDocument, isTable, merge, parseOverride, readDocument, type Table, tableAt } from "./document.ts";
import { effectiveConfig } from "./effectiveConfig.ts";

/** Folders beside a project's root that may hold its `config.toml`. */
const PROJECT_FOLDERS = [".codex", ".heddle"];

/** One source of configuration, lowest precedence first in a list of them. */
export interface ConfigLayer {
	name: { type: "user"; file: string } | { type: "project"; dotCodexFolder: string } | { type: "sessionFlags" };
	/** Changes with the content. */
	version: string;
	table: Table;
}

/** The configuration of this process: files are read when they are asked for and again when they have changed. */
export class ConfigStore {
	readonly #home: string;
	readonly #overrides: Table;
	readonly #documents = new Map<string, { stamp: string; document: ConfigDocument }>();

	/** @throws Error when an override of the command line is not `key=value` */
	constructor(home: string, overrides: readonly string[]) {
		this.#home = home;
		this.#overrides = overrides.map(parseOverride).reduce(merge, {});
	}

	get userFile(): string {
		return path.join(this.#home, "config.toml");
	}

	/**
	 * The configuration for a working directory. A project's own file counts only when the user's file trusts the project.
	 * @param session dotted keys of `thread/start.config`, above everything else
	 */
	effective(cwd: string | null, session: Table | null = null): EffectiveConfig {
		const problems = this.#sources(cwd).flatMap((document) => document.problems);
		const layers = this.layers(cwd);
		let raw = layers.map((layer) => layer.table).reduce(merge, {});
		for (const [key, value] of Object.entries(session ?? {})) raw = merge(raw, tableAt(key, value));
		return effectiveConfig(raw, this.#home, [...problems]);
	}

	/** Lowest precedence first. */
	layers(cwd: string | null): ConfigLayer[] {
		const [user, ...projects] = this.#sources(cwd);
		const layers: ConfigLayer[] = [];
		if (user?.exists) layers.push(layerOf({ type: "user", file: user.path }, user.table));
		for (const project of projects) {
			layers.push(layerOf({ type: "project", dotCodexFolder: path.dirname(project.path) }, project.table));
		}
		if (Object.keys(this.#overrides).length > 0) layers.push(layerOf({ type: "sessionFlags" }, this.#overrides));
		return layers;
	}

	isTrusted(cwd: string): boolean {
		const { projects } = this.#read(this.userFile).table;
		if (!isTable(projects)) return false;
		return ancestors(cwd).some((folder) => {
			const project = projects[folder];
			return isTable(project) && project.trust_level === "trusted";
		});
	}

	/** Records in the user's file that a project is trusted; what the file says already stays as it is. */
	trust(cwd: string): void {
		const { table, problems } = this.#read(this.userFile);
		const root = projectRoot(cwd);
		if (problems.length > 0 || (isTable(table.projects) && root in table.projects)) return;
		const before = fs.existsSync(this.userFile) ? fs.readFileSync(this.userFile, "utf8") : "";
		const gap = before === "" ? "" : before.endsWith("\n") ? "\n" : "\n\n";
		const text = `${before}${gap}[projects.${JSON.stringify(root)}]\ntrust_level = "trusted"\n`;
		const temporary = `${this.userFile}.${process.pid}`;
		fs.writeFileSync(temporary, text, { mode: 0o600 });
		fs.renameSync(temporary, this.userFile);
	}

	#sources(cwd: string | null): ConfigDocument[] {
		const user = this.#read(this.userFile);
		if (cwd === null || !this.isTrusted(cwd)) return [user];
		const projects = ancestors(cwd)
			.toReversed()
			.flatMap((folder) => PROJECT_FOLDERS.map((name) => path.join(folder, name, "config.toml")))
			.filter((file) => path.dirname(file) !== this.#home && fs.existsSync(file));
		return [user, ...projects.map((file) => this.#read(file))];
	}

	#read(file: string): ConfigDocument {
		const stat = fs.statSync(file, { throwIfNoEntry: false });
		const stamp = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : "absent";
		const known = this.#documents.get(file);
		if (known?.stamp === stamp) return known.document;
		const document = readDocument(file);
		this.#documents.set(file, { stamp, document });
		return document;
	}
}

function layerOf(name: ConfigLayer["name"], table: Table): ConfigLayer {
	const version = `sha256:${createHash("sha256").update(JSON.stringify(table)).digest("hex")}`;
	return { name, version, table };
}

/** `cwd` and the folders above it, nearest first. */
function ancestors(cwd: string): string[] {
	const folders: string[] = [];
	for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
		folders.push(folder);
		if (folder === path.dirname(folder)) return folders;
	}
}

/** The nearest folder at or above `cwd` that holds a `.git`, else `cwd`. */
function projectRoot(cwd: string): string {
	return ancestors(cwd).find((folder) => fs.existsSync(path.join(folder, ".git"))) ?? path.resolve(cwd);
}
