import { internalError, invalidRequest } from "#protocol/errors.ts";
import { forgetKey, storedKey, storeKey } from "../auth/storedKey.ts";
import type { ModelProviderConfig } from "../config/config.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

type AccountMethods = "account/read" | "account/login/start" | "account/login/cancel" | "account/logout";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The answers to `account/*` that are about a key: signing in with one, and whether the provider has the key it needs. */
export function accountHandlers({ threads, cwd, env, log }: Services): Pick<HandlerTable, AccountMethods> {
	/** Keeps the key, and says in the log where when that was left to the server. */
	const keep = async (key: string) => {
		const { home, credentialsStore } = threads.config.effective(cwd);
		try {
			const { store, passedOver } = await storeKey(home, credentialsStore, key);
			if (credentialsStore === "auto")
				log("info", `credentials store: ${store}`, passedOver === null ? {} : { passedOver });
		} catch (error) {
			throw storeError(error);
		}
	};
	/** Who has a key in a store that cannot be read is not signed in; what the model is asked with says why. */
	const hasKey = async (provider: ModelProviderConfig): Promise<boolean> => {
		const key = await provider.signedInKey().catch((error: unknown) => {
			log("warn", `the key of a sign-in cannot be read: ${error instanceof Error ? error.message : String(error)}`);
			return null;
		});
		return key !== null || (provider.envKey !== null && Boolean(env[provider.envKey]));
	};
	return {
		"account/read": async () => {
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(config.modelProvider);
			const requiresOpenaiAuth = provider?.requiresOpenaiAuth ?? false;
			return {
				account: provider && requiresOpenaiAuth && (await hasKey(provider)) ? { type: "apiKey" } : null,
				requiresOpenaiAuth,
				userId: null,
				workspaceRouting: null,
			};
		},
		"account/login/start": async (params, { afterResponse }) => {
			if (params.type !== "apiKey")
				throw invalidRequest(
					`sign-in with ${params.type} is not available here; sign in with an API key (type apiKey)`,
				);
			if (threads.config.effective(cwd).forcedLoginMethod === "chatgpt")
				throw invalidRequest("API key login is disabled. Use ChatGPT login instead.");
			const key = params.apiKey.trim();
			if (key === "") throw invalidRequest("apiKey must not be empty");
			await keep(key);
			afterResponse(() => {
				const completed = { loginId: null, success: true, error: null, onboardingEntrypoint: null };
				threads.peers.notifyAll("account/login/completed", completed);
				threads.peers.notifyAll("account/updated", { authMode: "apikey", planType: null });
			});
			return { type: "apiKey" };
		},
		"account/login/cancel": ({ loginId }) => {
			if (!UUID.test(loginId)) throw invalidRequest(`invalid login id: ${loginId}`);
			// Signing in with a key is done at once: nothing waits.
			return { status: "notFound" };
		},
		"account/logout": async (_, { afterResponse }) => {
			const { home, credentialsStore } = threads.config.effective(cwd);
			await forgetKey(home, credentialsStore).catch((error: unknown) => {
				throw storeError(error);
			});
			afterResponse(() => threads.peers.notifyAll("account/updated", { authMode: null, planType: null }));
			return {};
		},
	};
}

const storeError = (error: unknown) => internalError(error instanceof Error ? error.message : String(error));

/** Whether a person is signed in, for methods that need another kind of account than a key. */
export async function isSignedIn({ threads, cwd }: Services): Promise<boolean> {
	const { home, credentialsStore } = threads.config.effective(cwd);
	return (await storedKey(home, credentialsStore)) !== null;
}
