import type * as z from "zod";

/** A schema that is built on its first call: start-up pays only for the methods a client uses. */
export type LazySchema<T extends z.ZodType> = (() => T) & { readonly schemaName: string };

const byName = new Map<string, LazySchema<z.ZodType>>();

/**
 * Declares the named wire type `name`. `build` runs once, on first use, so that
 * declarations may refer to each other in any order and across files.
 */
export function schema<T extends z.ZodType>(name: string, build: () => T): LazySchema<T> {
	let built: T | undefined;
	const lazy = () => {
		built ??= build();
		return built;
	};
	const named = Object.assign(lazy, { schemaName: name });
	byName.set(name, named);
	return named;
}

const withoutJsonSchema = new Set<string>();

/** As `schema`, for a type that the TypeScript of the protocol has and its JSON Schema has not. */
export function typescriptOnly<T extends z.ZodType>(name: string, build: () => T): LazySchema<T> {
	withoutJsonSchema.add(name);
	return schema(name, build);
}

/** Whether the JSON Schema has the declared type. */
export const isInJsonSchema = (name: string) => !withoutJsonSchema.has(name);

/** Every declared wire type by its protocol name, in declaration order; for the schema generators. */
export function declaredSchemas(): ReadonlyMap<string, LazySchema<z.ZodType>> {
	return byName;
}

/** A member a peer may leave out or send as null; after parsing it is present, null when there is no value. */
export function orNull<T extends z.ZodType>(inner: T): z.ZodDefault<z.ZodNullable<T>> {
	return inner.nullable().default(null as z.util.NoUndefined<z.output<z.ZodNullable<T>>>);
}

const absentOnly = new WeakSet<z.core.$ZodType>();

/**
 * A member that is left out where there is no value. A peer may send null as well; the TypeScript types do not say so, as those
 * of the reference do not.
 */
export function orAbsent<T extends z.ZodType>(inner: T): z.ZodOptional<z.ZodNullable<T>> {
	const member = inner.nullish();
	absentOnly.add(member);
	return member;
}

/** Whether the TypeScript types have the member without null. */
export const isNeverNull = (member: z.core.$ZodType) => absentOnly.has(member);
