import { type CommandSpec, type OptionSpec, VERSION } from "./commandLine.ts";
import { configOptions, profileOption, strictOption } from "./configOptions.ts";
import {
	execOptions,
	forkOptions,
	resumeOptions,
	reviewOptions,
	targetOptions,
	trustOption,
} from "./exec/execOptions.ts";
import { listenOptions } from "./listenOptions.ts";

const outOption: OptionSpec = {
	name: "out",
	short: "o",
	value: "DIR",
	required: true,
	help: "The folder to write into; it is made if missing",
};

const experimentalOption: OptionSpec = { name: "experimental", help: "With the unstable methods and members too" };

/** What each command does is loaded when it runs: the way to the server's first answer reads this table and nothing else. */
const generateJsonSchema: CommandSpec = {
	name: "generate-json-schema",
	summary: "Write the protocol as JSON Schema",
	options: [...configOptions, outOption, experimentalOption],
	run: async (args) => (await import("./generate.ts")).generateJsonSchema(args),
};

const generateTs: CommandSpec = {
	name: "generate-ts",
	summary: "Write the protocol as TypeScript types",
	options: [
		...configOptions,
		outOption,
		experimentalOption,
		{ name: "prettier", short: "p", value: "PRETTIER_BIN", help: "The Prettier that formats the files" },
	],
	run: async (args) => (await import("./generate.ts")).generateTypeScript(args),
};

const appServer: CommandSpec = {
	name: "app-server",
	summary: "Run the server that editors and other clients speak to",
	options: [
		...configOptions,
		strictOption,
		...listenOptions,
		{
			name: "analytics-default-enabled",
			help: "Taken from clients that give it: nothing is measured or sent either way",
		},
	],
	commands: [generateTs, generateJsonSchema],
	run: async (args) => (await import("./appServer.ts")).runAppServer(args),
};

const review = {
	name: "review",
	summary: "Review changes and print what is wrong with them",
	positionals: [{ name: "PROMPT", help: "What to review, in your own words. With `-` stdin is read" }],
	run: async (args) => (await import("./exec/execCommand.ts")).runReview(args),
} satisfies Omit<CommandSpec, "options">;

const exec: CommandSpec = {
	name: "exec",
	aliases: ["e"],
	summary: "Run one turn without anybody to ask, and print what comes of it",
	options: [...execOptions, VERSION],
	positionals: [
		{ name: "PROMPT", help: "What to do. Without it, or with `-`, stdin is read; stdin beside it is added as a block" },
	],
	commands: [
		{
			name: "resume",
			summary: "Run one more turn in a thread that there is",
			options: resumeOptions,
			positionals: [
				{ name: "SESSION_ID", help: "The id or the name of the thread" },
				{ name: "PROMPT", help: "What to do next. Without it, or with `-`, stdin is read" },
			],
			run: async (args) => (await import("./exec/execCommand.ts")).runResume(args),
		},
		{
			name: "fork",
			summary: "Run a turn in a new thread that begins with the history of another",
			options: forkOptions,
			positionals: [
				{ name: "SESSION_ID", required: true, help: "The id or the name of the thread" },
				{ name: "PROMPT", help: "What to do next; with `-` stdin is read. Without it the thread is only made" },
			],
			run: async (args) => (await import("./exec/execCommand.ts")).runFork(args),
		},
		{ ...review, options: reviewOptions },
	],
	run: async (args) => (await import("./exec/execCommand.ts")).runExec(args),
};

/** `exec review` for people: fewer options. */
const wholeReview: CommandSpec = {
	...review,
	options: [...configOptions, strictOption, trustOption, ...targetOptions],
};

const featureName = [{ name: "FEATURE", required: true as const, help: "The feature, as `features list` names it" }];

const features: CommandSpec = {
	name: "features",
	summary: "Look at the switches of features that are not for everybody yet",
	options: configOptions,
	commands: [
		{
			name: "list",
			summary: "Print each feature, how far it is, and whether it is on",
			options: configOptions,
			run: async (args) => (await import("./features.ts")).printFeatures(args),
		},
		{
			name: "enable",
			summary: "Switch a feature on in config.toml",
			options: configOptions,
			positionals: featureName,
			run: async (args) => (await import("./features.ts")).switchFeature(args, true),
		},
		{
			name: "disable",
			summary: "Switch a feature off in config.toml",
			options: configOptions,
			positionals: featureName,
			run: async (args) => (await import("./features.ts")).switchFeature(args, false),
		},
	],
};

const login: CommandSpec = {
	name: "login",
	summary: "Sign in with an API key, for the providers that want one",
	options: [
		...configOptions,
		{ name: "with-api-key", help: "Read the key from stdin: printenv OPENAI_API_KEY | heddle login --with-api-key" },
		{ name: "with-access-token", hidden: true, help: "Not available here" },
		{ name: "device-auth", hidden: true, help: "Not available here" },
		{ name: "api-key", value: "API_KEY", hidden: true, help: "Not available here: other users see command lines" },
	],
	commands: [
		{
			name: "status",
			summary: "Tell whether a key is kept",
			options: configOptions,
			run: async (args) => (await import("./login.ts")).printLogin(args),
		},
	],
	run: async (args) => (await import("./login.ts")).logIn(args),
};

const logout: CommandSpec = {
	name: "logout",
	summary: "Forget the key of the sign-in",
	options: configOptions,
	run: async (args) => (await import("./login.ts")).logOut(args),
};

const debug: CommandSpec = {
	name: "debug",
	summary: "Tools for people who look into the server",
	options: configOptions,
	commands: [
		{
			name: "models",
			summary: "Print what is known of the models, as JSON",
			options: [...configOptions, { name: "bundled", help: "Only the models that this program brings" }],
			run: async (args) => (await import("./debug/models.ts")).printModels(args),
		},
		{
			name: "app-server",
			summary: "Try the server out",
			options: configOptions,
			commands: [
				{
					name: "send-message-v2",
					summary: "Send one message to a server of its own and print everything that both say",
					options: configOptions,
					positionals: [{ name: "USER_MESSAGE", required: true, help: "What to say" }],
					run: async (args) => (await import("./debug/sendMessage.ts")).sendMessage(args),
				},
			],
		},
	],
};

const doctor: CommandSpec = {
	name: "doctor",
	summary: "Look at the installation, and say what to do about each finding",
	options: [
		...configOptions,
		profileOption,
		strictOption,
		{ name: "json", help: "Print one object: {checks: [{id, status, summary, fix}]}" },
	],
	run: async (args) => (await import("./doctor/doctor.ts")).runDoctor(args),
};

/** What `askKeyring` starts. */
const answerAboutKeyring: CommandSpec = {
	name: "answer-about-keyring",
	hidden: true,
	summary: "Answer a question about the keyring, for a server",
	options: [],
	run: async () => (await import("../auth/keyringLibrary.ts")).answerAboutKeyring(),
};

/** What is meant for `exec` may stand before it too. */
const global = [...configOptions, profileOption, strictOption];
const early = execOptions
	.filter((option) => !global.includes(option))
	.map((option) => ({ ...option, hidden: true as const }));
/** Scripts put it before `exec`, where nobody is asked whatever it says. */
const whenToAsk: OptionSpec = {
	name: "ask-for-approval",
	short: "a",
	value: "APPROVAL_POLICY",
	choices: ["untrusted", "on-failure", "on-request", "never"],
	hidden: true,
	help: "When commands wait for somebody",
};

/** The whole command line. */
export const program: CommandSpec = {
	name: "",
	summary: "Heddle: a coding agent and its server",
	options: [...global, ...early, whenToAsk, VERSION],
	commands: [
		appServer,
		exec,
		wholeReview,
		login,
		logout,
		features,
		doctor,
		debug,
		generateTs,
		generateJsonSchema,
		answerAboutKeyring,
	],
};
