import { InitializeParams, InitializeResponse } from "./initialize.ts";
import { accountRequests } from "./registry/accountRequests.ts";
import { configRequests } from "./registry/configRequests.ts";
import { request } from "./registry/entry.ts";
import { hostRequests } from "./registry/hostRequests.ts";
import { legacyRequests } from "./registry/legacyRequests.ts";
import { pluginRequests } from "./registry/pluginRequests.ts";
import { threadExtraRequests } from "./registry/threadExtraRequests.ts";
import { threadRequests } from "./registry/threadRequests.ts";
import { workspaceRequests } from "./registry/workspaceRequests.ts";

/** The requests that the JSON Schema has. */
export const schemaRequests = {
	initialize: request(InitializeParams, InitializeResponse),
	...threadRequests,
	...threadExtraRequests,
	...workspaceRequests,
	...configRequests,
	...accountRequests,
	...pluginRequests,
	...hostRequests,
} as const;

/**
 * Every request a client may send: its parameters, its result and the queue it waits in.
 * The table of handlers is typed by this registry, so a method without a handler does not compile.
 */
export const clientRequests = { ...schemaRequests, ...legacyRequests } as const;

export type ClientRequestMethod = keyof typeof clientRequests;
