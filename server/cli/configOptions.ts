import type { ConfigFlags } from "../config/configStore.ts";
import { type OptionSpec, type ParsedArguments, UsageError } from "./commandLine.ts";

/** The options with which every command can be told of a configuration. */
export const configOptions: readonly OptionSpec[] = [
	{
		name: "config",
		short: "c",
		value: "key=value",
		times: "many",
		help: "Set a key of config.toml for this run: dotted keys reach into tables, and a value that is not TOML is a text",
	},
	{
		name: "enable",
		value: "FEATURE",
		times: "many",
		help: "Switch a feature on for this run: -c features.FEATURE=true",
	},
	{
		name: "disable",
		value: "FEATURE",
		times: "many",
		help: "Switch a feature off for this run: -c features.FEATURE=false",
	},
];

export const profileOption: OptionSpec = {
	name: "profile",
	short: "p",
	value: "NAME",
	help: "Lay NAME.config.toml of the home folder over config.toml",
};

export const strictOption: OptionSpec = {
	name: "strict-config",
	help: "Fail when the configuration holds a key that nobody knows, or a value that does not fit",
};

/** @throws Error when the option stands before a command that does not have it */
export function checkStrictOption(args: ParsedArguments): void {
	if (!args.has(strictOption.name) || args.command.options.includes(strictOption)) return;
	const command = ["heddle", ...args.path.slice(1).map(({ name }) => name)].join(" ");
	throw new Error(`\`--strict-config\` is not supported for \`${command}\``);
}

/** @throws UsageError */
export function configFlags(args: ParsedArguments): ConfigFlags {
	const profile = args.text("profile");
	if (profile !== null && !/^[\w-]+$/.test(profile)) {
		const what = `invalid --profile value \`${profile}\`; pass a plain name such as \`work\``;
		throw new UsageError(`invalid value '${profile}' for '--profile <NAME>': ${what}`, args.path);
	}
	const features = (["enable", "disable"] as const).flatMap((option) =>
		args.texts(option).map((name) => `features.${name}=${option === "enable"}`),
	);
	return {
		overrides: [...args.texts("config"), ...features],
		profile,
		ignoreUserConfig: args.has("ignore-user-config"),
	};
}

/**
 * Looks at the names behind `--enable` and `--disable`. A feature of the protocol's release that nothing here switches is told of on stderr.
 * @throws Error when nobody knows a name
 */
export async function checkFeatureOptions(args: ParsedArguments): Promise<void> {
	const names = [...args.texts("enable"), ...args.texts("disable")];
	if (names.length === 0) return;
	const { checkFeature } = await import("./features.ts");
	for (const name of names) checkFeature(name);
}
