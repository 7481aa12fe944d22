import { ensureReference, type ReferenceServer } from "../../scripts/setup/reference.mjs";

let ready: Promise<ReferenceServer> | undefined;

/** The reference server, fetched to a cache outside the repository at its first use. */
export function referenceServer(): Promise<ReferenceServer> {
	ready ??= ensureReference((line: string) => console.log(line));
	return ready;
}
