import type { EffectiveConfig } from "../config/config.ts";
import { HttpProvider } from "./httpProvider.ts";
import { ModelError } from "./modelError.ts";
import type { ModelProvider } from "./provider.ts";
import type { Delay } from "./retry.ts";
import type { TourSettings } from "./tour.ts";
import type { Wire } from "./wire.ts";

/** The part of a turn that decides who answers it. */
export interface ProviderChoice {
	settings: TourSettings & { model: string; modelProvider: string };
	config: EffectiveConfig;
}

/** Each is loaded by the first turn that speaks it: the SDKs behind them are large. */
const wires: Record<"responses" | "chat" | "messages", () => Promise<Wire>> = {
	responses: async () => (await import("./responses.ts")).responsesWire,
	chat: async () => (await import("./chat.ts")).chatWire,
	messages: async () => (await import("./messages.ts")).messagesWire,
};

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
	return new HttpProvider(provider, await wires[provider.wireApi](), settings.model, wait);
}
