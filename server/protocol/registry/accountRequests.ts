import { GetAccountParams, GetAccountResponse } from "../account.ts";
import {
	AccountSessionsListParams,
	AccountSessionsResponse,
	AccountSessionsSwitchParams,
	AccountSessionsSwitchResponse,
} from "../accountSession.ts";
import {
	ConsumeAccountRateLimitResetCreditParams,
	ConsumeAccountRateLimitResetCreditResponse,
	GetAccountRateLimitsParams,
	GetAccountRateLimitsResponse,
	GetAccountSecuritySetupResponse,
	GetAccountTokenUsageParams,
	GetAccountTokenUsageResponse,
	GetWorkspaceMessagesResponse,
	SendAddCreditsNudgeEmailParams,
	SendAddCreditsNudgeEmailResponse,
} from "../accountUsage.ts";
import {
	BedrockCheckGovCloudRequirementsParams,
	BedrockCheckGovCloudRequirementsResponse,
	BedrockDiscoverParams,
	BedrockDiscoverResponse,
	BedrockSetupParams,
	BedrockSetupResponse,
	GcpSetupParams,
	GcpSetupResponse,
} from "../cloudProvider.ts";
import {
	GatewayOAuthCancelResponse,
	GatewayOAuthLoginParams,
	GatewayOAuthLoginResponse,
	GatewayOAuthReadParams,
	GatewayOAuthReadResponse,
} from "../gatewayOAuth.ts";
import {
	CancelLoginAccountParams,
	CancelLoginAccountResponse,
	LoginAccountParams,
	LoginAccountResponse,
	LogoutAccountResponse,
} from "../login.ts";
import { NoParams, request } from "./entry.ts";

export const accountRequests = {
	"account/gatewayOAuth/read": request(GatewayOAuthReadParams, GatewayOAuthReadResponse, { paramsOptional: true }),
	"account/gatewayOAuth/login": request(GatewayOAuthLoginParams, GatewayOAuthLoginResponse, { paramsOptional: true }),
	"account/gatewayOAuth/cancel": request(NoParams, GatewayOAuthCancelResponse),
	"account/login/start": request(LoginAccountParams, LoginAccountResponse, { scope: "config" }),
	"account/bedrock/discover": request(BedrockDiscoverParams, BedrockDiscoverResponse, { experimental: true }),
	"account/bedrock/setup": request(BedrockSetupParams, BedrockSetupResponse, { experimental: true }),
	"account/gcp/setup": request(GcpSetupParams, GcpSetupResponse, { experimental: true }),
	"account/bedrock/checkGovCloudRequirements": request(
		BedrockCheckGovCloudRequirementsParams,
		BedrockCheckGovCloudRequirementsResponse,
		{ experimental: true },
	),
	"account/login/cancel": request(CancelLoginAccountParams, CancelLoginAccountResponse),
	"accountSession/list": request(AccountSessionsListParams, AccountSessionsResponse, { experimental: true }),
	"accountSession/switch": request(AccountSessionsSwitchParams, AccountSessionsSwitchResponse, { experimental: true }),
	"account/logout": request(NoParams, LogoutAccountResponse, { scope: "config" }),
	"account/securitySetup/read": request(NoParams, GetAccountSecuritySetupResponse),
	"account/rateLimits/read": request(GetAccountRateLimitsParams, GetAccountRateLimitsResponse, {
		paramsOptional: true,
	}),
	"account/rateLimitResetCredit/consume": request(
		ConsumeAccountRateLimitResetCreditParams,
		ConsumeAccountRateLimitResetCreditResponse,
	),
	"account/usage/read": request(GetAccountTokenUsageParams, GetAccountTokenUsageResponse, {
		scope: "thread",
		paramsOptional: true,
	}),
	"account/workspaceMessages/read": request(NoParams, GetWorkspaceMessagesResponse),
	"account/sendAddCreditsNudgeEmail": request(SendAddCreditsNudgeEmailParams, SendAddCreditsNudgeEmailResponse),
	"account/read": request(GetAccountParams, GetAccountResponse),
} as const;
