import type { ModelProviderConfig } from "../config/config.ts";
import { ModelError } from "./modelError.ts";

/** The variable of OpenAI's own key, for a provider that wants such an account and names no other. */
const OPENAI_KEY = "OPENAI_API_KEY";
/** Wins over it: with this one a program hands a key over for a run that it starts. */
const RUN_KEY = "CODEX_API_KEY";

export interface Credentials {
	/** Goes where the wire's API has it; null when the endpoint needs none, or the headers hold it. */
	key: string | null;
	/** The configured ones. */
	headers: Record<string, string>;
	/** Name of the variable that the key came from; null when the endpoint needs none. */
	envKey: string | null;
	/** Removes every secret of these from a text. */
	redact(text: string): string;
}

/** What authenticates a request. Rejects with a ModelError that names the variable and the setting. */
export async function credentialsFor(config: ModelProviderConfig, env: NodeJS.ProcessEnv): Promise<Credentials> {
	const headers: Record<string, string> = { ...config.httpHeaders };
	const secrets: string[] = Object.values(config.httpHeaders);
	for (const [name, variable] of Object.entries(config.envHttpHeaders)) {
		const value = env[variable]?.trim();
		if (!value) continue;
		headers[name] = value;
		secrets.push(value);
	}
	const envKey = config.envKey ?? (config.requiresOpenaiAuth ? OPENAI_KEY : null);
	let key: string | null = null;
	if (envKey !== null && !hasAuthorization(headers)) {
		const ofRun = envKey === OPENAI_KEY ? env[RUN_KEY]?.trim() : "";
		key = ofRun || (await signedInKey(config)) || env[envKey]?.trim() || null;
		if (key === null) throw missingKey(config, envKey);
		secrets.push(key);
	}
	return { key, headers, envKey, redact: (text) => withoutSecrets(text, secrets) };
}

/** A person who signed in meant this key, whatever the environment holds. */
async function signedInKey(config: ModelProviderConfig): Promise<string | null> {
	try {
		return await config.signedInKey();
	} catch (error) {
		throw new ModelError(error instanceof Error ? error.message : String(error), { info: "unauthorized" });
	}
}

function missingKey(config: ModelProviderConfig, envKey: string): ModelError {
	const setting = config.envKey === null ? "" : ` (named by \`model_providers.${config.id}.env_key\` in config.toml)`;
	const hint = config.envKeyInstructions === null ? "" : ` ${config.envKeyInstructions}`;
	return new ModelError(
		`No key for ${config.name}: the environment variable ${envKey}${setting} is not set. ` +
			`${config.requiresOpenaiAuth ? "Sign in with an API key, or set it" : "Set it"} where the server is started, then try again.${hint}`,
		{ info: "unauthorized" },
	);
}

const hasAuthorization = (headers: Record<string, string>) =>
	Object.keys(headers).some((name) => /^(authorization|api-key|x-api-key)$/i.test(name));

/** Short values are left alone: replacing "1" or "on" would garble the text and protect nothing. */
const SHORTEST_SECRET = 8;

/** The text with each of the secrets replaced. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	let clean = text;
	for (const secret of secrets) {
		if (secret.length >= SHORTEST_SECRET) clean = clean.replaceAll(secret, "[redacted]");
	}
	return clean;
}
