import * as z from "zod";

/** A model server on this machine. */
export interface LocalServer {
	/** The provider of that name in the server. */
	id: "ollama" | "lmstudio";
	name: string;
	models: string[];
}

/** A server on loopback answers at once or is not there. */
const PROBE_LIMIT_MS = 800;

const OllamaTags = z.object({ models: z.array(z.object({ name: z.string() })) });
const ModelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** Looks for Ollama, then LM Studio, on their usual ports. */
export async function findLocalServer(): Promise<LocalServer | null> {
	const [ollama, lmStudio] = await Promise.all([
		probe("http://127.0.0.1:11434/api/tags", OllamaTags),
		probe("http://127.0.0.1:1234/v1/models", ModelList),
	]);
	if (ollama) return { id: "ollama", name: "Ollama", models: ollama.models.map(({ name }) => name) };
	if (lmStudio) return { id: "lmstudio", name: "LM Studio", models: lmStudio.data.map(({ id }) => id) };
	return null;
}

async function probe<T>(url: string, schema: z.ZodType<T>): Promise<T | null> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(PROBE_LIMIT_MS), redirect: "error" });
		return schema.safeParse(await response.json()).data ?? null;
	} catch {
		return null;
	}
}
