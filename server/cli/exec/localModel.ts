import type { ModelProviderConfig } from "../../config/config.ts";
import { type ConfigFlags, ConfigStore } from "../../config/configStore.ts";
import { servedModels } from "../../model/servedModels.ts";
import type { ParsedArguments } from "../commandLine.ts";

/** A program that serves models on this machine: its usual model, and what a person types to get it going. */
interface LocalServer {
	model: string;
	begin: string;
	fetch: (model: string) => string;
}

const LOCAL_SERVERS: ReadonlyMap<string, LocalServer> = new Map([
	["ollama", { model: "gpt-oss:20b", begin: "ollama serve", fetch: (model) => `ollama pull ${model}` }],
	["lmstudio", { model: "openai/gpt-oss-20b", begin: "lms server start", fetch: (model) => `lms get ${model}` }],
]);

/**
 * The model of a run. With `--oss` that is one of this machine's, and the flags choose its server as the provider.
 * @returns the model's name; null where the configuration names it
 * @throws Error that says what to do when that server, or its model, is not there
 */
export async function chosenModel(
	args: ParsedArguments,
	home: string,
	cwd: string,
	flags: ConfigFlags,
): Promise<{ flags: ConfigFlags; model: string | null }> {
	const wanted = args.text("model");
	if (!args.has("oss")) return { flags, model: wanted };
	const { providers, ossProvider } = new ConfigStore(home, flags).effective(cwd);
	const id = args.text("local-provider") ?? ossProvider;
	const known = [...LOCAL_SERVERS.keys()].join(" or ");
	if (id === null) throw new Error(`--oss needs --local-provider ${known}, or oss_provider in config.toml.`);
	const provider = providers.get(id);
	if (!provider) throw new Error(`Model provider \`${id}\` not found`);
	const overrides = [...flags.overrides, `model_provider=${JSON.stringify(id)}`];
	const server = LOCAL_SERVERS.get(id);
	return { flags: { ...flags, overrides }, model: server ? await modelOf(provider, server, wanted) : wanted };
}

async function modelOf(provider: ModelProviderConfig, server: LocalServer, wanted: string | null): Promise<string> {
	const models = await servedModels(provider);
	if (models === null) {
		throw new Error(`${provider.name} does not answer at ${provider.baseUrl}. Start it with \`${server.begin}\`.`);
	}
	const ids = models.filter(({ tools }) => tools !== false).map(({ id }) => id);
	// A model without a tag is its latest.
	const named = ids.find((id) => id === (wanted ?? server.model) || id === `${wanted}:latest`);
	if (named !== undefined) return named;
	if (wanted === null && ids.length > 0) {
		throw new Error(`${provider.name} has no ${server.model}. Choose a model with -m: ${ids.join(", ")}.`);
	}
	const missing = wanted ?? server.model;
	const there = ids.length > 0 ? `; it has ${ids.join(", ")}` : "";
	throw new Error(
		`${provider.name} has no model ${missing} that can work here${there}. \`${server.fetch(missing)}\` gets it.`,
	);
}
