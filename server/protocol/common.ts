import * as z from "zod";
import { schema } from "./schema.ts";

export const AbsolutePathBuf = schema("AbsolutePathBuf", () => z.string());
export type AbsolutePathBuf = z.output<ReturnType<typeof AbsolutePathBuf>>;

export const LegacyAppPathString = schema("LegacyAppPathString", () => z.string());
export type LegacyAppPathString = z.output<ReturnType<typeof LegacyAppPathString>>;

export const AgentPath = schema("AgentPath", () => z.string());
export type AgentPath = z.output<ReturnType<typeof AgentPath>>;

export const RequestId = schema("RequestId", () => z.union([z.string(), z.int()]));
export type RequestId = z.output<ReturnType<typeof RequestId>>;
