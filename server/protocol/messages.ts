import type * as z from "zod";
import type { ClientRequestMethod, clientRequests } from "./clientRequests.ts";
import type { ServerNotificationMethod, serverNotifications } from "./serverNotifications.ts";
import type { ServerRequestMethod, serverRequests } from "./serverRequests.ts";

type Built<F> = F extends () => infer T ? (T extends z.ZodType ? T : never) : never;

/** What a client may write as the parameters of `M`: members with defaults may be left out. */
export type RequestInput<M extends ClientRequestMethod> = z.input<Built<(typeof clientRequests)[M]["params"]>>;
/** The parameters of `M` after validation: every nullable member present. */
export type RequestParams<M extends ClientRequestMethod> = z.output<Built<(typeof clientRequests)[M]["params"]>>;
export type RequestResult<M extends ClientRequestMethod> = z.output<Built<(typeof clientRequests)[M]["result"]>>;

export type NotificationParams<M extends ServerNotificationMethod> = z.output<
	Built<(typeof serverNotifications)[M]["params"]>
>;
/** Any notification of the server, told apart by `method`. */
export type ServerNotification = {
	[M in ServerNotificationMethod]: { method: M; params: NotificationParams<M> };
}[ServerNotificationMethod];

export type ServerRequestParams<M extends ServerRequestMethod> = z.output<Built<(typeof serverRequests)[M]["params"]>>;
export type ServerRequestResult<M extends ServerRequestMethod> = z.output<Built<(typeof serverRequests)[M]["result"]>>;
/** Any request of the server, told apart by `method`. `id` is an integer in the server's own id space. */
export type ServerRequest = {
	[M in ServerRequestMethod]: { id: number; method: M; params: ServerRequestParams<M> };
}[ServerRequestMethod];
