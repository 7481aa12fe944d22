import * as z from "zod";
import { longInt } from "./common.ts";
import { experimental } from "./experimental.ts";
import { SandboxPolicy } from "./policy.ts";
import { orNull, schema } from "./schema.ts";

export const CommandExecOutputDeltaNotification = schema("CommandExecOutputDeltaNotification", () =>
	z.object({
		capReached: z.boolean(),
		deltaBase64: z.string(),
		processId: z.string(),
		stream: CommandExecOutputStream(),
	}),
);
export type CommandExecOutputDeltaNotification = z.output<ReturnType<typeof CommandExecOutputDeltaNotification>>;

export const CommandExecOutputStream = schema("CommandExecOutputStream", () => z.enum(["stdout", "stderr"]));
export type CommandExecOutputStream = z.output<ReturnType<typeof CommandExecOutputStream>>;

export const CommandExecParams = schema("CommandExecParams", () =>
	z.object({
		command: z.array(z.string()),
		cwd: orNull(z.string()),
		disableOutputCap: z.boolean().optional(),
		disableTimeout: z.boolean().optional(),
		env: orNull(z.record(z.string(), z.string().nullable())),
		outputBytesCap: orNull(longInt(z.number().min(0))),
		permissionProfile: experimental("command/exec.permissionProfile", orNull(z.string())),
		processId: orNull(z.string()),
		sandboxPolicy: orNull(SandboxPolicy()),
		size: orNull(CommandExecTerminalSize()),
		streamStdin: z.boolean().optional(),
		streamStdoutStderr: z.boolean().optional(),
		timeoutMs: orNull(longInt()),
		tty: z.boolean().optional(),
	}),
);
export type CommandExecParams = z.output<ReturnType<typeof CommandExecParams>>;

export const CommandExecResizeParams = schema("CommandExecResizeParams", () =>
	z.object({
		processId: z.string(),
		size: CommandExecTerminalSize(),
	}),
);
export type CommandExecResizeParams = z.output<ReturnType<typeof CommandExecResizeParams>>;

export const CommandExecResizeResponse = schema("CommandExecResizeResponse", () => z.object({}));
export type CommandExecResizeResponse = z.output<ReturnType<typeof CommandExecResizeResponse>>;

export const CommandExecResponse = schema("CommandExecResponse", () =>
	z.object({
		exitCode: z.int(),
		stderr: z.string(),
		stdout: z.string(),
	}),
);
export type CommandExecResponse = z.output<ReturnType<typeof CommandExecResponse>>;

export const CommandExecTerminalSize = schema("CommandExecTerminalSize", () =>
	z.object({
		cols: z.int().min(0),
		rows: z.int().min(0),
	}),
);
export type CommandExecTerminalSize = z.output<ReturnType<typeof CommandExecTerminalSize>>;

export const CommandExecTerminateParams = schema("CommandExecTerminateParams", () =>
	z.object({
		processId: z.string(),
	}),
);
export type CommandExecTerminateParams = z.output<ReturnType<typeof CommandExecTerminateParams>>;

export const CommandExecTerminateResponse = schema("CommandExecTerminateResponse", () => z.object({}));
export type CommandExecTerminateResponse = z.output<ReturnType<typeof CommandExecTerminateResponse>>;

export const CommandExecWriteParams = schema("CommandExecWriteParams", () =>
	z.object({
		closeStdin: z.boolean().optional(),
		deltaBase64: orNull(z.string()),
		processId: z.string(),
	}),
);
export type CommandExecWriteParams = z.output<ReturnType<typeof CommandExecWriteParams>>;

export const CommandExecWriteResponse = schema("CommandExecWriteResponse", () => z.object({}));
export type CommandExecWriteResponse = z.output<ReturnType<typeof CommandExecWriteResponse>>;
