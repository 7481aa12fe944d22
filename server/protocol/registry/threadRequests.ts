import {
	ThreadBackgroundTerminalsCleanParams,
	ThreadBackgroundTerminalsCleanResponse,
	ThreadBackgroundTerminalsListParams,
	ThreadBackgroundTerminalsListResponse,
	ThreadBackgroundTerminalsTerminateParams,
	ThreadBackgroundTerminalsTerminateResponse,
} from "../backgroundTerminal.ts";
import { ReviewStartParams, ReviewStartResponse } from "../review.ts";
import {
	ThreadArchiveParams,
	ThreadArchiveResponse,
	ThreadListParams,
	ThreadListResponse,
	ThreadLoadedListParams,
	ThreadLoadedListResponse,
	ThreadReadParams,
	ThreadReadResponse,
	ThreadResumeParams,
	ThreadResumeResponse,
	ThreadSetNameParams,
	ThreadSetNameResponse,
	ThreadStartParams,
	ThreadStartResponse,
	ThreadUnarchiveParams,
	ThreadUnarchiveResponse,
	ThreadUnsubscribeParams,
	ThreadUnsubscribeResponse,
} from "../thread.ts";
import {
	ThreadCompactStartParams,
	ThreadCompactStartResponse,
	ThreadDecrementElicitationParams,
	ThreadDecrementElicitationResponse,
	ThreadDeleteParams,
	ThreadDeleteResponse,
	ThreadIncrementElicitationParams,
	ThreadIncrementElicitationResponse,
	ThreadInjectItemsParams,
	ThreadInjectItemsResponse,
	ThreadMetadataUpdateParams,
	ThreadMetadataUpdateResponse,
	ThreadRevertParams,
	ThreadRevertResponse,
	ThreadShellCommandParams,
	ThreadShellCommandResponse,
} from "../threadControl.ts";
import { ThreadForkParams, ThreadForkResponse } from "../threadFork.ts";
import {
	ThreadItemsListParams,
	ThreadItemsListResponse,
	ThreadItemsReadParams,
	ThreadItemsReadResponse,
	ThreadTimelineListParams,
	ThreadTimelineListResponse,
	ThreadTurnsListParams,
	ThreadTurnsListResponse,
} from "../threadHistory.ts";
import {
	ThreadSearchOccurrencesParams,
	ThreadSearchOccurrencesResponse,
	ThreadSearchParams,
	ThreadSearchResponse,
} from "../threadSearch.ts";
import {
	CollaborationModeListParams,
	CollaborationModeListResponse,
	ThreadSettingsUpdateParams,
	ThreadSettingsUpdateResponse,
	TurnSettingsUpdateParams,
	TurnSettingsUpdateResponse,
} from "../threadSettings.ts";
import {
	TurnInterruptParams,
	TurnInterruptResponse,
	TurnStartParams,
	TurnStartResponse,
	TurnSteerParams,
	TurnSteerResponse,
} from "../turn.ts";
import { request } from "./entry.ts";

export const threadRequests = {
	"thread/start": request(ThreadStartParams, ThreadStartResponse),
	"thread/resume": request(ThreadResumeParams, ThreadResumeResponse, { scope: "thread" }),
	"thread/fork": request(ThreadForkParams, ThreadForkResponse),
	"thread/archive": request(ThreadArchiveParams, ThreadArchiveResponse, { scope: "thread" }),
	"thread/delete": request(ThreadDeleteParams, ThreadDeleteResponse, { scope: "thread" }),
	"thread/unsubscribe": request(ThreadUnsubscribeParams, ThreadUnsubscribeResponse, { scope: "thread" }),
	"thread/increment_elicitation": request(ThreadIncrementElicitationParams, ThreadIncrementElicitationResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/decrement_elicitation": request(ThreadDecrementElicitationParams, ThreadDecrementElicitationResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/name/set": request(ThreadSetNameParams, ThreadSetNameResponse, { scope: "thread" }),
	"thread/metadata/update": request(ThreadMetadataUpdateParams, ThreadMetadataUpdateResponse, { scope: "thread" }),
	"thread/settings/update": request(ThreadSettingsUpdateParams, ThreadSettingsUpdateResponse, {
		scope: "thread",
		experimental: true,
	}),
	"thread/unarchive": request(ThreadUnarchiveParams, ThreadUnarchiveResponse, { scope: "thread" }),
	"thread/compact/start": request(ThreadCompactStartParams, ThreadCompactStartResponse, { scope: "thread" }),
	"thread/shellCommand": request(ThreadShellCommandParams, ThreadShellCommandResponse, { scope: "thread" }),
	"thread/backgroundTerminals/clean": request(
		ThreadBackgroundTerminalsCleanParams,
		ThreadBackgroundTerminalsCleanResponse,
		{ scope: "thread", experimental: true },
	),
	"thread/backgroundTerminals/list": request(
		ThreadBackgroundTerminalsListParams,
		ThreadBackgroundTerminalsListResponse,
		{ scope: "thread", experimental: true },
	),
	"thread/backgroundTerminals/terminate": request(
		ThreadBackgroundTerminalsTerminateParams,
		ThreadBackgroundTerminalsTerminateResponse,
		{ scope: "thread", experimental: true },
	),
	"thread/revert": request(ThreadRevertParams, ThreadRevertResponse, { scope: "thread" }),
	"thread/list": request(ThreadListParams, ThreadListResponse),
	"thread/search": request(ThreadSearchParams, ThreadSearchResponse, { experimental: true }),
	"thread/searchOccurrences": request(ThreadSearchOccurrencesParams, ThreadSearchOccurrencesResponse, {
		experimental: true,
	}),
	"thread/loaded/list": request(ThreadLoadedListParams, ThreadLoadedListResponse),
	"thread/read": request(ThreadReadParams, ThreadReadResponse, { scope: "thread" }),
	"thread/turns/list": request(ThreadTurnsListParams, ThreadTurnsListResponse),
	"thread/items/list": request(ThreadItemsListParams, ThreadItemsListResponse),
	"thread/items/read": request(ThreadItemsReadParams, ThreadItemsReadResponse, { scope: "thread", experimental: true }),
	"thread/inject_items": request(ThreadInjectItemsParams, ThreadInjectItemsResponse, { scope: "thread" }),
	"turn/start": request(TurnStartParams, TurnStartResponse, { scope: "thread" }),
	"turn/settings/update": request(TurnSettingsUpdateParams, TurnSettingsUpdateResponse, {
		scope: "thread",
		experimental: true,
	}),
	"turn/steer": request(TurnSteerParams, TurnSteerResponse, { scope: "thread" }),
	"turn/interrupt": request(TurnInterruptParams, TurnInterruptResponse, { scope: "thread" }),
	"thread/timeline/list": request(ThreadTimelineListParams, ThreadTimelineListResponse, {
		scope: "thread",
		experimental: true,
	}),
	"review/start": request(ReviewStartParams, ReviewStartResponse, { scope: "thread" }),
	"collaborationMode/list": request(CollaborationModeListParams, CollaborationModeListResponse, { experimental: true }),
} as const;
