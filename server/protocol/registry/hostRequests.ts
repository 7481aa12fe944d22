import {
	MockExperimentalMethodParams,
	MockExperimentalMethodResponse,
	RolloutCompressResponse,
	ServerDiagnosticsParams,
	ServerDiagnosticsResponse,
} from "../diagnostics.ts";
import {
	EnvironmentAddParams,
	EnvironmentAddResponse,
	EnvironmentInfoParams,
	EnvironmentInfoResponse,
	EnvironmentStatusParams,
	EnvironmentStatusResponse,
} from "../environment.ts";
import {
	ExternalAgentConfigDetectParams,
	ExternalAgentConfigDetectResponse,
	ExternalAgentConfigImportHistoriesReadResponse,
	ExternalAgentConfigImportHistoryRecordParams,
	ExternalAgentConfigImportHistoryRecordResponse,
	ExternalAgentConfigImportParams,
	ExternalAgentConfigImportResponse,
} from "../externalAgentConfig.ts";
import { FeedbackSaveParams, FeedbackSaveResponse, FeedbackUploadParams, FeedbackUploadResponse } from "../feedback.ts";
import { MemoryResetResponse, MemoryStatusParams, MemoryStatusResponse } from "../memory.ts";
import {
	ThreadRealtimeAppendAudioParams,
	ThreadRealtimeAppendAudioResponse,
	ThreadRealtimeAppendSpeechParams,
	ThreadRealtimeAppendSpeechResponse,
	ThreadRealtimeAppendTextParams,
	ThreadRealtimeAppendTextResponse,
	ThreadRealtimeListVoicesParams,
	ThreadRealtimeListVoicesResponse,
	ThreadRealtimeStartParams,
	ThreadRealtimeStartResponse,
	ThreadRealtimeStopParams,
	ThreadRealtimeStopResponse,
} from "../realtime.ts";
import {
	RemoteControlClientsListParams,
	RemoteControlClientsListResponse,
	RemoteControlClientsRevokeParams,
	RemoteControlClientsRevokeResponse,
	RemoteControlDisableParams,
	RemoteControlDisableResponse,
	RemoteControlEnableParams,
	RemoteControlEnableResponse,
	RemoteControlPairingStartParams,
	RemoteControlPairingStartResponse,
	RemoteControlPairingStatusParams,
	RemoteControlPairingStatusResponse,
	RemoteControlStatusReadResponse,
} from "../remoteControl.ts";
import {
	UserVerificationCancelParams,
	UserVerificationCancelResponse,
	UserVerificationDeleteParams,
	UserVerificationDeleteResponse,
	UserVerificationEnrollParams,
	UserVerificationEnrollResponse,
	UserVerificationStatusParams,
	UserVerificationStatusResponse,
	UserVerificationVerifyParams,
	UserVerificationVerifyResponse,
} from "../userVerification.ts";
import {
	WindowsSandboxReadinessResponse,
	WindowsSandboxSetupStartParams,
	WindowsSandboxSetupStartResponse,
} from "../windows.ts";
import { NoParams, request } from "./entry.ts";

export const hostRequests = {
	"server/diagnostics": request(ServerDiagnosticsParams, ServerDiagnosticsResponse, { experimental: true }),
	"userVerification/status": request(UserVerificationStatusParams, UserVerificationStatusResponse, {
		experimental: true,
	}),
	"userVerification/enroll": request(UserVerificationEnrollParams, UserVerificationEnrollResponse, {
		experimental: true,
	}),
	"userVerification/delete": request(UserVerificationDeleteParams, UserVerificationDeleteResponse, {
		experimental: true,
	}),
	"userVerification/verify": request(UserVerificationVerifyParams, UserVerificationVerifyResponse, {
		experimental: true,
	}),
	"userVerification/cancel": request(UserVerificationCancelParams, UserVerificationCancelResponse, {
		experimental: true,
	}),
	"memory/status": request(MemoryStatusParams, MemoryStatusResponse, { experimental: true }),
	"memory/reset": request(NoParams, MemoryResetResponse, { experimental: true }),
	"rollout/compress": request(NoParams, RolloutCompressResponse, { experimental: true }),
	"thread/realtime/start": request(ThreadRealtimeStartParams, ThreadRealtimeStartResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/realtime/appendAudio": request(ThreadRealtimeAppendAudioParams, ThreadRealtimeAppendAudioResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/realtime/appendText": request(ThreadRealtimeAppendTextParams, ThreadRealtimeAppendTextResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/realtime/appendSpeech": request(ThreadRealtimeAppendSpeechParams, ThreadRealtimeAppendSpeechResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/realtime/stop": request(ThreadRealtimeStopParams, ThreadRealtimeStopResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/realtime/listVoices": request(ThreadRealtimeListVoicesParams, ThreadRealtimeListVoicesResponse, {
		experimental: true,
	}),
	"remoteControl/enable": request(RemoteControlEnableParams, RemoteControlEnableResponse, {
		experimental: true,
		paramsOptional: true,
	}),
	"remoteControl/disable": request(RemoteControlDisableParams, RemoteControlDisableResponse, {
		experimental: true,
		paramsOptional: true,
	}),
	"remoteControl/status/read": request(NoParams, RemoteControlStatusReadResponse, { experimental: true }),
	"remoteControl/pairing/start": request(RemoteControlPairingStartParams, RemoteControlPairingStartResponse, {
		experimental: true,
	}),
	"remoteControl/pairing/status": request(RemoteControlPairingStatusParams, RemoteControlPairingStatusResponse, {
		experimental: true,
	}),
	"remoteControl/client/list": request(RemoteControlClientsListParams, RemoteControlClientsListResponse, {
		experimental: true,
	}),
	"remoteControl/client/revoke": request(RemoteControlClientsRevokeParams, RemoteControlClientsRevokeResponse, {
		experimental: true,
	}),
	"mock/experimentalMethod": request(MockExperimentalMethodParams, MockExperimentalMethodResponse, {
		experimental: true,
	}),
	"environment/add": request(EnvironmentAddParams, EnvironmentAddResponse, { experimental: true }),
	"environment/info": request(EnvironmentInfoParams, EnvironmentInfoResponse, { experimental: true }),
	"environment/status": request(EnvironmentStatusParams, EnvironmentStatusResponse, { experimental: true }),
	"windowsSandbox/setupStart": request(WindowsSandboxSetupStartParams, WindowsSandboxSetupStartResponse),
	"windowsSandbox/readiness": request(NoParams, WindowsSandboxReadinessResponse),
	"feedback/upload": request(FeedbackUploadParams, FeedbackUploadResponse, { scope: "thread" }),
	"feedback/save": request(FeedbackSaveParams, FeedbackSaveResponse, { scope: "thread" }),
	"externalAgentConfig/detect": request(ExternalAgentConfigDetectParams, ExternalAgentConfigDetectResponse),
	"externalAgentConfig/import": request(ExternalAgentConfigImportParams, ExternalAgentConfigImportResponse),
	"externalAgentConfig/import/recordHistory": request(
		ExternalAgentConfigImportHistoryRecordParams,
		ExternalAgentConfigImportHistoryRecordResponse,
	),
	"externalAgentConfig/import/readHistories": request(NoParams, ExternalAgentConfigImportHistoriesReadResponse),
} as const;
