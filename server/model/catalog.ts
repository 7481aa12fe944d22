import type { Model, ReasoningEffort, ReasoningEffortOption } from "#protocol/model.ts";
import type { EffectiveConfig } from "../config/config.ts";
import type { ServedModel } from "./servedModels.ts";
import { toldWindow } from "./toldWindows.ts";

/** Share of a context window that is used before a model would be cut off. */
export const EFFECTIVE_WINDOW_PERCENT = 95;

/** What is known of a model beyond its name. */
export interface ModelFacts {
	/** In tokens; null when unknown. */
	contextWindow: number | null;
	/** Null leaves the choice to the endpoint. */
	defaultEffort: ReasoningEffort | null;
	defaultVerbosity: "low" | "medium" | "high" | null;
	/** Takes the `reasoning` member. */
	reasons: boolean;
	/** Takes freeform tools. */
	customTools: boolean;
	/** Searches for tools that it is not offered. */
	searchesTools: boolean;
}

interface CatalogEntry {
	id: string;
	name: string;
	description: string;
	efforts: readonly ReasoningEffort[];
	defaultEffort: ReasoningEffort;
	contextWindow: number;
	upgrade?: string;
	hidden?: boolean;
}

const TO_XHIGH = ["low", "medium", "high", "xhigh"];
const TO_MAX = [...TO_XHIGH, "max"];
const TO_ULTRA = [...TO_MAX, "ultra"];

/** OpenAI's coding models of protocol release 0.169.0, best suited first. */
const OPENAI_MODELS: readonly CatalogEntry[] = [
	{
		id: "gpt-6.1-sol",
		name: "GPT-6.1-Sol",
		description: "For coding and everyday work.",
		efforts: TO_ULTRA,
		defaultEffort: "low",
		contextWindow: 272_000,
	},
	{
		id: "gpt-6-astra",
		name: "GPT-6-Astra",
		description: "For the hardest work.",
		efforts: TO_ULTRA,
		defaultEffort: "low",
		contextWindow: 272_000,
	},
	{
		id: "gpt-6-sol",
		name: "GPT-6-Sol",
		description: "The generation before GPT-6.1.",
		efforts: TO_ULTRA,
		defaultEffort: "medium",
		contextWindow: 272_000,
	},
	{
		id: "gpt-6-luna",
		name: "GPT-6-Luna",
		description: "Fast and inexpensive, for easier tasks.",
		efforts: TO_MAX,
		defaultEffort: "medium",
		contextWindow: 272_000,
	},
	{
		id: "gpt-5.6-sol",
		name: "GPT-5.6-Sol",
		description: "An older model for coding.",
		efforts: TO_ULTRA,
		defaultEffort: "low",
		contextWindow: 272_000,
		upgrade: "gpt-6-sol",
	},
	{
		id: "gpt-6.1-terra",
		name: "GPT-6.1 Terra",
		description: "A coding model with a larger context window.",
		efforts: TO_ULTRA,
		defaultEffort: "low",
		contextWindow: 500_000,
	},
	{
		id: "gpt-5.6-terra",
		name: "GPT-5.6-Terra",
		description: "An older, balanced model.",
		efforts: TO_ULTRA,
		defaultEffort: "medium",
		contextWindow: 272_000,
		upgrade: "gpt-6-sol",
	},
	{
		id: "gpt-5.6-luna",
		name: "GPT-5.6-Luna",
		description: "An older, fast model.",
		efforts: TO_MAX,
		defaultEffort: "medium",
		contextWindow: 272_000,
		upgrade: "gpt-6-luna",
	},
	{
		id: "gpt-5.5",
		name: "GPT-5.5",
		description: "The oldest coding model still offered.",
		efforts: TO_XHIGH,
		defaultEffort: "medium",
		contextWindow: 272_000,
		upgrade: "gpt-6-sol",
	},
];

const EFFORT_DESCRIPTIONS: Record<string, string> = {
	low: "Answers quickly, thinks little",
	medium: "Balances speed and depth",
	high: "Thinks longer about complex problems",
	xhigh: "Thinks much longer about complex problems",
	max: "Thinks as long as the model can",
	ultra: "Thinks as long as the model can, for the largest tasks",
};

/** Name of the only model of the offline tour. */
export const TOUR_MODEL = "tour";

/** Whether it is one of OpenAI's coding models. */
export const isCatalogModel = (model: string) => OPENAI_MODELS.some(({ id }) => id === model);

/** What is known of `model`. A model outside the catalogue is asked for nothing beyond plain function tools. */
export function modelFacts(model: string): ModelFacts {
	const entry = OPENAI_MODELS.find((candidate) => candidate.id === model);
	if (entry) {
		return {
			contextWindow: effective(entry.contextWindow),
			defaultEffort: entry.defaultEffort,
			defaultVerbosity: "low",
			reasons: true,
			customTools: true,
			searchesTools: true,
		};
	}
	const isOpenai = /^(gpt-[5-9]|codex-)/.test(model);
	return {
		contextWindow: null,
		defaultEffort: null,
		defaultVerbosity: null,
		reasons: isOpenai,
		customTools: isOpenai || model === TOUR_MODEL,
		searchesTools: false,
	};
}

/**
 * Tokens that a thread may use, less a reserve: of the configured window, else of what the provider has told of the model,
 * else of what is known of it. Null when unknown.
 */
export function contextWindow(config: EffectiveConfig, model: string, modelProvider: string): number | null {
	const tokens = config.contextWindow ?? toldWindow(modelProvider, model);
	return tokens === null ? modelFacts(model).contextWindow : effective(tokens);
}

const effective = (tokens: number) => Math.floor((tokens * EFFECTIVE_WINDOW_PERCENT) / 100);

/** The model that threads of `providerId` start with when none is named; null when the provider has no default. */
export function defaultModel(config: EffectiveConfig, providerId: string = config.modelProvider): string | null {
	if (config.providers.get(providerId)?.wireApi === "tour") return TOUR_MODEL;
	if (config.model !== null && providerId === config.modelProvider) return config.model;
	return offersOpenaiModels(config, providerId) ? (OPENAI_MODELS[0]?.id ?? null) : null;
}

/**
 * The models to choose from for `providerId`, the default one marked. `served`: what its endpoint says it has, where that
 * was asked. Empty when neither it nor the configuration names any.
 */
export function listModels(
	config: EffectiveConfig,
	providerId: string = config.modelProvider,
	served: readonly ServedModel[] = [],
): Model[] {
	const chosen = defaultModel(config, providerId);
	const provider = config.providers.get(providerId);
	if (provider?.wireApi === "tour") return [tourModel()];
	const entries = offersOpenaiModels(config, providerId) ? OPENAI_MODELS : [];
	const models = [
		...entries.map((entry) => catalogModel(entry, entry.id === chosen)),
		...served.map((model) => servedModel(model, provider?.name ?? providerId, model.id === chosen)),
	];
	if (chosen !== null && !models.some((model) => model.id === chosen)) {
		const known = OPENAI_MODELS.find((entry) => entry.id === chosen);
		models.unshift(known ? catalogModel(known, true) : configuredModel(chosen, config));
	}
	return models;
}

/** Whether only the endpoint knows the models of a provider. */
export const mustBeAsked = (config: EffectiveConfig, providerId: string) =>
	config.providers.get(providerId)?.wireApi !== "tour" && !offersOpenaiModels(config, providerId);

const offersOpenaiModels = (config: EffectiveConfig, providerId: string) =>
	providerId === "openai" || config.providers.get(providerId)?.requiresOpenaiAuth === true;

function catalogModel(entry: CatalogEntry, isDefault: boolean): Model {
	return {
		...blankModel(entry.id, entry.name, entry.description),
		defaultReasoningEffort: entry.defaultEffort,
		supportedReasoningEfforts: entry.efforts.map(effortOption),
		hidden: entry.hidden ?? false,
		isDefault,
		upgrade: entry.upgrade ?? null,
		upgradeInfo: entry.upgrade === undefined ? null : { ...NO_UPGRADE_WORDS, model: entry.upgrade },
		additionalSpeedTiers: ["fast"],
		serviceTiers: [{ id: "priority", name: "Fast", description: "Faster answers at a higher price" }],
	};
}

const NO_UPGRADE_WORDS = { migrationMarkdown: null, modelLink: null, retirementAt: null, upgradeCopy: null };

function configuredModel(id: string, config: EffectiveConfig): Model {
	const provider = config.providers.get(config.modelProvider)?.name ?? config.modelProvider;
	const effort = config.reasoningEffort;
	return {
		...blankModel(id, id, `As configured, from ${provider}.`),
		defaultReasoningEffort: effort ?? "none",
		supportedReasoningEfforts: effort === null ? [] : [effortOption(effort)],
		isDefault: true,
	};
}

/** One that cannot call tools is hidden: it can be chosen, but not do the work. */
function servedModel({ id, name, images, tools, efforts }: ServedModel, provider: string, isDefault: boolean): Model {
	return {
		...blankModel(id, name, `From ${provider}.`),
		inputModalities: images === false ? ["text"] : ["text", "image"],
		supportedReasoningEfforts: efforts.map(effortOption),
		hidden: tools === false,
		isDefault,
	};
}

function tourModel(): Model {
	return {
		...blankModel(TOUR_MODEL, "Offline tour", "No model: a fixed lesson with real commands, approvals and edits."),
		inputModalities: ["text"],
		isDefault: true,
	};
}

function effortOption(effort: ReasoningEffort): ReasoningEffortOption {
	return { reasoningEffort: effort, description: EFFORT_DESCRIPTIONS[effort] ?? effort };
}

function blankModel(id: string, displayName: string, description: string): Model {
	return {
		additionalSpeedTiers: [],
		availabilityNux: null,
		availableAccessPrograms: null,
		defaultReasoningEffort: "none",
		defaultServiceTier: null,
		description,
		displayName,
		hidden: false,
		id,
		inputModalities: ["text", "image"],
		isDefault: false,
		model: id,
		modelSpecialty: null,
		multiAgentVersion: null,
		serviceTiers: [],
		supportedReasoningEfforts: [],
		supportsPersonality: false,
		upgrade: null,
		upgradeInfo: null,
	};
}
