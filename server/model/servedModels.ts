import type { ModelProviderConfig } from "../config/config.ts";
import { type Credentials, credentialsFor } from "./credentials.ts";
import { fetchJson } from "./httpTransport.ts";
import { countOf, isRecord, type Json, listOf, recordOf, textOf } from "./json.ts";
import { tellWindow } from "./toldWindows.ts";

/** A model that an endpoint says it has. */
export interface ServedModel {
	id: string;
	name: string;
	/** Whether it takes images; null when the endpoint does not say. */
	images: boolean | null;
	/** Whether it can do an agent's work: it writes text and calls tools. Null when the endpoint does not say. */
	tools: boolean | null;
	/** How hard it can be told to think. */
	efforts: string[];
	/** In tokens, as it is served; null when the endpoint does not say. */
	contextWindow: number | null;
}

/** In milliseconds, for one question. A server on this machine that is not there is not waited for: it refuses at once. */
const TIMEOUT_MS = 3000;
/** The most that Anthropic's API lists at once; else it lists 20. */
const LONGEST_PAGE = "1000";

/** Asks a path of the endpoint, beside its `base_url` where it begins with a slash; null when it has no answer. */
type Ask = (path: string, body?: Json) => Promise<Json | null>;

/** The models of an endpoint; null when it cannot be reached, has no list, or its key is missing. Never rejects. */
export async function servedModels(provider: ModelProviderConfig): Promise<ServedModel[] | null> {
	const { baseUrl } = provider;
	if (baseUrl === null || !URL.canParse(baseUrl)) return null;
	try {
		const models = await modelsOf(provider, await asker(provider, new URL(baseUrl)));
		for (const { id, contextWindow } of models ?? []) tellWindow(provider.id, id, contextWindow);
		return models;
	} catch {
		// Nobody there, or no way in: a turn with this provider says so, with what to do.
		return null;
	}
}

async function modelsOf({ id }: ModelProviderConfig, ask: Ask): Promise<ServedModel[] | null> {
	if (id === "ollama") return ollamaModels(ask);
	if (id === "lmstudio") return (await lmStudioModels(ask)) ?? listedModels(ask);
	return listedModels(ask);
}

async function asker(provider: ModelProviderConfig, base: URL): Promise<Ask> {
	const credentials = await credentialsFor(provider, process.env);
	const headers = await headersFor(provider, base, credentials);
	return async (path, body) => {
		const url = new URL(base);
		const root = base.pathname.replace(/\/+$/, "");
		url.pathname = path.startsWith("/") ? `${root.replace(/\/v1$/, "")}${path}` : `${root}/${path}`;
		for (const [name, value] of Object.entries(provider.queryParams)) url.searchParams.set(name, value);
		if (provider.wireApi === "messages") url.searchParams.set("limit", LONGEST_PAGE);
		const request = body
			? {
					method: "POST" as const,
					url,
					headers: { ...headers, "content-type": "application/json" },
					body: JSON.stringify(body),
				}
			: { method: "GET" as const, url, headers };
		const answer = await fetchJson(request, AbortSignal.timeout(TIMEOUT_MS), TIMEOUT_MS);
		return answer.status === 200 ? answer.body : null;
	};
}

async function headersFor(config: ModelProviderConfig, base: URL, credentials: Credentials) {
	if (config.wireApi === "messages") {
		const { modelsRequest } = await import("./messages.ts");
		const [, headers] = await modelsRequest({ config, baseUrl: base.href, credentials });
		return headers;
	}
	const key = credentials.key === null ? {} : { authorization: `Bearer ${credentials.key}` };
	return { ...credentials.headers, ...key };
}

/** The list that OpenAI's and Anthropic's APIs have in common, with what OpenRouter, vLLM and Anthropic add to it. */
async function listedModels(ask: Ask): Promise<ServedModel[] | null> {
	const listed = await ask("models");
	if (!Array.isArray(listed?.data)) return null;
	return named(listed.data.filter(isRecord), "id").map((model) => {
		const capabilities = recordOf(model.capabilities);
		const modalities = listOf(recordOf(model.architecture).input_modalities);
		const images = recordOf(capabilities.image_input).supported;
		const efforts = Object.entries(recordOf(capabilities.effort));
		return {
			id: textOf(model.id),
			name: textOf(model.display_name) || textOf(model.name) || textOf(model.id),
			images: typeof images === "boolean" ? images : modalities.length > 0 ? modalities.includes("image") : null,
			tools: Array.isArray(model.supported_parameters) ? model.supported_parameters.includes("tools") : null,
			efforts: efforts.flatMap(([level, support]) => (recordOf(support).supported === true ? [level] : [])),
			contextWindow:
				countOf(model.context_length) || countOf(model.max_model_len) || countOf(model.max_input_tokens) || null,
		};
	});
}

/** Ollama's own API also says what each model can do. */
async function ollamaModels(ask: Ask): Promise<ServedModel[] | null> {
	const listed = await ask("/api/tags");
	if (!Array.isArray(listed?.models)) return null;
	const models = named(listed.models.filter(isRecord), "name");
	const running = listOf((await ask("/api/ps").catch(() => null))?.models).filter(isRecord);
	return Promise.all(
		models.map(async (model) => {
			const id = textOf(model.name);
			const shown = await ask("/api/show", { model: id }).catch(() => null);
			const can = Array.isArray(shown?.capabilities) ? shown.capabilities : null;
			return {
				id,
				name: id,
				images: can?.includes("vision") ?? null,
				tools: can === null ? null : can.includes("completion") && can.includes("tools"),
				efforts: can?.includes("thinking") ? ["low", "medium", "high"] : [],
				// That of a loaded model only: Ollama gives a model far less than it could read.
				contextWindow: countOf(running.find((each) => each.name === id)?.context_length) || null,
			};
		}),
	);
}

/** LM Studio's own API tells models for text, for images and for embeddings apart. */
async function lmStudioModels(ask: Ask): Promise<ServedModel[] | null> {
	const listed = await ask("/api/v0/models");
	if (!Array.isArray(listed?.data)) return null;
	return named(listed.data.filter(isRecord), "id").map(({ id, type, loaded_context_length }) => ({
		id: textOf(id),
		name: textOf(id),
		images: type === "vlm",
		tools: type === "embeddings" ? false : null,
		efforts: [],
		contextWindow: countOf(loaded_context_length) || null,
	}));
}

const named = (models: readonly Json[], member: string) => models.filter((model) => textOf(model[member]) !== "");
