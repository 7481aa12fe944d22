import * as z from "zod";

/** The model's arguments do not fit the tool; the message is for the model. */
export class ArgumentError extends Error {}

/** Parses a function call's arguments. Throws ArgumentError. */
export function parseArguments<T extends z.ZodType>(schema: T, input: string): z.output<T> {
	let value: unknown;
	try {
		value = JSON.parse(input);
	} catch (error) {
		throw new ArgumentError(
			`failed to parse function arguments: ${error instanceof Error ? error.message : String(error)}`,
		);
	}
	const parsed = schema.safeParse(value);
	if (parsed.success) return parsed.data;
	const issues = parsed.error.issues.map(
		({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`,
	);
	throw new ArgumentError(`failed to parse function arguments: ${issues.join("; ")}`);
}

/** A whole number of milliseconds, tokens and the like, which models also write as 1000.0 or null. */
export const optionalCount = () => z.number().nonnegative().nullish();
