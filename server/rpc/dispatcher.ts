import type { KeyedQueue } from "#common/keyedQueue.ts";
import { type ClientRequestMethod, clientRequests } from "#protocol/clientRequests.ts";
import { draining, malformed } from "#protocol/errors.ts";
import type { InitializeParams } from "#protocol/initialize.ts";
import type { OrderScope } from "#protocol/order.ts";
import { withCanonicalIds } from "./canonicalIds.ts";
import { checkExperimental } from "./experimentalGate.ts";
import type { HandlerTable, RequestContext } from "./peer.ts";
import { validateParams } from "./validate.ts";

/** The methods that begin something, or change what a running turn works with: refused once the server is about to leave. */
const NEW_WORK: ReadonlySet<ClientRequestMethod> = new Set<ClientRequestMethod>([
	"review/start",
	"thread/archive",
	"thread/compact/start",
	"thread/delete",
	"thread/fork",
	"thread/guardianReview",
	"thread/queue/start",
	"thread/readState/update",
	"thread/resume",
	"thread/revert",
	"thread/settings/update",
	"thread/shellCommand",
	"thread/start",
	"turn/settings/update",
	"turn/start",
	"turn/steer",
	"userVerification/delete",
	"userVerification/enroll",
	"userVerification/verify",
]);

/** What a dispatcher needs of its process. */
export interface DispatcherHost {
	/** Loaded at the first request that needs it. */
	handlers(): Promise<HandlerTable>;
	/** Requests about one thread keep their order whoever sends them. */
	readonly queue: KeyedQueue;
	/** Whether the server is about to leave and takes no new work. */
	readonly isDraining: boolean;
}

type HandledMethod = Exclude<ClientRequestMethod, "initialize">;

/** A request that the registry knows and whose parameters its schema has accepted. */
export type CheckedRequest =
	| { method: "initialize"; params: InitializeParams }
	| { method: HandledMethod; params: unknown };

/** Checks, orders and hands over the requests of all connections. */
export class Dispatcher {
	readonly #host: DispatcherHost;

	constructor(host: DispatcherHost) {
		this.#host = host;
	}

	/** @throws WireError -32600 `Invalid request: …` */
	check(method: string, params: unknown): CheckedRequest {
		if (!isKnown(method)) throw malformed(`unknown method \`${method}\``);
		// The registry has the schema of each method, which types what comes out of it.
		const checked = withCanonicalIds(validateParams(method, clientRequests[method], params));
		return { method, params: checked } as CheckedRequest;
	}

	/** Resolves with the result. @throws WireError, or whatever the handler throws */
	async run({ method, params }: { method: HandledMethod; params: unknown }, context: RequestContext): Promise<unknown> {
		checkExperimental(method, clientRequests[method], params, context.peer.experimentalApi);
		if (this.#host.isDraining && NEW_WORK.has(method)) throw draining();
		const table = await this.#host.handlers();
		// The registry has typed the parameters; the table has one handler for each of its methods.
		const handler = table[method] as (params: unknown, context: RequestContext) => unknown;
		const key = scopeKey(clientRequests[method].scope, params, context.peer.id);
		if (key === null) return handler(params, context);
		// What a request causes behind its response is there for the next one.
		return this.#host.queue.run(key, () => handler(params, context), context.answered);
	}
}

const isKnown = (method: string): method is ClientRequestMethod => Object.hasOwn(clientRequests, method);

/** The queue of a request; null when it waits for nothing. */
function scopeKey(scope: OrderScope, params: unknown, connection: number): string | null {
	if (scope === "none") return null;
	if (scope === "config") return "config";
	const members: Record<string, unknown> = { ...(params as object) };
	const name = SCOPE_MEMBERS[scope].find((each) => typeof members[each] === "string");
	if (name === undefined) return null;
	return scope === "thread" ? `thread:${members[name]}` : `${connection}:${scope}:${members[name]}`;
}

/** The members that may name what a queue is for. */
const SCOPE_MEMBERS: Record<Exclude<OrderScope, "none" | "config">, readonly string[]> = {
	thread: ["threadId"],
	process: ["processId", "processHandle"],
	watch: ["watchId"],
	search: ["sessionId"],
};
