import {
	GetAuthStatusParams,
	GetAuthStatusResponse,
	GetConversationSummaryParams,
	GetConversationSummaryResponse,
	GitDiffToRemoteParams,
	GitDiffToRemoteResponse,
} from "../legacy.ts";
import { request } from "./entry.ts";

/** Requests of the first version of the protocol. Only the TypeScript types have them, the JSON Schema has not. */
export const legacyRequests = {
	getConversationSummary: request(GetConversationSummaryParams, GetConversationSummaryResponse),
	gitDiffToRemote: request(GitDiffToRemoteParams, GitDiffToRemoteResponse),
	getAuthStatus: request(GetAuthStatusParams, GetAuthStatusResponse),
} as const;
