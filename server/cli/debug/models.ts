import { ConfigStore } from "../../config/configStore.ts";
import { listModels, modelFacts } from "../../model/catalog.ts";
import type { ParsedArguments } from "../commandLine.ts";
import { configFlags } from "../configOptions.ts";
import { heddleHome } from "../home.ts";

/** `debug models`: what is known of each model of the configured provider, or of the built-in ones, as one JSON object. */
export function printModels(args: ParsedArguments): void {
	const config = new ConfigStore(heddleHome(), configFlags(args)).effective(process.cwd());
	const models = listModels(config, args.has("bundled") ? "openai" : config.modelProvider).map((model) => {
		const { contextWindow, defaultVerbosity } = modelFacts(model.model);
		return {
			slug: model.model,
			display_name: model.displayName,
			description: model.description,
			default_reasoning_level: model.defaultReasoningEffort,
			supported_reasoning_levels: model.supportedReasoningEfforts.map(({ reasoningEffort, description }) => ({
				effort: reasoningEffort,
				description,
			})),
			visibility: model.hidden ? "hide" : "list",
			effective_context_window: contextWindow,
			default_verbosity: defaultVerbosity,
			input_modalities: model.inputModalities,
			upgrade: model.upgrade,
		};
	});
	console.log(JSON.stringify({ models }));
}
