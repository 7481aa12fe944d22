import { parseCommandLine, UsageError } from "./cli/commandLine.ts";
import { program } from "./cli/commands.ts";
import { checkFeatureOptions, checkStrictOption } from "./cli/configOptions.ts";
import { version } from "./cli/version.ts";

async function main(words: readonly string[]): Promise<void> {
	const args = parseCommandLine(program, words);
	const { command, path, wants } = args;
	if (wants === "version") console.log(["heddle", ...path.slice(1).map(({ name }) => name), version].join(" "));
	else if (wants === "help") console.log((await import("./cli/help.ts")).helpText(path));
	else if (command.run) {
		checkStrictOption(args);
		await checkFeatureOptions(args);
		await command.run(args);
	} else {
		console.error((await import("./cli/help.ts")).helpText(path));
		process.exitCode = 2;
	}
}

main(process.argv.slice(2)).catch(async (error: unknown) => {
	if (error instanceof UsageError) {
		console.error((await import("./cli/help.ts")).usageErrorText(error));
		process.exitCode = 2;
		return;
	}
	console.error(`heddle: ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
