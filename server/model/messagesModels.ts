import { fetchJson, TransportError } from "./httpTransport.ts";
import { countOf, isRecord, type Json, recordOf } from "./json.ts";

/** What the endpoint says of a model; null where it says nothing. */
export interface ModelLimits {
	/** In tokens. */
	contextWindow: number | null;
	/** In tokens. */
	maxOutput: number | null;
	/** How it is told to think: as it sees fit, or within a budget. */
	thinking: "adaptive" | "budget" | null;
	efforts: string[] | null;
}

const UNKNOWN: ModelLimits = { contextWindow: null, maxOutput: null, thinking: null, efforts: null };

/** How long a turn may wait for the answer. In milliseconds. */
const TIMEOUT_MS = 5000;

const known = new Map<string, ModelLimits>();

/**
 * Asks `url` about a model, once for each. An endpoint that does not know the question is not asked again; one that
 * could not answer is, by the next request, and this one does without. Rejects only with the signal's reason.
 */
export async function modelLimits(
	url: URL,
	headers: Record<string, string>,
	signal: AbortSignal,
): Promise<ModelLimits> {
	const found = known.get(url.href);
	if (found) return found;
	try {
		const { status, body } = await fetchJson({ method: "GET", url, headers }, signal, TIMEOUT_MS);
		const limits = status === 200 && body ? limitsOf(body) : UNKNOWN;
		if (status === 200 || status === 404 || status === 405) known.set(url.href, limits);
		return limits;
	} catch (error) {
		if (error instanceof TransportError) return UNKNOWN;
		throw error;
	}
}

function limitsOf(info: Json): ModelLimits {
	const capabilities = recordOf(info.capabilities);
	const types = recordOf(recordOf(capabilities.thinking).types);
	const thinking = isSupported(types.adaptive) ? "adaptive" : isSupported(types.enabled) ? "budget" : null;
	const effort = isRecord(capabilities.effort) ? capabilities.effort : null;
	return {
		contextWindow: countOf(info.max_input_tokens) || null,
		maxOutput: countOf(info.max_tokens) || null,
		thinking,
		efforts: effort && Object.keys(effort).filter((level) => isSupported(effort[level])),
	};
}

const isSupported = (capability: unknown) => recordOf(capability).supported === true;
