import { ensureReference } from "../../scripts/setup/reference.mjs";

export interface ReferenceServer {
	/** The native binary. */
	executable: string;
	/** The folder of its JSON Schemas. */
	schemas: string;
}

let ready: Promise<ReferenceServer> | undefined;

/** The reference server, fetched to a cache outside the repository at its first use. */
export function referenceServer(): Promise<ReferenceServer> {
	ready ??= ensureReference((line: string) => console.log(line));
	return ready;
}
