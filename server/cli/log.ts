export type LogLevel = "info" | "warn" | "error";

/** What a key or an authorisation header looks like. */
const SECRET = /\b(sk-[\w-]{6,}|Bearer\s+[\w.~+/=-]{6,})/g;

/** Writes one JSON line to stderr, with secrets redacted: stdout is the wire and nothing else. */
export function log(level: LogLevel, message: string, fields: Record<string, unknown> = {}): void {
	const line = JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...fields });
	process.stderr.write(`${line.replace(SECRET, "[redacted]")}\n`);
}
