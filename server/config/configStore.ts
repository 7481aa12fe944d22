import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { checkConfig, valueAt } from "./check.ts";
import type { ConfigProblem, EffectiveConfig } from "./config.ts";
import {
	type ConfigDocument,
	canonical,
	isTable,
	merge,
	parseOverride,
	readDocument,
	type Table,
	tableAt,
} from "./document.ts";
import { DEFAULT_ROOT_MARKERS, effectiveConfig } from "./effectiveConfig.ts";
import { placeOf } from "./place.ts";
import { type Requirements, readRequirements, withChecked, withRequired } from "./requirements.ts";

/** What an administrator sets for every user of the machine. */
const SYSTEM_FOLDER =
	process.platform === "win32" ? path.join(process.env.ProgramData ?? "C:\\ProgramData", "heddle") : "/etc/heddle";

/** Folders beside a project's root that may hold its `config.toml`. */
const PROJECT_FOLDERS = [".codex", ".heddle"];

/**
 * How old a change has to be, in milliseconds, before its time tells it from the next one: file systems count in ticks, of up to two seconds.
 * Until then a file is read whenever it is asked for.
 */
const SETTLED_MS = 2000;

/** The table of a layer that does not count. */
const NOTHING: Table = {};

/**
 * What a project may not choose, trusted or not: where a person's key and conversations go, and which programs are told of them, and what the automatic reviewer goes by.
 */
const USER_ONLY_KEYS: ReadonlySet<string> = new Set([
	"auto_review",
	"openai_base_url",
	"chatgpt_base_url",
	"experimental_realtime_ws_base_url",
	"model_provider",
	"model_providers",
	"notify",
	"otel",
	"profile",
	"profiles",
	"projects",
]);

/** One source of configuration, lowest precedence first in a list of them. */
export interface ConfigLayer {
	name:
		| { type: "system"; file: string }
		| { type: "user"; file: string; profile: string | null }
		| { type: "project"; dotCodexFolder: string }
		| { type: "sessionFlags" };
	table: Table;
	/** Null for what no file says. */
	document: ConfigDocument | null;
	/** Why nothing of it counts; null when it counts. Its table is empty then. */
	disabledReason: string | null;
}

/** What the command line says of the configuration. */
export interface ConfigFlags {
	/** `key=value` texts of `-c`, in order; they win over every file. */
	overrides: readonly string[];
	/** `$HEDDLE_HOME/<profile>.config.toml` is laid over the files. */
	profile: string | null;
	/** Whether the user's own `config.toml` is left out. Whom it trusts still counts. */
	ignoreUserConfig: boolean;
}

/** The configuration of this process: files are read when they are asked for and again when they have changed. */
export class ConfigStore {
	readonly #home: string;
	readonly #systemFolder: string;
	readonly #overrides: Table;
	readonly #flags: Omit<ConfigFlags, "overrides">;
	readonly #documents = new Map<string, { stamp: string; document: ConfigDocument; isSettled: boolean }>();
	/** What was last worked out for each folder, and from what. */
	readonly #effective = new Map<string | null, { from: readonly unknown[]; config: EffectiveConfig }>();

	/** @throws Error when an override of the command line is not `key=value` */
	constructor(home: string, { overrides, ...flags }: ConfigFlags, systemFolder: string = SYSTEM_FOLDER) {
		this.#home = home;
		this.#systemFolder = systemFolder;
		this.#flags = flags;
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
		const layers = this.layers(cwd);
		const requirements = this.#read(path.join(this.#systemFolder, "requirements.toml"));
		const from = [session, requirements, ...layers.flatMap(({ table, disabledReason }) => [table, disabledReason])];
		const known = this.#effective.get(cwd);
		if (known?.from.length === from.length && from.every((each, at) => each === known.from[at])) return known.config;
		const config = this.#workOut(layers, session, requirements);
		this.#effective.set(cwd, { from, config });
		return config;
	}

	#workOut(layers: readonly ConfigLayer[], session: Table | null, requirements: ConfigDocument): EffectiveConfig {
		const problems = [
			...layers.flatMap(({ document, disabledReason }) => (disabledReason === null && document?.problems) || []),
			...layers.flatMap((layer) => unknownKeys(layer)),
		];
		let raw = layers.map((layer) => layer.table).reduce(merge, {});
		for (const [key, value] of Object.entries(session ?? {})) raw = merge(raw, tableAt(key, value));
		const required = readRequirements(requirements);
		problems.push(...required.problems, ...replaced(raw, required.requirements));
		raw = withRequired(raw, required.requirements.settings);
		const config = effectiveConfig(raw, this.#home, (keys, expected) => {
			const summary = `\`${keys.join(".")}\` must be ${expected}; it is not used`;
			const details = `It is ${JSON.stringify(valueAt(raw, keys))}.`;
			problems.push({ summary, details, ...placeIn(layers, keys, "value") });
		});
		const checked = withChecked(required.requirements, config);
		return { ...config, problems: [...problems, ...checked.problems], requirements: checked.requirements };
	}

	/** Lowest precedence first. */
	layers(cwd: string | null): ConfigLayer[] {
		const fromFile = (name: ConfigLayer["name"], document: ConfigDocument): ConfigLayer => {
			return { name, table: document.table, document, disabledReason: null };
		};
		const user = this.#read(this.userFile);
		const systemFile = path.join(this.#systemFolder, "config.toml");
		const layers = [fromFile({ type: "system", file: systemFile }, this.#read(systemFile))];
		if (!this.#flags.ignoreUserConfig)
			layers.push(fromFile({ type: "user", file: this.userFile, profile: null }, user));
		const flags: ConfigLayer = {
			name: { type: "sessionFlags" },
			table: this.#overrides,
			document: null,
			disabledReason: null,
		};
		const profile = this.#profile().map((document) =>
			fromFile({ type: "user", file: document.path, profile: this.#flags.profile }, document),
		);
		if (cwd !== null) layers.push(...this.#projects(cwd, [...layers, flags]));
		layers.push(...profile);
		if (Object.keys(this.#overrides).length > 0) layers.push(flags);
		return layers;
	}

	/** Whether the user's file trusts the folder, its project's root or its repository; the nearest that it names decides. */
	isTrusted(cwd: string, root = projectRoot(cwd, DEFAULT_ROOT_MARKERS)): boolean {
		const { projects } = this.#read(this.userFile).table;
		const named = [path.resolve(cwd), root, projectRoot(cwd, DEFAULT_ROOT_MARKERS)];
		const levels = named.map((folder) => valueAt(projects, [folder, "trust_level"]));
		return levels.find((level) => level !== undefined) === "trusted";
	}

	/** Records in the user's file that a project is trusted; what the file says already stays as it is. */
	trust(cwd: string): void {
		const { table, problems } = this.#read(this.userFile);
		const root = projectRoot(cwd, DEFAULT_ROOT_MARKERS);
		if (problems.length > 0 || (isTable(table.projects) && root in table.projects)) return;
		const before = fs.existsSync(this.userFile) ? fs.readFileSync(this.userFile, "utf8") : "";
		const gap = before === "" ? "" : before.endsWith("\n") ? "\n" : "\n\n";
		const text = `${before}${gap}[projects.${JSON.stringify(root)}]\ntrust_level = "trusted"\n`;
		const temporary = `${this.userFile}.${process.pid}`;
		fs.writeFileSync(temporary, text, { mode: 0o600 });
		fs.renameSync(temporary, this.userFile);
	}

	/** The file of the profile that the command line names, if it names one. */
	#profile(): ConfigDocument[] {
		const { profile } = this.#flags;
		if (profile === null) return [];
		const document = this.#read(path.join(this.#home, `${profile}.config.toml`));
		if (document.exists || document.problems.length > 0) return [document];
		const summary = `There is no profile "${profile}"; nothing is laid over your configuration`;
		return [{ ...document, problems: [{ summary, details: null, path: document.path, range: null }] }];
	}

	/** The layers of the folders from the project's root to `cwd`. */
	#projects(cwd: string, below: readonly ConfigLayer[]): ConfigLayer[] {
		const { project_root_markers } = below.map((layer) => layer.table).reduce(merge, {});
		const set = project_root_markers === undefined ? {} : checkConfig({ project_root_markers }).values;
		const root = projectRoot(cwd, set.project_root_markers ?? DEFAULT_ROOT_MARKERS);
		const isTrusted = this.isTrusted(cwd, root);
		return ancestors(cwd)
			.filter((folder) => folder === root || folder.startsWith(root.endsWith(path.sep) ? root : root + path.sep))
			.toReversed()
			.flatMap((folder) => PROJECT_FOLDERS.map((name) => path.join(folder, name)))
			.filter((folder) => folder !== this.#home && fs.existsSync(path.join(folder, "config.toml")))
			.map((dotCodexFolder): ConfigLayer => {
				const name = { type: "project", dotCodexFolder } as const;
				const document = withoutUserOnly(this.#read(path.join(dotCodexFolder, "config.toml")));
				if (isTrusted) return { name, table: document.table, document, disabledReason: null };
				const disabledReason = `To load project-local config, hooks, and exec policies, add ${root} as a trusted project in ${this.userFile}.`;
				return { name, table: NOTHING, document, disabledReason };
			});
	}

	#read(file: string): ConfigDocument {
		const stat = fs.statSync(file, { throwIfNoEntry: false });
		const stamp = stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : "absent";
		const known = this.#documents.get(file);
		if (known?.stamp === stamp && known.isSettled) return known.document;
		const isSettled = !stat || Date.now() - stat.mtimeMs > SETTLED_MS;
		const read = readDocument(file);
		// What was made of a document stays while it says the same.
		const document = known && isDeepStrictEqual(known.document, read) ? known.document : read;
		this.#documents.set(file, { stamp, document, isSettled });
		return document;
	}
}

function withoutUserOnly(project: ConfigDocument): ConfigDocument {
	const kept = Object.entries(project.table).filter(([key]) => !USER_ONLY_KEYS.has(key));
	const ignored = Object.keys(project.table).filter((key) => USER_ONLY_KEYS.has(key));
	if (ignored.length === 0) return project;
	const problem: ConfigProblem = {
		summary: `A project cannot set ${ignored.join(", ")}; not used from ${project.path}`,
		details: "Such keys count only in your own config.toml.",
		path: project.path,
		range: null,
	};
	return { ...project, table: Object.fromEntries(kept), problems: [...project.problems, problem] };
}

/** Changes with the content, and with nothing else. */
export function versionOf(table: Table): string {
	return `sha256:${createHash("sha256").update(canonical(table)).digest("hex")}`;
}

/** What was configured otherwise than the administrator sets it. */
function replaced(raw: Table, { settings, file }: Requirements): ConfigProblem[] {
	return Object.entries(settings)
		.flatMap(([key, value]) => (isTable(value) ? Object.keys(value).map((inner) => [key, inner]) : [[key]]))
		.filter((keys) => ![undefined, valueAt(settings, keys)].includes(valueAt(raw, keys) as undefined))
		.map((keys) => {
			const required = valueAt(settings, keys);
			const place = { path: null, range: null };
			// A table may hold a key or a header.
			if (isTable(required)) return { summary: `\`${keys.join(".")}\` is that of ${file}`, details: null, ...place };
			const summary = `\`${keys.join(".")}\` is ${JSON.stringify(required)}, as ${file} requires`;
			return { summary, details: `It was set to ${JSON.stringify(valueAt(raw, keys))}.`, ...place };
		});
}

/** What the layer sets that nobody knows. */
function unknownKeys(layer: ConfigLayer): ConfigProblem[] {
	const source = layer.document?.path ?? "-c";
	return checkConfig(layer.table)
		.mismatches.filter((mismatch) => mismatch.unknown)
		.map(({ path: keys }) => ({
			summary: `Unknown setting \`${keys.join(".")}\`; it is ignored`,
			details: `It is set by ${source}. Check its spelling and the table that it stands in.`,
			...placeIn([layer], keys, "key"),
		}));
}

/** The file, and the place in it, of the highest layer that sets a key. */
function placeIn(
	layers: readonly ConfigLayer[],
	keys: readonly string[],
	what: "key" | "value",
): Pick<ConfigProblem, "path" | "range"> {
	const document = layers.findLast((layer) => valueAt(layer.table, keys) !== undefined)?.document;
	return { path: document?.path ?? null, range: document ? placeOf(document.text, keys, what) : null };
}

/** `cwd` and the folders above it, nearest first. */
function ancestors(cwd: string): string[] {
	const folders: string[] = [];
	for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
		folders.push(folder);
		if (folder === path.dirname(folder)) return folders;
	}
}

/** The nearest folder at or above `cwd` that holds a marker, else `cwd`. */
function projectRoot(cwd: string, markers: readonly string[]): string {
	const holds = (folder: string) => markers.some((marker) => fs.existsSync(path.join(folder, marker)));
	return ancestors(cwd).find(holds) ?? path.resolve(cwd);
}
