import { modelProviderNotConfigured } from "#protocol/errors.ts";
import { listModels, mustBeAsked } from "../model/catalog.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import { numberedPage } from "./numberedPage.ts";
import type { Services } from "./services.ts";

/** The answers to `model/*`. */
export function modelHandlers({ threads, cwd }: Services): Pick<HandlerTable, "model/list"> {
	return {
		"model/list": async ({ includeHidden, modelProvider, ...page }) => {
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(modelProvider ?? config.modelProvider);
			if (!provider) throw modelProviderNotConfigured(modelProvider ?? config.modelProvider);
			const served = mustBeAsked(config, provider.id)
				? await (await import("../model/servedModels.ts")).servedModels(provider)
				: null;
			const models = listModels(config, provider.id, served ?? []).filter((model) => includeHidden || !model.hidden);
			return numberedPage(models, page, "models");
		},
	};
}
