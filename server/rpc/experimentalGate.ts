import type * as z from "zod";
import { needsExperimental } from "#protocol/errors.ts";
import { experimentalUse } from "#protocol/experimental.ts";
import type { LazySchema } from "#protocol/schema.ts";

/** A method of the registry, as far as the gate looks at it. */
interface Gated {
	params: LazySchema<z.ZodType>;
	experimental: boolean;
}

/**
 * Refuses a method, field or enum value of the unstable protocol on a connection that has not opted in to it.
 * @param params as the method's schema accepted them
 * @throws WireError -32600 `<descriptor> requires experimentalApi capability`
 */
export function checkExperimental(method: string, entry: Gated, params: unknown, optedIn: boolean): void {
	if (optedIn) return;
	const descriptor = entry.experimental ? method : experimentalUse(entry.params(), params);
	if (descriptor !== undefined) throw needsExperimental(descriptor);
}
