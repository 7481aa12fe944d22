import { type Api, isObject, ModelEndpoint, type ScriptEntry } from "./modelEndpoint.ts";
import type { Reply } from "./responsesEvents.ts";

/** A scripted endpoint that speaks the Responses API. */
export class ResponsesEndpoint extends ModelEndpoint {
	static start(...script: (ScriptEntry | Reply)[]): Promise<ResponsesEndpoint> {
		return new ResponsesEndpoint(api).listen(script);
	}
}

const api: Api = {
	wireApi: "responses",
	path: /\/responses(\?|$)/,
	refuse: ({ body }) => {
		if (body.stream !== true) return "the request does not stream";
		return Array.isArray(body.input) ? undefined : "the request has no input list";
	},
	last: lastItem,
	toolNames,
};

/** The last element of the request's `input`. */
export function lastItem(body: Record<string, unknown>): Record<string, unknown> {
	const last: unknown = Array.isArray(body.input) ? body.input.at(-1) : undefined;
	return isObject(last) ? last : {};
}

/** The names of the tools the request offers. */
export function toolNames(body: Record<string, unknown>): string[] {
	const tools: unknown[] = Array.isArray(body.tools) ? body.tools : [];
	return tools.flatMap((tool) => (isObject(tool) && typeof tool.name === "string" ? [tool.name] : []));
}
