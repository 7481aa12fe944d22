import type { OptionSpec } from "../commandLine.ts";
import { configOptions, profileOption, strictOption } from "../configOptions.ts";

const image: OptionSpec = {
	name: "image",
	short: "i",
	value: "FILE",
	times: "list",
	help: "Send pictures along with the prompt",
};

/** The options of `exec` and of each command below it. */
const shared: readonly OptionSpec[] = [
	...configOptions,
	strictOption,
	{ name: "model", short: "m", value: "MODEL", help: "The model that answers" },
	{
		name: "dangerously-bypass-approvals-and-sandbox",
		help: "Run every command without a sandbox. Only for machines that are a sandbox themselves",
	},
	{ name: "thread-source", value: "SOURCE", help: "What a new thread is recorded to come from" },
	{ name: "skip-git-repo-check", help: "Run outside a Git repository too" },
	{ name: "trust", help: "Trust this project from now on: its own configuration counts" },
	{ name: "ephemeral", help: "Keep no file of the thread" },
	{ name: "ignore-user-config", help: "Do not read config.toml of the home folder" },
	{ name: "ignore-rules", help: "Do not read the rules of the home folder" },
	{ name: "output-schema", value: "FILE", help: "A JSON Schema that the last message has to fit" },
	{ name: "json", aliases: ["experimental-json"], help: "Print what happens to stdout, a JSON object a line" },
	{ name: "output-last-message", short: "o", value: "FILE", help: "Write the last message to a file" },
];

export const execOptions: readonly OptionSpec[] = [
	...shared,
	image,
	profileOption,
	{
		name: "sandbox",
		short: "s",
		value: "MODE",
		choices: ["read-only", "workspace-write", "danger-full-access"],
		help: "What commands may do",
	},
	{ name: "cd", short: "C", value: "DIR", help: "The folder to work in" },
	{ name: "add-dir", value: "DIR", times: "many", help: "One more folder that may be written" },
	{ name: "color", value: "COLOR", choices: ["always", "never", "auto"], help: "Whether the progress has colours" },
];

export const forkOptions: readonly OptionSpec[] = [...shared, { ...image, times: "many" }];

export const resumeOptions: readonly OptionSpec[] = [
	...forkOptions,
	{ name: "last", help: "Go on with the thread last worked on" },
	{ name: "all", help: "With --last: whatever folder it worked in" },
];
