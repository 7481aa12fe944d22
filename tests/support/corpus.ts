export type Json = Record<string, unknown>;

/** A JSON Schema document with `definitions`, nested at most one level deep (`v2`). */
export interface SchemaDocument {
	definitions: Json;
}

/** One value of each kind, and some that look right. */
const VALUES = [null, true, 0, -1, 1.5, "text", "", [], ["text"], [null], {}, { type: "text" }, { granular: {} }];

/** How deep in a message members are taken out and replaced when nothing else is said. */
const DEPTH = 3;

const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/** The members that what `reference` names must have. */
export function requiredMembers(reference: string, document: SchemaDocument): readonly string[] {
	const definition = resolve(reference, document);
	return isObject(definition) && Array.isArray(definition.required) ? definition.required : [];
}

/** Values that `definition` describes: one with every member in use, and one more for each alternative in it. */
export function samples(definition: unknown, document: SchemaDocument, within: readonly string[] = []): unknown[] {
	if (!isObject(definition)) return ["anything"];
	const inner = (each: unknown) => samples(each, document, within);
	const { $ref } = definition;
	if (typeof $ref === "string") {
		// A type that holds itself ends here.
		return within.includes($ref) ? ["anything"] : samples(resolve($ref, document), document, [...within, $ref]);
	}
	if (Array.isArray(definition.allOf)) return inner(definition.allOf[0]);
	if (Array.isArray(definition.enum)) return definition.enum;
	if ("const" in definition) return [definition.const];
	const alternatives = definition.oneOf ?? definition.anyOf;
	const members = isObject(definition.properties) ? objects(definition.properties, inner) : undefined;
	if (Array.isArray(alternatives)) {
		const values = alternatives.flatMap(inner);
		if (!members) return values;
		return values.map((value) => ({ ...(members[0] as Json), ...(isObject(value) ? value : {}) }));
	}
	if (members) return members;
	const types = Array.isArray(definition.type) ? definition.type : [definition.type];
	return types.flatMap((type: unknown) => ofType(type, definition, inner));
}

function objects(properties: Json, inner: (definition: unknown) => unknown[]): Json[] {
	const each = Object.entries(properties).map(([name, definition]) => [name, inner(definition)] as const);
	const complete = Object.fromEntries(each.map(([name, values]) => [name, values.find((v) => v !== null) ?? null]));
	const others = each.flatMap(([name, values]) => values.map((value) => ({ ...complete, [name]: value })));
	return [complete, ...others.filter((other) => JSON.stringify(other) !== JSON.stringify(complete))];
}

function ofType(type: unknown, definition: Json, inner: (definition: unknown) => unknown[]): unknown[] {
	if (type === "string") return ["text"];
	if (type === "integer") return [3];
	if (type === "number") return [1.5];
	if (type === "boolean") return [true];
	if (type === "null") return [null];
	if (type === "array") return inner(definition.items).map((item) => [item]);
	if (type !== "object") return ["anything"];
	return isObject(definition.additionalProperties) ? [{ key: inner(definition.additionalProperties)[0] }] : [{}];
}

function resolve(reference: string, document: SchemaDocument): unknown {
	const names = reference.replace("#/", "").split("/");
	return names.reduce<unknown>((at, name) => (isObject(at) ? at[name] : undefined), document);
}

export interface Variant {
	change: string;
	value: unknown;
}

/** `value` itself, and with each member (also of members, `depth` deep) taken out or replaced by each of the values. */
export function* variants(value: unknown, depth = DEPTH): Generator<Variant> {
	yield { change: "nothing", value };
	if (!isObject(value) || depth === 0) return;
	yield { change: "a member nobody knows", value: { ...value, memberNobodyKnows: 1 } };
	for (const [name, member] of Object.entries(value)) {
		const { [name]: _, ...rest } = value;
		yield { change: `without ${name}`, value: rest };
		for (const other of VALUES)
			yield { change: `${name} = ${JSON.stringify(other)}`, value: { ...value, [name]: other } };
		const inside = Array.isArray(member) ? member[0] : member;
		for (const inner of variants(inside, depth - 1)) {
			const put = Array.isArray(member) ? [inner.value] : inner.value;
			yield { change: `${name}: ${inner.change}`, value: { ...value, [name]: put } };
		}
	}
}
