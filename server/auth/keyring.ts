import { spawn } from "node:child_process";
import { isSea } from "node:sea";
import { text } from "node:stream/consumers";

/** How long the keyring may take, in milliseconds: it may ask a person to unlock it. */
const PATIENCE_MS = 30_000;

export interface KeyringQuestion {
	/** Each home folder has a key of its own. */
	home: string;
	does: "read" | "keep" | "forget";
	/** What is kept. */
	key: string | null;
}

export type KeyringAnswer = { key: string | null } | { wasThere: boolean } | { error: string };

/** The command of this program that answers (`cli/commands.ts`). */
const KEYRING_COMMAND = "answer-about-keyring";

/**
 * Reads, keeps or forgets a key in the system's keyring. The library for it waits without limit, even while it is loaded, for a bus or
 * a person; so a process of its own does that, which is ended when it takes too long.
 * @throws Error that names the setting to change when there is no keyring, or it does not answer
 */
export async function askKeyring(question: KeyringQuestion): Promise<Exclude<KeyringAnswer, { error: string }>> {
	const answer = await ask(question).catch((error: unknown): KeyringAnswer => {
		return { error: error instanceof Error ? error.message : String(error) };
	});
	if (!("error" in answer)) return answer;
	throw new Error(
		`The system's keyring cannot be used (${answer.error}). Set cli_auth_credentials_store = "file" in config.toml to keep the key in auth.json.`,
	);
}

async function ask(question: KeyringQuestion): Promise<KeyringAnswer> {
	const script = isSea() ? [] : [process.argv[1] ?? ""];
	const child = spawn(process.execPath, [...script, KEYRING_COMMAND], { stdio: ["pipe", "pipe", "ignore"] });
	const end = () => child.kill("SIGKILL");
	process.once("exit", end);
	let isLate = false;
	const late = setTimeout(() => {
		isLate = true;
		end();
	}, PATIENCE_MS);
	try {
		const failed = new Promise<never>((_, reject) => child.once("error", reject));
		child.stdin.on("error", () => {}).end(JSON.stringify(question));
		const said = await Promise.race([text(child.stdout), failed]);
		if (isLate) throw new Error(`it did not answer within ${PATIENCE_MS / 1000} s`);
		if (said === "") throw new Error("its library cannot be loaded");
		return JSON.parse(said);
	} finally {
		clearTimeout(late);
		process.off("exit", end);
	}
}
