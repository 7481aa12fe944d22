import type { ThreadManager } from "../threads/threadManager.ts";

/** What the handlers work with. */
export interface Services {
	threads: ThreadManager;
	/** The directory that a thread without one works in: that of the server. */
	cwd: string;
	/** The product's version, as new threads record it. */
	version: string;
	env: NodeJS.ProcessEnv;
}
