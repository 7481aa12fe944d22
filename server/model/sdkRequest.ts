import type { Credentials } from "./credentials.ts";
import type { WireRequest } from "./wire.ts";

/** What an SDK client is made with when the endpoint takes no key; `authorization: null` keeps it off the wire. */
const NO_KEY = "none";

/**
 * How to make an SDK's client of a provider's settings and of nothing else: the SDKs would also read keys, headers and a
 * log level from the environment, which belong to their makers' own addresses, and log to stdout, which is the wire.
 * `headersVariable`: the variable from which the SDK takes further headers.
 */
export function clientOptions(baseUrl: string, { key, headers }: Credentials, headersVariable: string) {
	const foreign = (process.env[headersVariable] ?? "").split("\n").map((line) => line.split(":")[0]?.trim() ?? "");
	return {
		apiKey: key ?? NO_KEY,
		baseURL: baseUrl,
		defaultHeaders: {
			...Object.fromEntries(foreign.filter((name) => name !== "").map((name) => [name, null])),
			...(key === null ? { authorization: null } : {}),
			...headers,
		},
		logLevel: "off" as const,
	};
}

/** A request that an SDK has built, for our own transport. */
export function wireRequest({ url, req }: { url: string; req: { headers: Headers; body?: unknown } }): WireRequest {
	if (typeof req.body !== "string") throw new Error("the SDK wrote the body of a request in another form than text");
	return { url: new URL(url), headers: Object.fromEntries(req.headers), body: req.body };
}
