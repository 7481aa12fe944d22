import * as z from "zod";
import { orAbsent, orNull, schema } from "./schema.ts";

export const EnvironmentAddParams = schema("EnvironmentAddParams", () =>
	z.object({
		authBearerToken: orNull(z.string()),
		connectTimeoutMs: orNull(z.int().min(0)),
		environmentId: z.string(),
		execServerUrl: z.string(),
		skills: orNull(EnvironmentSkillsParams()),
		websocketRequestId: orNull(z.string()),
	}),
);
export type EnvironmentAddParams = z.output<ReturnType<typeof EnvironmentAddParams>>;

export const EnvironmentAddResponse = schema("EnvironmentAddResponse", () => z.object({}));
export type EnvironmentAddResponse = z.output<ReturnType<typeof EnvironmentAddResponse>>;

export const EnvironmentConnectionNotification = schema("EnvironmentConnectionNotification", () =>
	z.object({
		environmentId: z.string(),
		threadId: z.string(),
	}),
);
export type EnvironmentConnectionNotification = z.output<ReturnType<typeof EnvironmentConnectionNotification>>;

export const EnvironmentInfoParams = schema("EnvironmentInfoParams", () =>
	z.object({
		environmentId: z.string(),
	}),
);
export type EnvironmentInfoParams = z.output<ReturnType<typeof EnvironmentInfoParams>>;

export const EnvironmentInfoResponse = schema("EnvironmentInfoResponse", () =>
	z.object({
		cwd: orNull(PathUri()),
		shell: EnvironmentShellInfo(),
	}),
);
export type EnvironmentInfoResponse = z.output<ReturnType<typeof EnvironmentInfoResponse>>;

export const EnvironmentShellInfo = schema("EnvironmentShellInfo", () =>
	z.object({
		name: z.string(),
		path: z.string(),
	}),
);
export type EnvironmentShellInfo = z.output<ReturnType<typeof EnvironmentShellInfo>>;

export const EnvironmentSkillsParams = schema("EnvironmentSkillsParams", () =>
	z.object({
		required: orNull(z.array(z.string())),
	}),
);
export type EnvironmentSkillsParams = z.output<ReturnType<typeof EnvironmentSkillsParams>>;

export const EnvironmentStatusKind = schema("EnvironmentStatusKind", () =>
	z.enum(["ready", "pending", "disconnected", "unknown"]),
);
export type EnvironmentStatusKind = z.output<ReturnType<typeof EnvironmentStatusKind>>;

export const EnvironmentStatusParams = schema("EnvironmentStatusParams", () =>
	z.object({
		environmentId: z.string(),
	}),
);
export type EnvironmentStatusParams = z.output<ReturnType<typeof EnvironmentStatusParams>>;

export const EnvironmentStatusResponse = schema("EnvironmentStatusResponse", () =>
	z.object({
		error: orAbsent(z.string()),
		status: EnvironmentStatusKind(),
	}),
);
export type EnvironmentStatusResponse = z.output<ReturnType<typeof EnvironmentStatusResponse>>;

export const PathUri = schema("PathUri", () => z.string());
export type PathUri = z.output<ReturnType<typeof PathUri>>;
