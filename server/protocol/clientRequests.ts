import { GetAccountParams, GetAccountResponse } from "./account.ts";
import { ConfigReadParams, ConfigReadResponse } from "./config.ts";
import { InitializeParams, InitializeResponse } from "./initialize.ts";
import { ModelListParams, ModelListResponse } from "./model.ts";
import type { OrderScope } from "./order.ts";
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
} from "./thread.ts";
import {
	TurnInterruptParams,
	TurnInterruptResponse,
	TurnStartParams,
	TurnStartResponse,
	TurnSteerParams,
	TurnSteerResponse,
} from "./turn.ts";

/**
 * Every request a client may send: its parameters, its result and the queue it waits in.
 * The table of handlers is typed by this registry, so a method without a handler does not compile.
 */
export const clientRequests = {
	initialize: { params: InitializeParams, result: InitializeResponse, scope: "none", experimental: false },
	"thread/start": { params: ThreadStartParams, result: ThreadStartResponse, scope: "none", experimental: false },
	"thread/resume": { params: ThreadResumeParams, result: ThreadResumeResponse, scope: "thread", experimental: false },
	"thread/read": { params: ThreadReadParams, result: ThreadReadResponse, scope: "thread", experimental: false },
	"thread/list": { params: ThreadListParams, result: ThreadListResponse, scope: "none", experimental: false },
	"thread/name/set": {
		params: ThreadSetNameParams,
		result: ThreadSetNameResponse,
		scope: "thread",
		experimental: false,
	},
	"thread/archive": {
		params: ThreadArchiveParams,
		result: ThreadArchiveResponse,
		scope: "thread",
		experimental: false,
	},
	"thread/unarchive": {
		params: ThreadUnarchiveParams,
		result: ThreadUnarchiveResponse,
		scope: "thread",
		experimental: false,
	},
	"thread/unsubscribe": {
		params: ThreadUnsubscribeParams,
		result: ThreadUnsubscribeResponse,
		scope: "thread",
		experimental: false,
	},
	"thread/loaded/list": {
		params: ThreadLoadedListParams,
		result: ThreadLoadedListResponse,
		scope: "none",
		experimental: false,
	},
	"turn/start": { params: TurnStartParams, result: TurnStartResponse, scope: "thread", experimental: false },
	"turn/steer": { params: TurnSteerParams, result: TurnSteerResponse, scope: "thread", experimental: false },
	"turn/interrupt": {
		params: TurnInterruptParams,
		result: TurnInterruptResponse,
		scope: "thread",
		experimental: false,
	},
	"model/list": { params: ModelListParams, result: ModelListResponse, scope: "none", experimental: false },
	"account/read": { params: GetAccountParams, result: GetAccountResponse, scope: "none", experimental: false },
	"config/read": { params: ConfigReadParams, result: ConfigReadResponse, scope: "config", experimental: false },
} as const satisfies Record<string, { params: unknown; result: unknown; scope: OrderScope; experimental: boolean }>;

export type ClientRequestMethod = keyof typeof clientRequests;
