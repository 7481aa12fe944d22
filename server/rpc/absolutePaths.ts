import path from "node:path";
import * as z from "zod";
import { AbsolutePathBuf } from "#protocol/common.ts";

/** Thrown inside; `member` is the path to the member, with dots. */
class RelativePath extends Error {
	readonly member: string[] = [];
}

type Step = (value: unknown) => unknown;

/** What each type does to its values; null where no path is in it. */
const steps = new WeakMap<z.core.$ZodType, Step | null>();

/**
 * Brings every `AbsolutePathBuf` in parsed parameters into its normal form, in place: without `.`, `..` and a slash at its end. The
 * type is a plain string in the schemas; that it is absolute is the server's own rule, since it has no folder that paths could start from.
 * @returns the member that is not absolute, as `roots.0.path`, or null
 */
export function normalizePaths(type: z.ZodType, params: unknown): string | null {
	try {
		stepOf(type)?.(params);
		return null;
	} catch (error) {
		if (error instanceof RelativePath) return error.member.join(".");
		throw error;
	}
}

function stepOf(type: z.core.$ZodType): Step | null {
	let step = steps.get(type);
	if (step === undefined) {
		step = makeStep(type);
		steps.set(type, step);
	}
	return step;
}

function makeStep(type: z.core.$ZodType): Step | null {
	if (type === AbsolutePathBuf()) return normalize;
	if (type instanceof z.ZodOptional || type instanceof z.ZodNullable || type instanceof z.ZodDefault) {
		const inner = stepOf(type.def.innerType);
		return inner && ((value) => (value === undefined || value === null ? value : inner(value)));
	}
	if (type instanceof z.ZodLazy) return (value) => stepOf(type.unwrap())?.(value) ?? value;
	if (type instanceof z.ZodArray) {
		const element = stepOf(type.element);
		return element && ((value) => eachMember(value, () => element));
	}
	if (type instanceof z.ZodRecord) {
		const member = stepOf(type.valueType);
		return member && ((value) => eachMember(value, () => member));
	}
	if (type instanceof z.ZodObject) {
		const members = new Map(Object.entries(type.shape).map(([name, each]) => [name, stepOf(each)]));
		const hasPaths = [...members.values()].some((step) => step !== null);
		return hasPaths ? (value) => eachMember(value, (name) => members.get(name) ?? null) : null;
	}
	if (type instanceof z.ZodUnion) {
		const options = type.options.map((option) => [option, stepOf(option)] as const);
		const chosen = (value: unknown) => options.find(([option]) => z.safeParse(option, value).success)?.[1];
		return options.some(([, step]) => step !== null) ? (value) => chosen(value)?.(value) ?? value : null;
	}
	return null;
}

function normalize(value: unknown): string {
	if (typeof value !== "string" || !path.isAbsolute(value)) throw new RelativePath();
	return path.resolve(value);
}

function eachMember(value: unknown, stepFor: (name: string) => Step | null): unknown {
	const members = value as Record<string, unknown>;
	for (const name of Object.keys(members)) {
		try {
			const step = stepFor(name);
			if (step) members[name] = step(members[name]);
		} catch (error) {
			if (error instanceof RelativePath) error.member.unshift(name);
			throw error;
		}
	}
	return value;
}
