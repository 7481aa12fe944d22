import { type Disposable, EventEmitter, type QuickPickItem, window } from "vscode";
import type { Model } from "#protocol/model.ts";
import type { HostState } from "../../webview/shared/bridge.ts";
import type { AppServerClient } from "../appServer/appServerClient.ts";
import { findLocalServer, type LocalServer } from "./localServer.ts";
import type { Settings, StoredProvider } from "./settings.ts";

interface ProviderItem extends QuickPickItem {
	provider: Omit<StoredProvider, "model"> | null;
}

const presets: ProviderItem[] = [
	{
		label: "OpenAI",
		detail: "A key of the OpenAI platform",
		provider: { id: "openai", name: "OpenAI", baseUrl: null, envKey: "OPENAI_API_KEY" },
	},
	{
		label: "OpenRouter",
		detail: "A key of OpenRouter; models of many makers",
		provider: {
			id: "openrouter",
			name: "OpenRouter",
			baseUrl: "https://openrouter.ai/api/v1",
			envKey: "OPENROUTER_API_KEY",
		},
	},
	{ label: "Another address", detail: "Any endpoint that speaks the Responses API", provider: null },
];

/** Which models there are, and the ways to get one. */
export class ModelSetup implements Disposable {
	readonly #client: AppServerClient;
	readonly #settings: Settings;
	readonly #changed = new EventEmitter<void>();
	readonly #subscription: Disposable;
	#models: Model[] = [];
	#isConfigured = true;
	#localServer: LocalServer | null = null;
	readonly onDidChange = this.#changed.event;

	constructor(client: AppServerClient, settings: Settings) {
		this.#client = client;
		this.#settings = settings;
		this.#subscription = client.onDidChangeState(({ state }) => {
			if (state === "ready") void this.refresh();
		});
	}

	get isConfigured(): boolean {
		return this.#isConfigured;
	}

	get list(): Model[] {
		return this.#models;
	}

	get current(): string | null {
		return this.#settings.model ?? this.#models.find((model) => model.isDefault)?.model ?? null;
	}

	get localServer(): HostState["localServer"] {
		const found = this.#localServer;
		return found && { name: found.name, models: found.models };
	}

	/** Asks the server what it has; looks for a local model server only when there is nothing. */
	async refresh(): Promise<void> {
		const [{ account, requiresOpenaiAuth }, { data }] = await Promise.all([
			this.#client.request("account/read", {}),
			this.#client.request("model/list", {}),
		]);
		this.#isConfigured = account !== null || !requiresOpenaiAuth;
		this.#models = data;
		this.#changed.fire();
		if (this.#isConfigured) return;
		this.#localServer = await findLocalServer();
		this.#changed.fire();
	}

	async addKey(): Promise<void> {
		const chosen = await window.showQuickPick(presets, { title: "Where does your model live?" });
		if (!chosen) return;
		const provider = chosen.provider ?? (await askForAddress());
		if (!provider) return;
		const key = await window.showInputBox({
			title: `Key for ${provider.name}`,
			prompt: "Kept in VS Code's secret storage and given to Heddle's own server only.",
			password: true,
			ignoreFocusOut: true,
			validateInput: (value) => (value.trim() === "" ? "A key is needed." : undefined),
		});
		if (key === undefined) return;
		const model = provider.id === "openai" ? null : await askForModel();
		if (model === undefined) return;
		await this.#settings.setProvider({ ...provider, model }, key.trim());
		await this.#client.restart();
	}

	async useLocalServer(): Promise<void> {
		const found = await findLocalServer();
		this.#localServer = found;
		this.#changed.fire();
		if (!found || found.models.length === 0) {
			const why = found
				? `${found.name} runs, but has no model yet.`
				: "Neither Ollama nor LM Studio answers on this machine.";
			void window.showWarningMessage(`${why} Start it with a model, then try again.`);
			return;
		}
		const model = await window.showQuickPick(found.models, { title: `A model of ${found.name}` });
		if (model === undefined) return;
		const { id, name } = found;
		await this.#settings.setProvider({ id, name, baseUrl: null, envKey: null, model }, null);
		await this.#client.restart();
	}

	async pickModel(): Promise<void> {
		const items = this.#models.map((model) => ({
			label: model.displayName,
			description: model.model === this.current ? "current" : "",
			detail: model.description,
			model: model.model,
		}));
		const chosen = await window.showQuickPick(items, { title: "Model", placeHolder: "Counts from the next message" });
		if (!chosen) return;
		await this.#settings.setModel(chosen.model);
		this.#changed.fire();
	}

	dispose(): void {
		this.#subscription.dispose();
		this.#changed.dispose();
	}
}

async function askForAddress(): Promise<Omit<StoredProvider, "model"> | undefined> {
	const baseUrl = await window.showInputBox({
		title: "Address of the endpoint",
		prompt: "For example https://models.example/v1; Heddle adds /responses.",
		ignoreFocusOut: true,
		validateInput: (value) =>
			/^https?:$/.test(URL.parse(value)?.protocol ?? "") ? undefined : "An http or https address is needed.",
	});
	return baseUrl === undefined
		? undefined
		: { id: "custom", name: new URL(baseUrl).host, baseUrl, envKey: "HEDDLE_CUSTOM_KEY" };
}

function askForModel(): Thenable<string | undefined> {
	return window.showInputBox({
		title: "Name of the model",
		prompt: "As the endpoint spells it.",
		ignoreFocusOut: true,
		validateInput: (value) => (value.trim() === "" ? "A name is needed." : undefined),
	});
}
