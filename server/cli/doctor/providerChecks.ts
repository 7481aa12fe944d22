import net from "node:net";
import { valueAt } from "../../config/check.ts";
import type { EffectiveConfig, ModelProviderConfig } from "../../config/config.ts";
import { credentialsFor } from "../../model/credentials.ts";
import { type Finding, ok, problem, reasonOf } from "./finding.ts";

const CONNECT_TIMEOUT_MS = 2000;

/** The one that is used must be the one that is named. */
export function checkProvider(config: EffectiveConfig): Finding {
	const named = config.raw.model_provider;
	const known = [...config.providers.keys()].join(", ");
	if (named !== undefined && named !== config.modelProvider)
		return problem(
			"provider",
			`nobody knows the model provider ${JSON.stringify(named)}`,
			`Set model_provider to one of ${known}, or add a table for it.`,
		);
	const { name, wireApi } = providerOf(config);
	return ok("provider", `${name} (${config.modelProvider}, ${wireApi}), model ${config.model ?? "by default"}`);
}

/** Whether a key is there; what it is stays with the environment. */
export async function checkKey(config: EffectiveConfig): Promise<Finding> {
	try {
		const { key, envKey } = await credentialsFor(providerOf(config), process.env);
		if (key === null) return ok("key", "none is needed");
		return ok("key", `there is a key, signed in with or in ${envKey}`);
	} catch (error) {
		return problem("key", reasonOf(error), await keyFix(providerOf(config)));
	}
}

async function keyFix(provider: ModelProviderConfig): Promise<string> {
	try {
		await provider.signedInKey();
	} catch {
		return 'Unlock the keyring, or set cli_auth_credentials_store = "file" in config.toml and sign in again.';
	}
	const variable = provider.envKey ?? "OPENAI_API_KEY";
	const there = `${variable} where the server is started.`;
	const fix = provider.requiresOpenaiAuth
		? `Pipe a key to heddle login --with-api-key, or set ${there}`
		: `Set ${there}`;
	return provider.envKeyInstructions === null ? fix : `${fix} ${provider.envKeyInstructions}`;
}

/** Only an address on this machine, or one that the person configured, is tried; nothing is sent to it. */
export async function checkAddress(config: EffectiveConfig): Promise<Finding> {
	const { id, baseUrl, wireApi } = providerOf(config);
	if (wireApi === "tour") return ok("address", "the tour needs none");
	if (baseUrl === null)
		return problem(
			"address",
			`the provider "${id}" has no usable base_url`,
			`Set model_providers.${id}.base_url in config.toml.`,
		);
	const url = new URL(baseUrl);
	if (!isLoopback(url) && !isConfigured(config, id)) return ok("address", `${url.host}, built in and not tried`);
	const failure = await connect(url);
	if (failure === null) return ok("address", `${url.host} takes connections`);
	const fix = `Start what should listen there, or correct the address (model_providers.${id}.base_url in config.toml).`;
	return problem("address", `${url.host} cannot be reached (${failure})`, fix);
}

function providerOf({ providers, modelProvider }: EffectiveConfig): ModelProviderConfig {
	const provider = providers.get(modelProvider);
	if (!provider) throw new Error(`the provider ${modelProvider} is not among the known ones`);
	return provider;
}

const isLoopback = ({ hostname }: URL) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);

const isConfigured = ({ raw }: EffectiveConfig, id: string) =>
	valueAt(raw, ["model_providers", id, "base_url"]) !== undefined ||
	(id === "openai" && raw.openai_base_url !== undefined);

/** Why no connection is made; null when one is. */
function connect({ hostname, port, protocol }: URL): Promise<string | null> {
	return new Promise((resolve) => {
		const socket = net.connect({
			host: hostname.replace(/^\[|\]$/g, ""),
			port: Number(port || (protocol === "http:" ? 80 : 443)),
		});
		const done = (failure: string | null) => {
			socket.destroy();
			resolve(failure);
		};
		socket.setTimeout(CONNECT_TIMEOUT_MS, () => done(`no answer within ${CONNECT_TIMEOUT_MS / 1000} s`));
		socket.once("connect", () => done(null));
		socket.once("error", (error) => done("code" in error ? String(error.code) : error.message));
	});
}
