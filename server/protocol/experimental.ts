import * as z from "zod";

/** What the protocol calls each unstable part, by its schema. */
const descriptors = z.registry<{ descriptor: string }>();

/**
 * Marks an alternative of a union, or a member of a request's parameters, that a client may only use with the `experimentalApi`
 * capability. Mark a schema made for the place, never a shared one.
 * @param descriptor `<type>.<variant>` or `<method>.<field>`, as the error names it
 */
export function experimental<T extends z.ZodType>(descriptor: string, schema: T): T {
	descriptors.add(schema, { descriptor });
	return schema;
}

/** The descriptor of the first experimental part that `params`, which `schema` has accepted, makes use of. */
export function experimentalUse(schema: z.ZodType, params: unknown): string | undefined {
	if (!(schema instanceof z.ZodObject) || typeof params !== "object" || params === null) return undefined;
	const values: Record<string, unknown> = { ...params };
	for (const [name, member] of Object.entries(schema.shape)) {
		if (!isUsed(values[name]) || !(member instanceof z.ZodType)) continue;
		const descriptor = descriptors.get(member)?.descriptor ?? experimentalVariant(bare(member), values[name]);
		if (descriptor !== undefined) return descriptor;
	}
	return undefined;
}

/** Members of the unstable protocol that the reference sends to every client. */
const SENT_TO_ALL: ReadonlySet<string> = new Set(["item/commandExecution/requestApproval.availableDecisions"]);

/** `params` without the members that only clients with the `experimentalApi` capability are sent. */
export function stablePart<P extends object>(schema: z.ZodType, params: P): Partial<P> {
	if (!(schema instanceof z.ZodObject)) return params;
	const isStable = (name: string) => {
		const mark = descriptors.get(schema.shape[name] as z.ZodType);
		return mark === undefined || SENT_TO_ALL.has(mark.descriptor);
	};
	return Object.fromEntries(
		Object.entries(params).filter(([name]) => !(name in schema.shape) || isStable(name)),
	) as Partial<P>;
}

/** The members of an object that are marked. */
export function experimentalMembers(schema: z.ZodType): string[] {
	if (!(schema instanceof z.ZodObject)) return [];
	return Object.entries(schema.shape).flatMap(([name, member]) => (descriptors.has(member as z.ZodType) ? [name] : []));
}

/** A value that says no more than an absent member does is no use of it. */
const isUsed = (value: unknown) => value !== undefined && value !== null && value !== false;

function experimentalVariant(schema: z.core.$ZodType, value: unknown): string | undefined {
	if (schema instanceof z.ZodObject) return experimentalUse(schema, value);
	if (!(schema instanceof z.ZodUnion)) return undefined;
	for (const option of schema.options) {
		const mark = descriptors.get(option);
		if (mark && z.safeParse(option, value).success) return mark.descriptor;
	}
	return undefined;
}

/** The schema inside `orNull` and the like. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
	if (schema instanceof z.ZodDefault || schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) {
		return bare(schema.unwrap());
	}
	return schema;
}
