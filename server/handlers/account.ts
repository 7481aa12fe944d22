import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

/** The answers to `account/*`: whether the configured provider has the key it needs. */
export function accountHandlers({ threads, cwd, env }: Services): Pick<HandlerTable, "account/read"> {
	return {
		"account/read": () => {
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(config.modelProvider);
			const requiresOpenaiAuth = provider?.requiresOpenaiAuth ?? false;
			const hasKey = provider?.envKey != null && Boolean(env[provider.envKey]);
			return { account: requiresOpenaiAuth && hasKey ? { type: "apiKey" } : null, requiresOpenaiAuth, userId: null };
		},
	};
}
