import * as z from "zod";
import { schema } from "./schema.ts";

export const AbsolutePathBuf = schema("AbsolutePathBuf", () => z.string());
export type AbsolutePathBuf = z.output<ReturnType<typeof AbsolutePathBuf>>;

export const LegacyAppPathString = schema("LegacyAppPathString", () => z.string());
export type LegacyAppPathString = z.output<ReturnType<typeof LegacyAppPathString>>;

export const AgentPath = schema("AgentPath", () => z.string());
export type AgentPath = z.output<ReturnType<typeof AgentPath>>;

const longIntegers = new WeakSet<z.core.$ZodType>();

/**
 * A whole number of up to 64 bits, for limits: clients write the largest one that they have for "no limit". Beyond 2^53 it is as near as
 * JSON is read here.
 */
export function longInt(inner: z.ZodNumber = z.number()): z.ZodNumber {
	const isLong = (value: number) => Number.isInteger(value) && Math.abs(value) <= 2 ** 64;
	const type = inner.refine(isLong, "Invalid input: expected a whole number of 64 bits");
	longIntegers.add(type);
	return type;
}

/** Whether JSON Schema calls the type an integer, and not a number. */
export const isLongInt = (type: z.core.$ZodType) => longIntegers.has(type);

export const RequestId = schema("RequestId", () => z.union([z.string(), z.int()]));
export type RequestId = z.output<ReturnType<typeof RequestId>>;
