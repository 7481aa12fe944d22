import type { ExperimentalFeature } from "#protocol/experimentalFeature.ts";
import { valueAt } from "./check.ts";
import type { EffectiveConfig } from "./config.ts";

type Feature = Pick<ExperimentalFeature, "name" | "stage" | "defaultEnabled">;

/** What `[features]` of the configuration switches here. */
const FEATURES = [
	{ name: "request_permissions_tool", stage: "underDevelopment", defaultEnabled: false },
	{ name: "step_model_switching", stage: "underDevelopment", defaultEnabled: false },
] as const satisfies readonly Feature[];

export function featureNamed(name: string): Feature | null {
	return FEATURES.find((each) => each.name === name) ?? null;
}

export function isFeatureOn({ raw }: Pick<EffectiveConfig, "raw">, name: (typeof FEATURES)[number]["name"]): boolean {
	const on = valueAt(raw, ["features", name]);
	return typeof on === "boolean" ? on : FEATURES.some((each) => each.name === name && each.defaultEnabled);
}

export function listFeatures(config: EffectiveConfig): ExperimentalFeature[] {
	return FEATURES.map((feature) => ({
		...feature,
		displayName: null,
		description: null,
		announcement: null,
		enabled: isFeatureOn(config, feature.name),
	}));
}
