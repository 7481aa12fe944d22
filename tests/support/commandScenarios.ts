import type { ExecScenario } from "./execScenarios.ts";

const KEY = "sk-of-a-test-123456789";
const withKey = ["login", "--with-api-key"];
const status = { args: ["login", "status"] };
const logout = { args: ["logout"] };
const store = (name: string) => ["-c", `cli_auth_credentials_store="${name}"`];

/** What is not for running turns. */
export const commandScenarios: ExecScenario[] = [
	{ name: "nobody is signed in", runs: [status, logout] },
	{ name: "a key is kept and forgotten", runs: [{ args: withKey, stdin: ` ${KEY}\n` }, status, logout, status] },
	{ name: "a key stays", runs: [{ args: withKey, stdin: "sk-one" }, { args: withKey, stdin: KEY }, status] },
	{ name: "no key on stdin", runs: [{ args: withKey }, { args: withKey, stdin: " \n" }, status] },
	{
		name: "a sign-in that is not wanted",
		runs: [{ args: [...withKey, "-c", 'forced_login_method="chatgpt"'], stdin: KEY }, status],
	},
	{
		name: "a store that does not exist",
		runs: [{ args: [...withKey, ...store("nosuch")], stdin: KEY }, { args: ["login", "status", ...store("nosuch")] }],
	},
	{
		name: "a keyring that is not there",
		runs: [
			{ args: [...withKey, ...store("keyring")], stdin: KEY },
			{ args: ["login", "status", ...store("keyring")] },
			{ args: ["logout", ...store("keyring")] },
			{ args: [...withKey, ...store("auto")], stdin: KEY },
			{ args: ["login", "status", ...store("auto")] },
		],
	},
	{
		name: "words that login does not know",
		runs: [{ args: ["login", "status", "more"] }, { args: ["login", "nosuch"] }],
	},
	{
		name: "features are switched in the file",
		runs: [
			{ args: ["features", "enable", "step_model_switching"] },
			{ args: ["features", "enable", "goals"] },
			{ args: ["features", "disable", "step_model_switching"] },
			{ args: ["features", "disable", "goals"] },
			{ args: ["features", "enable", "nosuch"] },
			{ args: ["--enable", "nosuch", "features", "list"] },
			{ args: ["features", "enable"] },
			{ args: ["features"] },
		],
	},
];
