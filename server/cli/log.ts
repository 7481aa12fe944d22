import { requestTrace } from "../rpc/requestTrace.ts";

export type LogLevel = "info" | "warn" | "error";

/** What a key or an authorisation header looks like. */
const SECRET = /\b(sk-[\w-]{6,}|Bearer\s+[\w.~+/=-]{6,})/g;

/** Writes one JSON line to stderr, with the trace of the request it is about and secrets redacted: stdout is the wire and nothing else. */
export function log(level: LogLevel, message: string, fields: Record<string, unknown> = {}): void {
	const line = JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...requestTrace(), ...fields });
	process.stderr.write(`${line.replace(SECRET, "[redacted]")}\n`);
}
