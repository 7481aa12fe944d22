import { invalidRequest, modelProviderNotConfigured } from "#protocol/errors.ts";
import { listModels, mustBeAsked } from "../model/catalog.ts";
import type { HandlerTable } from "../rpc/peer.ts";
import type { Services } from "./services.ts";

/** The answers to `model/*`. */
export function modelHandlers({ threads, cwd }: Services): Pick<HandlerTable, "model/list"> {
	return {
		"model/list": async ({ cursor, limit, includeHidden, modelProvider }) => {
			const config = threads.config.effective(cwd);
			const provider = config.providers.get(modelProvider ?? config.modelProvider);
			if (!provider) throw modelProviderNotConfigured(modelProvider ?? config.modelProvider);
			const served = mustBeAsked(config, provider.id)
				? await (await import("../model/servedModels.ts")).servedModels(provider)
				: null;
			const models = listModels(config, provider.id, served ?? []).filter((model) => includeHidden || !model.hidden);
			const from = cursor === null ? 0 : Number(cursor);
			if (!Number.isInteger(from) || from < 0 || from > models.length)
				throw invalidRequest(`invalid cursor: ${cursor}`);
			const to = Math.min(from + (limit || models.length), models.length);
			return { data: models.slice(from, to), nextCursor: to < models.length ? String(to) : null };
		},
	};
}
