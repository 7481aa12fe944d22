import path from "node:path";
import { ReasoningEffort, ReasoningSummary } from "#protocol/model.ts";
import { AskForApproval, SandboxMode } from "#protocol/policy.ts";
import type { ConfigProblem, EffectiveConfig, ModelProviderConfig } from "./config.ts";
import { isTable, type Table } from "./document.ts";

const MAX_RETRIES = 100;
const DEFAULT_REQUEST_RETRIES = 4;
const DEFAULT_STREAM_RETRIES = 5;
const DEFAULT_STREAM_IDLE_MS = 300_000;
const DEFAULT_PROJECT_DOC_BYTES = 32 * 1024;
const DEFAULT_UNLOAD_DELAY_SECS = 60;

interface Schema<T> {
	safeParse(value: unknown): { success: true; data: T } | { success: false };
}

/** Takes values out of a table and notes by name the ones that do not fit. */
class Reader {
	readonly #table: Table;
	readonly #prefix: string;
	readonly #problems: ConfigProblem[];
	readonly #file: string;

	constructor(table: Table, file: string, problems: ConfigProblem[], prefix = "") {
		this.#table = table;
		this.#file = file;
		this.#problems = problems;
		this.#prefix = prefix;
	}

	#take<T>(key: string, expected: string, fits: (value: unknown) => value is T): T | null {
		const value = this.#table[key];
		if (value === undefined || value === null) return null;
		if (fits(value)) return value;
		this.wrong(key, expected, value);
		return null;
	}

	wrong(key: string, expected: string, value: unknown): void {
		this.#problems.push({
			summary: `\`${this.#prefix}${key}\` must be ${expected}; it is not used`,
			details: `It is ${JSON.stringify(value)}.`,
			path: this.#file,
			range: null,
		});
	}

	string(key: string): string | null {
		return this.#take(key, "a string", (value) => typeof value === "string");
	}

	boolean(key: string, otherwise: boolean): boolean {
		return this.#take(key, "true or false", (value) => typeof value === "boolean") ?? otherwise;
	}

	/** A whole number of at least 0. */
	count(key: string): number | null {
		return this.#take(
			key,
			"a whole number, 0 or more",
			(value): value is number => Number.isInteger(value) && Number(value) >= 0,
		);
	}

	strings(key: string): string[] | null {
		return this.#take(key, "a list of strings", isStrings);
	}

	record(key: string): Record<string, string> {
		return this.#take(key, "a table of strings", isStringRecord) ?? {};
	}

	oneOf<T>(key: string, schema: Schema<T>, expected: string): T | null {
		const value = this.#table[key];
		if (value === undefined || value === null) return null;
		const parsed = schema.safeParse(value);
		if (parsed.success) return parsed.data;
		this.wrong(key, expected, value);
		return null;
	}

	inner(key: string): Reader {
		const value = this.#take(key, "a table", isTable) ?? {};
		return new Reader(value, this.#file, this.#problems, `${this.#prefix}${key}.`);
	}

	tables(key: string): [string, Reader][] {
		const value = this.#take(key, "a table", isTable) ?? {};
		return Object.entries(value).flatMap(([name, table]) => {
			if (isTable(table))
				return [[name, new Reader(table, this.#file, this.#problems, `${this.#prefix}${key}.${name}.`)]];
			this.wrong(`${key}.${name}`, "a table", table);
			return [];
		});
	}
}

const isStrings = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((each) => typeof each === "string");
const isStringRecord = (value: unknown): value is Record<string, string> =>
	isTable(value) && Object.values(value).every((each) => typeof each === "string");

function provider(id: string, partial: Partial<ModelProviderConfig>): ModelProviderConfig {
	return {
		id,
		name: id,
		baseUrl: null,
		envKey: null,
		envKeyInstructions: null,
		wireApi: "responses",
		httpHeaders: {},
		envHttpHeaders: {},
		queryParams: {},
		requestMaxRetries: DEFAULT_REQUEST_RETRIES,
		streamMaxRetries: DEFAULT_STREAM_RETRIES,
		streamIdleTimeoutMs: DEFAULT_STREAM_IDLE_MS,
		requiresOpenaiAuth: false,
		...partial,
	};
}

function builtInProviders(openaiBaseUrl: string | null): ModelProviderConfig[] {
	return [
		provider("openai", {
			name: "OpenAI",
			baseUrl: withoutSlash(openaiBaseUrl ?? "https://api.openai.com/v1"),
			envKey: "OPENAI_API_KEY",
			requiresOpenaiAuth: true,
		}),
		provider("ollama", { name: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" }),
		provider("lmstudio", { name: "LM Studio", baseUrl: "http://127.0.0.1:1234/v1" }),
		provider("tour", { name: "Tour", wireApi: "tour" }),
	];
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");

function readProvider(id: string, table: Reader): ModelProviderConfig {
	const wireApi =
		table.oneOf("wire_api", words("responses", "tour"), '"responses"') ?? (id === "tour" ? id : "responses");
	const baseUrl = table.string("base_url");
	const isUsable = baseUrl !== null && URL.canParse(baseUrl);
	if (wireApi === "responses" && !isUsable) table.wrong("base_url", "an http or https address", baseUrl);
	const retries = (key: string, otherwise: number) => Math.min(table.count(key) ?? otherwise, MAX_RETRIES);
	return provider(id, {
		name: table.string("name") ?? id,
		wireApi,
		baseUrl: isUsable ? withoutSlash(baseUrl) : null,
		envKey: table.string("env_key"),
		envKeyInstructions: table.string("env_key_instructions"),
		httpHeaders: table.record("http_headers"),
		envHttpHeaders: table.record("env_http_headers"),
		queryParams: table.record("query_params"),
		requestMaxRetries: retries("request_max_retries", DEFAULT_REQUEST_RETRIES),
		streamMaxRetries: retries("stream_max_retries", DEFAULT_STREAM_RETRIES),
		streamIdleTimeoutMs: table.count("stream_idle_timeout_ms") ?? DEFAULT_STREAM_IDLE_MS,
		requiresOpenaiAuth: table.boolean("requires_openai_auth", false),
	});
}

/** The schema of a set of texts, for keys the protocol has no type for. */
function words<const T extends string>(...allowed: T[]): Schema<T> {
	return {
		safeParse: (value) => {
			const data = allowed.find((each) => each === value);
			return data === undefined ? { success: false } : { success: true, data };
		},
	};
}

/** Reads a merged document, with every default of the reference filled in. */
export function effectiveConfig(raw: Table, home: string, problems: ConfigProblem[]): EffectiveConfig {
	const file = path.join(home, "config.toml");
	const top = new Reader(raw, file, problems);
	const providers = new Map(builtInProviders(top.string("openai_base_url")).map((each) => [each.id, each]));
	for (const [id, table] of top.tables("model_providers")) providers.set(id, readProvider(id, table));
	const workspaceWrite = top.inner("sandbox_workspace_write");
	const environment = top.inner("shell_environment_policy");
	let modelProvider = top.string("model_provider") ?? "openai";
	if (!providers.has(modelProvider)) {
		top.wrong("model_provider", `one of ${[...providers.keys()].join(", ")}`, modelProvider);
		modelProvider = "openai";
	}
	return {
		home,
		model: top.string("model"),
		modelProvider,
		providers,
		reasoningEffort: top.oneOf("model_reasoning_effort", ReasoningEffort(), "a reasoning effort such as medium"),
		reasoningSummary: top.oneOf("model_reasoning_summary", ReasoningSummary(), "auto, concise, detailed or none"),
		verbosity: top.oneOf("model_verbosity", words("low", "medium", "high"), "low, medium or high"),
		contextWindow: top.count("model_context_window"),
		approvalPolicy: top.oneOf("approval_policy", AskForApproval(), "untrusted, on-request or never"),
		sandboxMode: top.oneOf("sandbox_mode", SandboxMode(), "read-only, workspace-write or danger-full-access"),
		sandboxWorkspaceWrite: {
			writableRoots: workspaceWrite.strings("writable_roots") ?? [],
			networkAccess: workspaceWrite.boolean("network_access", false),
			excludeTmpdirEnvVar: workspaceWrite.boolean("exclude_tmpdir_env_var", false),
			excludeSlashTmp: workspaceWrite.boolean("exclude_slash_tmp", false),
		},
		shellEnvironmentPolicy: {
			inherit: environment.oneOf("inherit", words("all", "core", "none"), "all, core or none") ?? "all",
			ignoreDefaultExcludes: environment.boolean("ignore_default_excludes", true),
			exclude: environment.strings("exclude") ?? [],
			set: environment.record("set"),
			includeOnly: environment.strings("include_only") ?? [],
		},
		projectDocMaxBytes: top.count("project_doc_max_bytes") ?? DEFAULT_PROJECT_DOC_BYTES,
		projectDocFallbackFilenames: top.strings("project_doc_fallback_filenames") ?? [],
		projectRootMarkers: top.strings("project_root_markers") ?? [".git"],
		developerInstructions: top.string("developer_instructions"),
		toolOutputTokenLimit: top.count("tool_output_token_limit"),
		threadUnloadDelaySecs: top.count("thread_unload_delay_secs") ?? DEFAULT_UNLOAD_DELAY_SECS,
		raw,
		problems,
	};
}
