import { type ExtensionContext, workspace } from "vscode";
import * as z from "zod";
import type { ApprovalMode } from "../../webview/shared/bridge.ts";
import type { LaunchOptions } from "../appServer/createAppServerClient.ts";
import { isApprovalMode } from "./approvalMode.ts";

const StoredProvider = z.object({
	/** As in `[model_providers.<id>]`. */
	id: z.string().regex(/^[a-z][a-z0-9_-]*$/),
	name: z.string(),
	/** Null for a provider the server knows. */
	baseUrl: z.string().nullable(),
	/** The variable that hands the key to the server; null when the endpoint needs none. */
	envKey: z.string().nullable(),
	/** Null leaves the choice to the server's own default. */
	model: z.string().nullable(),
});
export type StoredProvider = z.output<typeof StoredProvider>;

const PROVIDER = "heddle.provider";
const MODEL = "heddle.model";
const secretOf = (id: string) => `heddle.key.${id}`;

/**
 * What a person has chosen. Everything that decides where a key goes is kept with the user, never with a workspace, and keys are
 * kept in secret storage only.
 */
export class Settings {
	readonly #context: ExtensionContext;

	constructor(context: ExtensionContext) {
		this.#context = context;
	}

	get provider(): StoredProvider | null {
		return StoredProvider.safeParse(this.#context.globalState.get(PROVIDER)).data ?? null;
	}

	/** Stores a provider with its key; the server has to be restarted to use it. */
	async setProvider(provider: StoredProvider, key: string | null): Promise<void> {
		if (key !== null) await this.#context.secrets.store(secretOf(provider.id), key);
		await this.#context.globalState.update(PROVIDER, provider);
		await this.setModel(provider.model);
	}

	/** The model for new threads and turns; null means the configured one. */
	get model(): string | null {
		return this.#context.globalState.get<string>(MODEL) ?? null;
	}

	async setModel(model: string | null): Promise<void> {
		await this.#context.globalState.update(MODEL, model ?? undefined);
	}

	/** In a workspace that is not trusted everything is asked for, whatever has been chosen. */
	get approvalMode(): ApprovalMode {
		if (!workspace.isTrusted) return "readOnly";
		const { globalValue } = workspace.getConfiguration("heddle").inspect("approvalMode") ?? {};
		return isApprovalMode(globalValue) ? globalValue : "ask";
	}

	async setApprovalMode(mode: ApprovalMode): Promise<void> {
		await workspace.getConfiguration("heddle").update("approvalMode", mode, true);
	}

	async launchOptions(): Promise<LaunchOptions> {
		const { provider } = this;
		if (provider === null) return { args: [], env: {} };
		const overrides = [`model_provider=${toml(provider.id)}`];
		if (provider.baseUrl !== null) {
			const envKey = provider.envKey === null ? "" : `, env_key = ${toml(provider.envKey)}`;
			overrides.push(
				`model_providers.${provider.id}={ name = ${toml(provider.name)}, base_url = ${toml(provider.baseUrl)}${envKey} }`,
			);
		}
		if (provider.model !== null) overrides.push(`model=${toml(provider.model)}`);
		const key = provider.envKey === null ? undefined : await this.#context.secrets.get(secretOf(provider.id));
		const env = provider.envKey !== null && key !== undefined ? { [provider.envKey]: key } : {};
		return { args: overrides.flatMap((override) => ["-c", override]), env };
	}
}

/** A TOML basic string: JSON's escapes are a part of TOML's. */
const toml = (text: string) => JSON.stringify(text);
