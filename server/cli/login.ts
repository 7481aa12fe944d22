import { text } from "node:stream/consumers";
import { forgetKey, storedKey, storeKey } from "../auth/storedKey.ts";
import type { EffectiveConfig } from "../config/config.ts";
import { ConfigStore } from "../config/configStore.ts";
import { requireReadable } from "../config/strictConfig.ts";
import type { ParsedArguments } from "./commandLine.ts";
import { configFlags } from "./configOptions.ts";
import { heddleHome } from "./home.ts";

const HOW = "Pipe an API key: printenv OPENAI_API_KEY | heddle login --with-api-key";

/** `login`: keeps the key that stdin holds. All words are on stderr. */
export async function logIn(args: ParsedArguments): Promise<void> {
	const foreign = ["with-access-token", "device-auth"].find((name) => args.has(name));
	if (foreign) throw new Error(`--${foreign} is not available here. ${HOW}`);
	if (args.has("api-key")) throw new Error(`A key on the command line can be seen by other users. ${HOW}`);
	if (!args.has("with-api-key")) throw new Error(`Sign-in in a browser is not available here. ${HOW}`);
	const config = configOf(args);
	if (config.forcedLoginMethod === "chatgpt")
		throw new Error("forced_login_method in config.toml does not allow sign-in with an API key.");
	if (config.credentialsStore === "ephemeral")
		throw new Error(
			'cli_auth_credentials_store = "ephemeral" keeps no key beyond this command. Set it to file, keyring or auto.',
		);
	console.error(process.stdin.isTTY ? "Type the API key, then end with Ctrl-D:" : "Reading the API key from stdin…");
	const key = (await text(process.stdin)).trim();
	if (key === "") throw new Error("There is no API key on stdin.");
	const { store, passedOver } = await storeKey(config.home, config.credentialsStore, key);
	if (passedOver !== null) console.error(`warning: ${passedOver}`);
	const where = store === "keyring" ? "the system's keyring" : `${config.home}/auth.json`;
	console.error(`The key is kept in ${where}. It is tried with the next request.`);
}

/** `login status`: exits with 1 where no key is kept. */
export async function printLogin(args: ParsedArguments): Promise<void> {
	const { home, credentialsStore } = configOf(args);
	const key = await storedKey(home, credentialsStore);
	console.error(key === null ? "Not signed in." : `Signed in with an API key: ${masked(key)}`);
	if (key === null) process.exitCode = 1;
}

/** `logout` */
export async function logOut(args: ParsedArguments): Promise<void> {
	const { home, credentialsStore } = configOf(args);
	const wasThere = await forgetKey(home, credentialsStore);
	console.error(wasThere ? "Signed out: the key is forgotten." : "Nobody was signed in.");
}

/** @throws Error when a value in it does not fit: the key must not go to another store than the one meant */
function configOf(args: ParsedArguments): EffectiveConfig {
	const config = new ConfigStore(heddleHome(), configFlags(args));
	requireReadable(config);
	return config.effective(process.cwd());
}

/** Enough of a key to tell it from another one. */
const masked = (key: string) => (key.length > 13 ? `${key.slice(0, 8)}***${key.slice(-5)}` : "***");
