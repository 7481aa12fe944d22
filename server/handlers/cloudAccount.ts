import type { ClientRequestMethod } from "#protocol/clientRequests.ts";
import { invalidRequest } from "#protocol/errors.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { isSignedIn } from "./account.ts";
import type { Services } from "./services.ts";
import { refusals } from "./tail/refuse.ts";

/** What each method of a vendor's cloud would have needed an account for, in the reference's words. */
const NEEDS_ACCOUNT = {
	"account/rateLimits/read": "to read rate limits",
	"account/rateLimitResetCredit/consume": "for rate limit reset credits",
	"account/usage/read": "to read token usage",
	"account/workspaceMessages/read": "to read workspace messages",
	"account/sendAddCreditsNudgeEmail": "to notify workspace owner",
} as const satisfies Partial<Record<ClientRequestMethod, string>>;

/** What sets up another vendor's cloud, which this server does not speak to. */
const unavailable = refusals({
	"account/bedrock/setup": "account/bedrock/setup is not available here",
	"account/gcp/setup": "account/gcp/setup is not available here",
	"accountSession/switch": "accountSession/switch is not available here",
});

type CloudMethods =
	| keyof typeof NEEDS_ACCOUNT
	| keyof typeof unavailable
	| "account/securitySetup/read"
	| "account/gatewayOAuth/read"
	| "account/gatewayOAuth/login"
	| "account/gatewayOAuth/cancel"
	| "account/bedrock/discover"
	| "account/bedrock/checkGovCloudRequirements"
	| "accountSession/list";

/** The answers to the methods of accounts in a vendor's cloud: those of a server where nobody has such an account. */
export function cloudAccountHandlers(services: Services): Pick<HandlerTable, CloudMethods> {
	const withoutAccount = Object.entries(NEEDS_ACCOUNT).map(([method, what]) => [
		method,
		async () => {
			const kind = (await isSignedIn(services)) ? "chatgpt" : "codex account";
			throw invalidRequest(`${kind} authentication required ${what}`);
		},
	]);
	return {
		...unavailable,
		...(Object.fromEntries(withoutAccount) as Pick<HandlerTable, keyof typeof NEEDS_ACCOUNT>),
		"account/securitySetup/read": () => ({ notice: null }),
		"account/gatewayOAuth/read": ({ modelProvider }) => {
			const { id, name } = providerOf(services, modelProvider);
			const none = { required: false, supportsDeviceAuth: false, status: null, error: null };
			return { providerId: id, providerName: name, ...none };
		},
		"account/gatewayOAuth/login": ({ modelProvider }) => {
			providerOf(services, modelProvider);
			throw invalidRequest("The selected provider does not use gateway OAuth");
		},
		"account/gatewayOAuth/cancel": () => ({}),
		"account/bedrock/discover": () => ({ profiles: [], environmentCredentials: [] }),
		"account/bedrock/checkGovCloudRequirements": () => ({ isGovCloud: false, shouldWarn: false }),
		"accountSession/list": () => ({ activeSessionId: null, sessions: [] }),
	};
}

function providerOf({ threads, cwd }: Services, asked: string | null) {
	const config = threads.config.effective(cwd);
	const modelProvider = asked ?? config.modelProvider;
	const provider = config.providers.get(modelProvider);
	if (provider) return provider;
	const message = `This chat uses model provider “${modelProvider}”, which is no longer configured. Restore this provider’s configuration to continue.`;
	throw invalidRequest(message, { type: "modelProviderNotConfigured", modelProvider });
}
