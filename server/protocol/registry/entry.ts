import * as z from "zod";
import type { OrderScope } from "../order.ts";
import type { LazySchema } from "../schema.ts";

type Declared = LazySchema<z.ZodType>;

/** A method a client may call. */
export interface RequestEntry<P extends Declared, R extends Declared> {
	params: P;
	result: R;
	/** The queue it waits in. */
	scope: OrderScope;
	/** Whether only connections with the `experimentalApi` capability may call it. */
	experimental: boolean;
	/** Whether `params` may be absent or null. */
	paramsOptional: boolean;
}

type RequestTraits = Partial<Pick<RequestEntry<Declared, Declared>, "scope" | "experimental" | "paramsOptional">>;

/** An entry of the clients' requests; without `traits` it is stable, needs parameters and waits in no queue. */
export function request<P extends Declared, R extends Declared>(
	params: P,
	result: R,
	traits: RequestTraits = {},
): RequestEntry<P, R> {
	const paramsOptional = (params as Declared) === NoParams;
	return { params, result, scope: "none", experimental: false, paramsOptional, ...traits };
}

const noParams = () => z.strictObject({});

/** The parameters of a method that has none: absent, null, or an object without members. */
export const NoParams = Object.assign(noParams, { schemaName: "null" });

/** Who receives a notification: every initialized connection, the subscribers of its thread, or the connection it belongs to. */
export type Audience = "all" | "thread" | "caller";

export interface NotificationEntry<P extends Declared> {
	params: P;
	audience: Audience;
}

export function notification<P extends Declared>(params: P, audience: Audience): NotificationEntry<P> {
	return { params, audience };
}

export interface ServerRequestEntry<P extends Declared, R extends Declared> {
	params: P;
	result: R;
	/** What the thread's status says it waits for; null when no person is asked. */
	waitsOn: "approval" | "userInput" | null;
	/** Whether only connections with the `experimentalApi` capability may be asked. */
	experimental: boolean;
}

export function serverRequest<P extends Declared, R extends Declared>(
	params: P,
	result: R,
	waitsOn: ServerRequestEntry<P, R>["waitsOn"],
	{ experimental = false } = {},
): ServerRequestEntry<P, R> {
	return { params, result, waitsOn, experimental };
}
