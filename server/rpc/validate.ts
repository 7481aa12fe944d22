import type * as z from "zod";
import { malformed } from "#protocol/errors.ts";
import type { LazySchema } from "#protocol/schema.ts";
import { normalizePaths } from "./absolutePaths.ts";

/** How many mistakes one answer names. */
const NAMED_ISSUES = 3;

/** A method of the registry, as far as validation looks at it. */
interface Validated {
	params: LazySchema<z.ZodType>;
	paramsOptional: boolean;
}

/**
 * The parameters with defaults filled in, unknown members left out and absolute paths in their normal form.
 * @throws WireError -32600 `Invalid request: …` that names each mistake's path and what was expected there, or a path that should be
 * absolute and is not.
 */
export function validateParams(method: string, entry: Validated, params: unknown): unknown {
	const isMissing = params === undefined || params === null;
	if (isMissing && !entry.paramsOptional) throw malformed("missing field `params`");
	const parsed = entry.params().safeParse(isMissing ? {} : params, { jitless: true });
	if (parsed.success) {
		const member = normalizePaths(entry.params(), parsed.data);
		// The first words are the reference's.
		if (member !== null)
			throw malformed(`AbsolutePathBuf deserialized without a base path: \`${member}\` is not absolute`);
		return parsed.data;
	}
	const mistakes = parsed.error.issues.slice(0, NAMED_ISSUES).map((issue) => {
		const where = issue.path.map(String).join(".");
		return where === "" ? issue.message : `\`${where}\`: ${issue.message}`;
	});
	throw malformed(`${method}: ${mistakes.join("; ")}`);
}
