import { needsExperimental } from "#protocol/errors.ts";

/** A request that needs the client's consent to unstable protocol. */
interface Gated {
	experimental: boolean;
}

/**
 * Refuses what the connection has not opted in to.
 * @throws WireError -32600 `<method> requires experimentalApi capability`
 */
export function checkExperimental(method: string, entry: Gated, optedIn: boolean): void {
	if (entry.experimental && !optedIn) throw needsExperimental(method);
}
