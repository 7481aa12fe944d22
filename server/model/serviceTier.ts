import { isCatalogModel } from "./catalog.ts";

/** The tier that a client or a person names: `fast` is what OpenAI calls `priority`. */
export const tierNamed = (name: string) => (name === "fast" ? "priority" : name);

/** The tier to ask an endpoint for; null leaves the choice to it. Whatever `model` is not known to have is not asked for. */
export function askedTier(tier: string | null, model: string): string | null {
	return tier === "flex" || (tier === "priority" && isCatalogModel(model)) ? tier : null;
}
