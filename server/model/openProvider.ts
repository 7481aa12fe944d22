import type { EffectiveConfig } from "../config/config.ts";
import { ModelError } from "./modelError.ts";
import type { ModelProvider } from "./provider.ts";
import { ResponsesProvider } from "./responses.ts";
import type { Delay } from "./retry.ts";
import type { TourSettings } from "./tour.ts";

/** The part of a turn that decides who answers it. */
export interface ProviderChoice {
	settings: TourSettings & { model: string; modelProvider: string };
	config: EffectiveConfig;
}

/** The provider that a turn's settings name. Rejects with a ModelError when the configuration has no such provider. */
export async function openProvider({ settings, config }: ProviderChoice, wait: Delay): Promise<ModelProvider> {
	const provider = config.providers.get(settings.modelProvider);
	if (!provider) {
		throw new ModelError(
			`There is no model provider "${settings.modelProvider}". Add \`[model_providers.${settings.modelProvider}]\` to config.toml, or change \`model_provider\`.`,
			{ info: "badRequest" },
		);
	}
	if (provider.wireApi === "tour") {
		const { TourProvider } = await import("./tour.ts");
		return new TourProvider(provider, settings, wait);
	}
	return new ResponsesProvider(provider, settings.model, wait);
}
