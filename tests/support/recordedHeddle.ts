import { onTestFinished } from "vitest";
import { heddle, heddleBinary, type Program } from "./heddleCommand.ts";
import { RecordedServer } from "./recordedServer.ts";
import { scratchFolder } from "./scratchFolder.ts";

/**
 * The built server for a client that launches it itself. When the running test ends, which has to have ended the client, it fails if a
 * message fits no schema, or if there was none. On Windows, which has no bash, nothing is recorded.
 */
export function recordedHeddle(server = heddleBinary): Program {
	if (process.platform === "win32") return heddle;
	const recorded = new RecordedServer(server, scratchFolder());
	onTestFinished(() => recorded.check());
	return { ...heddle, executable: recorded.executable };
}
