import type { ExperimentalFeatureStage } from "#protocol/experimentalFeature.ts";
import { ConfigStore } from "../config/configStore.ts";
import { FEATURE_NAMES } from "../config/featureNames.ts";
import { featureNamed, listFeatures } from "../config/features.ts";
import { requireReadable } from "../config/strictConfig.ts";
import { writeConfig } from "../config/write.ts";
import type { ParsedArguments } from "./commandLine.ts";
import { configFlags } from "./configOptions.ts";
import { heddleHome } from "./home.ts";

const STAGES: Record<ExperimentalFeatureStage, string> = {
	beta: "experimental",
	underDevelopment: "under development",
	stable: "stable",
	deprecated: "deprecated",
	removed: "removed",
};

/** @throws Error when nobody knows the name */
export function checkFeature(name: string): void {
	if (!FEATURE_NAMES.includes(name)) throw new Error(`Unknown feature flag: ${name}`);
	if (featureNamed(name)) return;
	console.error(
		`warning: Heddle has no feature \`${name}\`: switching it changes nothing. \`heddle features list\` names the ones it has.`,
	);
}

/** `features list`: a line each, name, stage and whether it is on, in columns. */
export function printFeatures(args: ParsedArguments): void {
	const config = new ConfigStore(heddleHome(), configFlags(args));
	requireReadable(config);
	const rows = listFeatures(config.effective(process.cwd())).map(
		({ name, stage, enabled }) => [name, STAGES[stage], String(enabled)] as const,
	);
	const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? "").length)) + 2);
	for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(""));
}

/** `features enable` and `features disable`: writes to the user's file, whose comments stay. */
export function switchFeature(args: ParsedArguments, isOn: boolean): void {
	const [name = ""] = args.positionals;
	if (args.text("profile") !== null) throw new Error("--profile has no part in what is written: only config.toml is.");
	checkFeature(name);
	const feature = featureNamed(name);
	// What is off anyway needs no line.
	const value = !isOn && feature?.defaultEnabled === false ? null : isOn;
	const edit = { keyPath: `features.${name}`, value, mergeStrategy: "replace" as const };
	writeConfig(new ConfigStore(heddleHome(), configFlags(args)), {
		edits: [edit],
		filePath: null,
		expectedVersion: null,
	});
	console.log(`${isOn ? "Enabled" : "Disabled"} feature \`${name}\` in config.toml.`);
	if (isOn && feature?.stage === "underDevelopment")
		console.error(`warning: \`${name}\` is under development: it may be incomplete, and change.`);
}
