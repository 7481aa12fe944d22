import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const WindowsSandboxReadiness = schema("WindowsSandboxReadiness", () =>
	z.enum(["ready", "notConfigured", "updateRequired"]),
);
export type WindowsSandboxReadiness = z.output<ReturnType<typeof WindowsSandboxReadiness>>;

export const WindowsSandboxReadinessResponse = schema("WindowsSandboxReadinessResponse", () =>
	z.object({
		status: WindowsSandboxReadiness(),
	}),
);
export type WindowsSandboxReadinessResponse = z.output<ReturnType<typeof WindowsSandboxReadinessResponse>>;

export const WindowsSandboxSetupCompletedNotification = schema("WindowsSandboxSetupCompletedNotification", () =>
	z.object({
		error: orNull(z.string()),
		mode: WindowsSandboxSetupMode(),
		success: z.boolean(),
	}),
);
export type WindowsSandboxSetupCompletedNotification = z.output<
	ReturnType<typeof WindowsSandboxSetupCompletedNotification>
>;

export const WindowsSandboxSetupMode = schema("WindowsSandboxSetupMode", () => z.enum(["elevated", "unelevated"]));
export type WindowsSandboxSetupMode = z.output<ReturnType<typeof WindowsSandboxSetupMode>>;

export const WindowsSandboxSetupStartParams = schema("WindowsSandboxSetupStartParams", () =>
	z.object({
		cwd: orNull(AbsolutePathBuf()),
		mode: WindowsSandboxSetupMode(),
	}),
);
export type WindowsSandboxSetupStartParams = z.output<ReturnType<typeof WindowsSandboxSetupStartParams>>;

export const WindowsSandboxSetupStartResponse = schema("WindowsSandboxSetupStartResponse", () =>
	z.object({
		started: z.boolean(),
	}),
);
export type WindowsSandboxSetupStartResponse = z.output<ReturnType<typeof WindowsSandboxSetupStartResponse>>;

export const WindowsWorldWritableWarningNotification = schema("WindowsWorldWritableWarningNotification", () =>
	z.object({
		extraCount: z.int().min(0),
		failedScan: z.boolean(),
		samplePaths: z.array(z.string()),
	}),
);
export type WindowsWorldWritableWarningNotification = z.output<
	ReturnType<typeof WindowsWorldWritableWarningNotification>
>;
