import * as z from "zod";
import { AbsolutePathBuf, longInt } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const ProcessExitedNotification = schema("ProcessExitedNotification", () =>
	z.object({
		exitCode: z.int(),
		outputDrainTimedOut: z.boolean().nullish(),
		processHandle: z.string(),
		stderr: z.string(),
		stderrCapReached: z.boolean(),
		stdout: z.string(),
		stdoutCapReached: z.boolean(),
	}),
);
export type ProcessExitedNotification = z.output<ReturnType<typeof ProcessExitedNotification>>;

export const ProcessKillParams = schema("ProcessKillParams", () =>
	z.object({
		processHandle: z.string(),
	}),
);
export type ProcessKillParams = z.output<ReturnType<typeof ProcessKillParams>>;

export const ProcessKillResponse = schema("ProcessKillResponse", () => z.object({}));
export type ProcessKillResponse = z.output<ReturnType<typeof ProcessKillResponse>>;

export const ProcessOutputDeltaNotification = schema("ProcessOutputDeltaNotification", () =>
	z.object({
		capReached: z.boolean(),
		deltaBase64: z.string(),
		processHandle: z.string(),
		stream: ProcessOutputStream(),
	}),
);
export type ProcessOutputDeltaNotification = z.output<ReturnType<typeof ProcessOutputDeltaNotification>>;

export const ProcessOutputStream = schema("ProcessOutputStream", () => z.enum(["stdout", "stderr"]));
export type ProcessOutputStream = z.output<ReturnType<typeof ProcessOutputStream>>;

export const ProcessResizePtyParams = schema("ProcessResizePtyParams", () =>
	z.object({
		processHandle: z.string(),
		size: ProcessTerminalSize(),
	}),
);
export type ProcessResizePtyParams = z.output<ReturnType<typeof ProcessResizePtyParams>>;

export const ProcessResizePtyResponse = schema("ProcessResizePtyResponse", () => z.object({}));
export type ProcessResizePtyResponse = z.output<ReturnType<typeof ProcessResizePtyResponse>>;

export const ProcessSpawnParams = schema("ProcessSpawnParams", () =>
	z.object({
		command: z.array(z.string()),
		cwd: AbsolutePathBuf(),
		env: orNull(z.record(z.string(), z.string().nullable())),
		// Absent is the default, null no limit.
		outputBytesCap: longInt(z.number().min(0)).nullish(),
		processHandle: z.string(),
		size: orNull(ProcessTerminalSize()),
		streamStdin: z.boolean().optional(),
		streamStdoutStderr: z.boolean().optional(),
		timeoutMs: longInt().nullish(),
		tty: z.boolean().optional(),
	}),
);
export type ProcessSpawnParams = z.output<ReturnType<typeof ProcessSpawnParams>>;

export const ProcessSpawnResponse = schema("ProcessSpawnResponse", () => z.object({}));
export type ProcessSpawnResponse = z.output<ReturnType<typeof ProcessSpawnResponse>>;

export const ProcessTerminalSize = schema("ProcessTerminalSize", () =>
	z.object({
		cols: z.int().min(0),
		rows: z.int().min(0),
	}),
);
export type ProcessTerminalSize = z.output<ReturnType<typeof ProcessTerminalSize>>;

export const ProcessWriteStdinParams = schema("ProcessWriteStdinParams", () =>
	z.object({
		closeStdin: z.boolean().optional(),
		deltaBase64: orNull(z.string()),
		processHandle: z.string(),
	}),
);
export type ProcessWriteStdinParams = z.output<ReturnType<typeof ProcessWriteStdinParams>>;

export const ProcessWriteStdinResponse = schema("ProcessWriteStdinResponse", () => z.object({}));
export type ProcessWriteStdinResponse = z.output<ReturnType<typeof ProcessWriteStdinResponse>>;
