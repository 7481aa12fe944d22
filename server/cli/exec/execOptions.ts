import type { OptionSpec } from "../commandLine.ts";
import { configOptions, profileOption, strictOption } from "../configOptions.ts";

const image: OptionSpec = {
	name: "image",
	short: "i",
	value: "FILE",
	times: "list",
	help: "Send pictures along with the prompt",
};

export const trustOption: OptionSpec = {
	name: "trust",
	help: "Trust this project from now on: its own configuration counts",
};

/** The options of `exec` and of each command below it. */
const shared: readonly OptionSpec[] = [
	...configOptions,
	strictOption,
	{ name: "model", short: "m", value: "MODEL", help: "The model that answers" },
	{
		name: "dangerously-bypass-approvals-and-sandbox",
		aliases: ["yolo"],
		help: "Run every command without a sandbox. Only for machines that are a sandbox themselves",
	},
	{ name: "thread-source", value: "SOURCE", help: "What a new thread is recorded to come from" },
	{ name: "skip-git-repo-check", help: "Run outside a Git repository too" },
	trustOption,
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
	{ name: "oss", help: "Use a model that runs on this machine" },
	{
		name: "local-provider",
		value: "PROVIDER",
		help: "With --oss: ollama or lmstudio. Without it the oss_provider of config.toml counts",
	},
	{ name: "color", value: "COLOR", choices: ["always", "never", "auto"], help: "Whether the progress has colours" },
];

export const forkOptions: readonly OptionSpec[] = [...shared, { ...image, times: "many" }];

export const resumeOptions: readonly OptionSpec[] = [
	...forkOptions,
	{ name: "last", help: "Go on with the thread last worked on" },
	{ name: "all", help: "With --last: whatever folder it worked in" },
];

/** What a review is of; its instructions are a positional. */
export const targetOptions: readonly OptionSpec[] = [
	{
		name: "uncommitted",
		excludes: ["base", "commit", "PROMPT"],
		help: "Review what is not committed: staged, unstaged and untracked",
	},
	{ name: "base", value: "BRANCH", excludes: ["commit", "PROMPT"], help: "Review what this branch adds to another" },
	{ name: "commit", value: "SHA", excludes: ["PROMPT"], help: "Review what a commit changes" },
	{ name: "title", value: "TITLE", needs: "commit", help: "With --commit: what the review calls it" },
];

export const reviewOptions: readonly OptionSpec[] = [...shared, ...targetOptions];
