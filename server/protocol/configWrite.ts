import * as z from "zod";
import { AbsolutePathBuf } from "./common.ts";
import { ConfigLayerMetadata } from "./config.ts";
import { orNull, schema } from "./schema.ts";

export const ConfigBatchWriteParams = schema("ConfigBatchWriteParams", () =>
	z.object({
		edits: z.array(ConfigEdit()),
		expectedVersion: orNull(z.string()),
		filePath: orNull(z.string()),
		reloadUserConfig: z.boolean().optional(),
	}),
);
export type ConfigBatchWriteParams = z.output<ReturnType<typeof ConfigBatchWriteParams>>;

export const ConfigEdit = schema("ConfigEdit", () =>
	z.object({
		keyPath: z.string(),
		mergeStrategy: MergeStrategy(),
		value: z.unknown(),
	}),
);
export type ConfigEdit = z.output<ReturnType<typeof ConfigEdit>>;

export const ConfigValueWriteParams = schema("ConfigValueWriteParams", () =>
	z.object({
		expectedVersion: orNull(z.string()),
		filePath: orNull(z.string()),
		keyPath: z.string(),
		mergeStrategy: MergeStrategy(),
		value: z.unknown(),
	}),
);
export type ConfigValueWriteParams = z.output<ReturnType<typeof ConfigValueWriteParams>>;

export const ConfigWriteResponse = schema("ConfigWriteResponse", () =>
	z.object({
		filePath: AbsolutePathBuf(),
		overriddenMetadata: orNull(OverriddenMetadata()),
		status: WriteStatus(),
		version: z.string(),
	}),
);
export type ConfigWriteResponse = z.output<ReturnType<typeof ConfigWriteResponse>>;

export const MergeStrategy = schema("MergeStrategy", () => z.enum(["replace", "upsert"]));
export type MergeStrategy = z.output<ReturnType<typeof MergeStrategy>>;

export const OverriddenMetadata = schema("OverriddenMetadata", () =>
	z.object({
		effectiveValue: z.unknown(),
		message: z.string(),
		overridingLayer: ConfigLayerMetadata(),
	}),
);
export type OverriddenMetadata = z.output<ReturnType<typeof OverriddenMetadata>>;

export const WriteStatus = schema("WriteStatus", () => z.enum(["ok", "okOverridden"]));
export type WriteStatus = z.output<ReturnType<typeof WriteStatus>>;
