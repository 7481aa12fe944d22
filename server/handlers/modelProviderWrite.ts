import type { ConfigEdit } from "#protocol/configWrite.ts";
import { invalidRequest } from "#protocol/errors.ts";
import type { RequestParams } from "#protocol/messages.ts";
import { valueAt } from "../config/check.ts";
import type { ModelProviderConfig } from "../config/config.ts";
import { isBuiltInProvider } from "../config/effectiveConfig.ts";
import { refused, writeConfig } from "../config/write.ts";
import type { Services } from "./services.ts";

type Settings = RequestParams<"modelProvider/config/write">["settings"];
type Patch = Extract<Settings, { type: "customGateway" }>;

const invalid = (message: string) => refused("configValidationError", message);

/**
 * Writes what a client changes of a provider, or a new one, to the user's `config.toml`. What is left out stays, null takes away.
 * @returns the provider's id; a new one is made from the name
 * @throws WireError -32600 with `config_write_error_code`, in the reference's words
 */
export function writeProvider(settings: Settings, { threads, cwd }: Services): string {
	if (settings.type !== "customGateway") {
		throw invalidRequest(`modelProvider/config/write of ${settings.type} is not available here; configure it by hand`);
	}
	const { providers } = threads.config.effective(cwd);
	const known = settings.providerId === null ? null : checkKnown(settings.providerId, providers);
	const values = known ? changedValues(settings, known) : newValues(settings);
	const id = known?.id ?? freeId(values.name ?? "", providers);
	const edits = Object.entries(values).map(
		([key, value]): ConfigEdit => ({
			keyPath: `model_providers.${JSON.stringify(id)}.${key}`,
			value,
			mergeStrategy: "replace",
		}),
	);
	checkWritable(id, Object.keys(values), threads.config.layers(cwd));
	writeConfig(threads.config, { edits, filePath: null, expectedVersion: null });
	return id;
}

function checkKnown(id: string, providers: ReadonlyMap<string, ModelProviderConfig>): ModelProviderConfig {
	if (isBuiltInProvider(id)) throw invalid("A custom provider or gateway cannot use a built-in provider ID.");
	const provider = providers.get(id);
	if (!provider) throw refused("configPathNotFound", "Unknown provider ID.");
	return provider;
}

/** The keys of a provider's table to write; null takes a key away. */
type Values = { base_url?: string | null; env_key?: string | null; name?: string; wire_api?: string };

function newValues({ name, baseUrl, envKey }: Patch): Values {
	const checked = checkName(name ?? "");
	if (typeof baseUrl !== "string") throw invalid("A base URL is required to create a custom provider.");
	return {
		base_url: checkUrl(baseUrl),
		...(typeof envKey === "string" ? { env_key: checkVariable(envKey) } : {}),
		name: checked,
		wire_api: "responses",
	};
}

function changedValues(
	{ name, baseUrl, envKey }: Patch,
	{ httpHeaders, envHttpHeaders, ...known }: ModelProviderConfig,
): Values {
	const isExternal = known.requiresOpenaiAuth || Object.keys({ ...httpHeaders, ...envHttpHeaders }).length > 0;
	if (isExternal && envKey !== undefined) {
		throw invalid("Authentication is configured externally. Omit envKey to preserve it.");
	}
	return {
		...(name === undefined ? {} : { name: checkName(name) }),
		...(baseUrl === undefined ? {} : { base_url: baseUrl === null ? null : checkUrl(baseUrl) }),
		...(envKey === undefined ? {} : { env_key: envKey === null ? null : checkVariable(envKey) }),
	};
}

function checkName(name: string): string {
	if (name.trim() === "") throw invalid("Enter a provider name.");
	return name.trim();
}

function checkUrl(given: string): string {
	const text = given.trim();
	const url = URL.canParse(text) ? new URL(text) : null;
	const isPlain = url && url.username === "" && url.password === "" && !/[?#]/.test(text);
	if (!isPlain || !/^https?:$/.test(url.protocol)) {
		throw invalid("Enter an HTTP(S) base URL without credentials, a query, or a fragment.");
	}
	return text;
}

function checkVariable(name: string): string {
	if (!/^[A-Za-z_]\w*$/.test(name.trim())) throw invalid("Invalid API key environment variable name.");
	return name.trim();
}

/** The name in small letters and digits with `-` between, and a number where that is taken. */
function freeId(name: string, providers: ReadonlyMap<string, unknown>): string {
	const base =
		name
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, "-")
			.replace(/^-|-$/g, "") || "custom";
	for (let number = 1; ; number++) {
		const id = number === 1 ? base : `${base}-${number}`;
		if (!providers.has(id)) return id;
	}
}

/** What a layer above the user's file sets cannot be changed there. */
function checkWritable(
	id: string,
	keys: readonly string[],
	layers: ReturnType<Services["threads"]["config"]["layers"]>,
): void {
	const own = layers.findIndex(({ name }) => name.type === "user" && name.profile === null);
	const above = layers.slice(own + 1);
	const isSetAbove = (key: string) =>
		above.some(({ table }) => valueAt(table, ["model_providers", id, key]) !== undefined);
	if (keys.some(isSetAbove)) throw refused("configLayerReadonly", "This configuration field is read-only.");
}
