import type { RemoteControlStatusReadResponse } from "#protocol/remoteControl.ts";
import type { SessionSource } from "#protocol/thread.ts";
import type { ThreadManager } from "../threads/threadManager.ts";

/** What the handlers work with. */
export interface Services {
	threads: ThreadManager;
	/** The directory that a thread without one works in: that of the server. */
	cwd: string;
	/** The product's version, as new threads record it. */
	version: string;
	/** What new threads are recorded to come from. */
	source: SessionSource;
	env: NodeJS.ProcessEnv;
	/** Writes a line of the log; it takes secrets out. */
	log: (level: "info" | "warn" | "error", message: string, fields?: Record<string, unknown>) => void;
	/** The newest lines of the log. */
	recentLog: () => string;
	/** The requests of all connections that have no answer yet, and those among them that wait for others. */
	requests: () => { underWay: number; queued: number };
	/** What clients are told of remote control. */
	remoteControl: () => RemoteControlStatusReadResponse;
}
