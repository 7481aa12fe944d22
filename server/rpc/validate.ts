import type { z } from "zod";
import { malformed } from "#protocol/errors.ts";
import type { LazySchema } from "#protocol/schema.ts";

/** How many mistakes one answer names. */
const NAMED_ISSUES = 3;

/**
 * The parameters with defaults filled in and unknown members left out.
 * @throws WireError -32600 `Invalid request: …` that names each mistake's path and what was expected there.
 */
export function validateParams<T extends z.ZodType>(
	method: string,
	schema: LazySchema<T>,
	params: unknown,
): z.output<T> {
	const parsed = schema().safeParse(params ?? {});
	if (parsed.success) return parsed.data;
	const mistakes = parsed.error.issues.slice(0, NAMED_ISSUES).map((issue) => {
		const where = issue.path.map(String).join(".");
		return where === "" ? issue.message : `\`${where}\`: ${issue.message}`;
	});
	throw malformed(`${method}: ${mistakes.join("; ")}`);
}
