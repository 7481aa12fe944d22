import { ErrorCode, invalidRequest, threadNotFound, WireError } from "#protocol/errors.ts";
import type { HandlerTable } from "../../rpc/peer.ts";
import type { Services } from "../services.ts";
import { refusals } from "./refuse.ts";

const NEEDS_ACCOUNT = "remote control requires ChatGPT authentication";

const UNVERIFIABLE = "User verification is not available in this build or account.";

const withoutRelay = refusals({
	"remoteControl/enable": NEEDS_ACCOUNT,
	"remoteControl/disable": NEEDS_ACCOUNT,
	"remoteControl/client/list": NEEDS_ACCOUNT,
	"remoteControl/client/revoke": NEEDS_ACCOUNT,
	"remoteControl/pairing/start": "remote control pairing requires remote control to be enabled",
});

type RealtimeMethod =
	| "thread/realtime/start"
	| "thread/realtime/stop"
	| "thread/realtime/appendText"
	| "thread/realtime/appendAudio"
	| "thread/realtime/appendSpeech";

type VerificationMethod = "userVerification/enroll" | "userVerification/verify" | "userVerification/delete";

type Method =
	| keyof typeof withoutRelay
	| RealtimeMethod
	| VerificationMethod
	| "remoteControl/pairing/status"
	| "remoteControl/status/read"
	| "thread/realtime/listVoices"
	| "userVerification/status"
	| "userVerification/cancel";

/** A relay, a voice and an authenticator that only a vendor's cloud has. */
export function remoteHandlers({ threads, remoteControl }: Services): Pick<HandlerTable, Method> {
	const noVoice = async ({ threadId }: { threadId: string }): Promise<never> => {
		await threads.record(threadId, threadNotFound);
		throw invalidRequest("realtime conversations are not available here: no provider of this server speaks");
	};
	const unverifiable = (): never => {
		throw new WireError(ErrorCode.internal, UNVERIFIABLE, { type: "unavailable", reason: "providerUnavailable" });
	};
	return {
		...withoutRelay,
		"remoteControl/pairing/status": ({ pairingCode, manualPairingCode }) => {
			if (pairingCode === null && manualPairingCode === null) {
				throw invalidRequest("remoteControl/pairing/status requires pairingCode or manualPairingCode");
			}
			throw invalidRequest(NEEDS_ACCOUNT);
		},
		"remoteControl/status/read": () => remoteControl(),
		"thread/realtime/start": noVoice,
		"thread/realtime/stop": noVoice,
		"thread/realtime/appendText": noVoice,
		"thread/realtime/appendAudio": noVoice,
		"thread/realtime/appendSpeech": noVoice,
		"thread/realtime/listVoices": () => {
			throw invalidRequest("realtime voices are not available here: no provider of this server speaks");
		},
		"userVerification/status": () => ({
			credentialId: null,
			unavailableReason: "providerUnavailable",
			unavailableMessage: UNVERIFIABLE,
		}),
		"userVerification/enroll": unverifiable,
		"userVerification/verify": unverifiable,
		"userVerification/delete": unverifiable,
		"userVerification/cancel": () => ({}),
	};
}
