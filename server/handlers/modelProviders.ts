import { internalError } from "#protocol/errors.ts";
import type { ModelProviderSummary } from "#protocol/modelProvider.ts";
import type { EffectiveConfig, ModelProviderConfig } from "../config/config.ts";
import { isTable } from "../config/document.ts";
import { isBuiltInProvider } from "../config/effectiveConfig.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

/** Servers of this machine, which are providers while they run. */
const LOCAL_SERVERS = ["ollama", "lmstudio"];

type ModelProviderMethods = "modelProvider/list" | "modelProvider/config/write" | "modelProvider/capabilities/read";

/** The answers to `modelProvider/*`. */
export function modelProviderHandlers(services: Services): Pick<HandlerTable, ModelProviderMethods> {
	const { threads, cwd } = services;
	return {
		"modelProvider/list": async () => {
			const config = threads.config.effective(cwd);
			const own = ownProviders(threads.config.layers(cwd));
			const editable = editableProviders(config, own);
			const isListed = async (provider: ModelProviderConfig) => {
				if (provider.wireApi === "tour") return false;
				if (!LOCAL_SERVERS.includes(provider.id) || own.has(provider.id)) return true;
				if (provider.id === config.modelProvider) return true;
				const { servedModels } = await import("../model/servedModels.ts");
				return (await servedModels(provider)) !== null;
			};
			const providers = await Promise.all(
				[...config.providers.values()].map(async (each) => ((await isListed(each)) ? [summary(each, editable)] : [])),
			);
			return {
				data: providers.flat().sort((a, b) => (a.id < b.id ? -1 : 1)),
				defaultProviderId: config.modelProvider,
				canChangeDefault: config.requirements.modelProvider === null,
			};
		},

		"modelProvider/config/write": async ({ settings }) => {
			const { writeProvider } = await import("./modelProviderWrite.ts");
			const id = writeProvider(settings, services);
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(id);
			if (!provider) throw internalError(`the provider ${id} is not in the configuration that was written`);
			return { provider: summary(provider, editableProviders(config, ownProviders(threads.config.layers(cwd)))) };
		},

		// Neither is a tool of this server's yet, whatever the provider offers.
		"modelProvider/capabilities/read": () => ({ imageGeneration: false, webSearch: false }),
	};
}

/** The ids that files or flags configure, beside the built-in ones. */
function ownProviders(layers: readonly { table: Record<string, unknown> }[]): Set<string> {
	return new Set(
		layers.flatMap(({ table }) => (isTable(table.model_providers) ? Object.keys(table.model_providers) : [])),
	);
}

/** Those that their person may change: neither built in nor an administrator's. */
function editableProviders({ requirements }: EffectiveConfig, own: ReadonlySet<string>): Set<string> {
	const required = requirements.settings.model_providers;
	return new Set([...own].filter((id) => !isBuiltInProvider(id) && !(isTable(required) && id in required)));
}

function summary(provider: ModelProviderConfig, editable: ReadonlySet<string>): ModelProviderSummary {
	const { id, name } = provider;
	if (id === "openai") return { id, name, canEdit: false, baseUrl: null, settings: { type: "openai" } };
	return {
		id,
		name,
		canEdit: editable.has(id),
		baseUrl: shownUrl(provider.baseUrl),
		settings: { type: "customGateway", auth: authOf(provider) },
	};
}

/** An address with a password or a query, which may hold a key, is not shown. */
function shownUrl(baseUrl: string | null): string | null {
	if (baseUrl === null || !URL.canParse(baseUrl)) return null;
	const { username, password, search } = new URL(baseUrl);
	return username === "" && password === "" && search === "" ? baseUrl : null;
}

function authOf({ envKey, httpHeaders, envHttpHeaders, requiresOpenaiAuth }: ModelProviderConfig) {
	const hasHeaders = Object.keys(httpHeaders).length > 0 || Object.keys(envHttpHeaders).length > 0;
	if (hasHeaders || requiresOpenaiAuth) return { mode: "externallyConfigured" as const, envKey };
	return envKey === null ? { mode: "none" as const } : { mode: "environmentVariable" as const, envKey };
}
