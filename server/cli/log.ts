import { withoutKeys } from "#common/keyPattern.ts";
import { requestTrace } from "../rpc/requestTrace.ts";

export type LogLevel = "info" | "warn" | "error";

/** How many characters of the newest lines a report may hold. */
const KEPT_CHARS = 1024 * 1024;

const kept: string[] = [];
let keptChars = 0;

/** Writes one JSON line to stderr, with the trace of the request it is about and secrets redacted: stdout is the wire and nothing else. */
export function log(level: LogLevel, message: string, fields: Record<string, unknown> = {}): void {
	const text = JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...requestTrace(), ...fields });
	const line = `${withoutKeys(text)}\n`;
	process.stderr.write(line);
	kept.push(line);
	keptChars += line.length;
	while (keptChars > KEPT_CHARS) keptChars -= kept.shift()?.length ?? 0;
}

/** The newest lines of this process's log, secrets redacted. */
export const recentLog = () => kept.join("");
