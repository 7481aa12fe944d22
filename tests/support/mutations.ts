import fc from "fast-check";

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Texts of many kinds, none of which names anything outside the folder the server runs in: no slash, no tilde, no dots alone.
 */
const harmlessText = fc.oneof(
	fc.constantFrom(
		"",
		" ",
		"text",
		"-1",
		"null",
		"true",
		"💥",
		"\u0000",
		"é".repeat(300),
		"x".repeat(70_000),
		"a\nb",
		"%s%n",
	),
	fc.string({ maxLength: 12 }).map((text) => text.replace(/[/\\~.]/g, "_")),
);

const anyNumber = fc.constantFrom(0, -0, -1, 1, 3, 0.5, 1e21, -1e21, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 63, 1e-9);

const anyValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		fc.constant(null),
		fc.boolean(),
		anyNumber,
		harmlessText,
		fc.array(tie("value"), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom("type", "id", "path", "__proto__", "toJSON", "constructor", "x"), tie("value"), {
			maxKeys: 3,
		}),
	),
})).value;

/** The places in a value, each as the way to it. */
function places(value: unknown, way: string[] = []): string[][] {
	if (typeof value !== "object" || value === null) return [way];
	return [way, ...Object.entries(value).flatMap(([name, inner]) => places(inner, [...way, name]))];
}

/** A copy of `value` with `change` made at the end of `way`; undefined takes the member out. */
function changed(value: unknown, way: readonly string[], change: unknown): unknown {
	const [name, ...rest] = way;
	if (name === undefined) return change;
	if (Array.isArray(value))
		return value.map((each, index) => (String(index) === name ? changed(each, rest, change) : each));
	if (!isObject(value)) return value;
	const { [name]: old, ...others } = value;
	const inner = changed(old, rest, change);
	return inner === undefined ? others : { ...others, [name]: inner };
}

const shape = (value: unknown) => (Array.isArray(value) ? "array" : typeof value);

/**
 * `sample` without some of the members that are not `required`, and with what `known` has, of the same shape, for members of a name.
 */
export function thinned(
	sample: unknown,
	{ required, known }: { required: readonly string[]; known: Record<string, readonly unknown[]> },
): fc.Arbitrary<unknown> {
	if (!isObject(sample)) return fc.constant(sample);
	const members = Object.entries(sample).map(([name, value]) => {
		const fits = known[name]?.filter((each) => shape(each) === shape(value)) ?? [];
		const chosen = fits.length > 0 ? fc.constantFrom(...fits) : fc.constant(value);
		const kept = required.includes(name) ? chosen : fc.oneof(chosen, fc.constant(undefined));
		return kept.map((inner) => [name, inner] as const);
	});
	return fc.tuple(...members).map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)));
}

/** `sample` with up to three of its places replaced or taken out. */
export function mutated(sample: unknown): fc.Arbitrary<unknown> {
	const change = fc.tuple(fc.constantFrom(...places(sample)), fc.oneof(anyValue, fc.constant(undefined)));
	return fc
		.array(change, { minLength: 1, maxLength: 3 })
		.map((changes) => changes.reduce<unknown>((value, [way, to]) => changed(value, way, to), sample));
}
