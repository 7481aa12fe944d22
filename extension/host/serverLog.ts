import * as z from "zod";

type Level = "trace" | "debug" | "info" | "warn" | "error";

/** The sinks of a log channel. */
export type LogSink = Record<Level, (message: string) => void>;

/** A structured line of the server's stderr. */
const LogLine = z.looseObject({
	level: z.enum(["trace", "debug", "info", "warn", "error"]),
	message: z.string(),
});

/** Writes one line of the server's stderr at the level it names; a line without one is information. */
export function writeServerLogLine(sink: LogSink, line: string): void {
	const entry = parse(line);
	if (entry === undefined) {
		sink.info(line);
		return;
	}
	const { level, message, timestamp: _, ...fields } = entry;
	const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : "";
	sink[level](message + rest);
}

function parse(line: string): z.output<typeof LogLine> | undefined {
	if (!line.startsWith("{")) {
		return undefined;
	}
	try {
		return LogLine.safeParse(JSON.parse(line)).data;
	} catch {
		// Any program may write to stderr; what is not JSON is shown as it is.
		return undefined;
	}
}
