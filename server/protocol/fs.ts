import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { orNull, schema } from "./schema.ts";

export const FsChangedNotification = schema("FsChangedNotification", () =>
	z.object({
		changedPaths: z.array(AbsolutePathBuf()),
		watchId: z.string(),
	}),
);
export type FsChangedNotification = z.output<ReturnType<typeof FsChangedNotification>>;

export const FsCopyParams = schema("FsCopyParams", () =>
	z.object({
		destinationPath: AbsolutePathBuf(),
		recursive: z.boolean().optional(),
		sourcePath: AbsolutePathBuf(),
	}),
);
export type FsCopyParams = z.output<ReturnType<typeof FsCopyParams>>;

export const FsCopyResponse = schema("FsCopyResponse", () => z.object({}));
export type FsCopyResponse = z.output<ReturnType<typeof FsCopyResponse>>;

export const FsCreateDirectoryParams = schema("FsCreateDirectoryParams", () =>
	z.object({
		path: AbsolutePathBuf(),
		recursive: orNull(z.boolean()),
	}),
);
export type FsCreateDirectoryParams = z.output<ReturnType<typeof FsCreateDirectoryParams>>;

export const FsCreateDirectoryResponse = schema("FsCreateDirectoryResponse", () => z.object({}));
export type FsCreateDirectoryResponse = z.output<ReturnType<typeof FsCreateDirectoryResponse>>;

export const FsGetMetadataParams = schema("FsGetMetadataParams", () =>
	z.object({
		path: AbsolutePathBuf(),
	}),
);
export type FsGetMetadataParams = z.output<ReturnType<typeof FsGetMetadataParams>>;

export const FsGetMetadataResponse = schema("FsGetMetadataResponse", () =>
	z.object({
		createdAtMs: z.int(),
		isDirectory: z.boolean(),
		isFile: z.boolean(),
		isSymlink: z.boolean(),
		modifiedAtMs: z.int(),
	}),
);
export type FsGetMetadataResponse = z.output<ReturnType<typeof FsGetMetadataResponse>>;

export const FsReadDirectoryEntry = schema("FsReadDirectoryEntry", () =>
	z.object({
		fileName: z.string(),
		isDirectory: z.boolean(),
		isFile: z.boolean(),
	}),
);
export type FsReadDirectoryEntry = z.output<ReturnType<typeof FsReadDirectoryEntry>>;

export const FsReadDirectoryParams = schema("FsReadDirectoryParams", () =>
	z.object({
		path: AbsolutePathBuf(),
	}),
);
export type FsReadDirectoryParams = z.output<ReturnType<typeof FsReadDirectoryParams>>;

export const FsReadDirectoryResponse = schema("FsReadDirectoryResponse", () =>
	z.object({
		entries: z.array(FsReadDirectoryEntry()),
	}),
);
export type FsReadDirectoryResponse = z.output<ReturnType<typeof FsReadDirectoryResponse>>;

export const FsReadFileParams = schema("FsReadFileParams", () =>
	z.object({
		path: AbsolutePathBuf(),
	}),
);
export type FsReadFileParams = z.output<ReturnType<typeof FsReadFileParams>>;

export const FsReadFileResponse = schema("FsReadFileResponse", () =>
	z.object({
		dataBase64: z.string(),
	}),
);
export type FsReadFileResponse = z.output<ReturnType<typeof FsReadFileResponse>>;

export const FsRemoveParams = schema("FsRemoveParams", () =>
	z.object({
		force: orNull(z.boolean()),
		path: AbsolutePathBuf(),
		recursive: orNull(z.boolean()),
	}),
);
export type FsRemoveParams = z.output<ReturnType<typeof FsRemoveParams>>;

export const FsRemoveResponse = schema("FsRemoveResponse", () => z.object({}));
export type FsRemoveResponse = z.output<ReturnType<typeof FsRemoveResponse>>;

export const FsUnwatchParams = schema("FsUnwatchParams", () =>
	z.object({
		watchId: z.string(),
	}),
);
export type FsUnwatchParams = z.output<ReturnType<typeof FsUnwatchParams>>;

export const FsUnwatchResponse = schema("FsUnwatchResponse", () => z.object({}));
export type FsUnwatchResponse = z.output<ReturnType<typeof FsUnwatchResponse>>;

export const FsWatchParams = schema("FsWatchParams", () =>
	z.object({
		path: AbsolutePathBuf(),
		watchId: z.string(),
	}),
);
export type FsWatchParams = z.output<ReturnType<typeof FsWatchParams>>;

export const FsWatchResponse = schema("FsWatchResponse", () =>
	z.object({
		path: AbsolutePathBuf(),
	}),
);
export type FsWatchResponse = z.output<ReturnType<typeof FsWatchResponse>>;

export const FsWriteFileParams = schema("FsWriteFileParams", () =>
	z.object({
		dataBase64: z.string(),
		path: AbsolutePathBuf(),
	}),
);
export type FsWriteFileParams = z.output<ReturnType<typeof FsWriteFileParams>>;

export const FsWriteFileResponse = schema("FsWriteFileResponse", () => z.object({}));
export type FsWriteFileResponse = z.output<ReturnType<typeof FsWriteFileResponse>>;
