import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orNull, schema } from "./schema.ts";
import { SortDirection } from "./thread.ts";

export const Project = schema("Project", () =>
	z.object({
		createdAt: z.int(),
		id: z.string(),
		metadata: z.record(z.string(), z.string()),
		name: z.string(),
		position: z.int(),
		recencyAt: orNull(z.int()),
		roots: z.array(ProjectRoot()),
		updatedAt: z.int(),
	}),
);
export type Project = z.output<ReturnType<typeof Project>>;

export const ProjectChangeType = schema("ProjectChangeType", () => z.enum(["created", "updated", "deleted"]));
export type ProjectChangeType = z.output<ReturnType<typeof ProjectChangeType>>;

export const ProjectChangedNotification = schema("ProjectChangedNotification", () =>
	z.object({
		changeType: ProjectChangeType(),
		projectId: z.string(),
	}),
);
export type ProjectChangedNotification = z.output<ReturnType<typeof ProjectChangedNotification>>;

export const ProjectCreateParams = schema("ProjectCreateParams", () =>
	z.object({
		idempotencyKey: z.string(),
		metadata: orNull(z.record(z.string(), z.string())),
		name: z.string(),
		roots: z.array(ProjectRoot()),
	}),
);
export type ProjectCreateParams = z.output<ReturnType<typeof ProjectCreateParams>>;

export const ProjectCreateResponse = schema("ProjectCreateResponse", () =>
	z.object({
		project: Project(),
	}),
);
export type ProjectCreateResponse = z.output<ReturnType<typeof ProjectCreateResponse>>;

export const ProjectDeleteParams = schema("ProjectDeleteParams", () =>
	z.object({
		projectId: z.string(),
	}),
);
export type ProjectDeleteParams = z.output<ReturnType<typeof ProjectDeleteParams>>;

export const ProjectDeleteResponse = schema("ProjectDeleteResponse", () => z.object({}));
export type ProjectDeleteResponse = z.output<ReturnType<typeof ProjectDeleteResponse>>;

export const ProjectImportParams = schema("ProjectImportParams", () =>
	z.object({
		idempotencyKey: z.string(),
		metadata: orNull(z.record(z.string(), z.string())),
		name: z.string(),
		roots: z.array(ProjectRoot()),
		threads: orNull(z.array(z.string())),
	}),
);
export type ProjectImportParams = z.output<ReturnType<typeof ProjectImportParams>>;

export const ProjectImportResponse = schema("ProjectImportResponse", () =>
	z.object({
		project: Project(),
	}),
);
export type ProjectImportResponse = z.output<ReturnType<typeof ProjectImportResponse>>;

export const ProjectListParams = schema("ProjectListParams", () =>
	z.object({
		cursor: orNull(z.string()),
		limit: orNull(z.int().min(0)),
		sortDirection: orNull(SortDirection()),
		sortKey: orNull(ProjectSortKey()),
	}),
);
export type ProjectListParams = z.output<ReturnType<typeof ProjectListParams>>;

export const ProjectListResponse = schema("ProjectListResponse", () =>
	z.object({
		data: z.array(Project()),
		nextCursor: orNull(z.string()),
	}),
);
export type ProjectListResponse = z.output<ReturnType<typeof ProjectListResponse>>;

export const ProjectMoveParams = schema("ProjectMoveParams", () =>
	z.object({
		beforeProjectId: orNull(z.string()),
		projectId: z.string(),
	}),
);
export type ProjectMoveParams = z.output<ReturnType<typeof ProjectMoveParams>>;

export const ProjectMoveResponse = schema("ProjectMoveResponse", () => z.object({}));
export type ProjectMoveResponse = z.output<ReturnType<typeof ProjectMoveResponse>>;

export const ProjectReadParams = schema("ProjectReadParams", () =>
	z.object({
		projectId: z.string(),
	}),
);
export type ProjectReadParams = z.output<ReturnType<typeof ProjectReadParams>>;

export const ProjectReadResponse = schema("ProjectReadResponse", () =>
	z.object({
		project: Project(),
	}),
);
export type ProjectReadResponse = z.output<ReturnType<typeof ProjectReadResponse>>;

export const ProjectRoot = schema("ProjectRoot", () =>
	z.object({
		path: AbsolutePathBuf(),
	}),
);
export type ProjectRoot = z.output<ReturnType<typeof ProjectRoot>>;

export const ProjectSortKey = schema("ProjectSortKey", () => z.enum(["position", "recencyAt"]));
export type ProjectSortKey = z.output<ReturnType<typeof ProjectSortKey>>;

export const ProjectUpdateParams = schema("ProjectUpdateParams", () =>
	z.object({
		metadata: orNull(z.record(z.string(), z.string())),
		name: orNull(z.string()),
		projectId: z.string(),
		roots: orNull(z.array(ProjectRoot())),
	}),
);
export type ProjectUpdateParams = z.output<ReturnType<typeof ProjectUpdateParams>>;

export const ProjectUpdateResponse = schema("ProjectUpdateResponse", () =>
	z.object({
		project: Project(),
	}),
);
export type ProjectUpdateResponse = z.output<ReturnType<typeof ProjectUpdateResponse>>;

export const ThreadProjectUpdatedNotification = schema("ThreadProjectUpdatedNotification", () =>
	z.object({
		projectId: z.string().nullable(),
		threadId: z.string(),
	}),
);
export type ThreadProjectUpdatedNotification = z.output<ReturnType<typeof ThreadProjectUpdatedNotification>>;
