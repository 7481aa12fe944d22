import type { ThreadItem } from "#protocol/item.ts";
import type { ServerRequestParams, ServerRequestResult } from "#protocol/messages.ts";
import type { ServerRequestMethod } from "#protocol/serverRequests.ts";
import type { ThreadTokenUsage, TokenUsageBreakdown } from "#protocol/thread.ts";
import type { TurnHost, TurnNotification, TurnSettings, TurnTask } from "../../server/agent/turnHost.ts";
import type { EffectiveConfig, ModelProviderConfig } from "../../server/config/config.ts";
import type { Accepted } from "../../server/model/acceptedInput.ts";
import type { ResponseItem } from "../../server/model/responseItem.ts";
import type { ThreadTools, ToolCall, ToolOutput } from "../../server/tools/tool.ts";

/** Everything a turn did towards its clients, in order. */
export type Recorded =
	| { kind: "started" | "completed"; item: ThreadItem }
	| { kind: "notification"; method: string; params: Record<string, unknown> }
	| { kind: "usage"; last: TokenUsageBreakdown; window: number | null }
	| { kind: "warning"; message: string };

export function providerConfig(overrides: Partial<ModelProviderConfig> = {}): ModelProviderConfig {
	return {
		id: "scripted",
		name: "Scripted",
		baseUrl: "http://127.0.0.1:1/v1",
		envKey: null,
		envKeyInstructions: null,
		wireApi: "responses",
		httpHeaders: {},
		envHttpHeaders: {},
		queryParams: {},
		requestMaxRetries: 4,
		streamMaxRetries: 5,
		streamIdleTimeoutMs: 300_000,
		requiresOpenaiAuth: false,
		signedInKey: async () => null,
		...overrides,
	};
}

export function effectiveConfig(overrides: Partial<EffectiveConfig> = {}): EffectiveConfig {
	return {
		home: "/nonexistent/home",
		model: "gpt-5.5",
		modelProvider: "scripted",
		ossProvider: null,
		forcedLoginMethod: null,
		providers: new Map(),
		reasoningEffort: null,
		reasoningSummary: null,
		verbosity: null,
		contextWindow: null,
		autoCompactTokenLimit: null,
		autoCompactScope: "total",
		reviewModel: null,
		compactPrompt: null,
		approvalPolicy: null,
		approvalsReviewer: null,
		autoReviewPolicy: null,
		sandboxMode: null,
		defaultPermissions: null,
		canRequestPermissions: false,
		sandboxWorkspaceWrite: {
			writableRoots: [],
			networkAccess: false,
			excludeTmpdirEnvVar: false,
			excludeSlashTmp: false,
		},
		shellEnvironmentPolicy: { inherit: "all", ignoreDefaultExcludes: true, exclude: [], set: {}, includeOnly: [] },
		projectDocMaxBytes: 32_768,
		projectDocFallbackFilenames: [],
		projectRootMarkers: [".git"],
		developerInstructions: null,
		instructions: null,
		allowLoginShell: true,
		modelInstructionsFile: null,
		includes: { environment: true, environmentTime: true, permissions: true, collaborationMode: true },
		serviceTier: null,
		personality: null,
		toolOutputTokenLimit: null,
		credentialsStore: "file",
		threadUnloadDelaySecs: 60,
		raw: {},
		problems: [],
		requirements: {
			file: "",
			approvalPolicies: null,
			approvalsReviewers: null,
			sandboxModes: null,
			profiles: null,
			deniedReads: [],
			rules: [],
			modelProvider: null,
			failure: null,
			settings: {},
			developerInstructions: null,
			table: {},
		},
		...overrides,
	};
}

const defaultSettings: TurnSettings = {
	cwd: "/nonexistent/workspace",
	model: "gpt-5.5",
	modelProvider: "scripted",
	effort: null,
	summary: null,
	approvalPolicy: "on-request",
	approvalsReviewer: "user",
	sandboxPolicy: {
		type: "workspaceWrite",
		writableRoots: [],
		networkAccess: false,
		excludeSlashTmp: false,
		excludeTmpdirEnvVar: false,
	},
	serviceTier: null,
	personality: null,
	mode: { kind: "default", instructions: null },
	disabledPluginIds: [],
	dynamicTools: [],
	permissionRules: null,
	workspaceRoots: null,
	baseInstructions: null,
	developerInstructions: null,
	outputSchema: undefined,
};

export interface FakeTurnHostOptions {
	settings?: Partial<TurnSettings>;
	config?: Partial<EffectiveConfig>;
	provider?: Partial<ModelProviderConfig>;
	history?: ResponseItem[];
}

/** A TurnHost that records, and checks on its way that items start once and complete once. */
export class FakeTurnHost implements TurnHost {
	readonly threadId = "thread";
	readonly turnId = "turn";
	readonly task: TurnTask = { type: "regular" };
	readonly settings: TurnSettings;
	readonly config: EffectiveConfig;
	readonly recorded: Recorded[] = [];
	readonly items: ResponseItem[];
	readonly history;
	readonly usage: ThreadTokenUsage | null = null;
	readonly drained = null;
	readonly prompted = null;
	readonly #abort = new AbortController();
	readonly #open = new Set<string>();
	readonly #seen = new Set<string>();
	#input: Accepted[] = [];
	#inputs = 0;
	readonly #inputListeners = new Set<() => void>();
	/** Called for every record, for tests that act in the middle of a turn. */
	onRecord: (record: Recorded) => void = () => {};

	constructor(options: FakeTurnHostOptions = {}) {
		this.settings = { ...defaultSettings, ...options.settings };
		const provider = providerConfig(options.provider);
		this.config = effectiveConfig({ providers: new Map([[provider.id, provider]]), ...options.config });
		const items = options.history ?? [];
		this.items = items;
		this.history = {
			items,
			append: (...more: ResponseItem[]) => {
				items.push(...more);
			},
			appendAccepted: (_: string, item: ResponseItem) => {
				items.push(item);
			},
			ordinalOf: () => null,
			compact: () => {
				throw new Error("this host keeps a history that cannot be compacted");
			},
		};
	}

	get signal(): AbortSignal {
		return this.#abort.signal;
	}

	/** Ids of the items that have started and not completed. */
	get openItems(): string[] {
		return [...this.#open];
	}

	input(text: string): void {
		this.#input.push({ id: `input-${++this.#inputs}`, input: [{ type: "text", text, text_elements: [] }] });
		for (const listener of [...this.#inputListeners]) listener();
	}

	inject(...items: ResponseItem[]): void {
		this.#input.push(...items.map((item) => ({ id: `input-${++this.#inputs}`, item })));
	}

	onInput(listener: () => void) {
		this.#inputListeners.add(listener);
		if (this.#input.length > 0) listener();
		return { dispose: () => this.#inputListeners.delete(listener) };
	}

	takeInput(): Accepted[] {
		const input = this.#input;
		this.#input = [];
		return input;
	}

	startItem(item: ThreadItem): void {
		if (this.#seen.has(item.id)) throw new Error(`item ${item.id} started twice`);
		this.#seen.add(item.id);
		this.#open.add(item.id);
		this.#record({ kind: "started", item });
	}

	completeItem(item: ThreadItem): void {
		if (!this.#open.delete(item.id)) throw new Error(`item ${item.id} completed without being open`);
		this.#record({ kind: "completed", item });
	}

	notify(method: TurnNotification, params: Record<string, unknown>): void {
		if (typeof params.itemId === "string" && !this.#open.has(params.itemId)) {
			throw new Error(`${method} for the item ${params.itemId}, which is not open`);
		}
		this.#record({ kind: "notification", method, params });
	}

	request<M extends ServerRequestMethod>(
		method: M,
		_params: Omit<ServerRequestParams<M>, "threadId" | "turnId">,
	): Promise<ServerRequestResult<M>> {
		return Promise.reject(new Error(`unexpected request ${method}`));
	}

	reportUsage(last: TokenUsageBreakdown, window: number | null): void {
		this.#record({ kind: "usage", last, window });
	}

	reportContextSize(): void {}

	warn(message: string): void {
		this.#record({ kind: "warning", message });
	}

	warnOfReview(message: string): void {
		this.warn(message);
	}

	cancelTurn(): void {
		this.#abort.abort(new DOMException("The turn was interrupted", "AbortError"));
	}

	/** The record in short: "started agentMessage", "delta text", "error Reconnecting... 1/5", … */
	get story(): string[] {
		return this.recorded.map((record) => {
			if (record.kind === "usage") return "usage";
			if (record.kind === "warning") return `warning ${record.message}`;
			if (record.kind === "notification") return notificationLine(record.method, record.params);
			const { item } = record;
			return `${record.kind} ${item.type}${item.type === "agentMessage" ? ` ${JSON.stringify(item.text)}` : ""}`;
		});
	}

	/** Texts of the completed agent messages. */
	get messages(): string[] {
		return this.recorded.flatMap((record) =>
			record.kind === "completed" && record.item.type === "agentMessage" ? [record.item.text] : [],
		);
	}

	#record(record: Recorded): void {
		this.recorded.push(record);
		this.onRecord(record);
	}
}

function notificationLine(method: string, params: Record<string, unknown>): string {
	if (method === "error" && typeof params.error === "object" && params.error !== null && "message" in params.error) {
		return `error ${params.error.message}`;
	}
	return `${method.split("/").at(-1)} ${JSON.stringify(params.delta ?? params.summaryIndex ?? null)}`;
}

/** Tools of a test: a function for each name. */
export class FakeTools implements ThreadTools {
	readonly calls: ToolCall[] = [];
	readonly #run: (call: ToolCall, host: TurnHost) => Promise<ToolOutput> | ToolOutput;
	readonly #parallel: readonly string[];

	constructor(run: (call: ToolCall, host: TurnHost) => Promise<ToolOutput> | ToolOutput, parallel: string[] = []) {
		this.#run = run;
		this.#parallel = parallel;
	}

	specs() {
		return [{ type: "function" as const, name: "exec_command", description: "", strict: false, parameters: {} }];
	}

	isParallelSafe(name: string): boolean {
		return this.#parallel.includes(name);
	}

	async call(call: ToolCall, host: TurnHost): Promise<ToolOutput> {
		this.calls.push(call);
		return this.#run(call, host);
	}

	async toReview(): Promise<null> {
		return null;
	}

	terminals(): never[] {
		return [];
	}

	async endTerminal(): Promise<boolean> {
		return false;
	}

	async endTerminals(): Promise<void> {}

	userCommand(): Promise<string> {
		return Promise.reject(new Error("these tools run no commands"));
	}

	async dispose(): Promise<void> {}
}
